/** Arithmetic modulo the 61-bit primes on which identities are tested. */
import type { Rational } from '../expression/rational.js';

/** Primes are drawn from (2^60, 2^61): there are more than 2^54 of them. */
export const PRIME_BITS = 61;
export const LOG2_PRIMES_AVAILABLE = 54;

/** A stream of uniform 64-bit words (SplitMix64). Deterministic in its seed, which certificates state. */
export class WordStream {
  #state: bigint;

  constructor(seed: bigint) {
    this.#state = BigInt.asUintN(64, seed);
  }

  next(): bigint {
    this.#state = BigInt.asUintN(64, this.#state + 0x9e3779b97f4a7c15n);
    let z = this.#state;
    z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
    z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn);
    return z ^ (z >> 31n);
  }

  /** Uniform in [0, bound) for bound < 2^61, by rejection. */
  below(bound: bigint): bigint {
    for (;;) {
      const word = this.next() >> 3n;
      const limit = (1n << 61n) - ((1n << 61n) % bound);
      if (word < limit) return word % bound;
    }
  }
}

export function powerModulo(base: bigint, exponent: bigint, p: bigint): bigint {
  let result = 1n;
  let square = base % p;
  for (let e = exponent; e > 0n; e >>= 1n) {
    if (e & 1n) result = (result * square) % p;
    square = (square * square) % p;
  }
  return result;
}

/** @returns undefined when `a` is 0 modulo p. */
export function inverseModulo(a: bigint, p: bigint): bigint | undefined {
  let [r0, r1] = [p, ((a % p) + p) % p];
  let [s0, s1] = [0n, 1n];
  while (r1 !== 0n) {
    const q = r0 / r1;
    [r0, r1] = [r1, r0 - q * r1];
    [s0, s1] = [s1, s0 - q * s1];
  }
  return r0 === 1n ? ((s0 % p) + p) % p : undefined;
}

/** @returns undefined when p divides the denominator. */
export function rationalModulo(value: Rational, p: bigint): bigint | undefined {
  const numerator = ((value.numerator % p) + p) % p;
  if (value.denominator === 1n) return numerator;
  const inverse = inverseModulo(value.denominator, p);
  return inverse === undefined ? undefined : (numerator * inverse) % p;
}

const WITNESSES = [2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n];

/** Miller–Rabin with the twelve witnesses that decide primality below 3.3e24. */
export function isPrime(n: bigint): boolean {
  if (n < 2n) return false;
  for (const q of WITNESSES) if (n % q === 0n) return n === q;
  let d = n - 1n;
  let twos = 0;
  while ((d & 1n) === 0n) {
    d >>= 1n;
    twos += 1;
  }
  for (const a of WITNESSES) {
    let x = powerModulo(a, d, n);
    if (x === 1n || x === n - 1n) continue;
    let composite = true;
    for (let i = 1; i < twos && composite; i++) {
      x = (x * x) % n;
      if (x === n - 1n) composite = false;
    }
    if (composite) return false;
  }
  return true;
}

/** A prime drawn uniformly from those between 2^60 and 2^61. */
export function randomPrime(words: WordStream): bigint {
  for (;;) {
    const candidate = (1n << 60n) | (words.next() >> 4n) | 1n;
    if (isPrime(candidate)) return candidate;
  }
}

/** The fraction n/d with |n|, d ≤ bound that is congruent to `a`, if there is one (half-extended Euclid). */
export function reconstructRational(a: bigint, p: bigint, bound = 1n << 24n): Rational | undefined {
  let [r0, r1] = [p, ((a % p) + p) % p];
  let [s0, s1] = [0n, 1n];
  while (r1 > bound) {
    const q = r0 / r1;
    [r0, r1] = [r1, r0 - q * r1];
    [s0, s1] = [s1, s0 - q * s1];
  }
  const magnitude = s1 < 0n ? -s1 : s1;
  if (magnitude === 0n || magnitude > bound) return undefined;
  return s1 < 0n ? { numerator: -r1, denominator: -s1 } : { numerator: r1, denominator: s1 };
}

/** The Jacobi symbol (a/n) for odd n > 0: for a prime n it is 1 for squares, −1 for the others, 0 for multiples of n. */
export function jacobiSymbol(a: bigint, n: bigint): -1 | 0 | 1 {
  let [x, y] = [((a % n) + n) % n, n];
  let sign: -1 | 1 = 1;
  while (x !== 0n) {
    while ((x & 1n) === 0n) {
      x >>= 1n;
      const r = y & 7n;
      if (r === 3n || r === 5n) sign = sign === 1 ? -1 : 1;
    }
    [x, y] = [y, x];
    if ((x & 3n) === 3n && (y & 3n) === 3n) sign = sign === 1 ? -1 : 1;
    x %= y;
  }
  return y === 1n ? sign : 0;
}

/** A square root modulo p (Tonelli–Shanks), or undefined for a non-residue. */
export function squareRootModulo(a: bigint, p: bigint): bigint | undefined {
  if (a === 0n) return 0n;
  if (jacobiSymbol(a, p) !== 1) return undefined;
  let odd = p - 1n;
  let twos = 0;
  while ((odd & 1n) === 0n) {
    odd >>= 1n;
    twos += 1;
  }
  let nonResidue = 2n;
  while (jacobiSymbol(nonResidue, p) === 1) nonResidue += 1n;
  let c = powerModulo(nonResidue, odd, p);
  let root = powerModulo(a, (odd + 1n) / 2n, p);
  let t = powerModulo(a, odd, p);
  let m = twos;
  while (t !== 1n) {
    let i = 0;
    for (let s = t; s !== 1n; s = (s * s) % p) i += 1;
    const b = powerModulo(c, 1n << BigInt(m - i - 1), p);
    root = (root * b) % p;
    c = (b * b) % p;
    t = (t * c) % p;
    m = i;
  }
  return root;
}
