import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  inverseModulo,
  isPrime,
  powerModulo,
  randomPrime,
  rationalModulo,
  reconstructRational,
  squareRootModulo,
  WordStream,
} from '../../src/rules/prime-field.js';

const P = 2305843009213693951n; // 2^61 − 1
const residue = fc.bigInt({ min: 0n, max: P - 1n });

describe('arithmetic modulo a prime', () => {
  it('inverts everything but 0', () => {
    fc.assert(
      fc.property(residue, (a) => {
        const inverse = inverseModulo(a, P);
        expect(a === 0n ? inverse : (a * inverse!) % P).toBe(a === 0n ? undefined : 1n);
      }),
    );
  });

  it('powers obey the law of exponents and Fermat', () => {
    fc.assert(
      fc.property(residue, fc.nat(1000), fc.nat(1000), (a, i, j) => {
        const [x, y] = [powerModulo(a, BigInt(i), P), powerModulo(a, BigInt(j), P)];
        expect((x * y) % P).toBe(powerModulo(a, BigInt(i + j), P));
        expect(powerModulo(a, P, P)).toBe(a);
      }),
    );
  });

  it('takes square roots of squares, and of nothing else', () => {
    const primes = [P, 17n, 65537n, 97n, randomPrime(new WordStream(3n)), randomPrime(new WordStream(4n))];
    fc.assert(
      fc.property(residue, fc.constantFrom(...primes), (a, p) => {
        const root = squareRootModulo((a * a) % p, p)!;
        expect((root * root - a * a) % p).toBe(0n);
        const any = squareRootModulo(a % p, p);
        if (any === undefined) expect(powerModulo(a, (p - 1n) / 2n, p)).toBe(p - 1n);
        else expect((any * any - a) % p).toBe(0n);
      }),
    );
  });

  it('finds a small fraction again from its residue', () => {
    const part = fc.integer({ min: -(2 ** 24), max: 2 ** 24 });
    fc.assert(
      fc.property(part, fc.integer({ min: 1, max: 2 ** 24 }), (n, d) => {
        const found = reconstructRational(
          rationalModulo({ numerator: BigInt(n), denominator: BigInt(d) }, P)!,
          P,
        )!;
        expect(found.numerator * BigInt(d)).toBe(BigInt(n) * found.denominator);
      }),
    );
  });

  it('knows primes below 20000, and strong pseudoprimes', () => {
    const sieve = Array.from({ length: 20_000 }, (_, n) => n > 1);
    for (let p = 2; p < 142; p++) if (sieve[p]) for (let k = p * p; k < 20_000; k += p) sieve[k] = false;
    for (let n = 0; n < 20_000; n++) expect(isPrime(BigInt(n)), `${n}`).toBe(sieve[n]);
    for (const n of [3215031751n, 3474749660383n, 341550071728321n, 3825123056546413051n])
      expect(isPrime(n)).toBe(false);
  });

  it('draws distinct 61-bit primes, the same for the same seed', () => {
    const draw = (seed: bigint) => {
      const words = new WordStream(seed);
      return Array.from({ length: 20 }, () => randomPrime(words));
    };
    expect(draw(9n)).toEqual(draw(9n));
    expect(new Set([...draw(9n), ...draw(10n)]).size).toBe(40);
    for (const p of draw(9n)) expect(isPrime(p) && p > 1n << 60n && p < 1n << 61n).toBe(true);
  });
});
