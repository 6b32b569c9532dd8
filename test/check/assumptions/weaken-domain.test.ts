import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assumptionsOf } from '../../../src/check/assumptions/enumerate-assumptions.js';
import { containsPoint } from '../../../src/domain/contains-point.js';
import type { Domain, Point } from '../../../src/domain/domain.js';
import { rangeNotation, writeDomain } from '../../../src/domain/write-domain.js';
import { parseRational, rational } from '../../../src/expression/rational.js';
import { domainOf, type SymbolInput } from '../../../src/index.js';
import { claimOf } from '../../soundness/claim-of.js';

const RANGES: readonly SymbolInput[] = [
  'real',
  'positive',
  'nonpositive',
  'integer',
  { gt: '1/2', le: 3 },
  { lt: -1 },
  { is: 'integer', ge: -1, le: 2 },
];
const RELATIONS = ['x < y', 'x >= y', 'x != y', 'x != 1', '0 < x', 'x > 1', 'y <= 2', 'x < 2*y + 1'];

const domains = fc
  .record({
    x: fc.constantFrom(...RANGES),
    y: fc.constantFrom(...RANGES),
    assume: fc.uniqueArray(fc.constantFrom(...RELATIONS), { maxLength: 3 }),
  })
  .map(({ x, y, assume }) => {
    try {
      return claimOf({ x, y }, { equal: ['x + y', 'y + x'], assume });
    } catch {
      return undefined;
    }
  })
  .filter((claim) => claim !== undefined);

const coordinate = fc.constantFrom(
  ...['-2', '-1', '-1/2', '0', '1/2', '1', '3/2', '2', '3', '7/2'].map((text) => parseRational(text)!),
);
const points: fc.Arbitrary<Point> = fc.record({ x: coordinate, y: coordinate }).map(
  ({ x, y }) =>
    new Map([
      ['x', x],
      ['y', y],
    ]),
);

const holds = (domain: Domain, point: Point): boolean => containsPoint(domain, point) === true;

describe('a weakened domain', () => {
  it('holds all of the domain; what is called outside is in the one and not in the other', () => {
    let outsideSeen = 0;
    fc.assert(
      fc.property(domains, points, (claim, point) => {
        for (const assumption of assumptionsOf(claim, 1)) {
          if ('fixed' in assumption) continue;
          for (const { weaken, outside } of assumption.weakenings) {
            const larger = weaken(claim.domain);
            const region = outside(claim.domain);
            if (holds(claim.domain, point)) expect(holds(larger, point)).toBe(true);
            if (!holds(region, point)) {
              // Whole numbers lie between no two integers: a type has no region but a sample of one.
              const gained = holds(larger, point) && !holds(claim.domain, point);
              if (assumption.kind !== 'integer') expect(gained).toBe(false);
              continue;
            }
            outsideSeen++;
            expect(holds(larger, point)).toBe(true);
            expect(holds(claim.domain, point)).toBe(false);
          }
        }
      }),
      { numRuns: 1_500 },
    );
    expect(outsideSeen).toBeGreaterThan(100);
  });

  it('reads back as it is written', () => {
    fc.assert(
      fc.property(domains, points, ({ domain }, point) => {
        const { symbols, assume } = writeDomain(domain);
        const again = domainOf(symbols, assume);
        expect(holds(again, point)).toBe(holds(domain, point));
        expect(writeDomain(again)).toEqual(writeDomain(domain));
      }),
      { numRuns: 300 },
    );
  });

  it.each<[SymbolInput, string]>([
    ['positive', 'positive'],
    ['nonpositive', 'nonpositive'],
    ['real', 'real'],
    [{ gt: '1/10', lt: 10 }, '{ gt: 1/10, lt: 10 }'],
    [{ is: 'integer', ge: 1 }, '{ is: integer, ge: 1 }'],
    [{ ge: 0, le: 4 }, '{ ge: 0, le: 4 }'],
  ])('writes %j as %s', (input, text) => {
    expect(rangeNotation(domainOf({ x: input }).symbols.get('x')!)).toBe(text);
  });

  it('of a type: numbers between two integers that the range holds', () => {
    for (const range of ['integer', { is: 'integer', ge: 3 }, { is: 'integer', le: -2 }] as const) {
      const [assumption] = assumptionsOf(claimOf({ x: range }, { equal: ['x', 'x'] }), 1);
      if ('fixed' in assumption) throw new Error('the type can be dropped');
      const domain = domainOf({ x: range });
      const { lower, upper } = assumption.weakenings[0].outside(domain).symbols.get('x')!;
      const middle = new Map([['x', rational(lower!.value.numerator + upper!.value.numerator, 2n)]]);
      expect(holds(assumption.weakenings[0].weaken(domain), middle)).toBe(true);
      expect(holds(domain, middle)).toBe(false);
    }
  });
});
