import { derivation } from 'flowproof';

/** d ell/ds, with m moving s = asinh(z/m). */
const SLOPE = '(s_m - sinh(s_m))/(2*cosh(s_m/2)^2*(s_m - tanh(s_m/2))^2)';

export default derivation({
  derivation: 'regime-monotonicity',
  title: 'Both orders of the penalty are monotone in every parameter',
  source: 'arXiv:2602.20062',
  prose:
    'z is |beta_FT|, b is |beta_PT|, s = asinh(z/c_FT), T = tanh(s/2). ell depends on s alone and falls; c_FT rises in c, lambda, ' +
    'b and gamma; and |PD| is written as products in which every factor moves the same way.',
  require: 'proved',
  symbols: {
    s: 'positive',
    z: 'positive',
    m: 'positive',
    c: 'positive',
    lambda: { gt: -1, le: 1 },
    b: 'positive',
    gamma: 'positive',
  },
  define: {
    T: 'tanh(s/2)',
    ell: 's/(s - T)',
    h: '(cosh(s) - 1)/(s - T)',
    s_m: 'asinh(z/m)',
    ell_m: 's_m/(s_m - tanh(s_m/2))',
    R: 'sqrt(c^2 + b^2)',
    c_FT: '(1 + lambda)*(c + R) + gamma^2',
    W: '(1 + lambda)*(c + R)/c_FT',
  },
  claims: [
    {
      id: 'tanh-below-its-argument',
      source: 'pretraining-finetuning/monotonicity',
      holds: 'T < s/2',
    },
    {
      id: 'sinh-above-its-argument',
      source: 'pretraining-finetuning/monotonicity',
      holds: 's < sinh(s)',
    },
    // ell.
    {
      id: 'ell-slope',
      source: 'pretraining-finetuning/monotonicity',
      derivative: { of: 'ell', by: 's', is: '(s - sinh(s))/(2*cosh(s/2)^2*(s - T)^2)' },
    },
    {
      id: 'ell-falls',
      source: 'pretraining-finetuning/monotonicity',
      using: ['sinh-above-its-argument', 'tanh-below-its-argument'],
      holds: '(s - sinh(s))/(2*cosh(s/2)^2*(s - T)^2) < 0',
    },
    {
      id: 'argument-rises-with-beta-ft',
      source: 'pretraining-finetuning/monotonicity',
      prose: 's rises with |beta_FT|, …',
      derivative: { of: 's_m', by: 'z', is: '1/sqrt(z^2 + m^2)' },
    },
    {
      id: 'argument-falls-with-the-scale',
      source: 'pretraining-finetuning/monotonicity',
      prose: '… and falls with c_FT.',
      derivative: { of: 's_m', by: 'm', is: '-z/(m*sqrt(z^2 + m^2))' },
    },
    {
      id: 'ell-in-beta-ft',
      source: 'pretraining-finetuning/monotonicity',
      prose: 'ell falls with |beta_FT|: a negative slope times a positive one.',
      derivative: { of: 'ell_m', by: 'z', is: `${SLOPE}*(1/sqrt(z^2 + m^2))` },
    },
    {
      id: 'ell-in-the-scale',
      source: 'pretraining-finetuning/monotonicity',
      prose: 'ell rises with c_FT.',
      derivative: { of: 'ell_m', by: 'm', is: `${SLOPE}*(-z/(m*sqrt(z^2 + m^2)))` },
    },
    {
      id: 'scale-in-c',
      source: 'pretraining-finetuning/monotonicity',
      derivative: { of: 'c_FT', by: 'c', is: '(1 + lambda)*(1 + c/R)' },
    },
    {
      id: 'scale-rises-in-c',
      source: 'pretraining-finetuning/monotonicity',
      holds: '(1 + lambda)*(1 + c/R) > 0',
    },
    {
      id: 'scale-in-lambda',
      source: 'pretraining-finetuning/monotonicity',
      derivative: { of: 'c_FT', by: 'lambda', is: 'c + R' },
    },
    {
      id: 'scale-rises-in-lambda',
      source: 'pretraining-finetuning/monotonicity',
      holds: 'c + R > 0',
    },
    {
      id: 'scale-in-beta-pt',
      source: 'pretraining-finetuning/monotonicity',
      derivative: { of: 'c_FT', by: 'b', is: '(1 + lambda)*b/R' },
    },
    {
      id: 'scale-rises-in-beta-pt',
      source: 'pretraining-finetuning/monotonicity',
      holds: '(1 + lambda)*b/R > 0',
    },
    {
      id: 'scale-in-gamma',
      source: 'pretraining-finetuning/monotonicity',
      prose: 'Positive, too.',
      derivative: { of: 'c_FT', by: 'gamma', is: '2*gamma' },
    },
    // |PD| in c and gamma.
    {
      id: 'pd-by-the-lemma',
      source: 'pretraining-finetuning/monotonicity',
      prose: '(ell - 1)/c_FT = h(s)/z, since sinh(s) = z/c_FT.',
      equal: ['sinh(s)*(ell - 1)', 'h'],
    },
    {
      id: 'lemma-slope',
      source: 'pretraining-finetuning/monotonicity',
      derivative: { of: 'h', by: 's', is: '(cosh(s) - 1)/(s - T)^2*(s/T - 2 + 1/(1 + cosh(s)))' },
    },
    {
      id: 'lemma-bracket',
      source: 'pretraining-finetuning/monotonicity',
      prose: 'T <= s/2.',
      using: ['tanh-below-its-argument'],
      holds: 's/T - 2 + 1/(1 + cosh(s)) > 0',
    },
    {
      id: 'lemma-rises',
      source: 'pretraining-finetuning/monotonicity',
      prose: 'So h rises with s and (ell - 1)/c_FT falls with c_FT.',
      using: ['tanh-below-its-argument', 'lemma-bracket'],
      holds: '(cosh(s) - 1)/(s - T)^2*(s/T - 2 + 1/(1 + cosh(s))) > 0',
    },
    {
      id: 'pd-in-gamma-and-c',
      source: 'pretraining-finetuning/monotonicity',
      prose:
        '|PD| is h(s)/z times (1 + lambda) b^2/R: the first falls with c and with gamma through c_FT, the second with c: |PD| ' +
        'falls with both.',
      equal: [
        '(ell_m - 1)*(1 + lambda)*b^2/(R*m)',
        '(cosh(s_m) - 1)/(s_m - tanh(s_m/2))/z*((1 + lambda)*b^2/R)',
      ],
    },
    {
      id: 'pd-second-factor-in-c',
      source: 'pretraining-finetuning/monotonicity',
      derivative: { of: '(1 + lambda)*b^2/R', by: 'c', is: '-(1 + lambda)*b^2*c/R^3' },
    },
    {
      id: 'pd-second-factor-falls-in-c',
      source: 'pretraining-finetuning/monotonicity',
      holds: '-(1 + lambda)*b^2*c/R^3 < 0',
    },
    // |PD| in lambda and beta_PT.
    {
      id: 'pd-by-shares',
      source: 'pretraining-finetuning/monotonicity',
      prose: '|PD| = (ell - 1)(1 - c/R) W: every factor rises with lambda and with |beta_PT|.',
      equal: ['(ell - 1)*(1 + lambda)*b^2/(R*c_FT)', '(ell - 1)*(1 - c/R)*W'],
    },
    {
      id: 'share-in-lambda',
      source: 'pretraining-finetuning/monotonicity',
      derivative: { of: 'W', by: 'lambda', is: '(c + R)*gamma^2/c_FT^2' },
    },
    {
      id: 'share-rises-in-lambda',
      source: 'pretraining-finetuning/monotonicity',
      holds: '(c + R)*gamma^2/c_FT^2 > 0',
    },
    {
      id: 'share-in-beta-pt',
      source: 'pretraining-finetuning/monotonicity',
      derivative: { of: 'W', by: 'b', is: '(1 + lambda)*(b/R)*gamma^2/c_FT^2' },
    },
    {
      id: 'share-rises-in-beta-pt',
      source: 'pretraining-finetuning/monotonicity',
      holds: '(1 + lambda)*(b/R)*gamma^2/c_FT^2 > 0',
    },
    {
      id: 'first-factor-in-beta-pt',
      source: 'pretraining-finetuning/monotonicity',
      derivative: { of: '1 - c/R', by: 'b', is: 'c*b/R^3' },
    },
    {
      id: 'first-factor-rises-in-beta-pt',
      source: 'pretraining-finetuning/monotonicity',
      holds: 'c*b/R^3 > 0',
    },
  ],
});
