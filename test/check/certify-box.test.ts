import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { certifyBox } from '../../src/check/certify-box.js';
import { checkClaim } from '../../src/check/check-claim.js';
import { DEFAULT_OPTIONS } from '../../src/check/options.js';
import type { Question } from '../../src/check/question.js';
import { derivationOf } from '../../src/claim/compile-derivation.js';
import type { SymbolsInput } from '../../src/claim/document.js';
import { domainOf } from '../../src/domain/read-domain.js';
import { parse } from '../../src/expression/parse.js';

const BOX: SymbolsInput = { x: { ge: 0, le: 1 }, y: { gt: 0, lt: 2 } };

const question = (
  left: string,
  relation: Question['relation'],
  right: string,
  symbols: SymbolsInput = BOX,
  assume: readonly string[] = [],
): Question => ({
  relation,
  left: parse(left),
  right: parse(right),
  domain: domainOf(symbols, assume),
  alsoDefined: [],
  label: '',
});

describe('certifyBox', () => {
  it.each([
    ['sin(x)', '<=', 'x + 10^(-3)'],
    ['x*y - y^2', '<', '1.1'],
    ['exp(x)', '>', 'x + 1/2'],
    ['x^2 + y^2', '>=', '-1'],
  ] as const)('%s %s %s holds on the whole box', (left, relation, right) => {
    expect(certifyBox(question(left, relation, right), { seed: 1, ms: 5_000 })?.boxes).toBeGreaterThan(0);
  });

  it('uses the relations of the domain', () => {
    const on = question('exp(x)', '<', 'exp(y) + 1/100', BOX, ['x < y']);
    expect(certifyBox(on, { seed: 1, ms: 5_000 })?.outside).toBeGreaterThan(0);
    expect(certifyBox(question('exp(x)', '<', 'exp(y) + 1/100'), { seed: 1, ms: 2_000 })).toBeUndefined();
  });

  it.each([
    ['a false claim', question('sin(x)', '<', '1/2')],
    ['sides that touch', question('cos(x)', '<', '1')],
    ['an unbounded symbol', question('x', '<', '2', { x: { ge: 0 } })],
    ['an integer', question('x', '<', '2', { x: { is: 'integer', ge: 0, le: 1 } })],
    ['an equality', question('x', '=', 'x')],
    ['no symbols', question('1', '<', '2', {})],
    ['a domain without points', question('x', '<', '2', BOX, ['x > 5*y + 2'])],
  ])('certifies nothing for %s', (_, asked) => {
    expect(certifyBox(asked, { seed: 1, ms: 1_000, maxBoxes: 4_000 })).toBeUndefined();
  });

  it.each([
    [
      'x^4 - 3*x^3 + 4',
      '>',
      '-6',
      { x: 'real' },
      [
        ['4', 'above'],
        ['-1', 'below'],
      ],
    ],
    ['x*exp(-x) + x/10', '>', '-1/100', { x: { ge: 0 } }, [['1', 'above']]],
    ['x^2 + y - 3*x*y/(1 + y)', '>', '-2', { x: { ge: 0 }, y: { ge: 0, le: 1 } }, [['1', 'above']]],
  ] as const)('%s %s %s, its tails by proof', (left, relation, right, symbols, tails) => {
    const found = certifyBox(question(left, relation, right, symbols), { seed: 1, ms: 5_000 });
    expect(found?.boxes).toBeGreaterThan(0);
    for (const [from, side] of tails) expect(found?.tails).toContainEqual({ symbol: 'x', from, side });
  });

  it.each([
    ['x^3', '>', '-1000', { x: 'real' }],
    ['x^2 - 10^9', '<', '0', { x: 'real' }],
    ['exp(-x) - 10^(-300)', '>', '0', { x: { ge: 0 } }],
    ['x - 10000*y', '<', '100', { x: { ge: 0, le: 1 }, y: 'real' }],
  ] as const)('%s %s %s is false far out, and not certified', (left, relation, right, symbols) => {
    expect(certifyBox(question(left, relation, right, symbols), { seed: 1, ms: 2_000 })).toBeUndefined();
  });

  it('never certifies what a point of the box refutes', () => {
    const level = fc.integer({ min: -300, max: 300 });
    fc.assert(
      fc.property(level, level, level, (a, b, c) => {
        const left = `${a}/100*x^2 + ${b}/100*sin(3*x*y) + ${c}/100*y`;
        const certified = certifyBox(question(left.replaceAll('+ -', '- '), '<', '1'), {
          seed: 1,
          ms: 300,
          maxBoxes: 500,
        });
        if (certified === undefined) return;
        for (let i = 0; i <= 20; i++) {
          for (let j = 0; j <= 20; j++) {
            const [x, y] = [i / 20, j / 10];
            expect((a / 100) * x * x + (b / 100) * Math.sin(3 * x * y) + (c / 100) * y).toBeLessThan(
              1 + 1e-9,
            );
          }
        }
      }),
      { seed: 7, numRuns: 60 },
    );
  });

  it('is the verdict of a claim the kernel does not prove', async () => {
    const [claim] = derivationOf({
      derivation: 'd',
      title: 'd',
      symbols: { x: { ge: '1/10', le: 2 } },
      claims: [{ id: 'a', holds: 'x^x >= 0.69', require: 'certified' }],
    }).claims;
    const result = await checkClaim(claim, 'd', DEFAULT_OPTIONS);
    expect(result.verdict).toBe('certified');
    expect(result.ok).toBe(true);
    expect(result.evidence.some((e) => e.kind === 'box-cover')).toBe(true);
  });
});
