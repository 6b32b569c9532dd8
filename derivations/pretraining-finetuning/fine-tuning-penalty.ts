import { derivation } from 'flowproof';

/** The fine-tuning scale c_FT for the given pretraining scale, split and readout. */
const scale = (c: string, lambda: string, gamma: string) =>
  `(1 + ${lambda})*(${c} + sqrt((${c})^2 + beta^2)) + (${gamma})^2`;

export default derivation({
  derivation: 'fine-tuning-penalty',
  title: 'Re-balancing after pretraining, and the penalty that fine-tuning minimises',
  source: 'arXiv:2602.20062',
  prose:
    'beta is the pretrained coefficient. Fine-tuning keeps w = wp + wm on both pathways and restarts both readouts ' +
    'at gamma, so it is balanced again, with the scale c_FT in the place of c; sqrt(k) = 2 c_FT.',
  require: 'proved',
  symbols: {
    c: 'positive',
    lambda: { ge: -1, le: 1 },
    beta: 'real',
    gamma: 'real',
    eta: 'real',
    b: 'nonnegative',
    p: 'real',
    r: 'real',
    wp: 'real',
    wm: 'real',
  },
  define: {
    R: 'sqrt(c^2 + beta^2)',
    w0: 'sqrt(c*(1 + lambda)/2)',
    v0: 'sqrt(c*(1 - lambda)/2)',
    wp_eta: 'w0*cosh(eta) + v0*sinh(eta)',
    wm_eta: 'w0*cosh(eta) - v0*sinh(eta)',
    cosh_eta: 'sqrt((c + R)/(2*c))',
    sinh_eta: 'sign(beta)*sqrt(beta^2/(2*c*(c + R)))',
    wp_beta: 'w0*cosh_eta + v0*sinh_eta',
    wm_beta: 'w0*cosh_eta - v0*sinh_eta',
    c_FT: scale('c', 'lambda', 'gamma'),
    R_b: 'sqrt(c^2 + b^2)',
    c_FT_b: '(1 + lambda)*(c + R_b) + gamma^2',
    A: '(wp + gamma)^2 + (wm - gamma)^2',
    B: '(wp - gamma)^2 + (wm + gamma)^2',
  },
  claims: [
    // Re-balancing.
    {
      id: 'rebalance-sum',
      source: 'pretraining-finetuning/rebalance-identity',
      prose: 'The kept first layer: (wp + wm)^2 = (1 + lambda)(c + sqrt(c^2 + beta^2)).',
      equal: ['(wp_beta + wm_beta)^2', '(1 + lambda)*(c + R)'],
    },
    {
      id: 'rebalance-sum-steps',
      source: 'pretraining-finetuning/rebalance-identity',
      chain: [
        '(wp_eta + wm_eta)^2',
        '4*w0^2*cosh(eta)^2',
        'c*(1 + lambda)*(1 + cosh(2*eta))',
        'c*(1 + lambda)*(1 + sqrt(1 + sinh(2*eta)^2))',
      ],
    },
    {
      id: 'rebalance-sum-never-negative',
      source: 'pretraining-finetuning/rebalance-identity',
      prose: 'The sum keeps its sign although one summand may flip.',
      holds: 'wp_eta + wm_eta >= 0',
    },
    {
      id: 'rebalance-norm-variant',
      source: 'pretraining-finetuning/rebalance-identity',
      prose: 'Norm re-balancing is another penalty: wp^2 + wm^2 = sqrt(c^2 + beta^2) + lambda c.',
      equal: ['wp_beta^2 + wm_beta^2', 'R + lambda*c'],
    },
    {
      id: 'rebalance-absolute-variant-before-the-flip',
      source: 'pretraining-finetuning/rebalance-identity',
      prose: 'The sum of absolute values agrees while no first-layer weight has flipped …',
      symbols: { lambda: { ge: 0, le: 1 } },
      equal: ['(abs(wp_beta) + abs(wm_beta))^2', '(1 + lambda)*(c + R)'],
    },
    {
      id: 'rebalance-absolute-variant-after-the-flip',
      source: 'pretraining-finetuning/rebalance-identity',
      prose: '… and is (1 - lambda)(sqrt(c^2 + beta^2) - c) beyond it (lambda < 0).',
      symbols: { lambda: { ge: -1, lt: 0 } },
      assume: ['beta > 0', 'wm_beta <= 0'],
      equal: ['(abs(wp_beta) + abs(wm_beta))^2', '(1 - lambda)*(R - c)'],
    },
    {
      id: 'rebalance-norm-at-minus-one',
      source: 'pretraining-finetuning/rebalance-identity',
      prose: 'lambda = -1: the norm variant keeps sqrt(c^2 + beta^2) - c where the sum keeps nothing.',
      equal: ['2*(sqrt(c)*sinh_eta)^2', 'R - c'],
    },
    // The scale of fine-tuning.
    {
      id: 'k-formula',
      source: 'pretraining-finetuning/k-formula',
      prose: 'c_FT = (wp + wm)^2 + gamma^2.',
      equal: ['(wp_beta + wm_beta)^2 + gamma^2', 'c_FT'],
    },
    {
      id: 'k-formula-balanced-readout',
      source: 'pretraining-finetuning/k-formula',
      prose: 'A readout of gamma/sqrt(2) on both pathways: sqrt(k) ends in gamma^2 instead of 2 gamma^2.',
      equal: ['2*((wp_beta + wm_beta)^2 + (gamma/sqrt(2))^2)', '2*(1 + lambda)*(c + R) + gamma^2'],
    },
    {
      id: 'k-formula-general-convention',
      source: 'pretraining-finetuning/k-formula',
      prose: 'w = p (wp + wm) and v = r gamma: both factors enter squared.',
      equal: ['2*((p*(wp_beta + wm_beta))^2 + (r*gamma)^2)', '2*p^2*(1 + lambda)*(c + R) + 2*r^2*gamma^2'],
    },
    {
      id: 'k-formula-split',
      source: 'pretraining-finetuning/k-formula',
      prose: 'The kept first layer has the share (1 + lambda_FT)/2 of c_FT.',
      equal: ['c_FT*(1 + ((wp_beta + wm_beta)^2 - gamma^2)/c_FT)/2', '(wp_beta + wm_beta)^2'],
    },
    {
      id: 'k-formula-untrained-coordinate',
      source: 'pretraining-finetuning/k-formula',
      prose: 'beta = 0: c_FT = 2 (1 + lambda) c + gamma^2, neither c nor gamma^2.',
      equal: ['(1 + lambda)*(c + sqrt(c^2 + 0^2)) + gamma^2', '2*(1 + lambda)*c + gamma^2'],
    },
    {
      id: 'k-formula-readout-only',
      source: 'pretraining-finetuning/lam-minus-one',
      prose: 'lambda = -1: c_FT = gamma^2, whatever was learned before.',
      equal: [scale('c', '(-1)', 'gamma'), 'gamma^2'],
    },
    {
      id: 'readout-only-weights-cancel',
      source: 'pretraining-finetuning/lam-minus-one',
      prose: 'lambda = -1: with w0 = 0 the two first-layer weights are opposite, so nothing is kept.',
      equal: ['sqrt(c)*sinh(eta) + (-sqrt(c)*sinh(eta))', '0'],
    },
    {
      id: 'k-formula-rich',
      source: 'pretraining-finetuning/k-formula',
      prose: 'c -> 0: c_FT tends to (1 + lambda)|beta| + gamma^2.',
      limit: { of: 'c_FT', as: 'c -> 0+', is: '(1 + lambda)*abs(beta) + gamma^2' },
    },
    // How it moves with what pretraining did.
    {
      id: 'k-monotone-c',
      source: 'pretraining-finetuning/k-monotone',
      derivative: { of: 'c_FT', by: 'c', is: '(1 + lambda)*(1 + c/R)' },
    },
    {
      id: 'k-monotone-lambda',
      source: 'pretraining-finetuning/k-monotone',
      derivative: { of: 'c_FT', by: 'lambda', is: 'c + R' },
    },
    {
      id: 'k-monotone-beta',
      source: 'pretraining-finetuning/k-monotone',
      prose: 'b = |beta|.',
      derivative: { of: 'c_FT_b', by: 'b', is: '(1 + lambda)*b/R_b' },
    },
    {
      id: 'k-monotone-gamma',
      source: 'pretraining-finetuning/k-monotone',
      derivative: { of: 'c_FT', by: 'gamma', is: '2*gamma' },
    },
    {
      id: 'k-increases-with-c',
      source: 'pretraining-finetuning/k-monotone',
      prose: 'For lambda > -1 fixed, a larger pretraining scale always raises c_FT.',
      symbols: { lambda: { gt: -1, le: 1 } },
      holds: '(1 + lambda)*(1 + c/R) > 0',
    },
    {
      id: 'k-increases-with-lambda',
      source: 'pretraining-finetuning/k-monotone',
      holds: 'c + R > 0',
    },
    {
      id: 'k-increases-with-beta',
      source: 'pretraining-finetuning/k-monotone',
      holds: '(1 + lambda)*b/R_b >= 0',
    },
    // Without re-balancing.
    {
      id: 'no-rebalance-scale',
      source: 'pretraining-finetuning/no-rebalance',
      prose: 'Keeping wp and wm and setting both readouts to gamma: the scale of the shifted penalty.',
      equal: ['A*B/4', '((wp^2 + wm^2 + 2*gamma^2)/2)^2 - gamma^2*(wp - wm)^2'],
    },
    {
      id: 'no-rebalance-start',
      source: 'pretraining-finetuning/no-rebalance',
      prose: 'Fine-tuning then starts at beta_FT(0) = gamma (wp - wm).',
      equal: ['(A - B)/4', 'gamma*(wp - wm)'],
    },
    {
      id: 'no-rebalance-scale-from-beta',
      source: 'pretraining-finetuning/no-rebalance',
      equal: [
        '((wp_beta^2 + wm_beta^2 + 2*gamma^2)/2)^2 - gamma^2*(wp_beta - wm_beta)^2',
        '((R + lambda*c)/2 + gamma^2)^2 - gamma^2*(1 - lambda)*(R - c)',
      ],
    },
    {
      id: 'no-rebalance-first-layer-only',
      source: 'pretraining-finetuning/no-rebalance',
      prose: 'lambda = 1: half of w = wp + wm on each pathway, so still not c_FT: S = (R + c)/2 + gamma^2.',
      equal: ['sqrt((((R + c) + 2*gamma^2)/2)^2)', '((2*(c + R))/4 + gamma^2)'],
    },
    // Dead coordinates.
    {
      id: 'dead-coordinate-scale',
      source: 'pretraining-finetuning/dead-coordinates',
      prose: 'gamma = 0 and lambda = -1 give c_FT = 0 …',
      equal: [scale('c', '(-1)', '0'), '0'],
    },
    {
      id: 'dead-coordinate-untrained',
      source: 'pretraining-finetuning/dead-coordinates',
      prose: '… and so do gamma = 0, c = 0 and beta = 0.',
      equal: ['(1 + lambda)*(0 + sqrt(0^2 + 0^2)) + 0^2', '0'],
    },
    {
      id: 'dead-coordinate-stays',
      source: 'pretraining-finetuning/dead-coordinates',
      prose: 'A coordinate with all weights zero never moves: it cannot interpolate.',
      solves: {
        variable: 'eta',
        forms: { w_plus: '0', v_plus: '0', w_minus: '0', v_minus: '0' },
        field: { w_plus: 'v_plus', v_plus: 'w_plus', w_minus: '-v_minus', v_minus: '-w_minus' },
        initial: { at: 0, values: { w_plus: 0, v_plus: 0, w_minus: 0, v_minus: 0 } },
      },
    },
  ],
});
