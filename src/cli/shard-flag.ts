/** `--shard 2/8`, or `--shard auto`: the part that a scheduler gives this job. */
import type { Shard } from '../check/shard.js';
import { FlowproofError } from '../errors.js';

/** More parts than anybody has machines. */
const MOST_PARTS = 100_000;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * `i/n` counts from 1. `auto` reads a Slurm array (`SLURM_ARRAY_TASK_ID`, with its first id, step and count); `auto/n` also an
 * indexed Kubernetes job (`JOB_COMPLETION_INDEX`, from 0), which does not know how many there are.
 * @throws FlowproofError `bad-option`.
 */
export function readShard(text: string, environment: Environment): Shard {
  const [, index, count] = /^(\d+|auto)(?:\/(\d+))?$/.exec(text) ?? [];
  if (index === undefined || (index !== 'auto' && count === undefined)) {
    throw badShard('i/n such as 2/8, or auto, or auto/n', JSON.stringify(text));
  }
  const stated = count === undefined ? undefined : Number(count);
  const shard =
    index === 'auto' ? automatic(stated, environment) : { index: Number(index), count: stated ?? 1 };
  if (!(shard.count >= 1 && shard.count <= MOST_PARTS && shard.index >= 1 && shard.index <= shard.count)) {
    throw badShard(
      `a part from 1 to n, and n from 1 to ${MOST_PARTS}`,
      `part ${shard.index} of ${shard.count}`,
    );
  }
  return shard;
}

function automatic(stated: number | undefined, environment: Environment): Shard {
  const read = (name: string): number | undefined => {
    const value = environment[name];
    if (value === undefined || value === '') return undefined;
    if (!/^\d+$/.test(value)) throw badShard(`${name} as a whole number`, `${name}=${value}`);
    return Number(value);
  };
  const task = read('SLURM_ARRAY_TASK_ID');
  if (task !== undefined) {
    const count = stated ?? read('SLURM_ARRAY_TASK_COUNT');
    if (count === undefined)
      throw badShard('SLURM_ARRAY_TASK_COUNT beside SLURM_ARRAY_TASK_ID, or auto/n', 'neither');
    const [first, step] = [read('SLURM_ARRAY_TASK_MIN') ?? 0, read('SLURM_ARRAY_TASK_STEP') ?? 1];
    const index = (task - first) / (step || 1) + 1;
    if (!Number.isInteger(index)) {
      throw badShard('array ids at equal steps', `id ${task}, first ${first}, step ${step}`);
    }
    return { index, count };
  }
  const completion = read('JOB_COMPLETION_INDEX');
  if (completion === undefined) {
    throw badShard(
      'a Slurm array (SLURM_ARRAY_TASK_ID) or an indexed Kubernetes job (JOB_COMPLETION_INDEX)',
      'neither in the environment',
    );
  }
  if (stated === undefined)
    throw badShard('auto/n with the completions of the job', 'auto, in a Kubernetes job');
  return { index: completion + 1, count: stated };
}

const badShard = (expected: string, found: string): FlowproofError =>
  new FlowproofError({ code: 'bad-option', message: 'the value of --shard makes no sense', expected, found });
