import { derivation } from 'flowproof';

const weights = (names: readonly string[], sigma: string) =>
  Object.fromEntries(names.map((name) => [name, { gaussian: { variance: `${sigma}^2` } }]));

/** N_i = N_h = N_o = 1: one weight a layer. */
const OVER_111 = { ...weights(['a'], 'sigma_1'), ...weights(['w'], 'sigma_2') };
/** N_i = 1, N_h = 2, N_o = 1: W1 = (a1, a2)', W2 = (w1, w2). */
const OVER_121 = { ...weights(['a1', 'a2'], 'sigma_1'), ...weights(['w1', 'w2'], 'sigma_2') };
/** N_i = 2, N_h = 2, N_o = 3: a_jm of unit j from input m, w_oj of output o from unit j. */
const OVER_223 = {
  ...weights(['a11', 'a12', 'a21', 'a22'], 'sigma_1'),
  ...weights(['w11', 'w12', 'w21', 'w22', 'w31', 'w32'], 'sigma_2'),
};
const D11_223 = 'w11^2 + w21^2 + w31^2 - a11^2 - a12^2';
const D22_223 = 'w12^2 + w22^2 + w32^2 - a21^2 - a22^2';
const D12_223 = 'w11*w12 + w21*w22 + w31*w32 - a11*a21 - a12*a22';

export default derivation({
  derivation: 'random-initialisation',
  title: 'How balanced a random initialisation is',
  source: 'arXiv:2409.14623',
  prose:
    'Independent weights of mean zero, with the variance sigma_1^2 in W1 and sigma_2^2 in W2 and the kurtosis kappa. ' +
    "D = W2'W2 - W1 W1' has the mean (N_o sigma_2^2 - N_i sigma_1^2) I; with v0 = N_o sigma_2^4 + N_i sigma_1^4 its " +
    'entries have the variance (kappa - 1) v0 on the diagonal (2 v0 for Gaussians) and v0 elsewhere, uncorrelated. ' +
    'Exact moments at three shapes, and the sums that give every shape.',
  require: 'proved',
  symbols: {
    sigma_1: 'positive',
    sigma_2: 'positive',
    sigma: 'positive',
    kappa: { ge: 1 },
    bound: 'positive',
    N_i: { is: 'integer', ge: 1 },
    N_h: { is: 'integer', ge: 1 },
    N_o: { is: 'integer', ge: 1 },
    n: 'positive',
    k: 'positive',
    r: 'positive',
    x: 'real',
    width: 'real',
  },
  define: {
    v0: 'N_o*sigma_2^4 + N_i*sigma_1^4',
    lambda_223: '3*sigma_2^2 - 2*sigma_1^2',
    // LeCun: input width n, hidden width k n, output width r n, variances 1/fan-in.
    v0_lecun: '(r/k^2 + 1)/n',
    mean_square_lecun: 'k*n*(k*n + 1)*v0_lecun',
  },
  claims: [
    // Exact moments at concrete shapes.
    {
      id: 'mean-one-unit',
      source: 'lambda-balanced/random-init-moments',
      prose: 'Shape 1-1-1: the mean of D …',
      expectation: { of: 'w^2 - a^2', over: OVER_111, is: 'sigma_2^2 - sigma_1^2' },
    },
    {
      id: 'variance-one-unit',
      source: 'lambda-balanced/random-init-moments',
      prose: '… and its variance, 2 v0.',
      expectation: {
        of: '(w^2 - a^2 - (sigma_2^2 - sigma_1^2))^2',
        over: OVER_111,
        is: '2*(sigma_2^4 + sigma_1^4)',
      },
    },
    {
      id: 'off-diagonal-mean-two-units',
      source: 'lambda-balanced/random-init-moments',
      prose: 'Shape 1-2-1: off the diagonal the mean is zero …',
      expectation: { of: 'w1*w2 - a1*a2', over: OVER_121, is: 0 },
    },
    {
      id: 'off-diagonal-variance-two-units',
      source: 'lambda-balanced/random-init-moments',
      prose: '… and the variance v0: products of independent weights.',
      expectation: { of: '(w1*w2 - a1*a2)^2', over: OVER_121, is: 'sigma_2^4 + sigma_1^4' },
    },
    {
      id: 'mean-wide',
      source: 'lambda-balanced/random-init-moments',
      prose: 'Shape 2-2-3.',
      expectation: { of: D11_223, over: OVER_223, is: 'lambda_223' },
    },
    {
      id: 'diagonal-variance-wide',
      source: 'lambda-balanced/random-init-moments',
      expectation: {
        of: `(${D11_223} - lambda_223)^2`,
        over: OVER_223,
        is: '2*(3*sigma_2^4 + 2*sigma_1^4)',
      },
    },
    {
      id: 'off-diagonal-variance-wide',
      source: 'lambda-balanced/random-init-moments',
      expectation: { of: `(${D12_223})^2`, over: OVER_223, is: '3*sigma_2^4 + 2*sigma_1^4' },
    },
    {
      id: 'diagonal-entries-uncorrelated',
      source: 'lambda-balanced/random-init-moments',
      expectation: {
        of: `(${D11_223} - lambda_223)*(${D22_223} - lambda_223)`,
        over: OVER_223,
        is: 0,
      },
    },
    {
      id: 'diagonal-off-diagonal-uncorrelated',
      source: 'lambda-balanced/random-init-moments',
      expectation: { of: `(${D11_223} - lambda_223)*(${D12_223})`, over: OVER_223, is: 0 },
    },
    // Every shape.
    {
      id: 'square-of-a-weight',
      source: 'lambda-balanced/random-init-moments',
      prose: 'A weight w of kurtosis kappa: Var w^2 = (kappa - 1) sigma^4, here of a Gaussian, kappa = 3.',
      expectation: {
        of: '(w^2 - sigma^2)^2',
        over: { w: { gaussian: { variance: 'sigma^2' } } },
        is: '2*sigma^4',
      },
    },
    {
      id: 'diagonal-variance-second-layer',
      source: 'lambda-balanced/random-init-moments',
      prose: 'D_jj adds up N_o independent squares of W2 …',
      sum: {
        of: '(kappa - 1)*sigma_2^4',
        over: 'o',
        from: 1,
        to: 'N_o',
        is: '(kappa - 1)*N_o*sigma_2^4',
      },
    },
    {
      id: 'diagonal-variance-first-layer',
      source: 'lambda-balanced/random-init-moments',
      prose: '… and N_i of W1: together (kappa - 1) v0.',
      sum: {
        of: '(kappa - 1)*sigma_1^4',
        over: 'i',
        from: 1,
        to: 'N_i',
        is: '(kappa - 1)*v0 - (kappa - 1)*N_o*sigma_2^4',
      },
    },
    {
      id: 'gaussian-count',
      source: 'lambda-balanced/random-init-moments',
      prose: 'The second moment of a sum of n squares, n fourth moments 3 and n^2 - n products 1, less n^2.',
      equal: ['n*3 + (n^2 - n) - n^2', '2*n'],
    },
    {
      id: 'uniform-second-moment',
      source: 'lambda-balanced/random-init-moments',
      prose: 'A uniform weight on [-bound, bound] …',
      integral: { of: 'x^2/(2*bound)', by: 'x', from: '-bound', to: 'bound', is: 'bound^2/3' },
    },
    {
      id: 'uniform-fourth-moment',
      source: 'lambda-balanced/random-init-moments',
      integral: { of: 'x^4/(2*bound)', by: 'x', from: '-bound', to: 'bound', is: '9/5*(bound^2/3)^2' },
    },
    {
      id: 'uniform-diagonal-variance',
      source: 'lambda-balanced/random-init-moments',
      prose: '… has kappa = 9/5, so that Var D_jj = 4/5 v0.',
      equal: ['(9/5 - 1)*v0', '4/5*v0'],
    },
    // Why this is not concentration of the matrix.
    {
      id: 'mean-square-two-units',
      source: 'lambda-balanced/random-init-concentration',
      prose: 'E |D - lambda I|^2 = N_h (N_h + 1) v0: at the shape 1-2-1 …',
      expectation: {
        of: '(w1^2 - a1^2 - (sigma_2^2 - sigma_1^2))^2 + (w2^2 - a2^2 - (sigma_2^2 - sigma_1^2))^2 + 2*(w1*w2 - a1*a2)^2',
        over: OVER_121,
        is: '2*3*(sigma_2^4 + sigma_1^4)',
      },
    },
    {
      id: 'mean-square-every-width',
      source: 'lambda-balanced/random-init-concentration',
      prose: '… and row by row: one diagonal entry 2 v0, width - 1 others v0, to be read at width = N_h.',
      sum: { of: '2*v0 + (width - 1)*v0', over: 'j', from: 1, to: 'N_h', is: 'N_h*(width + 1)*v0' },
    },
    {
      id: 'entries-concentrate',
      source: 'lambda-balanced/random-init-concentration',
      prose: 'Each entry concentrates: its standard deviation falls like n^(-1/2) …',
      order: { of: 'sqrt(2*v0_lecun)', as: 'n -> inf', exponent: '-1/2' },
    },
    {
      id: 'matrix-does-not-concentrate',
      source: 'lambda-balanced/random-init-concentration',
      prose: '… but |D - lambda I|^2 stays of the order of |I|^2 = N_h.',
      limit: { of: 'mean_square_lecun/(k*n)', as: 'n -> inf', is: 'r/k + k' },
    },
    {
      id: 'distance-stays-away-from-zero',
      source: 'lambda-balanced/random-init-concentration',
      prose: 'It is smallest for k = sqrt(r), and never below 2 sqrt(r).',
      holds: 'r/k + k >= 2*sqrt(r)',
    },
    {
      id: 'narrow-hidden-layer',
      source: 'lambda-balanced/random-init-concentration',
      prose:
        'Relative to |lambda I|^2/N_h = (r/k - 1)^2 it vanishes as k -> 0, where lambda itself diverges.',
      limit: { of: '(r/k + k)/(r/k - 1)^2', as: 'k -> 0+', is: 0 },
    },
  ],
});
