import { derivation } from 'flowproof';
import alignedMode from './aligned-mode.js';

export default derivation({
  derivation: 'riccati-convergence',
  title: 'When the flow converges to the target, and how fast',
  source: 'arXiv:2409.14623',
  prose:
    'b is the part of the start along the growing eigenvectors of F: the flow reaches the target if b is invertible. ' +
    'Near the target the component of W - Sigma along u_i v_j decays at the rate R2_i + R1_j, with the Gram ' +
    'eigenvalues (K_i + lambda)/2 and (K_j - lambda)/2. The second input direction of a funnel, which Sigma does not ' +
    'see, carries the weight h.',
  require: 'proved',
  symbols: {
    ...alignedMode.symbols,
    s: 'nonnegative',
    s_i: 'nonnegative',
    s_j: 'nonnegative',
    b: 'real',
    m: 'real',
    h: 'real',
    accuracy: { gt: 0, lt: 1 },
    eta: 'positive',
  },
  define: {
    ...alignedMode.define,
    balance: 'd^2 - c^2',
    K_here: 'sqrt(balance^2 + 4*s^2)',
    K_i: 'sqrt(lambda^2 + 4*s_i^2)',
    K_j: 'sqrt(lambda^2 + 4*s_j^2)',
    p: 'sqrt((K_here + balance)/2)',
    q: 'sqrt((K_here - balance)/2)',
    // A funnel with one hidden unit: products p^2, p q, q^2 and the bracket, nu = -lambda/2.
    pp: '(K + lambda)/(2*K)',
    qq: '(K - lambda)/(2*K)',
    pq: 's/K',
    funnel: '1 + b^2*(exp(K*u) - 1)/K + m^2*(1 - exp(-K*u))/K + h^2*(1 - exp(-lambda*u))/lambda',
    funnel_without_b: '1 + m^2*(1 - exp(-K*u))/K + h^2*(1 - exp(-lambda*u))/lambda',
    // The same divided by exp(K u) b^2, which is Y of the stable form.
    E_nu: 'exp(-lambda*u)',
    Y: 'E/b^2 + (1 - E)/K + (m/b)^2*E*(1 - E)/K + (h/b)^2*E*(1 - E_nu)/lambda',
    slow: '2*s^2/(K + abs(lambda))',
  },
  claims: [
    // b is never zero on the lazy side.
    {
      id: 'start-sees-the-target-positive-lambda',
      source: 'lambda-balanced/b-nonsingular',
      prose:
        'lambda = d^2 - c^2 > 0: b is proportional to q c + p d with p >= q and |d| > |c|, so it is not 0 …',
      assume: ['d^2 > c^2', 's > 0'],
      holds: '(q*c + p*d)^2 > 0',
    },
    {
      id: 'growing-weights-ordered',
      source: 'lambda-balanced/b-nonsingular',
      assume: ['d^2 > c^2'],
      holds: 'p >= q',
    },
    {
      id: 'start-bound-ratio',
      source: 'lambda-balanced/b-nonsingular',
      prose: '… with |c|/|d| = theta = sigma/sqrt(lambda + sigma^2), sigma = |c|.',
      assume: ['d^2 > c^2'],
      equal: ['abs(c)/abs(d)', 'abs(c)/sqrt(balance + c^2)'],
    },
    {
      id: 'start-bound-ordered',
      source: 'lambda-balanced/b-nonsingular',
      symbols: { d: 'positive' },
      assume: ['d^2 > c^2', 's > 0'],
      holds: 'abs(c)*q < d*p',
    },
    {
      id: 'start-bound-growing',
      source: 'lambda-balanced/b-nonsingular',
      prose:
        'Three steps to |b| >= sqrt(lambda/2) (1 - theta r), r = q/p; b = (p d + q c)/sqrt(K): p is large enough …',
      assume: ['d^2 > c^2'],
      holds: 'p/sqrt(K_here) >= 1/sqrt(2)',
    },
    {
      id: 'start-bound-alignment',
      source: 'lambda-balanced/b-nonsingular',
      prose: '… the first layer takes away the share theta r at most …',
      symbols: { d: 'positive' },
      assume: ['d^2 > c^2'],
      holds: 'abs(p*d + q*c) >= p*d*(1 - abs(c)/d*(q/p))',
    },
    {
      id: 'start-bound',
      source: 'lambda-balanced/b-nonsingular',
      prose: '… and d >= sqrt(lambda): together, with any share that is left.',
      symbols: { d: 'positive', growing: 'positive', share: 'nonnegative' },
      assume: ['d^2 > c^2', 'growing >= 1/sqrt(2)'],
      holds: 'growing*d*share >= sqrt(balance/2)*share',
    },
    {
      id: 'start-bound-r',
      source: 'lambda-balanced/b-nonsingular',
      assume: ['d^2 > c^2'],
      equal: ['q/p', 'sqrt((K_here - balance)/(K_here + balance))'],
    },
    {
      id: 'start-orthogonal-at-lambda-zero',
      source: 'lambda-balanced/det-obstruction',
      prose: 'lambda = 0 and s > 0: p = q, so b vanishes for c = -d, that is, for a0 < 0.',
      symbols: { s: 'positive' },
      equal: ['sqrt(2*s/2)*(-d) + sqrt(2*s/2)*d', '0'],
    },
    {
      id: 'reflection-has-eigenvalue-minus-one',
      source: 'lambda-balanced/det-obstruction',
      prose:
        "In a square network b is U'U^ + V'V^, singular where the orthogonal matrix U'U^ V^'V has the eigenvalue -1. " +
        'A product of the wrong determinant makes it a reflection, here of size 2, and that always has it: det(O + I) = 0.',
      symbols: { angle: 'real' },
      equal: ['(cos(angle) + 1)*(1 - cos(angle)) - sin(angle)^2', '0'],
    },
    {
      id: 'rotation-seldom-has-eigenvalue-minus-one',
      source: 'lambda-balanced/det-obstruction',
      prose: 'Of the right determinant it is a rotation, which has it at the angle pi only.',
      symbols: { angle: { gt: -3, lt: 3 } },
      holds: '(cos(angle) + 1)^2 + sin(angle)^2 > 0',
    },
    {
      id: 'sign-conserved-at-lambda-zero',
      source: 'lambda-balanced/det-obstruction',
      prose: "lambda = 0: (ln|a|)' = 2 sgn(a) (s - a) is finite, so a keeps its sign.",
      assume: ['a != 0'],
      equal: ['sqrt(4*a^2)*(s - a)/a', '2*sign(a)*(s - a)'],
    },
    {
      id: 'log-determinant-slope',
      source: 'lambda-balanced/det-obstruction',
      assume: ['a != 0'],
      derivative: { of: 'log(abs(a))', by: 'a', is: '1/a' },
    },
    {
      id: 'escape-time',
      source: 'lambda-balanced/det-obstruction',
      prose:
        'Small lambda != 0 escapes after about ln(1/lambda)/(2 s): the crossing time of an exact reversal, less that, ' +
        'tends to a constant.',
      symbols: { s: 'positive', lambda: 'positive' },
      limit: {
        of: 'log(1 + K/lambda)/K - log(1/lambda)/(2*s)',
        as: 'lambda -> 0+',
        is: 'log(2*s)/(2*s)',
      },
    },
    // A funnel with one hidden unit.
    {
      id: 'funnel-bracket',
      source: 'lambda-balanced/qqt-stable-min',
      prose: 'Shape 2-1-1: the bracket is never 0 …',
      assume: ['lambda != 0'],
      holds: 'funnel > 0',
    },
    {
      id: 'funnel-solution',
      source: 'lambda-balanced/qqt-stable-min',
      prose: '… and Q in the eigenbasis (growing, shrinking, unseen) is, from any start,',
      assume: ['lambda != 0'],
      using: ['funnel-bracket'],
      solves: {
        variable: 'u',
        forms: {
          x: 'b*exp(K/2*u)/sqrt(funnel)',
          y: 'm*exp(-K/2*u)/sqrt(funnel)',
          z: 'h*exp(-lambda/2*u)/sqrt(funnel)',
        },
        field: {
          x: 'K/2*x - (x^2 + y^2 + z^2)/2*x',
          y: '-K/2*y - (x^2 + y^2 + z^2)/2*y',
          z: '-lambda/2*z - (x^2 + y^2 + z^2)/2*z',
        },
        initial: { at: 0, values: { x: 'b', y: 'm', z: 'h' } },
      },
    },
    {
      id: 'funnel-stable-form',
      source: 'lambda-balanced/qqt-stable-min',
      prose: 'Its stable form: the exponents nu in Z and 2 nu in Y are different ones.',
      assume: ['lambda != 0', 'b != 0'],
      equal: ['(b*exp(K/2*u))*(h*exp(-lambda/2*u))/(funnel)', 'h/b*exp(-lambda/2*u)*exp(-K/2*u)/(Y)'],
    },
    {
      id: 'delayed-exponent',
      source: 'lambda-balanced/qqt-stable-min',
      prose:
        'On the delayed side, lambda < 0, the two are combined before anything is evaluated: rho - |lambda|/2 = g.',
      symbols: { lambda: 'negative' },
      equal: ['exp(-lambda/2*u)*exp(-K/2*u)', 'exp(-slow*u)'],
    },
    {
      id: 'delayed-start-balance',
      source: 'lambda-balanced/b-singular-delayed',
      prose:
        'The delayed side can miss the target: shape 2-1-1, lambda = -1, Sigma = (3/5, 0), d = 1/2 and w1 = -p d/q have ' +
        'b = 0, and there is room for w2^2 = d^2 + 1 - w1^2 > 0 …',
      holds: '(1/2)^2 + 1 - (sqrt(1 + (6/5)^2) - 1)/(sqrt(1 + (6/5)^2) + 1)*(1/2)^2 > 0',
    },
    {
      id: 'delayed-obstruction',
      source: 'lambda-balanced/b-singular-delayed',
      prose: '… and from b = 0 the product along the target goes to 0, not to s.',
      symbols: { lambda: 'negative', s: 'positive' },
      assume: ['h != 0'],
      limit: { of: '-pq*m^2*exp(-K*u)/(funnel_without_b)', as: 'u -> inf', is: 0 },
    },
    // Rates.
    {
      id: 'rate-of-a-mode',
      source: 'lambda-balanced/convergence-rates',
      prose: 'One mode: the slope of the speed at the target is -K.',
      assume: ['lambda^2 + 4*a^2 > 0'],
      derivative: {
        of: 'sqrt(lambda^2 + 4*a^2)*(s - a)',
        by: 'a',
        is: '4*a*(s - a)/sqrt(lambda^2 + 4*a^2) - sqrt(lambda^2 + 4*a^2)',
      },
    },
    {
      id: 'rate-of-a-pair',
      source: 'lambda-balanced/convergence-rates',
      prose: 'The component along u_i v_j: R2_i + R1_j, in which lambda cancels.',
      equal: ['(K_i + lambda)/2 + (K_j - lambda)/2', '(K_i + K_j)/2'],
    },
    {
      id: 'slow-rate',
      source: 'lambda-balanced/convergence-rates',
      prose: 'The delayed side, along u_i v_perp: (K - |lambda|)/2 is small …',
      assume: ['K > 0'],
      equal: ['(K - abs(lambda))/2', 'slow'],
    },
    {
      id: 'slow-rate-large-lambda',
      source: 'lambda-balanced/convergence-rates',
      prose: '… like s^2/|lambda|.',
      symbols: { lambda: 'positive' },
      limit: { of: 'lambda*slow', as: 'lambda -> inf', is: 's^2' },
    },
    {
      id: 'loss-rate',
      source: 'lambda-balanced/convergence-rates',
      prose: 'The loss falls at twice the rate of W: (s - a)^2 exp(2 K u) has a finite limit.',
      assume: ['lambda != 0'],
      limit: { of: 'gap^2*exp(2*K*u)', as: 'u -> inf', is: '4*K^4*delta^2/D0^2' },
    },
    {
      id: 'loss-rate-large-lambda',
      source: 'lambda-balanced/convergence-rates',
      symbols: { lambda: 'positive' },
      limit: { of: '2*K/lambda', as: 'lambda -> inf', is: 2 },
    },
    {
      id: 'steps-to-convergence',
      source: 'lambda-balanced/convergence-rates',
      prose:
        'Steps until exp(-K u) has fallen to an accuracy: log(1/accuracy)/(eta K), a power law in lambda.',
      symbols: { lambda: 'positive' },
      order: { of: 'log(1/accuracy)/(eta*K)', as: 'lambda -> inf', exponent: -1 },
    },
    // The flow of W alone.
    {
      id: 'closed-flow-of-the-product',
      source: 'lambda-balanced/W-closed-ode',
      prose:
        "W' = R2 E + E R1 with the Gram matrices that W determines; in a mode lambda cancels but for lambda^2.",
      equal: [
        '(sqrt(lambda^2 + 4*a^2) + lambda)/2*(s - a) + (s - a)*((sqrt(lambda^2 + 4*a^2) - lambda)/2)',
        'sqrt(lambda^2 + 4*a^2)*(s - a)',
      ],
    },
    {
      id: 'pair-rate-even',
      source: 'lambda-balanced/lambda-evenness',
      prose: 'lambda and -lambda give the same flow of W in a square network …',
      equal: ['(K_i + lambda)/2 + (K_j - lambda)/2', '(K_i - lambda)/2 + (K_j + lambda)/2'],
    },
    {
      id: 'kernel-even',
      source: 'lambda-balanced/lambda-evenness',
      prose: '… and the same eigenvalues R2_i + R1_j of its tangent kernel, at any strengths s_i, s_j of W.',
      equal: [
        '(K_i + lambda)/2 + (K_j - lambda)/2',
        '(sqrt((-lambda)^2 + 4*s_i^2) - lambda)/2 + (sqrt((-lambda)^2 + 4*s_j^2) + lambda)/2',
      ],
    },
  ],
});
