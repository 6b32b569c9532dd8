import { derivation } from 'flowproof';
import dynamics from './two-layer-dynamics.js';

export default derivation({
  derivation: 'two-layer-general-start',
  title: 'The diagonal network from any start, the flow of beta, and plain gradient descent',
  source: 'arXiv:2602.20062',
  prose: 'No balance is assumed: the start (wp, wm, vp, vm) is arbitrary. g is minus the gradient by beta.',
  require: 'proved',
  symbols: dynamics.symbols,
  define: dynamics.define,
  claims: [
    {
      id: 'general-weights',
      source: 'pretraining-finetuning/general-init',
      solves: {
        variable: 'eta',
        forms: { w_plus: 'wp_any', v_plus: 'vp_any', w_minus: 'wm_any', v_minus: 'vm_any' },
        field: { w_plus: 'v_plus', v_plus: 'w_plus', w_minus: '-v_minus', v_minus: '-w_minus' },
        initial: { at: 0, values: { w_plus: 'wp', v_plus: 'vp', w_minus: 'wm', v_minus: 'vm' } },
      },
    },
    {
      id: 'general-beta',
      source: 'pretraining-finetuning/general-init',
      prose: 'beta = (A exp(2 eta) - B exp(-2 eta))/4.',
      equal: ['vp_any*wp_any - vm_any*wm_any', '(A*exp(2*eta) - B*exp(-2*eta))/4'],
    },
    {
      id: 'general-beta-start',
      source: 'pretraining-finetuning/general-init',
      equal: ['vp*wp - vm*wm', '(A - B)/4'],
    },
    {
      id: 'general-beta-sinh',
      source: 'pretraining-finetuning/general-init',
      prose: 'With A, B > 0 this is a shifted sinh, S = sqrt(A B)/2 and shift log(A/B)/2.',
      assume: ['A > 0', 'B > 0'],
      equal: ['(A*exp(2*eta) - B*exp(-2*eta))/4', 'sqrt(A*B)/2*sinh(2*eta + log(A/B)/2)'],
    },
    {
      id: 'general-product',
      source: 'pretraining-finetuning/general-init',
      equal: ['A*B', '(cross + twist)^2 + (cross - twist)^2 + layer_p^2 + layer_m^2'],
    },
    {
      id: 'general-product-by-imbalance',
      source: 'pretraining-finetuning/general-init',
      prose: 'A B = 4 C^2 + (Lp - Lm)^2: equal layer differences give S = |wp wm + vp vm|.',
      equal: ['A*B', '4*cross^2 + (layer_p - layer_m)^2'],
    },
    {
      id: 'general-scale-equal-differences',
      source: 'pretraining-finetuning/general-init',
      prose: 'The same, with wp eliminated by Lp = Lm.',
      equal: [
        'sqrt(((sqrt(wm^2 - vm^2 + vp^2) + vp)^2 + (wm - vm)^2)*((sqrt(wm^2 - vm^2 + vp^2) - vp)^2 + (wm + vm)^2))/2',
        'abs(sqrt(wm^2 - vm^2 + vp^2)*wm + vp*vm)',
      ],
    },
    {
      id: 'general-relation',
      source: 'pretraining-finetuning/general-init',
      equal: ['cross^2 - twist^2', 'layer_p*layer_m'],
    },
    {
      id: 'general-stationarity',
      source: 'pretraining-finetuning/general-init',
      prose:
        'The gradient of q(beta; S) - asinh(beta(0)/S) beta/2 equals eta along the path: the end point is the ' +
        'Bregman projection of beta(0).',
      equal: ['asinh(S*sinh(2*eta + h)/S)/2 - asinh(S*sinh(h)/S)/2', 'eta'],
    },
    {
      id: 'one-signed-edge',
      source: 'pretraining-finetuning/general-init',
      prose: 'B = 0 (wp = vp, wm = -vm): beta = (A/4) exp(2 eta) keeps its sign.',
      equal: [
        '(vp*cosh(eta) + vp*sinh(eta))*(vp*cosh(eta) + vp*sinh(eta)) - (vm*cosh(eta) + vm*sinh(eta))*(-vm*cosh(eta) - vm*sinh(eta))',
        '((vp + vp)^2 + (-vm - vm)^2)/4*exp(2*eta)',
      ],
    },
    // The flow of beta.
    {
      id: 'beta-ode',
      source: 'pretraining-finetuning/beta-ode',
      prose: "beta' = 2 sqrt(c^2 + beta^2) g.",
      derivative: { of: 'c*sinh(2*eta)', by: 'eta', is: '2*sqrt(c^2 + (c*sinh(2*eta))^2)' },
    },
    {
      id: 'beta-ode-from-weights',
      source: 'pretraining-finetuning/beta-ode',
      prose: 'The speed of beta is the sum of all squared weights.',
      equal: ['vp*(vp*g) + wp*(wp*g) - (vm*(-vm*g) + wm*(-wm*g))', '(wp^2 + vp^2 + wm^2 + vm^2)*g'],
    },
    {
      id: 'beta-ode-speed',
      source: 'pretraining-finetuning/beta-ode',
      equal: ['wp_eta^2 + vp_eta^2 + wm_eta^2 + vm_eta^2', '2*sqrt(c^2 + (c*sinh(2*eta))^2)'],
    },
    {
      id: 'potential-gradient',
      source: 'pretraining-finetuning/nu-ode',
      prose:
        "One sample, two coordinates: nu' = y - X(c sinh(2 X' nu)) is minus the gradient of a convex potential.",
      derivative: {
        of: 'c/2*(cosh(2*x*nu) - 1) + c2/2*(cosh(2*x2*nu) - 1) - y*nu',
        by: 'nu',
        is: '-(y - x*c*sinh(2*x*nu) - x2*c2*sinh(2*x2*nu))',
      },
    },
    {
      id: 'potential-hessian',
      source: 'pretraining-finetuning/nu-ode',
      derivative: {
        of: 'x*c*sinh(2*x*nu) + x2*c2*sinh(2*x2*nu) - y',
        by: 'nu',
        is: 'x^2*(2*sqrt(c^2 + (c*sinh(2*x*nu))^2)) + x2^2*(2*sqrt(c2^2 + (c2*sinh(2*x2*nu))^2))',
      },
    },
    {
      id: 'residual-ode',
      source: 'pretraining-finetuning/beta-ode',
      prose: "r' = -X diag(2 sqrt(c^2 + beta^2)) X' r, here for one sample and two coordinates.",
      equal: [
        '-(x*(2*sqrt(c^2 + beta^2)*(x*r)) + x2*(2*sqrt(c2^2 + beta2^2)*(x2*r)))',
        '-(x^2*(2*sqrt(c^2 + beta^2)) + x2^2*(2*sqrt(c2^2 + beta2^2)))*r',
      ],
    },
    {
      id: 'residual-rate-bound',
      source: 'pretraining-finetuning/residual-decay',
      prose: 'The rate is at least 2 c_min times the squared singular value of X.',
      holds: 'x^2*(2*sqrt(c^2 + beta^2)) + x2^2*(2*sqrt(c2^2 + beta2^2)) >= 2*min(c, c2)*(x^2 + x2^2)',
    },
    {
      id: 'scaling-symmetry',
      source: 'pretraining-finetuning/scaling-symmetry',
      prose:
        "sqrt(alpha) w(alpha t) with (alpha y, alpha c) solves the same flow: its velocity alpha^(3/2) w' is the " +
        'field at the scaled point.',
      symbols: { alpha: 'positive' },
      equal: [
        'sqrt(alpha)*vp*(x*(alpha*y - x*(sqrt(alpha)*vp*(sqrt(alpha)*wp) - sqrt(alpha)*vm*(sqrt(alpha)*wm))))',
        'alpha*sqrt(alpha)*(vp*(x*(y - x*(vp*wp - vm*wm))))',
      ],
    },
    {
      id: 'scaling-keeps-lambda',
      source: 'pretraining-finetuning/scaling-symmetry',
      equal: [
        '((sqrt(alpha)*w0)^2 - (sqrt(alpha)*v0)^2)/((sqrt(alpha)*w0)^2 + (sqrt(alpha)*v0)^2)',
        'lambda',
      ],
    },
    // Plain gradient descent with step h.
    {
      id: 'gd-drift-layer-difference',
      source: 'pretraining-finetuning/gd-drift',
      prose:
        'One step of gradient descent multiplies every invariant by 1 - h^2 g^2: descent is richer than flow.',
      equal: ['(wp + h*(vp*g))^2 - (vp + h*(wp*g))^2', 'layer_p*(1 - h^2*g^2)'],
    },
    {
      id: 'gd-drift-layer-difference-minus',
      source: 'pretraining-finetuning/gd-drift',
      equal: ['(wm - h*(vm*g))^2 - (vm - h*(wm*g))^2', 'layer_m*(1 - h^2*g^2)'],
    },
    {
      id: 'gd-drift-cross',
      source: 'pretraining-finetuning/gd-drift',
      equal: ['(wp + h*(vp*g))*(wm - h*(vm*g)) + (vp + h*(wp*g))*(vm - h*(wm*g))', 'cross*(1 - h^2*g^2)'],
    },
    {
      id: 'gd-drift-twist',
      source: 'pretraining-finetuning/gd-drift',
      equal: ['(wp + h*(vp*g))*(vm - h*(wm*g)) + (vp + h*(wp*g))*(wm - h*(vm*g))', 'twist*(1 - h^2*g^2)'],
    },
  ],
});
