import { describe, expect, it } from 'vitest';
import { readShard } from '../../src/cli/shard-flag.js';

describe('--shard', () => {
  it('is a part of so many', () => {
    expect(readShard('2/8', {})).toEqual({ index: 2, count: 8 });
    expect(readShard('1/1', {})).toEqual({ index: 1, count: 1 });
  });

  it('auto: a Slurm array from any first id, at any step', () => {
    const slurm = { SLURM_ARRAY_TASK_ID: '7', SLURM_ARRAY_TASK_MIN: '5', SLURM_ARRAY_TASK_COUNT: '3' };
    expect(readShard('auto', slurm)).toEqual({ index: 3, count: 3 });
    expect(readShard('auto', { ...slurm, SLURM_ARRAY_TASK_STEP: '2' })).toEqual({ index: 2, count: 3 });
    expect(readShard('auto', { SLURM_ARRAY_TASK_ID: '0', SLURM_ARRAY_TASK_COUNT: '4' })).toEqual({
      index: 1,
      count: 4,
    });
  });

  it('auto/n: an indexed Kubernetes job, which counts from 0', () => {
    expect(readShard('auto/4', { JOB_COMPLETION_INDEX: '3' })).toEqual({ index: 4, count: 4 });
  });

  it.each([
    ['0/4', {}],
    ['5/4', {}],
    ['1/0', {}],
    ['1', {}],
    ['-1/2', {}],
    ['1/2/3', {}],
    ['', {}],
    ['auto', {}],
    ['auto', { JOB_COMPLETION_INDEX: '0' }],
    ['auto/2', { JOB_COMPLETION_INDEX: '2' }],
    ['auto', { SLURM_ARRAY_TASK_ID: '1' }],
    ['auto', { SLURM_ARRAY_TASK_ID: 'x', SLURM_ARRAY_TASK_COUNT: '2' }],
    [
      'auto',
      {
        SLURM_ARRAY_TASK_ID: '4',
        SLURM_ARRAY_TASK_MIN: '1',
        SLURM_ARRAY_TASK_STEP: '2',
        SLURM_ARRAY_TASK_COUNT: '2',
      },
    ],
    // The ids 1, 5, 9: the third is no third of three at steps of one.
    ['auto', { SLURM_ARRAY_TASK_ID: '9', SLURM_ARRAY_TASK_MIN: '1', SLURM_ARRAY_TASK_COUNT: '3' }],
  ])('refuses %j in %j', (text, environment) => {
    expect(() => readShard(text, environment)).toThrow(expect.objectContaining({ code: 'bad-option' }));
  });
});
