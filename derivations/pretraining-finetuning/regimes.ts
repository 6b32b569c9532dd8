import { derivation } from 'flowproof';

export default derivation({
  derivation: 'fine-tuning-regimes',
  title: 'The four regimes of fine-tuning: their limits, with rates, and their boundaries',
  source: 'arXiv:2602.20062',
  prose:
    'z is |beta_FT|, b is |beta_PT|; ell and PD are the orders of the penalty, a_I, a_II, a_III their shares of the corners of ' +
    'the triangle. A coordinate is in regime I, II or III where that share is at least 2/3, in IV where none is and ' +
    'a_III < 1/3, and in the crossover X otherwise.',
  require: 'proved',
  symbols: {
    s: 'positive',
    s_0: 'positive',
    u: 'positive',
    z: 'positive',
    c: 'positive',
    lambda: { gt: -1, le: 1 },
    b: 'positive',
    gamma: 'positive',
    chat: 'nonnegative',
    ghat: 'nonnegative',
    a: 'nonnegative',
    A: { ge: 1 },
    a_I: 'nonnegative',
    a_II: 'nonnegative',
  },
  define: {
    ell_s: 's/(s - tanh(s/2))',
    ell_u: 'asinh(u)/(asinh(u) - tanh(asinh(u)/2))',
    a_III: '1 - a_I - a_II',
    R: 'sqrt(c^2 + b^2)',
    c_FT: '(1 + lambda)*(c + R) + gamma^2',
    s_FT: 'asinh(z/c_FT)',
    ell: 's_FT/(s_FT - tanh(s_FT/2))',
    PD: '-(ell - 1)*(1 + lambda)*b^2/(R*c_FT)',
    s_readout: 'asinh(z/gamma^2)',
    ell_readout: 's_readout/(s_readout - tanh(s_readout/2))',
    // gamma = 0.
    c_kept: '(1 + lambda)*(c + R)',
    s_kept: 'asinh(z/c_kept)',
    ell_kept: 's_kept/(s_kept - tanh(s_kept/2))',
    PD_kept: '-(ell_kept - 1)*(1 - c/R)',
    // In units of |beta|, beta_PT = beta_FT = beta.
    root: 'sqrt(1 + chat^2)',
    u_hat: '1/((1 + lambda)*(chat + root) + ghat^2)',
    u_0: 'sinh(s_0)',
    lambda_star: '(1/u_0 - ghat^2)*(root - chat) - 1',
    chat_star: '(A - 1/A)/2',
    ell_half: '1 + 1/(2*(1 - chat/root))',
  },
  claims: [
    // What the definition of the regimes rests on.
    {
      id: 'regime-four-is-between',
      source: 'pretraining-finetuning/regimes',
      prose:
        'Outside of I, II and III, a_III < 1/3 leaves both other shares between 0 and 2/3, together more than 2/3.',
      assume: ['a_I < 2/3', 'a_II < 2/3', 'a_III >= 0', 'a_III < 1/3'],
      holds: 'a_I > 0',
    },
    {
      id: 'regime-four-is-between-too',
      source: 'pretraining-finetuning/regimes',
      assume: ['a_I < 2/3', 'a_II < 2/3', 'a_III >= 0', 'a_III < 1/3'],
      holds: 'a_II > 0',
    },
    {
      id: 'regimes-exclude-each-other',
      source: 'pretraining-finetuning/regimes',
      assume: ['a_I >= 2/3', 'a_III >= 0'],
      holds: 'a_II < 2/3',
    },
    {
      id: 'regime-one-begins-from-below',
      source: 'pretraining-finetuning/regimes',
      prose:
        'a_I = 2 - ell >= 2/3 is ell <= 4/3; ell falls in u and passes 4/3 at u = 23.02078520542296091…: below it, …',
      holds:
        'asinh(23.0207852054229609163)/(asinh(23.0207852054229609163) - tanh(asinh(23.0207852054229609163)/2)) > 4/3',
    },
    {
      id: 'regime-one-begins-from-above',
      source: 'pretraining-finetuning/regimes',
      prose: '… and above it.',
      holds:
        'asinh(23.0207852054229609164)/(asinh(23.0207852054229609164) - tanh(asinh(23.0207852054229609164)/2)) < 4/3',
    },
    // Regime I.
    {
      id: 'rich-limit-of-ell',
      source: 'pretraining-finetuning/regime-limits',
      prose: 'Regime I, c_FT -> 0: ell - 1 falls like 1/log(u) only.',
      limit: { of: '(ell_u - 1)*(log(2*u) - 1)', as: 'u -> inf', is: 1 },
    },
    {
      id: 'forgetting-limit-of-pd',
      source: 'pretraining-finetuning/regime-limits',
      prose: 'Regime I, lambda -> -1 with gamma > 0: PD vanishes in proportion to 1 + lambda.',
      limit: { of: 'PD/(1 + lambda)', as: 'lambda -> -1+', is: '-(ell_readout - 1)*b^2/(R*gamma^2)' },
    },
    {
      id: 'elasticity-survives-without-readout',
      source: 'pretraining-finetuning/regime-limits',
      prose: 'gamma = 0: E = 1 - c/R does not vanish with 1 + lambda; PD/(ell - 1) stays.',
      equal: ['-PD_kept/(ell_kept - 1)', '1 - c/R'],
    },
    // Regime II.
    {
      id: 'dependent-limit-of-the-scale',
      source: 'pretraining-finetuning/regime-limits',
      prose: 'Regime II, gamma = 0, c -> 0.',
      limit: { of: 'c_kept', as: 'c -> 0+', is: '(1 + lambda)*b' },
    },
    {
      id: 'dependent-limit-of-the-elasticity',
      source: 'pretraining-finetuning/regime-limits',
      prose: '1 - E ~ c/b.',
      limit: { of: '(1 - (1 - c/R))*b/c', as: 'c -> 0+', is: 1 },
    },
    {
      id: 'dependent-limit-of-ell',
      source: 'pretraining-finetuning/regime-limits',
      prose: '2 - ell ~ u^2/6.',
      limit: { of: '(2 - ell_u)/u^2', as: 'u -> 0+', is: '1/6' },
    },
    {
      id: 'dependent-limit-at-equal-size',
      source: 'pretraining-finetuning/regime-limits',
      prose:
        'c -> 0 and lambda = 1 at |beta_FT| = |beta_PT|: ell tends to its value at u = 1/2, 1.96297736961…, not to 2.',
      limit: {
        of: 'asinh(1/(2*(chat + root)))/(asinh(1/(2*(chat + root))) - tanh(asinh(1/(2*(chat + root)))/2))',
        as: 'chat -> 0+',
        is: 'asinh(1/2)/(asinh(1/2) - tanh(asinh(1/2)/2))',
      },
    },
    {
      id: 'dependent-value-from-below',
      source: 'pretraining-finetuning/regime-limits',
      holds: 'asinh(1/2)/(asinh(1/2) - tanh(asinh(1/2)/2)) > 1.96297736961',
    },
    {
      id: 'dependent-value-from-above',
      source: 'pretraining-finetuning/regime-limits',
      holds: 'asinh(1/2)/(asinh(1/2) - tanh(asinh(1/2)/2)) < 1.96297736962',
    },
    {
      id: 'dependent-limit-of-pd',
      source: 'pretraining-finetuning/regime-limits',
      prose: 'gamma = 0, c -> 0, with 1 + lambda = M: PD tends to 1 - ell of the limit.',
      symbols: { M: { gt: 0, le: 2 } },
      limit: {
        of: '(1 - asinh(z/(M*(c + R)))/(asinh(z/(M*(c + R))) - tanh(asinh(z/(M*(c + R)))/2)))*(1 - c/R)',
        as: 'c -> 0+',
        is: '1 - asinh(z/(M*b))/(asinh(z/(M*b)) - tanh(asinh(z/(M*b))/2))',
      },
    },
    // Regime III.
    {
      id: 'lazy-limit-of-ell',
      source: 'pretraining-finetuning/regime-limits',
      prose: 'Regime III, c -> inf (gamma = 0): 2 - ell ~ z^2/(24 (1 + lambda)^2 c^2).',
      limit: { of: '(2 - ell_kept)*c^2', as: 'c -> inf', is: 'z^2/(24*(1 + lambda)^2)' },
    },
    {
      id: 'lazy-limit-of-pd',
      source: 'pretraining-finetuning/regime-limits',
      prose: 'PD ~ -b^2/(2 c^2).',
      limit: { of: 'PD_kept*c^2', as: 'c -> inf', is: '-b^2/2' },
    },
    {
      id: 'large-readout-limit-of-ell',
      source: 'pretraining-finetuning/regime-limits',
      prose: 'Regime III, gamma -> inf.',
      limit: { of: '(2 - ell)*gamma^4', as: 'gamma -> inf', is: 'z^2/6' },
    },
    {
      id: 'large-readout-limit-of-pd',
      source: 'pretraining-finetuning/regime-limits',
      limit: { of: 'PD*gamma^2', as: 'gamma -> inf', is: '-(1 + lambda)*b^2/R' },
    },
    {
      id: 'forgotten-scale-does-not-move',
      source: 'pretraining-finetuning/regime-limits',
      prose: 'lambda = -1: c -> inf does nothing.',
      equal: ['(1 + (-1))*(c + R) + gamma^2', 'gamma^2'],
    },
    // Boundaries in the plane of (c/|beta|, lambda).
    {
      id: 'level-of-ell',
      source: 'pretraining-finetuning/regime-boundaries',
      prose: 'On lambda*(chat) the argument is u_0 = sinh(s_0), so that ell is constant.',
      equal: ['1/((1 + lambda_star)*(chat + root) + ghat^2)', 'u_0'],
    },
    {
      id: 'level-of-ell-solved-for-c',
      source: 'pretraining-finetuning/regime-boundaries',
      prose: 'A = (1/u_0 - ghat^2)/(1 + lambda), solved for chat.',
      equal: ['chat_star + sqrt(1 + chat_star^2)', 'A'],
    },
    {
      id: 'level-of-pd',
      source: 'pretraining-finetuning/regime-boundaries',
      prose: 'gamma = 0: where ell = 1 + 1/(2 (1 - chat/sqrt(1 + chat^2))), PD = -1/2.',
      equal: ['-(ell_half - 1)*(1 - chat/root)', '-1/2'],
    },
    {
      id: 'level-of-pd-above-two',
      source: 'pretraining-finetuning/regime-boundaries',
      prose: 'This ell is below 2, as it must be, …',
      equal: ['ell_half - 2', '(2*chat - root)/(2*(root - chat))'],
    },
    {
      id: 'level-of-pd-ends',
      source: 'pretraining-finetuning/regime-boundaries',
      prose: '… where 2 chat < sqrt(1 + chat^2): for chat < 1/sqrt(3), …',
      assume: ['chat < 1/sqrt(3)'],
      holds: 'ell_half < 2',
    },
    {
      id: 'level-of-pd-beyond-its-end',
      source: 'pretraining-finetuning/regime-boundaries',
      prose: '… and nowhere else.',
      assume: ['3*chat^2 >= 1'],
      holds: '(2*chat - root)/(2*(root - chat)) >= 0',
    },
    {
      id: 'level-of-pd-reaches-lambda-one-after',
      source: 'pretraining-finetuning/regime-boundaries',
      prose:
        'The curve PD = -1/2 leaves lambda <= 1 at chat = 0.56684295201384820314…, before its end: there its ell is that of ' +
        'u = (sqrt(1 + chat^2) - chat)/2. Just before, it is below, …',
      holds:
        '1 + 1/(2*(1 - 0.5668429520138482031/sqrt(1 + 0.5668429520138482031^2))) < asinh((sqrt(1 + 0.5668429520138482031^2) - 0.5668429520138482031)/2)/(asinh((sqrt(1 + 0.5668429520138482031^2) - 0.5668429520138482031)/2) - tanh(asinh((sqrt(1 + 0.5668429520138482031^2) - 0.5668429520138482031)/2)/2))',
    },
    {
      id: 'level-of-pd-reaches-lambda-one-before',
      source: 'pretraining-finetuning/regime-boundaries',
      prose: '… and just after, above.',
      holds:
        '1 + 1/(2*(1 - 0.5668429520138482032/sqrt(1 + 0.5668429520138482032^2))) > asinh((sqrt(1 + 0.5668429520138482032^2) - 0.5668429520138482032)/2)/(asinh((sqrt(1 + 0.5668429520138482032^2) - 0.5668429520138482032)/2) - tanh(asinh((sqrt(1 + 0.5668429520138482032^2) - 0.5668429520138482032)/2)/2))',
    },
    {
      id: 'levels-meet',
      source: 'pretraining-finetuning/regime-boundaries',
      prose: 'At chat = 0 both curves have ell = 3/2: there PD = 1 - ell.',
      symbols: { chat: { ge: 0, le: 0 } },
      equal: ['ell_half', '3/2'],
    },
    {
      id: 'argument-by-the-angle',
      source: 'pretraining-finetuning/regime-boundaries',
      prose: 'chat = sinh(a), gamma = 0: u = exp(-a)/(1 + lambda) …',
      equal: ['1/((1 + lambda)*(sinh(a) + sqrt(1 + sinh(a)^2)))', 'exp(-a)/(1 + lambda)'],
    },
    {
      id: 'elasticity-by-the-angle',
      source: 'pretraining-finetuning/regime-boundaries',
      prose: '… and E = 1 - tanh(a).',
      equal: ['1 - sinh(a)/sqrt(1 + sinh(a)^2)', '1 - tanh(a)'],
    },
    {
      id: 'level-of-three-halves-from-below',
      source: 'pretraining-finetuning/regime-boundaries',
      prose:
        'ell = 3/2 at u_0 = 6.53206651406817…, and lambda* = 1/u_0 - 1 = -0.846909091043961… at chat = ghat = 0.',
      symbols: { u: { ge: '1/100', le: '6.53206651406817' } },
      holds: 'ell_u > 3/2',
      require: 'certified',
    },
    {
      id: 'level-of-three-halves-from-above',
      source: 'pretraining-finetuning/regime-boundaries',
      symbols: { u: { ge: '6.53206651406818', le: 1000000 } },
      holds: 'ell_u < 3/2',
      require: 'certified',
    },
  ],
});
