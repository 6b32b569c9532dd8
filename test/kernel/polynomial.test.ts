import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Budget, BudgetExhausted } from '../../src/rules/budget.js';
import {
  addPolynomials,
  constantPolynomial,
  contentOf,
  divideByMonomial,
  divideExactly,
  exactIntegerRoot,
  exactRoot,
  monomialContent,
  multiplyPolynomials,
  type Polynomial,
  powerPolynomial,
  reducePowers,
  scalePolynomial,
  variable,
  ZERO_POLYNOMIAL,
} from '../../src/rules/polynomial.js';

const budget = () => new Budget(1e7, 1e4);
const times = (a: Polynomial, b: Polynomial) => multiplyPolynomials(a, b, budget());

/** The value at a point of integers: the brute-force meaning of a polynomial. */
const at = (p: Polynomial, point: readonly bigint[]): bigint =>
  [...p.values()].reduce(
    (total, { monomial, coefficient }) =>
      total + monomial.reduce((product, e, i) => product * point[i] ** BigInt(e), coefficient),
    0n,
  );

const polynomial = fc
  .array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.array(fc.nat(3), { minLength: 3, maxLength: 3 })), {
    maxLength: 6,
  })
  .map((terms) =>
    terms.reduce<Polynomial>((total, [c, exponents]) => {
      const term = exponents.reduce<Polynomial>(
        (t, e, i) => times(t, powerPolynomial(variable(i), e, budget())),
        constantPolynomial(BigInt(c)),
      );
      return addPolynomials(total, term);
    }, ZERO_POLYNOMIAL),
  );
const point = fc.array(fc.bigInt({ min: -7n, max: 7n }), { minLength: 3, maxLength: 3 });
const asObject = (p: Polynomial) => Object.fromEntries([...p].map(([k, t]) => [k, t.coefficient]).sort());

describe('polynomials', () => {
  it('add, multiply and take powers as their values do', () => {
    fc.assert(
      fc.property(polynomial, polynomial, point, fc.nat(4), (a, b, x, k) => {
        expect(at(addPolynomials(a, b, -3n), x)).toBe(at(a, x) - 3n * at(b, x));
        expect(at(times(a, b), x)).toBe(at(a, x) * at(b, x));
        expect(at(powerPolynomial(a, k, budget()), x)).toBe(at(a, x) ** BigInt(k));
        for (const { coefficient } of times(a, b).values()) expect(coefficient).not.toBe(0n);
      }),
      { numRuns: 200 },
    );
  });

  it('find exact roots of powers, and only of powers', () => {
    fc.assert(
      fc.property(polynomial, fc.constantFrom(2, 3), (a, n) => {
        const power = powerPolynomial(a, n, budget());
        const root = exactRoot(power, n, budget())!;
        expect(asObject(powerPolynomial(root, n, budget()))).toEqual(asObject(power));
        const off = addPolynomials(power, times(variable(0), variable(1)));
        const wrong = exactRoot(off, n, budget());
        if (wrong !== undefined) expect(asObject(powerPolynomial(wrong, n, budget()))).toEqual(asObject(off));
      }),
      { numRuns: 200 },
    );
  });

  it('divide exactly, or not at all', () => {
    fc.assert(
      fc.property(polynomial, polynomial, (a, b) => {
        fc.pre(b.size > 0);
        expect(asObject(divideExactly(times(a, b), b, budget())!)).toEqual(asObject(a));
        const some = divideExactly(a, b, budget());
        if (some !== undefined) expect(asObject(times(some, b))).toEqual(asObject(a));
      }),
      { numRuns: 200 },
    );
    expect(divideExactly(variable(0), scalePolynomial(variable(0), 2n), budget())).toBeUndefined();
    expect(divideExactly(variable(0), ZERO_POLYNOMIAL, budget())).toBeUndefined();
  });

  it('lower powers by relations without changing values', () => {
    // z² = x² + 2xy + y² holds at points with z = x + y.
    const sum = addPolynomials(variable(0), variable(1));
    const relation = { order: 2, replacement: times(sum, sum) };
    fc.assert(
      fc.property(polynomial, point, (a, [x, y]) => {
        const reduced = reducePowers(a, (i) => (i === 2 ? relation : undefined), budget());
        expect(at(reduced, [x, y, x + y])).toBe(at(a, [x, y, x + y]));
        for (const { monomial } of reduced.values()) expect(monomial[2] ?? 0).toBeLessThan(2);
      }),
      { numRuns: 200 },
    );
  });

  it('have a content and a common monomial', () => {
    fc.assert(
      fc.property(polynomial, fc.integer({ min: 1, max: 9 }), (a, k) => {
        fc.pre(a.size > 0);
        const scaled = times(scalePolynomial(a, BigInt(k)), variable(1));
        expect(contentOf(scaled)).toBe(contentOf(a) * BigInt(k));
        expect(monomialContent(scaled)[1]).toBe((monomialContent(a)[1] ?? 0) + 1);
        expect(asObject(times(divideByMonomial(scaled, [0, 1]), variable(1)))).toEqual(asObject(scaled));
      }),
    );
  });

  it('have integer roots exactly where there are', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
        fc.integer({ min: 2, max: 7 }),
        (a, n) => {
          const power = a ** BigInt(n);
          expect(exactIntegerRoot(power, n)).toBe(n % 2 === 0 && a < 0n ? -a : a);
          if (power > 1n) expect(exactIntegerRoot(power + 1n, n)).toBeUndefined();
        },
      ),
    );
  });

  it('stop at the end of a budget', () => {
    const many = Array.from({ length: 50 }, (_, i) => variable(i)).reduce((a, b) => addPolynomials(a, b));
    expect(() => powerPolynomial(many, 8, new Budget(10_000, 1e4))).toThrow(BudgetExhausted);
  });
});
