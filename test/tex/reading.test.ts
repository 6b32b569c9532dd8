import { describe, expect, it } from 'vitest';
import { FlowproofError } from '../../src/errors.js';
import {
  LEVEL,
  Notation,
  plainTree,
  readMacros,
  readTexFormula,
  readTexStatement,
  symbolTable,
} from '../../src/tex/index.js';

const TABLE = symbolTable(
  ['lambda', 'a0', 's', 'x', 'y', 'a', 'K', 'beta_PT', 'rate', 'W1', 'W2', 'S', 'w'],
  new Map([['w', 'w(t)']]),
);
const NOTATION = new Notation(TABLE, new Map(['W1', 'W2', 'S'].map((name) => [name, LEVEL.matrix])));
const sourceOf = (tex: string, preamble = '') => ({
  source: tex,
  from: 0,
  to: tex.length,
  macros: readMacros(preamble),
  notation: NOTATION,
});

describe('a formula in LaTeX', () => {
  it.each([
    ['\\lambda a_0', 'lambda*a0'],
    ['\\lambda a_{0}^2', 'lambda*a0^2'],
    ['\\frac12 x', '1/2*x'],
    ['\\tfrac{x+1}{2 y}', '(x + 1)/(2*y)'],
    ['2\\left(x - y\\right)\\bigl(x + y\\bigr)', '2*(x - y)*(x + y)'],
    ['-x^2', '-x^2'],
    ['-(x+y)', '-(x + y)'],
    ['x - (y - a)', 'x - (y - a)'],
    ['x^{-y}', 'x^-y'],
    ['e^{-2 s x}', 'exp(-2*s*x)'],
    ['\\mathrm{e}^{x}', 'exp(x)'],
    ['\\sin^2 x + \\cos^2 x', 'sin(x)^2 + cos(x)^2'],
    ['\\sinh x \\cosh x', 'sinh(x)*cosh(x)'],
    ['\\log|x|', 'log(abs(x))'],
    ['|x||y|', 'abs(x)*abs(y)'],
    ['|x - |y||', 'abs(x - abs(y))'],
    ['\\lVert W_1 \\rVert_F^2', 'sqnorm(W1)'],
    ['\\ln\\frac{x}{y}', 'log(x/y)'],
    ['\\log_2 x', 'log(x)/log(2)'],
    ['\\sqrt[3]{x}', 'cbrt(x)'],
    ['\\sqrt2 x', 'sqrt(2)*x'],
    ['\\coth x', 'cosh(x)/sinh(x)'],
    ['\\operatorname{arsinh}\\left(\\frac{x}{2}\\right)', 'asinh(x/2)'],
    ['\\max\\{x, y\\}', 'max(x, y)'],
    ['x / y + 1', 'x/y + 1'],
    ['\\beta_{\\text{PT}}', 'beta_PT'],
    ['\\beta_\\mathrm{PT}', 'beta_PT'],
    ['\\mathrm{rate}', 'rate'],
    ['w(t)^2', 'w^2'],
    ['W_2^\\top W_2 - W_1 W_1^{\\mathsf{T}}', "W2'*W2 - W1*W1'"],
    ['(W_2 W_1)^{-1}', 'inv(W2*W1)'],
    ['e^{S x}', 'expm(S*x)'],
    ['S^{1/2}', 'sqrtm(S)'],
    ['\\operatorname{tr}(W_1 W_1^T)^2', "trace(W1*W1')^2"],
    ['\\begin{bmatrix} S & 0 \\\\ 0 & I \\end{bmatrix}', '[S, 0; 0, I]'],
    ['W_1 \\otimes W_2', 'kron(W1, W2)'],
    ['x % a comment with } and \\frac\n + y', 'x + y'],
    ['x \\, + \\; y', 'x + y'],
  ])('%s is %s', (tex, text) => {
    expect(readTexFormula(sourceOf(tex)).text).toBe(text);
  });

  it('may use the macros of the paper', () => {
    const preamble =
      '\\newcommand{\\half}{\\frac{1}{2}} \\newcommand\\norm[1]{\\left|#1\\right|} \\DeclareMathOperator{\\arsinh}{arsinh}\n' +
      '\\def\\lam{\\lambda} \\newcommand{\\both}[2]{(#1 - #2)(#1 + #2)}\n% \\newcommand{\\lam}{x}';
    const tex = '\\half \\norm{\\lam - x} \\arsinh(x) \\both{x}{y}';
    expect(readTexFormula(sourceOf(tex, preamble)).text).toBe('1/2*abs(lambda - x)*asinh(x)*(x - y)*(x + y)');
  });
});

describe('a statement in LaTeX', () => {
  it.each([
    ['x = y.', { equal: ['x', 'y'] }],
    ['\\begin{aligned} x &= y \\\\ &= a \\end{aligned}', { chain: ['x', 'y', 'a'] }],
    ['x &= y + {} \\\\[2pt] & \\quad s', { equal: ['x', 'y + s'] }],
    ['x + y \\geq 2 a', { holds: 'x + y >= 2*a' }],
    ['\\frac{d K}{d x} = 2 x', { derivative: { of: 'K', by: 'x', is: '2*x' } }],
    ['\\frac{\\partial}{\\partial x} [x^2] = 2 x', { derivative: { of: 'x^2', by: 'x', is: '2*x' } }],
    ['\\lim_{x \\to 0^+} \\frac{1}{x} = \\infty', { limit: { of: '1/x', as: 'x -> 0+', is: 'inf' } }],
    ['\\lim_{x \\to -\\infty} e^x = 0', { limit: { of: 'exp(x)', as: 'x -> -inf', is: '0' } }],
    [
      'K = O(|x - a|^{1/2}) \\text{ as } x \\to a',
      { order: { of: 'K', as: 'x -> a', exponent: '1/2', exact: false } },
    ],
    ['\\int x \\, dx = \\frac{x^2}{2}', { integral: { of: 'x', by: 'x', is: 'x^2/2' } }],
    [
      '\\int_0^\\infty e^{-x} \\, \\mathrm{d}x = 1',
      { integral: { of: 'exp(-x)', by: 'x', from: '0', to: 'inf', is: '1' } },
    ],
    [
      '\\sum_{x=1}^{y} x = \\frac{y(y+1)}{2}',
      { sum: { of: 'x', over: 'x', from: '1', to: 'y', is: 'y*(y + 1)/2' } },
    ],
    ['x = |x| \\quad \\text{for } x > 0', { equal: ['x', 'abs(x)'], assume: ['x > 0'] }],
    [
      'x \\le y \\text{ if } 0 < x < 1 \\text{ and } y \\ne 0',
      { holds: 'x <= y', assume: ['0 < x < 1', 'y != 0'] },
    ],
    [
      'W_1 W_1^\\top = S \\quad \\text{given } S = W_1 W_1^T',
      { identity: ["W1*W1'", 'S'], given: ["S = W1*W1'"] },
    ],
    ['x = Q^2 \\quad \\text{where } Q = x + y', { equal: ['x', '(x + y)^2'] }],
    [
      '\\mathbb{E}\\left[x^2\\right] = s^2 \\quad \\text{for } x \\sim \\mathcal{N}(0, s^2)',
      { expectation: { of: 'x^2', over: { x: { gaussian: { mean: '0', variance: 's^2' } } }, is: 's^2' } },
    ],
  ])('%s', (tex, keys) => {
    expect(plainTree(readTexStatement(sourceOf(tex)))).toEqual(keys);
  });
});

/** The code of the failure and the text where it is. */
function failure(tex: string, preamble?: string): string {
  try {
    return JSON.stringify(plainTree(readTexStatement(sourceOf(tex, preamble))));
  } catch (error) {
    if (!(error instanceof FlowproofError)) throw error;
    return `${error.code} at ${tex.slice((error.place?.column ?? 0) - 1)}`;
  }
}

describe('what two readers could read in two ways', () => {
  it.each([
    ['x = \\sin 2 x', 'x'],
    ['x = \\sin x^2', 'x^2'],
    ['x = \\sin(x)^2', '^2'],
    ['x = \\sin^{-1} x', '^{-1} x'],
    ['x = \\log^2 x', '^2 x'],
    ['x = \\sin x \\cdot y', '\\cdot y'],
    ['x = \\sin x / 2', '/ 2'],
    ['x = 1/2 y', 'y'],
    ['x = 1/2/y', '/y'],
    ['x = x^23', '23'],
    ['x = y 2', '2'],
    ['x = a(y)', 'a(y)'],
    ['x = a^2(y)', '^2(y)'],
    ['x = |a|b|c|', '|c|'],
    ['x = {a + y} s', '{a + y} s'],
    ["x = y'", "'"],
    ['\\lim_{x \\to 0} x + y = 0', '+ y = 0'],
    ['\\frac{d}{dx} x + y = 1', '+ y = 1'],
    ['\\sum_{x=1}^{y} x + 1 = 2', '+ 1 = 2'],
    ['x &= y \\\\ a &= s', 'a &= s'],
    ['0 < x < 1', '< 1'],
    ['S = W_1 W_2 \\otimes S', '\\otimes S'],
    ['x = \\frac{a}{y}^2', '^2'],
  ])('%s is refused', (tex, at) => {
    expect(failure(tex.replace('|a|b|c|', '|a|x|y|'))).toBe(`tex-ambiguous at ${at.replace('|c|', '|y|')}`);
  });
});

describe('what is not mathematics of claims', () => {
  it.each([
    ['x = y \\pm 1', 'tex-unsupported at \\pm 1'],
    ['x \\approx y', 'tex-unsupported at \\approx y'],
    ['x = \\unknown{y}', 'tex-unsupported at \\unknown{y}'],
    ['x = z', 'unknown-symbol at z'],
    ['x = y_1', 'tex-unsupported at _1'],
    ['x = a_1', 'tex-unsupported at _1'],
    ['x = \\frac{y}{2', 'tex-syntax at '],
    ['x = (y]', 'tex-syntax at ]'],
    ['x = ', 'tex-unsupported at '],
    ['x + y', 'tex-syntax at '],
    ['', 'tex-syntax at '],
    ['x = y \\text{ almost surely}', 'tex-unsupported at \\text{ almost surely}'],
    ['x = y \\text{ for}', 'tex-unsupported at \\text{ for}'],
    ['x = y \\quad (1)', 'tex-unsupported at (1)'],
    ['x = y \\text{ for } x = 1', 'tex-unsupported at = 1'],
    ['x = \\left. y \\right|', 'tex-unsupported at \\left. y \\right|'],
    ['x = y!', 'tex-unsupported at !'],
    ['x = \\int_0^1 y \\, dy', 'tex-unsupported at \\int_0^1 y \\, dy'],
    ['x = 3 \\times', 'tex-unsupported at '],
    ['x = y^y^y', 'tex-unsupported at ^y'],
    ['\\frac{d}{dt} x = y', 'tex-unsupported at \\frac{d}{dt} x = y'],
    ['x = \\lVert W_1 \\rVert', 'tex-unsupported at \\lVert W_1 \\rVert'],
  ])('%s', (tex, told) => {
    expect(failure(tex)).toBe(told);
  });

  it('ends soon, however it is nested', () => {
    expect(failure(`x = ${'('.repeat(5000)}x${')'.repeat(5000)}`)).toMatch(/^tex-too-large/);
    expect(failure(`x = ${'\\frac{1}{'.repeat(400)}x${'}'.repeat(400)}`)).toMatch(/^tex-too-large/);
    expect(failure(`x = ${'x + '.repeat(30_000)}x`)).toMatch(/^tex-too-large/);
    expect(failure('x = \\m', '\\newcommand{\\m}{\\m\\m}')).toMatch(/^tex-too-large/);
    expect(failure(`x = ${'|'.repeat(3000)}`)).toMatch(/^tex-/);
  });
});
