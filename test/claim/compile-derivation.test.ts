import { describe, expect, it } from 'vitest';
import type { Statement } from '../../src/claim/claim.js';
import { derivationOf } from '../../src/claim/compile-derivation.js';
import type { ClaimInput, DerivationInput } from '../../src/claim/document.js';
import { describeDomain } from '../../src/domain/read-domain.js';
import { compile as float64 } from '../../src/expression/compile.js';
import { math } from '../../src/expression/math.js';

const HEAD: Omit<DerivationInput, 'claims'> = {
  derivation: 'd',
  title: 'T',
  symbols: {
    s: 'positive',
    lambda: 'real',
    a: 'real',
    b: 'real',
    a0: 'positive',
    x: { gt: 1, lt: 5 },
    u: 'nonnegative',
  },
  assume: ['a0 < s', 'b < a0', 'u != 3'],
  define: { K: 'sqrt(lambda^2 + 4*s^2)', L: 'K + 1' },
};
type Unnamed<Type> = Type extends { id: string } ? Omit<Type, 'id'> : never;
const compile = (claim: Unnamed<ClaimInput>, head: Partial<DerivationInput> = {}) =>
  derivationOf({ ...HEAD, ...head, claims: [{ id: 'c', ...claim } as ClaimInput] }).claims[0];
const statementOf = <Kind extends Statement['kind']>(kind: Kind, claim: Unnamed<ClaimInput>) => {
  const { statement } = compile(claim);
  expect(statement.kind).toBe(kind);
  return statement as Extract<Statement, { kind: Kind }>;
};

describe('formulas', () => {
  it('keep definitions as typed, and put them in for checking', () => {
    const { left, right } = statementOf('equality', { equal: ['L^2', ' 2*λ '] });
    expect(left.text).toBe('L^2');
    expect(left.typed).toBe(math`L^2`);
    expect(left.expanded).toBe(math`(sqrt(lambda^2 + 4*s^2) + 1)^2`);
    expect(right.text).toBe('2*λ');
    expect(right.typed).toBe(math`2*lambda`);
  });

  it('are exact: a decimal in a file is the decimal', () => {
    const { right } = statementOf('equality', { equal: ['s', '0.1*s'] });
    expect(right.expanded).toBe(math`0.1*s`);
    expect(() => compile({ equal: ['s', 0.1] })).toThrow('the float 0.1 is not an exact number');
  });
});

describe('the domain of a claim', () => {
  const domainOf = (claim: Unnamed<ClaimInput>) => describeDomain(compile(claim).domain);

  it('holds the symbols of its formulas and what is tied to them', () => {
    expect(domainOf({ equal: ['lambda', 'lambda'] })).toBe('lambda real');
    expect(domainOf({ equal: ['s', 's'] })).toBe('s > 0, b real, a0 > 0, a0 < s, b < a0');
    expect(domainOf({ equal: ['u', 'u'] })).toBe('u >= 0, u != 3');
    expect(domainOf({ equal: ['K', 'K'] })).toContain('lambda real');
  });

  it('is narrowed by the claim', () => {
    expect(domainOf({ equal: ['x', 'x'], symbols: { x: { gt: 2 } } })).toBe('x > 2, x < 5');
    expect(domainOf({ equal: ['x', 'x'], symbols: { x: 'integer' } })).toBe('x an integer');
    expect(domainOf({ equal: ['lambda', 'lambda'], assume: ['lambda > a'] })).toBe(
      'lambda real, a real, lambda > a',
    );
    expect(domainOf({ equal: ['z', 'z'], symbols: { z: 'negative' } })).toBe('z < 0');
  });

  it('leaves the unknowns of solves out', () => {
    const solves = { variable: 'u', forms: { a0: 'lambda*exp(u)' }, field: { a0: 'a0' } };
    expect(domainOf({ solves })).toBe('lambda real, u >= 0, u != 3');
  });

  it('drops, for a limit, ties of its variable to what is not in the formula', () => {
    expect(domainOf({ limit: { of: 's', as: 's -> 0', is: 0 } })).toBe('s > 0');
    expect(domainOf({ limit: { of: 'lambda*s', as: 'lambda -> 0', is: 0 } })).toContain('a0 < s');
  });
});

describe('what a claim must reach', () => {
  const required = (claim: Unnamed<ClaimInput>, head: Partial<DerivationInput> = {}) =>
    compile(claim, head).require;

  it('is its own requirement, else that of the derivation, else supported', () => {
    expect(required({ equal: ['s', 's'] })).toBe('supported');
    expect(required({ equal: ['s', 's'] }, { require: 'proved' })).toBe('proved');
    expect(required({ equal: ['s', 's'], require: 'certified' }, { require: 'proved' })).toBe('certified');
  });

  it('is nothing for an erratum', () => {
    expect(required({ equal: ['s', 'a'], expect: 'refuted' }, { require: 'proved' })).toBe('supported');
  });

  it('is refused where it is no verdict', () => {
    const head = { require: 'perfect' } as unknown as Partial<DerivationInput>;
    expect(() => required({ equal: ['s', 's'] }, head)).toThrow(
      expect.objectContaining({ expected: 'supported, certified or proved', place: expect.anything() }),
    );
  });
});

describe('approaches', () => {
  const approachOf = (as: string, head: Partial<DerivationInput> = {}) => {
    const { statement } = compile({ limit: { of: 'x + lambda + u + a + b', as, is: 'inf' } }, head);
    const { variable, approach } = statement as Extract<Statement, { kind: 'limit' }>;
    return approach.kind === 'point'
      ? [variable, approach.value.text, approach.side]
      : [variable, approach.sign > 0 ? 'inf' : '-inf'];
  };

  it.each([
    ['lambda -> 0', ['lambda', '0', 'both']],
    ['λ→0+', ['lambda', '0', 'right']],
    ['lambda -> 0-', ['lambda', '0', 'left']],
    ['lambda -> -1-', ['lambda', '-1', 'left']],
    ['lambda -> 2*s -', ['lambda', '2*s', 'left']],
    ['lambda -> inf', ['lambda', 'inf']],
    ['lambda → -∞', ['lambda', '-inf']],
    ['lambda -> +inf', ['lambda', 'inf']],
    ['u -> 0', ['u', '0', 'right']],
    ['x -> 1', ['x', '1', 'right']],
    ['x -> 5', ['x', '5', 'left']],
    ['x -> 5-', ['x', '5', 'left']],
    ['x -> 3', ['x', '3', 'both']],
  ])('%s', (as, expected) => expect(approachOf(as)).toEqual(expected));

  it('keep to the side a relation allows', () => {
    expect(approachOf('a -> b', { assume: ['b < a'] })).toEqual(['a', 'b', 'right']);
    expect(approachOf('a -> b', { assume: ['a <= b'] })).toEqual(['a', 'b', 'left']);
    expect(() => approachOf('a -> b+', { assume: ['a < b'] })).toThrow('cannot come to b from the right');
    expect(() => approachOf('a -> inf', { assume: ['a < b'] })).toThrow('bounded from above');
    expect(() => approachOf('x -> 0')).toThrow('not in the closure');
    // Another fixed symbol may stand in the way.
    expect(() => approachOf('a -> 0', { assume: ['a > u', 'u > 0'] })).toThrow('not in the closure');
  });
});

describe('flows', () => {
  it('descend the gradient of a loss', () => {
    const { field, loss } = statementOf('conserved', {
      conserved: { quantity: 'a^2 - b^2', loss: '(a*b - K)^2/2', parameters: ['a', 'b'] },
    });
    expect([...field.keys()]).toEqual(['a', 'b']);
    expect(loss?.text).toBe('(a*b - K)^2/2');
    const names = ['a', 'b', 's', 'lambda'];
    const point = [1.5, -0.75, 2, 0.5];
    const [a, b, , lambda] = point;
    const residual = a * b - Math.sqrt(lambda ** 2 + 4 * 2 ** 2);
    expect(float64(field.get('a')!.expanded, names)(point)).toBeCloseTo(-residual * b, 12);
    expect(float64(field.get('b')!.expanded, names)(point)).toBeCloseTo(-residual * a, 12);
  });

  it('leave a parameter alone that the loss does not mention', () => {
    const { field } = statementOf('conserved', {
      conserved: { quantity: 'a', loss: 'b^2', parameters: ['a', 'b'] },
    });
    expect(field.get('a')?.text).toBe('0');
  });

  it('take unknowns that are declared nowhere', () => {
    const { forms, field, initial } = statementOf('solves', {
      solves: {
        variable: 'u',
        forms: { y: 's*exp(-u)', z: 'u' },
        field: { z: '1', y: '-y + 0*z*u' },
        initial: { at: 0, values: { y: 's', z: 0 } },
      },
    });
    expect([...forms.keys()]).toEqual(['y', 'z']);
    expect(field.get('y')?.text).toBe('-y + 0*z*u');
    expect(initial?.values.get('z')?.text).toBe('0');
  });
});

describe('limits and orders', () => {
  it('take infinite values and rational exponents', () => {
    expect(statementOf('limit', { limit: { of: '1/s', as: 's -> 0', is: 'inf' } }).is).toEqual({
      kind: 'infinite',
      sign: 1,
    });
    expect(statementOf('limit', { limit: { of: '-1/s', as: 's -> 0', is: '-∞' } }).is).toEqual({
      kind: 'infinite',
      sign: -1,
    });
    const order = statementOf('order', {
      order: { of: 'K', as: 'lambda -> inf', exponent: '-3/2', exact: false },
    });
    expect(order).toMatchObject({ exact: false, exponent: { text: '-3/2' } });
  });
});
