/** Decisions about the limits at a point: what counts where the domain may not come near to it. */
import type { Extension, Formula } from '../claim/claim.js';
import { type Counterexample, weakest } from '../claim/verdict.js';
import type { Point } from '../domain/domain.js';
import { samplerOf } from '../domain/domain-sampler.js';
import { randomStream } from '../domain/random-stream.js';
import { FlowproofError } from '../errors.js';
import { parseRational } from '../expression/rational.js';
import type { Decision } from './decide-question.js';
import { comesNear, type SideOfPoint, withoutVariable } from './side-of-point.js';

/** Draws in which a domain that comes near to the point is looked for. */
const WITNESS_DRAWS = 16;

export const undecided = (reason: string): Decision => ({ verdict: 'undecided', evidence: [], reason });

/** The weakest of several decisions, none of them refuted, with the evidence of all and the reason of that one. */
export function together(decisions: readonly Decision[]): Decision {
  const verdict = weakest(decisions.map((d) => d.verdict)) as Decision['verdict'];
  const reason = decisions.find((d) => d.verdict === verdict)?.reason;
  return {
    verdict,
    evidence: decisions.flatMap((d) => d.evidence),
    ...(reason === undefined ? {} : { reason }),
  };
}

/** A decision about the parameters of a side: a counterexample counts only where the domain comes near to the point. */
export function onSide(
  decision: Decision,
  side: SideOfPoint,
  { variable, approach }: Extension,
  label: string,
  seed: number,
): Decision {
  const { counterexample } = decision;
  if (decision.verdict !== 'refuted' || counterexample === undefined) {
    return decision.reason === undefined ? decision : { ...decision, reason: `${label}: ${decision.reason}` };
  }
  if (!comesNear(side, variable, pointOf(counterexample), seed)) {
    return {
      ...undecided(
        `${label}: the limit differs at some parameters, but it is not certain that the domain comes near to the point there`,
      ),
      evidence: decision.evidence.filter((e) => e.kind !== 'refutation'),
    };
  }
  return { ...decision, counterexample: withVariable(counterexample, variable, approach.value, label) };
}

/** The counterexample with the variable at its point. */
export function withVariable(
  counterexample: Counterexample,
  variable: string,
  value: Formula,
  label: string,
): Counterexample {
  return {
    ...counterexample,
    point: { [variable]: value.text, ...counterexample.point },
    because: `${label}: ${counterexample.because}`,
  };
}

export const pointOf = ({ point }: Counterexample): Point =>
  new Map(Object.entries(point).map(([name, text]) => [name, parseRational(text)!] as const));

/** A domain from which no point was drawn says nothing; where that is no contradiction of its own, it is undecided. */
export async function orUnsampled(decide: () => Promise<Decision>): Promise<Decision> {
  try {
    return await decide();
  } catch (error) {
    if (!(error instanceof FlowproofError) || !UNSAMPLED.has(error.code)) throw error;
    return undecided(
      `no parameters were found at which the domain comes near to the point: ${error.message}`,
    );
  }
}

export const UNSAMPLED = new Set(['domain-empty', 'domain-not-sampled']);

/** Why it is not certain that the domain comes near to the point at all; undefined where it does. */
export function nearness(
  sides: readonly SideOfPoint[],
  { variable, approach }: Extension,
  seed: number,
): string | undefined {
  const far = `the domain has no points near ${variable} = ${approach.value.text}`;
  if (sides.length === 0) return far;
  // The conditions on the parameters say it all; that some satisfy them is shown by the search.
  if (sides.some((side) => side.open.length === 0)) return undefined;
  const found = sides.some((side) => {
    const parameters = withoutVariable(side.domain, variable);
    const stream = randomStream(seed);
    try {
      const sampler = samplerOf(parameters);
      return Array.from({ length: WITNESS_DRAWS }, (_, i) => sampler.draw(stream.fork(i))).some((point) =>
        comesNear(side, variable, point, seed),
      );
    } catch (error) {
      if (!(error instanceof FlowproofError) || !UNSAMPLED.has(error.code)) throw error;
      return false;
    }
  });
  return found ? undefined : `${far}, as far as could be seen`;
}
