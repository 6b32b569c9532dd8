import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateExtended } from '../../src/check/evaluate-extended.js';
import { FlowproofError } from '../../src/errors.js';
import { parse } from '../../src/expression/parse.js';
import { parseRational, rational } from '../../src/expression/rational.js';
import { evaluate } from '../../src/precision/index.js';

const at = (values: Record<string, string>) =>
  new Map(Object.entries(values).map(([name, text]) => [name, parseRational(text)!] as const));

function failureOf(formula: string, values: Record<string, string>): FlowproofError {
  try {
    const { text } = evaluateExtended(parse(formula), at(values), 20);
    throw new Error(`a value was found: ${text}`);
  } catch (error) {
    if (error instanceof FlowproofError) return error;
    throw error;
  }
}

describe('evaluateExtended', () => {
  it.each<[string, Record<string, string>, string, 'both' | 'left' | 'right', string]>([
    ['sinh(x)/x', { x: '0' }, '1', 'both', 'x'],
    ['(sin(x) - x)/x^3', { x: '0' }, '-1/6', 'both', 'x'],
    ['(sqrt(x) - sqrt(2))/(x - 2)', { x: '2' }, 'sqrt(2)/4', 'both', 'x'],
    ['(1 - exp(-2*c*t))/c', { c: '0', t: '1/3' }, '2/3', 'both', 'c'],
    ['c/(1 - exp(-2*c*t))', { c: '0', t: '1/3' }, '3/2', 'both', 'c'],
    ['sin(a*b)/(a*b)', { a: '0', b: '2' }, '1', 'both', 'a'],
    ['(exp(a*x) - 1)/x + exp(1)', { a: '2', x: '0' }, '2 + exp(1)', 'both', 'x'],
    ['(sqrt(l^2 + 4*s^2) - 2*s)/l', { l: '0', s: '1' }, '0', 'both', 'l'],
    ['x^2*x^(-1)', { x: '0' }, '0', 'both', 'x'],
    ['sqrt(x)*sin(x)/x + 1', { x: '0' }, '1', 'right', 'x'],
    ['sqrt(-x)/sqrt(-sin(x))', { x: '0' }, '1', 'left', 'x'],
  ])('%s at %j is %s', (formula, values, value, sides, variable) => {
    const found = evaluateExtended(parse(formula), at(values), 30);
    expect(found.text).toBe(evaluate(parse(value), new Map(), 30).text);
    expect(found.extended).toMatchObject({ sides, variable });
  });

  it('is evaluate where the formula is defined', () => {
    const [root, point] = [parse('sinh(x)/x'), at({ x: '1e-12' })];
    expect(evaluateExtended(root, point, 40)).toEqual(evaluate(root, point, 40));
  });

  it.each<[string, Record<string, string>, string, string]>([
    ['abs(x)/x', { x: '0' }, 'no-extension', '-1 from the left, 1 from the right'],
    ['1/x', { x: '0' }, 'no-extension', 'grows without bound'],
    ['(x^2 - 2)/(x - 2)', { x: '2' }, 'no-extension', 'divisor x - 2 vanishes'],
    ['(s - 2)/l', { s: '2', l: '0' }, 'no-extension', 'depends on the path'],
    [
      'a*b/(a^2 + b^2)',
      { a: '0', b: '0' },
      'no-extension',
      'depends on the path: 0 along a, 0.5 along a = b',
    ],
    ['(a^2 - b)/(a - b)', { a: '1', b: '1' }, 'no-extension', 'depends on the path'],
    // No straight path tells: the limit along a = b^2 is another one.
    ['a*b^2/(a^2 + b^4)', { a: '0', b: '0' }, 'extension-undecided', 'may depend on the path'],
    ['sin(a)/a + sin(b)/b', { a: '0', b: '0' }, 'extension-undecided', 'a and b go to their values together'],
    ['sin(1/x)', { x: '0' }, 'extension-undecided', 'could not be derived'],
    ['log(x)', { x: '0' }, 'undefined-value', 'undefined at x = 0'],
    ['sqrt(x)', { x: '-1' }, 'undefined-value', 'undefined at x = -1'],
    ['1/(2 - 2) + x', { x: '1' }, 'undefined-value', 'division by zero'],
  ])('%s at %j is refused: %s', (formula, values, code, message) => {
    const failure = failureOf(formula, values);
    expect(failure.code).toBe(code);
    expect(failure.message).toContain(message);
    if (code !== 'undefined-value') expect(failure.message).toContain('divisor');
  });

  it('divides out a common factor of polynomials', () => {
    const small = fc.integer({ min: -9, max: 9 });
    fc.assert(
      fc.property(small, small, small, small, fc.integer({ min: 1, max: 5 }), (a, b, c, n, d) => {
        const x = rational(n, d);
        const factor = `(x - (${n}/${d}))`;
        const [p, q] = [`(${a}*x^2 + ${b}*x + (${c}))`, '(x^2 + 1)'];
        const point = new Map([['x', x]]);
        const found = evaluateExtended(parse(`${p}*${factor}/(${factor}*${q})`), point, 25);
        expect(found.text).toBe(evaluate(parse(`${p}/${q}`), point, 25).text);
        expect(found.extended?.sides).toBe('both');
      }),
      { numRuns: 30, seed: 3 },
    );
  });
});
