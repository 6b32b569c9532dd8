import { derivation } from 'flowproof';
import fineTuning from '../pretraining-finetuning/fine-tuning-penalty.js';

export default derivation({
  derivation: 'fine-tuning-penalty-errata',
  title: 'False forms of the re-balancing and of the fine-tuning penalty',
  source: 'arXiv:2602.20062, its public summary, and the code of its authors',
  prose: 'Every false form stands beside the right one, or names the claim that states it.',
  require: 'proved',
  symbols: {
    ...fineTuning.symbols,
    z: 'real',
    c_1: 'positive',
    Lambda: 'real',
    root: 'positive',
    lambda_code: 'real',
  },
  define: {
    ...fineTuning.define,
    qstd_half:
      '2 - sqrt(4 + (z/(abs(beta) + gamma^2))^2) + z/(abs(beta) + gamma^2)*asinh(z/(abs(beta) + gamma^2)/2)',
    qstd_full:
      '2 - sqrt(4 + (2*z/(abs(beta) + gamma^2))^2) + 2*z/(abs(beta) + gamma^2)*asinh(2*z/(abs(beta) + gamma^2)/2)',
    q_rich:
      '(abs(beta) + gamma^2)/2*(1 - sqrt(1 + (z/(abs(beta) + gamma^2))^2) + z/(abs(beta) + gamma^2)*asinh(z/(abs(beta) + gamma^2)))',
    scale_x5: 'gamma^2 - lambda_code + root',
    divisor_x5: '2*root - lambda_code + gamma^2',
  },
  claims: [
    {
      id: 'norm-rebalancing',
      source: 'pretraining-finetuning/rebalance-identity',
      prose: 'Re-balancing by the norm gives another penalty.',
      equal: ['wp_beta^2 + wm_beta^2', '(1 + lambda)*(c + R)'],
      expect: 'refuted',
      right: 'wp^2 + wm^2 = R + lambda c; only (wp + wm)^2 = (1 + lambda)(c + R) reproduces the published k',
    },
    {
      id: 'absolute-rebalancing',
      source: 'pretraining-finetuning/rebalance-identity',
      prose: 'Re-balancing by the sum of absolute values fails beyond the sign flip of lambda < 0.',
      symbols: { lambda: { gt: -1, lt: 0 } },
      equal: ['(abs(wp_beta) + abs(wm_beta))^2', '(1 + lambda)*(c + R)'],
      expect: 'refuted',
      right: '(1 - lambda)(R - c) beyond the flip: claim rebalance-absolute-variant-after-the-flip',
    },
    {
      id: 'k-formula-single-gamma',
      source: 'pretraining-finetuning/k-formula',
      prose: 'v_FT = gamma on both pathways, but sqrt(k) is printed with + gamma^2.',
      equal: ['2*((wp_beta + wm_beta)^2 + gamma^2)', '2*(1 + lambda)*(c + R) + gamma^2'],
      expect: 'refuted',
      right: '... + 2 gamma^2; + gamma^2 belongs to v_FT = gamma/sqrt(2): claim k-formula-balanced-readout',
    },
    {
      id: 'k-formula-single-gamma-right',
      source: 'pretraining-finetuning/k-formula',
      equal: ['2*((wp_beta + wm_beta)^2 + gamma^2)', '2*(1 + lambda)*(c + R) + 2*gamma^2'],
    },
    {
      id: 'k-formula-unnormalised-lambda',
      source: 'pretraining-finetuning/k-formula',
      prose:
        'The code writes lambda/c + 1 with its lambda = lambda c; with the normalised lambda that is wrong.',
      equal: ['2*((lambda/c + 1)*(c + R) + gamma^2)', '2*c_FT'],
      expect: 'refuted',
      right: '2 (1 + lambda)(c + R) + 2 gamma^2: claim k-formula',
    },
    {
      id: 'untrained-coordinate-keeps-c',
      source: 'pretraining-finetuning/k-formula',
      prose: 'beta = 0 does not give c: at c = 1/10, lambda = 0, gamma = 0 it gives 1/5.',
      equal: ['(1 + lambda)*(c + sqrt(c^2 + 0^2)) + gamma^2', 'c'],
      expect: 'refuted',
      right: '2 (1 + lambda) c + gamma^2: claim k-formula-untrained-coordinate',
    },
    {
      id: 'untrained-coordinate-keeps-gamma',
      source: 'pretraining-finetuning/k-formula',
      equal: ['(1 + lambda)*(c + sqrt(c^2 + 0^2)) + gamma^2', 'gamma^2'],
      expect: 'refuted',
      right: '2 (1 + lambda) c + gamma^2: claim k-formula-untrained-coordinate',
    },
    {
      id: 'k-monotone-at-fixed-unnormalised-lambda',
      source: 'pretraining-finetuning/k-monotone',
      prose:
        'Lambda = lambda c held fixed: at Lambda = 1/10, |beta| = 1, c = 1/10 the scale is 2.2100, at c = 1/5 1.8297.',
      symbols: {
        Lambda: { ge: '1/10', le: '1/5' },
        c: { ge: '1/10', le: '1/5' },
        c_1: { ge: '1/10', le: '1/5' },
      },
      assume: ['c < c_1'],
      holds: '(1 + Lambda/c)*(c + R) < (1 + Lambda/c_1)*(c_1 + sqrt(c_1^2 + beta^2))',
      expect: 'refuted',
      right: 'monotone in c at fixed normalised lambda: claim k-increases-with-c',
    },
    {
      id: 'k-monotone-right',
      source: 'pretraining-finetuning/k-monotone',
      symbols: { lambda: { gt: -1, le: 1 } },
      assume: ['c < c_1'],
      holds: '(1 + lambda)*(c + R) < (1 + lambda)*(c_1 + sqrt(c_1^2 + beta^2))',
    },
    {
      id: 'no-rebalancing-same-scale',
      source: 'pretraining-finetuning/no-rebalance',
      prose: 'diagonal_network_finetune.py does not re-balance; its penalty is not the one of c_FT.',
      equal: ['((wp_beta^2 + wm_beta^2 + 2*gamma^2)/2)^2 - gamma^2*(wp_beta - wm_beta)^2', 'c_FT^2'],
      expect: 'refuted',
      right: 'S^2 = ((wp^2 + wm^2 + 2 gamma^2)/2)^2 - gamma^2 (wp - wm)^2: claim no-rebalance-scale',
    },
    {
      id: 'no-rebalancing-starts-at-zero',
      source: 'pretraining-finetuning/X7',
      equal: ['gamma*wp - gamma*wm', '0'],
      expect: 'refuted',
      right: 'beta_FT(0) = gamma (wp - wm): claim no-rebalance-start',
    },
    {
      id: 'scale-without-absolute-value',
      source: 'pretraining-finetuning/X3',
      prose:
        'diagonal_network3_finetune.py: s = c/beta without abs. beta = -6/5, c = 3/10, lambda_code = 1/10, gamma = 1/2: ' +
        '1.4992 instead of 2.2992.',
      symbols: {
        beta: { ge: '-6/5', lt: 0 },
        c: { ge: '1/10', le: '3/10' },
        lambda_code: { ge: '1/10', le: 1 },
        gamma: { ge: 0, le: '1/2' },
      },
      equal: [
        '(lambda_code/c + 1)*abs(beta)*(c/beta + sqrt(1 + (c/beta)^2)) + gamma^2',
        '(lambda_code/c + 1)*(c + R) + gamma^2',
      ],
      expect: 'refuted',
      right: 's = c/|beta|',
    },
    {
      id: 'scale-without-absolute-value-right',
      source: 'pretraining-finetuning/X3',
      equal: [
        '(lambda_code/c + 1)*abs(beta)*(c/abs(beta) + sqrt(1 + (c/abs(beta))^2)) + gamma^2',
        '(lambda_code/c + 1)*(c + R) + gamma^2',
      ],
    },
    {
      id: 'scale-without-one',
      source: 'pretraining-finetuning/X4',
      prose:
        'lorder_fd_heatmap.py: lambda in the place of 1 + lambda. lambda = -1/2, c = 1/10, beta = 1, gamma = 1/10: ' +
        '-0.5425 instead of 0.5625.',
      symbols: {
        lambda: { ge: '-1/2', le: 0 },
        c: { ge: '1/10', le: 1 },
        beta: { ge: 1, le: 2 },
        gamma: { ge: 0, le: '1/10' },
      },
      equal: ['lambda*(c + R) + gamma^2', 'c_FT'],
      expect: 'refuted',
      right: '(1 + lambda)(c + R) + gamma^2: claim k-formula',
    },
    {
      id: 'scale-never-negative',
      source: 'pretraining-finetuning/X4',
      prose: 'A scale is a sum of squares.',
      holds: 'c_FT >= 0',
    },
    {
      id: 'penalty-with-two-scales',
      source: 'pretraining-finetuning/X5',
      prose: 'fig_penalties_lmda.py: the prefactor and the divisor of the argument differ, so it is no q_k.',
      assume: ['scale_x5 > 0', 'divisor_x5 > 0'],
      equal: [
        'scale_x5/8*(2 - sqrt(4 + (4*z/divisor_x5)^2) + 4*z/divisor_x5*asinh(2*z/divisor_x5))',
        'scale_x5/4*(1 - sqrt(1 + 4*z^2/scale_x5^2) + 2*z/scale_x5*asinh(2*z/scale_x5))',
      ],
      expect: 'refuted',
      right: 'prefactor and divisor are the same sqrt(k): claim q-one-profile of implicit-bias',
    },
    {
      id: 'penalty-with-one-scale-right',
      source: 'pretraining-finetuning/X5',
      symbols: { m: 'positive' },
      equal: [
        'm/8*(2 - sqrt(4 + (4*z/m)^2) + 4*z/m*asinh(2*z/m))',
        'm/4*(1 - sqrt(1 + 4*z^2/m^2) + 2*z/m*asinh(2*z/m))',
      ],
    },
    {
      id: 'penalty-rich-half-argument',
      source: 'pretraining-finetuning/X6',
      prose: 'diagonal_network_finetune.py: q_std(z/(|beta| + gamma^2)) for lambda = 0, c -> 0.',
      equal: ['(abs(beta) + gamma^2)/4*qstd_half', 'q_rich'],
      expect: 'refuted',
      right: 'q_std(2 z/(|beta| + gamma^2))',
    },
    {
      id: 'penalty-rich-right',
      source: 'pretraining-finetuning/X6',
      equal: ['(abs(beta) + gamma^2)/4*qstd_full', 'q_rich'],
    },
    {
      id: 'compute-k-unnormalised',
      source: 'pretraining-finetuning/X8',
      prose:
        'replica compute_k: its lambda is lambda c, and gamma^2 lacks a factor 2. (1/2 at c = 4/5 means lambda = 5/8.)',
      equal: ['2*(lambda + c)*(1 + sqrt(1 + (beta/c)^2)) + gamma^2', '2*c_FT'],
      expect: 'refuted',
      right: '2 (lambda c + c)(1 + sqrt(1 + (beta/c)^2)) + 2 gamma^2',
    },
    {
      id: 'compute-k-right',
      source: 'pretraining-finetuning/X8',
      equal: ['2*(lambda*c + c)*(1 + sqrt(1 + (beta/c)^2)) + 2*gamma^2', '2*c_FT'],
    },
  ],
});
