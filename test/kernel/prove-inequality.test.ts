import { describe, expect, it } from 'vitest';
import { domainOf, type SymbolsInput } from '../../src/domain/read-domain.js';
import { parse } from '../../src/expression/parse.js';
import { type InequalityGoal, proveInequality } from '../../src/kernel/index.js';

function prove(text: string, symbols: SymbolsInput, assume: readonly string[] = []) {
  const [, left, operator, right] = /^(.*?)(<=|>=|<|>)(.*)$/.exec(text)!;
  const goal = { left: parse(left), operator: operator as InequalityGoal['operator'], right: parse(right) };
  return proveInequality({ ...goal, domain: domainOf(symbols, assume) }, { seed: 1 });
}

const REAL = { x: 'real', y: 'real' } as const;

describe('inequalities', () => {
  it.each<[string, SymbolsInput]>([
    ['x^2 + y^2 >= 2*x*y', REAL],
    ['sqrt(x^2 + y^2) >= abs(x)', REAL],
    ['exp(x) >= 1 + x', REAL],
    ['sqrt(x^2 + 1) > x', REAL],
    ['abs(x + y) <= abs(x) + abs(y)', REAL],
    ['tanh(x) < 1', REAL],
    ['log(x) <= x - 1', { x: 'positive' }],
    ['(x + y)/2 >= sqrt(x*y)', { x: 'positive', y: 'positive' }],
  ])('%s is proved', (text, symbols) => {
    expect(prove(text, symbols).kind).toBe('proved');
  });

  it.each<[string, SymbolsInput]>([
    ['x^2 + y^2 > 2*x*y', REAL],
    ['x^2 > 0', REAL],
    ['x^2 + y^2 >= 3*x*y', REAL],
    ['exp(x) > 1 + x', REAL],
    ['abs(x + y) >= abs(x) + abs(y)', REAL],
    ['abs(x + y) < abs(x) + abs(y)', REAL],
    ['x^3 >= x', { x: 'positive' }],
    ['sinh(x) >= x', REAL],
    ['cosh(x) > 1', REAL],
    ['log(x) < x - 1', { x: 'positive' }],
    ['(x + y)/2 > sqrt(x*y)', { x: 'positive', y: 'positive' }],
    ['x >= 1e-20', { x: 'nonnegative' }],
  ])('%s is not', (text, symbols) => {
    expect(prove(text, symbols).kind).toBe('not-proved');
  });

  it('use the conditions of the domain', () => {
    expect(prove('1/x > 1/y', { x: 'positive', y: 'positive' }, ['x < y']).kind).toBe('proved');
    expect(prove('1/x > 1/y', REAL, ['x < y']).kind).toBe('not-proved');
  });

  it('leave a certificate of plain JSON', () => {
    const result = prove('abs(x) >= x', REAL);
    if (result.kind !== 'proved') throw new Error(result.reason);
    expect(JSON.parse(JSON.stringify(result.certificate))).toEqual(result.certificate);
    expect(result.certificate.decision).toBe('exact');
  });
});
