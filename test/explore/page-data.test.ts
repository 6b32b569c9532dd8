/** What the page computes with: claims as text, axes of symbols, and looks at claims and networks. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readFiles } from '../../src/claim/read-files.js';
import { axisTicks } from '../../src/explore/axis-ticks.js';
import {
  axisOfSymbol,
  claimFromText,
  claimToText,
  defaultPoint,
  lookAtClaim,
  lookAtNetwork,
  sweptSides,
} from '../../src/explore/index.js';
import { formatRational, parseRational, type Rational } from '../../src/expression/rational.js';
import { type Place, readPlace, writePlace } from '../../src/page/place.js';

const DERIVATIONS = fileURLToPath(new URL('../../derivations', import.meta.url));
const value = (text: string) => parseRational(text) as Rational;

describe('a claim as text', () => {
  it('is the same claim again, for all shipped claims with two sides', async () => {
    const { derivations } = await readFiles([DERIVATIONS]);
    let count = 0;
    for (const claim of derivations.flatMap((d) => d.claims)) {
      try {
        sweptSides(claim);
      } catch {
        continue;
      }
      count++;
      const again = claimFromText(claimToText(claim));
      expect(again).toEqual(claim);
      // Expressions are interned: equal ones are one object.
      expect(sweptSides(again)[0].left).toBe(sweptSides(claim)[0].left);
    }
    expect(count).toBeGreaterThan(800);
  });

  it('refuses other texts', () => {
    for (const text of ['', '{}', '{"nodes":[["call","eval",0]],"claim":{"$":"expression","at":0}}'])
      expect(() => claimFromText(text)).toThrow(/not the text of a claim/);
  });
});

describe('the axis of a symbol', () => {
  const bound = (text: string, strict = false) => ({ value: value(text), strict });
  it.each([
    ['real', { name: 'x', integer: false }, '-20..20 symlog'],
    ['positive', { name: 'x', integer: false, lower: bound('0', true) }, '1/1000..1000 log'],
    ['not negative', { name: 'x', integer: false, lower: bound('0') }, '0..20 symlog'],
    ['bounded', { name: 'x', integer: false, lower: bound('-1'), upper: bound('1') }, '-1..1 linear'],
    ['from 3', { name: 'x', integer: false, lower: bound('3') }, '3..23 symlog'],
    ['natural', { name: 'n', integer: true, lower: bound('1') }, '1..21 linear'],
    ['one value', { name: 'n', integer: true, lower: bound('2'), upper: bound('2') }, '1..3 linear'],
  ])('of a symbol that is %s', (_, symbol, expected) => {
    const axis = axisOfSymbol(symbol);
    expect(`${formatRational(axis.from)}..${formatRational(axis.to)} ${axis.scale}`).toBe(expected);
    const places = axisTicks(axis).map(({ place }) => place);
    expect(places.length).toBeGreaterThan(1);
    expect(places.every((place) => place >= -1e-9 && place <= 1 + 1e-9)).toBe(true);
  });
});

describe('a look at a claim', () => {
  it('sets the closed form beside the integrated flow, at lambda = 0 and on both sides of it', async () => {
    const { derivations } = await readFiles([join(DERIVATIONS, 'lambda-balanced/aligned-mode.ts')]);
    const claim = derivations[0].claims.find(({ id }) => id === 'closed-form');
    if (claim === undefined) throw new Error('the claim has another name');
    const time = axisOfSymbol(claim.domain.symbols.get('u') ?? { name: 'u', integer: false });
    for (const lambda of ['-1', '0', '1/1000000', '3']) {
      const at = defaultPoint(claim.domain, new Map([['lambda', value(lambda)]]));
      const look = lookAtClaim(claim, { at, axis: time });
      expect(look.verdict).toBe('holds');
      expect(look.notes).toEqual([]);
      const [closed, flow] = look.panels[0].series;
      const compared = flow.values.flatMap((state, k) =>
        Number.isNaN(state) ? [] : [Math.abs(state - closed.values[k])],
      );
      expect(compared.length).toBeGreaterThan(20);
      expect(Math.max(...compared)).toBeLessThan(1e-7);
    }
  });
});

describe('a look at a network', () => {
  const look = (lambda: number, seed = 1) =>
    lookAtNetwork({
      sizes: { inputs: 3, hidden: 3, outputs: 3 },
      lambda,
      scale: 0.1,
      target: [3, 2, 1],
      seed,
    });

  it('has one function at the start for all lambdas, and learns the target by both ways', () => {
    for (const lambda of [-4, -1e-3, 0, 1e-3, 4]) {
      const { closed, integrated, gap } = look(lambda);
      expect(gap).toBeLessThan(1e-9);
      expect(closed.singularValues.map(([first]) => first)).toEqual([
        expect.closeTo(0.1, 12),
        expect.closeTo(0.05, 12),
        expect.closeTo(0.1 / 3, 12),
      ]);
      for (const [k, values] of integrated.singularValues.entries())
        expect(Math.abs((values.at(-1) ?? 0) - (3 - k))).toBeLessThan(0.05);
      for (const [k, distance] of integrated.kernelDistance.entries()) {
        const place = closed.times.indexOf(integrated.times[k]);
        expect(distance).toBeCloseTo(closed.kernelDistance[place], 8);
      }
    }
  });

  it('starts on the side of the target that lambda = 0 can reach, whatever the seed', () => {
    for (let seed = 1; seed <= 8; seed++) expect(look(0, seed).closed.times.at(-1)).toBeLessThan(20);
  });

  it('refuses a start at zero and widths that do not exist', () => {
    const sizes = { inputs: 3, hidden: 6, outputs: 3 };
    expect(() => lookAtNetwork({ sizes, lambda: 1, scale: 1, target: [1, 1, 1], seed: 1 })).toThrow(
      /no weights of a 3-6-3 network/,
    );
    expect(() => lookAtNetwork({ sizes, lambda: 0, scale: 0, target: [1, 1, 1], seed: 1 })).toThrow(
      /scale of the start/,
    );
  });
});

describe('the address of what is looked at', () => {
  it('is read back', () => {
    const places: Place[] = [
      { values: {}, part: 1 },
      { name: 'd/a b', values: { lambda: '-1/2', x1: '1e-7' }, over: 'x1', part: 2 },
    ];
    for (const place of places) expect(readPlace(writePlace(place))).toEqual(place);
    expect(readPlace('#/d/a?.part=-3')).toEqual({ name: 'd/a', values: {}, part: 1 });
    expect(readPlace('#/d/%zz')).toEqual({ name: 'd/%zz', values: {}, part: 1 });
  });
});
