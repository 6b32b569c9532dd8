import { derivation } from 'flowproof';
import moments from '../lambda-balanced/random-initialisation.js';
import tables from '../lambda-balanced/random-initialisation-tables.js';

const gaussian = (sigma: string) => ({ gaussian: { variance: `${sigma}^2` } });
const OVER_111 = { a: gaussian('sigma'), w: gaussian('sigma') };
const OVER_121 = {
  a1: gaussian('sigma'),
  a2: gaussian('sigma'),
  w1: gaussian('sigma'),
  w2: gaussian('sigma'),
};
/** Two inputs, two hidden units, one output. */
const LOSS_221 = '((s1 - w1*a11 - w2*a21)^2 + (s2 - w1*a12 - w2*a22)^2)/2';
const PARAMETERS_221 = ['w1', 'w2', 'a11', 'a12', 'a21', 'a22'];

/** A cell of the tables that is printed wrongly: the erratum and the right form beside it. */
const cell = (
  id: string,
  limit: { of: string; as: string },
  printed: string,
  right: string,
  claim: string,
) => ({
  id,
  source: 'lambda-balanced/erratum-10',
  limit: { ...limit, is: printed },
  expect: 'refuted' as const,
  right: `${right}: claim ${claim} of random-initialisation-tables`,
});

export default derivation({
  derivation: 'random-initialisation-errata',
  title: 'False moments and cells of the random-initialisation tables',
  source: 'the thesis behind arXiv:2409.14623, theorem 3.1.1 and tables 3.1 to 3.3',
  prose: 'Every false form stands beside the right one, or names the claim that states it.',
  require: 'proved',
  symbols: {
    ...moments.symbols,
    ...tables.symbols,
    ...Object.fromEntries(
      ['s1', 's2', 'w1', 'w2', 'a11', 'a12', 'a21', 'a22'].map((name) => [name, 'real' as const]),
    ),
  },
  define: { ...moments.define, ...tables.define },
  claims: [
    {
      id: 'diagonal-variance-four',
      source: 'lambda-balanced/erratum-7',
      prose: 'Theorem 3.1.1: the variance 4 n sigma^4 on the diagonal, here n = 1.',
      expectation: { of: '(w^2 - a^2)^2', over: OVER_111, is: '2*(sigma^4 + sigma^4)*2' },
      expect: 'refuted',
      right:
        '2 v0 = 4 sigma^4 at the shape 1-1-1, half of what is printed: claim variance-one-unit of random-initialisation',
    },
    {
      id: 'diagonal-variance-four-right',
      source: 'lambda-balanced/random-init-moments',
      expectation: { of: '(w^2 - a^2)^2', over: OVER_111, is: '2*(sigma^4 + sigma^4)' },
    },
    {
      id: 'variance-four-times-four',
      source: 'lambda-balanced/erratum-7',
      prose: 'The same theorem once more: 4 n sigma^4 times a matrix that already holds 4 on its diagonal.',
      expectation: { of: '(w^2 - a^2)^2', over: OVER_111, is: '4*sigma^4*4' },
      expect: 'refuted',
      right: '4 sigma^4 for n = 1',
    },
    {
      id: 'off-diagonal-variance-as-diagonal',
      source: 'lambda-balanced/random-init-moments',
      expectation: { of: '(w1*w2 - a1*a2)^2', over: OVER_121, is: '2*(sigma^4 + sigma^4)' },
      expect: 'refuted',
      right: 'v0 off the diagonal: claim off-diagonal-variance-two-units of random-initialisation',
    },
    {
      id: 'uniform-variance-as-gaussian',
      source: 'lambda-balanced/random-init-moments',
      equal: ['(9/5 - 1)*v0', '2*v0'],
      expect: 'refuted',
      right: '4/5 v0: claim uniform-diagonal-variance of random-initialisation',
    },
    {
      id: 'balance-with-transposed-first-layer',
      source: 'lambda-balanced/erratum-8',
      prose:
        "Theorem 3.1.1 ends with W2'W2 - W1'W1; its first entry at the shape 2-2-1 does not stay where it is.",
      conserved: { quantity: 'w1^2 - (a11^2 + a21^2)', loss: LOSS_221, parameters: PARAMETERS_221 },
      expect: 'refuted',
      right: "W2'W2 - W1 W1': claim balance-with-first-layer of random-initialisation-errata",
    },
    {
      id: 'balance-with-first-layer',
      source: 'lambda-balanced/random-init-moments',
      conserved: { quantity: 'w1^2 - (a11^2 + a12^2)', loss: LOSS_221, parameters: PARAMETERS_221 },
    },
    {
      id: 'scaled-variance-alpha-squared',
      source: 'lambda-balanced/erratum-9',
      prose: 'Table 3.2: alpha^2 in the variance of D.',
      equal: ['r*n*(alpha_2^2/(k*n))^2 + n*(alpha_1^2/n)^2', '(r*alpha_2^2/k^2 + alpha_1^2)/n'],
      expect: 'refuted',
      right: 'alpha^4: claim scaled-variance of random-initialisation-tables',
    },
    {
      id: 'glorot-cell-equal-widths',
      source: 'lambda-balanced/erratum-10',
      prose: 'Table 3.3, r = k: 0 is printed; it is 1/2 at k = 3.',
      equal: ['2*k/(k + k) - 2/(k + 1)', '0'],
      expect: 'refuted',
      right: '(k - 1)/(k + 1): claim glorot-equal-hidden-and-output of random-initialisation-tables',
    },
    cell(
      'glorot-cell-narrow-output',
      { of: 'glorot', as: 'r -> 0+' },
      '2',
      '-2/(k + 1)',
      'glorot-narrow-output',
    ),
    cell(
      'glorot-cell-wide-output',
      { of: 'glorot', as: 'r -> inf' },
      '2',
      '2 k/(k + 1)',
      'glorot-wide-output',
    ),
    cell(
      'glorot-cell-narrow-hidden',
      { of: 'glorot - (-2/(k + 1))', as: 'k -> 0+' },
      '0',
      '0',
      'glorot-narrow-hidden',
    ),
    {
      id: 'lecun-never-negative',
      source: 'lambda-balanced/erratum-11',
      prose: 'Page 20: "LeCun has lambda >= 0".',
      holds: 'lecun >= 0',
      expect: 'refuted',
      right: 'lambda > -1: claim lecun-range of random-initialisation-tables',
    },
    {
      id: 'glorot-falls-with-hidden',
      source: 'lambda-balanced/erratum-11',
      prose:
        'Page 20: "a larger k lowers lambda in every initialisation". At r = 1/2 it rises from -1/3 (k = 1) on.',
      holds: '2*(1 - r)*(k^2 - r)/((k + r)^2*(k + 1)^2) <= 0',
      expect: 'refuted',
      right:
        'both signs occur for Glorot: claims glorot-with-hidden and glorot-can-rise-with-hidden of random-initialisation-tables',
    },
    {
      id: 'equal-hidden-and-output-is-three-equal-layers',
      source: 'lambda-balanced/erratum-11',
      prose:
        'Page 20: r = k is read as "three equal layers"; the input then still has another width than k n.',
      equal: ['k*n', 'n'],
      expect: 'refuted',
      right: 'hidden = output; all three are equal at r = k = 1',
    },
    {
      id: 'narrow-output-means-narrow-hidden',
      source: 'lambda-balanced/erratum-11',
      prose:
        'Page 20, case 2: r -> 0 at fixed k is read as "n_i much larger than n_{i+1}", that is, k n/n -> 0.',
      limit: { of: 'k*n/n', as: 'r -> 0+', is: 0 },
      expect: 'refuted',
      right: 'the hidden width stays k n; only the output width r n shrinks',
    },
    {
      id: 'scaled-balance-without-hidden',
      source: 'lambda-balanced/erratum-11',
      prose: 'Page 20, case 6: balanced at r = alpha_1^2/alpha_2^2, without the factor k.',
      equal: ['alpha_1^2/alpha_2^2*alpha_2^2/k - alpha_1^2', '0'],
      expect: 'refuted',
      right: 'r = (alpha_1^2/alpha_2^2) k: claim scaled-balanced of random-initialisation-tables',
    },
    {
      id: 'scaled-weight-variance-alpha',
      source: 'lambda-balanced/random-init-tables',
      prose: 'The text has weights of the variance alpha/n, the table alpha^2/n.',
      equal: ['r*n*(alpha_2/(k*n)) - n*(alpha_1/n)', 'scaled'],
      expect: 'refuted',
      right: 'alpha^2/fan-in: claim scaled-mean of random-initialisation-tables',
    },
    {
      id: 'matrix-concentrates',
      source: 'lambda-balanced/erratum-12',
      prose:
        'Pages 19-20: "lambda-balanced in probability" as the width grows; then E|D - lambda I|^2/N_h would vanish.',
      limit: { of: 'mean_square_lecun/(k*n)', as: 'n -> inf', is: 0 },
      expect: 'refuted',
      right:
        'entrywise only; this limit is r/k + k: claims entries-concentrate and matrix-does-not-concentrate of random-initialisation',
    },
  ],
});
