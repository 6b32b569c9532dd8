import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import alignedMode from '../../derivations/lambda-balanced/aligned-mode.js';
import coordinates from '../../derivations/lambda-balanced/aligned-mode-coordinates.js';
import times from '../../derivations/lambda-balanced/aligned-mode-times.js';
import { FlowproofError } from '../../src/errors.js';
import { binary, type Expression, negation, symbol } from '../../src/expression/expression.js';
import { parseRational, type Rational, signOf } from '../../src/expression/rational.js';
import { substitute } from '../../src/expression/traverse.js';
import { compiled, decimalAt, definition, expectDigits, pointOf, speaksOf, statementOf } from './formulas.js';

interface ModeRecord {
  readonly id: string;
  readonly lambda: string;
  readonly c0: string;
  readonly d0: string;
  readonly a0: string;
  readonly s: string;
  readonly u: readonly string[];
  readonly a: readonly string[];
  readonly c: readonly string[];
  readonly d: readonly string[];
}

const fixture: { readonly records: readonly ModeRecord[] } = JSON.parse(
  readFileSync(new URL('../fixtures/scalar-mode.json', import.meta.url), 'utf8'),
);
const mode = compiled(alignedMode);
const largerWeight = definition(mode, 'd_of_a');

/** Every closed form of the strength, from the start a0, that the derivation claims. */
const closedForms = mode.claims.flatMap((claim) => {
  if (claim.statement.kind !== 'solves') return [];
  // No reference point starts at rest at zero.
  if (claim.id === 'closed-form-lambda-zero-start-zero') return [];
  const form = claim.statement.forms.get('a');
  const start = claim.statement.initial?.values.get('a');
  return form !== undefined && start?.text === 'a0' ? [{ claim, form: form.expanded }] : [];
});

/** 0/0 of the general form at lambda = 0, a0 s <= 0: the claim says nothing there. */
function isDefined(form: Expression, point: ReadonlyMap<string, Rational>): boolean {
  try {
    decimalAt(form, point);
    return true;
  } catch (error) {
    if (error instanceof FlowproofError && /^(undefined-value|precision-exhausted)$/.test(error.code))
      return false;
    throw error;
  }
}

/**
 * The larger weight is the root of (k + |lambda|)/2 with the sign it started with, the smaller one the quotient; for
 * lambda < 0 the layers swap.
 */
function weightsOf(
  record: ModeRecord,
  strength: Expression,
): { readonly c: Expression; readonly d: Expression } {
  const swapped = signOf(parseRational(record.lambda)!) < 0;
  const lead = parseRational(swapped ? record.c0 : record.d0)!;
  const root = substitute(
    largerWeight,
    new Map<string, Expression>([
      ['a', strength],
      ['lambda', swapped ? negation(symbol('lambda')) : symbol('lambda')],
    ]),
  );
  const larger = signOf(lead) < 0 ? negation(root) : root;
  const smaller = binary('divide', strength, larger);
  return swapped ? { c: larger, d: smaller } : { c: smaller, d: larger };
}

describe('the closed forms of the aligned mode at the reference points', () => {
  it('covers every branch of the derivation', () => {
    expect(fixture.records).toHaveLength(20);
    expect(closedForms.map(({ claim }) => claim.id)).toEqual([
      'closed-form',
      'closed-form-with-speed',
      'closed-form-opposite-start',
      'closed-form-lambda-zero',
      'closed-form-lambda-zero-opposite-start',
      'closed-form-target-zero',
      'closed-form-target-and-lambda-zero',
    ]);
  });

  const used = new Set<string>();
  for (const record of fixture.records) {
    it(`${record.id}: lambda = ${record.lambda}, a0 = ${record.a0}, s = ${record.s}`, () => {
      record.u.forEach((u, i) => {
        const point = pointOf({ lambda: record.lambda, s: record.s, a0: record.a0, u });
        const speaking = closedForms.filter(
          ({ claim, form }) => speaksOf(claim, point) && isDefined(form, point),
        );
        expect(speaking.length, `no closed form speaks of u = ${u}`).toBeGreaterThan(0);
        for (const { claim, form } of speaking) {
          used.add(claim.id);
          const { c, d } = weightsOf(record, form);
          expectDigits(form, point, record.a[i], `${claim.id}: a(${u})`);
          expectDigits(c, point, record.c[i], `${claim.id}: c(${u})`);
          expectDigits(d, point, record.d[i], `${claim.id}: d(${u})`);
        }
      });
    });
  }

  it('met every branch on the way', () => {
    expect([...used].sort()).toEqual(closedForms.map(({ claim }) => claim.id).sort());
  });
});

describe('the other forms of the aligned mode at the reference points', () => {
  const general = fixture.records.filter(({ lambda }) => lambda !== '0');

  it('gives the same strength in the angle and in the Möbius coordinate', () => {
    const other = compiled(coordinates);
    const phi = statementOf(other, 'phi-solution', 'solves').forms.get('phi')!.expanded;
    const T = statementOf(other, 'mobius-solution', 'solves').forms.get('T')!.expanded;
    for (const record of general) {
      record.u.forEach((u, i) => {
        const point = pointOf({ lambda: record.lambda, s: record.s, a0: record.a0, u });
        const size = decimalAt(symbol('lambda'), point).abs();
        const fromPhi = size.div(2).times(decimalAt(phi, point).tan());
        const t = decimalAt(T, point);
        const fromT = size.times(t).div(t.times(t).neg().plus(1));
        for (const value of [fromPhi, fromT]) {
          // tan and 1 - T^2 lose the digits that the distance to their pole costs.
          const relative = value
            .minus(record.a[i])
            .abs()
            .div(record.a[i] === '0.0' ? 1 : record.a[i]);
          expect(relative.abs().toNumber(), `${record.id} at ${u}`).toBeLessThan(1e-20);
        }
      });
    }
  });

  it('takes the stated time to reach the stated strength', () => {
    const timeToReach = definition(compiled(times), 'time_to_reach');
    let compared = 0;
    for (const record of general) {
      record.u.forEach((u, i) => {
        const a = parseRational(record.a[i])!;
        const point = new Map([...pointOf({ lambda: record.lambda, s: record.s, a0: record.a0 }), ['a', a]]);
        const time = decimalAt(timeToReach, point);
        const exact = decimalAt(symbol('u'), pointOf({ u }));
        // The reference strength has 30 digits: what is left of them in s - a decides about the time.
        const gap = decimalAt(binary('subtract', symbol('s'), symbol('a')), point).abs();
        const size = decimalAt(symbol('a'), point)
          .abs()
          .plus(decimalAt(symbol('s'), point).abs());
        const lost = size.div(gap).plus(size.div(decimalAt(symbol('a'), point).abs().plus('1e-12')));
        expect(time.minus(exact).abs().toNumber()).toBeLessThan(lost.times('1e-28').plus('1e-28').toNumber());
        compared += 1;
      });
    }
    expect(compared).toBeGreaterThan(60);
  });

  it('crosses zero at the times stated for an exact reversal', () => {
    const crossing = definition(compiled(times), 'crossing_time');
    const stated: readonly [string, string][] = [
      ['1/10', '1.52095572392'],
      ['1', '0.525189313311'],
      ['10', '0.0689348635522'],
    ];
    for (const [lambda, value] of stated) {
      expectDigits(crossing, pointOf({ s: '1', a0: '-1', lambda }), value, `lambda = ${lambda}`, 11);
    }
  });
});
