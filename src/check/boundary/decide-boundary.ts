/**
 * Regime boundaries. The flow is integrated at draws of the domain, on both sides of the stated boundary, and its own boundary is
 * measured by bisection. That supports at most; what contradicts the claim is looked at again by enclosures, and only they refute.
 */
import type { BoundaryStatement, Claim } from '../../claim/claim.js';
import type { Counterexample, Evidence } from '../../claim/verdict.js';
import type { Domain, Point } from '../../domain/domain.js';
import { samplerOf } from '../../domain/domain-sampler.js';
import { edgePoints, keyOf } from '../../domain/edge-points.js';
import { randomStream } from '../../domain/random-stream.js';
import { formatRational } from '../../expression/rational.js';
import type { Decision, QuestionBudget } from '../decide-question.js';
import { pointComplexity } from '../shrink.js';
import { type BoundaryQuestion, boundaryQuestion, pointText, requireTime } from './boundary-question.js';
import { confirmWrongSide } from './confirm-side.js';
import { lookAtDraw, type MeasuredBoundary, type Suspect, searchBoundary } from './look-at-draw.js';

const DRAWS = 16;
/** Fewer draws that were decided on both sides support nothing, where the domain has more to offer. */
const FEWEST_DECIDED = 5;
/** After so many suspects the enclosures have their turn. */
const SUSPECTS = 4;
/** Share of the budget that is spent on draws; the rest is for enclosures. */
const SEARCH_SHARE = 0.5;
const SHOWN_DIGITS = 10;

export async function decideBoundary(
  claim: Claim,
  statement: BoundaryStatement,
  budget: QuestionBudget,
): Promise<Decision> {
  const start = performance.now();
  const question = boundaryQuestion(claim, statement);
  const over = (share: number) => () =>
    budget.signal?.aborted === true || performance.now() - start > share * budget.ms;
  const tally = await lookAtDraws(question, budget, over(SEARCH_SHARE));
  const evidence: Evidence[] = [evidenceOf(tally, statement, budget, performance.now() - start)];
  if (tally.suspects.length > 0) {
    const confirmed = await simplestConfirmed(question, tally.suspects, over(1), budget);
    if (confirmed.counterexample === undefined)
      return { verdict: 'undecided', evidence, reason: confirmed.reason };
    const { counterexample } = confirmed;
    const ms = performance.now() - start;
    evidence.push({ kind: 'refutation', counterexample, seed: budget.seed, ms });
    return { verdict: 'refuted', evidence, counterexample };
  }
  const reason = shortfall(tally, budget);
  return reason === undefined
    ? { verdict: 'supported', evidence }
    : { verdict: 'undecided', evidence, reason };
}

interface Tally {
  draws: number;
  /** Different values of the other symbols that were looked at, … */
  distinct: number;
  /** … and those at which both sides were decided and the boundary was measured. */
  measured: number;
  onlyBelow: number;
  onlyPast: number;
  undecided: number;
  readonly reasons: Map<string, number>;
  readonly suspects: Suspect[];
  readonly boundaries: MeasuredBoundary[];
  /** The farthest of the nearest decided places, as a share of the boundary. */
  nearest: number;
}

async function lookAtDraws(
  question: BoundaryQuestion,
  { runs, seed, signal }: QuestionBudget,
  stopped: () => boolean,
): Promise<Tally> {
  const tally: Tally = {
    draws: 0,
    distinct: 0,
    measured: 0,
    onlyBelow: 0,
    onlyPast: 0,
    undecided: 0,
    reasons: new Map(),
    suspects: [],
    boundaries: [],
    nearest: 0,
  };
  const seen = new Set<string>();
  for (const draw of drawsOf(question.domain, Math.min(runs, DRAWS), seed)) {
    // Timers and signals get a turn between draws.
    await new Promise((resolve) => setTimeout(resolve));
    if (stopped() || tally.suspects.length >= SUSPECTS) break;
    requireTime(question, draw);
    const found = lookAtDraw(question, draw, stopped, signal);
    const others = new Map(draw);
    others.delete(question.statement.variable);
    const repeated = seen.has(keyOf(others));
    seen.add(keyOf(others));
    tally.distinct = seen.size;
    tally.draws += 1;
    tally.suspects.push(...found.suspects);
    if (found.suspects.length > 0) continue;
    if (found.reason !== undefined)
      tally.reasons.set(found.reason, (tally.reasons.get(found.reason) ?? 0) + 1);
    const { below, past, boundary } = found;
    if (below !== undefined && past !== undefined) tally.nearest = Math.max(tally.nearest, below, past);
    else if (below !== undefined) tally.onlyBelow += 1;
    else if (past !== undefined) tally.onlyPast += 1;
    else tally.undecided += 1;
    if (boundary !== undefined) {
      if (!repeated) tally.measured += 1;
      tally.boundaries.push(boundary);
    }
  }
  return tally;
}

function drawsOf(domain: Domain, draws: number, seed: number): Point[] {
  const sampler = samplerOf(domain);
  const stream = randomStream(seed);
  const random = Array.from({ length: draws }, (_, i) => sampler.draw(stream.fork(i)));
  const points = [...edgePoints(domain, Math.max(1, draws >> 1)), ...random];
  return [...new Map(points.map((point) => [keyOf(point), point])).values()].slice(0, draws);
}

/** The simplest suspect that enclosures confirm, with the boundary of the flow beside the stated one. */
async function simplestConfirmed(
  question: BoundaryQuestion,
  suspects: readonly Suspect[],
  stopped: () => boolean,
  { seed, signal }: QuestionBudget,
): Promise<{ readonly counterexample?: Counterexample; readonly reason?: string }> {
  const breathe = () => new Promise<void>((resolve) => setTimeout(resolve));
  let reason: string | undefined;
  for (const suspect of [...suspects].sort((a, b) => pointComplexity(a.point) - pointComplexity(b.point))) {
    if (stopped()) break;
    const confirmed = await confirmWrongSide(question, suspect.point, { stopped, breathe });
    if (confirmed.kind === 'refuted') {
      const { counterexample } = confirmed;
      const own = searchBoundary(question, suspect.point, stopped, signal);
      const value =
        own === undefined
          ? 'none found'
          : `${own.measured.toPrecision(SHOWN_DIGITS)} ± ${own.bound.toExponential(1)}`;
      return {
        counterexample: {
          ...counterexample,
          values: [...counterexample.values, { label: 'boundary of the integrated flow', value }],
        },
      };
    }
    reason ??= confirmed.reason;
  }
  const [{ point, where, side, value, bound, level }] = suspects;
  const unconfirmed = reason ?? 'the budget ended';
  return {
    reason:
      `at ${pointText(point)}, ${where} the stated boundary, the integrated flow gives ${value} ± ${bound.toPrecision(2)}, ` +
      `${side} than the level ${level} (seed ${seed}); no enclosure confirmed it: ${unconfirmed}`,
  };
}

/** Why the draws do not support the claim. */
function shortfall(tally: Tally, { signal }: QuestionBudget): string | undefined {
  const { draws, distinct, measured, onlyBelow, onlyPast, undecided, reasons, boundaries } = tally;
  if (signal?.aborted) return 'interrupted before the draws were finished';
  if (draws === 0) return 'the budget ended before the first draw';
  const [most] = [...reasons].sort((a, b) => b[1] - a[1]).map(([reason]) => reason);
  const because = most === undefined ? '' : ` (most often: ${most})`;
  if (measured === 0) {
    if (undecided === draws) return `the integrated flow decided nothing at any of ${draws} draws${because}`;
    return (
      `at none of ${draws} draws were both sides of the boundary decided` +
      ` (only below it: ${onlyBelow}, only past it: ${onlyPast}): does it lie inside the domain?`
    );
  }
  if (undecided > measured)
    return `the integrated flow decided nothing at ${undecided} of ${draws} draws${because}`;
  const apart = boundaries.find((b) => Math.abs(b.measured - b.stated) > b.bound);
  if (apart !== undefined)
    return (
      `at ${pointText(apart.point) || 'every draw'} the integrated flow has its boundary at ${apart.measured} ± ` +
      `${apart.bound.toPrecision(2)}, and not at ${apart.stated}`
    );
  if (measured >= Math.min(FEWEST_DECIDED, distinct)) return undefined;
  return `both sides were decided at ${measured} of ${draws} draws only${because}`;
}

function evidenceOf(
  { draws, boundaries, undecided, onlyBelow, onlyPast, nearest }: Tally,
  { variable }: BoundaryStatement,
  { seed }: QuestionBudget,
  ms: number,
): Evidence {
  const [first] = boundaries;
  const deviations = boundaries.map((b) => Math.abs(b.measured - b.stated));
  return {
    kind: 'boundary',
    variable,
    draws,
    decided: boundaries.length,
    oneSided: onlyBelow + onlyPast,
    undecided,
    nearest,
    worstRatio: boundaries.reduce((worst, b, i) => Math.max(worst, deviations[i] / b.bound), 0),
    ...(first !== undefined && {
      example: {
        point: Object.fromEntries([...first.point].map(([name, x]) => [name, formatRational(x)])),
        stated: first.stated,
        measured: first.measured,
        bound: first.bound,
      },
    }),
    seed,
    ms,
  };
}
