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

/** Miller–Rabin in plain BigInt arithmetic, with the first twelve primes as witnesses: right below 3.3e24. */
function isPrimePlainly(n: bigint): boolean {
  const witnesses = [2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n];
  if (n < 2n) return false;
  for (const q of witnesses) if (n % q === 0n) return n === q;
  const twos = [...(n - 1n).toString(2)].reverse().indexOf('1');
  return witnesses.every((a) => {
    let x = powerPlainly(a, (n - 1n) >> BigInt(twos), n);
    if (x === 1n) return true;
    for (let i = 0; i < twos; i++) {
      if (x === n - 1n) return true;
      x = (x * x) % n;
    }
    return false;
  });
}

function powerPlainly(base: bigint, exponent: bigint, p: bigint): bigint {
  let result = 1n % p;
  for (const bit of exponent.toString(2)) result = (result * result * (bit === '1' ? base : 1n)) % p;
  return result;
}

/** What seeds have always drawn: stored certificates state seeds, and the same seed must give the same proof. */
const RECORDED = [
  {
    seed: 0n,
    words: [16294208416658607535n, 7960286522194355700n, 487617019471545679n],
    below: [0n, 142896n, 754761825157895261n, 400912003250038364n, 626143728593196392n],
    primes: [1436181577168885933n, 1756995409077321143n, 1447889233151633977n],
    next: 4340416312237048737n,
  },
  {
    seed: 1n,
    words: [10451216379200822465n, 13757245211066428519n, 17911839290282890590n],
    below: [4n, 126787n, 658338203986544565n, 1830831522505829618n, 931888395232922092n],
    primes: [2092956725965666991n, 1294856387765940331n, 1483707775499021209n],
    next: 883620860755687159n,
  },
  {
    seed: 18364758544493064720n,
    words: [8856491076634013318n, 663764699977492105n, 12360991284174073467n],
    below: [3n, 738517n, 82364838534736511n, 381892257054024785n, 234366257727598203n],
    primes: [1355544155284605227n, 2299919538509696833n, 2139155363982804491n],
    next: 1912596380627888013n,
  },
];
const BOUNDS = [7n, 1000003n, (1n << 60n) + 12345n, (1n << 61n) - 1n, (1n << 60n) - 1n];

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

  it('powers agree with plain BigInt arithmetic for every modulus and exponent', () => {
    const modulus = fc.oneof(
      fc.bigInt({ min: 2n, max: 1n << 62n }),
      fc.bigInt({ min: (1n << 61n) - 1000n, max: (1n << 61n) + 1000n }),
      fc.bigInt({ min: 2n, max: 1000n }),
    );
    const exponent = fc.oneof(fc.bigInt({ min: 0n, max: 1n << 70n }), fc.bigInt({ min: 0n, max: 200n }));
    const base = fc.oneof(fc.bigInt({ min: 0n, max: 1n << 64n }), fc.constantFrom(0n, 1n, 2n));
    fc.assert(
      fc.property(base, exponent, modulus, (a, e, p) => {
        expect(powerModulo(a, e, p)).toBe(powerPlainly(a, e, p));
      }),
      { numRuns: 2000 },
    );
  });

  it('agrees on primality with plain Miller–Rabin', () => {
    const odd = (max: bigint) => fc.bigInt({ min: 1n, max }).map((n) => n | 1n);
    const near = fc.bigInt({ min: -4000n, max: 4000n }).map((d) => (1n << 61n) + d);
    const prime = fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }).map((s) => randomPrime(new WordStream(s)));
    // Products p·(k(p − 1) + 1) pass more bases than other composites do.
    const suspicious = fc
      .tuple(odd(1n << 26n), fc.constantFrom(2n, 3n, 4n, 5n))
      .map(([p, k]) => p * (k * (p - 1n) + 1n));
    fc.assert(
      fc.property(fc.oneof(odd(1n << 64n), odd(1n << 40n), near, prime, suspicious), (n) => {
        expect(isPrime(n)).toBe(isPrimePlainly(n));
      }),
      { numRuns: 1500 },
    );
  });

  it('knows the bases themselves, their factors, and pseudoprimes to several of them', () => {
    const witnesses = [2n, 325n, 9375n, 28178n, 450775n, 9780504n, 1795265022n];
    for (const a of witnesses) {
      for (let d = 1n; d <= 2000n; d++) if (a % d === 0n) expect(isPrime(d)).toBe(isPrimePlainly(d));
      for (const n of [a - 1n, a, a + 1n, a / 2n, a / 3n]) expect(isPrime(n)).toBe(isPrimePlainly(n));
    }
    // Strong pseudoprimes to the base 2, Carmichael numbers, squares of primes.
    for (const n of [
      2047n,
      3277n,
      4033n,
      1373653n,
      25326001n,
      561n,
      1105n,
      1729n,
      825265n,
      1093n ** 2n,
      3511n ** 2n,
    ])
      expect(isPrime(n)).toBe(false);
    for (const p of [P, (1n << 61n) - 31n, (1n << 31n) - 1n, 4294967291n, 18446744073709551557n])
      expect(isPrime(p)).toBe(isPrimePlainly(p));
  });

  it('draws what it has always drawn from a seed', () => {
    for (const { seed, words, below, primes, next } of RECORDED) {
      const stream = new WordStream(seed);
      expect(words.map(() => stream.next())).toEqual(words);
      expect(BOUNDS.map((bound) => stream.below(bound))).toEqual(below);
      expect(primes.map(() => randomPrime(stream))).toEqual(primes);
      expect(stream.next()).toBe(next);
    }
  });

  it('skips exactly the candidates that are not prime', () => {
    const stream = new WordStream(2024n);
    const shadow = new WordStream(2024n);
    for (let i = 0; i < 60; i++) {
      let candidate: bigint;
      do candidate = (1n << 60n) | (shadow.next() >> 4n) | 1n;
      while (!isPrimePlainly(candidate));
      expect(randomPrime(stream)).toBe(candidate);
    }
  });
});
