import { derivation } from 'flowproof';

export default derivation({
  derivation: 'matrix-riccati',
  title: 'Balanced weights obey a matrix Riccati equation',
  source: 'arXiv:2409.14623',
  prose:
    "White inputs: W1 moves along W2' E and W2 along E W1'. The stacked weights Q = [W1'; W2] and their square P = Q Q' " +
    'then obey closed equations in which the task and lambda enter through one symmetric matrix F.',
  require: 'proved',
  symbols: { lambda: 'real' },
  matrices: { W1: 'Nh x Ni', W2: 'No x Nh', Sigma: 'No x Ni' },
  define: {
    W: 'W2*W1',
    E: 'Sigma - W',
    R1: "W1'*W1",
    R2: "W2*W2'",
    D: "W2'*W2 - W1*W1'",
    Q: "[W1'; W2]",
    P: "[W1'; W2]*[W1'; W2]'",
    F: "[-lambda/2*eye(Ni), Sigma'; Sigma, lambda/2*eye(No)]",
    F_0: "[zeros(Ni, Ni), Sigma'; Sigma, zeros(No, No)]",
    F_flipped: "[lambda/2*eye(Ni), Sigma'; Sigma, -lambda/2*eye(No)]",
    F_whole: "[-lambda*eye(Ni), Sigma'; Sigma, lambda*eye(No)]",
  },
  hypotheses: {
    balanced: "W2'*W2 - W1*W1' = lambda*I",
    effective_below: "(W2'*W2 - W1*W1')*W1 = lambda*W1",
    effective_above: "W2*(W2'*W2 - W1*W1') = lambda*W2",
  },
  claims: [
    {
      id: 'blocks-of-the-square',
      source: 'lambda-balanced/riccati-qqt',
      prose: 'P holds both Gram matrices and the product.',
      identity: ['P', "[R1, W'; W, R2]"],
    },
    {
      id: 'rate-of-the-input-gram',
      source: 'lambda-balanced/riccati-qqt',
      prose: "Block (1, 1): one of the two copies of W' W is exchanged for R1^2 + lambda R1.",
      given: ['balanced'],
      rate: {
        of: 'R1',
        along: { W1: "W2'*E", W2: "E*W1'" },
        is: "Sigma'*W + W'*Sigma - W'*W - R1^2 - lambda*R1",
      },
    },
    {
      id: 'rate-of-the-product',
      source: 'lambda-balanced/riccati-qqt',
      prose: 'Block (2, 1), for weights of any balance.',
      rate: { of: 'W', along: { W1: "W2'*E", W2: "E*W1'" }, is: 'E*R1 + R2*E' },
    },
    {
      id: 'rate-of-the-output-gram',
      source: 'lambda-balanced/riccati-qqt',
      given: ['balanced'],
      rate: {
        of: 'R2',
        along: { W1: "W2'*E", W2: "E*W1'" },
        is: "Sigma*W' + W*Sigma' - W*W' - R2^2 + lambda*R2",
      },
    },
    {
      id: 'riccati',
      source: 'lambda-balanced/riccati-qqt',
      prose: 'Together: a Riccati equation, for all widths and every lambda.',
      given: ['balanced'],
      rate: { of: 'P', along: { W1: "W2'*E", W2: "E*W1'" }, is: 'F*P + P*F - P^2' },
    },
    {
      id: 'riccati-of-effective-balance',
      source: 'lambda-balanced/effective-balance',
      prose: 'Balance on the active hidden units is enough.',
      given: ['effective_below', 'effective_above'],
      rate: { of: 'P', along: { W1: "W2'*E", W2: "E*W1'" }, is: 'F*P + P*F - P^2' },
    },
    {
      id: 'riccati-defect',
      source: 'lambda-balanced/riccati-qqt',
      prose: 'Weights of any balance D miss the equation of lambda = 0 by exactly these blocks.',
      rate: {
        of: 'P',
        along: { W1: "W2'*E", W2: "E*W1'" },
        is: "F_0*P + P*F_0 - P^2 + [-W1'*D*W1, zeros(Ni, No); zeros(No, Ni), W2*D*W2']",
      },
    },
    {
      id: 'riccati-with-lambda-flipped',
      source: 'lambda-balanced/riccati-qqt',
      prose: 'A mutant: the sign of lambda in F.',
      given: ['balanced'],
      rate: {
        of: 'P',
        along: { W1: "W2'*E", W2: "E*W1'" },
        is: 'F_flipped*P + P*F_flipped - P^2',
      },
      expect: 'refuted',
      right: 'the upper left block of F is -lambda/2 I, the lower right one +lambda/2 I',
    },
    {
      id: 'riccati-with-whole-lambda',
      source: 'lambda-balanced/riccati-qqt',
      prose: 'A mutant: lambda for lambda/2.',
      given: ['balanced'],
      rate: { of: 'P', along: { W1: "W2'*E", W2: "E*W1'" }, is: 'F_whole*P + P*F_whole - P^2' },
      expect: 'refuted',
      right: 'F has lambda/2 on its diagonal',
    },
    {
      id: 'riccati-without-lambda',
      source: 'lambda-balanced/riccati-qqt',
      given: ['balanced'],
      rate: { of: 'P', along: { W1: "W2'*E", W2: "E*W1'" }, is: 'F_0*P + P*F_0 - P^2' },
      expect: 'refuted',
      right: 'the blocks -lambda/2 I and lambda/2 I of F belong to the balance lambda',
    },
    {
      id: 'riccati-with-grams-swapped',
      source: 'lambda-balanced/riccati-qqt',
      prose: 'A mutant: the two Gram matrices change places in P (square networks, so that the sizes fit).',
      matrices: { A1: 'N x N', A2: 'N x N', C: 'N x N' },
      given: ["A2'*A2 - A1*A1' = lambda*I"],
      rate: {
        of: "[A2*A2', (A2*A1)'; A2*A1, A1'*A1]",
        along: { A1: "A2'*(C - A2*A1)", A2: "(C - A2*A1)*A1'" },
        is:
          "[-lambda/2*eye(N), C'; C, lambda/2*eye(N)]*[A2*A2', (A2*A1)'; A2*A1, A1'*A1] + " +
          "[A2*A2', (A2*A1)'; A2*A1, A1'*A1]*[-lambda/2*eye(N), C'; C, lambda/2*eye(N)] - " +
          "[A2*A2', (A2*A1)'; A2*A1, A1'*A1]^2",
      },
      expect: 'refuted',
      right: "P = [W1'*W1, W'; W, W2*W2']",
    },
    {
      id: 'riccati-with-mean-lambda',
      source: 'lambda-balanced/riccati-qqt',
      prose: 'Unbalanced weights do not obey the equation with lambda* = tr D/Nh.',
      rate: {
        of: 'P',
        along: { W1: "W2'*E", W2: "E*W1'" },
        is:
          "[-trace(D)/(2*Nh)*eye(Ni), Sigma'; Sigma, trace(D)/(2*Nh)*eye(No)]*P + " +
          "P*[-trace(D)/(2*Nh)*eye(Ni), Sigma'; Sigma, trace(D)/(2*Nh)*eye(No)] - P^2",
      },
      expect: 'refuted',
      right:
        'the equation needs D = lambda I (or effective balance); else its defect is blockdiag(-W1^T D W1, W2 D W2^T)',
    },
    {
      id: 'weights',
      source: 'lambda-balanced/q-ode',
      prose: 'Before squaring: the stacked weights themselves obey a closed equation.',
      given: ['balanced'],
      rate: { of: 'Q', along: { W1: "W2'*E", W2: "E*W1'" }, is: "F*Q - 1/2*Q*Q'*Q" },
    },
    {
      id: 'weights-of-effective-balance',
      source: 'lambda-balanced/q-ode',
      given: ['effective_below', 'effective_above'],
      rate: { of: 'Q', along: { W1: "W2'*E", W2: "E*W1'" }, is: "F*Q - 1/2*Q*Q'*Q" },
    },
    {
      id: 'hidden-grams-from-the-square',
      source: 'lambda-balanced/q-ode',
      prose: "Where it comes from: both hidden Gram matrices follow from Q' Q.",
      given: ['balanced'],
      identity: ["W2'*W2", "(Q'*Q + lambda*I)/2"],
    },
    {
      id: 'hidden-grams-from-the-square-below',
      source: 'lambda-balanced/q-ode',
      given: ['balanced'],
      identity: ["W1*W1'", "(Q'*Q - lambda*I)/2"],
    },
    {
      id: 'weights-without-half',
      source: 'lambda-balanced/q-ode',
      prose: 'A mutant: the factor 1/2 is missing.',
      given: ['balanced'],
      rate: { of: 'Q', along: { W1: "W2'*E", W2: "E*W1'" }, is: "F*Q - Q*Q'*Q" },
      expect: 'refuted',
      right: "Q' = F Q - 1/2 Q Q^T Q",
    },
    {
      id: 'weights-to-square',
      source: 'lambda-balanced/q-ode',
      prose: 'Any Q that moves so makes P = Q Q^T a solution of the Riccati equation.',
      matrices: { q: 'N x Nh', f: { shape: 'N', is: 'symmetric' } },
      rate: {
        of: "q*q'",
        along: { q: "f*q - 1/2*q*q'*q" },
        is: "f*(q*q') + (q*q')*f - (q*q')^2",
      },
    },
    {
      id: 'product-is-closed',
      source: 'lambda-balanced/W-closed-ode',
      prose:
        'Since the Gram matrices are functions of W and lambda, this is a closed equation for W: with 2 R1 = K_V - lambda I and 2 R2 = K_U + lambda I, where K_V^2 = lambda^2 I + 4 W^T W and K_U^2 = lambda^2 I + 4 W W^T, lambda enters only through its square.',
      matrices: { K_V: 'Ni', K_U: 'No' },
      given: ["K_V = 2*W1'*W1 + lambda*I", "K_U = 2*W2*W2' - lambda*I"],
      rate: { of: 'W', along: { W1: "W2'*E", W2: "E*W1'" }, is: '1/2*(K_U*E + E*K_V)' },
    },
    {
      id: 'square-of-the-left-factor',
      source: 'lambda-balanced/W-closed-ode',
      matrices: { K_U: 'No' },
      given: ['balanced', "K_U = 2*W2*W2' - lambda*I"],
      identity: ['K_U^2', "lambda^2*I + 4*W*W'"],
    },
    {
      id: 'square-of-the-right-factor',
      source: 'lambda-balanced/W-closed-ode',
      matrices: { K_V: 'Ni' },
      given: ['balanced', "K_V = 2*W1'*W1 + lambda*I"],
      identity: ['K_V^2', "lambda^2*I + 4*W'*W"],
    },
  ],
});
