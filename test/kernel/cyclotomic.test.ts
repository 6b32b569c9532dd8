import { describe, expect, it } from 'vitest';
import { call, integer } from '../../src/expression/expression.js';
import { parse } from '../../src/expression/parse.js';
import { denominatorOfTurns, gaussSum } from '../../src/kernel/gauss-sum.js';
import { enclose, separated } from '../../src/precision/index.js';
import { WorkExhausted } from '../../src/rules/algebra.js';
import { cyclotomic } from '../../src/rules/cyclotomic.js';

const multiply = (a: readonly bigint[], b: readonly bigint[]): bigint[] => {
  const out = new Array<bigint>(a.length + b.length - 1).fill(0n);
  a.forEach((x, i) => {
    b.forEach((y, j) => {
      out[i + j] += x * y;
    });
  });
  return out;
};

const totient = (n: number): number =>
  Array.from({ length: n }, (_, k) => k + 1).filter((k) => {
    let [a, b] = [k, n];
    while (b !== 0) [a, b] = [b, a % b];
    return a === 1;
  }).length;

describe('cyclotomic polynomials', () => {
  it('multiply over the divisors of n to x^n − 1, and have degree φ(n)', () => {
    for (let n = 1; n <= 60; n++) {
      let product: bigint[] = [1n];
      for (let d = 1; d <= n; d++) if (n % d === 0) product = multiply(product, [...cyclotomic(d), 1n]);
      expect(product).toEqual([-1n, ...new Array<bigint>(n - 1).fill(0n), 1n]);
      expect(cyclotomic(n)).toHaveLength(totient(n));
    }
  });

  it('have a coefficient −2 at 105, the first that is not 0 or ±1', () => {
    expect(cyclotomic(105)).toContain(-2n);
  });

  it('end at an order that is too large', () => {
    expect(() => cyclotomic(721)).toThrow(WorkExhausted);
  });
});

describe('Gauss sums', () => {
  it.each([2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61])('√%i', (p) => {
    const sum = gaussSum(BigInt(p), BigInt(2 * p))!;
    const [a, b] = [sum, call('sqrt', integer(p))].map((e) => enclose(e, new Map(), 300));
    if (a.kind !== 'value' || b.kind !== 'value') throw new Error('expected values');
    expect(separated(a.ball, b.ball)).toBe(false);
    const radius = Number(a.ball.radius) * 2 ** a.ball.exponent;
    expect(radius).toBeLessThan(1e-60);
  });

  it('are used only where the turns ask for them', () => {
    expect(gaussSum(7n, 0n)).toBeUndefined();
    expect(gaussSum(7n, 5n)).toBeUndefined();
    expect(gaussSum(67n, 67n)).toBeUndefined();
    expect(denominatorOfTurns(parse('sin(2*pi/7) + cos(x/5) + 1/11'))).toBe(14n);
    expect(denominatorOfTurns(parse('sin(x) + 1/11'))).toBe(0n);
  });
});
