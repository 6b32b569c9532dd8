import { derivation } from 'flowproof';

export default derivation({
  derivation: 'matrix-riccati-solution',
  title: 'The Riccati equation is solved by matrix exponentials',
  source: 'arXiv:2409.14623',
  prose:
    'F is the symmetric matrix of the Riccati equation, Q0 the stacked initial weights. G(u) is the integral of exp(2 F x) over ' +
    "0 < x < u: it is 0 at the start and G' = exp(2 F u); that is all that is used of it. The bracket M = I + Q0' G Q0 is at least " +
    'I, because G is positive semidefinite. Neither F nor Q0 needs full rank.',
  require: 'proved',
  symbols: { lambda: 'real', u: 'real', v: 'real' },
  matrices: {
    F: { shape: 'N', is: 'symmetric' },
    G: { shape: 'N', is: 'symmetric' },
    G_v: { shape: 'N', is: 'symmetric' },
    Q0: 'N x Nh',
    P: { shape: 'N', is: 'symmetric' },
  },
  define: {
    L: 'expm(u*F)*Q0',
    M: "eye(Nh) + Q0'*G*Q0",
    P_u: "expm(u*F)*Q0*inv(eye(Nh) + Q0'*G*Q0)*Q0'*expm(u*F)",
    Q_u: "expm(u*F)*Q0*inv(sqrtm(eye(Nh) + Q0'*G*Q0))",
    G_inv: '1/2*inv(F)*(expm(2*u*F) - eye(N))',
    P_inv: "expm(u*F)*Q0*inv(eye(Nh) + Q0'*(1/2*inv(F)*(expm(2*u*F) - eye(N)))*Q0)*Q0'*expm(u*F)",
  },
  claims: [
    {
      id: 'numerator-rate',
      source: 'lambda-balanced/riccati-solution',
      rate: { of: 'L', along: { u: 1 }, is: 'F*L' },
    },
    {
      id: 'bracket-rate',
      source: 'lambda-balanced/riccati-solution',
      prose: 'The bracket grows by the square of the numerator.',
      rate: { of: 'M', along: { u: 1, G: 'expm(2*u*F)' }, is: "L'*L" },
    },
    {
      id: 'solution',
      source: 'lambda-balanced/riccati-solution',
      prose: 'So the closed form solves the equation, for every initial weights, task, width and lambda.',
      rate: { of: 'P_u', along: { u: 1, G: 'expm(2*u*F)' }, is: 'F*P_u + P_u*F - P_u^2' },
    },
    {
      id: 'solution-starts-right',
      source: 'lambda-balanced/riccati-solution',
      identity: ['P_u', "Q0*Q0'"],
      at: { u: 0, G: 'zeros(N, N)' },
    },
    {
      id: 'integral-by-the-inverse',
      source: 'lambda-balanced/riccati-solution',
      prose: 'Where F is invertible, G is elementary.',
      rate: { of: 'G_inv', along: { u: 1 }, is: 'expm(2*u*F)' },
    },
    {
      id: 'integral-by-the-inverse-starts-right',
      source: 'lambda-balanced/riccati-solution',
      identity: ['G_inv', 'zeros(N, N)'],
      at: { u: 0 },
    },
    {
      id: 'integral-by-the-inverse-in-the-middle',
      source: 'lambda-balanced/riccati-solution',
      identity: ['G_inv', '1/2*(expm(u*F)*inv(F)*expm(u*F) - inv(F))'],
    },
    {
      id: 'inverse-form',
      source: 'lambda-balanced/riccati-solution',
      rate: { of: 'P_inv', along: { u: 1 }, is: 'F*P_inv + P_inv*F - P_inv^2' },
    },
    {
      id: 'inverse-form-starts-right',
      source: 'lambda-balanced/riccati-solution',
      identity: ['P_inv', "Q0*Q0'"],
      at: { u: 0 },
    },
    {
      id: 'integral-without-half',
      source: 'lambda-balanced/riccati-solution',
      prose: 'A mutant: the factor 1/2 is missing.',
      rate: { of: 'inv(F)*(expm(2*u*F) - eye(N))', along: { u: 1 }, is: 'expm(2*u*F)' },
      expect: 'refuted',
      right: 'G = 1/2 F^-1 (exp(2 F u) - I)',
    },
    {
      id: 'integral-with-single-exponent',
      source: 'lambda-balanced/riccati-solution',
      prose: 'A mutant: exp(F u) for exp(2 F u).',
      rate: { of: '1/2*inv(F)*(expm(u*F) - eye(N))', along: { u: 1 }, is: 'expm(2*u*F)' },
      expect: 'refuted',
      right: 'G = 1/2 F^-1 (exp(2 F u) - I)',
    },
    {
      id: 'solution-with-single-exponent',
      source: 'lambda-balanced/riccati-solution',
      prose: 'A mutant: the bracket grows with exp(F u).',
      rate: { of: 'P_u', along: { u: 1, G: 'expm(u*F)' }, is: 'F*P_u + P_u*F - P_u^2' },
      expect: 'refuted',
      right: "G' = exp(2 F u)",
    },
    {
      id: 'solution-without-half',
      source: 'lambda-balanced/riccati-solution',
      prose: 'A mutant: twice the integral.',
      rate: { of: 'P_u', along: { u: 1, G: '2*expm(2*u*F)' }, is: 'F*P_u + P_u*F - P_u^2' },
      expect: 'refuted',
      right: "G' = exp(2 F u)",
    },
    {
      id: 'solution-without-bracket',
      source: 'lambda-balanced/riccati-solution',
      rate: { of: "L*L'", along: { u: 1 }, is: "F*(L*L') + (L*L')*F - (L*L')^2" },
      expect: 'refuted',
      right: 'the inverse of I + Q0^T G Q0 stands in the middle',
    },
    {
      id: 'inverse-solves-a-linear-equation',
      source: 'lambda-balanced/riccati-solution',
      prose:
        'Where P is invertible, its inverse obeys a linear equation: that is why there is a closed form.',
      rate: {
        of: 'inv(P)',
        along: { P: 'F*P + P*F - P^2' },
        is: 'eye(N) - inv(P)*F - F*inv(P)',
      },
    },
    {
      id: 'flow-property-of-the-integral',
      source: 'lambda-balanced/qqt-semigroup',
      prose:
        'Two pieces of time: the integral over u + v is G(u) + exp(F u) G(v) exp(F u), with both derivatives right and 0 at the start.',
      rate: {
        of: 'G + expm(u*F)*G_v*expm(u*F)',
        along: { v: 1, G_v: 'expm(2*v*F)' },
        is: 'expm(2*(u + v)*F)',
      },
    },
    {
      id: 'restart',
      source: 'lambda-balanced/qqt-semigroup',
      prose:
        'At time u the weights may be refactored: L M^(-1/2) squares to P(u), and equals Q up to a rotation of the hidden units.',
      identity: ["Q_u*Q_u'", 'P_u'],
    },
    {
      id: 'restart-bracket',
      source: 'lambda-balanced/qqt-semigroup',
      prose:
        'The bracket of the second piece, between the roots of the first one, is the bracket of one long step.',
      identity: [
        "sqrtm(M)*(eye(Nh) + Q_u'*G_v*Q_u)*sqrtm(M)",
        "eye(Nh) + Q0'*(G + expm(u*F)*G_v*expm(u*F))*Q0",
      ],
    },
    {
      id: 'restart-numerator',
      source: 'lambda-balanced/qqt-semigroup',
      prose: 'And so is the numerator: P(u + v) is what the flow makes of P(u) in a time v.',
      identity: ['expm(v*F)*Q_u*sqrtm(M)', 'expm((u + v)*F)*Q0'],
    },
  ],
});
