import { derivation } from 'flowproof';

export default derivation({
  derivation: 'ell-order',
  title: 'The l-order of the fine-tuning penalty, and how strongly its scale depends on pretraining',
  source: 'arXiv:2602.20062',
  prose:
    'z is |beta_FT|, b is |beta_PT| and m is c_FT. With s = asinh(z/m) the penalty is q = (z/2)(s - tanh(s/2)), and its ' +
    'l-order is ell = dlog q/dlog z.',
  require: 'proved',
  symbols: {
    z: 'positive',
    m: 'positive',
    s: 'positive',
    u: 'positive',
    c: 'positive',
    lambda: { gt: -1, le: 1 },
    b: 'positive',
    gamma: 'nonnegative',
  },
  define: {
    s_z: 'asinh(z/m)',
    q: 'z/2*(s_z - tanh(s_z/2))',
    ell: 's/(s - tanh(s/2))',
    ell_u: 'asinh(u)/(asinh(u) - tanh(asinh(u)/2))',
    R: 'sqrt(c^2 + b^2)',
    c_FT: '(1 + lambda)*(c + R) + gamma^2',
    lambda_FT: '1 - 2*gamma^2/c_FT',
    W: '(1 + lambda)*(c + R)/c_FT',
    E: '(1 - c/R)*W',
  },
  claims: [
    // ell in closed form.
    {
      id: 'ell-slope',
      source: 'pretraining-finetuning/ell-closed-form',
      derivative: { of: 'q', by: 'z', is: 's_z/2' },
    },
    {
      id: 'ell-closed-form',
      source: 'pretraining-finetuning/ell-closed-form',
      prose: "ell = z q'/q is a function of s alone.",
      equal: ['z*(s_z/2)/q', 's_z/(s_z - tanh(s_z/2))'],
    },
    {
      id: 'ell-of-the-argument',
      source: 'pretraining-finetuning/ell-closed-form',
      prose: 'sinh(s) = z/m: the same in s and in u = z/m.',
      equal: ['asinh(sinh(s))/(asinh(sinh(s)) - tanh(asinh(sinh(s))/2))', 'ell'],
    },
    {
      id: 'tanh-below-its-argument',
      source: 'pretraining-finetuning/ell-closed-form',
      holds: 'tanh(s/2) < s/2',
    },
    {
      id: 'ell-above-one',
      source: 'pretraining-finetuning/ell-closed-form',
      using: ['tanh-below-its-argument'],
      holds: 'ell > 1',
    },
    {
      id: 'ell-below-two',
      source: 'pretraining-finetuning/ell-closed-form',
      using: ['tanh-below-its-argument'],
      holds: 'ell < 2',
    },
    {
      id: 'ell-at-the-origin',
      source: 'pretraining-finetuning/ell-closed-form',
      limit: { of: 'ell', as: 's -> 0+', is: 2 },
    },
    {
      id: 'ell-far-out',
      source: 'pretraining-finetuning/ell-closed-form',
      limit: { of: 'ell', as: 's -> inf', is: 1 },
    },
    {
      id: 'ell-near-the-origin',
      source: 'pretraining-finetuning/ell-closed-form',
      prose: 'ell = 2 - s^2/6 + O(s^4).',
      order: { of: 'ell - (2 - s^2/6)', as: 's -> 0+', exponent: 4 },
    },
    {
      id: 'ell-slope-of-the-ratio',
      source: 'pretraining-finetuning/ell-closed-form',
      derivative: { of: 'tanh(s/2)/s', by: 's', is: '(s - sinh(s))/(2*s^2*cosh(s/2)^2)' },
    },
    {
      id: 'ell-ratio-falls',
      source: 'pretraining-finetuning/ell-closed-form',
      prose: 'So ell = 1/(1 - tanh(s/2)/s) falls strictly.',
      holds: '(s - sinh(s))/(2*s^2*cosh(s/2)^2) < 0',
    },
    {
      id: 'ell-by-its-ratio',
      source: 'pretraining-finetuning/ell-closed-form',
      equal: ['ell', '1/(1 - tanh(s/2)/s)'],
    },
    {
      id: 'ell-inverse',
      source: 'pretraining-finetuning/ell-closed-form',
      prose: 'The equation that a level of ell fixes s by.',
      equal: ['1 - 1/ell', 'tanh(s/2)/s'],
    },
    // The elasticity of the scale.
    {
      id: 'elasticity-slope',
      source: 'pretraining-finetuning/elasticity',
      derivative: { of: 'log(c_FT)', by: 'b', is: '(1 + lambda)*b/(R*c_FT)' },
    },
    {
      id: 'elasticity-closed-form',
      source: 'pretraining-finetuning/elasticity',
      equal: ['b*((1 + lambda)*b/(R*c_FT))', 'E'],
    },
    {
      id: 'elasticity-without-cancellation',
      source: 'pretraining-finetuning/elasticity',
      equal: ['E', 'b^2/(R*(R + c))*W'],
    },
    {
      id: 'elasticity-by-the-split',
      source: 'pretraining-finetuning/elasticity',
      prose: 'W is the share of the kept layer in c_FT.',
      equal: ['W', '(1 + lambda_FT)/2'],
    },
    {
      id: 'share-at-most-one',
      source: 'pretraining-finetuning/elasticity',
      holds: 'W <= 1',
    },
    {
      id: 'elasticity-positive',
      source: 'pretraining-finetuning/elasticity',
      holds: 'E > 0',
    },
    {
      id: 'elasticity-below-one',
      source: 'pretraining-finetuning/elasticity',
      holds: 'E < 1',
    },
    {
      id: 'elasticity-without-readout',
      source: 'pretraining-finetuning/elasticity',
      prose: 'gamma = 0: lambda drops out.',
      symbols: { gamma: { ge: 0, le: 0 } },
      equal: ['E', '1 - c/R'],
    },
    {
      id: 'elasticity-of-new-coordinates',
      source: 'pretraining-finetuning/elasticity',
      prose: 'beta_PT = 0.',
      limit: { of: 'E', as: 'b -> 0+', is: 0 },
    },
    {
      id: 'elasticity-at-minus-one',
      source: 'pretraining-finetuning/elasticity',
      prose: 'lambda = -1, gamma > 0.',
      symbols: { gamma: 'positive' },
      limit: { of: 'E', as: 'lambda -> -1+', is: 0 },
    },
  ],
});
