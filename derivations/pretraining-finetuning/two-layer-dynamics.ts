import { derivation } from 'flowproof';

/** Loss of one sample (x, y) on one coordinate. */
const LOSS = '(y - x*(vp*wp - vm*wm))^2/2';
/** Loss of one sample on two coordinates; the second has the weights w2p, w2m, v2p, v2m and the feature x2. */
const LOSS_2 = '(y - x*(vp*wp - vm*wm) - x2*(v2p*w2p - v2m*w2m))^2/2';
/** Parameters of {@link LOSS_2}. */
const PARAMETERS_2 = ['wp', 'wm', 'vp', 'vm', 'w2p', 'w2m', 'v2p', 'v2m'];
const FIELD = { wp: 'vp*g', vp: 'wp*g', wm: '-vm*g', vm: '-wm*g' };

export default derivation({
  derivation: 'two-layer-dynamics',
  title: 'Gradient flow of the diagonal linear network, coordinate by coordinate',
  source: 'arXiv:2602.20062',
  prose:
    'Loss |y - X beta|^2/2 with beta = vp wp - vm wm in every coordinate; g is minus the gradient by beta. ' +
    'Balanced start: wp = wm = w0, vp = vm = v0, c = w0^2 + v0^2, lambda = (w0^2 - v0^2)/c.',
  require: 'proved',
  symbols: {
    wp: 'real',
    wm: 'real',
    vp: 'real',
    vm: 'real',
    w2p: 'real',
    w2m: 'real',
    v2p: 'real',
    v2m: 'real',
    g: 'real',
    x: 'real',
    x2: 'real',
    y: 'real',
    eta: 'real',
    c: 'positive',
    lambda: { ge: -1, le: 1 },
    beta: 'real',
    h: 'positive',
    S: 'positive',
    r: 'real',
    nu: 'real',
    c2: 'positive',
    beta2: 'real',
    alpha: 'positive',
  },
  define: {
    w0: 'sqrt(c*(1 + lambda)/2)',
    v0: 'sqrt(c*(1 - lambda)/2)',
    // Weights after the accumulated gradient eta, from a balanced start …
    wp_eta: 'w0*cosh(eta) + v0*sinh(eta)',
    wm_eta: 'w0*cosh(eta) - v0*sinh(eta)',
    vp_eta: 'v0*cosh(eta) + w0*sinh(eta)',
    vm_eta: 'v0*cosh(eta) - w0*sinh(eta)',
    // … and from any start (wp, wm, vp, vm).
    wp_any: 'wp*cosh(eta) + vp*sinh(eta)',
    vp_any: 'vp*cosh(eta) + wp*sinh(eta)',
    wm_any: 'wm*cosh(eta) - vm*sinh(eta)',
    vm_any: 'vm*cosh(eta) - wm*sinh(eta)',
    A: '(wp + vp)^2 + (wm - vm)^2',
    B: '(wp - vp)^2 + (wm + vm)^2',
    cross: 'wp*wm + vp*vm',
    twist: 'wp*vm + vp*wm',
    layer_p: 'wp^2 - vp^2',
    layer_m: 'wm^2 - vm^2',
    // Functions of beta.
    R: 'sqrt(c^2 + beta^2)',
    cosh_eta: 'sqrt((c + R)/(2*c))',
    sinh_eta: 'sign(beta)*sqrt(beta^2/(2*c*(c + R)))',
    wm_beta: 'w0*cosh_eta - v0*sinh_eta',
    vm_beta: 'v0*cosh_eta - w0*sinh_eta',
    wp_beta: 'w0*cosh_eta + v0*sinh_eta',
    vp_beta: 'v0*cosh_eta + w0*sinh_eta',
    beta_flip: 'c*sqrt(1 - lambda^2)/abs(lambda)',
  },
  claims: [
    // The flow.
    {
      id: 'gradient-wp',
      source: 'pretraining-finetuning/gf-equations',
      prose: 'Minus the gradient by wp is vp g with g = x (y - x beta).',
      derivative: { of: LOSS, by: 'wp', is: '-vp*(x*(y - x*(vp*wp - vm*wm)))' },
    },
    {
      id: 'gradient-vp',
      source: 'pretraining-finetuning/gf-equations',
      derivative: { of: LOSS, by: 'vp', is: '-wp*(x*(y - x*(vp*wp - vm*wm)))' },
    },
    {
      id: 'gradient-wm',
      source: 'pretraining-finetuning/gf-equations',
      prose: 'The minus pathway moves against g.',
      derivative: { of: LOSS, by: 'wm', is: 'vm*(x*(y - x*(vp*wp - vm*wm)))' },
    },
    {
      id: 'gradient-vm',
      source: 'pretraining-finetuning/gf-equations',
      derivative: { of: LOSS, by: 'vm', is: 'wm*(x*(y - x*(vp*wp - vm*wm)))' },
    },
    {
      id: 'gradient-second-coordinate',
      source: 'pretraining-finetuning/gf-equations',
      prose: 'Coordinates meet only in the residual.',
      derivative: {
        of: LOSS_2,
        by: 'w2p',
        is: '-v2p*(x2*(y - x*(vp*wp - vm*wm) - x2*(v2p*w2p - v2m*w2m)))',
      },
    },
    {
      id: 'loss-scale-rescales-time',
      source: 'pretraining-finetuning/gf-equations',
      prose:
        'A loss multiplied by alpha has alpha times the field: it runs alpha times as fast along the same path.',
      derivative: { of: `alpha*(${LOSS})`, by: 'wp', is: '-alpha*vp*(x*(y - x*(vp*wp - vm*wm)))' },
    },
    // What the flow keeps.
    {
      id: 'layer-difference-plus',
      source: 'pretraining-finetuning/conserved-layer-difference',
      conserved: { quantity: 'layer_p', field: FIELD },
    },
    {
      id: 'layer-difference-minus',
      source: 'pretraining-finetuning/conserved-layer-difference',
      conserved: { quantity: 'layer_m', field: FIELD },
    },
    {
      id: 'layer-difference-of-loss',
      source: 'pretraining-finetuning/conserved-layer-difference',
      conserved: { quantity: 'layer_p', loss: LOSS, parameters: ['wp', 'wm', 'vp', 'vm'] },
    },
    {
      id: 'layer-difference-of-loss-two-coordinates',
      source: 'pretraining-finetuning/conserved-layer-difference',
      conserved: { quantity: 'w2p^2 - v2p^2', loss: LOSS_2, parameters: PARAMETERS_2 },
    },
    {
      id: 'cross-sum',
      source: 'pretraining-finetuning/conserved-cross',
      prose: 'wp wm + vp vm stays at c.',
      conserved: { quantity: 'cross', field: FIELD },
    },
    {
      id: 'cross-twist',
      source: 'pretraining-finetuning/conserved-cross',
      prose: 'wp vm + vp wm stays at c sqrt(1 - lambda^2).',
      conserved: { quantity: 'twist', field: FIELD },
    },
    {
      id: 'cross-sum-of-loss',
      source: 'pretraining-finetuning/conserved-cross',
      conserved: { quantity: 'cross', loss: LOSS, parameters: ['wp', 'wm', 'vp', 'vm'] },
    },
    {
      id: 'cross-sum-of-loss-two-coordinates',
      source: 'pretraining-finetuning/conserved-cross',
      conserved: { quantity: 'cross', loss: LOSS_2, parameters: PARAMETERS_2 },
    },
    {
      id: 'cross-twist-of-loss-two-coordinates',
      source: 'pretraining-finetuning/conserved-cross',
      conserved: { quantity: 'twist', loss: LOSS_2, parameters: PARAMETERS_2 },
    },
    {
      id: 'relation-of-invariants',
      source: 'pretraining-finetuning/conserved-cross',
      prose: 'Three of the four invariants are independent.',
      equal: ['layer_p*layer_m', 'cross^2 - twist^2'],
    },
    {
      id: 'balanced-start-scale',
      source: 'pretraining-finetuning/conserved-cross',
      equal: ['w0^2 + v0^2', 'c'],
    },
    {
      id: 'balanced-start-difference',
      source: 'pretraining-finetuning/conserved-layer-difference',
      equal: ['w0^2 - v0^2', 'lambda*c'],
    },
    {
      id: 'balanced-start-twist',
      source: 'pretraining-finetuning/conserved-cross',
      equal: ['2*w0*v0', 'c*sqrt(1 - lambda^2)'],
    },
    // Closed form of the weights.
    {
      id: 'weights-closed-form',
      source: 'pretraining-finetuning/weights-closed-form',
      prose: 'In the accumulated gradient eta = int g dt the weights move on hyperbolas.',
      solves: {
        variable: 'eta',
        forms: { wp: 'wp_eta', vp: 'vp_eta', wm: 'wm_eta', vm: 'vm_eta' },
        field: { wp: 'vp', vp: 'wp', wm: '-vm', vm: '-wm' },
        initial: { at: 0, values: { wp: 'w0', vp: 'v0', wm: 'w0', vm: 'v0' } },
      },
    },
    {
      id: 'weights-exponential-form',
      source: 'pretraining-finetuning/weights-closed-form',
      equal: ['wp_eta', '((w0 + v0)*exp(eta) + (w0 - v0)*exp(-eta))/2'],
    },
    {
      id: 'weights-first-layer-start',
      source: 'pretraining-finetuning/weights-closed-form',
      prose: 'lambda = 1 (v0 = 0): the readout starts at zero and is plus or minus sqrt(c) sinh eta.',
      solves: {
        variable: 'eta',
        forms: {
          wp: 'sqrt(c)*cosh(eta)',
          vp: 'sqrt(c)*sinh(eta)',
          wm: 'sqrt(c)*cosh(eta)',
          vm: '-sqrt(c)*sinh(eta)',
        },
        field: { wp: 'vp', vp: 'wp', wm: '-vm', vm: '-wm' },
        initial: { at: 0, values: { wp: 'sqrt(c)', vp: 0, wm: 'sqrt(c)', vm: 0 } },
      },
    },
    {
      id: 'weights-readout-start',
      source: 'pretraining-finetuning/weights-closed-form',
      prose: 'lambda = -1 (w0 = 0): the first layer starts at zero and is plus or minus sqrt(c) sinh eta.',
      solves: {
        variable: 'eta',
        forms: {
          wp: 'sqrt(c)*sinh(eta)',
          vp: 'sqrt(c)*cosh(eta)',
          wm: '-sqrt(c)*sinh(eta)',
          vm: 'sqrt(c)*cosh(eta)',
        },
        field: { wp: 'vp', vp: 'wp', wm: '-vm', vm: '-wm' },
        initial: { at: 0, values: { wp: 0, vp: 'sqrt(c)', wm: 0, vm: 'sqrt(c)' } },
      },
    },
    {
      id: 'beta-sinh',
      source: 'pretraining-finetuning/beta-sinh',
      prose: 'beta = c sinh 2 eta whatever lambda: lambda only decides how beta is split over the layers.',
      chain: [
        'vp_eta*wp_eta - vm_eta*wm_eta',
        '((w0 + v0)^2 + (w0 - v0)^2)*(exp(2*eta) - exp(-2*eta))/4',
        'c*sinh(2*eta)',
      ],
    },
    {
      id: 'eta-from-beta',
      source: 'pretraining-finetuning/beta-sinh',
      equal: ['asinh(c*sinh(2*eta)/c)/2', 'eta'],
    },
    // Weights from beta, and where a weight of the losing pathway changes sign.
    {
      id: 'cosh-from-beta',
      source: 'pretraining-finetuning/weights-from-beta',
      equal: ['cosh(asinh(beta/c)/2)^2', '(1 + sqrt(1 + (beta/c)^2))/2'],
    },
    {
      id: 'sinh-from-beta-squared',
      source: 'pretraining-finetuning/weights-from-beta',
      equal: ['sinh(asinh(beta/c)/2)^2', '(sqrt(1 + (beta/c)^2) - 1)/2'],
    },
    {
      id: 'cosh-from-beta-safe',
      source: 'pretraining-finetuning/weights-from-beta',
      equal: ['cosh(asinh(beta/c)/2)', 'cosh_eta'],
    },
    {
      id: 'sinh-from-beta-safe',
      source: 'pretraining-finetuning/weights-from-beta',
      prose: 'sinh eta has the sign of beta; no difference of nearly equal numbers is formed.',
      equal: ['sinh(asinh(beta/c)/2)', 'sinh_eta'],
    },
    {
      id: 'beta-from-weights-from-beta',
      source: 'pretraining-finetuning/weights-from-beta',
      equal: ['(v0*cosh_eta + w0*sinh_eta)*(w0*cosh_eta + v0*sinh_eta) - vm_beta*wm_beta', 'beta'],
    },
    {
      id: 'sign-flip-value',
      source: 'pretraining-finetuning/weights-from-beta',
      prose:
        'The flip happens at tanh eta = sqrt((1 - |lambda|)/(1 + |lambda|)), that is at beta = beta_flip.',
      assume: ['lambda != 0'],
      equal: ['c*sinh(2*atanh(sqrt((1 - abs(lambda))/(1 + abs(lambda)))))', 'beta_flip'],
    },
    {
      id: 'readout-product-of-beta',
      source: 'pretraining-finetuning/weights-from-beta',
      prose: 'Only one factor of either product can change sign, so the flips are read off the products.',
      equal: ['vm_beta*vp_beta', '(c - lambda*R)/2'],
    },
    {
      id: 'first-layer-product-of-beta',
      source: 'pretraining-finetuning/weights-from-beta',
      equal: ['wm_beta*wp_beta', '(c + lambda*R)/2'],
    },
    {
      id: 'readout-flips-for-positive-lambda',
      source: 'pretraining-finetuning/weights-from-beta',
      symbols: { lambda: { gt: 0, le: 1 } },
      assume: ['beta > 0', 'beta^2 > beta_flip^2'],
      holds: 'vm_beta < 0',
      using: ['readout-product-of-beta'],
    },
    {
      id: 'readout-keeps-its-sign-before',
      source: 'pretraining-finetuning/weights-from-beta',
      symbols: { lambda: { gt: 0, lt: 1 } },
      assume: ['beta < beta_flip'],
      holds: 'vm_beta > 0',
    },
    {
      id: 'first-layer-flips-for-negative-lambda',
      source: 'pretraining-finetuning/weights-from-beta',
      symbols: { lambda: { ge: -1, lt: 0 } },
      assume: ['beta > 0', 'beta^2 > c^2*(1 - lambda^2)/lambda^2'],
      holds: 'wm_beta < 0',
      using: ['first-layer-product-of-beta'],
    },
    {
      id: 'first-layer-keeps-its-sign-before',
      source: 'pretraining-finetuning/weights-from-beta',
      symbols: { lambda: { gt: -1, lt: 0 } },
      prose: 'beta_flip with |lambda| = -lambda.',
      assume: ['beta < -c*sqrt(1 - lambda^2)/lambda'],
      holds: 'wm_beta > 0',
      using: ['first-layer-product-of-beta'],
    },
    {
      id: 'first-layer-never-flips-for-nonnegative-lambda',
      source: 'pretraining-finetuning/weights-from-beta',
      symbols: { lambda: { ge: 0, le: 1 } },
      holds: 'wm_eta > 0',
    },
    {
      id: 'readout-never-flips-for-nonpositive-lambda',
      source: 'pretraining-finetuning/weights-from-beta',
      prose: 'lambda = 0 belongs to both: no weight of either layer ever changes sign.',
      symbols: { lambda: { ge: -1, le: 0 } },
      holds: 'vm_eta > 0',
    },
  ],
});
