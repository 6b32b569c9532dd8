/** Proofs against matrices: what is proved holds at random instances, what is not proved is mostly seen to fail. */
import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/domain/random-stream.js';
import { drawInstance } from '../../src/matrix/draw-instance.js';
import { PointDrawer } from '../../src/matrix/draw-point.js';
import type { MatrixEquation } from '../../src/matrix/index.js';
import { type MatrixInstance, valueOfFormula } from '../../src/matrix/instance.js';
import { BALANCED, DOMAIN, equation, isProved, NAMES } from './world.js';

const LETTERS = [...NAMES.letters.values()].filter(({ name }) => name !== 'F' && name !== 'Gamma');
const SIZES = new Set(['Nh', 'Ni', 'No', 'n', 'k']);

function instances(given: readonly MatrixEquation[], count: number, seed: number): MatrixInstance[] {
  const stream = randomStream(seed);
  const points = new PointDrawer(DOMAIN);
  const found: MatrixInstance[] = [];
  for (let i = 0; i < 200 * count && found.length < count; i++) {
    const instance = drawInstance(
      { letters: LETTERS, given, domain: DOMAIN, sizes: SIZES },
      points,
      stream.fork(i),
    );
    if (instance !== undefined) found.push(instance);
  }
  return found;
}

/** How often the sides differ, of the instances at which both are defined. */
function disagreements(
  statement: MatrixEquation,
  at: readonly MatrixInstance[],
): { differ: number; compared: number } {
  let [differ, compared] = [0, 0];
  for (const instance of at) {
    const sides = [statement.left, statement.right].map((side) => valueOfFormula(side, instance));
    if (sides.some(({ kind }) => kind === 'undefined' || kind === 'unknown')) continue;
    compared += 1;
    const [a, b] = sides.map((side) => JSON.stringify(side, (_, v) => (typeof v === 'bigint' ? `${v}` : v)));
    if (a !== b) differ += 1;
  }
  return { differ, compared };
}

describe('instances', () => {
  it('have what is given, at many sizes', () => {
    const found = instances([BALANCED], 40, 3);
    expect(found).toHaveLength(40);
    expect(disagreements(BALANCED, found)).toEqual({ differ: 0, compared: 40 });
    const sizes = new Set(
      found.map(({ point }) => ['Nh', 'Ni', 'No'].map((n) => point.get(n)?.numerator).join()),
    );
    expect(sizes.size).toBeGreaterThan(5);
    expect(found.some(({ point }) => point.get('lambda')!.numerator < 0n)).toBe(true);
  });

  it.each([
    ["X'*X", 'I'],
    ["X*X'", '4*I'],
    ['D', "W2'*W2 - W1*W1'"],
  ])('meet %s = %s', (left, right) => {
    const given = equation(left, right);
    expect(disagreements(given, instances([given], 10, 5))).toEqual({ differ: 0, compared: 10 });
  });

  it('have the properties of their letters', () => {
    const found = instances([], 10, 7);
    for (const [left, right] of [
      ["R*R'", 'I'],
      ["K'", '-K'],
      ["M'", 'M'],
    ])
      expect(disagreements(equation(left, right), found).differ).toBe(0);
  });
});

describe('proofs and instances agree', () => {
  const FALSE: readonly (readonly [string, string, boolean])[] = [
    ['(A + B)*(A - B)', 'A*A - B*B', false],
    ['inv(A) + inv(B)', 'inv(A)*(A - B)*inv(B)', false],
    ['trace(A*B)', 'trace(A)*trace(B)', false],
    ['det(c*A)', 'c*det(A)', false],
    ["(W1'*W1)^2 - lambda*W1'*W1", "(W2*W1)'*W2*W1", true],
    ["trace(W2*W2') - trace(W1'*W1)", 'lambda*Ni', true],
    ["kron(A, X)'", "kron(X', A')", false],
    ['vec(A*X)', "kron(eye(k), A')*vec(X)", false],
  ];
  it.each(FALSE)('%s = %s fails somewhere', (left, right, balanced) => {
    const found = instances(balanced ? [BALANCED] : [], 30, 11);
    const { differ, compared } = disagreements(equation(left, right), found);
    expect(compared).toBeGreaterThan(10);
    expect(differ).toBeGreaterThan(0);
  });

  const TRUE: readonly (readonly [string, string, boolean])[] = [
    ["inv(I + X*X')*X", "X*inv(I + X'*X)", false],
    ['det(c*A)', 'c^n*det(A)', false],
    ['trace(A*B*M)', "trace(M*B'*A')", false],
    ["(W2*W2')^2 - lambda*W2*W2'", "W2*W1*(W2*W1)'", true],
    ['[A, B; 0, A]*[A, B; 0, A]', '[A^2, A*B + B*A; 0, A^2]', false],
  ];
  it.each(TRUE)('%s = %s holds everywhere, and is proved', (left, right, balanced) => {
    const given = balanced ? [BALANCED] : [];
    const { differ, compared } = disagreements(equation(left, right), instances(given, 30, 13));
    expect(compared).toBeGreaterThan(10);
    expect(differ).toBe(0);
    expect(isProved(left, right, given)).toBe(true);
  });
});
