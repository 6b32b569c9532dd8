import { type CheckReport, type ClaimResult, exitCodeOf } from '../check/result.js';
import type { Counterexample, Verdict } from '../claim/verdict.js';
import { type FailureFacts, FlowproofError } from '../errors.js';
import { assumptionLines, assumptionSummary } from './assumptions.js';
import { decisiveEvidence, duration, evidenceAtLength } from './evidence.js';
import { colourPaint, oneLine, type Paint, plainPaint, type Tone } from './style.js';

export interface TerminalOptions {
  readonly colour: boolean;
  /** Every finding, second opinions and certificates included. */
  readonly verbose: boolean;
}

/** The report for people: a line a claim, what refuted it below, then problems, and a summary that says what the exit code is. */
export function reportToTerminal(report: CheckReport, { colour, verbose }: TerminalOptions): string {
  const paint = colour ? colourPaint : plainPaint;
  const blocks = [...grouped(report.results)].map(([heading, results]) =>
    block(heading, results, verbose, paint),
  );
  const problems = report.problems.map((p) => problemLines(p, paint));
  return [...blocks, ...problems, summaryLines(report, paint)]
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

function grouped(results: readonly ClaimResult[]): Map<string, ClaimResult[]> {
  const groups = new Map<string, ClaimResult[]>();
  for (const result of results) {
    const heading = `${oneLine(result.file)}  ${oneLine(result.derivation)}`;
    const group = groups.get(heading);
    if (group) group.push(result);
    else groups.set(heading, [result]);
  }
  return groups;
}

function block(heading: string, results: readonly ClaimResult[], verbose: boolean, paint: Paint): string[] {
  const width = Math.min(44, Math.max(...results.map((r) => oneLine(r.claim).length)));
  return [paint('strong', heading), ...results.flatMap((r) => claimLines(r, width, verbose, paint))];
}

const toneOf = (result: ClaimResult): Tone =>
  result.ok ? 'good' : result.verdict === 'undecided' ? 'warn' : 'bad';

/** The verdict as the author should read it: an erratum that is false is a success. */
const verdictWords = (result: ClaimResult): string =>
  result.expected === 'refuted' && result.ok ? 'refuted, as it should be' : result.verdict;

function claimLines(result: ClaimResult, width: number, verbose: boolean, paint: Paint): string[] {
  const tone = toneOf(result);
  const facts = [
    paint(tone, verdictWords(result)),
    decisiveEvidence(result),
    paint('faint', result.remembered ? 'remembered' : duration(result.ms)),
  ];
  const head = `  ${paint(tone, result.ok ? '✓' : '✗')} ${oneLine(result.claim).padEnd(width)}  ${facts.filter(Boolean).join('  ')}`;
  const below = [
    ...shortfall(result),
    ...(result.firstWrongStep === undefined ? [] : [`first wrong step: ${wrongStep(result.firstWrongStep)}`]),
    ...(result.counterexample ? counterexampleLines(result.counterexample, result.ok && !verbose) : []),
    ...(result.right ? [`right is: ${oneLine(result.right)}`] : []),
    ...assumptionLines(result, verbose, paint),
  ];
  const details = verbose ? result.evidence.flatMap(evidenceAtLength) : [];
  return [
    head,
    ...below.map((line) => `      ${line}`),
    ...details.map((line) => paint('faint', `      ${line}`)),
  ];
}

/** Step 1 leads from line 1 to line 2. */
const wrongStep = (step: number): string => `line ${step + 1} does not equal line ${step}`;

function shortfall(result: ClaimResult): string[] {
  const why = result.reason ? [`why: ${oneLine(result.reason)}`] : [];
  const place = result.line === undefined ? [] : [`at ${oneLine(result.file)}:${result.line}`];
  if (!result.ok) return [...place, `expected ${result.expected}, found ${result.verdict}`, ...why];
  return result.verdict === 'undecided' || result.verdict === 'error' ? why : [];
}

/** Point, values, and how it refutes; on one line where it is what was expected. */
function counterexampleLines({ point, values, because }: Counterexample, short: boolean): string[] {
  const coordinates = Object.entries(point).map(([name, value]) => `${oneLine(name)} = ${oneLine(value)}`);
  const place = coordinates.length > 0 ? `at ${coordinates.join(', ')}` : 'as numbers (there are no symbols)';
  if (short) {
    return [`${place}: ${values.map((v) => `${oneLine(v.label)} ${oneLine(v.value)}`).join(', ')}`];
  }
  const width = Math.max(0, ...values.map((v) => oneLine(v.label).length));
  return [
    place,
    ...values.map((v) => `  ${oneLine(v.label).padEnd(width)}  ${oneLine(v.value)}`),
    oneLine(because),
  ];
}

/** One problem of the input on its own lines. */
export function problemLines(problem: FailureFacts, paint: Paint = plainPaint): string[] {
  // The hint stays on a line of its own; everything else an author wrote is one line.
  const { code, message, expected, found, place, hint } = problem;
  const sentence = oneLine(new FlowproofError({ code, message, expected, found, place }).describe());
  return [paint('bad', `✗ ${sentence}`), ...(hint ? [`  hint: ${oneLine(hint)}`] : [])];
}

const WORDS: readonly Verdict[] = ['proved', 'certified', 'supported', 'undecided', 'refuted', 'error'];

const EXIT_MEANING = {
  0: 'everything as required',
  1: 'a claim fell short',
  2: 'bad input',
} as const;

function summaryLines(report: CheckReport, paint: Paint): string[] {
  const { summary } = report;
  const code = exitCodeOf(report);
  const counts = WORDS.filter((v) => summary.verdicts[v] > 0).map((v) => `${summary.verdicts[v]} ${v}`);
  const errata = report.results.filter((r) => r.expected === 'refuted' && r.ok).length;
  const claims = `${summary.claims} claim${summary.claims === 1 ? '' : 's'}`;
  const ignored = summary.ignored.map((file) => `ignored: ${oneLine(file)}`);
  const { unchanged = 0, notChecked = 0 } = summary;
  const nothing = report.results.length === 0 && code === 0 && unchanged === 0 && !summary.shard;
  const meaning = summary.interrupted ? 'interrupted' : nothing ? 'nothing was checked' : EXIT_MEANING[code];
  return [
    ...ignored.map((line) => paint('warn', line)),
    `${claims}: ${counts.length > 0 ? counts.join(', ') : 'none checked'}${errata > 0 ? ` (${errata} refuted as expected)` : ''}`,
    ...assumptionSummary(report.results),
    ...(summary.short > 0 ? [paint('bad', `${summary.short} fell short of what they require`)] : []),
    ...(summary.problems > 0
      ? [paint('bad', `${summary.problems} problem${summary.problems === 1 ? '' : 's'} in the input`)]
      : []),
    ...(summary.interrupted
      ? [paint('warn', `interrupted: the results above are those finished before`)]
      : []),
    ...(summary.remembered > 0
      ? [`${summary.remembered} remembered from earlier runs: nothing they rest on has changed`]
      : []),
    ...(unchanged > 0 ? [`${unchanged} left out: as required, and nothing they rest on has changed`] : []),
    ...(notChecked > 0 ? [paint('warn', `${notChecked} not checked: --bail stopped at the one above`)] : []),
    `seed ${summary.seed}, ${duration(summary.ms)}; ${paint(code === 0 && !nothing ? 'good' : 'bad', meaning)}`,
  ];
}
