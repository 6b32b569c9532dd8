import type { Shard } from '../check/shard.js';
import { FlowproofError } from '../errors.js';
import { readShard } from './shard-flag.js';

/** The options of `flowproof check` as commander delivers them: texts. */
export interface CheckFlags {
  readonly json?: string | true;
  readonly seed?: string;
  readonly digits?: string;
  readonly runs?: string;
  readonly proofRuns?: string;
  readonly budget?: string;
  readonly only?: readonly string[];
  readonly verbose?: boolean;
  readonly assumptions?: boolean;
  readonly force?: boolean;
  /** The folder of certificates; false: none are kept. */
  readonly certificates?: string | boolean;
  /** The folder of results of earlier runs; false: everything is checked anew. */
  readonly cache?: string | boolean;
  readonly bail?: boolean;
  readonly changed?: boolean;
  /** Check again whenever a file changes. */
  readonly watch?: boolean;
  /** `i/n`, `auto` or `auto/n`: only this part. */
  readonly shard?: string;
  /** Reports for other programs: `junit=FILE`, `sarif=FILE`, `github`. */
  readonly reporter?: readonly string[];
}

/** Options of a check run that flags set. */
export interface RunOptions {
  readonly seed?: number;
  readonly digits?: number;
  readonly runs?: number;
  readonly proofRuns?: number;
  readonly claimBudgetMs?: number;
  readonly only?: readonly string[];
  readonly secondOpinions?: boolean;
  readonly assumptions?: boolean;
  readonly bail?: boolean;
  readonly changedOnly?: boolean;
  readonly shard?: Shard;
}

/**
 * @param environment where `--shard auto` looks.
 * @throws FlowproofError `bad-option`.
 */
export function runOptions(
  flags: CheckFlags,
  environment: Readonly<Record<string, string | undefined>> = {},
): RunOptions {
  const options: { -readonly [Key in keyof RunOptions]: RunOptions[Key] } = {};
  if (flags.seed !== undefined) options.seed = wholeNumber('--seed', flags.seed, 0, 2 ** 32 - 1);
  if (flags.digits !== undefined) options.digits = wholeNumber('--digits', flags.digits, 1, 10_000);
  if (flags.runs !== undefined) options.runs = wholeNumber('--runs', flags.runs, 1, 10_000_000);
  if (flags.proofRuns !== undefined) {
    options.proofRuns = wholeNumber('--proof-runs', flags.proofRuns, 1, 1_000_000);
  }
  if (flags.budget !== undefined) options.claimBudgetMs = seconds('--budget', flags.budget) * 1_000;
  if (flags.only !== undefined) {
    options.only = flags.only
      .flatMap((text) => text.split(','))
      .map((text) => text.trim())
      .filter(Boolean);
    if (options.only.length === 0) throw badOption('--only', flags.only.join(), 'part of a claim id');
  }
  if (flags.verbose) options.secondOpinions = true;
  if (flags.assumptions) options.assumptions = true;
  if (flags.bail) options.bail = true;
  if (flags.changed) options.changedOnly = changedOnly(flags);
  if (flags.shard !== undefined) options.shard = readShard(flags.shard, environment);
  return options;
}

/** Only a cache knows what has changed; and a part of what has changed is no part of a run. */
function changedOnly({ cache, shard }: CheckFlags): true {
  const against = cache === false ? '--no-cache' : shard === undefined ? undefined : '--shard';
  if (against === undefined) return true;
  throw new FlowproofError({
    code: 'bad-option',
    message: `--changed and ${against} do not go together`,
    expected: cache === false ? 'a cache, which knows what earlier runs found' : 'one of the two',
  });
}

/** An integer between `least` and `most`, both included. */
export function wholeNumber(option: string, text: string, least: number, most: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most))
    throw badOption(option, text, `an integer from ${least} to ${most}`);
  return value;
}

function seconds(option: string, text: string): number {
  const value = /^(?:\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : Number.NaN;
  if (!(value > 0 && value <= 86_400))
    throw badOption(option, text, 'a number of seconds, above 0 and at most 86400');
  return value;
}

const badOption = (option: string, found: string, expected: string): FlowproofError =>
  new FlowproofError({
    code: 'bad-option',
    message: `the value of ${option} makes no sense`,
    expected,
    found: JSON.stringify(found),
  });
