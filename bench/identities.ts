/**
 * Identities to time the kernel on, by class: facts of mathematics over the stated domains, of the sizes that derivations
 * about gradient flow are made of.
 */
import type { SymbolsInput } from '../src/claim/document.js';

/** Left side, right side, and what the symbols may be. */
export type Identity = readonly [left: string, right: string, symbols: SymbolsInput];

export interface IdentityClass {
  readonly name: string;
  readonly identities: readonly Identity[];
}

const real = (...names: string[]): SymbolsInput => Object.fromEntries(names.map((name) => [name, 'real']));
const positive = (...names: string[]): SymbolsInput =>
  Object.fromEntries(names.map((name) => [name, 'positive']));

const x = real('x');
const xy = real('x', 'y');
const px = positive('x');
const pxy = positive('x', 'y');
const unit: SymbolsInput = { x: { gt: -1, lt: 1 } };
const above1: SymbolsInput = { x: { gt: 1 } };

const polynomial: readonly Identity[] = [
  ['(x + y)^3', 'x^3 + 3*x^2*y + 3*x*y^2 + y^3', xy],
  ['x^4 - y^4', '(x - y)*(x + y)*(x^2 + y^2)', xy],
  ['x^4 + 4*y^4', '(x^2 + 2*x*y + 2*y^2)*(x^2 - 2*x*y + 2*y^2)', xy],
  ['(a^2 + b^2)*(c^2 + d^2)', '(a*c - b*d)^2 + (a*d + b*c)^2', real('a', 'b', 'c', 'd')],
  [
    '(a^2 + b^2 + c^2 + d^2)*(p^2 + q^2 + r^2 + s^2)',
    '(a*p - b*q - c*r - d*s)^2 + (a*q + b*p + c*s - d*r)^2 + (a*r - b*s + c*p + d*q)^2 + (a*s + b*r - c*q + d*p)^2',
    real('a', 'b', 'c', 'd', 'p', 'q', 'r', 's'),
  ],
  ['a^3 + b^3 + c^3 - 3*a*b*c', '(a + b + c)*(a^2 + b^2 + c^2 - a*b - b*c - c*a)', real('a', 'b', 'c')],
  ['(x^7 - 1)/(x - 1)', 'x^6 + x^5 + x^4 + x^3 + x^2 + x + 1', above1],
  ['1/(x*(x + 1)*(x + 2))', '1/(2*x) - 1/(x + 1) + 1/(2*(x + 2))', px],
  ['1/(x - y) - 1/(x + y)', '2*y/(x^2 - y^2)', xy],
  ['(x^2 - y^2)/(x/y + 1)', 'y*(x - y)', pxy],
  ['a/((a - b)*(a - c)) + b/((b - a)*(b - c)) + c/((c - a)*(c - b))', '0', real('a', 'b', 'c')],
  ['a^2/((a - b)*(a - c)) + b^2/((b - a)*(b - c)) + c^2/((c - a)*(c - b))', '1', real('a', 'b', 'c')],
  ['1/(1 + 1/(1 + 1/(1 + 1/x)))', '(2*x + 1)/(3*x + 2)', px],
  ['((1 - x^2)/(1 + x^2))^2 + (2*x/(1 + x^2))^2', '1', x],
  ['(x + y)^8 - (x - y)^8', '16*x*y*(x^6 + 7*x^4*y^2 + 7*x^2*y^4 + y^6)', xy],
  ['0.1*x + 0.2*x', '3*x/10', x],
];

const radicals: readonly Identity[] = [
  ['sqrt(x*y)', 'sqrt(x)*sqrt(y)', pxy],
  ['sqrt(x^2*y)', 'x*sqrt(y)', pxy],
  ['1/(sqrt(x + 1) + sqrt(x))', 'sqrt(x + 1) - sqrt(x)', px],
  ['(sqrt(x) + sqrt(y))^2', 'x + y + 2*sqrt(x*y)', pxy],
  ['sqrt(x + 2*sqrt(x) + 1)', 'sqrt(x) + 1', px],
  ['sqrt(5 + 2*sqrt(6))', 'sqrt(2) + sqrt(3)', {}],
  ['sqrt(3 + 2*sqrt(2))', '1 + sqrt(2)', {}],
  ['sqrt(7 - 4*sqrt(3))', '2 - sqrt(3)', {}],
  ['sqrt(16 - 2*sqrt(29) + 2*sqrt(55 - 10*sqrt(29)))', 'sqrt(5) + sqrt(11 - 2*sqrt(29))', {}],
  ['cbrt(2 + sqrt(5))', '(1 + sqrt(5))/2', {}],
  ['cbrt(x^3*y)', 'x*cbrt(y)', pxy],
  ['(x^(1/3) - y^(1/3))*(x^(2/3) + x^(1/3)*y^(1/3) + y^(2/3))', 'x - y', pxy],
  ['sqrt(sqrt(x))', 'x^(1/4)', px],
  ['sqrt(x + sqrt(x^2 - 1))', '(sqrt(x + 1) + sqrt(x - 1))/sqrt(2)', above1],
  ['sqrt((sqrt(x^2 + y^2) + x)/2)*sqrt((sqrt(x^2 + y^2) - x)/2)', 'y/2', { x: 'real', y: 'positive' }],
  ['x/sqrt(1 + x^2)*sqrt(1 + 1/x^2)', '1', px],
  ['1/(1 + sqrt(2) + sqrt(3))', '(2 + sqrt(2) - sqrt(6))/4', {}],
  ['sqrt(x)^3/sqrt(x^5)', '1/x', px],
];

const exponentials: readonly Identity[] = [
  ['exp(x)*exp(y)', 'exp(x + y)', xy],
  ['exp(2*log(x))', 'x^2', px],
  ['exp(x/2)^4', 'exp(2*x)', x],
  ['log(x*y)', 'log(x) + log(y)', pxy],
  ['log(x^3/y^2)', '3*log(x) - 2*log(y)', pxy],
  ['log(sqrt(x))', 'log(x)/2', px],
  ['log(12)', '2*log(2) + log(3)', {}],
  ['log(1 + exp(x)) - log(1 + exp(-x))', 'x', x],
  ['log(exp(x) + exp(y))', 'x + log(1 + exp(y - x))', xy],
  ['1/(1 + exp(-x))', 'exp(x)/(1 + exp(x))', x],
  ['1/(1 + exp(-x)) + 1/(1 + exp(x))', '1', x],
  ['log(x^2 - 1)', 'log(x - 1) + log(x + 1)', above1],
  ['log((sqrt(x + 1) + sqrt(x))^2)', '-2*log(sqrt(x + 1) - sqrt(x))', px],
  ['(exp(3*x) - 1)/(exp(x) - 1)', 'exp(2*x) + exp(x) + 1', px],
  ['exp(log(x)/3)', 'cbrt(x)', px],
  ['sqrt(exp(2*x) + 2 + exp(-2*x))', 'exp(x) + exp(-x)', x],
];

const hyperbolic: readonly Identity[] = [
  ['cosh(x)^2 - sinh(x)^2', '1', x],
  ['sinh(2*x)', '2*sinh(x)*cosh(x)', x],
  ['cosh(3*x)', '4*cosh(x)^3 - 3*cosh(x)', x],
  ['sinh(x + y)', 'sinh(x)*cosh(y) + cosh(x)*sinh(y)', xy],
  ['tanh(x + y)', '(tanh(x) + tanh(y))/(1 + tanh(x)*tanh(y))', xy],
  ['cosh(x) - 1', 'sinh(x)*tanh(x/2)', x],
  ['tanh(x/2)', '(cosh(x) - 1)/sinh(x)', px],
  ['1 - tanh(x)^2', '1/cosh(x)^2', x],
  ['cosh(x) + cosh(y)', '2*cosh((x + y)/2)*cosh((x - y)/2)', xy],
  ['(1 + tanh(x))/(1 - tanh(x))', 'exp(2*x)', x],
  ['(cosh(x) + sinh(x))^5', 'cosh(5*x) + sinh(5*x)', x],
  ['sinh(x)', 'sqrt(cosh(x)^2 - 1)', px],
  ['sqrt((cosh(x) + 1)/2)', 'cosh(x/2)', x],
  ['2*x/(exp(2*x) - 1) + x', 'x*cosh(x)/sinh(x)', px],
  ['log(cosh(x) + sinh(x))', 'x', x],
];

const inverseHyperbolic: readonly Identity[] = [
  ['asinh(x)', 'log(x + sqrt(x^2 + 1))', x],
  ['acosh(x)', 'log(x + sqrt(x^2 - 1))', above1],
  ['atanh(x)', 'log((1 + x)/(1 - x))/2', unit],
  ['asinh(sinh(x))', 'x', x],
  ['atanh(tanh(x))', 'x', x],
  ['acosh(cosh(x))', 'x', px],
  ['cosh(asinh(x))', 'sqrt(1 + x^2)', x],
  ['sinh(acosh(x))', 'sqrt(x^2 - 1)', above1],
  ['sinh(2*asinh(x))', '2*x*sqrt(1 + x^2)', x],
  ['tanh(asinh(x)/2)', 'x/(1 + sqrt(1 + x^2))', x],
  ['cosh(acosh(x)/2)', 'sqrt((x + 1)/2)', above1],
  ['sinh(atanh(x))', 'x/sqrt(1 - x^2)', unit],
  ['asinh(x)', 'atanh(x/sqrt(1 + x^2))', x],
  ['acosh(2*x^2 - 1)', '2*acosh(x)', above1],
  ['asinh(x) + asinh(y)', 'asinh(x*sqrt(1 + y^2) + y*sqrt(1 + x^2))', xy],
  ['cosh(2*atanh(x))', '(1 + x^2)/(1 - x^2)', unit],
  ['asinh(2*x*sqrt(1 + x^2))', '2*asinh(x)', x],
];

const trigonometric: readonly Identity[] = [
  ['sin(x)^2 + cos(x)^2', '1', x],
  ['sin(3*x)', '3*sin(x) - 4*sin(x)^3', x],
  ['cos(x + y)', 'cos(x)*cos(y) - sin(x)*sin(y)', xy],
  ['sin(x)^4', '(3 - 4*cos(2*x) + cos(4*x))/8', x],
  ['cos(x)^4 - sin(x)^4', 'cos(2*x)', x],
  ['(1 - cos(x))/sin(x)', 'sin(x)/(1 + cos(x))', { x: { gt: 0, lt: 3 } }],
  [
    'tan(x + y)',
    '(tan(x) + tan(y))/(1 - tan(x)*tan(y))',
    { x: { gt: 0, lt: '1/2' }, y: { gt: 0, lt: '1/2' } },
  ],
  ['sin(x)*sin(y)', '(cos(x - y) - cos(x + y))/2', xy],
  ['sin(pi/12)', '(sqrt(6) - sqrt(2))/4', {}],
  ['cos(pi/5)', '(1 + sqrt(5))/4', {}],
  ['cos(pi/7) - cos(2*pi/7) + cos(3*pi/7)', '1/2', {}],
  ['sin(pi/3 - x)*sin(x)*sin(pi/3 + x)', 'sin(3*x)/4', x],
  ['1/cos(x)^2', '1 + tan(x)^2', { x: { gt: -1, lt: 1 } }],
  ['sin(x + pi/2)', 'cos(x)', x],
];

const inverseTrigonometric: readonly Identity[] = [
  ['asin(x) + acos(x)', 'pi/2', unit],
  ['sin(acos(x))', 'sqrt(1 - x^2)', unit],
  ['tan(asin(x))', 'x/sqrt(1 - x^2)', unit],
  ['cos(atan(x))', '1/sqrt(1 + x^2)', x],
  ['atan(x) + atan(1/x)', 'pi/2', px],
  ['cos(2*atan(x))', '(1 - x^2)/(1 + x^2)', x],
  ['tan(atan(x)/2)', 'x/(1 + sqrt(1 + x^2))', x],
  ['4*atan(1/5) - atan(1/239)', 'pi/4', {}],
  ['atan(1) + atan(2) + atan(3)', 'pi', {}],
  ['asin(x)', 'atan(x/sqrt(1 - x^2))', unit],
  ['cos(3*acos(x))', '4*x^3 - 3*x', unit],
  ['atan(sqrt(2) - 1)', 'pi/8', {}],
];

const magnitudes: readonly Identity[] = [
  ['sqrt(x^2)', 'abs(x)', x],
  ['abs(x*y)', 'abs(x)*abs(y)', xy],
  ['abs(x)^2', 'x^2', x],
  ['sign(x)*abs(x)', 'x', x],
  ['max(x, y)', '(x + y + abs(x - y))/2', xy],
  ['max(x, y) + min(x, y)', 'x + y', xy],
  ['max(x, y)*min(x, y)', 'x*y', xy],
  ['sqrt(x^4 + 2*x^2 + 1)', 'x^2 + 1', x],
  ['sqrt((x - y)^2)', 'max(x, y) - min(x, y)', xy],
  ['abs(sinh(x))', 'sinh(abs(x))', x],
  ['max(x, 0) - max(-x, 0)', 'x', x],
  ['abs(x + abs(x))', '2*max(x, 0)', x],
];

const pab: SymbolsInput = { x: 'positive', y: 'positive', a: 'real', b: 'real' };
const symbolicExponents: readonly Identity[] = [
  ['x^a*x^b', 'x^(a + b)', pab],
  ['(x^a)^b', 'x^(a*b)', pab],
  ['(x*y)^a', 'x^a*y^a', pab],
  ['x^a/x^(a - 2)', 'x^2', pab],
  ['log(x^a*y^b)', 'a*log(x) + b*log(y)', pab],
  ['exp(a*log(x))', 'x^a', pab],
  ['(x^a + x^(-a))^2 - (x^a - x^(-a))^2', '4', pab],
  ['4^a', '2^a*2^a', pab],
  ['sqrt(x^(2*a))', 'x^a', pab],
  ['x^n*x', 'x^(n + 1)', { x: 'positive', n: 'integer' }],
  ['6^a/3^a', '2^a', pab],
  ['(x^(2*a) - 1)/(x^a + 1)', 'x^a - 1', pab],
];

const K = 'sqrt(lambda^2 + 4*s^2)';
const mode: SymbolsInput = { s: 'positive', lambda: 'real' };
const modeFlow: SymbolsInput = { s: 'positive', lambda: 'real', a: 'positive', u: 'nonnegative' };
const E = `exp(-${K}*u)`;
const singularModes: readonly Identity[] = [
  [`sqrt((${K} - lambda)/2)*sqrt((${K} + lambda)/2)`, 's', mode],
  [`((${K} + lambda)/2)*((${K} - lambda)/2)`, 's^2', mode],
  [`sqrt((${K} + lambda)/2)^2 - sqrt((${K} - lambda)/2)^2`, 'lambda', mode],
  [`sqrt((${K} + lambda)/2)`, `(sqrt(${K}/2 + s) + lambda/(2*sqrt(${K}/2 + s)))/sqrt(2)`, mode],
  [`log((${K} + lambda)/(${K} - lambda))/2`, 'asinh(lambda/(2*s))', mode],
  [`2*s/(${K} + lambda)`, `(${K} - lambda)/(2*s)`, mode],
  [`(${K} - lambda)/(${K} + lambda)`, `((${K} - lambda)/(2*s))^2`, mode],
  [`atanh(lambda/${K})`, 'asinh(lambda/(2*s))', mode],
  [`${K}/2`, 's*cosh(asinh(lambda/(2*s)))', mode],
  [`sqrt(s)*exp(asinh(lambda/(2*s))/2)`, `sqrt((${K} + lambda)/2)`, mode],
  [`lambda/${K}`, 'tanh(asinh(lambda/(2*s)))', mode],
  [`(${K} + 2*s)/(${K} - 2*s)`, `((${K} + 2*s)/lambda)^2`, { s: 'positive', lambda: 'positive' }],
  [`tanh(${K}*u/2)`, `(1 - ${E})/(1 + ${E})`, modeFlow],
  [
    `1/(${K}*cosh(${K}*u/2) + lambda*sinh(${K}*u/2))`,
    `2*exp(-${K}*u/2)/(${K} + lambda + (${K} - lambda)*${E})`,
    modeFlow,
  ],
  ['s*a/(a + (s - a)*exp(-2*s*u))', 's*exp(2*s*u)/(exp(2*s*u) - 1 + s/a)', modeFlow],
  [
    's*a/(a + (s - a)*exp(-2*s*u))',
    's/2*(1 + tanh(s*u + log(a/(s - a))/2))',
    { a: { gt: 0, lt: 1 }, s: { gt: 1, lt: 5 }, u: 'nonnegative' },
  ],
  [
    'sqrt(lambda)*sinh(eta)*(sqrt(lambda)*cosh(eta))',
    'lambda/2*sinh(2*eta)',
    { lambda: 'positive', eta: 'real' },
  ],
  ['tan(atan(2*a/lambda)/2)', '2*a/(sqrt(lambda^2 + 4*a^2) + lambda)', { a: 'real', lambda: 'positive' }],
];

const penalty: SymbolsInput = { z: 'real', c: 'positive', alpha: 'positive', eta: 'real' };
const R = 'sqrt(z^2 + c^2)';
const q = (z: string, c: string) =>
  `(${c})/2*(1 - sqrt(1 + ((${z})/(${c}))^2) + (${z})/(${c})*asinh((${z})/(${c})))`;
const penalties: readonly Identity[] = [
  [q('z', 'c'), 'z/2*(asinh(z/c) - tanh(asinh(z/c)/2))', penalty],
  [q('-z', 'c'), q('z', 'c'), penalty],
  [q('alpha*z', 'alpha*c'), `alpha*(${q('z', 'c')})`, penalty],
  [q('c*sinh(2*eta)', 'c'), 'c/2*(1 - cosh(2*eta) + 2*eta*sinh(2*eta))', penalty],
  [q('c*sinh(2*eta)', 'c'), 'eta*c*sinh(2*eta) - c*sinh(eta)^2', penalty],
  [`${q('z', 'c')} + c/2*(cosh(asinh(z/c)) - 1)`, 'z*asinh(z/c)/2', penalty],
  ['cosh(asinh(z/c)/2)^2', `(c + ${R})/(2*c)`, penalty],
  ['sinh(asinh(z/c)/2)^2', `(${R} - c)/(2*c)`, penalty],
  ['2*c*sinh(asinh(z/c)/2)*cosh(asinh(z/c)/2)', 'z', penalty],
  ['exp(asinh(z/c))', `(z + ${R})/c`, penalty],
  [`c - z + ${R}`, `c + c^2/(z + ${R})`, penalty],
  ['(sqrt(c)*exp(eta))^2/2 - (sqrt(c)*exp(-eta))^2/2', 'c*sinh(2*eta)', penalty],
  ['asinh(c*sinh(2*eta)/c)/2', 'eta', penalty],
  [`log((${R} + z)/(${R} - z))/4`, 'asinh(z/c)/2', penalty],
  ['sqrt(c*(1 + tanh(eta))/2)^2 + sqrt(c*(1 - tanh(eta))/2)^2', 'c', penalty],
  [`sqrt((${R} + c)/2)*sqrt((${R} - c)/2)`, 'abs(z)/2', penalty],
  [`(1 - sqrt(1 + 4*z^2/c^2))/4`, '-((2*z/c)^2/(1 + sqrt(1 + (2*z/c)^2)))/4', penalty],
];

export const IDENTITIES: readonly IdentityClass[] = [
  { name: 'polynomial and rational', identities: polynomial },
  { name: 'radicals', identities: radicals },
  { name: 'exp and log', identities: exponentials },
  { name: 'hyperbolic', identities: hyperbolic },
  { name: 'inverse hyperbolic', identities: inverseHyperbolic },
  { name: 'trigonometric', identities: trigonometric },
  { name: 'inverse trigonometric', identities: inverseTrigonometric },
  { name: 'abs, sign, min, max', identities: magnitudes },
  { name: 'symbolic exponents', identities: symbolicExponents },
  { name: 'singular modes', identities: singularModes },
  { name: 'penalties', identities: penalties },
];
