import { derivation } from 'flowproof';
import alignedMode from './aligned-mode.js';

export default derivation({
  derivation: 'continual',
  title: 'Switching tasks: forgetting and reversal',
  source: 'arXiv:2409.14623',
  prose:
    'After task j (mode strength s_j) the network trains on task k (s_k); the loss on task i changes by F_i. Modes are ' +
    'aligned and inputs whitened, so losses are sums over modes of (a - s_i)^2/2. s and a0 stand for s_k and s_j.',
  require: 'proved',
  symbols: { ...alignedMode.symbols, s_i: 'real', v: 'nonnegative', b: 'real', b_i: 'real', b_j: 'real' },
  define: {
    ...alignedMode.define,
    y: 'exp(-v)',
    E_v: 'exp(-K*v/lambda)',
    mode_scaled: 's - 2*delta*K^2*D0*E_v/(D0^2 + 8*s*delta*D0*E_v - 4*lambda^2*delta^2*E_v^2)',
    forgetting: '((mode - s_i)^2 - (a0 - s_i)^2)/2',
    forgetting_scaled: '((mode_scaled - s_i)^2 - (a0 - s_i)^2)/2',
    forgetting_lazy: '((s - s_i - y*(s - a0))^2 - (a0 - s_i)^2)/2',
  },
  claims: [
    {
      id: 'forgetting-two-modes',
      source: 'lambda-balanced/forgetting',
      prose:
        'Two modes a and b: losses of half the squared distance add up mode by mode; the constant drops out.',
      equal: [
        '((a - s_i)^2 + (b - b_i)^2)/2 - ((a0 - s_i)^2 + (b_j - b_i)^2)/2',
        '((a - s_i)^2 - (a0 - s_i)^2)/2 + ((b - b_i)^2 - (b_j - b_i)^2)/2',
      ],
    },
    {
      id: 'forgetting-starts-at-zero',
      source: 'lambda-balanced/forgetting',
      equal: ['((a0 - s_i)^2 - (a0 - s_i)^2)/2', '0'],
    },
    {
      id: 'forgetting-in-the-end',
      source: 'lambda-balanced/forgetting',
      prose: 'In the end it does not depend on lambda (lambda = 0 may be stuck before).',
      assume: ['lambda != 0'],
      limit: { of: 'forgetting', as: 'u -> inf', is: '((s - s_i)^2 - (a0 - s_i)^2)/2' },
    },
    {
      id: 'forgetting-lazy-limit',
      source: 'lambda-balanced/forgetting',
      prose: 'Large lambda at fixed v = |lambda| u: the lazy curve, with an error of second order.',
      limit: { of: 'forgetting_scaled', as: 'lambda -> inf', is: 'forgetting_lazy' },
    },
    {
      id: 'forgetting-lazy-order',
      source: 'lambda-balanced/forgetting',
      order: { of: 'forgetting_scaled - forgetting_lazy', as: 'lambda -> inf', exponent: -2, exact: false },
    },
    {
      id: 'forgetting-rate',
      source: 'lambda-balanced/forgetting-rate',
      prose: "F_i' = W' (W - Sigma_i) with W' = k (Sigma_k - W).",
      derivative: { of: 'forgetting', by: 'u', is: 'strength*gap*(mode - s_i)' },
    },
    {
      id: 'forgetting-rate-at-the-switch',
      source: 'lambda-balanced/forgetting-rate',
      prose:
        'At the switch: half of (k_U Delta + Delta k_V)(Sigma_j - Sigma_i), with Delta = Sigma_k - Sigma_j.',
      equal: ['(k0*delta + delta*k0)/2*(a0 - s_i)', 'sqrt(lambda^2 + 4*a0^2)*(s - a0)*(a0 - s_i)'],
    },
    {
      id: 'forgetting-rate-of-the-last-task',
      source: 'lambda-balanced/forgetting-rate',
      prose: 'The task that was just learnt, i = j, starts at the rate 0.',
      equal: ['k0*(s - a0)*(a0 - a0)', '0'],
    },
    {
      id: 'switch-keeps-the-balance',
      source: 'lambda-balanced/continual-chain',
      prose: 'lambda at the switch is the lambda of the start: d^2 - c^2 along the first task.',
      equal: ['(strength + lambda)/2 - (strength - lambda)/2', 'lambda'],
    },
    {
      id: 'switch-keeps-the-gram-matrices',
      source: 'lambda-balanced/continual-chain',
      prose: 'Only P = (c^2, c d, d^2) counts: it is rank one along the way, whatever the factor.',
      equal: ['(strength + lambda)/2*((strength - lambda)/2)', 'mode^2'],
    },
    // Reversal.
    {
      id: 'reversal-at-lambda-zero',
      source: 'lambda-balanced/reversal-lambda0',
      prose: 'lambda = 0 and a0 < 0 < s: a never crosses zero …',
      symbols: { s: 'positive', a0: 'negative' },
      holds: 's*a0*exp(-2*s*u)/(s - a0 + a0*exp(-2*s*u)) < 0',
    },
    {
      id: 'reversal-at-lambda-zero-decay',
      source: 'lambda-balanced/reversal-lambda0',
      prose: '… it dies like s |a0|/(s + |a0|) exp(-2 s u).',
      symbols: { s: 'positive', a0: 'negative' },
      limit: {
        of: '-s*a0*exp(-2*s*u)/(s - a0 + a0*exp(-2*s*u))*exp(2*s*u)',
        as: 'u -> inf',
        is: 's*abs(a0)/(s + abs(a0))',
      },
    },
    {
      id: 'reversing-layer',
      source: 'lambda-balanced/reversal-which-layer',
      prose: 'lambda > 0 and d > 0: c = a/d changes its sign with a …',
      symbols: { lambda: 'positive' },
      assume: ['a != 0'],
      holds: 'a/sqrt((sqrt(lambda^2 + 4*a^2) + lambda)/2)*a > 0',
    },
    {
      id: 'steady-layer',
      source: 'lambda-balanced/reversal-which-layer',
      prose: '… while d stays above sqrt(lambda) …',
      symbols: { lambda: 'positive' },
      assume: ['a != 0'],
      holds: 'sqrt((sqrt(lambda^2 + 4*a^2) + lambda)/2) > sqrt(lambda)',
    },
    {
      id: 'steady-layer-at-the-crossing',
      source: 'lambda-balanced/reversal-which-layer',
      prose: '… which it touches at the crossing. lambda < 0: the layers swap.',
      symbols: { lambda: 'positive' },
      equal: ['sqrt((sqrt(lambda^2 + 4*0^2) + lambda)/2)', 'sqrt(lambda)'],
    },
    {
      id: 'steady-layer-negative-lambda',
      source: 'lambda-balanced/reversal-which-layer',
      symbols: { lambda: 'negative' },
      assume: ['a != 0'],
      holds: 'sqrt((sqrt(lambda^2 + 4*a^2) - lambda)/2) > sqrt(abs(lambda))',
    },
  ],
});
