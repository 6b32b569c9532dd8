import { derivation } from 'flowproof';

/** v0 = N_o Var(W2)^2 + N_i Var(W1)^2 and lambda = N_o Var(W2) - N_i Var(W1), for widths n, k n, r n. */
const v0 = (second: string, first: string) => `r*n*(${second})^2 + n*(${first})^2`;
const mean = (second: string, first: string) => `r*n*(${second}) - n*(${first})`;

const SECOND = { lecun: '1/(k*n)', glorot: '2/(n*(k + r))', he: '2/(k*n)', scaled: 'alpha_2^2/(k*n)' };
const FIRST = { lecun: '1/n', glorot: '2/(n*(1 + k))', he: '2/n', scaled: 'alpha_1^2/n' };

export default derivation({
  derivation: 'random-initialisation-tables',
  title: 'The balance that LeCun, Glorot, He and scaled initialisations have on average',
  source: 'arXiv:2409.14623',
  prose:
    'Input width n, hidden width k n, output width r n. lambda is the mean coefficient of D, v0 the variance of its ' +
    'entries off the diagonal (2 v0 on it, for Gaussian weights).',
  require: 'proved',
  symbols: { n: 'positive', k: 'positive', r: 'positive', alpha_1: 'positive', alpha_2: 'positive' },
  define: {
    lecun: 'r/k - 1',
    glorot: '2*r/(k + r) - 2/(k + 1)',
    he: '2*(r/k - 1)',
    scaled: 'r*alpha_2^2/k - alpha_1^2',
  },
  claims: [
    // Means.
    ...(['lecun', 'glorot', 'he', 'scaled'] as const).map((name) => ({
      id: `${name}-mean`,
      source: 'lambda-balanced/random-init-tables',
      equal: [mean(SECOND[name], FIRST[name]), name] as const,
    })),
    {
      id: 'glorot-mean-factored',
      source: 'lambda-balanced/random-init-tables',
      prose: 'Zero exactly where r = 1: equal input and output widths.',
      equal: ['glorot', '2*k*(r - 1)/((k + r)*(k + 1))'],
    },
    // Variances off the diagonal.
    {
      id: 'lecun-variance',
      source: 'lambda-balanced/random-init-tables',
      equal: [v0(SECOND.lecun, FIRST.lecun), '(r/k^2 + 1)/n'],
    },
    {
      id: 'glorot-variance',
      source: 'lambda-balanced/random-init-tables',
      equal: [v0(SECOND.glorot, FIRST.glorot), '4/n*(r/(k + r)^2 + 1/(k + 1)^2)'],
    },
    {
      id: 'he-variance',
      source: 'lambda-balanced/random-init-tables',
      equal: [v0(SECOND.he, FIRST.he), '4/n*(r/k^2 + 1)'],
    },
    {
      id: 'scaled-variance',
      source: 'lambda-balanced/random-init-tables',
      prose: 'Variances of the weights alpha^2/fan-in enter squared: alpha^4.',
      equal: [v0(SECOND.scaled, FIRST.scaled), '(r*alpha_2^4/k^2 + alpha_1^4)/n'],
    },
    // Limits of the mean, init by init.
    {
      id: 'lecun-equal-hidden-and-output',
      source: 'lambda-balanced/random-init-tables',
      equal: ['k/k - 1', '0'],
    },
    ...[
      { id: 'lecun-narrow-output', of: 'lecun', as: 'r -> 0+', is: '-1' },
      { id: 'lecun-wide-output', of: 'lecun/(r/k)', as: 'r -> inf', is: '1' },
      { id: 'lecun-wide-hidden', of: 'lecun', as: 'k -> inf', is: '-1' },
      { id: 'lecun-narrow-hidden', of: 'lecun/(r/k)', as: 'k -> 0+', is: '1' },
      { id: 'glorot-narrow-output', of: 'glorot', as: 'r -> 0+', is: '-2/(k + 1)' },
      { id: 'glorot-wide-output', of: 'glorot', as: 'r -> inf', is: '2*k/(k + 1)' },
      { id: 'glorot-wide-hidden', of: 'glorot', as: 'k -> inf', is: '0' },
      { id: 'glorot-narrow-hidden', of: 'glorot', as: 'k -> 0+', is: '0' },
      { id: 'scaled-narrow-output', of: 'scaled', as: 'r -> 0+', is: '-alpha_1^2' },
      { id: 'scaled-wide-output', of: 'scaled/(r*alpha_2^2/k)', as: 'r -> inf', is: '1' },
      { id: 'scaled-narrow-hidden', of: 'scaled/(r*alpha_2^2/k)', as: 'k -> 0+', is: '1' },
      { id: 'scaled-wide-hidden', of: 'scaled', as: 'k -> inf', is: '-alpha_1^2' },
    ].map(({ id, ...limit }) => ({
      id,
      source: 'lambda-balanced/random-init-tables',
      limit,
    })),
    {
      id: 'glorot-equal-hidden-and-output',
      source: 'lambda-balanced/random-init-tables',
      equal: ['2*k/(k + k) - 2/(k + 1)', '(k - 1)/(k + 1)'],
    },
    {
      id: 'he-is-twice-lecun',
      source: 'lambda-balanced/random-init-tables',
      prose: 'So every cell of He is twice that of LeCun.',
      equal: ['he', '2*lecun'],
    },
    {
      id: 'scaled-equal-hidden-and-output',
      source: 'lambda-balanced/random-init-tables',
      equal: ['k*alpha_2^2/k - alpha_1^2', 'alpha_2^2 - alpha_1^2'],
    },
    {
      id: 'scaled-balanced',
      source: 'lambda-balanced/random-init-tables',
      prose: 'r = (alpha_1^2/alpha_2^2) k: balanced on average.',
      equal: ['alpha_1^2/alpha_2^2*k*alpha_2^2/k - alpha_1^2', '0'],
    },
    // Ranges and monotonicity.
    {
      id: 'lecun-range',
      source: 'lambda-balanced/random-init-tables',
      holds: 'lecun > -1',
    },
    {
      id: 'glorot-range-below',
      source: 'lambda-balanced/random-init-tables',
      holds: 'glorot > -2',
    },
    {
      id: 'glorot-range-above',
      source: 'lambda-balanced/random-init-tables',
      holds: 'glorot < 2',
    },
    ...[
      { id: 'lecun-grows-with-output', of: 'lecun', by: 'r', is: '1/k' },
      { id: 'glorot-grows-with-output', of: 'glorot', by: 'r', is: '2*k/(k + r)^2' },
      { id: 'he-grows-with-output', of: 'he', by: 'r', is: '2/k' },
      { id: 'scaled-grows-with-output', of: 'scaled', by: 'r', is: 'alpha_2^2/k' },
      { id: 'lecun-falls-with-hidden', of: 'lecun', by: 'k', is: '-r/k^2' },
      { id: 'he-falls-with-hidden', of: 'he', by: 'k', is: '-2*r/k^2' },
      { id: 'scaled-falls-with-hidden', of: 'scaled', by: 'k', is: '-r*alpha_2^2/k^2' },
      {
        id: 'glorot-with-hidden',
        of: 'glorot',
        by: 'k',
        is: '2*(1 - r)*(k^2 - r)/((k + r)^2*(k + 1)^2)',
      },
    ].map(({ id, ...derivative }) => ({
      id,
      source: 'lambda-balanced/random-init-tables',
      derivative,
    })),
    {
      id: 'glorot-can-rise-with-hidden',
      source: 'lambda-balanced/random-init-tables',
      prose: 'r < 1 and k > sqrt(r): a wider hidden layer raises the Glorot balance.',
      assume: ['r < 1', 'k^2 > r'],
      holds: '2*(1 - r)*(k^2 - r)/((k + r)^2*(k + 1)^2) > 0',
    },
  ],
});
