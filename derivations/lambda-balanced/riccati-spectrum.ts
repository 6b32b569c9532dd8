import { derivation } from 'flowproof';

export default derivation({
  derivation: 'riccati-spectrum',
  title: 'Spectrum and eigenvectors of the matrix F behind the Riccati equation',
  source: 'arXiv:2409.14623',
  prose:
    "F = [[-lambda/2 I, Sigma'], [Sigma, lambda/2 I]]. In the singular vectors v, u of one singular value s of Sigma it " +
    'is the 2 x 2 block [[-lambda/2, s], [s, lambda/2]]; what Sigma does not see keeps -lambda/2 (inputs) or lambda/2 ' +
    '(outputs). K = sqrt(lambda^2 + 4 s^2), rho = K/2, nu is the extra eigenvalue.',
  require: 'proved',
  symbols: {
    lambda: 'real',
    s: 'nonnegative',
    s1: 'real',
    s2: 'real',
    x: 'real',
    phi: 'real',
    f: 'real',
    u: 'nonnegative',
  },
  assume: ['lambda^2 + 4*s^2 > 0'],
  define: {
    K: 'sqrt(lambda^2 + 4*s^2)',
    rho: 'K/2',
    p: 'sqrt((K + lambda)/(2*K))',
    q: 'sqrt((K - lambda)/(2*K))',
    X: 'lambda/(K + 2*s)',
    A: '1/sqrt(1 + X^2)',
    s_norm: 's1^2 + s2^2',
    tan_psi: '2*s/(K + lambda)',
  },
  claims: [
    // Eigenvalues.
    {
      id: 'characteristic-polynomial',
      source: 'lambda-balanced/F-spectrum',
      prose: 'Trace 0 and determinant -(s^2 + lambda^2/4): the eigenvalues are rho and -rho.',
      equal: ['(x + lambda/2)*(x - lambda/2) - s*s', '(x - rho)*(x + rho)'],
    },
    {
      id: 'eigenvalue-radius',
      source: 'lambda-balanced/F-spectrum',
      equal: ['rho', 'sqrt(s^2 + lambda^2/4)'],
    },
    {
      id: 'eigenvalue-without-target',
      source: 'lambda-balanced/F-spectrum',
      prose: 's = 0: the pair is |lambda|/2 and -|lambda|/2.',
      equal: ['sqrt(lambda^2 + 4*0^2)/2', 'abs(lambda)/2'],
    },
    {
      id: 'more-inputs-characteristic-polynomial',
      source: 'lambda-balanced/F-spectrum',
      prose: 'Two inputs, one output, Sigma = (s1, s2): the extra eigenvalue is -lambda/2.',
      chain: [
        '(x + lambda/2)*((x + lambda/2)*(x - lambda/2) - s2^2) - s1^2*(x + lambda/2)',
        '(x + lambda/2)*(x^2 - lambda^2/4 - s_norm)',
      ],
    },
    {
      id: 'more-inputs-eigenvector',
      source: 'lambda-balanced/F-spectrum',
      prose: 'It belongs to the input direction that Sigma = s (cos phi, sin phi) does not see.',
      equal: ['s*cos(phi)*(-sin(phi)) + s*sin(phi)*cos(phi)', '0'],
    },
    {
      id: 'more-outputs-characteristic-polynomial',
      source: 'lambda-balanced/F-spectrum',
      prose: "One input, two outputs, Sigma = (s1, s2)': it is +lambda/2.",
      chain: [
        '(x + lambda/2)*(x - lambda/2)^2 - s1^2*(x - lambda/2) - s2^2*(x - lambda/2)',
        '(x - lambda/2)*(x^2 - lambda^2/4 - s_norm)',
      ],
    },
    // Determinant, and what an integral of exp(2 F x) does at an eigenvalue 0.
    {
      id: 'determinant-square',
      source: 'lambda-balanced/riccati-singular-F',
      equal: ['(-lambda/2)*(lambda/2) - s*s', '-(s^2 + lambda^2/4)'],
    },
    {
      id: 'determinant-more-inputs',
      source: 'lambda-balanced/riccati-singular-F',
      equal: [
        '(-lambda/2)*((-lambda/2)*(lambda/2) - s2^2) - s1*(s1*(-lambda/2))',
        '-(s_norm + lambda^2/4)*(-lambda/2)',
      ],
    },
    {
      id: 'determinant-more-outputs',
      source: 'lambda-balanced/riccati-singular-F',
      equal: [
        '(-lambda/2)*(lambda/2)*(lambda/2) - s1*(s1*(lambda/2)) - s2*(s2*(lambda/2))',
        '-(s_norm + lambda^2/4)*(lambda/2)',
      ],
    },
    {
      id: 'regular-for-nonzero-lambda',
      source: 'lambda-balanced/riccati-singular-F',
      prose: 'For lambda != 0 no factor vanishes, whatever the target.',
      assume: ['lambda != 0'],
      holds: '(s_norm + lambda^2/4)*abs(lambda)/2 > 0',
    },
    {
      id: 'regular-square-at-lambda-zero',
      source: 'lambda-balanced/riccati-singular-F',
      prose: 'At lambda = 0 a square F is singular exactly where a singular value of Sigma is zero.',
      symbols: { s: 'positive' },
      holds: 's^2 + 0^2/4 > 0',
    },
    {
      id: 'factor-at-eigenvalue-zero',
      source: 'lambda-balanced/riccati-singular-F',
      prose: 'The factor (exp(2 f u) - 1)/(2 f) of an eigenvalue f continues to u at f = 0.',
      extends: { of: '(exp(2*f*u) - 1)/(2*f)', at: { f: 0 }, is: 'u' },
    },
    // Eigenvectors (q, p) for rho and (p, -q) for -rho.
    {
      id: 'eigenvectors-normed',
      source: 'lambda-balanced/F-eigenvectors',
      equal: ['p^2 + q^2', '1'],
    },
    {
      id: 'eigenvectors-product',
      source: 'lambda-balanced/F-eigenvectors',
      equal: ['2*p*q', '2*s/K'],
    },
    {
      id: 'eigenvectors-difference',
      source: 'lambda-balanced/F-eigenvectors',
      equal: ['p^2 - q^2', 'lambda/K'],
    },
    {
      id: 'eigenvector-ratio',
      source: 'lambda-balanced/F-eigenvectors',
      prose: 'One equation of each pair, with nonnegative terms on both sides …',
      equal: ['s*p', '(rho + lambda/2)*q'],
    },
    {
      id: 'eigenvector-ratio-inverse',
      source: 'lambda-balanced/F-eigenvectors',
      equal: ['s*q', '(rho - lambda/2)*p'],
    },
    {
      id: 'growing-eigenvector-input',
      source: 'lambda-balanced/F-eigenvectors',
      prose: '… gives F (q, p) = rho (q, p) …',
      using: ['eigenvector-ratio'],
      equal: ['-lambda/2*q + s*p', 'rho*q'],
    },
    {
      id: 'growing-eigenvector-output',
      source: 'lambda-balanced/F-eigenvectors',
      using: ['eigenvector-ratio-inverse'],
      equal: ['s*q + lambda/2*p', 'rho*p'],
    },
    {
      id: 'shrinking-eigenvector-input',
      source: 'lambda-balanced/F-eigenvectors',
      prose: '… and F (p, -q) = -rho (p, -q).',
      using: ['eigenvector-ratio-inverse'],
      equal: ['-(s*q + lambda/2*p)', '-(rho*p)'],
    },
    {
      id: 'shrinking-eigenvector-output',
      source: 'lambda-balanced/F-eigenvectors',
      using: ['eigenvector-ratio'],
      equal: ['s*p + lambda/2*(-q)', '-rho*(-q)'],
    },
    {
      id: 'spectral-sum',
      source: 'lambda-balanced/F-eigenvectors',
      prose: 'Put together again: the entries of F.',
      equal: ['rho*q*q - rho*p*p', '-lambda/2'],
    },
    {
      id: 'spectral-sum-off-diagonal',
      source: 'lambda-balanced/F-eigenvectors',
      equal: ['rho*q*p - rho*p*(-q)', 's'],
    },
    {
      id: 'thesis-form-of-p',
      source: 'lambda-balanced/F-eigenvectors',
      prose: 'The form with X = lambda/(K + 2 s) and A = 1/sqrt(1 + X^2), defined at lambda = 0, too.',
      equal: ['A*(1 + X)/sqrt(2)', 'p'],
    },
    {
      id: 'thesis-form-of-q',
      source: 'lambda-balanced/F-eigenvectors',
      equal: ['A*(1 - X)/sqrt(2)', 'q'],
    },
    {
      id: 'thesis-form-of-X',
      source: 'lambda-balanced/F-eigenvectors',
      assume: ['lambda != 0'],
      chain: ['X', '(K - 2*s)/lambda', 'sign(lambda)*sqrt((rho - s)/(rho + s))'],
    },
    {
      id: 'thesis-form-step',
      source: 'lambda-balanced/F-eigenvectors',
      assume: ['lambda != 0'],
      equal: ['1 + X^2', '2*K*(K - 2*s)/lambda^2'],
    },
    {
      id: 'thesis-form-at-lambda-zero',
      source: 'lambda-balanced/F-eigenvectors',
      prose: '(K - 2 s)/lambda is 0/0 at lambda = 0 and continues to X = 0 …',
      symbols: { s: 'positive' },
      extends: { of: '(K - 2*s)/lambda', at: { lambda: 0 }, is: '0' },
    },
    {
      id: 'eigenvectors-at-lambda-zero',
      source: 'lambda-balanced/lambda0-reduction',
      prose: '… where p = q = 1/sqrt(2).',
      symbols: { s: 'positive' },
      limit: { of: 'p', as: 'lambda -> 0', is: '1/sqrt(2)' },
    },
    {
      id: 'eigenvectors-at-lambda-zero-q',
      source: 'lambda-balanced/lambda0-reduction',
      symbols: { s: 'positive' },
      limit: { of: 'q', as: 'lambda -> 0', is: '1/sqrt(2)' },
    },
    {
      id: 'scale-at-lambda-zero',
      source: 'lambda-balanced/lambda0-reduction',
      prose: 'A becomes 1 with X = 0.',
      symbols: { s: 'positive' },
      limit: { of: 'A', as: 'lambda -> 0', is: 1 },
    },
    {
      id: 'angle-doubled',
      source: 'lambda-balanced/F-eigenvectors',
      prose: 'p = cos psi and q = sin psi with tan(2 psi) = 2 s/lambda.',
      symbols: { s: 'positive' },
      equal: ['cos(2*atan(q/p))', 'lambda/K'],
    },
    {
      id: 'angle-written-out',
      source: 'lambda-balanced/F-eigenvectors',
      prose:
        'psi = atan(2 s/(K + lambda)) is half the angle of the point (lambda, 2 s), which is pi/2 - atan(lambda/(2 s)) ' +
        'so that lambda = 0 is no exception …',
      symbols: { s: 'positive' },
      equal: ['2*atan(tan_psi)', 'pi/2 - atan(lambda/(2*s))'],
    },
    {
      id: 'angle-form-of-p',
      source: 'lambda-balanced/F-eigenvectors',
      prose: '… and p = cos psi …',
      symbols: { s: 'positive' },
      chain: ['cos(atan(tan_psi))', '1/sqrt(1 + tan_psi^2)', 'p'],
    },
    {
      id: 'angle-form-of-q',
      source: 'lambda-balanced/F-eigenvectors',
      prose: '… and q = sin psi.',
      symbols: { s: 'positive' },
      chain: ['sin(atan(tan_psi))', 'tan_psi/sqrt(1 + tan_psi^2)', 'q'],
    },
    {
      id: 'q-without-cancellation',
      source: 'lambda-balanced/F-eigenvectors',
      prose: 'lambda > 0: q from p; lambda < 0: p from q. Nothing cancels.',
      symbols: { lambda: 'positive' },
      equal: ['q', 's/(K*p)'],
    },
    {
      id: 'p-without-cancellation',
      source: 'lambda-balanced/F-eigenvectors',
      symbols: { lambda: 'negative' },
      equal: ['p', 's/(K*q)'],
    },
    {
      id: 'rotated-off-diagonal',
      source: 'lambda-balanced/F-eigenvectors',
      prose: 'In the basis (1, 1)/sqrt(2), (1, -1)/sqrt(2) the block has -lambda/2 off its diagonal.',
      equal: ['((-lambda/2 + s)*1 + (s + lambda/2)*(-1))/2', '-lambda/2'],
    },
  ],
});
