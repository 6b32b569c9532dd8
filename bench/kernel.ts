/**
 * Time and reach of the exact kernel beside SymPy's simplify(left − right), on the same identities in the same run:
 *   npm run bench:kernel -- [collection.json …] [--seconds 20] [--python /usr/bin/python3] [--no-sympy]
 * The identities are those of `identities.ts` and, where named, collections in the format that `corpora.ts` reads. Claims are
 * compiled once. A proof is timed alone, cold (its first run in the process) and warm (median of several runs after
 * that, each from another seed), and as a part of the whole check. SymPy runs in one process, each identity once, with symbols
 * assumed as positive, real or integer as the domain says; it has proved what simplify takes to 0, and a run that
 * reaches the time limit counts as lasting that long. Without SymPy the comparison is left out with a notice.
 */
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { checkClaim } from '../src/check/check-claim.js';
import { questionsOf } from '../src/check/lower-claim.js';
import { DEFAULT_OPTIONS } from '../src/check/options.js';
import type { Question } from '../src/check/question.js';
import type { Claim } from '../src/claim/claim.js';
import { compileDerivation } from '../src/claim/compile-derivation.js';
import type { SymbolsInput } from '../src/claim/document.js';
import { nowhere } from '../src/claim/places.js';
import { proveEquality } from '../src/kernel/index.js';
import { IDENTITIES } from './identities.js';
import { hasSympy, type SympyRun, simplifyBySympy } from './simplify-by-sympy.js';

const ROUNDS = 5;
const TYPICAL_MS = 5;
const TIMES_FASTER = 100;

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '20' },
    python: { type: 'string', default: '/usr/bin/python3' },
    'no-sympy': { type: 'boolean', default: false },
  },
});

interface Item {
  readonly group: string;
  readonly name: string;
  readonly claim: Claim;
  readonly question: Question;
}

interface Timed extends Item {
  readonly proved: boolean;
  readonly coldMs: number;
  readonly warmMs: number;
  readonly checkMs: number;
}

/** The claim as an author states it, or undefined (with a notice) where it does not compile. */
function itemOf(group: string, left: string, right: string, symbols: SymbolsInput): Item | undefined {
  const input = {
    derivation: 'bench',
    title: 'bench',
    symbols,
    claims: [{ id: 'identity', equal: [left, right] }],
  };
  const compiled = compileDerivation(input, nowhere('bench'));
  if (compiled.kind !== 'derivation') {
    console.log(`left out: ${left} = ${right}: ${compiled.problems.map((p) => p.describe()).join(' | ')}`);
    return undefined;
  }
  const [claim] = compiled.derivation.claims;
  return { group, name: `${left} = ${right}`, claim, question: questionsOf(claim)[0] };
}

interface Entry {
  readonly lhs?: string;
  readonly rhs?: string;
  readonly equal_on_domain?: boolean;
  readonly domain?: SymbolsInput;
}

/** The true equalities of a collection. */
function itemsOfFile(path: string): (Item | undefined)[] {
  const content: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (!Array.isArray(content)) return [];
  return (content as Entry[]).map(({ lhs, rhs, equal_on_domain, domain }) =>
    lhs === undefined || rhs === undefined || equal_on_domain === false
      ? undefined
      : itemOf(basename(path, '.json'), lhs, rhs, domain ?? {}),
  );
}

const middle = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1];

const isProved = (question: Question, seed: number): boolean =>
  proveEquality(question, { seed }).kind === 'proved';

function msOf(act: () => unknown): number {
  const begun = performance.now();
  act();
  return performance.now() - begun;
}

async function time(items: readonly Item[]): Promise<Timed[]> {
  const coldMs = items.map(({ question }) => msOf(() => isProved(question, 1)));
  for (const { question } of items) isProved(question, 2);
  const timed: Timed[] = [];
  for (const [i, item] of items.entries()) {
    const { question, claim } = item;
    const warmMs = middle(
      Array.from({ length: ROUNDS }, (_, round) => msOf(() => isProved(question, 3 + round))),
    );
    const { ms: checkMs, verdict } = await checkClaim(claim, 'bench', DEFAULT_OPTIONS);
    if (verdict === 'refuted' || verdict === 'error') throw new Error(`${item.name}: ${verdict}`);
    timed.push({ ...item, proved: isProved(question, 1), coldMs: coldMs[i], warmMs, checkMs });
  }
  return timed;
}

async function askSympy(items: readonly Item[]): Promise<SympyRun | undefined> {
  const { python, seconds } = flags;
  if (flags['no-sympy']) return undefined;
  if (!hasSympy(python)) {
    console.log(
      `no SymPy behind ${python}: the comparison is left out (Debian: apt install python3-sympy)\n`,
    );
    return undefined;
  }
  const show = process.stderr.isTTY;
  return simplifyBySympy(
    python,
    items.map((i) => i.question),
    Number(seconds),
    (done) =>
      show && process.stderr.write(`\rSymPy ${done} of ${items.length}${done === items.length ? '\n' : ''}`),
  );
}

const cell = (text: string | number, width: number): string => String(text).padStart(width);
const ms = (value: number): string => value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);

/** One row: how many each proves, median times, and the median of the ratios of single identities. */
function row(name: string, rows: readonly number[], timed: readonly Timed[], sympy?: SympyRun): string {
  const of = (value: (t: Timed) => number) => ms(middle(rows.map((i) => value(timed[i]))));
  const count = (has: (i: number) => boolean) => rows.filter(has).length;
  const ours = [
    cell(rows.length, 6),
    cell(
      count((i) => timed[i].proved),
      8,
    ),
    cell(
      of((t) => t.warmMs),
      9,
    ),
    cell(
      of((t) => t.coldMs),
      9,
    ),
    cell(
      of((t) => t.checkMs),
      9,
    ),
  ];
  if (sympy === undefined) return name.padEnd(26) + ours.join('');
  const theirs = [
    cell(
      count((i) => sympy.results[i].proved),
      9,
    ),
    cell(ms(middle(rows.map((i) => sympy.results[i].ms))), 9),
    cell(`${middle(rows.map((i) => sympy.results[i].ms / timed[i].warmMs)).toFixed(0)}x`, 8),
  ];
  return name.padEnd(26) + [...ours, ...theirs].join('');
}

const own = IDENTITIES.flatMap(({ name, identities }) =>
  identities.map(([left, right, symbols]) => itemOf(name, left, right, symbols)),
);
const items = [...own, ...positionals.flatMap(itemsOfFile)].filter((item) => item !== undefined);
console.log(
  `${cpus()[0].model}, ${cpus().length} cores, Node ${process.version}; ${items.length} identities`,
);

const begun = performance.now();
const timed = await time(items);
const seconds = (performance.now() - begun) / 1000;
const megabytes = process.resourceUsage().maxRSS / 1024;
const sympy = await askSympy(items);

const heads = [cell('', 6), cell('proved', 8), cell('proof', 9), cell('cold', 9), cell('check', 9)];
const peer = [cell('proved', 9), cell('simplify', 9), cell('ratio', 8)];
console.log(
  `median milliseconds; flowproof: proved, warm proof, cold proof, whole check${sympy ? `; SymPy ${sympy.version}: proved, simplify; ratio of simplify to proof` : ''}\n`,
);
console.log(''.padEnd(26) + [...heads, ...(sympy ? peer : [])].join(''));
const all = timed.map((_, i) => i);
for (const group of new Set(items.map((item) => item.group))) {
  console.log(
    row(
      group,
      all.filter((i) => items[i].group === group),
      timed,
      sympy,
    ),
  );
}
console.log(row('all', all, timed, sympy));

const open = timed.filter(({ proved }) => !proved);
for (const { group, name } of open) console.log(`not proved: ${group}: ${name}`);
const total = (of: (t: Timed) => number) => (timed.reduce((sum, t) => sum + of(t), 0) / 1000).toFixed(2);
console.log(
  `\nflowproof: one cold pass ${total((t) => t.coldMs)} s, one warm pass ${total((t) => t.warmMs)} s, one pass of whole checks ${total((t) => t.checkMs)} s; ` +
    `${ROUNDS + 4} passes in ${seconds.toFixed(1)} s, ${megabytes.toFixed(0)} MB at most`,
);
const under = timed.filter((t) => t.proved && t.warmMs < TYPICAL_MS).length;
console.log(`${under} of ${timed.length} proved in under ${TYPICAL_MS} ms`);
if (sympy !== undefined) {
  const ends = sympy.results.filter(({ end }) => end !== 'done').length;
  const spent = sympy.results.reduce((sum, r) => sum + r.ms, 0) / 1000;
  console.log(
    `SymPy: ${spent.toFixed(1)} s, ${sympy.megabytes.toFixed(0)} MB at most, ${ends} ended by time or error`,
  );
  const ratio = middle(all.map((i) => sympy.results[i].ms / timed[i].warmMs));
  const theirs = sympy.results.filter((r) => r.proved).length;
  console.log(
    `median ratio ${ratio.toFixed(0)}x, target ${TIMES_FASTER}x: ${ratio >= TIMES_FASTER ? 'met' : 'missed'}; ` +
      `proved ${timed.length - open.length} beside ${theirs}: ${timed.length - open.length > theirs ? 'more' : 'not more'}`,
  );
}
