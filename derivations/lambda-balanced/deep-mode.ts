import { derivation } from 'flowproof';

const LOSS_3 = '(s - w1*w2*w3)^2/2';
const WEIGHTS_3 = ['w1', 'w2', 'w3'];
const LOSS_4 = '(s - w1*w2*w3*w4)^2/2';
const WEIGHTS_4 = ['w1', 'w2', 'w3', 'w4'];

export default derivation({
  derivation: 'deep-mode',
  title: 'One mode of a deep linear network',
  source: 'arXiv:2409.14623',
  prose:
    'L layers with one weight each, a = w1 w2 ... wL. Every difference of squares of neighbouring weights is conserved, ' +
    "so w_l^2 = x + mu_l with constants mu_1 = 0, mu_2, ... Balanced (all mu = 0): a' = L a^(2 - 2/L) (s - a).",
  require: 'proved',
  symbols: {
    s: 'positive',
    a: 'positive',
    a0: 'positive',
    x: 'positive',
    L: { ge: 2 },
    w1: 'real',
    w2: 'real',
    w3: 'real',
    w4: 'real',
    mu2: 'nonnegative',
    mu3: 'nonnegative',
    lambda: 'real',
    u: 'nonnegative',
  },
  define: {
    time_2: 'log(a*(s - a0)/(a0*(s - a)))/(2*s)',
    time_4:
      '(1/sqrt(a0) - 1/sqrt(a) + log((sqrt(s) + sqrt(a))*(sqrt(s) - sqrt(a0))/((sqrt(s) - sqrt(a))*(sqrt(s) + sqrt(a0))))/(2*sqrt(s)))/(2*s)',
    time_inf: 'log(a*(s - a0)/(a0*(s - a)))/s^2 + 1/(s*a0) - 1/(s*a)',
    product_3: 'sqrt(x)*sqrt(x + mu2)*sqrt(x + mu3)',
    w: 'a^(1/L)',
  },
  claims: [
    // Invariants.
    {
      id: 'first-difference-three-layers',
      source: 'lambda-balanced/deep-invariants',
      prose: 'Three layers: both differences stay.',
      conserved: { quantity: 'w2^2 - w1^2', loss: LOSS_3, parameters: WEIGHTS_3 },
    },
    {
      id: 'second-difference-three-layers',
      source: 'lambda-balanced/deep-invariants',
      conserved: { quantity: 'w3^2 - w2^2', loss: LOSS_3, parameters: WEIGHTS_3 },
    },
    {
      id: 'outer-difference-four-layers',
      source: 'lambda-balanced/deep-invariants',
      prose: 'Four layers; sums of neighbouring differences, too.',
      conserved: { quantity: 'w4^2 - w1^2', loss: LOSS_4, parameters: WEIGHTS_4 },
    },
    {
      id: 'inner-difference-four-layers',
      source: 'lambda-balanced/deep-invariants',
      conserved: { quantity: 'w3^2 - w2^2', loss: LOSS_4, parameters: WEIGHTS_4 },
    },
    // The flow of the product.
    {
      id: 'gradient-of-a-layer',
      source: 'lambda-balanced/deep-scalar',
      prose: "w_l' = (a/w_l)(s - a): the other weights times the residual.",
      derivative: { of: LOSS_3, by: 'w2', is: '-w1*w3*(s - w1*w2*w3)' },
    },
    {
      id: 'squares-move-together',
      source: 'lambda-balanced/deep-scalar',
      prose: "(w_l^2)' = 2 a (s - a) for every layer, here the second: x' = 2 a (s - a).",
      equal: ['2*w2*(w1*w3*(s - w1*w2*w3))', '2*(w1*w2*w3)*(s - w1*w2*w3)'],
    },
    {
      id: 'flow-of-the-product',
      source: 'lambda-balanced/deep-scalar',
      prose: "a' = sum over l of the squares of all other weights, times the residual.",
      equal: [
        '(w2*w3*(s - a))*w2*w3 + w1*(w1*w3*(s - a))*w3 + w1*w2*(w1*w2*(s - a))',
        '((w2*w3)^2 + (w1*w3)^2 + (w1*w2)^2)*(s - a)',
      ],
    },
    {
      id: 'flow-of-the-product-by-inverses',
      source: 'lambda-balanced/deep-scalar',
      assume: ['w1*w2*w3 != 0'],
      equal: ['(w1*w2*w3)^2*(1/w1^2 + 1/w2^2 + 1/w3^2)', '(w2*w3)^2 + (w1*w3)^2 + (w1*w2)^2'],
    },
    {
      id: 'product-from-x',
      source: 'lambda-balanced/deep-end-to-end',
      prose:
        "With w_l^2 = x + mu_l: da/dx = a'/x', which is the sum over j of the products of the other x + mu_l.",
      derivative: {
        of: 'product_3',
        by: 'x',
        is: '((x + mu2)*(x + mu3) + x*(x + mu3) + x*(x + mu2))/(2*(product_3))',
      },
    },
    {
      id: 'two-layers-again',
      source: 'lambda-balanced/deep-end-to-end',
      prose:
        'L = 2: x (x + lambda) = a^2, and x + (x + lambda) is the speed sqrt(lambda^2 + 4 a^2) of two layers.',
      symbols: { lambda: 'nonnegative' },
      equal: ['sqrt(lambda^2 + 4*(x*(x + lambda)))', 'x + (x + lambda)'],
    },
    {
      id: 'balanced-end-to-end',
      source: 'lambda-balanced/deep-end-to-end',
      prose:
        "Balanced: every one of the L terms (W W')^((L - j)/L) E (W'W)^((j - 1)/L) is a^(2 - 2/L) E; term j = 2.",
      equal: ['(a^2)^((L - 2)/L)*(s - a)*(a^2)^((2 - 1)/L)', 'a^(2 - 2/L)*(s - a)'],
    },
    {
      id: 'balanced-flow',
      source: 'lambda-balanced/deep-scalar',
      prose: "L equal weights w = a^(1/L): a' = L w^(L - 1) w' with w' = (a/w)(s - a).",
      equal: ['L*w^(L - 1)*(a/w*(s - a))', 'L*a^(2 - 2/L)*(s - a)'],
    },
    {
      id: 'balanced-flow-two-layers',
      source: 'lambda-balanced/deep-scalar',
      equal: ['2*a^(2 - 2/2)*(s - a)', '2*a*(s - a)'],
    },
    {
      id: 'balanced-flow-many-layers',
      source: 'lambda-balanced/deep-scalar',
      prose: 'Many layers: the speed per layer tends to a^2 (s - a).',
      limit: { of: 'a^(2 - 2/L)*(s - a)', as: 'L -> inf', is: 'a^2*(s - a)' },
    },
    // Times from a0 to a, both below the target.
    {
      id: 'time-two-layers',
      source: 'lambda-balanced/deep-scalar',
      prose: 'The time from a0 to a, L = 2 …',
      assume: ['a < s', 'a0 < s'],
      derivative: { of: 'time_2', by: 'a', is: '1/(2*a*(s - a))' },
    },
    {
      id: 'logistic-two-layers',
      source: 'lambda-balanced/deep-scalar',
      prose: '… solved for a.',
      assume: ['a0 < s'],
      solves: {
        variable: 'u',
        forms: { z: 's*a0/(a0 + (s - a0)*exp(-2*s*u))' },
        field: { z: '2*z*(s - z)' },
        initial: { at: 0, values: { z: 'a0' } },
      },
    },
    {
      id: 'time-four-layers',
      source: 'lambda-balanced/deep-scalar',
      prose: 'L = 4 …',
      assume: ['a < s', 'a0 < s'],
      derivative: { of: 'time_4', by: 'a', is: '1/(4*a^(3/2)*(s - a))' },
    },
    {
      id: 'time-four-layers-start',
      source: 'lambda-balanced/deep-scalar',
      assume: ['a0 < s'],
      limit: { of: 'time_4', as: 'a -> a0', is: 0 },
    },
    {
      id: 'time-many-layers',
      source: 'lambda-balanced/deep-scalar',
      prose: '… and L u for many layers.',
      assume: ['a < s', 'a0 < s'],
      derivative: { of: 'time_inf', by: 'a', is: '1/(a^2*(s - a))' },
    },
    {
      id: 'time-many-layers-start',
      source: 'lambda-balanced/deep-scalar',
      assume: ['a0 < s'],
      limit: { of: 'time_inf', as: 'a -> a0', is: 0 },
    },
    {
      id: 'all-but-one-layer-large',
      source: 'lambda-balanced/deep-scalar',
      prose: "Two of three layers large, x fixed: a' is (mu2 mu3)(s - a) to leading order, an exponential.",
      symbols: { mu2: 'positive', mu3: 'positive' },
      limit: {
        of: '((x + L*mu2)*(x + L*mu3) + x*(x + L*mu3) + x*(x + L*mu2))/(L^2*mu2*mu3)',
        as: 'L -> inf',
        is: 1,
      },
    },
  ],
});
