import fc from 'fast-check';
import katex from 'katex';
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/expression/compile.js';
import { sum, symbol } from '../../src/expression/expression.js';
import { parse } from '../../src/expression/parse.js';
import { expressionToLatex, MAX_LATEX_SIZE } from '../../src/latex/expression-to-latex.js';
import { symbolToLatex } from '../../src/tex/names.js';
import { arbitraryExpression, SYMBOLS } from './arbitrary-expression.js';
import { valueOfLatex } from './read-latex.js';

const accepted = (tex: string) =>
  katex.renderToString(tex, { throwOnError: true, strict: 'error', displayMode: true });

const POINT: Readonly<Record<(typeof SYMBOLS)[number], number>> = {
  x: 0.7,
  lambda: 1.3,
  a0: 2.1,
  beta_PT: 0.45,
  w_plus: 1.9,
  rate: 0.8,
};
const VALUES = Object.fromEntries(
  SYMBOLS.map((name) => [symbolToLatex(name).replace(/\s/g, ''), POINT[name]]),
);

/** Equal as float64 up to reassociation: the reader may group a product or sum differently. */
const close = (a: number, b: number): boolean =>
  Object.is(a, b) || a === b || Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b), 1);

describe('expressionToLatex', () => {
  it.each([
    [
      'sqrt((K - lambda)/2) * sqrt((K + lambda)/2)',
      '\\sqrt{\\frac{K - \\lambda}{2}}\\,\\sqrt{\\frac{K + \\lambda}{2}}',
    ],
    ['sinh(2*x)^2', '\\sinh^{2}(2 x)'],
    ['2*sinh(x)*cosh(x)', '2 \\sinh x\\,\\cosh x'],
    ['sinh(x)*y', '\\sinh(x)\\,y'],
    ['(exp(2*x) - exp(-2*x))/2', '\\frac{e^{2 x} - e^{-2 x}}{2}'],
    ['a + (-b)', 'a - b'],
    ['a - (-b)', 'a - (-b)'],
    ['-b/c', '-\\frac{b}{c}'],
    ['2*(1/3)', '2 \\cdot \\frac{1}{3}'],
    ['2*3^x', '2 \\cdot 3^{x}'],
    ['x^(-a/2)', 'x^{-a/2}'],
    ['(-a)^2', '(-a)^{2}'],
    ['-a^2', '-a^{2}'],
    ['log(1 + a0/s)', '\\log\\left(1 + \\frac{a_{0}}{s}\\right)'],
    ['asinh(x/2)', '\\operatorname{arsinh}\\left(\\frac{x}{2}\\right)'],
    ['abs(lambda)', '\\lvert \\lambda\\rvert '],
    ['1e-20*x', '10^{-20}\\,x'],
    ['(a/b)/(c/d)', '\\frac{a/b}{c/d}'],
    ['((x+1)/y)^2', '\\left(\\frac{x + 1}{y}\\right)^{2}'],
    ['beta_PT*w_plus', '\\beta_{\\mathrm{PT}}\\,w_{+}'],
    ['exp(-(lambda^2 + 4*s^2)*u - a*b*c*d)', '\\exp(-(\\lambda^{2} + 4 s^{2})\\,u - a\\,b\\,c\\,d)'],
  ])('%s', (text, tex) => {
    expect(expressionToLatex(parse(text))).toBe(tex);
  });

  it('means what the expression means, read by a reader of its own', () => {
    let compared = 0;
    fc.assert(
      fc.property(arbitraryExpression, (e) => {
        const value = compile(e, SYMBOLS)(SYMBOLS.map((name) => POINT[name]));
        const read = valueOfLatex(expressionToLatex(e), VALUES);
        if (!Number.isFinite(value) || Math.abs(value) > 1e12) return;
        compared += 1;
        if (!close(value, read)) throw new Error(`${expressionToLatex(e)} reads as ${read}, not ${value}`);
      }),
      { seed: 11, numRuns: 4000 },
    );
    expect(compared).toBeGreaterThan(1500);
  });

  it('catches a missing parenthesis (negative control of the reader)', () => {
    expect(valueOfLatex('x\\,x + 1', { x: 2 })).toBe(5);
    expect(valueOfLatex('x\\,(x + 1)', { x: 2 })).toBe(6);
    expect(valueOfLatex('-x^{2}', { x: 3 })).toBe(-9);
    expect(() => valueOfLatex('a/b\\,c', { a: 1, b: 2, c: 3 })).toThrow('followed by a factor');
  });

  it('is accepted by KaTeX at its strictest', () => {
    fc.assert(
      fc.property(arbitraryExpression, (e) => {
        accepted(expressionToLatex(e));
      }),
      { seed: 12, numRuns: 1500 },
    );
    expect(() => accepted('\\frac{x}')).toThrow();
  });

  it('refuses what no page can hold, with the remedy', () => {
    let e = sum(symbol('x'), symbol('y'));
    while (e.size <= MAX_LATEX_SIZE) e = sum(e, e);
    expect(() => expressionToLatex(e)).toThrow(/too large to be typeset/);
  });
});
