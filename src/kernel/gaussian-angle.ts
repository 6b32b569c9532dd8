/** Arctangents of rational numbers, by the factorisation of Gaussian integers (Machin's formulas and all their kin). */
import { isPrime, squareRootModulo } from '../rules/prime-field.js';

/** arg(a + b i) = Σ multiplicity · atan(rise/run) + a multiple of π/4, with primes run > rise > 0. */
export interface GaussianFactor {
  readonly run: bigint;
  readonly rise: bigint;
  readonly multiplicity: number;
}

const TRIAL_LIMIT = 20_000n;
/** Numbers with longer norms are not factored. */
const MAX_NORM_BITS = 200;

/**
 * The Gaussian primes of norm p ≡ 1 modulo 4 in a + b i, signed by which of run ± rise·i occurs.
 * @returns undefined where the norm could not be factored.
 */
export function gaussianFactors(a: bigint, b: bigint): readonly GaussianFactor[] | undefined {
  let norm = a * a + b * b;
  if (norm.toString(2).length > MAX_NORM_BITS) return undefined;
  const primes: bigint[] = [];
  for (let d = 2n; d <= TRIAL_LIMIT && d * d <= norm; d += d === 2n ? 1n : 2n) {
    if (norm % d !== 0n) continue;
    primes.push(d);
    while (norm % d === 0n) norm /= d;
  }
  if (norm > 1n) {
    if (!isPrime(norm)) return undefined;
    primes.push(norm);
  }
  const out: GaussianFactor[] = [];
  let [x, y] = [a, b];
  for (const p of primes) {
    if (p % 4n !== 1n) continue;
    const [run, rise] = sumOfSquares(p);
    let multiplicity = 0;
    for (const sign of [1n, -1n]) {
      for (;;) {
        // (x + y i)/(run ± rise i)
        const [re, im] = [x * run + sign * y * rise, y * run - sign * x * rise];
        if (re % p !== 0n || im % p !== 0n) break;
        [x, y] = [re / p, im / p];
        multiplicity += Number(sign);
      }
    }
    if (multiplicity !== 0) out.push({ run, rise, multiplicity });
  }
  return out;
}

/** p = run² + rise² with run > rise > 0, for a prime p ≡ 1 modulo 4 (Cornacchia). */
function sumOfSquares(p: bigint): [bigint, bigint] {
  let [r0, r1] = [p, squareRootModulo(p - 1n, p)!];
  while (r1 * r1 > p) [r0, r1] = [r1, r0 % r1];
  const rest = r0 % r1;
  return r1 > rest ? [r1, rest] : [rest, r1];
}
