import { derivation } from 'flowproof';

/** Loss of a network of one input, one hidden and one output unit on two samples. */
const LOSS = '((d*c*x1 - y1)^2 + (d*c*x2 - y2)^2)/4';

export default derivation({
  derivation: 'lambda-balanced-setup',
  title: 'Loss, gradient flow and gradient descent at the smallest sizes',
  source: 'arXiv:2409.14623',
  prose:
    'The conventions, spelt out where every matrix is a number (one input, hidden and output unit, weights c and d, ' +
    'two samples) or where two hidden units (p1, q1) and (p2, q2) show what happens between them. u = t/tau.',
  require: 'proved',
  symbols: {
    c: 'real',
    d: 'real',
    s: 'real',
    x1: 'real',
    x2: 'real',
    y1: 'real',
    y2: 'real',
    phi: 'real',
    p1: 'real',
    p2: 'real',
    q1: 'real',
    q2: 'real',
    eta: 'real',
    lambda: 'real',
    u: 'nonnegative',
    v: 'nonnegative',
    K: 'positive',
    kappa: { gt: 0, lt: 1 },
  },
  define: {
    S_xx: '(x1^2 + x2^2)/2',
    S: '(y1*x1 + y2*x2)/2',
    S_yy: '(y1^2 + y2^2)/2',
    // Whitened inputs: x1^2 + x2^2 = 2.
    white1: 'sqrt(2)*cos(phi)',
    white2: 'sqrt(2)*sin(phi)',
    S_white: '(y1*white1 + y2*white2)/2',
    // Two hidden units: input weights p, output weights q.
    W: 'q1*p1 + q2*p2',
    residual: 's - W',
    p1_next: 'p1 + eta*q1*residual',
    p2_next: 'p2 + eta*q2*residual',
    q1_next: 'q1 + eta*residual*p1',
    q2_next: 'q2 + eta*residual*p2',
    // The same network after a rotation of its hidden units.
    p1_turned: 'cos(phi)*p1 - sin(phi)*p2',
    p2_turned: 'sin(phi)*p1 + cos(phi)*p2',
    q1_turned: 'cos(phi)*q1 - sin(phi)*q2',
    q2_turned: 'sin(phi)*q1 + cos(phi)*q2',
  },
  claims: [
    {
      id: 'loss-decomposition',
      source: 'lambda-balanced/setup-loss-decomposition',
      prose:
        'The mean over n samples of half the squared error depends on the data through the correlations only.',
      equal: [LOSS, '(d*c)^2*S_xx/2 - d*c*S + S_yy/2'],
    },
    {
      id: 'loss-decomposition-whitened',
      source: 'lambda-balanced/setup-loss-decomposition',
      prose: 'Whitened inputs: half the squared distance from the correlation, and a constant.',
      equal: ['((d*c*white1 - y1)^2 + (d*c*white2 - y2)^2)/4', '(d*c - S_white)^2/2 + (S_yy - S_white^2)/2'],
    },
    {
      id: 'loss-constant',
      source: 'lambda-balanced/setup-loss-decomposition',
      prose: 'The constant is a square: it vanishes exactly where Y = Sigma X.',
      equal: ['S_yy - S_white^2', '(y1*sin(phi) - y2*cos(phi))^2/2'],
    },
    {
      id: 'gradient-first-layer',
      source: 'lambda-balanced/gradient-flow',
      prose: "Minus the gradient by the first layer: c' = d (Sigma - W Sigma_xx).",
      derivative: { of: LOSS, by: 'c', is: '-d*(S - d*c*S_xx)' },
    },
    {
      id: 'gradient-second-layer',
      source: 'lambda-balanced/gradient-flow',
      derivative: { of: LOSS, by: 'd', is: '-(S - d*c*S_xx)*c' },
    },
    {
      id: 'loss-decay',
      source: 'lambda-balanced/loss-decay',
      prose: "Along the flow the loss (s - c d)^2/2 falls at the rate |W1'|^2 + |W2'|^2.",
      equal: [
        '-d*(s - c*d)*(d*(s - c*d)) - c*(s - c*d)*(c*(s - c*d))',
        '-((d*(s - c*d))^2 + (c*(s - c*d))^2)',
      ],
    },
    {
      id: 'loss-decay-from-product',
      source: 'lambda-balanced/loss-decay',
      prose: "The same as -E W' with W' = (c^2 + d^2) E.",
      equal: ['-(s - c*d)*((c^2 + d^2)*(s - c*d))', '-((d*(s - c*d))^2 + (c*(s - c*d))^2)'],
    },
    {
      id: 'loss-never-grows',
      source: 'lambda-balanced/loss-decay',
      holds: '-((d*(s - c*d))^2 + (c*(s - c*d))^2) <= 0',
    },
    {
      id: 'rotation-keeps-product',
      source: 'lambda-balanced/hidden-rotation-symmetry',
      prose: 'A rotation of the two hidden units leaves W unchanged …',
      equal: ['q1_turned*p1_turned + q2_turned*p2_turned', 'W'],
    },
    {
      id: 'rotation-keeps-input-gram',
      source: 'lambda-balanced/hidden-rotation-symmetry',
      equal: ['p1_turned^2 + p2_turned^2', 'p1^2 + p2^2'],
    },
    {
      id: 'rotation-turns-balance',
      source: 'lambda-balanced/hidden-rotation-symmetry',
      prose:
        '… and turns D; this is the entry between the two units. It vanishes for every angle where D = lambda I.',
      equal: [
        'q1_turned*q2_turned - p1_turned*p2_turned',
        'sin(phi)*cos(phi)*((q1^2 - p1^2) - (q2^2 - p2^2)) + (cos(phi)^2 - sin(phi)^2)*(q1*q2 - p1*p2)',
      ],
    },
    {
      id: 'transpose-duality',
      source: 'lambda-balanced/transpose-duality',
      prose: 'Swapped layers have the opposite balance; the field of one is that of the other.',
      equal: ['c^2 - d^2', '-(d^2 - c^2)'],
    },
    // Gradient descent.
    {
      id: 'descent-drift-diagonal',
      source: 'lambda-balanced/gd-balance-drift',
      prose:
        "One step of gradient descent changes D by eta^2 (W1 E'E W1' - W2' E E' W2), with no first-order part.",
      equal: ['q1_next^2 - p1_next^2 - (q1^2 - p1^2)', 'eta^2*residual^2*(p1^2 - q1^2)'],
    },
    {
      id: 'descent-drift-off-diagonal',
      source: 'lambda-balanced/gd-balance-drift',
      equal: ['q1_next*q2_next - p1_next*p2_next - (q1*q2 - p1*p2)', 'eta^2*residual^2*(p1*p2 - q1*q2)'],
    },
    {
      id: 'descent-drift-order',
      source: 'lambda-balanced/gd-balance-drift',
      order: { of: 'q1_next^2 - p1_next^2 - (q1^2 - p1^2)', as: 'eta -> 0', exponent: 2, exact: false },
    },
    {
      id: 'descent-stable-step',
      source: 'lambda-balanced/gd-error-scale',
      prose: 'Near the optimum a mode of rate K is multiplied by 1 - eta K: it shrinks for 0 < eta < 2/K …',
      symbols: { eta: 'positive' },
      assume: ['eta < 2/K'],
      holds: 'abs(1 - eta*K) < 1',
    },
    {
      id: 'descent-unstable-step',
      source: 'lambda-balanced/gd-error-scale',
      prose: '… and grows beyond.',
      assume: ['eta > 2/K'],
      holds: 'abs(1 - eta*K) > 1',
    },
    {
      id: 'descent-follows-flow',
      source: 'lambda-balanced/gd-error-scale',
      prose: 'u/eta steps of a mode tend to the flow …',
      limit: { of: 'exp(u/eta*log(1 - eta*K))', as: 'eta -> 0+', is: 'exp(-K*u)' },
    },
    {
      id: 'descent-error-order',
      source: 'lambda-balanced/gd-error-scale',
      prose: '… with an error of first order in eta.',
      order: { of: 'exp(u/eta*log(1 - eta*K)) - exp(-K*u)', as: 'eta -> 0+', exponent: 1, exact: false },
    },
    {
      id: 'descent-error-scale',
      source: 'lambda-balanced/gd-error-scale',
      prose:
        'At the rate |lambda| and at fixed v = |lambda| u, the error is a function of kappa = eta |lambda| only.',
      assume: ['lambda != 0'],
      equal: [
        '(1 - kappa/abs(lambda)*abs(lambda))^(v/abs(lambda)/(kappa/abs(lambda)))',
        '(1 - kappa)^(v/kappa)',
      ],
    },
  ],
});
