import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Algebra, type Element, NotInvertible, WorkExhausted } from '../../src/rules/algebra.js';
import { Budget, BudgetExhausted } from '../../src/rules/budget.js';
import { cyclotomic } from '../../src/rules/cyclotomic.js';
import { randomPrime, WordStream } from '../../src/rules/prime-field.js';

/** A tower r1² = a, r2³ = b + r1, ζ of order 5, and its random elements. */
function tower(seed: bigint) {
  const words = new WordStream(seed);
  const algebra = new Algebra(randomPrime(words));
  const scalar = () => words.below(algebra.p);
  const r1 = algebra.adjoin(2, scalar());
  const r2 = algebra.adjoin(3, algebra.add(scalar(), r1));
  const zeta = algebra.adjoinRootOf(cyclotomic(5));
  const element = (): Element => {
    let total: Element = scalar();
    for (const factor of [r1, r2, zeta, algebra.multiply(r1, r2), algebra.multiply(r2, zeta)]) {
      if (words.next() & 1n) total = algebra.add(total, algebra.multiply(scalar(), factor));
    }
    return total;
  };
  return { algebra, element, r1, r2, zeta, scalar };
}

const flat = (algebra: Algebra, a: Element) => Object.fromEntries([...algebra.coordinates(a)].sort());

describe('a tower of radicals modulo p', () => {
  it('obeys the laws of a commutative ring, and inverts', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 1n << 60n }), (seed) => {
        const { algebra: A, element } = tower(seed);
        const [a, b, c] = [element(), element(), element()];
        const same = (x: Element, y: Element) => expect(flat(A, x)).toEqual(flat(A, y));
        same(A.add(a, b), A.add(b, a));
        same(A.multiply(a, b), A.multiply(b, a));
        same(A.multiply(a, A.multiply(b, c)), A.multiply(A.multiply(a, b), c));
        same(A.multiply(a, A.add(b, c)), A.add(A.multiply(a, b), A.multiply(a, c)));
        expect(A.subtract(a, a)).toBe(0n);
        same(A.power(a, 5n), A.multiply(a, A.multiply(A.multiply(a, a), A.multiply(a, a))));
        if (a !== 0n) expect(A.multiply(a, A.invert(a))).toBe(1n);
        if (a !== 0n) same(A.power(a, -2n), A.invert(A.multiply(a, a)));
      }),
      { numRuns: 40 },
    );
  });

  it('keeps its relations', () => {
    const { algebra: A, r1, r2, zeta } = tower(7n);
    expect(typeof A.multiply(r1, r1)).toBe('bigint');
    expect(A.subtract(A.power(r2, 3n), r1)).toBeTypeOf('bigint');
    expect(A.power(zeta, 5n)).toBe(1n);
    expect([1n, 2n, 3n, 4n].map((k) => A.power(zeta, k)).reduce((a, b) => A.add(a, b), 1n as Element)).toBe(
      0n,
    );
  });

  it('does not divide by a zero divisor: dependent radicals are no field', () => {
    const A = new Algebra(randomPrime(new WordStream(1n)));
    const [r, s] = [A.adjoin(2, 5n), A.adjoin(2, 5n)];
    const [minus, plus] = [A.subtract(s, r), A.add(s, r)];
    expect(A.multiply(minus, plus)).toBe(0n);
    expect(minus).not.toBe(0n);
    expect(() => A.invert(minus)).toThrow(NotInvertible);
    expect(() => A.invert(0n)).toThrow(NotInvertible);
    expect(A.multiply(r, A.invert(r))).toBe(1n);
  });

  it('calls off too much work', () => {
    const A = new Algebra(randomPrime(new WordStream(1n)), new Budget(1_000));
    const roots = Array.from({ length: 10 }, (_, i) => A.adjoin(2, BigInt(i + 2)));
    expect(() =>
      A.power(
        roots.reduce((a, b) => A.add(a, b)),
        20n,
      ),
    ).toThrow(BudgetExhausted);
    expect(() => A.adjoin(1_000, 2n)).toThrow(WorkExhausted);
  });
});
