import { derivation } from 'flowproof';

export default derivation({
  derivation: 'matrix-eigenvectors',
  title: 'Eigenvalues and eigenvectors of the Riccati matrix F',
  source: 'arXiv:2409.14623',
  prose:
    "A pair of singular vectors, Sigma v = s w and Sigma' w = s v, spans a plane on which F is a 2 x 2 matrix; what Sigma " +
    'does not see is an eigenvector by itself. K = sqrt(lambda^2 + 4 s^2), rho = K/2.',
  require: 'proved',
  symbols: { lambda: 'real', s: 'nonnegative', alpha: 'real', beta: 'real' },
  matrices: {
    Sigma: 'No x Ni',
    A: 'No x Ni',
    v: 'Ni x 1',
    w: 'No x 1',
    U: 'No x m',
    V: 'Ni x m',
    S: { shape: 'm', is: 'symmetric' },
  },
  define: {
    K: 'sqrt(lambda^2 + 4*s^2)',
    rho: 'K/2',
    p: 'sqrt((K + lambda)/(2*K))',
    q: 'sqrt((K - lambda)/(2*K))',
    X: 'lambda/(K + 2*s)',
    F: "[-lambda/2*eye(Ni), Sigma'; Sigma, lambda/2*eye(No)]",
    F_printed: "[lambda/2*eye(Ni), Sigma'; Sigma, -lambda/2*eye(No)]",
  },
  hypotheses: {
    unit_v: "v'*v = I",
    unit_w: "w'*w = I",
    pair: "Sigma = s*w*v' + (I - w*w')*A*(I - v*v')",
  },
  claims: [
    {
      id: 'square',
      source: 'lambda-balanced/F-spectrum',
      prose:
        'F is indefinite, but its square is block-diagonal: all eigenvalues of F are +-sqrt(s^2 + lambda^2/4).',
      identity: [
        'F^2',
        "[Sigma'*Sigma + lambda^2/4*eye(Ni), zeros(Ni, No); zeros(No, Ni), Sigma*Sigma' + lambda^2/4*eye(No)]",
      ],
    },
    {
      id: 'trace',
      source: 'lambda-balanced/F-spectrum',
      prose: 'Pairs cancel in the trace; what is left are |No - Ni| eigenvalues sgn(No - Ni) lambda/2.',
      identity: ['trace(F)', 'lambda*(No - Ni)/2'],
    },
    {
      id: 'right-singular-vector',
      source: 'lambda-balanced/F-spectrum',
      prose:
        'Every matrix with these singular vectors has the form of the hypothesis, with A = Sigma itself; conversely the form makes them singular vectors.',
      given: ['unit_v', 'pair'],
      identity: ['Sigma*v', 's*w'],
    },
    {
      id: 'left-singular-vector',
      source: 'lambda-balanced/F-spectrum',
      given: ['unit_w', 'pair'],
      identity: ["Sigma'*w", 's*v'],
    },
    {
      id: 'plane',
      source: 'lambda-balanced/F-spectrum',
      given: ['unit_v', 'unit_w', 'pair'],
      identity: ['F*[alpha*v; beta*w]', '[(-lambda/2*alpha + s*beta)*v; (s*alpha + lambda/2*beta)*w]'],
    },
    {
      id: 'unseen-inputs',
      source: 'lambda-balanced/F-spectrum',
      prose: 'Inputs that the target ignores: eigenvalue -lambda/2.',
      given: ['Sigma*v = 0'],
      identity: ['F*[v; zeros(No, 1)]', '-lambda/2*[v; zeros(No, 1)]'],
    },
    {
      id: 'unseen-outputs',
      source: 'lambda-balanced/F-spectrum',
      prose: 'Outputs that the target does not use: eigenvalue +lambda/2.',
      given: ["Sigma'*w = 0"],
      identity: ['F*[zeros(Ni, 1); w]', 'lambda/2*[zeros(Ni, 1); w]'],
    },
    {
      id: 'growing-eigenvector',
      source: 'lambda-balanced/F-eigenvectors',
      given: ['unit_v', 'unit_w', 'pair'],
      identity: ['F*[q*v; p*w]', 'rho*[q*v; p*w]'],
    },
    {
      id: 'decaying-eigenvector',
      source: 'lambda-balanced/F-eigenvectors',
      given: ['unit_v', 'unit_w', 'pair'],
      identity: ['F*[p*v; -q*w]', '-rho*[p*v; -q*w]'],
    },
    {
      id: 'length',
      source: 'lambda-balanced/F-eigenvectors',
      given: ['unit_v', 'unit_w'],
      identity: ["[q*v; p*w]'*[q*v; p*w]", 'I'],
    },
    {
      id: 'right-angle',
      source: 'lambda-balanced/F-eigenvectors',
      given: ['unit_v', 'unit_w'],
      identity: ["[q*v; p*w]'*[p*v; -q*w]", '0'],
    },
    {
      id: 'length-sum',
      source: 'lambda-balanced/F-eigenvectors',
      equal: ['p^2 + q^2', '1'],
    },
    {
      id: 'length-product',
      source: 'lambda-balanced/F-eigenvectors',
      equal: ['2*p*q', '2*s/K'],
    },
    {
      id: 'length-difference',
      source: 'lambda-balanced/F-eigenvectors',
      equal: ['p^2 - q^2', 'lambda/K'],
    },
    {
      id: 'printed-parametrisation-p',
      source: 'lambda-balanced/F-eigenvectors',
      prose: 'The parametrisation of the thesis, X = lambda/(K + 2 s), is defined at lambda = 0, too.',
      equal: ['p', '(1 + X)/sqrt(2*(1 + X^2))'],
    },
    {
      id: 'printed-parametrisation-q',
      source: 'lambda-balanced/F-eigenvectors',
      equal: ['q', '(1 - X)/sqrt(2*(1 + X^2))'],
    },
    {
      id: 'all-modes-at-once',
      source: 'lambda-balanced/F-eigenvectors',
      prose:
        "With Sigma = U S V': F squared acts on the columns of V and U as rho^2 = S^2 + lambda^2/4 does, for repeated and zero singular values alike.",
      given: ["U'*U = I", "V'*V = I", "Sigma = U*S*V'"],
      identity: ['F^2*[V; U]', '[V; U]*(S^2 + lambda^2/4*eye(m))'],
    },
    {
      id: 'spectrum-of-both-signs',
      source: 'lambda-balanced/F-spectrum',
      prose: 'The usual slip: the signs of the extra eigenvalues swapped.',
      given: ['Sigma*v = 0'],
      identity: ['F*[v; zeros(No, 1)]', 'lambda/2*[v; zeros(No, 1)]'],
      expect: 'refuted',
      right: 'unseen inputs have the eigenvalue -lambda/2, unseen outputs +lambda/2',
    },
    {
      id: 'growing-eigenvector-swapped',
      source: 'lambda-balanced/F-eigenvectors',
      given: ['unit_v', 'unit_w', 'pair'],
      identity: ['F*[p*v; q*w]', 'rho*[p*v; q*w]'],
      expect: 'refuted',
      right: 'F [q v; p w] = rho [q v; p w]',
    },
  ],
});
