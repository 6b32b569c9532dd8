/** Arithmetic modulo the 61-bit primes on which identities are tested. */
import type { Rational } from '../expression/rational.js';
import { MODULUS_BOUND, Montgomery } from './montgomery.js';

/** Primes are drawn from (2^60, 2^61): there are more than 2^54.5 of them (Rosser and Schoenfeld). */
export const PRIME_BITS = 61;
export const LOG2_PRIMES_AVAILABLE = 54.5;

const RANGE = 1n << 61n;

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
    const limit = RANGE - (RANGE % bound);
    for (;;) {
      const word = this.next() >> 3n;
      if (word < limit) return word % bound;
    }
  }
}

/** base^exponent modulo p, for base ≥ 0 and exponent ≥ 0. */
export function powerModulo(base: bigint, exponent: bigint, p: bigint): bigint {
  if (exponent >= SHORT_EXPONENT && exponent < MODULUS_BOUND && isMontgomeryModulus(p)) {
    return montgomeryModulo(p).power(base % p, exponent);
  }
  let result = 1n;
  let square = base % p;
  for (let e = exponent; e > 0n; e >>= 1n) {
    if (e & 1n) result = (result * square) % p;
    square = (square * square) % p;
  }
  return result;
}

/** Below this, plain squaring is as fast as setting up {@link Montgomery}. */
const SHORT_EXPONENT = 64n;

const isMontgomeryModulus = (p: bigint): boolean => p > 2n && p < MODULUS_BOUND && (p & 1n) === 1n;

/** Powers come in runs modulo the same prime. */
let lastModulus = { p: 3n, arithmetic: new Montgomery(3n) };

function montgomeryModulo(p: bigint): Montgomery {
  if (lastModulus.p !== p) lastModulus = { p, arithmetic: new Montgomery(p) };
  return lastModulus.arithmetic;
}

/** @returns undefined when `a` is not invertible modulo p. */
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
/** Jim Sinclair's seven bases: no composite below 2^64 is a strong probable prime to all of them. */
const WITNESSES_BELOW_2_64 = [2n, 325n, 9375n, 28178n, 450775n, 9780504n, 1795265022n];

/**
 * Miller–Rabin with witnesses that decide primality below 3.3e24; beyond, a composite number passes only if it is a strong
 * pseudoprime to the first twelve primes.
 */
export function isPrime(n: bigint): boolean {
  if (n < 2n) return false;
  for (const q of WITNESSES) if (n % q === 0n) return n === q;
  let d = n - 1n;
  let twos = 0;
  while ((d & 1n) === 0n) {
    d >>= 1n;
    twos += 1;
  }
  if (isMontgomeryModulus(n)) {
    const arithmetic = new Montgomery(n);
    return WITNESSES_BELOW_2_64.every((a) => arithmetic.isStrongProbablePrime(a % n, d, twos));
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
    if (!hasSmallDivisor(candidate) && isPrime(candidate)) return candidate;
  }
}

/** The odd primes below 128, in groups whose product stays a small integer. */
const SMALL_PRIMES: readonly (readonly number[])[] = [
  [3, 5, 7, 11, 13, 17, 19, 23],
  [29, 31, 37, 41, 43],
  [47, 53, 59, 61, 67],
  [71, 73, 79, 83],
  [89, 97, 101, 103],
  [107, 109, 113, 127],
];
const SMALL_DIVISORS = SMALL_PRIMES.map((primes) => ({
  primes,
  product: BigInt(primes.reduce((a, b) => a * b, 1)),
}));

/** Does an odd prime below 128 divide n? One division of a long number settles a group of them. */
function hasSmallDivisor(n: bigint): boolean {
  for (const { primes, product } of SMALL_DIVISORS) {
    const rest = Number(n % product);
    for (const q of primes) if (rest % q === 0) return true;
  }
  return false;
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
  // a^((odd−1)/2) gives both a^((odd+1)/2) and a^odd.
  const half = powerModulo(a, odd >> 1n, p);
  let root = (half * a) % p;
  let t = (half * root) % p;
  if (t === 1n) return root;
  let nonResidue = 2n;
  while (jacobiSymbol(nonResidue, p) === 1) nonResidue += 1n;
  let c = powerModulo(nonResidue, odd, p);
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
