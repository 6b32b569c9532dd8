import { derivation } from 'flowproof';

/** Two inputs, two hidden units, one output, any targets: a loss of the product. */
const LOSS_221 = '((s1 - q1*p11 - q2*p21)^2 + (s2 - q1*p12 - q2*p22)^2)/2';
const PARAMETERS_221 = ['q1', 'q2', 'p11', 'p12', 'p21', 'p22'];

export default derivation({
  derivation: 'balancedness',
  title: 'What a balance lambda says about singular values, Gram matrices and sizes',
  source: 'arXiv:2409.14623',
  prose:
    "a is a singular value of W = W2 W1 and k = sqrt(lambda^2 + 4 a^2). D = W2'W2 - W1 W1' = lambda I makes W1 and W2 " +
    'share hidden singular vectors, so everything reduces to pairs sigma_1, sigma_2 with sigma_1 sigma_2 = a and ' +
    'sigma_2^2 - sigma_1^2 = lambda. Small networks written out show the corner cases.',
  require: 'proved',
  symbols: {
    lambda: 'real',
    a: 'nonnegative',
    R: 'nonnegative',
    c: 'real',
    d: 'real',
    r: 'real',
    p: 'real',
    q: 'real',
    s: 'real',
    s1: 'real',
    s2: 'real',
    q1: 'real',
    q2: 'real',
    p11: 'real',
    p12: 'real',
    p21: 'real',
    p22: 'real',
    D11: 'real',
    D22: 'real',
    D12: 'real',
    T: 'real',
    squares: 'real',
    guess: 'real',
    N_h: { is: 'integer', ge: 1 },
    phi: 'real',
  },
  define: {
    k: 'sqrt(lambda^2 + 4*a^2)',
    sigma_1: 'sqrt((k - lambda)/2)',
    sigma_2: 'sqrt((k + lambda)/2)',
    // Two inputs (p, q), one hidden unit, one output d.
    lambda_211: 'd^2 - p^2 - q^2',
    k_211: 'sqrt(lambda_211^2 + 4*d^2*(p^2 + q^2))',
    // |D - guess I|^2 for two hidden units, and for N_h units of which only tr D and |D|^2 matter.
    distance_2: '(D11 - guess)^2 + (D22 - guess)^2 + 2*D12^2',
    distance_n: 'squares - 2*guess*T + N_h*guess^2',
  },
  claims: [
    {
      id: 'balance-conserved-diagonal',
      source: 'lambda-balanced/balance-conservation',
      prose: 'Shape 2-2-1: the entries of D do not move, on the diagonal …',
      conserved: { quantity: 'q1^2 - p11^2 - p12^2', loss: LOSS_221, parameters: PARAMETERS_221 },
    },
    {
      id: 'balance-conserved-off-diagonal',
      source: 'lambda-balanced/balance-conservation',
      prose: '… and off it.',
      conserved: { quantity: 'q1*q2 - p11*p21 - p12*p22', loss: LOSS_221, parameters: PARAMETERS_221 },
    },
    {
      id: 'balance-conserved-other-loss',
      source: 'lambda-balanced/balance-conservation',
      prose: 'The loss may be any function of the product.',
      conserved: { quantity: 'd^2 - c^2', loss: 'log(cosh(c*d - s)) + (c*d)^4', parameters: ['c', 'd'] },
    },
    {
      id: 'balance-persists-for-any-residual',
      source: 'lambda-balanced/lambda-persistence',
      prose:
        'Nothing but the two directions of change enters: with any residual r, of another task or another minibatch, ' +
        'lambda stays.',
      conserved: { quantity: 'd^2 - c^2', field: { c: 'd*r', d: 'c*r' } },
    },
    {
      id: 'balance-persists-through-a-switch',
      source: 'lambda-balanced/lambda-persistence',
      prose:
        'Training on the target s1 and on s2 in turns, at any share phi of the time, is such a residual.',
      conserved: {
        quantity: 'd^2 - c^2',
        field: {
          c: 'd*(phi*(s1 - c*d) + (1 - phi)*(s2 - c*d))',
          d: 'c*(phi*(s1 - c*d) + (1 - phi)*(s2 - c*d))',
        },
      },
    },
    // Gram matrices.
    {
      id: 'gram-quadratic-second-layer',
      source: 'lambda-balanced/gram-quadratic',
      prose: "An eigenvalue of R2 = W2 W2' solves R^2 - lambda R = a^2.",
      equal: ['((k + lambda)/2)^2 - lambda*((k + lambda)/2)', 'a^2'],
    },
    {
      id: 'gram-quadratic-first-layer',
      source: 'lambda-balanced/gram-quadratic',
      equal: ['((k - lambda)/2)^2 + lambda*((k - lambda)/2)', 'a^2'],
    },
    {
      id: 'gram-eigenvalue-only-root',
      source: 'lambda-balanced/gram-from-product',
      prose: 'For lambda >= 0 the nonnegative root of R^2 + lambda R = a^2 is (k - lambda)/2.',
      symbols: { lambda: 'nonnegative' },
      equal: ['(sqrt(lambda^2 + 4*(R^2 + lambda*R)) - lambda)/2', 'R'],
    },
    {
      id: 'gram-eigenvalue-other-root',
      source: 'lambda-balanced/gram-from-product',
      prose: 'For lambda < 0 and a > 0 the other root is negative; at a = 0 it is 0, beside |lambda|.',
      symbols: { lambda: 'negative', a: 'positive' },
      holds: '(-k - lambda)/2 < 0',
    },
    {
      id: 'gram-eigenvalues-at-zero',
      source: 'lambda-balanced/gram-from-product',
      symbols: { lambda: 'negative' },
      equal: ['(sqrt(lambda^2 + 4*0^2) - lambda)/2', 'abs(lambda)'],
    },
    {
      id: 'gram-eigenvalue-without-cancellation',
      source: 'lambda-balanced/gram-from-product',
      symbols: { lambda: 'positive' },
      equal: ['(k - lambda)/2', '2*a^2/(k + lambda)'],
    },
    {
      id: 'gram-kernel-projector',
      source: 'lambda-balanced/gram-from-product',
      prose:
        'Shape 2-1-1, lambda < 0: R1 has the trace p^2 + q^2. The square root alone counts |lambda| too much, on the ' +
        'kernel of W1.',
      assume: ['d^2 < p^2 + q^2'],
      equal: ['(k_211 - lambda_211)/2 + (abs(lambda_211) - lambda_211)/2 - abs(lambda_211)', 'p^2 + q^2'],
    },
    {
      id: 'gram-no-projector-on-the-lazy-side',
      source: 'lambda-balanced/gram-from-product',
      assume: ['d^2 >= p^2 + q^2'],
      equal: ['(k_211 - lambda_211)/2 + (abs(lambda_211) - lambda_211)/2', 'p^2 + q^2'],
    },
    // Singular values of the layers.
    {
      id: 'singular-values-product',
      source: 'lambda-balanced/weight-singular-values',
      equal: ['sigma_1*sigma_2', 'a'],
    },
    {
      id: 'singular-values-balance',
      source: 'lambda-balanced/weight-singular-values',
      equal: ['sigma_2^2 - sigma_1^2', 'lambda'],
    },
    {
      id: 'singular-values-unique',
      source: 'lambda-balanced/weight-singular-values',
      prose: 'Conversely the product and the difference of squares fix the pair.',
      symbols: { c: 'nonnegative', d: 'nonnegative' },
      equal: ['sqrt((sqrt((d^2 - c^2)^2 + 4*(c*d)^2) + (d^2 - c^2))/2)', 'd'],
    },
    {
      id: 'smaller-singular-value-without-cancellation',
      source: 'lambda-balanced/weight-singular-values',
      symbols: { lambda: 'positive' },
      equal: ['sigma_1', 'a/sqrt((k + abs(lambda))/2)'],
    },
    {
      id: 'extra-singular-values',
      source: 'lambda-balanced/weight-singular-values',
      prose: 'Hidden directions without a partner, a = 0 and lambda > 0: sqrt(lambda) in W2 …',
      symbols: { lambda: 'positive' },
      equal: ['sqrt((sqrt(lambda^2 + 4*0^2) + lambda)/2)', 'sqrt(lambda)'],
    },
    {
      id: 'extra-singular-values-partner',
      source: 'lambda-balanced/weight-singular-values',
      prose: '… and 0 in W1; for lambda < 0 the layers swap.',
      symbols: { lambda: 'positive' },
      equal: ['sqrt((sqrt(lambda^2 + 4*0^2) - lambda)/2)', '0'],
    },
    // Which sizes admit a balance.
    {
      id: 'bottleneck-admits-negative-balance',
      source: 'lambda-balanced/lambda-admissible-dims',
      prose:
        'Shape 2-2-3 with W1 = 2 I and W2 = sqrt(3) (I; 0): D = -I although there are more outputs than inputs.',
      equal: ['sqrt(3)^2 - 2^2', '-1'],
    },
    {
      id: 'construction',
      source: 'lambda-balanced/lambda-admissible-dims',
      prose: 'lambda > 0: any W1, with singular values c, has the partner sqrt(lambda + c^2) in W2.',
      symbols: { lambda: 'positive' },
      equal: ['sqrt(lambda + c^2)^2 - c^2', 'lambda'],
    },
    {
      id: 'missing-output',
      source: 'lambda-balanced/lambda-admissible-dims',
      prose:
        'N_h = 2 hidden units, one output, W1 = 0 and lambda > 0: D - lambda I keeps at least the norm |lambda|, the ' +
        'output that is missing.',
      equal: ['(q1^2 - lambda)^2 + (q2^2 - lambda)^2 + 2*(q1*q2)^2', '(q1^2 + q2^2 - lambda)^2 + lambda^2'],
    },
    {
      id: 'missing-output-direction',
      source: 'lambda-balanced/lambda-admissible-dims',
      prose:
        'With any W1: along the unit vector that W2 = |W2| (cos phi, sin phi) does not see, D - lambda I is at most ' +
        '-lambda …',
      symbols: { lambda: 'positive', R: 'nonnegative' },
      holds:
        '(-sin(phi))^2*((R*cos(phi))^2 - p11^2) + cos(phi)^2*((R*sin(phi))^2 - p21^2) ' +
        '- 2*sin(phi)*cos(phi)*(R^2*cos(phi)*sin(phi) - p11*p21) - lambda <= -lambda',
    },
    {
      id: 'missing-output-norm',
      source: 'lambda-balanced/lambda-admissible-dims',
      prose:
        '… and the squared norm of a symmetric matrix exceeds its squared value along a unit vector by squares.',
      equal: [
        'D11^2 + D22^2 + 2*D12^2 - (sin(phi)^2*D11 + cos(phi)^2*D22 - 2*sin(phi)*cos(phi)*D12)^2',
        '2*(sin(phi)*cos(phi)*(D22 - D11) + (cos(phi)^2 - sin(phi)^2)*D12)^2 ' +
          '+ (cos(phi)^2*D11 + sin(phi)^2*D22 + 2*sin(phi)*cos(phi)*D12)^2',
      ],
    },
    {
      id: 'effective-balance',
      source: 'lambda-balanced/effective-balance',
      prose: 'One active and one dead hidden unit: D = diag(d^2 - c^2, 0), D W1 = lambda W1 all the same.',
      equal: ['(d^2 - c^2)*c + (d*0 - c*0)*0', '(d^2 - c^2)*c'],
    },
    {
      id: 'dead-unit-stays-dead',
      source: 'lambda-balanced/effective-balance',
      prose: 'Both weights of a dead unit rest at zero while the active one moves.',
      solves: {
        variable: 'u',
        forms: { w1: '0', w2: '0' },
        field: { w1: 'w2*(s - c*d - w1*w2)', w2: 'w1*(s - c*d - w1*w2)' },
        initial: { at: 0, values: { w1: 0, w2: 0 } },
      },
      symbols: { u: 'nonnegative' },
    },
    // Networks with nonlinear units.
    {
      id: 'relu-balance',
      source: 'lambda-balanced/relu-diagonal',
      prose: 'One ReLU unit: d^2 - c^2 is conserved, off the kink.',
      assume: ['c*p != 0'],
      conserved: { quantity: 'd^2 - c^2', loss: '(s - d*max(c*p, 0))^2/2', parameters: ['c', 'd'] },
    },
    {
      id: 'relu-euler-relation',
      source: 'lambda-balanced/relu-diagonal',
      prose: "Because z phi'(z) = phi(z), for leaky units (slope phi on the left), too.",
      assume: ['c != 0'],
      equal: ['c*(1 + phi + sign(c)*(1 - phi))/2', 'max(c, 0) + phi*min(c, 0)'],
    },
    // The closest lambda.
    {
      id: 'closest-lambda-slope',
      source: 'lambda-balanced/lambda-star',
      prose: '|D - guess I|^2 falls and rises with the slope 2 (N_h guess - tr D) …',
      derivative: { of: 'distance_n', by: 'guess', is: '2*(N_h*guess - T)' },
    },
    {
      id: 'closest-lambda-excess',
      source: 'lambda-balanced/lambda-star',
      prose: '… so it is smallest at tr D/N_h.',
      equal: ['distance_n - (squares - T^2/N_h)', 'N_h*(guess - T/N_h)^2'],
    },
    {
      id: 'closest-lambda-two-units',
      source: 'lambda-balanced/lambda-star',
      holds: 'distance_2 >= (D11 - (D11 + D22)/2)^2 + (D22 - (D11 + D22)/2)^2 + 2*D12^2',
    },
  ],
});
