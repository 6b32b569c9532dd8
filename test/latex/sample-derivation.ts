import type { Claim, Derivation, Formula, Statement } from '../../src/claim/claim.js';
import type { Domain, SymbolDomain } from '../../src/domain/domain.js';
import { parse } from '../../src/expression/parse.js';
import { rational, ZERO } from '../../src/expression/rational.js';

export const formula = (text: string): Formula => {
  const typed = parse(text);
  return { text, typed, expanded: typed, place: {} };
};

const formulas = (texts: Record<string, string>): Map<string, Formula> =>
  new Map(Object.entries(texts).map(([name, text]) => [name, formula(text)]));

const positive = (name: string): SymbolDomain => ({
  name,
  integer: false,
  lower: { value: ZERO, strict: true },
});
const real = (name: string): SymbolDomain => ({ name, integer: false });

const DOMAIN: Domain = {
  symbols: new Map([positive('s'), real('lambda'), positive('a0'), positive('u')].map((d) => [d.name, d])),
  relations: [{ operator: '<', left: parse('a0'), right: parse('s'), text: 'a0 < s' }],
};

/** One statement of every kind. */
export const STATEMENTS: Readonly<Record<string, Statement>> = {
  equality: {
    kind: 'equality',
    left: formula('sqrt((K - lambda)/2) * sqrt((K + lambda)/2)'),
    right: formula('s'),
  },
  'long-equality': {
    kind: 'equality',
    left: formula('(sinh(x) + cosh(x))^5 - lambda*exp(-K*u)'),
    right: formula(
      'sinh(x)^5 + 5*sinh(x)^4*cosh(x) + 10*sinh(x)^3*cosh(x)^2 + 10*sinh(x)^2*cosh(x)^3 - (-5*sinh(x)*cosh(x)^4) ' +
        '+ (-lambda)*exp(-K*u) + cosh(x)^5',
    ),
  },
  chain: {
    kind: 'chain',
    steps: ['sinh(2*x)', '2*sinh(x)*cosh(x)', '(exp(2*x) - exp(-2*x))/2'].map(formula),
  },
  inequality: { kind: 'inequality', left: formula('K'), operator: '>=', right: formula('2*s') },
  derivative: { kind: 'derivative', of: formula('log(cosh(x))'), by: 'x', is: formula('tanh(x)') },
  solves: {
    kind: 'solves',
    variable: 'u',
    forms: formulas({ a: 's - delta*(K + lambda)/(K - lambda*tanh(K*u/2))' }),
    field: formulas({ a: 'sqrt(lambda^2 + 4*a^2)*(s - a)' }),
    initial: { at: formula('0'), values: formulas({ a: 'a0' }) },
  },
  integral: {
    kind: 'integral',
    of: formula('exp(-2*s*t)'),
    by: 't',
    is: formula('(1 - exp(-2*s*u))/(2*s)'),
    range: {
      from: { kind: 'finite', value: formula('0') },
      to: { kind: 'finite', value: formula('u') },
      antiderivative: formula('-exp(-2*s*t)/(2*s)'),
    },
  },
  'improper-integral': {
    kind: 'integral',
    of: formula('1/(1 + x^2) - 0*x'),
    by: 'x',
    is: formula('pi'),
    range: { from: { kind: 'infinite', sign: -1 }, to: { kind: 'infinite', sign: 1 } },
  },
  antiderivative: { kind: 'integral', of: formula('1/x'), by: 'x', is: formula('log(abs(x))') },
  sum: {
    kind: 'sum',
    of: formula('k^2 + k'),
    over: 'k',
    from: formula('1'),
    to: { kind: 'finite', value: formula('n') },
    is: formula('n*(n + 1)*(n + 2)/3'),
  },
  'infinite-sum': {
    kind: 'sum',
    of: formula('q^k'),
    over: 'k',
    from: formula('0'),
    to: { kind: 'infinite', sign: 1 },
    is: formula('1/(1 - q)'),
    partial: formula('(1 - q^(k + 1))/(1 - q)'),
  },
  expectation: {
    kind: 'expectation',
    of: formula('a*x^4 + x*y'),
    over: new Map([
      ['x', { mean: formula('0'), variance: formula('s^2') }],
      ['y', { mean: formula('m'), variance: formula('1') }],
    ]),
    is: formula('3*a*s^4'),
  },
  boundary: {
    kind: 'boundary',
    variable: 'lambda',
    at: formula('s/sqrt(2)'),
    field: formulas({ a: 'sqrt(lambda^2 + 4*a^2)*(s - a)' }),
    initial: formulas({ a: '0' }),
    until: formula('2/s'),
    quantity: formula('a'),
    derivatives: 2,
    reduce: 'max',
    level: formula('0'),
    below: 'more',
  },
  'boundary-at-the-end': {
    kind: 'boundary',
    variable: 'lambda',
    at: formula('-s'),
    field: formulas({ c: '-lambda*c', d: 's - d' }),
    initial: formulas({ c: 'a0', d: '0' }),
    until: formula('1'),
    quantity: formula('c + d'),
    derivatives: 0,
    reduce: 'end',
    level: formula('a0'),
    below: 'less',
  },
  conserved: {
    kind: 'conserved',
    quantity: formula('w_plus^2 - w_minus^2'),
    field: formulas({ w_plus: '-w_minus*(w_plus*w_minus - s)', w_minus: '-w_plus*(w_plus*w_minus - s)' }),
  },
  'conserved-by-loss': {
    kind: 'conserved',
    quantity: formula('c^2 - d^2'),
    field: formulas({ c: '-(-(d*2*(s - c*d)))/2', d: '-(-(c*2*(s - c*d)))/2' }),
    loss: formula('(s - c*d)^2/2'),
  },
  limit: {
    kind: 'limit',
    of: formula('asinh(x)/x'),
    variable: 'x',
    approach: { kind: 'point', value: formula('0'), side: 'right' },
    is: { kind: 'finite', value: formula('1') },
  },
  'limit-at-infinity': {
    kind: 'limit',
    of: formula('K - lambda'),
    variable: 'lambda',
    approach: { kind: 'infinity', sign: -1 },
    is: { kind: 'infinite', sign: 1 },
  },
  order: {
    kind: 'order',
    of: formula('cosh(x) - 1'),
    variable: 'x',
    approach: { kind: 'point', value: formula('0'), side: 'both' },
    exponent: formula('2'),
    exact: true,
  },
  extends: {
    kind: 'extends',
    of: formula('(a^2 - b^2)/(a - b)'),
    variable: 'b',
    approach: { kind: 'point', value: formula('a'), side: 'both' },
    is: formula('2*a'),
  },
  'extended-inequality': {
    kind: 'inequality',
    left: formula('sinh(lambda)/lambda'),
    operator: '>=',
    right: formula('1'),
    extend: { variable: 'lambda', approach: { kind: 'point', value: formula('0'), side: 'both' } },
  },
  'order-at-a-point': {
    kind: 'order',
    of: formula('sqrt(x - a0)'),
    variable: 'x',
    approach: { kind: 'point', value: formula('a0'), side: 'right' },
    exponent: formula('1/2'),
    exact: false,
  },
};

export const claim = (id: string, statement: Statement, facts: Partial<Claim> = {}): Claim => ({
  id,
  derivation: 'mode',
  statement,
  domain: DOMAIN,
  require: 'supported',
  place: {},
  ...facts,
});

const NARROWED: Domain = {
  ...DOMAIN,
  symbols: new Map([
    ...DOMAIN.symbols,
    [
      'x',
      {
        name: 'x',
        integer: false,
        lower: { value: rational(1, 10), strict: true },
        upper: { value: rational(10), strict: false },
      },
    ],
    ['n', { name: 'n', integer: true, lower: { value: rational(1), strict: false } }],
  ]),
};

/** Prose, every kind of statement, and every nuisance a text may hold. */
export const DERIVATION: Derivation = {
  id: 'mode',
  title: 'Aligned mode: 100% of $λ$ & {all} signs_',
  source: 'arXiv:0000.00000, §3 \\evil #1',
  prose: 'One mode of a λ‑balanced network — “rich” for λ → 0; 漢 ~ ^ < > | "x" `y`.',
  domain: DOMAIN,
  matrices: { letters: [], definitions: [], hypotheses: [] },
  notation: new Map(),
  definitions: [{ name: 'K', formula: formula('sqrt(lambda^2 + 4*s^2)') }],
  claims: Object.entries(STATEMENTS).map(([id, statement]) =>
    claim(id, statement, {
      prose: `The ${id} of §2.`,
      domain: id === 'chain' ? NARROWED : DOMAIN,
      right: id === 'inequality' ? 'K > 2*s for lambda ≠ 0' : id === 'limit' ? 'asinh(x)/x <= 1' : undefined,
    }),
  ),
  file: 'derivations/mode.ts',
};
