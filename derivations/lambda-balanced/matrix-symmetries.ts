import { derivation } from 'flowproof';

export default derivation({
  derivation: 'matrix-symmetries',
  title: 'Two symmetries of the flow: rotations of the hidden units, and transposition',
  source: 'arXiv:2409.14623',
  prose:
    "White inputs: W1 moves along W2' E and W2 along E W1', with E = Sigma - W2 W1. An orthogonal R mixes the hidden " +
    'units. Transposing everything swaps the layers and changes the sign of the balance, which halves every case analysis.',
  require: 'proved',
  symbols: { lambda: 'real' },
  matrices: {
    W1: 'Nh x Ni',
    W2: 'No x Nh',
    Sigma: 'No x Ni',
    R: { shape: 'Nh', is: 'orthogonal' },
  },
  define: {
    E: 'Sigma - W2*W1',
    E_rotated: "Sigma - (W2*R')*(R*W1)",
    E_dual: "Sigma' - W1'*W2'",
    D: "W2'*W2 - W1*W1'",
  },
  hypotheses: { balanced: "W2'*W2 - W1*W1' = lambda*I" },
  claims: [
    {
      id: 'rotation-keeps-the-product',
      source: 'lambda-balanced/hidden-rotation-symmetry',
      identity: ["(W2*R')*(R*W1)", 'W2*W1'],
    },
    {
      id: 'rotation-keeps-the-gram-matrices',
      source: 'lambda-balanced/hidden-rotation-symmetry',
      prose: 'So it keeps all of Q Q^T, and with it the tangent kernel.',
      identity: ["[(R*W1)'; W2*R']*[(R*W1)'; W2*R']'", "[W1'*W1, W1'*W2'; W2*W1, W2*W2']"],
    },
    {
      id: 'rotation-turns-the-balance',
      source: 'lambda-balanced/hidden-rotation-symmetry',
      identity: ["(W2*R')'*(W2*R') - (R*W1)*(R*W1)'", "R*D*R'"],
    },
    {
      id: 'rotation-keeps-lambda',
      source: 'lambda-balanced/hidden-rotation-symmetry',
      given: ['balanced'],
      identity: ["(W2*R')'*(W2*R') - (R*W1)*(R*W1)'", 'lambda*I'],
    },
    {
      id: 'rotation-commutes-with-the-flow-of-w1',
      source: 'lambda-balanced/hidden-rotation-symmetry',
      prose: 'The rotated weights move as the rotated velocities say.',
      identity: ["(W2*R')'*E_rotated", "R*(W2'*E)"],
    },
    {
      id: 'rotation-commutes-with-the-flow-of-w2',
      source: 'lambda-balanced/hidden-rotation-symmetry',
      identity: ["E_rotated*(R*W1)'", "(E*W1')*R'"],
    },
    {
      id: 'transposition-of-the-first-layer',
      source: 'lambda-balanced/transpose-duality',
      prose:
        'In the dual network W2^T stands first and W1^T last, with the target Sigma^T. Its first layer moves as W2 does.',
      identity: ["(W1')'*E_dual", "(E*W1')'"],
    },
    {
      id: 'transposition-of-the-second-layer',
      source: 'lambda-balanced/transpose-duality',
      identity: ["E_dual*(W2')'", "(W2'*E)'"],
    },
    {
      id: 'transposition-changes-the-sign-of-the-balance',
      source: 'lambda-balanced/transpose-duality',
      identity: ["(W1')'*W1' - W2'*(W2')'", '-D'],
    },
    {
      id: 'transposition-changes-the-sign-of-lambda',
      source: 'lambda-balanced/transpose-duality',
      given: ['balanced'],
      identity: ["(W1')'*W1' - W2'*(W2')'", '-lambda*I'],
    },
    {
      id: 'transposition-swaps-the-gram-matrices',
      source: 'lambda-balanced/transpose-duality',
      identity: ["[(W2')'; W1']*[(W2')'; W1']'", "[W2*W2', W2*W1; W1'*W2', W1'*W1]"],
    },
    {
      id: 'transposition-keeping-lambda',
      source: 'lambda-balanced/transpose-duality',
      prose: 'The usual slip.',
      given: ['balanced'],
      identity: ["(W1')'*W1' - W2'*(W2')'", 'lambda*I'],
      expect: 'refuted',
      right: 'the dual network is balanced with -lambda',
    },
  ],
});
