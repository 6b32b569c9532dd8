import { exactIntegerRoot } from '../rules/polynomial.js';
import { isPrime } from '../rules/prime-field.js';

const TRIAL_LIMIT = 10_000n;
/** Larger integers are taken as a whole. */
const LARGEST = 1n << 256n;

/**
 * A factorisation of a positive integer into coprime parts with exponents: primes below the trial limit, and what is
 * left as a whole (or as an exact power of a whole), which need not be prime. The product is always exact.
 */
export function factorInteger(n: bigint): { readonly prime: bigint; readonly exponent: number }[] {
  if (n > LARGEST) return [{ prime: n, exponent: 1 }];
  const out: { prime: bigint; exponent: number }[] = [];
  let rest = n;
  for (let d = 2n; d <= TRIAL_LIMIT && d * d <= rest; d += d === 2n ? 1n : 2n) {
    let exponent = 0;
    while (rest % d === 0n) {
      rest /= d;
      exponent += 1;
    }
    if (exponent > 0) out.push({ prime: d, exponent });
  }
  if (rest > 1n) out.push(isPrime(rest) ? { prime: rest, exponent: 1 } : wholePower(rest));
  return out;
}

/** n as m^k with the largest k. */
function wholePower(n: bigint): { prime: bigint; exponent: number } {
  const bits = n.toString(2).length;
  for (let k = Math.min(64, Math.floor(bits / 13)); k >= 2; k--) {
    const root = exactIntegerRoot(n, k);
    if (root !== undefined) return { prime: root, exponent: k };
  }
  return { prime: n, exponent: 1 };
}
