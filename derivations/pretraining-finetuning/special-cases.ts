import { derivation } from 'flowproof';

export default derivation({
  derivation: 'error-special-cases',
  title: 'Errors in closed form: l2, weighted l2, l1, and the limit of regime II',
  source: 'arXiv:2602.20062',
  prose:
    'B is E beta*^2, sigma^2 the noise. A quadratic penalty beta^2/(2 m) has the proximal map a y with a = m/(m + theta); the ' +
    'fixed point is E a = alpha, Err = E (1 - a)^2 beta*^2 + E a^2 (Err + sigma^2)/alpha. Phi stands for the normal tail ' +
    'probability beyond t, phi for the normal density at t.',
  require: 'proved',
  symbols: {
    alpha: { gt: 0, lt: 1 },
    B: 'positive',
    sigma: 'nonnegative',
    m: 'positive',
    m_1: 'positive',
    m_2: 'positive',
    theta: 'positive',
    w: { gt: 0, lt: 1 },
    B_1: 'nonnegative',
    B_2: 'nonnegative',
    y: 'real',
    a_2: 'nonnegative',
    Q: 'nonnegative',
    rho: { gt: 0, lt: 1 },
    t: 'positive',
    Phi: { gt: 0, lt: '1/2' },
    phi: 'positive',
    x: 'real',
  },
  define: {
    Err_l2: '(1 - alpha)*B + alpha*sigma^2/(1 - alpha)',
    a: 'm/(m + theta)',
    Err_weighted: '(Q + sigma^2*a_2/alpha)/(1 - a_2/alpha)',
    share_1: 'm_1/(m_1 + theta)',
    share_2: 'm_2/(m_2 + theta)',
    a_kept: 'alpha/rho',
    threshold: 'rho*(1 + t^2) + 2*(1 - rho)*((1 + t^2)*Phi - t*phi)',
  },
  claims: [
    // The smallest l2 norm.
    {
      id: 'l2-fixed-point',
      source: 'pretraining-finetuning/special-cases',
      prose: 'All scales equal and large: a = alpha for every coordinate.',
      equal: ['Err_l2', '(1 - alpha)^2*B + alpha^2*(Err_l2 + sigma^2)/alpha'],
    },
    {
      id: 'l2-without-data',
      source: 'pretraining-finetuning/special-cases',
      limit: { of: 'Err_l2', as: 'alpha -> 0+', is: 'B' },
    },
    {
      id: 'l2-double-descent',
      source: 'pretraining-finetuning/special-cases',
      prose: 'Any noise makes the error diverge at alpha = 1.',
      symbols: { sigma: 'positive' },
      limit: { of: 'Err_l2', as: 'alpha -> 1-', is: 'inf' },
    },
    // Weighted l2.
    {
      id: 'weighted-proximal-map',
      source: 'pretraining-finetuning/special-cases',
      equal: ['(a*y - y)/theta + a*y/m', 0],
    },
    {
      id: 'weighted-fixed-point',
      source: 'pretraining-finetuning/special-cases',
      prose: 'Q is E (1 - a)^2 beta*^2 and a_2 is E a^2.',
      assume: ['a_2 < alpha'],
      equal: ['Err_weighted', 'Q + a_2*(Err_weighted + sigma^2)/alpha'],
    },
    {
      id: 'weighted-two-groups',
      source: 'pretraining-finetuning/special-cases',
      prose: 'Two groups: E a = alpha is a quadratic equation for theta.',
      equal: [
        '(w*share_1 + (1 - w)*share_2 - alpha)*(m_1 + theta)*(m_2 + theta)',
        '-alpha*theta^2 + (w*m_1 + (1 - w)*m_2 - alpha*(m_1 + m_2))*theta + (1 - alpha)*m_1*m_2',
      ],
    },
    {
      id: 'weighted-two-groups-has-one-root',
      source: 'pretraining-finetuning/special-cases',
      prose: 'Its leading coefficient and its value at 0 have opposite signs: one positive root.',
      holds: '(-alpha)*((1 - alpha)*m_1*m_2) < 0',
    },
    {
      id: 'weighted-with-equal-weights',
      source: 'pretraining-finetuning/special-cases',
      prose: 'One group: a = alpha gives the smallest l2 norm again.',
      equal: ['((1 - alpha)^2*B + sigma^2*alpha^2/alpha)/(1 - alpha^2/alpha)', 'Err_l2'],
    },
    // The limit of regime II.
    {
      id: 'dependent-limit-fixed-point',
      source: 'pretraining-finetuning/special-cases',
      prose:
        'Only features of pretraining have weight: a = alpha/rho there and 0 elsewhere, and E a = alpha.',
      equal: ['rho*a_kept + (1 - rho)*0', 'alpha'],
    },
    {
      id: 'dependent-limit-error',
      source: 'pretraining-finetuning/special-cases',
      prose: 'No new features, no noise: Err = (1 - alpha/rho) B, for alpha < rho.',
      assume: ['alpha < rho'],
      equal: ['(1 - a_kept)^2*B/(1 - rho*a_kept^2/alpha)', '(1 - alpha/rho)*B'],
    },
    // l1.
    {
      id: 'threshold-slope',
      source: 'pretraining-finetuning/donoho-tanner',
      prose: "Along t: Phi' = -phi and phi' = -t phi. The threshold is the minimum over t, …",
      rate: {
        of: 'threshold',
        along: { t: 1, Phi: '-phi', phi: '-t*phi' },
        is: '2*(rho*t - 2*(1 - rho)*(phi - t*Phi))',
      },
    },
    {
      id: 'threshold-is-convex',
      source: 'pretraining-finetuning/donoho-tanner',
      prose: '… which is the only stationary point: the slope rises.',
      rate: {
        of: 'rho*t - 2*(1 - rho)*(phi - t*Phi)',
        along: { t: 1, Phi: '-phi', phi: '-t*phi' },
        is: 'rho + 2*(1 - rho)*Phi',
      },
    },
    {
      id: 'threshold-slope-rises',
      source: 'pretraining-finetuning/donoho-tanner',
      holds: 'rho + 2*(1 - rho)*Phi > 0',
    },
    {
      id: 'threshold-of-noise-alone',
      source: 'pretraining-finetuning/donoho-tanner',
      prose:
        'The part of a zero coordinate, E soft(z; t)^2 = 2 ((1 + t^2) Phi - t phi), moves by -2 E |soft|, that is -4 (phi - t Phi).',
      rate: {
        of: '2*((1 + t^2)*Phi - t*phi)',
        along: { t: 1, Phi: '-phi', phi: '-t*phi' },
        is: '-4*(phi - t*Phi)',
      },
    },
    {
      id: 'zero-error-is-a-fixed-point-of-l1',
      source: 'pretraining-finetuning/special-cases',
      prose:
        'A coordinate far above the threshold: E (soft(beta* + omega z; omega t) - beta*)^2 = omega^2 (1 + t^2).',
      expectation: {
        of: '(x*z - x*t)^2',
        over: { z: { gaussian: { variance: 1 } } },
        is: 'x^2*(1 + t^2)',
      },
    },
  ],
});
