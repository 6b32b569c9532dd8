import { derivation } from 'flowproof';

/** 1 - cos of two vectors of kernel eigenvalues. */
const distance = (x: readonly string[], y: readonly string[]) => {
  const dot = (v: readonly string[], w: readonly string[]) => v.map((e, i) => `(${e})*(${w[i]})`).join(' + ');
  return `1 - (${dot(x, y)})/(sqrt(${dot(x, x)})*sqrt(${dot(y, y)}))`;
};
/** Eigenvalues of the kernel of two aligned modes with the speeds k_1 and k_2, times 2. */
const pairs = (k1: string, k2: string) => [`2*(${k1})`, `${k1} + ${k2}`, `${k1} + ${k2}`, `2*(${k2})`];
const k = (a: string) => `sqrt(lambda^2 + 4*(${a})^2)`;

export default derivation({
  derivation: 'tangent-kernel',
  title: 'The tangent kernel: its form, its spectrum and how far it moves',
  source: 'arXiv:2409.14623',
  prose:
    "The tangent kernel of f = W2 W1 X is I (x) X'R1 X + R2 (x) X'X. In a lambda-balanced square network its " +
    'eigenvalue for the pair of modes (i, j) is (k_i + k_j)/2 with k = sqrt(lambda^2 + 4 a^2), so the distance ' +
    'kd = 1 - cos(K_0, K_t) of two aligned modes is a formula. Whitened inputs in the second half.',
  require: 'proved',
  symbols: {
    lambda: 'real',
    c: 'real',
    d: 'real',
    w1: 'real',
    w2: 'real',
    x: 'real',
    x1: 'real',
    x2: 'real',
    y1: 'real',
    y2: 'real',
    a: 'real',
    s: 'nonnegative',
    s1: 'positive',
    s2: 'positive',
    a1: 'real',
    a2: 'real',
    k1: 'positive',
    k2: 'positive',
    l1: 'positive',
    l2: 'positive',
  },
  define: {
    K: 'sqrt(lambda^2 + 4*s^2)',
    K_1: k('s1'),
    K_2: k('s2'),
    kd: distance(pairs('k1', 'k2'), pairs('l1', 'l2')),
    inner: '4*k1*l1 + 2*(k1 + k2)*(l1 + l2) + 4*k2*l2',
    kd_from_zero: distance(pairs('abs(lambda)', 'abs(lambda)'), pairs('K_1', 'K_2')),
    E1: 'y1 - d*c*x1',
    E2: 'y2 - d*c*x2',
  },
  claims: [
    {
      id: 'feature-first-layer',
      source: 'lambda-balanced/ntk-formula',
      prose:
        'One input, two outputs w1, w2 behind the weight c: the derivative of the first output by c is w1 x …',
      derivative: { of: 'w1*c*x', by: 'c', is: 'w1*x' },
    },
    {
      id: 'feature-second-layer',
      source: 'lambda-balanced/ntk-formula',
      prose: '… by w1 it is c x, by w2 zero.',
      derivative: { of: 'w1*c*x', by: 'w1', is: 'c*x' },
    },
    {
      id: 'kernel-same-output',
      source: 'lambda-balanced/ntk-formula',
      prose: "The entry of one output and two samples: X'R1 X + (R2)_11 X'X …",
      equal: ['(w1*x1)*(w1*x2) + (c*x1)*(c*x2) + 0*0', 'x1*c^2*x2 + w1^2*(x1*x2)'],
    },
    {
      id: 'kernel-two-outputs',
      source: 'lambda-balanced/ntk-formula',
      prose: "… and of two outputs: (R2)_12 X'X.",
      equal: ['(w1*x1)*(w2*x2) + (c*x1)*0 + 0*(c*x2)', '(w1*w2)*(x1*x2)'],
    },
    {
      id: 'function-flow',
      source: 'lambda-balanced/ntk-function-flow',
      prose: "Two samples: f' = -K (f - y)/n under the gradient flow of the mean loss.",
      equal: ['(d^2 + c^2)*((E1*x1 + E2*x2)/2)*x1', '((c^2 + d^2)*x1*x1*E1 + (c^2 + d^2)*x1*x2*E2)/2'],
    },
    {
      id: 'kernel-of-a-mode',
      source: 'lambda-balanced/ntk-lambda-balanced',
      prose: 'One mode: c^2 + d^2 = k(a).',
      equal: ['c^2 + d^2', 'sqrt((d^2 - c^2)^2 + 4*(c*d)^2)'],
    },
    {
      id: 'kernel-of-a-pair',
      source: 'lambda-balanced/ntk-lambda-balanced',
      prose: 'A pair: R2_i + R1_j, in which lambda cancels.',
      equal: [`(${k('a1')} + lambda)/2 + (${k('a2')} - lambda)/2`, `(${k('a1')} + ${k('a2')})/2`],
    },
    {
      id: 'kernel-on-the-delayed-side',
      source: 'lambda-balanced/ntk-lambda-balanced',
      prose: 'Unseen inputs on the delayed side, lambda < 0: the square formula less |lambda|.',
      symbols: { lambda: 'negative' },
      equal: [`(${k('a')} + lambda)/2 + 0`, `(${k('a')} + ${k('0')})/2 - abs(lambda)`],
    },
    {
      id: 'kernel-on-the-lazy-side',
      source: 'lambda-balanced/ntk-lambda-balanced',
      symbols: { lambda: 'nonnegative' },
      equal: [`(${k('a')} + lambda)/2 + 0`, `(${k('a')} + ${k('0')})/2`],
    },
    // Spectrum at the optimum.
    {
      id: 'hessian-trace-at-the-optimum',
      source: 'lambda-balanced/ntk-spectrum-optimum',
      prose: 'The Hessian of (s - c d)^2/2 has the diagonal d^2, c^2 …',
      derivative: { of: '-d*(s - c*d)', by: 'c', is: 'd^2' },
    },
    {
      id: 'hessian-determinant-at-the-optimum',
      source: 'lambda-balanced/ntk-spectrum-optimum',
      prose:
        '… and at the optimum the off-diagonal entry 2 c d - s = c d: the eigenvalues are c^2 + d^2 = K and 0.',
      chain: ['(x - d^2)*(x - c^2) - (2*c*d - c*d)^2', 'x*(x - (c^2 + d^2))'],
    },
    {
      id: 'largest-pair',
      source: 'lambda-balanced/ntk-spectrum-optimum',
      prose: 'No pair exceeds the largest K, which decides the stability of gradient descent.',
      holds: '(K_1 + K_2)/2 <= max(K_1, K_2)',
    },
    {
      id: 'funnel-pairs-below',
      source: 'lambda-balanced/ntk-spectrum-optimum',
      prose: 'Nor does a pair with an unseen input, (K + lambda)/2.',
      holds: '(K + lambda)/2 <= K',
    },
    {
      id: 'wide-pairs',
      source: 'lambda-balanced/ntk-spectrum-optimum',
      prose: 'N_h = max adds (K_j + |lambda|)/2: the pair of K_j and of K = |lambda| at a singular value 0.',
      equal: [`(K + abs(lambda))/2`, `(K + ${k('0')})/2`],
    },
    // Kernel distance of two aligned modes.
    {
      id: 'inner-product-of-kernels',
      source: 'lambda-balanced/kernel-distance',
      prose: 'No Kronecker products are needed: 2 N sum x_j y_j + 2 (sum x) (sum y), here N = 2.',
      equal: ['inner', '2*2*(k1*l1 + k2*l2) + 2*(k1 + k2)*(l1 + l2)'],
    },
    {
      id: 'inner-product-from-grams',
      source: 'lambda-balanced/kernel-distance',
      prose:
        'The form by Gram matrices, N_o <R1, R1> + tr R1 tr R2 + tr R2 tr R1 + N_i <R2, R2>, with (k - lambda)/2 and ' +
        '(k + lambda)/2.',
      equal: [
        'inner/4',
        '2*((k1 - lambda)/2*(l1 - lambda)/2 + (k2 - lambda)/2*(l2 - lambda)/2) ' +
          '+ (k1 + k2 - 2*lambda)/2*(l1 + l2 + 2*lambda)/2 + (k1 + k2 + 2*lambda)/2*(l1 + l2 - 2*lambda)/2 ' +
          '+ 2*((k1 + lambda)/2*(l1 + lambda)/2 + (k2 + lambda)/2*(l2 + lambda)/2)',
      ],
    },
    {
      id: 'distance-at-most-one',
      source: 'lambda-balanced/kernel-distance',
      holds: 'kd <= 1',
    },
    {
      id: 'distance-squares',
      source: 'lambda-balanced/kernel-distance',
      prose: 'Cauchy and Schwarz for the two kernels, as a square: kd >= 0.',
      equal: ['(6*k1^2 + 4*k1*k2 + 6*k2^2)*(6*l1^2 + 4*l1*l2 + 6*l2^2) - inner^2', '32*(k1*l2 - k2*l1)^2'],
    },
    {
      id: 'distance-nonnegative',
      source: 'lambda-balanced/kernel-distance',
      holds: 'inner <= sqrt(6*k1^2 + 4*k1*k2 + 6*k2^2)*sqrt(6*l1^2 + 4*l1*l2 + 6*l2^2)',
    },
    {
      id: 'distance-as-difference',
      source: 'lambda-balanced/kernel-distance',
      prose: 'Tiny distances: half the squared difference of the normed kernels, here of two unit vectors.',
      equal: ['((cos(a1) - cos(a2))^2 + (sin(a1) - sin(a2))^2)/2', '1 - (cos(a1)*cos(a2) + sin(a1)*sin(a2))'],
    },
    {
      id: 'distance-from-zero',
      source: 'lambda-balanced/kernel-distance',
      prose: 'From W(0) = 0: one minus the mean over the root mean square of K_i + K_j.',
      assume: ['lambda != 0'],
      equal: [
        'kd_from_zero',
        '1 - (2*K_1 + 2*(K_1 + K_2) + 2*K_2)/4/sqrt(((2*K_1)^2 + 2*(K_1 + K_2)^2 + (2*K_2)^2)/4)',
      ],
    },
    {
      id: 'distance-from-zero-small-lambda',
      source: 'lambda-balanced/kernel-distance',
      prose: 'lambda -> 0: the same with s_i + s_j.',
      limit: {
        of: 'kd_from_zero',
        as: 'lambda -> 0+',
        is: '1 - (s1 + s2)/sqrt(((2*s1)^2 + 2*(s1 + s2)^2 + (2*s2)^2)/4)',
      },
    },
    {
      id: 'distance-blind-to-scale',
      source: 'lambda-balanced/kernel-distance',
      prose: 'kd does not see scale: equal modes stay at kd = 0 however much the kernel grows.',
      equal: [distance(pairs('k1', 'k1'), pairs('l1', 'l1')), '0'],
    },
    {
      id: 'distance-of-one-mode',
      source: 'lambda-balanced/kernel-distance',
      equal: ['1 - k1*l1/(sqrt(k1^2)*sqrt(l1^2))', '0'],
    },
  ],
});
