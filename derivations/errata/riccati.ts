import { derivation } from 'flowproof';
import convergence from '../lambda-balanced/riccati-convergence.js';
import spectrum from '../lambda-balanced/riccati-spectrum.js';

/** The field of Q = (c, d) for the matrix F with the given diagonal entries. */
const linear = { c: 'input*c + s*d - (c^2 + d^2)/2*c', d: 's*c + output*d - (c^2 + d^2)/2*d' };
const fieldWith = (input: string, output: string) => ({
  c: linear.c.replace('input', input),
  d: linear.d.replace('output', output),
});

export default derivation({
  derivation: 'riccati-errata',
  title: 'False forms of F, of its eigenvectors and of the Riccati solution',
  source: 'the thesis behind arXiv:2409.14623, and the code of its authors',
  prose:
    'Every false form stands beside the right one, or names the claim that states it. For one input, hidden and output ' +
    'unit every matrix of the stable form is a number; B = sqrt(2) b and C = -sqrt(2) m in the notation of the thesis.',
  symbols: {
    ...spectrum.symbols,
    ...convergence.symbols,
    w: 'real',
    t: 'nonnegative',
    f: 'positive',
  },
  define: {
    ...convergence.define,
    rho: 'K/2',
    X: 'lambda/(K + 2*s)',
    A: '1/sqrt(1 + X^2)',
    X_half: '(sqrt(lambda^2/4 + s^2) - s)/lambda',
    A_half: '1/sqrt(1 + X_half^2)',
    // The stable form from the start (c, d), and its thesis notation.
    high: 'A + X*A',
    low: 'A - X*A',
    B: 'd*high + c*low',
    C: 'd*low - c*high',
    Z_input: 'low - high*E*C/B',
    Z_output: 'high + low*E*C/B',
    Y_thesis: '4*E/B^2 + (1 - E)/rho + (C/B)^2*E*(1 - E)/rho',
    W_thesis: '(Z_input)*(Z_output)/(Y_thesis)',
    // The same at lambda = 0, and with a second, unseen input direction of the weight h.
    E_0: 'exp(-2*s*u)',
    C_0: 'd - c',
    B_0: 'd + c',
    Y_0: '4*E_0/B_0^2 + (1 - E_0)/s + (C_0/B_0)^2*E_0*(1 - E_0)/s + 4*u*E_0*h^2/B_0^2',
    W_0: '(1 - E_0*C_0/B_0)*(1 + E_0*C_0/B_0)/(Y_0)',
    R1_0: '(1 - E_0*C_0/B_0)^2/(Y_0)',
    R2_0: '(1 + E_0*C_0/B_0)^2/(Y_0)',
    unseen_0: '4*E_0*h^2/B_0^2/(Y_0)',
    Y_0_slow: '4*E_0/B_0^2 + (1 - E_0)/s + (C_0/B_0)^2*E_0*(1 - E_0)/s + u*E_0*h^2/B_0^2',
    Y_0_half: '4*E_0/B_0^2 + (1 - E_0)/s + (C_0/B_0)^2*exp(-s*u)*(1 - E_0)/s + 4*u*E_0*h^2/B_0^2',
    Y_0_extra: '4*E_0/B_0^2 + (1 - E_0)/s + 4/s + (C_0/B_0)^2*E_0*(1 - E_0)/s + 4*u*E_0*h^2/B_0^2',
  },
  claims: [
    // F.
    {
      id: 'size-of-F',
      source: 'lambda-balanced/erratum-4',
      prose:
        "Theorem 2.2.4 gives F as many rows as hidden and output units; it multiplies Q, which stacks W1' over W2.",
      symbols: {
        N_i: { is: 'integer', ge: 1 },
        N_h: { is: 'integer', ge: 1 },
        N_o: { is: 'integer', ge: 1 },
      },
      equal: ['N_h + N_o', 'N_i + N_o'],
      expect: 'refuted',
      right: 'N_i + N_o, as the blocks show: claim stacked-flow-first-layer of riccati-single-mode',
    },
    {
      id: 'closest-lambda-in-F',
      source: 'lambda-balanced/riccati-qqt',
      prose:
        'Two hidden units, one input and output, with an unbalanced D: lambda* = tr(D)/2 in place of D; the flow of R1.',
      equal: [
        '2*(c*d + p_2*q_2)*(s - (c*d + p_2*q_2))',
        '2*s*(c*d + p_2*q_2) - (d^2 - c^2 + q_2^2 - p_2^2)/2*(c^2 + p_2^2) - (c^2 + p_2^2)^2 - (c*d + p_2*q_2)^2',
      ],
      symbols: { p_2: 'real', q_2: 'real' },
      expect: 'refuted',
      right: 'D = lambda I, or D W1 = lambda W1: claim stacked-flow-first-layer of riccati-single-mode',
    },
    {
      id: 'flipped-balance-in-F',
      source: 'lambda-balanced/riccati-qqt',
      prose: 'The sign of lambda in F flipped.',
      equal: ['d*(s - c*d)', '(d^2 - c^2)/2*c + s*d - (c^2 + d^2)/2*c'],
      expect: 'refuted',
      right: '-lambda/2 in the input block: claim stacked-flow-first-layer of riccati-single-mode',
    },
    {
      id: 'stacked-flow-without-half',
      source: 'lambda-balanced/q-ode',
      equal: ['d*(s - c*d)', '-(d^2 - c^2)/2*c + s*d - (c^2 + d^2)*c'],
      expect: 'refuted',
      right: "Q' = F Q - Q Q'Q/2: claim stacked-flow-first-layer of riccati-single-mode",
    },
    {
      id: 'extra-eigenvalue-swapped',
      source: 'lambda-balanced/erratum-28',
      prose:
        'Proof 3.4.2 swaps the cases N_i > N_o and N_o > N_i; with two inputs and one output lambda/2 is no eigenvalue.',
      equal: ['(lambda/2 + lambda/2)*((lambda/2)^2 - lambda^2/4 - s_1^2 - s_2^2)', '0'],
      symbols: { s_1: 'real', s_2: 'real' },
      expect: 'refuted',
      right: '-lambda/2 for N_i > N_o: claim more-inputs-characteristic-polynomial of riccati-spectrum',
    },
    {
      id: 'extra-eigenvalues-of-both-signs',
      source: 'lambda-balanced/F-spectrum',
      prose:
        'Two more inputs than outputs do not give -lambda/2 and lambda/2, but -lambda/2 twice: the trace of F.',
      equal: ['rho - rho - lambda/2 + lambda/2', '-3*(lambda/2) + lambda/2'],
      expect: 'refuted',
      right:
        'the sign of the extra eigenvalue is one: claim more-inputs-characteristic-polynomial of riccati-spectrum',
    },
    {
      id: 'positive-spectrum-of-F',
      source: 'lambda-balanced/F-spectrum',
      prose: 'F is indefinite: its eigenvalues are not its singular values.',
      assume: ['K > 0'],
      equal: ['-(lambda/2)*(lambda/2) - s^2', 'rho*rho'],
      expect: 'refuted',
      right: 'det F = -rho^2: claim determinant-square of riccati-spectrum',
    },
    {
      id: 'printed-eigenvector-block',
      source: 'lambda-balanced/erratum-17',
      prose:
        'Theorem 3.3.1(2) prints U (A - X A) below V (A - X A); the growing eigenvector needs U (A + X A).',
      assume: ['K > 0'],
      equal: ['-lambda/2*low + s*low', 'rho*low'],
      expect: 'refuted',
      right: 'V (A - X A) over U (A + X A): claim eigenvector-block-right of riccati-errata',
    },
    {
      id: 'printed-second-eigenvector-block',
      source: 'lambda-balanced/erratum-17',
      prose: 'And -U (A + X A) below V (A + X A).',
      assume: ['K > 0'],
      equal: ['-lambda/2*high - s*high', '-rho*high'],
      expect: 'refuted',
      right: '-U (A - X A): claim second-eigenvector-block-right of riccati-errata',
    },
    {
      id: 'eigenvector-block-right',
      source: 'lambda-balanced/F-eigenvectors',
      assume: ['K > 0'],
      equal: ['-lambda/2*low + s*high', 'rho*low'],
      require: 'proved',
    },
    {
      id: 'second-eigenvector-block-right',
      source: 'lambda-balanced/F-eigenvectors',
      assume: ['K > 0'],
      equal: ['-lambda/2*high - s*low', '-rho*high'],
      require: 'proved',
    },
    {
      id: 'rotated-off-diagonal-sign',
      source: 'lambda-balanced/erratum-18',
      prose: 'Thesis (3.45), (3.47), (3.48): +lambda/2 off the diagonal of the rotated block.',
      equal: ['((-lambda/2 + s)*1 + (s + lambda/2)*(-1))/2', 'lambda/2'],
      expect: 'refuted',
      right: '-lambda/2: claim rotated-off-diagonal of riccati-spectrum',
    },
    {
      id: 'half-X',
      source: 'lambda-balanced/erratum-19',
      prose: 'Thesis (3.49): X = (sqrt(lambda^2/4 + s^2) - s)/lambda is half of what (3.47) needs.',
      assume: ['lambda != 0'],
      equal: ['-lambda/2*(1 - X_half) + s*(1 + X_half)', 'rho*(1 - X_half)'],
      expect: 'refuted',
      right: 'X = (K - 2 s)/lambda = lambda/(K + 2 s): claim thesis-form-of-X of riccati-spectrum',
    },
    {
      id: 'extra-block-in-input-gram',
      source: 'lambda-balanced/erratum-31',
      prose:
        'Theorems 4.1.2(1), 4.1.3(1) put lambda I (lambda > 0) into one and -lambda I into the other Gram matrix; a Gram ' +
        'matrix has no negative eigenvalue.',
      symbols: { lambda: 'positive' },
      holds: '-lambda >= 0',
      expect: 'refuted',
      right:
        '|lambda| in one Gram matrix only, 0 in the other: claim extra-singular-values-partner of balancedness',
    },
    // The stable form.
    {
      id: 'thesis-form-right',
      source: 'lambda-balanced/qqt-stable-min',
      prose:
        'With the inverse of the bracket and decaying exponentials the form is right, here at u = 0: a(0) = c d …',
      assume: ['K > 0', 'B != 0'],
      equal: ['(low - high*C/B)*(high + low*C/B)/(4/B^2)', 'c*d'],
    },
    {
      id: 'bracket-without-inverse',
      source: 'lambda-balanced/erratum-20',
      prose: "Theorem 3.3.1(3) prints Z [...] Z' without the inverse. At u = 0 it must give a(0) = c d.",
      assume: ['K > 0', 'B != 0'],
      equal: ['(low - high*C/B)*(high + low*C/B)*(4/B^2)', 'c*d'],
      expect: 'refuted',
      right: "Z [...]^-1 Z': claim thesis-form-right of riccati-errata",
    },
    {
      id: 'balanced-rectangular-form',
      source: 'lambda-balanced/qqt-stable-min',
      prose:
        'lambda = 0 at the shape 2-1-1: the inverse of 4 e^{-2 s u}/B^2 + …, with 4 u in the unseen direction.',
      symbols: { s: 'positive' },
      assume: ['d + c != 0'],
      solves: {
        variable: 'u',
        forms: { x1: 'R1_0', w: 'W_0', x2: 'R2_0', x3: 'unseen_0' },
        field: {
          x1: '2*s*w - (x1 + x2 + x3)*x1',
          w: 's*(x1 + x2) - (x1 + x2 + x3)*w',
          x2: '2*s*w - (x1 + x2 + x3)*x2',
          x3: '-(x1 + x2 + x3)*x3',
        },
        initial: { at: 0, values: { x1: 'c^2', w: 'c*d', x2: 'd^2', x3: 'h^2' } },
      },
    },
    ...[
      { id: 'u-for-4u', form: 'Y_0_slow', prose: 'u where 4 u belongs', right: '4 u' },
      {
        id: 'undoubled-decay',
        form: 'Y_0_half',
        prose: 'e^{-s u} for e^{-2 s u} in the C-term',
        right: 'e^{-2 s u}',
      },
      { id: 'extra-inverse', form: 'Y_0_extra', prose: 'an extra term 4 S^-1', right: 'no such term' },
    ].map(({ id, form, prose, right }) => ({
      id: `balanced-rectangular-form-${id}`,
      source: 'lambda-balanced/erratum-5',
      prose: `Thesis (2.30): ${prose}.`,
      symbols: { s: 'positive' } as const,
      assume: ['d + c != 0'],
      equal: [`(1 - E_0*C_0/B_0)*(1 + E_0*C_0/B_0)/(${form})`, 'W_0'] as const,
      expect: 'refuted' as const,
      right: `${right}: claim balanced-rectangular-form of riccati-errata`,
    })),
    {
      id: 'balanced-rectangular-form-without-inverse',
      source: 'lambda-balanced/erratum-5',
      prose: 'Thesis (2.30): no inverse of the bracket.',
      symbols: { s: 'positive' },
      assume: ['d + c != 0'],
      equal: ['(1 - E_0*C_0/B_0)*(1 + E_0*C_0/B_0)*(Y_0)', 'W_0'],
      expect: 'refuted',
      right: 'the inverse: claim balanced-rectangular-form of riccati-errata',
    },
    {
      id: 'unseen-exponent-undoubled',
      source: 'lambda-balanced/qqt-stable-min',
      prose: 'Rectangular nets: the exponent nu of Z used in (e^{2 nu u} - 1)/(2 nu) of Y, too.',
      assume: ['lambda != 0', 'b != 0'],
      equal: ['E/b^2 + (1 - E)/K + (m/b)^2*E*(1 - E)/K + (h/b)^2*E*(1 - exp(-lambda/2*u))/(lambda/2)', 'Y'],
      expect: 'refuted',
      right: 'nu and 2 nu: claim funnel-stable-form of riccati-convergence',
    },
    {
      id: 'unseen-exponent-flipped',
      source: 'lambda-balanced/qqt-stable-min',
      assume: ['lambda != 0', 'b != 0'],
      equal: ['E/b^2 + (1 - E)/K + (m/b)^2*E*(1 - E)/K + (h/b)^2*E*(exp(lambda*u) - 1)/lambda', 'Y'],
      expect: 'refuted',
      right: 'nu = -lambda/2 for unseen inputs: claim funnel-stable-form of riccati-convergence',
    },
    {
      id: 'start-without-its-sign',
      source: 'lambda-balanced/erratum-21',
      prose:
        "Thesis (3.60), (3.61): S2 U~'U~ for S2' U(0)'U~. For one output unit with the weight w, S2 = |w| and " +
        'U(0) = sgn(w): the sign of W2 is lost.',
      equal: ['abs(w)', 'abs(w)*sign(w)'],
      expect: 'refuted',
      right: "S2' U(0)'U~ = W2'U~",
    },
    {
      id: 'exponential-not-doubled',
      source: 'lambda-balanced/erratum-23',
      prose: 'Thesis (3.67)-(3.76): e^{F u} where the integral of e^{2 F x} is needed, for an eigenvalue f.',
      derivative: { of: '(exp(f*u) - 1)/(2*f)', by: 'u', is: 'exp(2*f*u)' },
      expect: 'refuted',
      right: '(e^{2 F u} - I)/2 F^-1: claim exponential-doubled of riccati-errata',
    },
    {
      id: 'exponential-without-inverse',
      source: 'lambda-balanced/erratum-23',
      prose: 'Thesis (3.71)-(3.74): the factor Lambda^-1 is dropped.',
      derivative: { of: '(exp(2*f*u) - 1)/2', by: 'u', is: 'exp(2*f*u)' },
      expect: 'refuted',
      right: '(e^{2 F u} - I)/2 F^-1: claim exponential-doubled of riccati-errata',
    },
    {
      id: 'integral-without-start',
      source: 'lambda-balanced/erratum-23',
      prose: 'And the part -F^-1, so that G(0) is not 0.',
      equal: ['exp(2*f*0)/(2*f)', '0'],
      expect: 'refuted',
      right: '(e^{2 F u} - I)/2 F^-1 vanishes at u = 0: claim integral-from-start of riccati-errata',
    },
    {
      id: 'shrinking-part-sign',
      source: 'lambda-balanced/erratum-23',
      prose:
        "Thesis (3.75): plus C Lambda^-1 C' in the subtracted part; for the eigenvalue -f it needs a minus.",
      equal: ['(exp(-2*f*u) - 1)/(2*(-f))', '(exp(-2*f*u) - 1)/(2*f)'],
      expect: 'refuted',
      right: '(1 - e^{-2 f u})/(2 f) for the eigenvalue -f',
    },
    {
      id: 'exponential-on-the-wrong-side',
      source: 'lambda-balanced/erratum-22',
      prose:
        "Thesis (3.65): B' e^{Lambda t} for e^{Lambda t} B'. For two modes with the rates rho and f the entry (1, 2) gets the " +
        'exponential of the other mode.',
      equal: ['w*exp(f*t)', 'exp(rho*t)*w'],
      expect: 'refuted',
      right: "e^{Lambda t} B', as Q(t) = O e^{Lambda t} O'Q0 has it: claim solution of riccati-single-mode",
    },
    {
      id: 'integral-without-half',
      source: 'lambda-balanced/riccati-solution',
      derivative: { of: '(exp(2*f*u) - 1)/f', by: 'u', is: 'exp(2*f*u)' },
      expect: 'refuted',
      right: '(e^{2 F u} - I)/2 F^-1: claim exponential-doubled of riccati-errata',
    },
    {
      id: 'exponential-doubled',
      source: 'lambda-balanced/riccati-solution',
      derivative: { of: '(exp(2*f*u) - 1)/(2*f)', by: 'u', is: 'exp(2*f*u)' },
      require: 'proved',
    },
    {
      id: 'integral-from-start',
      source: 'lambda-balanced/riccati-solution',
      equal: ['(exp(2*f*0) - 1)/(2*f)', '0'],
      require: 'proved',
    },
    // Convergence.
    {
      id: 'generic-start-at-lambda-zero',
      source: 'lambda-balanced/det-obstruction',
      prose: 'At lambda = 0 b is not "generically" regular: it vanishes for every balanced start c = -d.',
      symbols: { s: 'positive', d: 'positive', c: 'negative' },
      holds: '(sqrt(abs(c*d))*sign(c) + sqrt(abs(c*d))*sign(d))^2 > 0',
      expect: 'refuted',
      right:
        'claims start-orthogonal-at-lambda-zero and sign-conserved-at-lambda-zero of riccati-convergence',
    },
    {
      id: 'rate-of-the-loss',
      source: 'lambda-balanced/erratum-40',
      prose: 'Page 46: the log-loss would fall with the slope lambda/tau.',
      symbols: { lambda: 'positive' },
      limit: { of: '2*K/lambda', as: 'lambda -> inf', is: 1 },
      expect: 'refuted',
      right: '2 |lambda|/tau: claims loss-rate and loss-rate-large-lambda of riccati-convergence',
    },
    {
      id: 'steps-exponential-in-lambda',
      source: 'lambda-balanced/erratum-40',
      prose: 'Page 46: the number of steps to convergence would be exponential in lambda.',
      symbols: { lambda: 'positive' },
      limit: { of: 'log(1/accuracy)/(eta*K)', as: 'lambda -> inf', is: 'inf' },
      expect: 'refuted',
      right: 'it falls like 1/|lambda|: claim steps-to-convergence of riccati-convergence',
    },
    {
      id: 'rate-without-two',
      source: 'lambda-balanced/convergence-rates',
      equal: ['(K_i + lambda)/2 + (K_i - lambda)/2', 'K_i/2'],
      expect: 'refuted',
      right: '2 rho = K: claim rate-of-a-pair of riccati-convergence',
    },
    {
      id: 'gram-evenness',
      source: 'lambda-balanced/lambda-evenness',
      prose:
        'Only the sum R2 E + E R1 is even in lambda; a funnel sees (K + lambda)/2 alone along its unseen inputs.',
      equal: ['(K + lambda)/2', '(K - lambda)/2'],
      expect: 'refuted',
      right: 'W of square networks is even in lambda: claim pair-rate-even of riccati-convergence',
    },
    {
      id: 'funnel-evenness',
      source: 'lambda-balanced/lambda-evenness',
      prose:
        'Two inputs, one hidden unit: the product along the unseen input moves with R2 alone, which is not even.',
      equal: ['(K + lambda)/2*(0 - w)', '(sqrt((-lambda)^2 + 4*s^2) - lambda)/2*(0 - w)'],
      expect: 'refuted',
      right: 'square networks only: claim pair-rate-even of riccati-convergence',
    },
    {
      id: 'growing-exponentials',
      source: 'lambda-balanced/erratum-24',
      prose: 'Thesis (3.77): growing exponentials in the stable form; W would not tend to the target.',
      symbols: { s: 'positive', c: 'positive', d: 'positive' },
      limit: {
        of: '(low - high*C/B/E)*(high + low*C/B/E)/(4/(E*B^2) + (1/E - 1)/rho)',
        as: 'u -> inf',
        is: 's',
      },
      assume: ['d != c'],
      expect: 'refuted',
      right:
        'decaying ones, and the inverse: claims stable-product and stable-limit-product of riccati-single-mode',
    },
  ],
});
