import { derivation } from 'flowproof';

export default derivation({
  derivation: 'matrix-setup',
  title: 'The loss of a two-layer linear network and its gradient flow',
  source: 'arXiv:2409.14623',
  prose:
    'W1 maps Ni inputs to Nh hidden units, W2 these to No outputs; W = W2 W1. The data are n columns X and Y, with the ' +
    'correlations Sigma_xx = X X^T/n and Sigma = Y X^T/n. Inputs are white where Sigma_xx = I; then E = Sigma - W is what ' +
    'is left to learn. A dot is a derivative by u = t/tau. All sizes are arbitrary.',
  require: 'proved',
  symbols: {},
  matrices: {
    W1: 'Nh x Ni',
    W2: 'No x Nh',
    X: 'Ni x n',
    Y: 'No x n',
    Sigma: 'No x Ni',
    V1: 'Nh x Ni',
    V2: 'No x Nh',
  },
  define: {
    W: 'W2*W1',
    Sigma_xx: "X*X'/n",
    Sigma_yx: "Y*X'/n",
    E: 'Sigma - W',
    loss: 'sqnorm(W*X - Y)/(2*n)',
    loss_white: 'sqnorm(E)/2',
  },
  hypotheses: {
    white: "X*X' = n*I",
    target: "Sigma = Y*X'/n",
  },
  claims: [
    {
      id: 'loss-expanded',
      source: 'lambda-balanced/setup-loss-decomposition',
      prose: 'The loss sees the data through three correlations only.',
      identity: ['loss', "trace(W*Sigma_xx*W')/2 - trace(W*Sigma_yx') + trace(Y*Y')/(2*n)"],
    },
    {
      id: 'loss-of-white-inputs',
      source: 'lambda-balanced/setup-loss-decomposition',
      prose:
        'With white inputs it is half the squared distance to Sigma, and a constant that no weights remove.',
      given: ['white', 'target'],
      identity: ['loss', "sqnorm(W - Sigma)/2 + (trace(Y*Y')/n - sqnorm(Sigma))/2"],
    },
    {
      id: 'constant-is-a-residual',
      source: 'lambda-balanced/setup-loss-decomposition',
      prose: 'The constant is a mean square, so it is at least 0, and 0 exactly for Y = Sigma X.',
      given: ['white', 'target'],
      identity: ["trace(Y*Y')/n - sqnorm(Sigma)", 'sqnorm(Y - Sigma*X)/n'],
    },
    {
      id: 'loss-with-twice-the-constant',
      source: 'lambda-balanced/setup-loss-decomposition',
      prose: 'Thesis (4.40) adds tr Y Y^T/n instead of tr Y Y^T/(2n).',
      given: ['white', 'target'],
      identity: ['loss', "sqnorm(W - Sigma)/2 - sqnorm(Sigma)/2 + trace(Y*Y')/n"],
      expect: 'refuted',
      right: 'the constant is tr(Y Y^T)/(2n) - |Sigma|^2/2',
    },
    {
      id: 'gradient',
      source: 'lambda-balanced/gradient-flow',
      prose:
        'Along any direction (V1, V2) the loss changes by the inner product with the gradient; gradient flow moves ' +
        'against it: W1 along W2^T (Sigma_yx - W Sigma_xx), W2 along (Sigma_yx - W Sigma_xx) W1^T.',
      rate: {
        of: 'loss',
        along: { W1: 'V1', W2: 'V2' },
        is: "-inner(W2'*(Sigma_yx - W*Sigma_xx), V1) - inner((Sigma_yx - W*Sigma_xx)*W1', V2)",
      },
    },
    {
      id: 'gradient-of-white-inputs',
      source: 'lambda-balanced/gradient-flow',
      rate: {
        of: 'loss_white',
        along: { W1: 'V1', W2: 'V2' },
        is: "-inner(W2'*E, V1) - inner(E*W1', V2)",
      },
    },
    {
      id: 'loss-decay',
      source: 'lambda-balanced/loss-decay',
      prose: 'The loss falls by the squared speed of both layers.',
      rate: {
        of: 'loss_white',
        along: { W1: "W2'*E", W2: "E*W1'" },
        is: "-sqnorm(W2'*E) - sqnorm(E*W1')",
      },
    },
    {
      id: 'loss-decay-of-any-data',
      source: 'lambda-balanced/loss-decay',
      rate: {
        of: 'loss',
        along: {
          W1: "W2'*(Sigma_yx - W*Sigma_xx)",
          W2: "(Sigma_yx - W*Sigma_xx)*W1'",
        },
        is: "-sqnorm(W2'*(Sigma_yx - W*Sigma_xx)) - sqnorm((Sigma_yx - W*Sigma_xx)*W1')",
      },
    },
    {
      id: 'loss-decay-with-one-layer',
      source: 'lambda-balanced/loss-decay',
      rate: { of: 'loss_white', along: { W1: "W2'*E", W2: "E*W1'" }, is: "-sqnorm(W2'*E)" },
      expect: 'refuted',
      right: 'both layers count: dL/du = -|W2^T E|^2 - |E W1^T|^2',
    },
    {
      id: 'loss-growth',
      source: 'lambda-balanced/loss-decay',
      rate: {
        of: 'loss_white',
        along: { W1: "W2'*E", W2: "E*W1'" },
        is: "sqnorm(W2'*E) + sqnorm(E*W1')",
      },
      expect: 'refuted',
      right: 'the loss falls',
    },
  ],
});
