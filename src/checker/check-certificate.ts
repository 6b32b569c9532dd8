/** Does a certificate prove what it states? Everything it rests on is tested at random points modulo random primes. */

import type { Certificate } from '../certificate/certificate.js';
import { Rejected } from '../certificate/rejected.js';
import { statementSeed } from '../certificate/statement-seed.js';
import type { Decision, Trials } from '../certificate/stored-form.js';
import { isZeroElement, NotInvertible, WorkExhausted } from '../rules/algebra.js';
import { ModularArithmetic, SizeArithmetic, UnluckyPrime } from '../rules/arithmetic.js';
import { Budget, BudgetExhausted } from '../rules/budget.js';
import { ExactArithmetic, NotExact } from '../rules/exact-arithmetic.js';
import { LOG2_PRIMES_AVAILABLE, PRIME_BITS, randomPrime, WordStream } from '../rules/prime-field.js';
import { SignNeeded } from '../rules/resolve-signs.js';
import { identitiesOfComparison } from './check-comparison.js';
import { checkExpansion } from './check-expansion.js';
import { evaluate, type Identities } from './identities.js';

/** log2 of the error probability a proof must stay below. */
export const REQUIRED_LOG2_ERROR = -100;

const MAX_UNLUCKY = 4;

/** The seed that belongs to a statement: a cryptographic hash of it, so that no author can aim at its primes and points. */
function seedOf(certificate: Certificate): bigint {
  if (certificate.kind === 'expansion') {
    const { of, path, domain } = certificate.statement;
    return statementSeed(CHECKER, path.kind === 'point' ? [of, path.value] : [of], domain);
  }
  const { left, right, alsoDefined, domain, hypotheses } = certificate.statement;
  const cited = hypotheses.flatMap((h) => [h.left, h.right]);
  return statementSeed(CHECKER, [left, right, ...alsoDefined, ...cited], domain);
}

/** Sets the stream of the checker apart from those of searches. */
const CHECKER = -1;

/**
 * Checks a certificate, with the primes and points that belong to its statement or with others.
 * @param budget pays for the arithmetic, where there is one.
 * @throws Rejected where it does not prove its statement. @throws BudgetExhausted
 */
export function checkCertificate(
  certificate: Certificate,
  { seed = seedOf(certificate), budget }: { readonly seed?: bigint; readonly budget?: Budget } = {},
): Trials {
  return tryIdentities(identitiesOf(certificate), seed, { budget });
}

/** Steps of an exact reduction that is worth a try before trials are made, and of one that a stored certificate is worth. */
const QUICK_STEPS = 4_000;
const EXACT_STEPS = 400_000;

/**
 * Checks a certificate, by exact reduction where that is quick.
 * @throws Rejected where it does not prove its statement. @throws BudgetExhausted
 */
export function decideCertificate(certificate: Certificate, budget?: Budget): Decision {
  const identities = identitiesOf(certificate);
  const seed = seedOf(certificate);
  if (!reduceToZero(identities, QUICK_STEPS)) return tryIdentities(identities, seed, { budget });
  // One trial sees what a reduction to 0 does not: a divisor that vanishes identically.
  tryIdentities(identities, seed, { budget, enough: -1 });
  return 'exact';
}

/** Do all identities of a checked certificate hold by exact reduction? */
export const holdsExactly = (certificate: Certificate): boolean =>
  reduceToZero(identitiesOf(certificate), EXACT_STEPS);

function reduceToZero(identities: readonly Identities[], steps: number): boolean {
  const budget = new Budget(steps);
  try {
    return identities
      .flatMap((group) => evaluate(group, () => new ExactArithmetic(budget)))
      .every(({ above }) => above.size === 0);
  } catch (error) {
    if (error instanceof NotExact || error instanceof BudgetExhausted || error instanceof WorkExhausted)
      return false;
    throw error;
  }
}

function identitiesOf(certificate: Certificate): Identities[] {
  try {
    return certificate.kind === 'comparison'
      ? identitiesOfComparison(certificate)
      : [checkExpansion(certificate).identities];
  } catch (error) {
    if (error instanceof SignNeeded) throw new Rejected('a sign that the proof needs is not in it');
    throw error;
  }
}

/**
 * A fraction that is not zero has a numerator whose norm is a polynomial of degree ≤ D and coefficients below 2^H. It vanishes
 * at a random point modulo a random prime p between 2^60 and 2^61 with probability at most D/(p − 1) (Schwartz, Zippel)
 * plus (H/60)/2^54.5 (p divides a coefficient).
 */
function log2ErrorOfTrial(identities: readonly Identities[]): number {
  let size = 0;
  for (const group of identities) {
    const arithmetics: SizeArithmetic[] = [];
    const sizes = evaluate(group, () => {
      arithmetics.push(new SizeArithmetic());
      return arithmetics[arithmetics.length - 1];
    });
    const conjugates = arithmetics.reduce((product, a) => product * a.conjugates, 1);
    size += conjugates * sizes.reduce((total, s) => total + s + 1, 0);
  }
  const bits = PRIME_BITS - 1;
  return Math.log2(size + 1) + Math.log2(2 ** -bits + 2 ** -LOG2_PRIMES_AVAILABLE / bits);
}

/** @param enough log2 of the error probability at which trials end. */
function tryIdentities(
  identities: readonly Identities[],
  seed: bigint,
  { budget, enough = REQUIRED_LOG2_ERROR }: { readonly budget?: Budget; readonly enough?: number },
): Trials {
  const words = new WordStream(seed);
  const trialError = log2ErrorOfTrial(identities);
  // Written so that a bound that is not a number fails.
  if (!(trialError <= -8))
    throw new Rejected(
      `the degrees are too large for a modular test: it would err with probability 2^${trialError.toFixed(0)} at each prime`,
    );
  const primes: string[] = [];
  let unlucky = 0;
  while (!(primes.length * trialError < enough)) {
    const p = randomPrime(words);
    try {
      const values = identities.flatMap((group) =>
        evaluate(group, () => new ModularArithmetic(p, words, budget)),
      );
      if (!values.every(isZeroElement)) throw new Rejected('an identity does not hold');
      primes.push(`${p}`);
    } catch (error) {
      if (error instanceof WorkExhausted) throw new Rejected('the radicals generate too large an algebra');
      if (!(error instanceof NotInvertible) && !(error instanceof UnluckyPrime)) throw error;
      unlucky += 1;
      if (unlucky > MAX_UNLUCKY)
        throw new Rejected('a divisor could not be inverted: it vanishes identically');
    }
  }
  return { seed: seed.toString(16), primes, log2Error: primes.length * trialError };
}
