import { derivation } from 'flowproof';
import balancedness from '../lambda-balanced/balancedness.js';

/** Two inputs, two hidden units, two outputs on a diagonal target: q_oj from hidden unit j to output o. */
const LOSS_222 =
  '((s1 - q1*p11 - q2*p21)^2 + (q1*p12 + q2*p22)^2 + (q21*p11 + q22*p21)^2 + (s2 - q21*p12 - q22*p22)^2)/2';
const PARAMETERS_222 = ['q1', 'q2', 'q21', 'q22', 'p11', 'p12', 'p21', 'p22'];

export default derivation({
  derivation: 'balancedness-errata',
  title: 'False forms of balance, of its sizes and of the singular values it implies',
  source: 'arXiv:2409.14623, the thesis behind it, and the code of its authors',
  prose: 'Every false form stands beside the right one, or names the claim that states it.',
  require: 'proved',
  symbols: {
    ...balancedness.symbols,
    q21: 'real',
    q22: 'real',
    w1: 'real',
    w2: 'real',
    x: 'real',
    y: 'real',
  },
  define: balancedness.define,
  claims: [
    {
      id: 'balance-of-outer-grams',
      source: 'lambda-balanced/erratum-3',
      prose:
        "Proof 1, p. 9, differentiates W2 W2' - W1 W1'. Its sizes agree in a square network only, and there it moves.",
      conserved: { quantity: 'q1^2 + q2^2 - p11^2 - p12^2', loss: LOSS_222, parameters: PARAMETERS_222 },
      expect: 'refuted',
      right: "W2'W2 - W1 W1': claim balance-of-inner-grams of balancedness-errata",
    },
    {
      id: 'balance-of-inner-grams',
      source: 'lambda-balanced/balance-conservation',
      conserved: { quantity: 'q1^2 + q21^2 - p11^2 - p12^2', loss: LOSS_222, parameters: PARAMETERS_222 },
    },
    {
      id: 'input-gram-conserved',
      source: 'lambda-balanced/balance-conservation',
      prose: 'The Gram matrices by themselves are not conserved.',
      conserved: { quantity: 'c^2', loss: '(s - c*d)^2/2', parameters: ['c', 'd'] },
      expect: 'refuted',
      right: 'only their difference is: claim balance-conserved-other-loss of balancedness',
    },
    {
      id: 'gram-quadratic-swapped-sign',
      source: 'lambda-balanced/gram-quadratic',
      equal: ['((k + lambda)/2)^2 + lambda*((k + lambda)/2)', 'a^2'],
      expect: 'refuted',
      right: "R2^2 - lambda R2 = W W': claim gram-quadratic-second-layer of balancedness",
    },
    {
      id: 'gram-without-projector',
      source: 'lambda-balanced/gram-from-product',
      prose: 'Shape 2-1-1 with lambda < 0, trace of R1: the kernel of W1 is counted with |lambda|.',
      assume: ['d^2 < p^2 + q^2'],
      equal: ['(k_211 - lambda_211)/2 + (abs(lambda_211) - lambda_211)/2', 'p^2 + q^2'],
      expect: 'refuted',
      right: 'minus |lambda| on the kernel: claim gram-kernel-projector of balancedness',
    },
    {
      id: 'factors-share-singular-values',
      source: 'lambda-balanced/erratum-1',
      prose:
        "Section 2.1.1: X Y = U S V' would imply X = U S R' and Y = R S V', so that Y has the singular values of X Y. " +
        'X = 2, Y = 1 gives 1, not 2.',
      equal: ['abs(y)', 'abs(x*y)'],
      expect: 'refuted',
      right:
        "X = U S2 R' and Y = R S1 V' with S2 S1 = S, for balanced weights: claim singular-values-product of balancedness",
    },
    {
      id: 'negative-singular-value',
      source: 'lambda-balanced/erratum-30',
      prose: 'Theorem 4.1.1 puts -sqrt(|lambda|) into S1 for lambda < 0; a singular value is not negative.',
      symbols: { lambda: 'negative' },
      holds: '-sqrt(abs(lambda)) >= 0',
      expect: 'refuted',
      right: '+sqrt(|lambda|), in W1 only: claim extra-singular-values of balancedness',
    },
    {
      id: 'extra-block-in-both-layers',
      source: 'lambda-balanced/erratum-30',
      prose:
        'Theorem 4.1.1 puts the same extra block sqrt(lambda) into both layers for lambda > 0: it has the balance 0.',
      symbols: { lambda: 'positive' },
      equal: ['sqrt(lambda)^2 - sqrt(lambda)^2', 'lambda'],
      expect: 'refuted',
      right:
        'sqrt(lambda) in W2, 0 in W1, N_h - N_i times: claims extra-singular-values and extra-singular-values-partner of balancedness',
    },
    {
      id: 'root-of-unsquared-values',
      source: 'lambda-balanced/erratum-48',
      prose:
        'A public helper uses sqrt(lambda^2 + 4 S) for sqrt(lambda^2 + 4 S^2): the product is then sqrt(S).',
      equal: ['sqrt((sqrt(lambda^2 + 4*a) - lambda)/2)*sqrt((sqrt(lambda^2 + 4*a) + lambda)/2)', 'a'],
      expect: 'refuted',
      right: 'claim singular-values-product of balancedness',
    },
    {
      id: 'root-of-unsquared-values-product',
      source: 'lambda-balanced/weight-singular-values',
      equal: ['sqrt((sqrt(lambda^2 + 4*a) - lambda)/2)*sqrt((sqrt(lambda^2 + 4*a) + lambda)/2)', 'sqrt(a)'],
    },
    {
      id: 'more-outputs-positive-balance',
      source: 'lambda-balanced/erratum-27',
      prose:
        'Theorem 3.4.1(2): N_o > N_i would force lambda > 0. Shape 1-1-2 with the weights d; p, q has any sign.',
      holds: 'p^2 + q^2 - d^2 > 0',
      expect: 'refuted',
      right: 'only if N_h > N_i: claim bottleneck-admits-negative-balance of balancedness',
    },
    {
      id: 'more-inputs-positive-balance',
      source: 'lambda-balanced/erratum-29',
      prose:
        'utils.py refuses N_h = min(N_i, N_o) with one sign, and its message says "must be positive if in > out". ' +
        'Shape 2-1-1 has either sign.',
      holds: 'lambda_211 >= 0',
      expect: 'refuted',
      right: 'both signs are admissible at N_h = min(N_i, N_o)',
    },
    {
      id: 'balance-counts-dead-units',
      source: 'lambda-balanced/effective-balance',
      prose: 'With a dead unit tr R2 - tr R1 is lambda times the number of active units (1), not N_h = 2.',
      equal: ['d^2 + 0^2 - c^2 - 0^2', '2*(d^2 - c^2)'],
      expect: 'refuted',
      right: 'tr R2 - tr R1 = lambda times the active units',
    },
    {
      id: 'closest-lambda-without-width',
      source: 'lambda-balanced/erratum-43',
      prose: 'Theorem 4.5.1: tr D without 1/N_h. At W1 = 0, W2 = I it says 2 where 1 is right.',
      holds: 'distance_2 >= (D11 - (D11 + D22))^2 + (D22 - (D11 + D22))^2 + 2*D12^2',
      expect: 'refuted',
      right: 'tr D/N_h: claim closest-lambda-excess of balancedness',
    },
    {
      id: 'closest-lambda-slope-sign',
      source: 'lambda-balanced/erratum-43',
      prose: 'Thesis (4.45): the slope +2 sum (D_jj - lambda).',
      derivative: { of: 'distance_2', by: 'guess', is: '2*((D11 - guess) + (D22 - guess))' },
      expect: 'refuted',
      right: '-2 sum (D_jj - lambda): claim closest-lambda-slope of balancedness',
    },
    {
      id: 'tanh-balance',
      source: 'lambda-balanced/relu-diagonal',
      prose: 'A tanh unit does not even keep the diagonal.',
      conserved: { quantity: 'd^2 - c^2', loss: '(s - d*tanh(c))^2/2', parameters: ['c', 'd'] },
      expect: 'refuted',
      right: 'positively homogeneous units only: claim relu-balance of balancedness',
    },
    {
      id: 'relu-off-diagonal-balance',
      source: 'lambda-balanced/relu-diagonal',
      prose: 'Two ReLU units, one of them active: the entry of D between them moves.',
      symbols: { w1: 'positive', w2: 'negative' },
      conserved: {
        quantity: 'd*q - w1*w2',
        loss: '(s - d*max(w1, 0) - q*max(w2, 0))^2/2',
        parameters: ['d', 'q', 'w1', 'w2'],
      },
      expect: 'refuted',
      right: 'only the diagonal of D is conserved: claim relu-balance of balancedness',
    },
  ],
});
