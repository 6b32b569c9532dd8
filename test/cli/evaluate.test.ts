import { describe, expect, it } from 'vitest';
import { ACTIONS } from '../../src/cli/actions.js';
import { readPoint } from '../../src/cli/evaluate.js';
import { run } from '../../src/cli/run.js';
import { formatRational } from '../../src/expression/rational.js';
import { FakeTerminal } from './fake-terminal.js';

async function evaluated(...args: string[]) {
  const terminal = new FakeTerminal();
  const code = await run(['eval', ...args], '0', terminal, ACTIONS);
  return { code, out: terminal.out, err: terminal.err };
}

describe('flowproof eval', () => {
  it('prints correct digits of exact numbers', async () => {
    // sqrt(2) to 60 digits, OEIS A002193.
    const sqrt2 = '1.4142135623730950488016887242096980785696718753769';
    expect((await evaluated('sqrt(x)', '--at', 'x=2')).out.slice(0, 50)).toBe(sqrt2.slice(0, 50));
    expect((await evaluated('10*x', '--at', 'x=0.1')).out).toMatch(/^1(?:\.0*)?\n$/);
    expect((await evaluated('3*λ', '--at', 'lambda=-1/3', '--digits', '5')).out).toMatch(/^-1(?:\.0*)?\n$/);
    expect((await evaluated('--at', 'x=2', '--', '-x^2')).out).toMatch(/^-4(?:\.0*)?\n$/);
  });

  it('prints the limit where the formula is 0/0, and says so beside it', async () => {
    const { code, out, err } = await evaluated('sinh(x)/x', '--at', 'x=0', '--digits', '30');
    expect({ code, out }).toEqual({ code: 0, out: '1\n' });
    expect(err).toContain('undefined at x = 0, where the divisor x vanishes');
    expect(err).toContain('its continuous extension: its limit as x -> 0 from both sides');
    const held = await evaluated('(1 - exp(-2*c*t))/c', '--at', 'c=0,t=1/3', '--digits', '20');
    expect(held.out).toBe('0.66666666666666666667\n');
    expect(held.err).toContain('(with t = 1/3)');
    expect((await evaluated('sinh(x)/x', '--at', 'x=1')).err).toBe('');
  });

  it.each([
    [['abs(x)/x', '--at', 'x=0'], '-1 from the left, 1 from the right'],
    [['1/x', '--at', 'x=0'], 'its divisor x vanishes'],
    [['a*b/(a^2 + b^2)', '--at', 'a=0,b=0'], 'depends on the path'],
    [['x+y', '--at', 'x=1'], 'no value is given for y'],
    [['x', '--at', 'x=1,y=2'], '--at gives a value for y'],
    [['-x^2', '--at', 'x=1'], 'eval --at x=2 -- "-x^2"'],
    [['x', '--at', 'x=1,x=2'], 'x is given two values'],
    [['x', '--at', 'x=1e'], 'no assignment'],
    [['x', '--at', 'x=1/0'], 'no assignment'],
    [['x', '--at', '=1'], 'no assignment'],
    [['x', '--at', 'x=1', '--digits', '0'], '--digits'],
    [['sqrt(x)', '--at', 'x=-1'], 'undefined'],
    [['cosg(x)', '--at', 'x=1'], 'did you mean'],
    [['constructor("x")()', '--at', 'x=1'], 'expected'],
  ])('answers %j with exit 2 and a reason', async (args, reason) => {
    const { code, out, err } = await evaluated(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(reason);
  });
});

describe('readPoint', () => {
  it('reads exact rationals, repeated options and spaces', () => {
    const point = readPoint(['x = 1/3 , y=-2.5', 'λ=1e-3']);
    expect([...point].map(([name, value]) => `${name}=${formatRational(value)}`)).toEqual([
      'x=1/3',
      'y=-5/2',
      'lambda=1/1000',
    ]);
  });
});
