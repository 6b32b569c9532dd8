import { derivation } from 'flowproof';
import continual from '../lambda-balanced/continual.js';
import transfer from '../lambda-balanced/transfer.js';

export default derivation({
  derivation: 'transfer-errata',
  title: 'False forms of forgetting, reversal and transfer',
  source: 'arXiv:2409.14623, and the code of its authors',
  prose: 'Every false form names the claim that states the right one.',
  require: 'proved',
  symbols: { ...continual.symbols, ...transfer.symbols, batch: { is: 'integer', ge: 1 } },
  define: {
    ...continual.define,
    R1_1: '(sqrt(lambda^2 + 4*s1^2) - lambda)/2',
    R1_2: '(sqrt(lambda^2 + 4*s2^2) - lambda)/2',
    R2_1: '(sqrt(lambda^2 + 4*s1^2) + lambda)/2',
    R2_2: '(sqrt(lambda^2 + 4*s2^2) + lambda)/2',
  },
  claims: [
    {
      id: 'forgetting-without-half',
      source: 'lambda-balanced/forgetting',
      assume: ['lambda != 0'],
      limit: { of: 'forgetting', as: 'u -> inf', is: '(s - s_i)^2 - (a0 - s_i)^2' },
      expect: 'refuted',
      right: 'half of it: claim forgetting-in-the-end of continual',
    },
    {
      id: 'forgetting-rate-over-batch',
      source: 'lambda-balanced/erratum-46',
      prose: 'forgetting.py divides the second of the two terms k_U Delta + Delta k_V by the batch size.',
      equal: ['(k0*delta + delta*k0/batch)/2*(a0 - s_i)', 'k0*delta*(a0 - s_i)'],
      expect: 'refuted',
      right: 'no such factor: claim forgetting-rate-at-the-switch of continual',
    },
    {
      id: 'reversal-crosses-at-lambda-zero',
      source: 'lambda-balanced/reversal-lambda0',
      prose: 'At lambda = 0 a reversed target is not reached: the limit is 0.',
      symbols: { s: 'positive', a0: 'negative' },
      limit: { of: 's*a0*exp(-2*s*u)/(s - a0 + a0*exp(-2*s*u))', as: 'u -> inf', is: 's' },
      expect: 'refuted',
      right: 'claims reversal-at-lambda-zero and reversal-at-lambda-zero-decay of continual',
    },
    {
      id: 'large-layer-reverses',
      source: 'lambda-balanced/reversal-which-layer',
      prose: 'lambda > 0: W2 does not vanish at the crossing.',
      symbols: { lambda: 'positive' },
      equal: ['sqrt((sqrt(lambda^2 + 4*0^2) + lambda)/2)', '0'],
      expect: 'refuted',
      right: 'W1 does; |d| >= sqrt(lambda): claim steady-layer-at-the-crossing of continual',
    },
    {
      id: 'readout-share-unsquared',
      source: 'lambda-balanced/readout-generalisation',
      prose: 'S for S^2 at lambda -> inf.',
      assume: ['b1 != 0'],
      limit: {
        of: '(R1_1*b1*p + R1_2*b2*q)/(R1_1*b1^2 + R1_2*b2^2)',
        as: 'lambda -> inf',
        is: '(s1*b1*p + s2*b2*q)/(s1*b1^2 + s2*b2^2)',
      },
      expect: 'refuted',
      right: 'claim readout-share-large-lambda of transfer',
    },
    {
      id: 'embedding-share-like-readout',
      source: 'lambda-balanced/readout-generalisation',
      prose: 'The output side is the mirror image of the input side, not its copy.',
      assume: ['b1 != 0'],
      limit: {
        of: '(R2_1*b1*p + R2_2*b2*q)/(R2_1*b1^2 + R2_2*b2^2)',
        as: 'lambda -> inf',
        is: '(s1^2*b1*p + s2^2*b2*q)/(s1^2*b1^2 + s2^2*b2^2)',
      },
      expect: 'refuted',
      right: 'claim embedding-share-large-lambda of transfer',
    },
    {
      id: 'joint-training-like-frozen-small-layer',
      source: 'lambda-balanced/frozen-layer-relearning',
      prose: 'lambda -> inf: freezing the small layer leaves the slow rate s^2/lambda, not the joint one.',
      limit: { of: 'R1_1/lambda', as: 'lambda -> inf', is: 1 },
      expect: 'refuted',
      right: 'claims frozen-first-layer-rate and joint-training-like-frozen-large-layer of transfer',
    },
  ],
});
