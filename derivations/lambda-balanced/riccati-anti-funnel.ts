import { derivation } from 'flowproof';

export default derivation({
  derivation: 'riccati-anti-funnel',
  title: 'The stable Riccati solution of a network as wide inside as at its output',
  source: 'arXiv:2409.14623',
  prose:
    'Shape 1-2-2 with lambda > 0: one input, two hidden units, two outputs. Sigma does not reach the second output ' +
    'direction; it grows too, at the rate lambda/2. In the eigenbasis (growing, unseen, shrinking) a rotation of the ' +
    'hidden units makes the start Q0 triangular: rows (b, 0), (g, h) and (m, n). The exponents of the unseen direction ' +
    'belong to the growing ones, so nothing grows in the stable form.',
  require: 'proved',
  symbols: {
    s: 'nonnegative',
    lambda: 'positive',
    b: 'real',
    g: 'real',
    h: 'real',
    m: 'real',
    n: 'real',
    u: 'nonnegative',
  },
  define: {
    K: 'sqrt(lambda^2 + 4*s^2)',
    // The bracket M = 1 + Q0' G(u) Q0, with the integrals of exp(2 f x) for the three eigenvalues f of F.
    grown: '(exp(K*u) - 1)/K',
    grown_unseen: '(exp(lambda*u) - 1)/lambda',
    shrunk: '(1 - exp(-K*u))/K',
    M_11: '1 + b^2*grown + g^2*grown_unseen + m^2*shrunk',
    M_12: 'g*h*grown_unseen + m*n*shrunk',
    M_22: '1 + h^2*grown_unseen + n^2*shrunk',
    det_M: 'M_11*M_22 - M_12^2',
    // The stable form: Y of the growing and the unseen direction, C = c b^-1.
    E: 'exp(-K*u)',
    E_unseen: 'exp(-lambda*u)',
    E_mixed: 'exp(-K/2*u)*exp(-lambda/2*u)',
    C_1: 'm/b - n*g/(b*h)',
    C_2: 'n/h',
    Y_11: 'E*(1/b^2 + g^2/(b*h)^2) + (1 - E)/K + E*C_1^2*shrunk',
    Y_12: 'E_mixed*(C_1*C_2*shrunk - g/(b*h^2))',
    Y_22: 'E_unseen/h^2 + (1 - E_unseen)/lambda + E_unseen*C_2^2*shrunk',
    det_Y: 'Y_11*Y_22 - Y_12^2',
  },
  assume: ['b != 0', 'h != 0'],
  claims: [
    {
      id: 'bracket-determinant',
      source: 'lambda-balanced/qqt-stable-max',
      prose:
        "Y is b'^-1 M b^-1 with the growth divided out: the determinants differ by what was divided out.",
      equal: ['det_M', '(b*h)^2*exp(K*u)*exp(lambda*u)*det_Y'],
    },
    {
      id: 'growing-entry',
      source: 'lambda-balanced/qqt-stable-max',
      prose:
        "The entry of P(u) along the growing eigenvector, from g^{F u} Q0 M^-1 Q0' g^{F u} and from Z Y^-1 Z' …",
      equal: ['b^2*exp(K*u)*M_22/det_M', 'Y_22/det_Y'],
    },
    {
      id: 'mixed-entry',
      source: 'lambda-balanced/qqt-stable-max',
      prose: '… between it and the unseen direction …',
      equal: ['b*exp(K/2*u)*exp(lambda/2*u)*(g*M_22 - h*M_12)/det_M', '-Y_12/det_Y'],
    },
    {
      id: 'unseen-entry',
      source: 'lambda-balanced/qqt-stable-max',
      prose: '… of the unseen direction …',
      equal: ['exp(lambda*u)*(g^2*M_22 - 2*g*h*M_12 + h^2*M_11)/det_M', 'Y_11/det_Y'],
    },
    {
      id: 'shrinking-entry',
      source: 'lambda-balanced/qqt-stable-max',
      prose: '… and of the shrinking one, whose part of Z is Delta C Delta.',
      equal: [
        'exp(-K*u)*(m^2*M_22 - 2*m*n*M_12 + n^2*M_11)/det_M',
        'E*(E*C_1^2*Y_22 - 2*E_mixed*C_1*C_2*Y_12 + E_unseen*C_2^2*Y_11)/det_Y',
      ],
    },
    {
      id: 'start-of-the-growing-entry',
      source: 'lambda-balanced/qqt-stable-max',
      prose: 'At u = 0 the stable form is the start, here b^2 …',
      equal: ['(1/h^2)/((1/b^2 + g^2/(b*h)^2)*(1/h^2) - (g/(b*h^2))^2)', 'b^2'],
    },
    {
      id: 'start-of-the-unseen-entry',
      source: 'lambda-balanced/qqt-stable-max',
      prose: '… and g^2 + h^2.',
      equal: ['(1/b^2 + g^2/(b*h)^2)/((1/b^2 + g^2/(b*h)^2)*(1/h^2) - (g/(b*h^2))^2)', 'g^2 + h^2'],
    },
    {
      id: 'limit-of-the-growing-entry',
      source: 'lambda-balanced/qqt-limit',
      prose: 'In the end P is K along the growing eigenvector …',
      limit: { of: 'Y_22/det_Y', as: 'u -> inf', is: 'K' },
    },
    {
      id: 'limit-of-the-unseen-entry',
      source: 'lambda-balanced/qqt-limit',
      prose: '… and lambda along the unseen direction, whatever the start …',
      limit: { of: 'Y_11/det_Y', as: 'u -> inf', is: 'lambda' },
    },
    {
      id: 'limit-of-the-mixed-entry',
      source: 'lambda-balanced/qqt-limit',
      prose: '… and nothing between them.',
      limit: { of: '-Y_12/det_Y', as: 'u -> inf', is: 0 },
    },
    {
      id: 'rate-along-the-unseen-output',
      source: 'lambda-balanced/convergence-rates',
      prose: 'Near the target the component along the unseen output decays at lambda + (K - lambda)/2.',
      equal: ['lambda + (K - lambda)/2', '(K + abs(lambda))/2'],
    },
  ],
});
