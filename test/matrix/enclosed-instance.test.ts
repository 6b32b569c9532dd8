/** Balls around matrix formulas hold their values: the exact ones where there are any, known closed forms elsewhere. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/domain/random-stream.js';
import { type Rational, rational, toNumber } from '../../src/expression/rational.js';
import { drawInstance } from '../../src/matrix/draw-instance.js';
import { PointDrawer } from '../../src/matrix/draw-point.js';
import { encloseFormula } from '../../src/matrix/enclosed-instance.js';
import type { MatrixFormula } from '../../src/matrix/index.js';
import { readMatrix } from '../../src/matrix/index.js';
import { type MatrixInstance, valueOfFormula } from '../../src/matrix/instance.js';
import { type Ball, ballToText, fromRational, order } from '../../src/precision/index.js';
import { DOMAIN, NAMES } from './world.js';

const LETTERS = [...NAMES.letters.values()].filter(({ name }) => ['A', 'B', 'K', 'M', 'X'].includes(name));
const SIZES = new Set(['n', 'k']);
const NONE: ReadonlySet<string> = new Set();

const read = (text: string): MatrixFormula => readMatrix(text, NAMES);

function instanceOf(seed: number): MatrixInstance {
  const points = new PointDrawer(DOMAIN);
  const drawing = { letters: LETTERS, given: [], domain: DOMAIN, sizes: SIZES };
  return drawInstance(drawing, points, randomStream(seed))!;
}

const balls = (formula: MatrixFormula, instance: MatrixInstance, bits: number): readonly Ball[] => {
  const value = encloseFormula(formula, instance, bits, NONE);
  if (value.kind === 'matrix') return value.value.entries;
  return value.kind === 'scalar' ? [value.value] : [];
};

/** Are the number and the ball not certainly apart? */
const meets = (ball: Ball, x: Rational, bits: number): boolean =>
  !['less', 'greater'].includes(String(order(ball, fromRational(x, bits + 64))));

describe('an enclosure holds the exact value', () => {
  const FORMULAS = [
    'A*B - B*A',
    "X*X' + c*A",
    'inv(M)*A',
    'inv(A + 4*M)',
    'det(M)*B',
    'trace(A*B)/(1 + c^2)',
    'kron(A, X) - kron(A + A, X)/2',
    "vec(X*X')",
    '[A, B; 0*B, A]^2',
    "sqnorm(X) - trace(X'*X)",
  ];
  it.each(FORMULAS)('%s', (text) => {
    const formula = read(text);
    let compared = 0;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.constantFrom(24, 64, 200), (seed, bits) => {
        const instance = instanceOf(seed);
        const exact = valueOfFormula(formula, instance);
        if (exact.kind !== 'matrix' && exact.kind !== 'scalar') return;
        const entries = exact.kind === 'matrix' ? exact.value.entries : [exact.value];
        const enclosed = balls(formula, instance, bits);
        if (enclosed.length > 0) compared += 1;
        expect(enclosed.every((ball, i) => meets(ball, entries[i], bits))).toBe(true);
      }),
      { numRuns: 60, seed: 5 },
    );
    expect(compared).toBeGreaterThan(20);
  });
});

describe('exponentials', () => {
  const at = (entries: readonly Rational[], n: number): MatrixInstance => ({
    letters: new Map([['A', { rows: n, columns: n, entries }]]),
    point: new Map([
      ['n', rational(n)],
      ['c', rational(1)],
      ['u', rational(1)],
    ]),
  });
  const text = (ball: Ball): string => ballToText(ball, 30);
  const q = (n: number, d = 1): Rational => rational(n, d);

  it('of a multiple of the identity and of a nilpotent matrix are known', () => {
    const [e, ...rest] = balls(read('expm(A)'), at([q(1), q(0), q(0), q(1)], 2), 200);
    expect(text(e)).toMatch(/^2\.7182818284590452353602874713/);
    for (const zero of rest.slice(0, 2)) expect(meets(zero, q(0), 200)).toBe(true);
    const nilpotent = balls(read('expm(A)'), at([q(0), q(3, 7), q(0), q(0)], 2), 100);
    for (const [i, value] of [q(1), q(3, 7), q(0), q(1)].entries())
      expect(meets(nilpotent[i], value, 100)).toBe(true);
  });

  it('turn a skew matrix into a rotation', () => {
    const [cosine, minusSine] = balls(read('expm(A)'), at([q(0), q(-1), q(1), q(0)], 2), 160);
    expect(text(cosine)).toMatch(/^0\.5403023058681397174009366074/);
    expect(text(minusSine)).toMatch(/^-0\.8414709848078965066525023216/);
  });

  it('stay in narrow balls when the norm is large, and agree with the exponential of a scalar', () => {
    for (const [n, digits] of [
      [40, '235385266837019985.4078999107'],
      [-40, '4.2483542552915889953292347828'],
    ] as const) {
      const [ball] = balls(read('expm(A)'), at([q(n)], 1), 300);
      expect(text(ball)).toContain(digits);
    }
  });

  it.each([
    ['expm(A)*expm(-A)', 'eye(n)'],
    ['expm(2*A)', 'expm(A)^2'],
    ["expm(A)'", "expm(A')"],
    ['det(expm(A))', 'exp(trace(A))'],
    ['expm(A)*A', 'A*expm(A)'],
    ["expm(K)*expm(K)'", 'eye(n)'],
  ])('%s and %s meet at random matrices', (left, right) => {
    const [a, b] = [read(left), read(right)];
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
        const instance = instanceOf(seed);
        const [x, y] = [balls(a, instance, 128), balls(b, instance, 128)];
        const apart = x.some((ball, i) => ['less', 'greater'].includes(String(order(ball, y[i]))));
        expect(apart).toBe(false);
      }),
      { numRuns: 40, seed: 9 },
    );
  });

  it.each([
    ['expm(A)', 'eye(n) + A'],
    ['expm(A + B)', 'expm(A)*expm(B)'],
    ['det(expm(A))', 'exp(det(A))'],
  ])('%s and %s are told apart (a mutant of the above)', (left, right) => {
    const [a, b] = [read(left), read(right)];
    const apart = Array.from({ length: 20 }, (_, i) => instanceOf(i + 1)).filter((instance) => {
      const [x, y] = [balls(a, instance, 128), balls(b, instance, 128)];
      return x.some((ball, i) => ['less', 'greater'].includes(String(order(ball, y[i]))));
    });
    expect(apart.length).toBeGreaterThan(5);
  });
});

describe('roots', () => {
  const diagonal = (...values: Rational[]): MatrixInstance => ({
    letters: new Map([
      [
        'A',
        {
          rows: values.length,
          columns: values.length,
          entries: values.flatMap((x, i) => values.map((_, j) => (i === j ? x : rational(0)))),
        },
      ],
    ]),
    point: new Map([['n', rational(values.length)]]),
  });

  it('of a diagonal matrix are those of its entries', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 3 }), (values) => {
        const instance = diagonal(...values.map((x) => rational(x * x, 9)));
        const found = balls(read('sqrtm(A)'), instance, 96);
        for (const [i, x] of values.entries())
          expect(meets(found[i * values.length + i], rational(x, 3), 96)).toBe(true);
      }),
      { numRuns: 50, seed: 3 },
    );
  });

  it('of a matrix with a negative entry there is none; of others nothing is said', () => {
    const root = read('sqrtm(A)');
    expect(encloseFormula(root, diagonal(rational(-1)), 96, NONE).kind).toBe('undefined');
    const full = { ...diagonal(rational(2)), letters: new Map([['A', matrix(2, 1, 1, 2)]]) };
    const instance = { ...full, point: new Map([['n', rational(2)]]) };
    expect(encloseFormula(root, instance, 96, NONE).kind).toBe('unknown');
  });
});

const matrix = (...entries: number[]) => ({ rows: 2, columns: 2, entries: entries.map((x) => rational(x)) });

describe('points of a domain', () => {
  it('have sizes near the least one, and scalars in their range', () => {
    const points = new PointDrawer(DOMAIN);
    const stream = randomStream(4);
    const drawn = Array.from({ length: 50 }, () => points.draw(stream)!);
    const sizes = drawn.map((point) => toNumber(point.get('n')!));
    expect(Math.min(...sizes)).toBe(1);
    expect(Math.max(...sizes)).toBeLessThan(7);
    expect(new Set(drawn.map((point) => toNumber(point.get('lambda')!))).size).toBeGreaterThan(4);
  });
});
