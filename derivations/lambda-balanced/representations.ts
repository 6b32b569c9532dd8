import { derivation } from 'flowproof';

/** cos of two diagonal 2 x 2 matrices. */
const cosine = (x: readonly [string, string], y: readonly [string, string]) =>
  `((${x[0]})*(${y[0]}) + (${x[1]})*(${y[1]}))/(sqrt((${x[0]})^2 + (${x[1]})^2)*sqrt((${y[0]})^2 + (${y[1]})^2))`;

/** Eigenvalues of R1 and R2 for a singular value of W. */
const first = (a: string) => `(sqrt(lambda^2 + 4*(${a})^2) - lambda)/2`;
const second = (a: string) => `(sqrt(lambda^2 + 4*(${a})^2) + lambda)/2`;

const R1: [string, string] = [first('s1'), first('s2')];
const R2: [string, string] = [second('s1'), second('s2')];
const TARGET: [string, string] = ['s1', 's2'];
const TARGET_SQUARED: [string, string] = ['s1^2', 's2^2'];

export default derivation({
  derivation: 'representations',
  title: 'What the two layers represent for large |lambda|',
  source: 'arXiv:2409.14623',
  prose:
    'a is a singular value of W. The layer with the larger weights becomes a multiple of the identity, the smaller one ' +
    "keeps the squared structure of the task: R1 = W1'W1 -> W'W/lambda for lambda -> inf, and mirrored for " +
    'lambda -> -inf. Cosines are those of a square network with two modes at convergence.',
  require: 'proved',
  symbols: {
    lambda: 'real',
    a: 'positive',
    s: 'positive',
    s1: 'positive',
    s2: 'positive',
    a1: 'positive',
    a2: 'positive',
    w0: 'real',
    w: 'real',
    x1: 'real',
    x2: 'real',
    u: 'nonnegative',
  },
  define: {
    k: 'sqrt(lambda^2 + 4*a^2)',
    sigma_1: 'sqrt((k - lambda)/2)',
    sigma_2: 'sqrt((k + lambda)/2)',
    R1: '(k - lambda)/2',
    R2: '(k + lambda)/2',
  },
  claims: [
    // Singular values.
    {
      id: 'large-singular-value',
      source: 'lambda-balanced/singular-values-large-lambda',
      symbols: { lambda: 'positive' },
      order: {
        of: 'sigma_2 - sqrt(lambda) - a^2/(2*lambda^(3/2))',
        as: 'lambda -> inf',
        exponent: '-7/2',
      },
    },
    {
      id: 'small-singular-value',
      source: 'lambda-balanced/singular-values-large-lambda',
      symbols: { lambda: 'positive' },
      order: {
        of: 'sigma_1 - a/sqrt(lambda) + a^3/(2*lambda^(5/2))',
        as: 'lambda -> inf',
        exponent: '-9/2',
      },
    },
    {
      id: 'large-singular-value-negative-lambda',
      source: 'lambda-balanced/singular-values-large-lambda',
      prose: 'lambda -> -inf: the layers swap.',
      symbols: { lambda: 'negative' },
      order: {
        of: 'sigma_1 - sqrt(-lambda) - a^2/(2*(-lambda)^(3/2))',
        as: 'lambda -> -inf',
        exponent: '-7/2',
      },
    },
    {
      id: 'small-singular-value-negative-lambda',
      source: 'lambda-balanced/singular-values-large-lambda',
      symbols: { lambda: 'negative' },
      order: {
        of: 'sigma_2 - a/sqrt(-lambda) + a^3/(2*(-lambda)^(5/2))',
        as: 'lambda -> -inf',
        exponent: '-9/2',
      },
    },
    {
      id: 'singular-values-at-lambda-zero',
      source: 'lambda-balanced/singular-values-large-lambda',
      limit: { of: 'sigma_1', as: 'lambda -> 0', is: 'sqrt(a)' },
    },
    {
      id: 'second-singular-value-at-lambda-zero',
      source: 'lambda-balanced/singular-values-large-lambda',
      limit: { of: 'sigma_2', as: 'lambda -> 0', is: 'sqrt(a)' },
    },
    // Gram matrices.
    {
      id: 'small-gram',
      source: 'lambda-balanced/grams-large-lambda',
      prose: 'R1 = a^2/lambda + O(lambda^-3) …',
      order: { of: 'R1 - a^2/lambda', as: 'lambda -> inf', exponent: -3 },
    },
    {
      id: 'large-gram',
      source: 'lambda-balanced/grams-large-lambda',
      prose: '… R2 = lambda + a^2/lambda + O(lambda^-3) on the range of W2 …',
      order: { of: 'R2 - lambda - a^2/lambda', as: 'lambda -> inf', exponent: -3 },
    },
    {
      id: 'small-gram-negative-lambda',
      source: 'lambda-balanced/grams-large-lambda',
      order: { of: 'R2 - a^2/abs(lambda)', as: 'lambda -> -inf', exponent: -3 },
    },
    {
      id: 'large-gram-negative-lambda',
      source: 'lambda-balanced/grams-large-lambda',
      order: { of: 'R1 - abs(lambda) - a^2/abs(lambda)', as: 'lambda -> -inf', exponent: -3 },
    },
    {
      id: 'small-gram-vanishes',
      source: 'lambda-balanced/grams-large-lambda',
      prose: '… so the limit of R1 itself is 0.',
      limit: { of: 'R1', as: 'lambda -> inf', is: 0 },
    },
    {
      id: 'small-layer-keeps-structure',
      source: 'lambda-balanced/semi-structured-lazy',
      prose: "The small layer, scaled up, is W'W to second order at every time …",
      order: { of: 'lambda*R1 - a^2', as: 'lambda -> inf', exponent: -2 },
    },
    {
      id: 'large-layer-loses-structure',
      source: 'lambda-balanced/semi-structured-lazy',
      prose: '… the large one the identity …',
      order: { of: 'R2/lambda - 1', as: 'lambda -> inf', exponent: -2 },
    },
    {
      id: 'small-layer-turns',
      source: 'lambda-balanced/semi-structured-lazy',
      prose: "… and the direction of R1 turns as that of W'W does, from the start (a1, a2) to the target.",
      limit: {
        of: cosine([first('a1'), first('a2')], R1),
        as: 'lambda -> inf',
        is: cosine(['a1^2', 'a2^2'], TARGET_SQUARED),
      },
    },
    {
      id: 'large-layer-keeps-direction',
      source: 'lambda-balanced/semi-structured-lazy',
      limit: { of: cosine([second('a1'), second('a2')], R2), as: 'lambda -> inf', is: 1 },
    },
    // Cosines with the task.
    {
      id: 'task-cosine-at-lambda-zero',
      source: 'lambda-balanced/task-cosine',
      prose: 'lambda = 0: both layers look like the task.',
      limit: { of: cosine(R1, TARGET), as: 'lambda -> 0', is: 1 },
    },
    {
      id: 'task-cosine-large-lambda',
      source: 'lambda-balanced/task-cosine',
      prose: 'lambda -> inf: the first layer looks like its square …',
      limit: { of: cosine(R1, TARGET_SQUARED), as: 'lambda -> inf', is: 1 },
    },
    {
      id: 'task-cosine-large-negative-lambda',
      source: 'lambda-balanced/task-cosine',
      prose: '… lambda -> -inf: like nothing of it; the cosine is tr S/(sqrt(N) |S|).',
      limit: {
        of: cosine(R1, TARGET),
        as: 'lambda -> -inf',
        is: '(s1 + s2)/(sqrt(2)*sqrt(s1^2 + s2^2))',
      },
    },
    {
      id: 'task-cosine-second-layer',
      source: 'lambda-balanced/task-cosine',
      prose: 'The second layer is mirrored.',
      limit: { of: cosine(R2, TARGET_SQUARED), as: 'lambda -> -inf', is: 1 },
    },
    {
      id: 'task-cosine-second-layer-large-lambda',
      source: 'lambda-balanced/task-cosine',
      limit: { of: cosine(R2, TARGET), as: 'lambda -> inf', is: '(s1 + s2)/(sqrt(2)*sqrt(s1^2 + s2^2))' },
    },
    // A network of one layer.
    {
      id: 'shallow-flow',
      source: 'lambda-balanced/shallow-compare',
      prose: "A one-layer network follows W' = Sigma - W, mode by mode.",
      solves: {
        variable: 'u',
        forms: { z: 's + (w0 - s)*exp(-u)' },
        field: { z: 's - z' },
        initial: { at: 0, values: { z: 'w0' } },
      },
    },
    {
      id: 'shallow-gram',
      source: 'lambda-balanced/shallow-compare',
      prose: 'At convergence its Gram matrices have the eigenvalues s^2.',
      limit: { of: '(s + (w0 - s)*exp(-u))^2', as: 'u -> inf', is: 's^2' },
    },
    {
      id: 'shallow-feature',
      source: 'lambda-balanced/shallow-compare',
      prose: 'Its tangent feature of an input x1 is x1, so its kernel x1 x2 …',
      derivative: { of: 'w*x1', by: 'w', is: 'x1' },
    },
    {
      id: 'shallow-kernel-constant',
      source: 'lambda-balanced/shallow-compare',
      prose: '… never changes: it is lazy.',
      derivative: { of: 'x1*x2', by: 'w', is: 0 },
    },
  ],
});
