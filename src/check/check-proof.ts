/** Runs a proof: draws, integrates, compares, within the bounds the integrator reports about itself. */
import { proofFingerprint } from '../claim/fingerprint.js';
import type { Comparison, Draw, Proof } from '../claim/proof.js';
import type { Evidence } from '../claim/verdict.js';
import { containsPoint } from '../domain/contains-point.js';
import type { Domain, Point } from '../domain/domain.js';
import { samplerOf } from '../domain/domain-sampler.js';
import { type RandomStream, randomStream } from '../domain/random-stream.js';
import { describeThrown, FlowproofError } from '../errors.js';
import { fromNumber, toNumber } from '../expression/rational.js';
import type { CheckOptions } from './options.js';
import type { ClaimResult } from './result.js';

const DEFAULT_RUNS = 20;
/** Attempts at a draw whose float64 values stay inside the domain. */
const MAX_ATTEMPTS = 200;
/** A wrong variant is rejected by a deviation of more than this many bounds: less might be a bound that is a little too small. */
const REJECTION = 10;

export async function checkProof(proof: Proof, options: CheckOptions): Promise<ClaimResult> {
  const start = performance.now();
  const base = {
    file: proof.file,
    line: proof.place.line,
    derivation: proof.derivation.id,
    claim: proof.id,
    kind: 'flow' as const,
    fingerprint: proofFingerprint(proof),
    expected: 'supported' as const,
  };
  try {
    const { evidence, reason, agrees } = await confrontAll(proof, options, start);
    return {
      ...base,
      verdict: agrees ? 'supported' : 'undecided',
      ok: agrees,
      ms: performance.now() - start,
      evidence: [evidence],
      ...(reason === undefined ? {} : { reason }),
    };
  } catch (error) {
    const described = describeThrown(error, 'the proof threw: ');
    return {
      ...base,
      verdict: 'error',
      ok: false,
      ms: performance.now() - start,
      evidence: [],
      reason: described,
    };
  }
}

async function confrontAll(proof: Proof, options: CheckOptions, start: number) {
  const wanted = Math.max(1, options.proofRuns ?? proof.runs ?? DEFAULT_RUNS);
  const stream = randomStream(options.seed);
  let worstRatio = 0;
  let worstDeviation = 0;
  let runs = 0;
  let reason: string | undefined;
  const authored = proof.runs ?? DEFAULT_RUNS;
  const controls = Object.entries(proof.controls ?? {});
  const standing = new Map(controls);
  const tryControls = (draw: Draw, run: number) => {
    for (const [name, control] of standing) {
      const wrong = control(draw, stream.fork(2 * run + 1));
      if (wrong.some((comparison) => measure(comparison, proof, draw).ratio > REJECTION)) {
        standing.delete(name);
      }
    }
  };
  for (; runs < wanted && reason === undefined; runs++) {
    if (options.signal?.aborted) break;
    const draw = drawFloats(proof.domain, stream.fork(2 * runs));
    const comparisons = proof.confront(draw, stream.fork(2 * runs + 1));
    if (comparisons.length === 0) {
      throw new FlowproofError({
        code: 'proof-compares-nothing',
        message: `the proof ${proof.id} returned no comparison`,
        found: `draw ${JSON.stringify(draw)}`,
        expected: 'at least one stated value beside a measured one',
      });
    }
    for (const comparison of comparisons) {
      const { deviation, ratio } = measure(comparison, proof, draw);
      worstDeviation = Math.max(worstDeviation, deviation);
      worstRatio = Math.max(worstRatio, ratio);
      if (ratio > 1) {
        reason = `${comparison.name}: stated ${comparison.stated}, the flow gives ${comparison.measured} ± ${comparison.bound.toPrecision(2)}${placeOf(draw)} (seed ${options.seed})`;
        break;
      }
    }
    tryControls(draw, runs);
    await new Promise((resolve) => setImmediate(resolve));
  }
  // Fewer draws than the author's tell less of the formulas, but nothing against the comparison.
  let tried = runs;
  for (; standing.size > 0 && reason === undefined && tried < authored; tried++) {
    if (options.signal?.aborted) break;
    tryControls(drawFloats(proof.domain, stream.fork(2 * tried)), tried);
  }
  const [blind] = standing.keys();
  if (blind !== undefined && tried >= authored) {
    reason ??= `the wrong variant "${blind}" follows the flow too, in all of ${tried} draws: the comparison does not tell (seed ${options.seed})`;
  }
  const agrees = reason === undefined && runs > 0;
  const evidence: Evidence = {
    kind: 'flow',
    proof: proof.id,
    agrees,
    runs,
    worstRatio,
    worstDeviation,
    ...(controls.length === 0 ? {} : { rejectedControls: controls.length - standing.size }),
    seed: options.seed,
    ms: performance.now() - start,
  };
  return {
    evidence,
    agrees,
    reason: reason ?? (runs === 0 ? 'interrupted before the first draw' : undefined),
  };
}

function measure({ name, stated, measured, bound }: Comparison, proof: Proof, draw: Draw) {
  if (![stated, measured, bound].every(Number.isFinite) || bound < 0) {
    throw new FlowproofError({
      code: 'proof-not-finite',
      message: `${proof.id}: the comparison "${name}" is not made of finite numbers`,
      found: `stated ${stated}, measured ${measured}, bound ${bound}${placeOf(draw)}`,
      expected: 'finite numbers and a nonnegative bound',
      hint: 'narrow the drawn symbols to where the flow and the closed form are defined',
    });
  }
  const deviation = Math.abs(stated - measured);
  return { deviation, ratio: deviation === 0 ? 0 : deviation / bound };
}

/** Where it was; a proof may draw nothing. */
const placeOf = (draw: Draw): string =>
  Object.keys(draw).length === 0 ? '' : `, at ${JSON.stringify(draw)}`;

/** A point of the domain whose coordinates are float64 numbers exactly. */
function drawFloats(domain: Domain, random: RandomStream): Draw {
  const sampler = samplerOf(domain);
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const point: Point = sampler.draw(random.fork(attempt));
    const draw = Object.fromEntries([...point].map(([name, value]) => [name, toNumber(value)]));
    if (!Object.values(draw).every(Number.isFinite)) continue;
    const rounded: Point = new Map(Object.entries(draw).map(([name, value]) => [name, fromNumber(value)]));
    if (containsPoint(domain, rounded) === true) return draw;
  }
  throw new FlowproofError({
    code: 'domain-not-sampled',
    message: `no float64 point of the drawn domain was found in ${MAX_ATTEMPTS} attempts`,
    expected: 'a domain wide enough to hold float64 numbers',
  });
}
