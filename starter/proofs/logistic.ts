import { alignedMode, definitionOf, derivationOf, followFlow, proof, valueAt } from 'flowproof';
import logistic from '../derivations/logistic.js';

const mode = definitionOf(derivationOf(logistic), 'mode');

// A proof asks gradient flow itself: it integrates the weights and compares within the integrator's own error.
export default proof({
  proof: 'logistic-flow',
  title: 'The product of the weights follows the logistic curve',
  derivation: logistic,
  confronts: ['solves-the-flow'],
  symbols: { s: { ge: '1/2', le: 3 }, a0: { ge: '1/100', le: 1 } },
  confront: ({ s, a0 }) =>
    followFlow(
      alignedMode(s, { a0, lambda: 0 }), // c' = d (s - c d), d' = c (s - c d)
      [0.5, 1, 2],
      [{ name: 'c d', measured: ([c, d]) => c * d, stated: (u) => valueAt(mode, { s, a0, u }) }],
    ),
});
