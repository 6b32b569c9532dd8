/** Signs and limits of coefficients that hold log(1/t): by their own expansion as log(1/t) → ∞, one level down. */
import type { Expression } from '../expression/expression.js';
import { mentions } from '../expression/traverse.js';
import { LEVELS, logLarge, smallParameter } from '../rules/reserved-symbols.js';
import type { Sum, SumArithmetic } from './exponential-sum.js';
import type { Scale, SlowTendency } from './exponents.js';
import { NotProved } from './prove-equality.js';
import { type Coefficients, MAX_RAMIFICATION, Ramified } from './series.js';
import { tendencyOf } from './tendency.js';

/** Expands a function of log(1/t) as that goes to infinity. */
export type ExpandSlow = (
  e: Expression,
  ramification: number,
  terms: number,
) => { readonly sum: Sum; readonly arithmetic: SumArithmetic };

const TERMS = [3, 8];

export function scaleOf(level: number, known: Coefficients, expandSlow: ExpandSlow): Scale {
  const log = logLarge(level);
  const tendencies = new Map<Expression, SlowTendency | NotProved>();
  const signs = new Map<Expression, 1 | -1 | 'nonzero' | undefined>();

  /** The first expansion from which `read` gets an answer. */
  function fromExpansion<Answer>(
    e: Expression,
    read: (sum: Sum, arithmetic: SumArithmetic) => Answer,
  ): Answer {
    if (level >= LEVELS) throw new NotProved('logarithms are nested more deeply than is compared');
    let ramification = 1;
    let failure: Error = new NotProved('the limit of a coefficient was not settled');
    for (let i = 0; i < TERMS.length; ) {
      try {
        const { sum, arithmetic } = expandSlow(e, ramification, TERMS[i]);
        return read(sum, arithmetic);
      } catch (error) {
        if (error instanceof Ramified && ramification * error.denominator <= MAX_RAMIFICATION) {
          ramification *= error.denominator;
          continue;
        }
        if (!(error instanceof NotProved) && !(error instanceof Ramified)) throw error;
        failure = error;
        i += 1;
      }
    }
    throw failure instanceof NotProved ? failure : new NotProved('a root of a high order is needed');
  }

  function tendency(e: Expression): SlowTendency {
    let found = tendencies.get(e);
    if (found === undefined) {
      try {
        found = fromExpansion(e, slowTendency);
      } catch (error) {
        if (!(error instanceof NotProved)) throw error;
        found = error;
      }
      tendencies.set(e, found);
    }
    if (found instanceof NotProved) throw found;
    return found;
  }

  /** The sign the coefficient has from some t on. */
  function eventualSign(e: Expression): 1 | -1 | 'nonzero' | undefined {
    if (!signs.has(e)) signs.set(e, signOrNone(e));
    return signs.get(e);
  }

  function signOrNone(e: Expression): 1 | -1 | 'nonzero' | undefined {
    try {
      return fromExpansion(e, (sum, arithmetic) => {
        const { lead } = arithmetic.dominant(sum, 'a coefficient');
        const [c] = lead.series.coefficients;
        const { known: below } = arithmetic.scale;
        if (below.isPositive(c)) return 1;
        if (below.isNegative(c)) return -1;
        return below.isNonzero(c) ? 'nonzero' : undefined;
      });
    } catch (error) {
      if (error instanceof NotProved) return undefined;
      throw error;
    }
  }

  const slow = (e: Expression): boolean => mentions(e, log.name);
  return {
    known: {
      isDefined: (e) => slow(e) || known.isDefined(e),
      isZero: (e) => known.isZero(e),
      isNonzero: (e) => (slow(e) ? eventualSign(e) !== undefined : known.isNonzero(e)),
      isPositive: (e) => (slow(e) ? eventualSign(e) === 1 : known.isPositive(e)),
      isNegative: (e) => (slow(e) ? eventualSign(e) === -1 : known.isNegative(e)),
    },
    log,
    small: smallParameter(level),
    tendency,
  };
}

function slowTendency(sum: Sum, arithmetic: SumArithmetic): SlowTendency {
  const found = tendencyOf(sum, arithmetic);
  if (found.kind === 'finite') return found;
  const { known } = arithmetic.scale;
  const c = found.lead.series.coefficients[0];
  if (!known.isNonzero(c)) throw new NotProved('a leading coefficient could not be proved nonzero');
  return { kind: 'infinite', sign: known.isPositive(c) ? 1 : known.isNegative(c) ? -1 : undefined };
}
