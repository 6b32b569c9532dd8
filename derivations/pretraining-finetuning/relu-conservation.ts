import { derivation } from 'flowproof';

/** The loss of one unit with two inputs and two samples, and what the other units leave of the targets. */
const LOSS = '(y_1 - v*max(w_1*x_11 + w_2*x_12, 0))^2/2 + (y_2 - v*max(w_1*x_21 + w_2*x_22, 0))^2/2';

export default derivation({
  derivation: 'relu-conservation',
  title: 'What each ReLU unit of a two-layer network conserves',
  source: 'arXiv:2602.20062',
  prose:
    'A hidden unit with the input weights w and the output weight v conserves |w|^2 - v^2, off the kinks; here with two inputs ' +
    'and two samples, y_i being what the other units leave.',
  require: 'proved',
  symbols: Object.fromEntries(
    ['w_1', 'w_2', 'v', 'x_11', 'x_12', 'x_21', 'x_22', 'y_1', 'y_2', 'z', 'slope'].map((name) => [
      name,
      'real',
    ]),
  ),
  claims: [
    {
      id: 'relu-unit-balance',
      source: 'pretraining-finetuning/relu-balancedness',
      assume: ['w_1*x_11 + w_2*x_12 != 0', 'w_1*x_21 + w_2*x_22 != 0'],
      conserved: { quantity: 'w_1^2 + w_2^2 - v^2', loss: LOSS, parameters: ['w_1', 'w_2', 'v'] },
    },
    {
      id: 'relu-is-homogeneous',
      source: 'pretraining-finetuning/relu-balancedness',
      prose: "It rests on z phi'(z) = phi(z).",
      assume: ['z != 0'],
      equal: ['z*(1 + sign(z))/2', 'max(z, 0)'],
    },
    {
      id: 'relu-unit-sum-moves',
      source: 'pretraining-finetuning/relu-balancedness',
      prose: 'The sum of the squares is not conserved.',
      assume: ['w_1*x_11 + w_2*x_12 != 0', 'w_1*x_21 + w_2*x_22 != 0'],
      conserved: { quantity: 'w_1^2 + w_2^2 + v^2', loss: LOSS, parameters: ['w_1', 'w_2', 'v'] },
      expect: 'refuted',
      right: 'w_1^2 + w_2^2 - v^2: claim relu-unit-balance',
    },
  ],
});
