import { derivation } from 'flowproof';

/** The penalty q at `z` for the scale `c`. */
const q = (z: string, c: string) => `(${z})/2*(asinh((${z})/(${c})) - tanh(asinh((${z})/(${c}))/2))`;

/** Half of the scale minus what q exceeds its large-argument form by, at z = c/r. */
const sandwich = (c: string) => `(${c})/2 - (${q(`(${c})/r`, c)} - (${c})/(2*r)*(log(2/r) - 1))`;
const sandwichRemainder = (c: string) => `(${c})/(2*r)*(sqrt(1 + r^2) - 1 - log((1 + sqrt(1 + r^2))/2))`;

/** q at c sinh u plus its conjugate at eta = (u + d)/2, and how far that is above eta z. */
const FENCHEL_SUM = `${q('c*sinh(u)', 'c')} + c/2*(cosh(u + d) - 1)`;
const FENCHEL_GAP = 'c/2*(exp(u)/2*(exp(d) - 1 - d) + exp(-u)/2*(exp(-d) - 1 + d))';

/** The tangent of q at c sinh u, in c sinh(u + d), and how far q is above it. */
const TANGENT = `(${q('c*sinh(u)', 'c')} + u/2*(c*sinh(u + d) - c*sinh(u)))`;
const TANGENT_GAP = 'c/2*(exp(u + d)/2*(exp(-d) - 1 + d) + exp(-u - d)/2*(exp(d) - 1 - d))';

export default derivation({
  derivation: 'implicit-bias',
  title: 'The implicit bias of diagonal linear networks',
  source: 'arXiv:2602.20062',
  prose:
    'Gradient flow from a balanced start converges to the interpolator of least Q(beta) = sum q(beta_d; c_d). ' +
    'm = sqrt(k) = 2 c throughout; eta is the dual variable.',
  require: 'proved',
  symbols: {
    z: 'real',
    c: 'positive',
    m: 'positive',
    k: 'positive',
    eta: 'real',
    alpha: 'positive',
    nu: 'real',
    x: 'real',
    x2: 'real',
    c2: 'positive',
    epsilon: 'positive',
    M: 'positive',
    m2: 'positive',
    sigma: 'real',
    r: 'positive',
    u: 'real',
    d: 'real',
    L: 'positive',
    y: 'real',
  },
  define: {
    q: 'c/2*(1 - sqrt(1 + (z/c)^2) + z/c*asinh(z/c))',
    q_safe: q('z', 'c'),
    q_m: 'm/4*(1 - sqrt(1 + 4*z^2/m^2) + 2*z/m*asinh(2*z/m))',
    dual: 'c/2*(cosh(2*eta) - 1)',
    envelope: 'abs(z)/2*(log(4*abs(z)/m) - 1)',
    G: 'abs(z)/2*(log(2*abs(z)/m) - 1)',
    // One sample on two coordinates, x >= x2 > 0: the second coordinate reached from c = epsilon m.
    beta_2: 'epsilon*m2*sinh(2*x2*nu)',
    excess: 'beta_2*(1 - x2/x)',
  },
  claims: [
    // The penalty.
    {
      id: 'q-safe-form',
      source: 'pretraining-finetuning/q-definition',
      prose: 'q(z) = (z/2)(s - tanh(s/2)), s = asinh(z/c): an exact identity without cancellation.',
      equal: ['q', 'q_safe'],
    },
    {
      id: 'q-published-form',
      source: 'pretraining-finetuning/q-definition',
      prose: 'The published form, with sqrt(k) = 2 c.',
      equal: ['sqrt(k)/4*(1 - sqrt(1 + 4*z^2/k) + 2*z/sqrt(k)*asinh(2*z/sqrt(k)))', q('z', 'sqrt(k)/2')],
    },
    {
      id: 'q-half-angle',
      source: 'pretraining-finetuning/q-definition',
      equal: ['cosh(eta) - 1', 'sinh(eta)*tanh(eta/2)'],
    },
    {
      id: 'q-in-the-dual-variable',
      source: 'pretraining-finetuning/q-definition',
      equal: ['1 - cosh(eta) + eta*sinh(eta)', 'sinh(eta)*(eta - tanh(eta/2))'],
    },
    {
      id: 'q-tanh-half',
      source: 'pretraining-finetuning/q-definition',
      equal: ['tanh(asinh(z/c)/2)', '(z/c)/(1 + sqrt(1 + (z/c)^2))'],
    },
    {
      id: 'q-even',
      source: 'pretraining-finetuning/q-definition',
      equal: [q('-z', 'c'), 'q_safe'],
    },
    {
      id: 'q-derivative',
      source: 'pretraining-finetuning/q-derivatives',
      prose: "q' = asinh(z/c)/2: the dual variable of beta = c sinh 2 eta.",
      derivative: { of: 'q', by: 'z', is: 'asinh(z/c)/2' },
    },
    {
      id: 'q-derivative-m',
      source: 'pretraining-finetuning/q-derivatives',
      derivative: { of: 'q_m', by: 'z', is: 'asinh(2*z/m)/2' },
    },
    {
      id: 'q-second-derivative',
      source: 'pretraining-finetuning/q-derivatives',
      derivative: { of: 'asinh(z/c)/2', by: 'z', is: '1/(2*sqrt(c^2 + z^2))' },
    },
    {
      id: 'q-second-derivative-published',
      source: 'pretraining-finetuning/q-derivatives',
      derivative: { of: 'asinh(2*z/sqrt(k))/2', by: 'z', is: '1/sqrt(k + 4*z^2)' },
    },
    {
      id: 'q-strictly-convex',
      source: 'pretraining-finetuning/q-derivatives',
      holds: '1/(2*sqrt(c^2 + z^2)) > 0',
    },
    {
      id: 'q-nonnegative',
      source: 'pretraining-finetuning/q-derivatives',
      holds: 'q_safe >= 0',
    },
    {
      id: 'q-coercive',
      source: 'pretraining-finetuning/q-derivatives',
      limit: { of: 'q_safe', as: 'z -> inf', is: 'inf' },
    },
    {
      id: 'q-derivative-in-scale',
      source: 'pretraining-finetuning/q-derivatives',
      prose: 'A larger scale m = sqrt(k) penalises less.',
      derivative: { of: 'q_m', by: 'm', is: '(1 - sqrt(1 + 4*z^2/m^2))/4' },
    },
    {
      id: 'q-derivative-in-scale-safe',
      source: 'pretraining-finetuning/q-derivatives',
      equal: ['(1 - sqrt(1 + 4*z^2/m^2))/4', '-((2*z/m)^2/(1 + sqrt(1 + (2*z/m)^2)))/4'],
    },
    {
      id: 'q-decreases-in-scale',
      source: 'pretraining-finetuning/q-derivatives',
      holds: '-((2*z/m)^2/(1 + sqrt(1 + (2*z/m)^2)))/4 <= 0',
    },
    {
      id: 'q-homogeneous',
      source: 'pretraining-finetuning/q-homogeneity',
      prose: 'Scaling z and sqrt(k) by alpha scales q by alpha.',
      equal: [q('alpha*z', 'alpha*c'), `alpha*(${q('z', 'c')})`],
    },
    {
      id: 'q-one-profile',
      source: 'pretraining-finetuning/q-homogeneity',
      prose: 'So q = sqrt(k) h(z/sqrt(k)) with the one profile h = q at k = 1.',
      equal: ['q_m', `m*(${q('z/m', '1/2')})`],
    },
    // Small and large arguments.
    {
      id: 'q-small',
      source: 'pretraining-finetuning/q-asymptotics',
      limit: { of: 'q_m/z^2', as: 'z -> 0', is: '1/(2*m)' },
    },
    {
      id: 'q-small-order-4',
      source: 'pretraining-finetuning/q-asymptotics',
      prose: 'q = z^2/(2 m) - z^4/(6 m^3) + z^6/(5 m^5) - ….',
      order: { of: 'q_m - z^2/(2*m)', as: 'z -> 0', exponent: 4 },
    },
    {
      id: 'q-small-order-6',
      source: 'pretraining-finetuning/q-asymptotics',
      order: { of: 'q_m - z^2/(2*m) + z^4/(6*m^3)', as: 'z -> 0', exponent: 6 },
    },
    {
      id: 'q-small-order-8',
      source: 'pretraining-finetuning/q-asymptotics',
      order: { of: 'q_m - z^2/(2*m) + z^4/(6*m^3) - z^6/(5*m^5)', as: 'z -> 0', exponent: 8 },
    },
    {
      id: 'q-small-in-c',
      source: 'pretraining-finetuning/q-asymptotics',
      order: { of: 'q - z^2/(4*c)*(1 - z^2/(12*c^2))', as: 'z -> 0', exponent: 6 },
    },
    {
      id: 'q-large-order',
      source: 'pretraining-finetuning/q-asymptotics',
      prose: 'q = (|z|/2)(log(4|z|/m) - 1) + m/4 + O(m^2/|z|).',
      order: { of: 'q_m - z/2*(log(4*z/m) - 1) - m/4', as: 'z -> inf', exponent: -1 },
    },
    {
      id: 'q-sandwich-below',
      source: 'pretraining-finetuning/q-asymptotics',
      prose: 'For all z the large-argument form is off by no more than m/4.',
      holds: 'q_m >= envelope',
    },
    {
      id: 'q-sandwich-remainder',
      source: 'pretraining-finetuning/q-asymptotics',
      prose: 'With r = c/|z| and m = 2 c: what is missing to the upper end m/4 …',
      equal: [sandwich('c'), sandwichRemainder('c')],
    },
    {
      id: 'q-sandwich-logarithm',
      source: 'pretraining-finetuning/q-asymptotics',
      prose: '… is not negative.',
      holds: 'log((1 + sqrt(1 + r^2))/2) <= sqrt(1 + r^2) - 1',
    },
    {
      id: 'q-sandwich-above',
      source: 'pretraining-finetuning/q-asymptotics',
      holds: `${sandwich('c')} >= 0`,
      using: ['q-sandwich-remainder', 'q-sandwich-logarithm'],
    },
    {
      id: 'q-sandwich-increasing',
      source: 'pretraining-finetuning/q-asymptotics',
      prose: 'The difference increases: asinh x > log 2 x.',
      symbols: { z: 'positive' },
      holds: 'asinh(z) > log(2*z)',
    },
    {
      id: 'q-sandwich-derivative',
      source: 'pretraining-finetuning/q-asymptotics',
      symbols: { z: 'positive' },
      derivative: { of: 'q_m - z/2*(log(4*z/m) - 1)', by: 'z', is: '(asinh(2*z/m) - log(2*(2*z/m)))/2' },
    },
    {
      id: 'q-sandwich-at-zero',
      source: 'pretraining-finetuning/q-asymptotics',
      limit: { of: 'q_m - z/2*(log(4*z/m) - 1)', as: 'z -> 0+', is: 0 },
    },
    {
      id: 'q-sandwich-at-infinity',
      source: 'pretraining-finetuning/q-asymptotics',
      limit: { of: 'q_m - z/2*(log(4*z/m) - 1)', as: 'z -> inf', is: 'm/4' },
    },
    // Duality.
    {
      id: 'q-conjugate-derivative',
      source: 'pretraining-finetuning/q-conjugate',
      derivative: { of: 'dual', by: 'eta', is: 'c*sinh(2*eta)' },
    },
    {
      id: 'q-fenchel-equality',
      source: 'pretraining-finetuning/q-conjugate',
      prose: 'q(z) + q*(eta) = eta z at z = c sinh 2 eta …',
      equal: [`${q('c*sinh(2*eta)', 'c')} + dual`, 'eta*c*sinh(2*eta)'],
    },
    {
      id: 'q-fenchel-gap',
      source: 'pretraining-finetuning/q-conjugate',
      prose:
        '… and only there: at z = c sinh u and 2 eta = u + d the gap is a sum of two gaps of the exponential,',
      equal: [`${FENCHEL_SUM} - (u + d)/2*c*sinh(u)`, FENCHEL_GAP],
    },
    {
      id: 'q-fenchel-gap-positive',
      source: 'pretraining-finetuning/q-conjugate',
      assume: ['d != 0'],
      holds: `${FENCHEL_GAP} > 0`,
    },
    {
      id: 'q-fenchel-inequality',
      source: 'pretraining-finetuning/q-conjugate',
      prose: 'so that q(z) + q*(eta) > eta z away from d = 0.',
      assume: ['d != 0'],
      holds: `${FENCHEL_SUM} > (u + d)/2*c*sinh(u)`,
      using: ['q-fenchel-gap', 'q-fenchel-gap-positive'],
    },
    // The implicit-bias theorem: its scalar parts.
    {
      id: 'flow-ends-at-the-minimiser',
      source: 'pretraining-finetuning/implicit-bias-theorem',
      prose:
        'For any data: a balanced start ends at the interpolator of least summed penalty (y outside of the range of X: at the least-squares solution of least penalty).',
      minimiser: { of: 'q', state: 'z', speed: '2*sqrt(c^2 + z^2)', each: ['c'] },
    },
    {
      id: 'general-start-ends-at-the-minimiser',
      source: 'pretraining-finetuning/general-init',
      prose:
        'From beta(0) = beta_0 with the invariant scale c: the penalty is tilted by the dual variable of the start.',
      symbols: { beta_0: 'real' },
      minimiser: {
        of: 'q - asinh(beta_0/c)*z/2',
        state: 'z',
        speed: '2*sqrt(c^2 + z^2)',
        initial: 'beta_0',
        each: ['c', 'beta_0'],
      },
    },
    {
      id: 'stationarity-along-the-path',
      source: 'pretraining-finetuning/implicit-bias-theorem',
      prose: 'The gradient of Q at beta = c sinh 2 eta is eta, in the row space of X, at every time.',
      equal: ['asinh(c*sinh(2*eta)/c)/2', 'eta'],
    },
    {
      id: 'stationarity-two-coordinates',
      source: 'pretraining-finetuning/implicit-bias-theorem',
      prose: 'One sample, eta = x nu: the gradient of Q has no part along the null space of X.',
      equal: ['x2*asinh(c*sinh(2*x*nu)/c)/2 - x*asinh(c2*sinh(2*x2*nu)/c2)/2', '0'],
    },
    {
      id: 'tangent-gap',
      source: 'pretraining-finetuning/implicit-bias-theorem',
      prose: 'How far q lies above its tangent: from z = c sinh u, of slope u/2, to z = c sinh(u + d) …',
      equal: [`${q('c*sinh(u + d)', 'c')} - ${TANGENT}`, TANGENT_GAP],
    },
    {
      id: 'tangent-gap-positive',
      source: 'pretraining-finetuning/implicit-bias-theorem',
      assume: ['d != 0'],
      holds: `${TANGENT_GAP} > 0`,
    },
    {
      id: 'above-the-tangent',
      source: 'pretraining-finetuning/implicit-bias-theorem',
      prose: '… it is strictly above;',
      assume: ['d != 0'],
      holds: `${q('c*sinh(u + d)', 'c')} > ${TANGENT}`,
      using: ['tangent-gap', 'tangent-gap-positive'],
    },
    {
      id: 'tangents-cancel-along-the-null-space',
      source: 'pretraining-finetuning/implicit-bias-theorem',
      prose:
        'and from the end point, whose slopes are x nu and x2 nu, a move by sigma along the null space of X = (x, x2) leaves ' +
        'the sum of the tangents where it was, so that it only raises Q.',
      equal: ['x*nu*(x2*sigma) + x2*nu*(-x*sigma)', '0'],
    },
    {
      id: 'potential-as-conjugate',
      source: 'pretraining-finetuning/implicit-bias-theorem',
      prose: 'Where y = x b the potential is q*(x nu) - b (x nu), bounded below.',
      equal: ['c/2*(cosh(2*x*nu) - 1) - (x*y)*nu', 'c/2*(cosh(2*(x*nu)) - 1) - y*(x*nu)'],
    },
    // Rich and lazy limits.
    {
      id: 'rich-penalty',
      source: 'pretraining-finetuning/rich-limit',
      prose: 'c = epsilon m: q exceeds (|z|/2) log(1/epsilon) by G(z) and at most epsilon m/2.',
      limit: { of: `${q('z', 'epsilon*m')} - abs(z)/2*log(1/epsilon)`, as: 'epsilon -> 0+', is: 'G' },
      assume: ['z != 0'],
    },
    {
      id: 'rich-penalty-below',
      source: 'pretraining-finetuning/rich-limit',
      holds: `${q('z', 'epsilon*m')} >= abs(z)/2*log(1/epsilon) + G`,
    },
    {
      id: 'rich-penalty-envelope',
      source: 'pretraining-finetuning/rich-limit',
      prose: 'The right side is the envelope of the scale epsilon m (m there is twice the scale),',
      assume: ['z != 0'],
      equal: ['abs(z)/2*log(1/epsilon) + G', 'abs(z)/2*(log(2*abs(z)/(epsilon*m)) - 1)'],
    },
    {
      id: 'rich-sandwich-remainder',
      source: 'pretraining-finetuning/rich-limit',
      equal: [sandwich('epsilon*m'), sandwichRemainder('epsilon*m')],
    },
    {
      id: 'rich-penalty-above',
      source: 'pretraining-finetuning/rich-limit',
      prose: 'which q exceeds by half of the scale at most (r = epsilon m/|z|).',
      holds: `${sandwich('epsilon*m')} >= 0`,
      using: ['rich-sandwich-remainder', 'q-sandwich-logarithm'],
    },
    {
      id: 'rich-penalty-lower-bound',
      source: 'pretraining-finetuning/rich-limit',
      holds: 'G >= -m/4',
    },
    {
      id: 'rich-limit-l1',
      source: 'pretraining-finetuning/rich-limit',
      prose: 'So the penalty tends to the l1 norm, with a relative error of order 1/L, epsilon = exp(-L).',
      limit: { of: `${q('z', 'exp(-L)*m')}/(L/2)`, as: 'L -> inf', is: 'abs(z)' },
    },
    {
      id: 'rich-limit-bound',
      source: 'pretraining-finetuning/rich-limit',
      prose:
        'N_b, Q_b are the l1 norm and the penalty of the end point, N_1, Q_1 and G_1 those of the interpolator of least norm, ' +
        'M the sum of all m_d, L = log(1/epsilon). The end point has the least penalty, and rich-penalty-below, -lower-bound and ' +
        '-above hold in every coordinate: the excess norm is of order 1/L.',
      assume: ['Q_b <= Q_1', 'Q_b >= N_b*L/2 - M/4', 'Q_1 <= N_1*L/2 + G_1 + epsilon*M/2'],
      symbols: { N_b: 'nonnegative', N_1: 'nonnegative', Q_b: 'real', Q_1: 'real', G_1: 'real' },
      holds: 'N_b - N_1 <= 2/L*(G_1 + M/4 + epsilon*M/2)',
    },
    {
      id: 'rich-limit-excess-nonnegative',
      source: 'pretraining-finetuning/rich-limit',
      symbols: { nu: 'positive', x: 'positive', x2: 'positive' },
      assume: ['x2 <= x'],
      holds: 'excess >= 0',
    },
    {
      id: 'lazy-limit-penalty',
      source: 'pretraining-finetuning/lazy-limit',
      prose: 'c = M m with M large: q is the weighted squared norm z^2/(4 m), up to the factor 1/M.',
      limit: { of: `M*(${q('z', 'M*m')})`, as: 'M -> inf', is: 'z^2/(4*m)' },
    },
    {
      id: 'lazy-limit-order',
      source: 'pretraining-finetuning/lazy-limit',
      order: { of: `M*(${q('z', 'M*m')}) - z^2/(4*m)`, as: 'M -> inf', exponent: -2, exact: false },
    },
    {
      id: 'lazy-limit-path',
      source: 'pretraining-finetuning/lazy-limit',
      prose: 'beta = c sinh 2 eta at eta = nu/M tends to 2 m nu: the end point of least weighted norm.',
      limit: { of: 'M*m*sinh(2*nu/M)', as: 'M -> inf', is: '2*m*nu' },
    },
  ],
});
