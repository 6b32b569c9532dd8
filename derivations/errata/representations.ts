import { derivation } from 'flowproof';
import representations from '../lambda-balanced/representations.js';

export default derivation({
  derivation: 'representations-errata',
  title: 'False forms of singular values and Gram matrices for large |lambda|',
  source: 'arXiv:2409.14623 and the thesis behind it',
  prose: 'Every false form stands beside the right one, or names the claim that states it.',
  require: 'proved',
  symbols: { ...representations.symbols, phi: 'real', p: 'real', q: 'real', d: 'real' },
  define: {
    ...representations.define,
    R1_1: '(sqrt(lambda^2 + 4*s1^2) - lambda)/2',
    R1_2: '(sqrt(lambda^2 + 4*s2^2) - lambda)/2',
    R1_1_start: '(sqrt(lambda^2 + 4*a1^2) - lambda)/2',
    R1_2_start: '(sqrt(lambda^2 + 4*a2^2) - lambda)/2',
  },
  claims: [
    {
      id: 'root-without-half',
      source: 'lambda-balanced/erratum-33',
      prose:
        'Thesis (4.10), (4.11): sqrt(1 + x^2) = 1 + x^2 with x = 2 S/lambda; then the rest would be O(lambda^-4).',
      order: { of: 'k/lambda - (1 + (2*a/lambda)^2)', as: 'lambda -> inf', exponent: -4 },
      expect: 'refuted',
      right: '1 + 2 S^2/lambda^2: claim root-with-half of representations-errata',
    },
    {
      id: 'root-with-half',
      source: 'lambda-balanced/singular-values-large-lambda',
      order: { of: 'k/lambda - (1 + 2*a^2/lambda^2)', as: 'lambda -> inf', exponent: -4 },
    },
    {
      id: 'small-gram-is-minus-lambda',
      source: 'lambda-balanced/erratum-33',
      prose: 'Thesis (4.13): "S^2/|lambda| = -lambda I".',
      symbols: { lambda: 'negative' },
      equal: ['a^2/abs(lambda)', '-lambda'],
      expect: 'refuted',
      right:
        'leading terms of two different Gram matrices: claims small-gram-negative-lambda and large-gram-negative-lambda of representations',
    },
    {
      id: 'bottleneck-gram-is-identity',
      source: 'lambda-balanced/erratum-32',
      prose:
        "Theorem 4.1.2(2): R2 = lambda I always. Shape 1-1-2 has R2 = (p, q)'(p, q), whose determinant would be lambda^2.",
      symbols: { lambda: 'positive' },
      equal: ['p^2*q^2 - (p*q)^2', 'lambda^2'],
      expect: 'refuted',
      right:
        'lambda times a projector of rank N_h; the identity needs N_h = N_o: claim large-gram of representations',
    },
    {
      id: 'small-gram-like-unsquared-task',
      source: 'lambda-balanced/erratum-39',
      prose: "Page 45, figure 4.2: R1 -> (1/lambda) V S V'.",
      limit: { of: 'lambda*R1', as: 'lambda -> inf', is: 'a' },
      expect: 'refuted',
      right: "(1/lambda) V S^2 V': claim small-layer-keeps-structure of representations",
    },
    {
      id: 'small-gram-like-the-product',
      source: 'lambda-balanced/erratum-39',
      prose: "Page 44: W1'W1 ~ W W' without the factor 1/lambda.",
      limit: { of: 'R1/a^2', as: 'lambda -> inf', is: 1 },
      expect: 'refuted',
      right: "W'W/lambda: claim small-layer-keeps-structure of representations",
    },
    {
      id: 'both-layers-keep-direction',
      source: 'lambda-balanced/semi-structured-lazy',
      prose:
        'Only the large layer keeps its direction; the cosine of R1 at start and end does not tend to 1.',
      limit: {
        of: '(R1_1*R1_1_start + R1_2*R1_2_start)/(sqrt(R1_1^2 + R1_2^2)*sqrt(R1_1_start^2 + R1_2_start^2))',
        as: 'lambda -> inf',
        is: 1,
      },
      expect: 'refuted',
      right: 'claims small-layer-turns and large-layer-keeps-direction of representations',
    },
    {
      id: 'cosine-of-the-hidden-gram',
      source: 'lambda-balanced/erratum-41',
      prose:
        "Thesis (4.34): f(W2'W2, .). The hidden Gram matrix turns with the hidden basis (by phi), so even at lambda = 0 " +
        'its cosine with the task is not 1.',
      equal: ['((s1*cos(phi)^2 + s2*sin(phi)^2)*s1 + (s1*sin(phi)^2 + s2*cos(phi)^2)*s2)/(s1^2 + s2^2)', '1'],
      expect: 'refuted',
      right: "f(W2 W2', .): claim task-cosine-second-layer of representations",
    },
    {
      id: 'shallow-gram-like-unsquared-task',
      source: 'lambda-balanced/erratum-36',
      prose: "Thesis (4.20): W'W = V S V' for a one-layer network.",
      limit: { of: '(s + (w0 - s)*exp(-u))^2', as: 'u -> inf', is: 's' },
      expect: 'refuted',
      right: "V S^2 V': claim shallow-gram of representations",
    },
  ],
});
