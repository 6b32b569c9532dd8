/** The helper for proofs: a measured boundary beside the stated one. */
import { describe, expect, it } from 'vitest';
import { parse } from '../../src/expression/parse.js';
import {
  type BoundaryMeasurement,
  boundaryOf,
  flowFrom,
  gradientFlow,
  type Reduction,
  reduceAlongFlow,
  symbolicField,
} from '../../src/flow/index.js';

/** x^2 falls through 2 at sqrt 2 where x is below: `less` there. */
const SQUARE: BoundaryMeasurement = {
  name: 'x',
  quantity: (x) => ({ value: x * x, bound: 1e-12 }),
  level: 2,
  stated: Math.SQRT2,
  below: 'less',
};

const wrong = (input: BoundaryMeasurement) =>
  boundaryOf(input).filter(({ stated, measured, bound }) => Math.abs(stated - measured) > bound);

describe('boundaryOf', () => {
  it('finds a boundary as closely as the bound of the quantity allows', () => {
    for (const bound of [1e-12, 1e-9, 1e-6]) {
      const found = boundaryOf({ ...SQUARE, quantity: (x) => ({ value: x * x, bound }) });
      const last = found.at(-1)!;
      expect(last.name).toBe('boundary in x');
      expect(last.stated).toBe(Math.SQRT2);
      expect(Math.abs(last.measured - last.stated)).toBeLessThanOrEqual(last.bound);
      expect(last.bound).toBeGreaterThan(bound / 4);
      expect(last.bound).toBeLessThan(2 * bound);
      // Four distances on each of two sides.
      expect(found).toHaveLength(9);
    }
  });

  it.each<[string, Partial<BoundaryMeasurement>]>([
    ['a boundary twice as far', { stated: 2 * Math.SQRT2 }],
    ['a boundary half as far', { stated: Math.SQRT1_2 }],
    ['a boundary one in ten thousand off', { stated: Math.SQRT2 * (1 + 1e-4) }],
    ['a boundary one in 10^9 off', { stated: Math.SQRT2 * (1 + 1e-9) }],
    ['the other direction', { below: 'more' }],
    ['another level', { level: 2.001 }],
    ['a quantity that crosses nowhere', { quantity: () => ({ value: 1, bound: 0 }) }],
    ['a quantity that only touches', { quantity: (x) => ({ value: 2 - (x - Math.SQRT2) ** 2, bound: 0 }) }],
  ])('tells: %s', (_, change) => {
    expect(wrong({ ...SQUARE, ...change })).not.toEqual([]);
  });

  it('accepts the right boundary of a mirrored quantity', () => {
    expect(wrong({ ...SQUARE, stated: -Math.SQRT2, below: 'more' })).toEqual([]);
  });

  it('does not pass without a decision', () => {
    const blind = { ...SQUARE, quantity: (x: number) => ({ value: x * x, bound: 100 }) };
    expect(() => boundaryOf(blind)).toThrow(/nothing was decided below/);
    const lost = { ...SQUARE, quantity: () => ({ value: 3, bound: Number.POSITIVE_INFINITY }) };
    expect(() => boundaryOf(lost)).toThrow(/nothing was decided/);
    for (const stated of [0, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => boundaryOf({ ...SQUARE, stated })).toThrow(/cannot be approached/);
  });
});

describe('a quantity reduced along a flow', () => {
  const rotation = flowFrom(symbolicField({ field: { x: parse('y'), y: parse('-x') } }), [0, 1]);
  it.each<[Reduction, number, number]>([
    ['max', 2, 1],
    ['max', 1, Math.sin(1)],
    ['min', 5, -1],
    ['min', 2, 0],
    ['end', 2, Math.sin(2)],
  ])('%s of sin t up to %f is %f, within its bound', (reduce, until, exact) => {
    const found = reduceAlongFlow(rotation, { name: 'x', measured: ([x]) => x, reduce, until });
    expect(Math.abs(found.value - exact)).toBeLessThanOrEqual(found.bound);
    expect(found.bound).toBeLessThan(1e-9);
  });

  it('refuses a time that is not positive', () => {
    const flow = gradientFlow({ loss: parse('x^2'), parameters: ['x'] });
    for (const until of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      const quantity = { name: 'x', measured: ([x]: Float64Array) => x, reduce: 'end' as const, until };
      expect(() => reduceAlongFlow(flowFrom(flow, [1]), quantity)).toThrow(/out of range/);
    }
  });
});
