import { derivation } from 'flowproof';

/** One aligned mode that starts at 0: a' = k(a) (s - a), k(a) = sqrt(lambda^2 + 4 a^2). */
const FIELD = { a: 'sqrt(lambda^2 + 4*a^2)*(s - a)' };

/** The mode is S-shaped where its acceleration is positive at some time; by a time 2/s it has passed s/4. */
const SIGMOID = {
  flow: { field: FIELD, initial: { a: '0' }, until: '2/s' },
  quantity: 'a',
  derivatives: 2,
  reduce: 'max',
  level: 0,
} as const;

/** Growth of the largest eigenvalue of the neural tangent kernel, relative to its start: k(a)/k(0), until it has converged. */
const GROWTH = {
  flow: { field: FIELD, initial: { a: '0' }, until: '40/sqrt(lambda^2 + 4*s^2)' },
  quantity: 'sqrt(lambda^2 + 4*a^2)/abs(lambda)',
  reduce: 'max',
  level: '1 + epsilon',
} as const;

const TWO_MODES = {
  field: {
    a: 'sqrt(lambda^2 + 4*a^2)*(s - a)',
    b: 'sqrt(lambda^2 + 4*b^2)*(r - b)',
  },
  initial: { a: '0', b: '0' },
  until: '40/sqrt(lambda^2 + 4*s^2)',
} as const;

/**
 * Kernel distance between two kernels p w w^T + q I of two inputs (one hidden unit, one output), with cos the cosine
 * between their unit vectors w: p = (k - lambda)/2, q = (k + lambda)/2 at strengths a and s of the product.
 */
const UNIT_DISTANCE =
  '1 - (p0*p1*cos_theta^2 + p0*q1 + p1*q0 + 2*q0*q1)/sqrt((p0^2 + 2*p0*q0 + 2*q0^2)*(p1^2 + 2*p1*q1 + 2*q1^2))';

const EPSILON = { epsilon: { ge: '1/10', le: 2 } } as const;

export default derivation({
  derivation: 'regime-boundaries',
  title: 'Regime boundaries of lambda-balanced networks',
  source: 'lambda-balanced',
  prose:
    'Where the dynamics of aligned modes change their character as the balance grows: from S-shaped to concave learning curves, and from a kernel that grows with learning to one that stays put.',
  require: 'proved',
  symbols: {
    s: { ge: '1/10', le: 10 },
    lambda: 'positive',
    a0: { ge: '1/10', le: 10 },
    cos_theta: { gt: -1, lt: 1 },
    x1: 'positive',
    x2: 'positive',
    y1: 'positive',
    y2: 'positive',
  },
  define: {
    p0: '(sqrt(lambda^2 + 4*a0^2) - lambda)/2',
    q0: '(sqrt(lambda^2 + 4*a0^2) + lambda)/2',
    p1: '(sqrt(lambda^2 + 4*s^2) - lambda)/2',
    q1: '(sqrt(lambda^2 + 4*s^2) + lambda)/2',
    unit_distance: UNIT_DISTANCE,
    c1: 'sqrt(lambda^2 + 4*x1^2)',
    c2: 'sqrt(lambda^2 + 4*x2^2)',
    d1: 'sqrt(lambda^2 + 4*y1^2)',
    d2: 'sqrt(lambda^2 + 4*y2^2)',
    aligned_distance:
      '1 - (4*(c1*d1 + c2*d2) + 2*(c1 + c2)*(d1 + d2))/sqrt((4*(c1^2 + c2^2) + 2*(c1 + c2)^2)*(4*(d1^2 + d2^2) + 2*(d1 + d2)^2))',
  },
  claims: [
    {
      id: 'sigmoid-threshold',
      require: 'supported',
      prose:
        'A mode that starts at 0 accelerates before it slows down exactly below this balance; beyond it slows down from the start.',
      source: 'lambda-balanced/sigmoid-threshold',
      boundary: { in: 'lambda', at: 's/sqrt(2)', ...SIGMOID, below: 'more' },
    },
    {
      id: 'sigmoid-threshold-negative-balance',
      require: 'supported',
      prose: 'The same at the other end: the field is even in the balance.',
      source: 'lambda-balanced/sigmoid-threshold',
      symbols: { lambda: { is: 'real', lt: 0 } },
      boundary: { in: 'lambda', at: '-s/sqrt(2)', ...SIGMOID, below: 'less' },
    },
    {
      id: 'accelerating-phase-discriminant',
      prose:
        'The slope of k(a) (s - a) has the sign of -(8 a^2 - 4 s a + lambda^2), whose largest value is at a = s/4.',
      source: 'lambda-balanced/sigmoid-threshold',
      symbols: { a: 'real' },
      derivative: {
        of: 'sqrt(lambda^2 + 4*a^2)*(s - a)',
        by: 'a',
        is: '-(8*a^2 - 4*s*a + lambda^2)/sqrt(lambda^2 + 4*a^2)',
      },
    },
    {
      id: 'lazy-boundary',
      require: 'supported',
      prose:
        'From weights without a product, the largest eigenvalue of the kernel grows by more than a factor 1 + epsilon below this balance, and by less beyond.',
      source: 'lambda-balanced/regime-boundary',
      symbols: EPSILON,
      boundary: { in: 'lambda', at: '2*s/sqrt((1 + epsilon)^2 - 1)', ...GROWTH, below: 'more' },
    },
    {
      id: 'lazy-boundary-two-modes',
      require: 'supported',
      prose: 'With two modes the larger singular value decides.',
      source: 'lambda-balanced/regime-boundary',
      symbols: { ...EPSILON, r: { ge: '1/100', le: 10 } },
      assume: ['r < 9*s/10'],
      boundary: {
        in: 'lambda',
        at: '2*s/sqrt((1 + epsilon)^2 - 1)',
        flow: TWO_MODES,
        quantity: 'max(sqrt(lambda^2 + 4*a^2), sqrt(lambda^2 + 4*b^2))/lambda',
        reduce: 'end',
        level: '1 + epsilon',
        below: 'more',
      },
    },
    {
      id: 'lazy-square',
      require: 'supported',
      prose:
        'Two aligned modes of a square network, from strengths x to strengths y: the kernel turns by an amount of order lambda^-4.',
      source: 'lambda-balanced/lazy-law',
      assume: ['x1 < x2', 'x1 < y1', 'y2 < y1'],
      order: { of: 'aligned_distance', as: 'lambda -> inf', exponent: -4 },
    },
    {
      id: 'lazy-funnel',
      prose:
        'A funnel with the fewest hidden units is lazy for large positive balance: here two inputs, one hidden unit, one output.',
      source: 'lambda-balanced/regime-table',
      limit: { of: 'unit_distance', as: 'lambda -> inf', is: 0 },
    },
    {
      id: 'delayed-rich-funnel',
      prose:
        'For large negative balance the same funnel turns its kernel by as much as its only feature has to turn.',
      source: 'lambda-balanced/delayed-rich-kernel',
      symbols: { lambda: { is: 'real', lt: 0 } },
      limit: { of: 'unit_distance', as: 'lambda -> -inf', is: '1 - cos_theta^2' },
    },
    {
      id: 'funnel-turned-round',
      prose: 'Funnel and anti-funnel exchanged.',
      source: 'lambda-balanced/regime-table',
      expect: 'refuted',
      right: 'lazy for lambda -> inf',
      limit: { of: 'unit_distance', as: 'lambda -> inf', is: '1 - cos_theta^2' },
    },
    {
      id: 'always-lazy',
      prose: 'A large |lambda| said to be lazy whatever its sign.',
      source: 'lambda-balanced/regime-table',
      symbols: { lambda: { is: 'real', lt: 0 } },
      expect: 'refuted',
      right: '1 - cos_theta^2: delayed-rich',
      limit: { of: 'unit_distance', as: 'lambda -> -inf', is: 0 },
    },
    {
      id: 'sigmoid-threshold-at-2s',
      prose: 'A rule of thumb, |lambda| < 2 s, taken for the threshold.',
      source: 'lambda-balanced/sigmoid-threshold',
      expect: 'refuted',
      right: 'abs(lambda) = s/sqrt(2)',
      boundary: { in: 'lambda', at: '2*s', ...SIGMOID, below: 'more' },
    },
    {
      id: 'sigmoid-threshold-at-s',
      source: 'lambda-balanced/sigmoid-threshold',
      expect: 'refuted',
      right: 'abs(lambda) = s/sqrt(2)',
      boundary: { in: 'lambda', at: 's', ...SIGMOID, below: 'more' },
    },
    {
      id: 'sigmoid-threshold-turned-round',
      prose: 'S-shaped beyond the threshold instead of below it.',
      source: 'lambda-balanced/sigmoid-threshold',
      expect: 'refuted',
      right: 'the acceleration is positive below s/sqrt(2)',
      boundary: { in: 'lambda', at: 's/sqrt(2)', ...SIGMOID, below: 'less' },
    },
    {
      id: 'lazy-boundary-without-two',
      prose: 'The factor 2 of K = sqrt(lambda^2 + 4 s^2) forgotten.',
      source: 'lambda-balanced/regime-boundary',
      symbols: EPSILON,
      expect: 'refuted',
      right: 'lambda = 2*s/sqrt((1 + epsilon)^2 - 1)',
      boundary: { in: 'lambda', at: 's/sqrt((1 + epsilon)^2 - 1)', ...GROWTH, below: 'more' },
    },
  ],
});
