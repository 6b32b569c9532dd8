import { derivation } from 'flowproof';

export default derivation({
  derivation: 'fixed-point',
  title: 'The high-dimensional limit of the error, and the scalar proximal map in it',
  source: 'arXiv:2602.20062',
  prose:
    'y = beta* + omega z with a standard normal z; P = c sinh(s) is the proximal map of y, where y = c sinh(s) + theta s/2. ' +
    "A stands for E P', V for E (P - y)^2, Err for the error E (P - beta*)^2. Gaussian averages are taken by Stein: " +
    'E z (P - y) = omega (A - 1).',
  require: 'proved',
  symbols: {
    s: 'real',
    c: 'positive',
    theta: 'positive',
    omega: 'positive',
    p: 'real',
    y: 'real',
    alpha: { gt: 0, lt: 1 },
    sigma: 'nonnegative',
    A: 'real',
    V: 'nonnegative',
    t: 'positive',
    k: 'real',
    lambda: { ge: -1, le: 1 },
    gamma: 'real',
  },
  define: {
    y_s: 'c*sinh(s) + theta*s/2',
    R_s: 'sqrt(c^2 + (c*sinh(s))^2)',
    R_p: 'sqrt(c^2 + p^2)',
    q: 'p/2*(asinh(p/c) - tanh(asinh(p/c)/2))',
    q_s: 'c/2*(s*sinh(s) - cosh(s) + 1)',
    envelope: '(theta*s/2)^2/(2*theta) + q_s',
    slope: 'c*cosh(s)/(c*cosh(s) + theta/2)',
    s_theta: '-(s/2)/(c*cosh(s) + theta/2)',
  },
  claims: [
    // The proximal map.
    {
      id: 'prox-objective',
      source: 'pretraining-finetuning/prox',
      derivative: { of: '(p - y)^2/(2*theta) + q', by: 'p', is: '(p - y)/theta + asinh(p/c)/2' },
    },
    {
      id: 'prox-is-stationary',
      source: 'pretraining-finetuning/prox',
      equal: ['(c*sinh(s) - y_s)/theta + asinh(c*sinh(s)/c)/2', 0],
    },
    {
      id: 'prox-objective-is-convex',
      source: 'pretraining-finetuning/prox',
      derivative: { of: '(p - y)/theta + asinh(p/c)/2', by: 'p', is: '1/theta + 1/(2*R_p)' },
    },
    {
      id: 'prox-objective-is-strictly-convex',
      source: 'pretraining-finetuning/prox',
      prose: 'So the stationary point is the minimiser, and the only one.',
      holds: '1/theta + 1/(2*R_p) > 0',
    },
    {
      id: 'prox-slope-of-y',
      source: 'pretraining-finetuning/prox',
      derivative: { of: 'y_s', by: 's', is: 'c*cosh(s) + theta/2' },
    },
    {
      id: 'prox-slope-of-p',
      source: 'pretraining-finetuning/prox',
      derivative: { of: 'c*sinh(s)', by: 's', is: 'c*cosh(s)' },
    },
    {
      id: 'prox-slope',
      source: 'pretraining-finetuning/prox',
      prose: "P' = R/(R + theta/2), R = sqrt(c^2 + P^2).",
      equal: ['slope', 'R_s/(R_s + theta/2)'],
    },
    {
      id: 'prox-slope-above-zero',
      source: 'pretraining-finetuning/prox',
      holds: 'slope > 0',
    },
    {
      id: 'prox-slope-below-one',
      source: 'pretraining-finetuning/prox',
      holds: 'slope < 1',
    },
    {
      id: 'prox-moves-with-theta',
      source: 'pretraining-finetuning/prox',
      prose: 'At fixed y, s moves by ds/dtheta = -(s/2)/(c cosh(s) + theta/2): then dy = 0.',
      equal: ['(c*cosh(s) + theta/2)*s_theta + s/2', 0],
    },
    {
      id: 'prox-slope-in-theta',
      source: 'pretraining-finetuning/prox',
      derivative: { of: 'slope', by: 'theta', is: '-(c*cosh(s)/2)/(c*cosh(s) + theta/2)^2' },
    },
    {
      id: 'prox-slope-in-s',
      source: 'pretraining-finetuning/prox',
      derivative: { of: 'slope', by: 's', is: '(theta/2)*c*sinh(s)/(c*cosh(s) + theta/2)^2' },
    },
    {
      id: 'prox-slope-falls-in-theta',
      source: 'pretraining-finetuning/prox',
      prose: "P' falls strictly in theta at fixed y, so that theta(omega) is unique.",
      holds:
        '-(c*cosh(s)/2)/(c*cosh(s) + theta/2)^2 + (theta/2)*c*sinh(s)/(c*cosh(s) + theta/2)^2*s_theta < 0',
    },
    {
      id: 'prox-newton-is-convex',
      source: 'pretraining-finetuning/prox',
      prose:
        'f(s) = c sinh(s) + theta s/2 - y rises and is convex for s >= 0, so Newton from the right falls to the root: …',
      symbols: { s: 'nonnegative' },
      holds: 'c*sinh(s) >= 0',
    },
    {
      id: 'prox-newton-starts-on-the-right',
      source: 'pretraining-finetuning/prox',
      prose: '… from asinh(y/c), …',
      symbols: { y: 'nonnegative' },
      holds: 'c*sinh(asinh(y/c)) + theta*asinh(y/c)/2 - y >= 0',
    },
    {
      id: 'prox-newton-starts-on-the-right-too',
      source: 'pretraining-finetuning/prox',
      prose: '… and from 2 y/theta.',
      symbols: { y: 'nonnegative' },
      holds: 'c*sinh(2*y/theta) + theta*(2*y/theta)/2 - y >= 0',
    },
    {
      id: 'prox-without-penalty',
      source: 'pretraining-finetuning/prox',
      limit: { of: 'p + theta/2*asinh(p/c)', as: 'theta -> 0+', is: 'p' },
    },
    {
      id: 'prox-lazy',
      source: 'pretraining-finetuning/prox',
      prose: 'c -> inf: P = y c/(c + theta/2).',
      symbols: { p: 'positive' },
      limit: { of: '(p + theta/2*asinh(p/c) - p*(c + theta/2)/c)*c^3', as: 'c -> inf', is: '-theta*p^3/12' },
    },
    {
      id: 'prox-soft-threshold',
      source: 'pretraining-finetuning/prox',
      prose: 'c -> 0 with theta = 2 t/log(1/c): y = P + t, soft thresholding.',
      symbols: { p: 'positive' },
      limit: { of: 'p + t/log(1/c)*asinh(p/c)', as: 'c -> 0+', is: 'p + t' },
    },
    // Averages without the proximal map.
    {
      id: 'quadrature-of-the-slope',
      source: 'pretraining-finetuning/prox-quadrature',
      prose: "P' dy = c cosh(s) ds and dy = (c cosh(s) + theta/2) ds: no inner solve.",
      equal: ['slope*(c*cosh(s) + theta/2)', 'c*cosh(s)'],
    },
    // The two equations.
    {
      id: 'penalty-by-its-angle',
      source: 'pretraining-finetuning/fixed-point',
      equal: ['c*sinh(s)/2*(s - tanh(s/2))', 'q_s'],
    },
    {
      id: 'envelope-slope',
      source: 'pretraining-finetuning/fixed-point',
      prose: "M(y) = min_p moves by M'(y) = s/2 = (y - P)/theta.",
      derivative: { of: 'envelope', by: 's', is: 's/2*(c*cosh(s) + theta/2)' },
    },
    {
      id: 'envelope-in-theta',
      source: 'pretraining-finetuning/fixed-point',
      prose: 'At fixed y it moves with theta by -(P - y)^2/(2 theta^2).',
      equal: ['s^2/8 + s/2*(c*cosh(s) + theta/2)*s_theta', '-(c*sinh(s) - y_s)^2/(2*theta^2)'],
    },
    {
      id: 'stein',
      source: 'pretraining-finetuning/fixed-point',
      prose: "E z f(beta* + omega z) = omega E f', here for exponentials.",
      expectation: {
        of: 'z*exp(k*omega*z)',
        over: { z: { gaussian: { variance: 1 } } },
        is: 'omega*k*exp(k^2*omega^2/2)',
      },
    },
    {
      id: 'saddle-in-omega',
      source: 'pretraining-finetuning/fixed-point',
      prose: "dF/domega = 0 is the equation alpha = E P'.",
      equal: ['-(1 - alpha)*omega/theta - omega*(A - 1)/theta', 'omega*(alpha - A)/theta'],
    },
    {
      id: 'saddle-in-theta',
      source: 'pretraining-finetuning/fixed-point',
      prose: 'dF/dtheta = 0 is V = (1 - alpha) omega^2 - sigma^2.',
      equal: [
        '-(sigma^2 - (1 - alpha)*omega^2)/(2*theta^2) - V/(2*theta^2)',
        '((1 - alpha)*omega^2 - sigma^2 - V)/(2*theta^2)',
      ],
    },
    {
      id: 'error-at-the-saddle',
      source: 'pretraining-finetuning/fixed-point',
      prose:
        'There Err = V + 2 omega E z (P - y) + omega^2 is alpha omega^2 - sigma^2: omega^2 = (Err + sigma^2)/alpha.',
      equal: [
        '(1 - alpha)*omega^2 - sigma^2 + 2*omega*(omega*(alpha - 1)) + omega^2',
        'alpha*omega^2 - sigma^2',
      ],
    },
    {
      id: 'dual-variable-at-the-saddle',
      source: 'pretraining-finetuning/fixed-point',
      prose: 'eta = s/2 = (y - P)/theta, so E eta^2 = V/theta^2.',
      equal: ['((y_s - c*sinh(s))/theta)^2', '(s/2)^2'],
    },
    {
      id: 'noise-with-more-samples-than-features',
      source: 'pretraining-finetuning/fixed-point',
      prose: 'alpha > 1: sigma^2 D/(n - D - 1) tends to sigma^2/(alpha - 1).',
      symbols: { D: 'positive', ratio: { gt: 1 } },
      limit: { of: 'sigma^2*D/(ratio*D - D - 1)', as: 'D -> inf', is: 'sigma^2/(ratio - 1)' },
    },
    // Pretraining from finite data.
    {
      id: 'finite-data-scale',
      source: 'pretraining-finetuning/finite-data-pretraining',
      prose: 'The pretrained coefficient is P = c sinh(s) of the first level; its scale of fine-tuning.',
      equal: [
        '(1 + lambda)*(c + sqrt(c^2 + (c*sinh(s))^2)) + gamma^2',
        '(1 + lambda)*c*(1 + cosh(s)) + gamma^2',
      ],
    },
    {
      id: 'finite-data-becomes-infinite',
      source: 'pretraining-finetuning/finite-data-pretraining',
      prose: 'theta_1 -> 0: the pretrained coefficient is that of the task.',
      limit: { of: 'y_s', as: 'theta -> 0+', is: 'c*sinh(s)' },
    },
  ],
});
