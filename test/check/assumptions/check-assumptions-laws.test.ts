import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { containsPoint } from '../../../src/domain/contains-point.js';
import type { AssumptionFinding, SymbolInput, SymbolsInput } from '../../../src/index.js';
import {
  checkAssumptions,
  derivationOf,
  domainOf,
  evaluate,
  parse,
  parseRational,
} from '../../../src/index.js';
import { type ClaimBody, check } from '../../soundness/claim-of.js';

/** Formulas over x, y that hold on some domains and not on others. */
const STATEMENTS: readonly ClaimBody[] = [
  { equal: ['sqrt(x^2)', 'x'] },
  { equal: ['abs(x*y)', 'x*y'] },
  { equal: ['abs(x - y)', 'y - x'] },
  { equal: ['sqrt(x*y)', 'sqrt(x)*sqrt(y)'] },
  { equal: ['log(x*y)', 'log(x) + log(y)'] },
  { equal: ['log(x^2)', '2*log(x)'] },
  { equal: ['x/y*y', 'x'] },
  { equal: ['max(x, y)', 'y'] },
  { equal: ['(x^2 - y^2)/(x - y)', 'x + y'] },
  { equal: ['sqrt((x + y)^2)', 'x + y'] },
  { equal: ['(x + y)^2', 'x^2 + 2*x*y + y^2'] },
  { equal: ['sign(x)*x', 'abs(x)'] },
  { holds: 'x*y >= 0' },
  { holds: 'x + y > 0' },
  { holds: 'x^2 + y >= y' },
  { holds: 'max(x, y) >= 0' },
  { holds: 'x <= y + 1' },
];

const RANGES: readonly SymbolInput[] = [
  'real',
  'positive',
  'nonnegative',
  'negative',
  'nonpositive',
  { gt: '1/2' },
  { ge: 0, lt: 3 },
  { gt: -2, le: 0 },
];

const RELATIONS = ['x < y', 'x <= y', 'y != 0', 'x != y', 'x + y > 0', '0 < y', 'x < 2*y'];

const claims = fc.record({
  body: fc.constantFrom(...STATEMENTS),
  x: fc.constantFrom(...RANGES),
  y: fc.constantFrom(...RANGES),
  assume: fc.uniqueArray(fc.constantFrom(...RELATIONS), { maxLength: 2 }),
});

const SETTINGS = { runs: 60, claimBudgetMs: 8_000 };

/** The sign of left − right at the point, to guaranteed digits; undefined where it cannot be told from zero. */
function signAt(left: string, right: string, point: ReadonlyMap<string, ReturnType<typeof rational>>) {
  try {
    return evaluate(parse(`(${left}) - (${right})`), point, 20).value.comparedTo(0);
  } catch {
    return undefined;
  }
}

const rational = (text: string) => parseRational(text)!;

function sidesOf(body: ClaimBody): readonly [string, string, string] {
  if ('equal' in body) return [String(body.equal[0]), '=', String(body.equal[1])];
  const [left, operator, right] = (body as { holds: string }).holds.split(/\s*(<=|>=|<|>)\s*/);
  return [left, operator, right];
}

/** Does the claim fail at the point, by an evaluation of its own? */
function fails(body: ClaimBody, finding: AssumptionFinding): boolean {
  const point = new Map(
    Object.entries(finding.counterexample!.point).map(([name, value]) => [name, rational(value)]),
  );
  const [left, operator, right] = sidesOf(body);
  const sign = signAt(left, right, point);
  switch (operator) {
    case '=':
      return sign === 1 || sign === -1;
    case '<':
      return sign === 1 || sign === 0;
    case '>':
      return sign === -1 || sign === 0;
    case '<=':
      return sign === 1;
    default:
      return sign === -1;
  }
}

describe('whatever is said of an assumption of a proved claim', () => {
  it('can be checked: a counterexample lies outside and refutes, a stronger claim is proved on its own', async () => {
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(claims, async ({ body, x, y, assume }) => {
        const symbols: SymbolsInput = { x, y };
        let derivation: ReturnType<typeof derivationOf>;
        try {
          derivation = derivationOf({
            derivation: 'd',
            title: 'd',
            symbols,
            claims: [{ id: 'c', ...body, assume } as never],
          });
        } catch {
          // A domain that contradicts itself.
          return;
        }
        const { domain } = derivation.claims[0];
        const result = await checkAssumptions(derivation, 'c', SETTINGS);
        expect(result.assumptions === undefined).toBe(
          result.verdict !== 'proved' && result.verdict !== 'certified',
        );
        for (const finding of result.assumptions ?? []) {
          seen.set(finding.status, (seen.get(finding.status) ?? 0) + 1);
          const over = finding.over!;
          const larger = domainOf(over.symbols, over.assume);
          if (finding.status === 'needed') {
            const point = new Map(
              Object.entries(finding.counterexample!.point).map(([name, value]) => [name, rational(value)]),
            );
            expect(containsPoint(domain, point)).toBe(false);
            expect(containsPoint(larger, point)).toBe(true);
            expect(fails(body, finding)).toBe(true);
          }
          const implied = finding.reason === 'the other assumptions imply it';
          if ((finding.status === 'not needed' && !implied) || finding.status === 'vacuous outside') {
            const alone = await check(over.symbols, { ...body, assume: over.assume } as ClaimBody);
            expect(['proved', 'certified']).toContain(alone.verdict);
          }
        }
        for (const { reason, over, assumption } of result.assumptions ?? []) {
          if (reason !== 'the other assumptions imply it') continue;
          const alone = await check(over!.symbols, { holds: assumption, assume: over!.assume });
          expect(alone.verdict).toBe('proved');
        }
        const suggested = result.suggestedDomain;
        if (suggested === undefined) return;
        const alone = await check(suggested.symbols, { ...body, assume: suggested.assume } as ClaimBody);
        expect(['proved', 'certified']).toContain(alone.verdict);
      }),
      { numRuns: 70, seed: 5 },
    );
    // The law says nothing unless each of these occurred.
    for (const status of ['needed', 'not needed', 'vacuous outside']) {
      expect(seen.get(status) ?? 0).toBeGreaterThan(3);
    }
  }, 120_000);

  it('is refused by the law where it is wrong (negative control)', () => {
    const at = (x: string): AssumptionFinding => ({
      assumption: 'x > 0',
      kind: 'bound',
      status: 'needed',
      counterexample: { point: { x }, values: [], because: '' },
      evidence: [],
      ms: 0,
    });
    expect(fails({ equal: ['sqrt(x^2)', 'x'] }, at('-1'))).toBe(true);
    expect(fails({ equal: ['sqrt(x^2)', 'x'] }, at('1'))).toBe(false);
    expect(fails({ equal: ['log(x)', '2*log(x)'] }, at('-1'))).toBe(false);
    expect(fails({ holds: 'x >= 0' }, at('0'))).toBe(false);
    expect(fails({ holds: 'x > 0' }, at('0'))).toBe(true);
  });
});
