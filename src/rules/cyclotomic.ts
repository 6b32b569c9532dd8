/** Cyclotomic polynomials: the minimal polynomials of the roots of unity that sine and cosine of multiples of pi bring in. */
import { WorkExhausted } from './algebra.js';

/** Roots of unity of a larger order are not adjoined. */
const MAX_ORDER = 720;

const memo = new Map<number, readonly bigint[]>();

/**
 * Coefficients c_0 … c_{d−1} of the monic polynomial whose roots are the primitive n-th roots of unity.
 * @throws WorkExhausted for n beyond {@link MAX_ORDER}.
 */
export function cyclotomic(n: number): readonly bigint[] {
  if (n > MAX_ORDER) throw new WorkExhausted(`a root of unity of order ${n} is too large to adjoin`);
  let known = memo.get(n);
  if (known === undefined) {
    // x^n − 1 over the cyclotomic polynomials of the proper divisors.
    let quotient: bigint[] = [-1n, ...new Array<bigint>(n - 1).fill(0n), 1n];
    for (let d = 1; d < n; d++) {
      if (n % d === 0) quotient = divideMonic(quotient, [...cyclotomic(d), 1n]);
    }
    known = quotient.slice(0, -1);
    memo.set(n, known);
  }
  return known;
}

function divideMonic(a: readonly bigint[], b: readonly bigint[]): bigint[] {
  const rest = [...a];
  const quotient = new Array<bigint>(a.length - b.length + 1).fill(0n);
  for (let i = quotient.length - 1; i >= 0; i--) {
    const top = rest[i + b.length - 1];
    quotient[i] = top;
    for (let j = 0; j < b.length; j++) rest[i + j] -= top * b[j];
  }
  return quotient;
}
