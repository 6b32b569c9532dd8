/**
 * Regime boundaries. The flow is integrated at draws of the domain, on both sides of the stated boundary, and its own boundary is
 * measured by bisection. That supports at most; what contradicts the claim is looked at again by enclosures, and only they refute.
 */
import type { BoundaryStatement, Claim } from '../../claim/claim.js';
import type { Counterexample, Evidence } from '../../claim/verdict.js';
import type { Domain, Point } from '../../domain/domain.js';
import { samplerOf } from '../../domain/domain-sampler.js';
import { edgePoints, keyOf } from '../../domain/edge-points.js';
import { type RandomStream, randomStream } from '../../domain/random-stream.js';
import { formatRational } from '../../expression/rational.js';
import type { Decision, QuestionBudget } from '../decide-question.js';
import { pointComplexity } from '../shrink.js';
import { type BoundaryQuestion, boundaryQuestion, pointText, requireTime } from './boundary-question.js';
import { confirmWrongSide } from './confirm-side.js';
import { lookAtDraw, type Suspect } from './look-at-draw.js';
import { type MeasuredBoundary, searchBoundary } from './own-boundary.js';
import { type Watch, watchOf } from './watch.js';

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
  const tally = await lookAtDraws(question, budget, watchOf(budget, start, SEARCH_SHARE));
  const evidence: Evidence[] = [evidenceOf(tally, statement, budget, performance.now() - start)];
  const { suspects } = tally;
  // An extreme value that the integrator's steps passed over is no suspect: enclosures have a look of their own at what agrees.
  const points = suspects.length > 0 ? suspects.map(({ point }) => point) : tally.decided;
  const { counterexample, open } = await simplestConfirmed(question, points, watchOf(budget, start, 1));
  if (counterexample !== undefined) {
    const ms = performance.now() - start;
    evidence.push({ kind: 'refutation', counterexample, seed: budget.seed, ms });
    return { verdict: 'refuted', evidence, counterexample };
  }
  if (suspects.length > 0)
    return { verdict: 'undecided', evidence, reason: unconfirmed(suspects[0], open, budget) };
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
  /** The budget ended before the draws did. */
  cut: boolean;
  readonly reasons: Map<string, number>;
  readonly suspects: Suspect[];
  /** Places beside the boundary of the first measured draw that were decided as stated. */
  decided: readonly Point[];
  readonly boundaries: MeasuredBoundary[];
  /** The farthest of the nearest decided places, as a share of the boundary. */
  nearest: number;
}

async function lookAtDraws(
  question: BoundaryQuestion,
  { runs, seed }: QuestionBudget,
  watch: Watch,
): Promise<Tally> {
  const tally: Tally = {
    draws: 0,
    distinct: 0,
    measured: 0,
    onlyBelow: 0,
    onlyPast: 0,
    undecided: 0,
    cut: false,
    reasons: new Map(),
    suspects: [],
    decided: [],
    boundaries: [],
    nearest: 0,
  };
  const seen = new Set<string>();
  const stream = randomStream(seed);
  for (const [i, draw] of drawsOf(question.domain, Math.min(runs, DRAWS), stream).entries()) {
    await watch.breathe();
    if (tally.suspects.length >= SUSPECTS) break;
    tally.cut = watch.stopped();
    if (tally.cut) break;
    requireTime(question, draw);
    const found = await lookAtDraw(question, draw, stream.fork(DRAWS + i), watch);
    // What the end of the budget cut short is no draw that decided nothing.
    tally.cut = watch.stopped() && found.suspects.length === 0 && found.boundary === undefined;
    if (tally.cut) break;
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
      if (tally.boundaries.length === 0) tally.decided = found.decided;
      if (!repeated) tally.measured += 1;
      tally.boundaries.push(boundary);
    }
  }
  return tally;
}

function drawsOf(domain: Domain, draws: number, stream: RandomStream): Point[] {
  const sampler = samplerOf(domain);
  const random = Array.from({ length: draws }, (_, i) => sampler.draw(stream.fork(i)));
  const points = [...edgePoints(domain, Math.max(1, draws >> 1)), ...random];
  return [...new Map(points.map((point) => [keyOf(point), point])).values()].slice(0, draws);
}

/** The simplest point that enclosures confirm to be on the wrong side, with the boundary of the flow beside the stated one. */
async function simplestConfirmed(
  question: BoundaryQuestion,
  points: readonly Point[],
  watch: Watch,
): Promise<{ readonly counterexample?: Counterexample; readonly open?: string }> {
  let open: string | undefined;
  for (const point of [...points].sort((a, b) => pointComplexity(a) - pointComplexity(b))) {
    if (watch.stopped()) break;
    const confirmed = await confirmWrongSide(question, point, watch);
    if (confirmed.kind === 'refuted') {
      const { counterexample } = confirmed;
      const own = await searchBoundary(question, point, watch);
      const value =
        own === undefined
          ? 'none found'
          : `${own.measured.toPrecision(SHOWN_DIGITS)} ± ${own.bound.toExponential(1)}`;
      const found = { label: 'boundary of the integrated flow', value };
      return { counterexample: { ...counterexample, values: [...counterexample.values, found] } };
    }
    open ??= confirmed.reason;
  }
  return { open };
}

const unconfirmed = (
  { point, where, side, value, bound, level }: Suspect,
  open: string | undefined,
  { seed, signal }: QuestionBudget,
): string =>
  `at ${pointText(point)}, ${where} the stated boundary, the integrated flow gives ${value} ± ${bound.toPrecision(2)}, ` +
  `${side} than the level ${level} (seed ${seed}); ` +
  `no enclosure confirmed it: ${signal?.aborted ? 'interrupted' : (open ?? 'the budget ended')}`;

/** Why the draws do not support the claim. */
function shortfall(tally: Tally, { signal }: QuestionBudget): string | undefined {
  const { draws, distinct, measured, onlyBelow, onlyPast, undecided, reasons, boundaries } = tally;
  if (signal?.aborted) return 'interrupted before the draws were finished';
  if (draws === 0) return 'the budget ended before the first draw was finished';
  const [most] = [...reasons].sort((a, b) => b[1] - a[1]).map(([reason]) => reason);
  const because = most === undefined ? '' : ` (most often: ${most})`;
  if (tally.cut && measured < FEWEST_DECIDED)
    return `the budget ended after ${draws} draws, ${measured} of them decided on both sides${because}`;
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
