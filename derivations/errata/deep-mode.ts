import { derivation } from 'flowproof';
import deep from '../lambda-balanced/deep-mode.js';

export default derivation({
  derivation: 'deep-mode-errata',
  title: 'False forms of the deep mode',
  source: 'arXiv:2409.14623',
  prose: 'Every false form names the claim that states the right one.',
  require: 'proved',
  symbols: deep.symbols,
  define: deep.define,
  claims: [
    {
      id: 'balanced-exponent',
      source: 'lambda-balanced/deep-scalar',
      prose: 'The exponent 2 - 1/L.',
      equal: ['L*w^(L - 1)*(a/w*(s - a))', 'L*a^(2 - 1/L)*(s - a)'],
      expect: 'refuted',
      right: '2 - 2/L: claim balanced-flow of deep-mode',
    },
    {
      id: 'balanced-factor',
      source: 'lambda-balanced/deep-scalar',
      prose: 'The factor L - 1.',
      equal: ['L*w^(L - 1)*(a/w*(s - a))', '(L - 1)*a^(2 - 2/L)*(s - a)'],
      expect: 'refuted',
      right: 'L: claim balanced-flow of deep-mode',
    },
    {
      id: 'sum-of-neighbours',
      source: 'lambda-balanced/deep-invariants',
      prose: 'The sum of neighbouring squares is not conserved.',
      conserved: { quantity: 'w1^2 + w2^2', loss: '(s - w1*w2*w3)^2/2', parameters: ['w1', 'w2', 'w3'] },
      expect: 'refuted',
      right: 'the difference is: claim first-difference-three-layers of deep-mode',
    },
  ],
});
