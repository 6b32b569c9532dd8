/** Counterexamples to limits of functions that oscillate: sequences along which they behave differently, found exactly. */
import type { Counterexample } from '../claim/verdict.js';
import { constant, type Expression, integer, NOUGHT, product, quotient } from '../expression/expression.js';
import { print } from '../expression/print.js';
import { substitute } from '../expression/traverse.js';
import type { Oscillation } from '../kernel/index.js';
import type { QuestionBudget } from './decide-question.js';
import { type Parameters, questionOf } from './limit-parameters.js';
import { searchCounterexample } from './search.js';

/** Angles that are tried, in sixths of pi. */
const SIXTHS = [3, 9, 0, 6, 1, 7];
/** Pairs of them at which limits are compared. */
const PAIRS = [
  [3, 9],
  [0, 6],
  [0, 3],
  [1, 3],
  [1, 7],
] as const;

const angleOf = (sixths: number): Expression =>
  sixths === 0 ? NOUGHT : quotient(product(integer(sixths), constant('pi')), integer(6));

const ANGLE_TEXT: Readonly<Record<number, string>> = {
  0: '',
  1: 'pi/6 + ',
  3: 'pi/2 + ',
  6: 'pi + ',
  7: '7*pi/6 + ',
  9: '3*pi/2 + ',
};

/** The points at which the angle has one value modulo 2 pi; it takes it again and again, being continuous and unbounded. */
const sequenceText = (oscillation: Oscillation, sixths: number): string =>
  `${print(oscillation.angle)} = ${ANGLE_TEXT[sixths]}2*pi*k`;

const at = ({ coefficient, phase }: Oscillation, sixths: number): Expression =>
  substitute(coefficient, new Map([[phase, angleOf(sixths)]]));

async function differing(
  left: Expression,
  right: Expression,
  relation: '=' | '<=' | '>=',
  parameters: Parameters,
  { seed, digits, ms, signal }: QuestionBudget,
): Promise<Counterexample | undefined> {
  const search = await searchCounterexample(questionOf('limit', left, right, parameters, relation), {
    draws: 32,
    seed,
    digits,
    deadlineMs: ms,
    signal,
  });
  return search.kind === 'refuted' ? search.counterexample : undefined;
}

/** Parameters at which a bounded function has different limits along two sequences. */
export async function hasTwoLimits(
  oscillation: Oscillation,
  parameters: Parameters,
  budget: QuestionBudget,
): Promise<Counterexample | undefined> {
  if (oscillation.grows) return undefined;
  for (const [a, b] of PAIRS) {
    const found = await differing(at(oscillation, a), at(oscillation, b), '=', parameters, budget);
    if (found === undefined) continue;
    const [first, second] = found.values;
    return {
      point: found.point,
      values: [
        { label: `limit along ${sequenceText(oscillation, a)}`, value: first.value },
        { label: `limit along ${sequenceText(oscillation, b)}`, value: second.value },
      ],
      because: 'there is no limit: along two sequences (|k| -> inf) the function tends to different values',
    };
  }
  return undefined;
}

/** Parameters at which a function grows without bound along a sequence. */
export async function growsAlongSequence(
  oscillation: Oscillation,
  claimed: string,
  parameters: Parameters,
  budget: QuestionBudget,
): Promise<Counterexample | undefined> {
  if (!oscillation.grows) return undefined;
  for (const sixths of SIXTHS) {
    const found = await differing(at(oscillation, sixths), NOUGHT, '=', parameters, budget);
    if (found === undefined) continue;
    return {
      point: found.point,
      values: [
        { label: 'claimed', value: claimed },
        { label: `coefficient along ${sequenceText(oscillation, sixths)}`, value: found.values[0].value },
      ],
      because: 'along a sequence (|k| -> inf) the function grows without bound',
    };
  }
  return undefined;
}

/** Parameters at which a function that is claimed to go to ±infinity goes to the other one along a sequence. */
export async function takesOtherSign(
  oscillation: Oscillation,
  sign: 1 | -1,
  parameters: Parameters,
  budget: QuestionBudget,
): Promise<Counterexample | undefined> {
  if (!oscillation.grows) return undefined;
  for (const sixths of SIXTHS) {
    const relation = sign > 0 ? '>=' : '<=';
    const found = await differing(at(oscillation, sixths), NOUGHT, relation, parameters, budget);
    if (found === undefined) continue;
    return {
      point: found.point,
      values: [
        { label: 'claimed', value: sign > 0 ? 'inf' : '-inf' },
        { label: `limit along ${sequenceText(oscillation, sixths)}`, value: sign > 0 ? '-inf' : 'inf' },
      ],
      because: 'along a sequence (|k| -> inf) the function grows with the other sign',
    };
  }
  return undefined;
}
