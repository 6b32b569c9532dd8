/** What an exact expansion says about the limit or the order that is claimed. */
import type { Counterexample, Evidence } from '../claim/verdict.js';
import { type Expression, NOUGHT, quotient, UNIT } from '../expression/expression.js';
import { print } from '../expression/print.js';
import { formatRational, type Rational, rational } from '../expression/rational.js';
import { type Asymptotics, proveEquality } from '../kernel/index.js';
import { type Decision, decideQuestion, type QuestionBudget } from './decide-question.js';
import { growsAlongSequence, hasTwoLimits, takesOtherSign } from './limit-oscillation.js';
import {
  anyPoint,
  type ClaimedLimit,
  isWithoutPoints,
  type Parameters,
  questionOf,
} from './limit-parameters.js';
import { searchCounterexample } from './search.js';

export type Known = Extract<Asymptotics, { kind: 'known' }>;

/** An expansion, and where it is asked about. */
export interface Expanded {
  readonly known: Known;
  readonly expansion: Evidence;
  readonly parameters: Parameters;
  readonly budget: QuestionBudget;
  /** The parameters are one case of several: there need not be any. */
  readonly part: boolean;
}

export const notExpanded = (reason: string, ms: number): Decision => ({
  verdict: 'undecided',
  reason,
  evidence: [{ kind: 'no-proof', reason, ms }],
});

/** The limit that was derived against the one that is claimed. */
export async function decideValue(claimed: ClaimedLimit, expanded: Expanded): Promise<Decision> {
  const { known, expansion, parameters, budget } = expanded;
  if (claimed.kind === 'finite') {
    if (known.limit !== undefined) {
      const question = questionOf('limit', known.limit, claimed.value, parameters);
      const decision = await decideEquality(question, expanded);
      return withEvidence(decision, expansion);
    }
    if (known.infinite) return unbounded(expanded, claimed.text, 'grows without bound');
    return withoutLimit(expanded);
  }
  const name = claimed.sign > 0 ? 'inf' : '-inf';
  if (known.limit !== undefined) {
    const limit = shortened(known.limit);
    return unlike(expanded, name, `tends to ${limit}`, limit);
  }
  if (known.bounded) return unlike(expanded, name, 'stays bounded');
  if (!known.infinite) return notExpanded('whether the function grows is not decided', 0);
  if (known.sign === claimed.sign) return agreed(expanded);
  if (known.sign !== undefined) return unlike(expanded, name, 'grows with the other sign');
  const other =
    known.oscillation && (await takesOtherSign(known.oscillation, claimed.sign, parameters, budget));
  return other === undefined
    ? notExpanded('the sign of the leading coefficient is not decided', 0)
    : { verdict: 'refuted', evidence: [expansion], counterexample: other };
}

/** In a case that may hold no point at all, or none that the search finds, a proof is enough. */
async function decideEquality(
  question: ReturnType<typeof questionOf>,
  { part, budget }: Expanded,
): Promise<Decision> {
  if (!part) return decideQuestion(question, budget);
  const begin = performance.now();
  const proof = proveEquality(question, { seed: budget.seed, ms: budget.ms });
  try {
    const decision = await decideQuestion(question, budget);
    if (decision.verdict === 'refuted' || proof.kind !== 'proved') return decision;
  } catch (error) {
    if (!isWithoutPoints(error)) throw error;
    if (proof.kind !== 'proved') return notExpanded(`in a case without known points, ${proof.reason}`, 0);
  }
  const ms = performance.now() - begin;
  return {
    verdict: 'proved',
    evidence: [{ kind: 'exact-proof', method: proof.method, certificate: proof.certificate, ms }],
  };
}

/** The function over the power of the small parameter that is claimed: bounded, or with a limit that is not zero. */
export async function decideOrder(exact: boolean, claimed: Rational, ratio: Expanded): Promise<Decision> {
  const { known } = ratio;
  const asked = `the power ${formatRational(claimed)}`;
  if (known.infinite) return unbounded(ratio, asked, behaviour(known, claimed, 'outgrows that power'));
  if (!exact)
    return known.bounded ? agreed(ratio) : notExpanded('whether the ratio is bounded is not decided', 0);
  if (known.vanishes) return unlike(ratio, 'a nonzero leading term', 'is zero near the limit');
  if (known.limit === undefined) return withoutLimit(ratio);
  if (known.limit === NOUGHT)
    return unlike(ratio, asked, behaviour(known, claimed, 'is smaller than that power'));
  if (known.limitNonzero) return agreed(ratio);
  // The exact order fails where the leading coefficient vanishes.
  return coefficientVanishes(known.limit, ratio);
}

function behaviour({ leading }: Known, claimed: Rational, otherwise: string): string {
  if (leading === undefined) return otherwise;
  const { numerator, denominator } = leading.exponent;
  const found = rational(
    claimed.numerator * BigInt(denominator) + BigInt(numerator) * claimed.denominator,
    claimed.denominator * BigInt(denominator),
  );
  return `behaves like the power ${formatRational(found)} of the small parameter`;
}

/** Grows wherever the leading coefficient is not zero: any such parameters refute. */
async function unbounded(expanded: Expanded, asked: string, found: string): Promise<Decision> {
  const { known, expansion, parameters, budget } = expanded;
  if (known.nonzero) return unlike(expanded, asked, found);
  if (known.oscillation !== undefined) {
    const counterexample = await growsAlongSequence(known.oscillation, asked, parameters, budget);
    return counterexample === undefined
      ? notExpanded('the leading coefficient oscillates, and may vanish', 0)
      : { verdict: 'refuted', evidence: [expansion], counterexample };
  }
  if (known.coefficient === undefined) return notExpanded('the leading coefficient is not known', 0);
  const question = questionOf('leading coefficient', known.coefficient, NOUGHT, parameters);
  const decision = await decideQuestion(question, budget);
  if (decision.verdict !== 'refuted' || decision.counterexample === undefined)
    return notExpanded(`the function ${found}, with a coefficient that could not be told from 0`, 0);
  // At any point where the coefficient is not zero it is the growth that refutes.
  const { point } = decision.counterexample;
  return { ...withEvidence(decision, expansion), counterexample: unlikeAt(point, asked, found, found) };
}

/** Bounded, with an angle in what would be the limit. */
async function withoutLimit({ known, expansion, parameters, budget }: Expanded): Promise<Decision> {
  const counterexample = known.oscillation && (await hasTwoLimits(known.oscillation, parameters, budget));
  return counterexample === undefined
    ? notExpanded('the function oscillates, and no two limits along sequences were told apart', 0)
    : { verdict: 'refuted', evidence: [expansion], counterexample };
}

/** An exact order holds where the leading coefficient is nonzero; sampling can only support that. */
async function coefficientVanishes(
  coefficient: Expression,
  { expansion, parameters, budget }: Expanded,
): Promise<Decision> {
  // c/c is defined exactly where c is not zero.
  const ratio = quotient(coefficient, coefficient);
  const probe = await searchCounterexample(questionOf('leading coefficient', ratio, UNIT, parameters), {
    draws: budget.runs,
    seed: budget.seed,
    digits: budget.digits,
    deadlineMs: budget.ms,
    signal: budget.signal,
  });
  const reason = 'the leading coefficient was not proved nonzero for every parameter';
  if (probe.kind !== 'survived' || probe.undefinedDraws + probe.undecidedDraws > 0) {
    return {
      verdict: 'undecided',
      evidence: [expansion],
      reason: `${reason}, and it vanishes, or may vanish, at some draws`,
    };
  }
  const { draws, undefinedDraws, undecidedDraws, digits, worstError, seed } = probe;
  return {
    verdict: 'supported',
    evidence: [
      expansion,
      { kind: 'sampled', draws, undefinedDraws, undecidedDraws, digits, worstError, seed, ms: 0 },
    ],
    reason,
  };
}

const withEvidence = (decision: Decision, expansion: Evidence): Decision => ({
  ...decision,
  evidence: [expansion, ...decision.evidence],
});

const shortened = (e: Expression): string => (e.size > 60 ? 'a finite value' : print(e));

const NO_PARAMETERS = 'no parameters were found at which the function is defined near the limit';

/** The expansion says what is claimed. */
async function agreed({ expansion, parameters, budget, part }: Expanded): Promise<Decision> {
  if (part) return { verdict: 'proved', evidence: [expansion] };
  const point = await anyPoint(parameters, budget);
  return point === undefined ? notExpanded(NO_PARAMETERS, 0) : { verdict: 'proved', evidence: [expansion] };
}

/** The derived behaviour contradicts the claim for all parameters: any of them is a counterexample. */
async function unlike(
  { expansion, parameters, budget }: Expanded,
  claimed: string,
  found: string,
  derived: string = found,
): Promise<Decision> {
  const point = await anyPoint(parameters, budget);
  if (point === undefined) return notExpanded(NO_PARAMETERS, 0);
  return {
    verdict: 'refuted',
    evidence: [expansion],
    counterexample: unlikeAt(point, claimed, found, derived),
  };
}

const unlikeAt = (
  point: Counterexample['point'],
  claimed: string,
  found: string,
  derived: string,
): Counterexample => ({
  point,
  values: [
    { label: 'claimed', value: claimed },
    { label: 'derived', value: derived },
  ],
  because: `the exact expansion ${found}`,
});
