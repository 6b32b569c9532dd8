/** Rigorous enclosures of flows: they hold the exact solution, or say that they do not know. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from '../../src/expression/parse.js';
import { type Rational, rational } from '../../src/expression/rational.js';
import { type EnclosedEnd, type EnclosedFlowInput, enclosedSteps } from '../../src/flow/enclosed-flow.js';
import { type EnclosedQuantity, sideOfLevel } from '../../src/flow/enclosed-side.js';
import { enclose, order } from '../../src/precision/index.js';

type Written = Readonly<Record<string, string>>;

const formulas = (written: Written) =>
  new Map(Object.entries(written).map(([name, text]) => [name, parse(text)] as const));

const flowOf = (
  field: Written,
  initial: Written,
  until: string,
  place: Readonly<Record<string, Rational>> = {},
  more: Partial<EnclosedFlowInput> = {},
): EnclosedFlowInput => ({
  field: formulas(field),
  initial: formulas(initial),
  until: parse(until),
  place: new Map(Object.entries(place)),
  bits: 128,
  ...more,
});

function endOf(flow: EnclosedFlowInput): EnclosedEnd {
  const steps = enclosedSteps(flow);
  for (;;) {
    const next = steps.next();
    if (next.done) return next.value;
  }
}

/** Flows with their exact solutions, over symbols a > 0, k and the end t. */
const SOLVED: readonly { readonly field: string; readonly start: string; readonly end: string }[] = [
  { field: '-k*x', start: 'a', end: 'a*exp(-k*t)' },
  { field: 'x*(1 - x)', start: 'a', end: 'a*exp(t)/(1 + a*(exp(t) - 1))' },
  { field: '-x^2', start: 'a', end: 'a/(1 + a*t)' },
  { field: 'k*sqrt(1 + x^2)', start: 'sinh(a)', end: 'sinh(a + k*t)' },
  { field: '-tanh(x)', start: 'a', end: 'asinh(sinh(a)*exp(-t))' },
];

const share = (least: number, most: number) =>
  fc.integer({ min: least, max: most }).map((n) => rational(n, 100));

describe('an enclosed flow', () => {
  it.each(SOLVED)('$field from $start holds $end', ({ field, start, end }) => {
    const places = fc.record({ a: share(10, 300), k: share(-150, 150), t: share(5, 200) });
    fc.assert(
      fc.property(places, (place) => {
        const found = endOf(flowOf({ x: field }, { x: start }, 't', place));
        const exact = enclose(parse(end), new Map(Object.entries(place)), 256);
        if (found.kind === 'lost' || exact.kind !== 'value') throw new Error('nothing was enclosed');
        expect(['overlap', 'equal']).toContain(order(found.states.get('x')!, exact.ball));
        // Nor is it wide: a neighbour a millionth away is told apart.
        const off = enclose(parse(`(${end})*(1 + 1e-6) + 1e-6`), new Map(Object.entries(place)), 256);
        expect(off.kind === 'value' && order(found.states.get('x')!, off.ball)).toBe('less');
      }),
      { numRuns: 12 },
    );
  });

  it('holds both states of a rotation', () => {
    const found = endOf(flowOf({ x: 'y', y: '-x' }, { x: '0', y: '1' }, 'pi/2'));
    expect(found.kind).toBe('end');
    if (found.kind === 'lost') return;
    for (const [name, value] of [
      ['x', 1],
      ['y', 0],
    ] as const) {
      const exact = enclose(parse(String(value)), new Map(), 64);
      expect(exact.kind === 'value' && order(found.states.get(name)!, exact.ball)).toBe('overlap');
    }
  });

  it.each<[string, EnclosedFlowInput, RegExp]>([
    ['that blows up before the end', flowOf({ x: 'x^2' }, { x: '1' }, '2'), /not enclosed beyond|steps/],
    ['whose field is not smooth where it starts', flowOf({ x: 'sqrt(x)' }, { x: '0' }, '1'), /beyond 0/],
    ['without a start', flowOf({ x: 'x' }, { x: '1/k' }, '1', { k: rational(0) }), /start/],
    ['out of budget', flowOf({ x: 'x' }, { x: '1' }, '1', {}, { stopped: () => true }), /budget/],
    ['out of steps', flowOf({ x: '-x' }, { x: '1' }, '50', {}, { steps: 2 }), /2 steps/],
  ])('%s is lost, with a reason', (_, flow, reason) => {
    const found = endOf(flow);
    expect(found.kind === 'lost' && found.reason).toMatch(reason);
  });
});

const question = (quantity: string, level: string, reduce: 'max' | 'min' | 'end'): EnclosedQuantity => ({
  quantity: parse(quantity),
  alsoDefined: [],
  level: parse(level),
  reduce,
});

describe('the side of a level', () => {
  // x = sin t on [0, 2]: from 0 over 1 at pi/2 to sin 2 = 0.909...
  const wave = flowOf({ x: 'y', y: '-x' }, { x: '0', y: '1' }, '2');
  it.each<['max' | 'min' | 'end', string, string]>([
    ['max', '0.9999', 'above'],
    ['max', '1.0001', 'below'],
    ['min', '-0.0001', 'above'],
    ['min', '0.0001', 'below'],
    ['end', '0.909', 'above'],
    ['end', '0.91', 'below'],
  ])('%s of a sine and %s: %s', async (reduce, level, side) => {
    expect((await sideOfLevel(wave, question('x', level, reduce))).kind).toBe(side);
  });

  it.each<['max' | 'min' | 'end', string]>([
    ['max', '1'],
    ['min', '0'],
    ['end', 'sin(2)'],
  ])('%s of a sine at the level %s itself stays open', async (reduce, level) => {
    expect((await sideOfLevel(wave, question('x', level, reduce))).kind).toBe('open');
  });

  it('is never the wrong one (levels at any distance from the true extreme value)', async () => {
    const distance = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.constantFrom(1, -1));
    await fc.assert(
      fc.asyncProperty(distance, async ([digits, sign]) => {
        const level = `1 ${sign > 0 ? '+' : '-'} 10^(-${digits})`;
        const side = (await sideOfLevel(wave, question('x', level, 'max'))).kind;
        expect(['open', sign > 0 ? 'below' : 'above']).toContain(side);
      }),
      { numRuns: 20 },
    );
  });

  it('sees a peak that is much narrower than the steps of the states', async () => {
    const still = flowOf({ t: '1' }, { t: '0' }, '1');
    const peak = '(1 - t)/2 + exp(-10^6*(t - 7/10)^2)';
    expect((await sideOfLevel(still, question(peak, '11/10', 'max'))).kind).toBe('above');
    expect((await sideOfLevel(still, question(peak, '13/10', 'max'))).kind).toBe('below');
  });

  it('needs a flow and a quantity that last to the end, whatever one moment shows', async () => {
    // x = 1/(1 - t) is above 2 from t = 1/2 on, and ends at t = 1.
    const rising = (until: string) => flowOf({ x: 'x^2' }, { x: '1' }, until);
    expect((await sideOfLevel(rising('9/10'), question('x', '2', 'max'))).kind).toBe('above');
    expect((await sideOfLevel(rising('2'), question('x', '2', 'max'))).kind).toBe('open');
    const falling = flowOf({ x: '-1' }, { x: '1' }, '2');
    expect((await sideOfLevel(falling, question('log(x^2)', '-1', 'max'))).kind).toBe('open');
  });

  it('stays open where the quantity may be undefined on the way', async () => {
    const falling = flowOf({ x: '-1' }, { x: '1' }, '2');
    expect((await sideOfLevel(falling, question('log(x^2)', '100', 'max'))).kind).toBe('open');
    const asked = { ...question('x', '100', 'max'), alsoDefined: [parse('1/x')] };
    expect((await sideOfLevel(falling, asked)).kind).toBe('open');
    expect((await sideOfLevel(falling, question('x', '100', 'max'))).kind).toBe('below');
  });
});
