import { derivation } from 'flowproof';
import alignedMode from './aligned-mode.js';

const first = (s: string) => `(sqrt(lambda^2 + 4*(${s})^2) - lambda)/2`;
const second = (s: string) => `(sqrt(lambda^2 + 4*(${s})^2) + lambda)/2`;

/** What is learnt about item j (p, q) from item i (b1, f), with the metric of the layer's Gram matrix. */
const ratio = (layer: (s: string) => string) =>
  `((${layer('s1')})*b1*p + (${layer('s2')})*b2*q)/((${layer('s1')})*b1^2 + (${layer('s2')})*b2^2)`;

export default derivation({
  derivation: 'transfer',
  title: 'What a frozen layer lets a network generalise and relearn',
  source: 'arXiv:2409.14623',
  prose:
    'A converged square network with two modes s1, s2. Its hidden code of an input is frozen and a new readout is trained ' +
    "on item i alone: item j follows by the share G_ji/G_ii, G = X'R1 X. Items are (b1, f) and (p, q) in the input modes. " +
    'New inputs behind a frozen second layer are mirrored, with R2.',
  require: 'proved',
  symbols: {
    ...alignedMode.symbols,
    h1: 'real',
    h2: 'real',
    g1: 'real',
    g2: 'real',
    target: 'real',
    b1: 'real',
    b2: 'real',
    p: 'real',
    q: 'real',
    s1: 'positive',
    s2: 'positive',
    w_0: 'real',
    rate: 'real',
    v: 'nonnegative',
  },
  define: {
    ...alignedMode.define,
    G_ii: 'h1^2 + h2^2',
    G_ji: 'h1*g1 + h2*g2',
    learnt: 'target/(G_ii)*(1 - exp(-(G_ii)*u))',
    speed_1: `(${first('s1')})*b1^2 + (${first('s2')})*b2^2`,
    E_v: 'exp(-K*v/lambda)',
    mode_scaled: 's - 2*delta*K^2*D0*E_v/(D0^2 + 8*s*delta*D0*E_v - 4*lambda^2*delta^2*E_v^2)',
  },
  claims: [
    {
      id: 'readout-flow',
      source: 'lambda-balanced/readout-generalisation',
      prose:
        "A new output row from zero, w' = (target - w h) h' on the frozen code h = (h1, h2) of item i: it grows along h …",
      assume: ['h1^2 + h2^2 > 0'],
      solves: {
        variable: 'u',
        forms: { x1: 'h1*learnt', x2: 'h2*learnt' },
        field: { x1: '(target - x1*h1 - x2*h2)*h1', x2: '(target - x1*h1 - x2*h2)*h2' },
        initial: { at: 0, values: { x1: 0, x2: 0 } },
      },
    },
    {
      id: 'readout-generalisation',
      source: 'lambda-balanced/readout-generalisation',
      prose: '… so item j with the code g gets the share G_ji/G_ii of target (1 - exp(-G_ii u)).',
      equal: ['h1*learnt*g1 + h2*learnt*g2', 'target*(G_ji)/(G_ii)*(1 - exp(-(G_ii)*u))'],
    },
    {
      id: 'readout-share-lambda-zero',
      source: 'lambda-balanced/readout-generalisation',
      prose: 'Shares of a converged network: lambda = 0 weighs the modes by S …',
      assume: ['b1 != 0'],
      limit: { of: ratio(first), as: 'lambda -> 0', is: '(s1*b1*p + s2*b2*q)/(s1*b1^2 + s2*b2^2)' },
    },
    {
      id: 'readout-share-large-lambda',
      source: 'lambda-balanced/readout-generalisation',
      prose: '… lambda -> inf by S^2 …',
      assume: ['b1 != 0'],
      limit: { of: ratio(first), as: 'lambda -> inf', is: '(s1^2*b1*p + s2^2*b2*q)/(s1^2*b1^2 + s2^2*b2^2)' },
    },
    {
      id: 'readout-share-large-negative-lambda',
      source: 'lambda-balanced/readout-generalisation',
      prose: '… lambda -> -inf not at all: orthogonal items do not generalise.',
      assume: ['b1 != 0'],
      limit: { of: ratio(first), as: 'lambda -> -inf', is: '(b1*p + b2*q)/(b1^2 + b2^2)' },
    },
    {
      id: 'readout-speed-large-lambda',
      source: 'lambda-balanced/readout-generalisation',
      prose: 'The speed G_ii is of the order 1/lambda …',
      assume: ['b1 != 0'],
      order: { of: 'speed_1', as: 'lambda -> inf', exponent: -1 },
    },
    {
      id: 'readout-speed-lambda-zero',
      source: 'lambda-balanced/readout-generalisation',
      prose: '… 1 …',
      limit: { of: 'speed_1', as: 'lambda -> 0', is: 's1*b1^2 + s2*b2^2' },
    },
    {
      id: 'readout-speed-large-negative-lambda',
      source: 'lambda-balanced/readout-generalisation',
      prose: '… and |lambda|.',
      assume: ['b1 != 0'],
      order: { of: 'speed_1', as: 'lambda -> -inf', exponent: 1 },
    },
    // The mirror image.
    {
      id: 'embedding-flow',
      source: 'lambda-balanced/embedding-generalisation',
      prose:
        "A new input column z from zero, z' = w_k (target - w_k z) on the row w_k = (h1, h2) of output k: output l gets (R2)_lk/(R2)_kk.",
      equal: ['g1*(h1*learnt) + g2*(h2*learnt)', 'target*(G_ji)/(G_ii)*(1 - exp(-(G_ii)*u))'],
    },
    {
      id: 'embedding-share-large-lambda',
      source: 'lambda-balanced/embedding-generalisation',
      prose: 'lambda -> inf: no generalisation between orthogonal outputs …',
      assume: ['b1 != 0'],
      limit: { of: ratio(second), as: 'lambda -> inf', is: '(b1*p + b2*q)/(b1^2 + b2^2)' },
    },
    {
      id: 'embedding-share-large-negative-lambda',
      source: 'lambda-balanced/embedding-generalisation',
      prose: "… lambda -> -inf: by U S^2 U'.",
      assume: ['b1 != 0'],
      limit: {
        of: ratio(second),
        as: 'lambda -> -inf',
        is: '(s1^2*b1*p + s2^2*b2*q)/(s1^2*b1^2 + s2^2*b2^2)',
      },
    },
    {
      id: 'embedding-share-lambda-zero',
      source: 'lambda-balanced/embedding-generalisation',
      assume: ['b1 != 0'],
      limit: { of: ratio(second), as: 'lambda -> 0', is: '(s1*b1*p + s2*b2*q)/(s1*b1^2 + s2*b2^2)' },
    },
    // Relearning with a frozen layer.
    {
      id: 'frozen-first-layer',
      source: 'lambda-balanced/frozen-layer-relearning',
      prose: 'W1 frozen, a mode with the eigenvalue c^2 of R1: W relaxes to the new target at the rate c^2.',
      solves: {
        variable: 'u',
        forms: { z: 's - (s - w_0)*exp(-c^2*u)' },
        field: { z: '(s - z)*c^2' },
        initial: { at: 0, values: { z: 'w_0' } },
      },
    },
    {
      id: 'frozen-first-layer-weight',
      source: 'lambda-balanced/frozen-layer-relearning',
      prose: 'The weight behind it follows its own gradient flow.',
      assume: ['c != 0'],
      solves: {
        variable: 'u',
        forms: { z: '(s - (s - c*w_0)*exp(-c^2*u))/c' },
        field: { z: '(s - c*z)*c' },
        initial: { at: 0, values: { z: 'w_0' } },
      },
    },
    {
      id: 'frozen-first-layer-unreachable',
      source: 'lambda-balanced/frozen-layer-relearning',
      prose: 'What the frozen layer does not see (c = 0) stays as it was.',
      equal: ['s - (s - w_0)*exp(-0^2*u)', 'w_0'],
    },
    {
      id: 'frozen-first-layer-rate',
      source: 'lambda-balanced/frozen-layer-relearning',
      prose: 'A converged network: the rate (K - lambda)/2 is slow for lambda -> inf, s^2/lambda …',
      limit: { of: `lambda*(${first('s1')})`, as: 'lambda -> inf', is: 's1^2' },
    },
    {
      id: 'frozen-first-layer-rate-negative-lambda',
      source: 'lambda-balanced/frozen-layer-relearning',
      prose: '… and |lambda| for lambda -> -inf.',
      limit: { of: `(${first('s1')})/abs(lambda)`, as: 'lambda -> -inf', is: 1 },
    },
    {
      id: 'frozen-second-layer',
      source: 'lambda-balanced/frozen-layer-relearning',
      prose: 'W2 frozen, with the eigenvalue d^2 of R2: the same from the other side …',
      assume: ['d != 0'],
      solves: {
        variable: 'u',
        forms: { z: '(s - (s - d*w_0)*exp(-d^2*u))/d' },
        field: { z: 'd*(s - d*z)' },
        initial: { at: 0, values: { z: 'w_0' } },
      },
    },
    {
      id: 'frozen-second-layer-rate',
      source: 'lambda-balanced/frozen-layer-relearning',
      prose: '… at the rate (K + lambda)/2.',
      limit: { of: `(${second('s1')})/lambda`, as: 'lambda -> inf', is: 1 },
    },
    {
      id: 'joint-training-like-frozen-large-layer',
      source: 'lambda-balanced/frozen-layer-relearning',
      prose:
        'Training both layers from a0 is training behind the frozen large layer, up to lambda^-2, at fixed v = lambda u.',
      order: {
        of: `mode_scaled - (s - delta*exp(-(${second('a0')})*v/lambda))`,
        as: 'lambda -> inf',
        exponent: -2,
        exact: false,
      },
    },
    {
      id: 'big-layer-frozen',
      source: 'lambda-balanced/big-layer-frozen',
      prose: 'lambda -> -inf mirrored.',
      order: {
        of: `s - 2*delta*K^2*D0*exp(K*v/lambda)/(D0^2 + 8*s*delta*D0*exp(K*v/lambda) - 4*lambda^2*delta^2*exp(2*K*v/lambda)) - (s - delta*exp((${first('a0')})*v/lambda))`,
        as: 'lambda -> -inf',
        exponent: -2,
        exact: false,
      },
    },
  ],
});
