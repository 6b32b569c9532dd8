import { derivation } from 'flowproof';

const k = (a: string) => `sqrt(lambda^2 + 4*(${a})^2)`;
/** 1 - cos of the kernels of two aligned modes with the speeds x and y. */
const distance = (x: readonly [string, string], y: readonly [string, string]) => {
  const dot = (v: readonly string[], w: readonly string[]) =>
    `(6*(${v[0]})*(${w[0]}) + 2*(${v[0]})*(${w[1]}) + 2*(${v[1]})*(${w[0]}) + 6*(${v[1]})*(${w[1]}))`;
  return `1 - ${dot(x, y)}/(sqrt(${dot(x, x)})*sqrt(${dot(y, y)}))`;
};

export default derivation({
  derivation: 'regimes',
  title: 'Lazy, rich and delayed-rich learning',
  source: 'arXiv:2409.14623',
  prose:
    'Lazy side: the kernel of a pair of modes changes by (Delta_i + Delta_j)/|lambda| with Delta = a_t^2 - a_0^2, and ' +
    'the kernel distance falls like lambda^-4. Delayed side (a funnel for lambda -> -inf, an anti-funnel for ' +
    'lambda -> inf): after a fast phase u ~ 1/|lambda| the hidden row space turns to the target during the slow phase ' +
    'u = |lambda| v.',
  require: 'proved',
  symbols: {
    lambda: 'real',
    s: 'positive',
    s_i: 'nonnegative',
    s_j: 'nonnegative',
    s1: 'real',
    s2: 'real',
    a: 'real',
    a0: 'real',
    a1: 'real',
    a2: 'real',
    epsilon: 'positive',
    v: 'nonnegative',
    u: 'nonnegative',
    theta_0: { gt: '-3/2', lt: '3/2' },
    theta: 'real',
    w_0: 'real',
    n: 'real',
    q: 'nonnegative',
    r: 'nonnegative',
  },
  define: {
    K: 'sqrt(lambda^2 + 4*s^2)',
    K_i: k('s_i'),
    K_j: k('s_j'),
    boundary: '2*s/sqrt((1 + epsilon)^2 - 1)',
    g: '2*s^2/(K + abs(lambda))',
    Delta_1: 's1^2 - a1^2',
    Delta_2: 's2^2 - a2^2',
    kd: distance([k('a1'), k('a2')], [k('s1'), k('s2')]),
    // Norm of the kernel of two modes, up to a factor.
    norm_0: `sqrt(6*(${k('a1')})^2 + 4*(${k('a1')})*(${k('a2')}) + 6*(${k('a2')})^2)`,
    norm_t: `sqrt(6*(${k('s1')})^2 + 4*(${k('s1')})*(${k('s2')}) + 6*(${k('s2')})^2)`,
    // Shape 2-1-1: R1 = r n n' along a direction n, R2 = q; the angle theta lies between the two directions.
    r_0: `(${k('a0')} - lambda)/2`,
    q_0: `(${k('a0')} + lambda)/2`,
    r_s: '(K - lambda)/2',
    q_s: '(K + lambda)/2',
    kd_funnel:
      '1 - (r_0*r_s*cos(theta)^2 + r_0*q_s + q_0*r_s + 2*q_0*q_s)' +
      '/(sqrt(r_0^2 + 2*r_0*q_0 + 2*q_0^2)*sqrt(r_s^2 + 2*r_s*q_s + 2*q_s^2))',
    // Shape 1-1-2: R2 = q n n' along a direction n, R1 = r.
    kd_anti_funnel:
      '1 - (q_0*q_s*cos(theta)^2 + r_0*q_s + q_0*r_s + 2*r_0*r_s)' +
      '/(sqrt(q_0^2 + 2*r_0*q_0 + 2*r_0^2)*sqrt(q_s^2 + 2*r_s*q_s + 2*r_s^2))',
    // Shape 2-2-1 with lambda < 0: R1 = |lambda| I + q n n', R2 = q.
    wide_norm_0: '2*lambda^2 - 2*lambda*q_0 + q_0^2 + 2*(q_0 - 2*lambda)*q_0 + 2*q_0^2',
    wide_norm_s: '2*lambda^2 - 2*lambda*q_s + q_s^2 + 2*(q_s - 2*lambda)*q_s + 2*q_s^2',
    kd_wide:
      '1 - (2*lambda^2 - lambda*(q_0 + q_s) + q_0*q_s*cos(theta)^2 + (q_0 - 2*lambda)*q_s + q_0*(q_s - 2*lambda) + 2*q_0*q_s)' +
      '/(sqrt(wide_norm_0)*sqrt(wide_norm_s))',
  },
  claims: [
    // How much the kernel changes.
    {
      id: 'kernel-change-of-a-mode',
      source: 'lambda-balanced/ntk-change-large-lambda',
      prose: 'The speed of a mode changes by 2 (s^2 - a0^2)/|lambda|, up to |lambda|^-3.',
      order: {
        of: `K - ${k('a0')} - 2*(s^2 - a0^2)/lambda`,
        as: 'lambda -> inf',
        exponent: -3,
        exact: false,
      },
    },
    {
      id: 'kernel-change-of-a-pair',
      source: 'lambda-balanced/ntk-change-large-lambda',
      prose: 'A pair: one Kronecker term from each layer.',
      order: {
        of: `(${k('s1')} + ${k('s2')})/2 - (${k('a1')} + ${k('a2')})/2 - (Delta_1 + Delta_2)/lambda`,
        as: 'lambda -> inf',
        exponent: -3,
        exact: false,
      },
    },
    {
      id: 'kernel-change-negative-lambda',
      source: 'lambda-balanced/ntk-change-large-lambda',
      order: {
        of: `(${k('s1')} + ${k('s2')})/2 - (${k('a1')} + ${k('a2')})/2 - (Delta_1 + Delta_2)/abs(lambda)`,
        as: 'lambda -> -inf',
        exponent: -3,
        exact: false,
      },
    },
    {
      id: 'lazy-law-coefficient',
      source: 'lambda-balanced/lazy-law',
      prose:
        'The part of M = Delta_i + Delta_j without its mean, for two modes: |M_perp|^2 = 2 (Delta_1 - Delta_2)^2.',
      equal: [
        '(2*Delta_1)^2 + 2*(Delta_1 + Delta_2)^2 + (2*Delta_2)^2 - (4*Delta_1 + 4*Delta_2)^2/4',
        '2*(Delta_1 - Delta_2)^2',
      ],
    },
    {
      id: 'lazy-law',
      source: 'lambda-balanced/lazy-law',
      prose: 'kd lambda^4 -> |M_perp|^2/(2 N_i N_o), here divided by 2 * 4.',
      limit: { of: 'lambda^4*(kd)', as: 'lambda -> inf', is: '2*(Delta_1 - Delta_2)^2/(2*4)' },
    },
    {
      id: 'lazy-law-negative-lambda',
      source: 'lambda-balanced/lazy-law',
      limit: { of: 'lambda^4*(kd)', as: 'lambda -> -inf', is: '2*(Delta_1 - Delta_2)^2/(2*4)' },
    },
    {
      id: 'lazy-law-order',
      source: 'lambda-balanced/lazy-law',
      assume: ['s1^2 - a1^2 > s2^2 - a2^2'],
      order: { of: 'kd', as: 'lambda -> inf', exponent: -4 },
    },
    {
      id: 'lazy-law-next-order',
      source: 'lambda-balanced/lazy-law',
      order: {
        of: 'lambda^4*(kd) - (Delta_1 - Delta_2)^2/4',
        as: 'lambda -> inf',
        exponent: -2,
        exact: false,
      },
    },
    {
      id: 'lazy-norm-change',
      source: 'lambda-balanced/lazy-law',
      prose: 'The norm of the kernel changes at second order.',
      order: { of: 'norm_t/norm_0 - 1', as: 'lambda -> inf', exponent: -2, exact: false },
    },
    // Where the lazy regime ends.
    {
      id: 'kernel-growth-from-zero',
      source: 'lambda-balanced/regime-boundary',
      prose: 'From W(0) = 0 the eigenvalue of a pair grows by the factor (K_i + K_j)/(2 |lambda|).',
      assume: ['lambda != 0'],
      equal: ['((K_i + K_j)/2)/((abs(lambda) + abs(lambda))/2)', '(K_i + K_j)/(2*abs(lambda))'],
    },
    {
      id: 'boundary-squared',
      source: 'lambda-balanced/regime-boundary',
      prose:
        'It stays within 1 + epsilon exactly from |lambda| = 2 s/sqrt((1 + epsilon)^2 - 1) on; squared …',
      equal: ['boundary^2*((1 + epsilon)^2 - 1)', '4*s^2'],
    },
    {
      id: 'lazy-within',
      source: 'lambda-balanced/regime-boundary',
      prose: '… beyond the boundary: lazy within the factor 1 + epsilon …',
      assume: ['lambda^2*((1 + epsilon)^2 - 1) >= 4*s^2'],
      holds: 'K <= (1 + epsilon)*abs(lambda)',
    },
    {
      id: 'lazy-only-within',
      source: 'lambda-balanced/regime-boundary',
      prose: '… below it: not.',
      assume: ['lambda^2*((1 + epsilon)^2 - 1) < 4*s^2'],
      holds: 'K > (1 + epsilon)*abs(lambda)',
    },
    {
      id: 'slowest-pair-decides',
      source: 'lambda-balanced/regime-boundary',
      prose: 'The largest singular value decides.',
      assume: ['s_i <= s_j'],
      holds: '(K_i + K_j)/2 <= K_j',
    },
    // The delayed side, with one hidden unit and two inputs.
    {
      id: 'lazy-square',
      source: 'lambda-balanced/regime-table',
      prose: 'A square network is lazy for lambda -> inf …',
      limit: { of: 'kd', as: 'lambda -> inf', is: 0 },
    },
    {
      id: 'lazy-square-negative-lambda',
      source: 'lambda-balanced/regime-table',
      prose: '… and for lambda -> -inf.',
      limit: { of: 'kd', as: 'lambda -> -inf', is: 0 },
    },
    {
      id: 'lazy-wide',
      source: 'lambda-balanced/regime-table',
      prose: 'With N_h = max(N_i, N_o), here 2-2-1, the only admissible sign, lambda < 0, is lazy.',
      limit: { of: 'kd_wide', as: 'lambda -> -inf', is: 0 },
    },
    {
      id: 'lazy-anti-funnel',
      source: 'lambda-balanced/regime-table',
      prose: 'With N_h = min(N_i, N_o): an anti-funnel is lazy for lambda -> -inf …',
      limit: { of: 'kd_anti_funnel', as: 'lambda -> -inf', is: 0 },
    },
    {
      id: 'delayed-anti-funnel',
      source: 'lambda-balanced/regime-table',
      prose: '… and turns by the whole angle for lambda -> inf.',
      limit: { of: 'kd_anti_funnel', as: 'lambda -> inf', is: '1 - cos(theta)^2' },
    },
    {
      id: 'lazy-funnel',
      source: 'lambda-balanced/regime-table',
      prose: 'A funnel is lazy for lambda -> inf …',
      limit: { of: 'kd_funnel', as: 'lambda -> inf', is: 0 },
    },
    {
      id: 'delayed-kernel-distance',
      source: 'lambda-balanced/delayed-rich-kernel',
      prose: '… and for lambda -> -inf its kernel turns by the whole angle: kd -> 1 - cos^2 theta.',
      limit: { of: 'kd_funnel', as: 'lambda -> -inf', is: '1 - cos(theta)^2' },
    },
    {
      id: 'delayed-kernel-distance-order',
      source: 'lambda-balanced/delayed-rich-kernel',
      order: { of: 'kd_funnel - (1 - cos(theta)^2)', as: 'lambda -> -inf', exponent: -2, exact: false },
    },
    {
      id: 'fast-phase',
      source: 'lambda-balanced/delayed-rich-dynamics',
      prose:
        'Fast phase: W1 = sqrt(|lambda|) times a unit row is frozen, n is the target as that row sees it; W relaxes to it ' +
        'at the rate |lambda|.',
      solves: {
        variable: 'u',
        forms: { z: 'n + (w_0 - n)*exp(-abs(lambda)*u)' },
        field: { z: 'abs(lambda)*(n - z)' },
        initial: { at: 0, values: { z: 'w_0' } },
      },
    },
    {
      id: 'plateau',
      source: 'lambda-balanced/delayed-rich-dynamics',
      prose:
        'The loss rests at half the squared part of the target that the row at the angle theta does not see.',
      equal: ['((s - s*cos(theta)^2)^2 + (s*cos(theta)*sin(theta))^2)/2', '(s*sin(theta))^2/2'],
    },
    {
      id: 'slow-rate',
      source: 'lambda-balanced/delayed-rich-dynamics',
      prose: 'Slow phase: the exact rate g = 2 s^2/(K + |lambda|) = rho - |lambda|/2 a unit of u …',
      equal: ['K/2 - abs(lambda)/2', 'g'],
    },
    {
      id: 'slow-time',
      source: 'lambda-balanced/delayed-rich-dynamics',
      prose: '… is s^2 a unit of v = u/|lambda| …',
      limit: { of: 'exp(-g*abs(lambda)*v)', as: 'lambda -> -inf', is: 'exp(-s^2*v)' },
    },
    {
      id: 'slow-turn',
      source: 'lambda-balanced/delayed-rich-dynamics',
      prose: "… at which the row turns: tan theta = tan theta_0 exp(-s^2 v), the power flow of Sigma'Sigma.",
      solves: {
        variable: 'v',
        forms: { angle: 'atan(tan(theta_0)*exp(-s^2*v))' },
        field: { angle: '-s^2*sin(angle)*cos(angle)' },
        initial: { at: 0, values: { angle: 'theta_0' } },
      },
    },
    {
      id: 'slow-turn-reaches-the-target',
      source: 'lambda-balanced/delayed-rich-dynamics',
      limit: { of: 'tan(theta_0)*exp(-s^2*v)', as: 'v -> inf', is: 0 },
    },
    {
      id: 'time-scales',
      source: 'lambda-balanced/delayed-rich-dynamics',
      prose: 'The two time scales are apart by lambda^2/s^2.',
      limit: { of: 'abs(lambda)/g/(lambda^2/s^2)', as: 'lambda -> -inf', is: 1 },
    },
    // The large layer stays where it is.
    {
      id: 'large-layer-moves-little',
      source: 'lambda-balanced/big-layer-frozen',
      prose: 'Lazy side, lambda -> inf: the second layer moves by O(lambda^(-3/2)) in all …',
      order: {
        of: `sqrt((K + lambda)/2) - sqrt((${k('a0')} + lambda)/2)`,
        as: 'lambda -> inf',
        exponent: '-3/2',
        exact: false,
      },
    },
    {
      id: 'small-layer-moves',
      source: 'lambda-balanced/big-layer-frozen',
      prose: '… the first by O(lambda^(-1/2)).',
      order: {
        of: `s/sqrt((K + lambda)/2) - a0/sqrt((${k('a0')} + lambda)/2)`,
        as: 'lambda -> inf',
        exponent: '-1/2',
        exact: false,
      },
    },
  ],
});
