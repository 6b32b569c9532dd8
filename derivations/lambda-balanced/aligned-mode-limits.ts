import { derivation } from 'flowproof';
import alignedMode from './aligned-mode.js';

/** The strength of the mode for the balance `l`, the start `a` and the decay factor `E`. */
const modeAt = (l: string, a: string, E: string) => {
  const K = `sqrt((${l})^2 + 4*s^2)`;
  const D = `(sqrt((${l})^2 + 4*(${a})^2)*${K} + (${l})^2 + 4*s*(${a}))`;
  const gap = `2*(s - (${a}))*${K}^2*${D}*${E}`;
  return `s - ${gap}/(${D}^2 + 8*s*(s - (${a}))*${D}*${E} - 4*(${l})^2*(s - (${a}))^2*${E}^2)`;
};

/** The mode at the time v/|lambda|, for lambda = `l`. */
const modeAtScaledTime = (l: string) => modeAt(l, 'a0', `exp(-sqrt(lambda^2 + 4*s^2)*v/abs(${l}))`);

export default derivation({
  derivation: 'aligned-mode-limits',
  title: 'The aligned mode for small and large |lambda|, for small weights and for late times',
  source: 'arXiv:2409.14623',
  prose:
    'Small |lambda|: the logistic curve of balanced networks. Large |lambda|: an exponential, the lazy regime. ' +
    'v = |lambda| u is the time scale of the second, y = exp(-v).',
  require: 'proved',
  symbols: {
    ...alignedMode.symbols,
    v: 'nonnegative',
    epsilon: 'positive',
    p: 'real',
    q: 'real',
    growth: 'positive',
  },
  define: {
    ...alignedMode.define,
    logistic: 's*a0/(a0 + (s - a0)*exp(-2*s*u))',
    y: 'exp(-v)',
    leading: 's - delta*y',
    corrected: 'leading + 2*delta*y/lambda^2*(s^2*v - 2*s*delta*(1 - y) + delta^2/2*(1 - y^2))',
    mode_scaled: modeAtScaledTime('lambda'),
    mode_from_zero: modeAt('lambda', '0', 'E'),
    a_effective: '(p + q)^2/4',
    // c0 = epsilon p, d0 = epsilon q, at the time when exp(2 s u) = growth/epsilon^2.
    mode_small_weights: modeAt(
      'epsilon^2*(q^2 - p^2)',
      'epsilon^2*p*q',
      'exp(-sqrt(epsilon^4*(q^2 - p^2)^2 + 4*s^2)*log(growth/epsilon^2)/(2*s))',
    ),
    logistic_small_weights: 's*a_effective*growth/(s + a_effective*(growth - epsilon^2))',
  },
  claims: [
    // lambda -> 0.
    {
      id: 'logistic-limit',
      source: 'lambda-balanced/logistic-limit',
      prose: 'lambda -> 0 at fixed u and a0 s > 0: the logistic curve of the balanced network.',
      assume: ['a0*s > 0'],
      limit: { of: 'mode', as: 'lambda -> 0', is: 's*a0/(a0 + (s - a0)*exp(-2*abs(s)*u))' },
    },
    {
      id: 'logistic-limit-order',
      source: 'lambda-balanced/logistic-limit',
      prose: 'The error is of second order in lambda.',
      symbols: { s: 'positive', a0: 'positive' },
      order: { of: 'mode - logistic', as: 'lambda -> 0', exponent: 2, exact: false },
    },
    {
      id: 'logistic-growing-form',
      source: 'lambda-balanced/logistic-limit',
      assume: ['a0 != 0'],
      equal: ['logistic', 's*exp(2*s*u)/(exp(2*s*u) - 1 + s/a0)'],
    },
    {
      id: 'transition-function',
      source: 'lambda-balanced/logistic-limit',
      prose: 'The share (a - a0)/(s - a0) of the transition that is done.',
      assume: ['a0 != 0'],
      equal: ['(logistic - a0)/(s - a0)', '(exp(2*s*u) - 1)/(exp(2*s*u) - 1 + s/a0)'],
    },
    {
      id: 'transition-function-limit',
      source: 'lambda-balanced/logistic-limit',
      symbols: { s: 'positive', a0: 'positive' },
      assume: ['a0 != s'],
      limit: { of: '(mode - a0)/delta', as: 'lambda -> 0', is: '(exp(2*s*u) - 1)/(exp(2*s*u) - 1 + s/a0)' },
    },
    {
      id: 'opposite-start-limit',
      source: 'lambda-balanced/logistic-limit',
      prose: 'a0 s <= 0: at fixed u the limit is the curve that dies at zero; the limit is not uniform in u.',
      symbols: { s: { ge: -4, le: 4 }, u: { ge: 0, le: 4 } },
      assume: ['a0*s <= 0', 's != 0'],
      limit: {
        of: 'mode',
        as: 'lambda -> 0',
        is: 's*a0*exp(-2*abs(s)*u)/(s - a0 + a0*exp(-2*abs(s)*u))',
      },
    },
    {
      id: 'effective-start',
      source: 'lambda-balanced/effective-start',
      prose: 'The start that small weights act like: (c0 + d0)^2/4 = (k0 + 2 a0)/4.',
      equal: ['(c + d)^2/4', '(sqrt((d^2 - c^2)^2 + 4*(c*d)^2) + 2*(c*d))/4'],
    },
    {
      id: 'effective-start-limit',
      source: 'lambda-balanced/effective-start',
      prose:
        'Small weights epsilon (p, q), seen when they have grown to order one: logistic from the effective start.',
      symbols: { s: 'positive' },
      assume: ['p + q != 0'],
      limit: {
        of: 'mode_small_weights',
        as: 'epsilon -> 0+',
        is: 's*a_effective*growth/(s + a_effective*growth)',
      },
    },
    {
      id: 'effective-start-order',
      source: 'lambda-balanced/effective-start',
      symbols: { s: 'positive' },
      assume: ['p + q != 0'],
      order: {
        of: 'mode_small_weights - logistic_small_weights',
        as: 'epsilon -> 0+',
        exponent: 2,
        exact: false,
      },
    },
    {
      id: 'effective-start-from-zero',
      source: 'lambda-balanced/effective-start',
      prose: 'a0 = 0: the effective start is |lambda|/4.',
      equal: ['(sqrt(lambda^2 + 4*0^2) + 2*0)/4', 'abs(lambda)/4'],
    },
    {
      id: 'early-law',
      source: 'lambda-balanced/effective-start',
      prose: 'From a0 = 0 the mode first grows as (|lambda|/2) sinh(2 s u).',
      symbols: { s: { gt: 0, le: 4 }, u: { ge: 0, le: 4 }, lambda: 'positive' },
      limit: { of: 'mode_from_zero/lambda', as: 'lambda -> 0+', is: 'sinh(2*s*u)/2' },
    },
    {
      id: 'early-law-order',
      source: 'lambda-balanced/effective-start',
      symbols: { s: { gt: 0, le: 4 }, u: { ge: 0, le: 4 }, lambda: 'positive' },
      order: { of: 'mode_from_zero - lambda/2*sinh(2*s*u)', as: 'lambda -> 0+', exponent: 2, exact: false },
    },
    // |lambda| -> infinity.
    {
      id: 'exponential-limit',
      source: 'lambda-balanced/exponential-limit',
      prose: '|lambda| -> infinity at fixed v = |lambda| u: a single exponential at the rate |lambda|.',
      limit: { of: 'mode_scaled', as: 'lambda -> inf', is: 'leading' },
    },
    {
      id: 'exponential-limit-negative-lambda',
      source: 'lambda-balanced/exponential-limit',
      limit: { of: 'mode_scaled', as: 'lambda -> -inf', is: 'leading' },
    },
    {
      id: 'exponential-limit-order',
      source: 'lambda-balanced/exponential-limit',
      order: { of: 'mode_scaled - leading', as: 'lambda -> inf', exponent: -2, exact: false },
    },
    {
      id: 'exponential-correction',
      source: 'lambda-balanced/exponential-limit',
      prose: 'The coefficient of lambda^-2.',
      limit: {
        of: 'lambda^2*(mode_scaled - leading)',
        as: 'lambda -> inf',
        is: '2*delta*y*(s^2*v - 2*s*delta*(1 - y) + delta^2/2*(1 - y^2))',
      },
    },
    {
      id: 'exponential-correction-order',
      source: 'lambda-balanced/exponential-limit',
      prose: 'With it the error is of fourth order.',
      order: { of: 'mode_scaled - corrected', as: 'lambda -> inf', exponent: -4, exact: false },
    },
    {
      id: 'exponential-correction-order-negative-lambda',
      source: 'lambda-balanced/exponential-limit',
      order: { of: 'mode_scaled - corrected', as: 'lambda -> -inf', exponent: -4, exact: false },
    },
    {
      id: 'secular-rate',
      source: 'lambda-balanced/exponential-limit',
      prose:
        'The exact rate exceeds |lambda| by about 2 s^2/|lambda|: beyond v ~ lambda^2/s^2 use exp(-K u).',
      symbols: { s: 'positive', lambda: 'positive' },
      limit: { of: 'lambda*(K - lambda)', as: 'lambda -> inf', is: '2*s^2' },
    },
    // u -> infinity.
    {
      id: 'late-time',
      source: 'lambda-balanced/late-time',
      prose: 'The gap closes as exp(-K u) with the prefactor 2 K^2 (s - a0)/D0.',
      assume: ['lambda != 0'],
      limit: { of: 'gap*exp(K*u)', as: 'u -> inf', is: '2*K^2*delta/D0' },
    },
    {
      id: 'converges-to-the-target',
      source: 'lambda-balanced/scalar-ode',
      assume: ['lambda != 0'],
      limit: { of: 'mode', as: 'u -> inf', is: 's' },
    },
    {
      id: 'converges-to-the-target-at-lambda-zero',
      source: 'lambda-balanced/scalar-ode',
      assume: ['a0*s > 0'],
      limit: { of: 's*a0/(a0 + (s - a0)*exp(-2*abs(s)*u))', as: 'u -> inf', is: 's' },
    },
    {
      id: 'dies-at-lambda-zero',
      source: 'lambda-balanced/scalar-ode',
      prose: 'lambda = 0 with a0 s <= 0: the mode moves to zero, not to the target.',
      assume: ['a0*s <= 0', 's != 0'],
      limit: { of: 's*a0*exp(-2*abs(s)*u)/(s - a0 + a0*exp(-2*abs(s)*u))', as: 'u -> inf', is: 0 },
    },
    {
      id: 'late-time-prefactor-diverges',
      source: 'lambda-balanced/late-time',
      prose: 'a0 < 0 < s: the prefactor diverges as lambda -> 0, which is the delay of the escape from zero.',
      symbols: { s: 'positive', a0: 'negative' },
      limit: { of: '2*K^2*delta/D0', as: 'lambda -> 0', is: 'inf' },
    },
  ],
});
