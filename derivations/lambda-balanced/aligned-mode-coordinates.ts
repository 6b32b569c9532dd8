import { derivation } from 'flowproof';
import alignedMode from './aligned-mode.js';

export default derivation({
  derivation: 'aligned-mode-coordinates',
  title: 'Coordinates that straighten the aligned mode: hyperbolic, angle and Möbius',
  source: 'arXiv:2409.14623',
  prose: 'Three changes of variable behind the closed form of the aligned mode.',
  require: 'proved',
  symbols: { ...alignedMode.symbols, eta: 'real' },
  define: {
    ...alignedMode.define,
    phi_s: 'atan(2*s/abs(lambda))',
    phi_0: 'atan(2*a0/abs(lambda))',
    T_s: '2*s/(K + abs(lambda))',
    T_0: '2*a0/(k0 + abs(lambda))',
    contraction: '(T_s - T_0)/(1 + T_s*T_0)*E',
  },
  claims: [
    // Hyperbolic coordinates.
    {
      id: 'hyperbolic-second-layer',
      source: 'lambda-balanced/hyperbolic-parametrisation',
      prose:
        'lambda > 0: c = sqrt(lambda) sinh eta and d = sqrt(lambda) cosh eta have a = (lambda/2) sinh 2 eta.',
      symbols: { lambda: 'positive' },
      equal: ['(sqrt(lambda)*sinh(eta))*(sqrt(lambda)*cosh(eta))', 'lambda/2*sinh(2*eta)'],
    },
    {
      id: 'hyperbolic-second-layer-balance',
      source: 'lambda-balanced/hyperbolic-parametrisation',
      symbols: { lambda: 'positive' },
      equal: ['(sqrt(lambda)*cosh(eta))^2 - (sqrt(lambda)*sinh(eta))^2', 'lambda'],
    },
    {
      id: 'hyperbolic-first-layer',
      source: 'lambda-balanced/hyperbolic-parametrisation',
      prose: 'lambda < 0: the two layers swap roles.',
      symbols: { lambda: 'negative' },
      equal: ['(sqrt(abs(lambda))*sinh(eta))*(sqrt(abs(lambda))*cosh(eta))', 'abs(lambda)/2*sinh(2*eta)'],
    },
    {
      id: 'hyperbolic-first-layer-balance',
      source: 'lambda-balanced/hyperbolic-parametrisation',
      symbols: { lambda: 'negative' },
      equal: ['(sqrt(abs(lambda))*sinh(eta))^2 - (sqrt(abs(lambda))*cosh(eta))^2', 'lambda'],
    },
    {
      id: 'hyperbolic-angle-positive-branch',
      source: 'lambda-balanced/hyperbolic-parametrisation',
      prose: "lambda > 0 and d > 0: d eta/da = 1/k with eta = asinh(2 a/lambda)/2, so eta' = s - a.",
      symbols: { lambda: 'positive' },
      derivative: { of: 'asinh(2*a/lambda)/2', by: 'a', is: '1/sqrt(lambda^2 + 4*a^2)' },
    },
    {
      id: 'hyperbolic-angle-negative-branch',
      source: 'lambda-balanced/hyperbolic-parametrisation',
      prose: "lambda > 0 and d < 0: a = -(lambda/2) sinh 2 eta, so eta' = -(s - a).",
      symbols: { lambda: 'positive' },
      derivative: { of: '-asinh(2*a/lambda)/2', by: 'a', is: '-1/sqrt(lambda^2 + 4*a^2)' },
    },
    {
      id: 'hyperbolic-angle-first-layer',
      source: 'lambda-balanced/hyperbolic-parametrisation',
      prose: "lambda < 0 and c > 0: a = (|lambda|/2) sinh 2 eta, and again eta' = s - a.",
      symbols: { lambda: 'negative' },
      derivative: { of: 'asinh(2*a/abs(lambda))/2', by: 'a', is: '1/sqrt(lambda^2 + 4*a^2)' },
    },
    {
      id: 'hyperbolic-angle-first-layer-negative-branch',
      source: 'lambda-balanced/hyperbolic-parametrisation',
      symbols: { lambda: 'negative' },
      derivative: { of: '-asinh(2*a/abs(lambda))/2', by: 'a', is: '-1/sqrt(lambda^2 + 4*a^2)' },
    },
    {
      id: 'hyperbolic-weights-second-layer',
      source: 'lambda-balanced/hyperbolic-parametrisation',
      prose:
        "With eta' = s - a the weights sqrt(lambda) (sinh eta, cosh eta) follow their flow: c' = d (s - c d).",
      symbols: { lambda: 'positive' },
      equal: [
        'sqrt(lambda)*cosh(eta)*(s - lambda/2*sinh(2*eta))',
        '(sqrt(lambda)*cosh(eta))*(s - (sqrt(lambda)*sinh(eta))*(sqrt(lambda)*cosh(eta)))',
      ],
    },
    {
      id: 'theta-form',
      require: 'supported',
      source: 'lambda-balanced/hyperbolic-parametrisation',
      prose:
        "With a = (|lambda|/2) sinh theta no sign of lambda is left: theta' = 2 s - |lambda| sinh theta.",
      assume: ['lambda != 0'],
      solves: {
        variable: 'u',
        forms: { theta: 'asinh(2*mode/abs(lambda))' },
        field: { theta: '2*s - abs(lambda)*sinh(theta)' },
        initial: { at: 0, values: { theta: 'asinh(2*a0/abs(lambda))' } },
      },
    },
    {
      id: 'second-layer-never-vanishes',
      source: 'lambda-balanced/hyperbolic-parametrisation',
      prose: 'd^2 = (k + lambda)/2 stays at or above lambda; for lambda < 0 the first layer does the same.',
      holds: '(sqrt(lambda^2 + 4*a^2) + lambda)/2 >= lambda',
    },
    // The angle phi = atan(2a/|lambda|).
    {
      id: 'phi-form',
      require: 'supported',
      source: 'lambda-balanced/scalar-phi-form',
      prose: "phi' = K sin(phi_s - phi): a pendulum-like angle that relaxes at the single rate K.",
      assume: ['lambda != 0'],
      solves: {
        variable: 'u',
        forms: { phi: 'atan(2*mode/abs(lambda))' },
        field: { phi: 'K*sin(phi_s - phi)' },
        initial: { at: 0, values: { phi: 'phi_0' } },
      },
    },
    {
      id: 'phi-solution',
      source: 'lambda-balanced/scalar-phi-form',
      assume: ['lambda != 0'],
      solves: {
        variable: 'u',
        forms: { phi: 'phi_s - 2*atan(tan((phi_s - phi_0)/2)*E)' },
        field: { phi: 'K*sin(phi_s - phi)' },
        initial: { at: 0, values: { phi: 'phi_0' } },
      },
    },
    {
      id: 'phi-half-angle-decays',
      require: 'supported',
      source: 'lambda-balanced/scalar-phi-form',
      assume: ['lambda != 0'],
      equal: ['tan((phi_s - atan(2*mode/abs(lambda)))/2)', 'tan((phi_s - phi_0)/2)*E'],
    },
    {
      id: 'phi-target-sine',
      source: 'lambda-balanced/scalar-phi-form',
      assume: ['lambda != 0'],
      equal: ['K*sin(phi_s)', '2*s'],
    },
    {
      id: 'phi-target-cosine',
      source: 'lambda-balanced/scalar-phi-form',
      assume: ['lambda != 0'],
      equal: ['K*cos(phi_s)', 'abs(lambda)'],
    },
    {
      id: 'phi-speed',
      source: 'lambda-balanced/scalar-phi-form',
      assume: ['lambda != 0'],
      equal: ['abs(lambda)/cos(atan(2*a/abs(lambda)))', 'sqrt(lambda^2 + 4*a^2)'],
    },
    // The Möbius coordinate T = tan(phi/2).
    {
      id: 'mobius-coordinate',
      source: 'lambda-balanced/scalar-mobius-form',
      assume: ['lambda != 0'],
      equal: ['tan(atan(2*a/abs(lambda))/2)', '2*a/(sqrt(lambda^2 + 4*a^2) + abs(lambda))'],
    },
    {
      id: 'denominator-without-cancellation',
      source: 'lambda-balanced/scalar-closed-form',
      prose: 'As for the closed form itself: no term of the bracket is negative.',
      equal: ['denominator', 'D0*(bracket)'],
    },
    {
      id: 'mobius-riccati',
      source: 'lambda-balanced/scalar-mobius-form',
      prose: "T' = s - |lambda| T - s T^2, a scalar Riccati equation; at lambda = 0 it rests at T = sign(a).",
      assume: ['D0 > 0', 'K > 0'],
      using: ['denominator-without-cancellation'],
      solves: {
        variable: 'u',
        forms: { T: '2*mode/(strength + abs(lambda))' },
        field: { T: 's - abs(lambda)*T - s*T^2' },
        initial: { at: 0, values: { T: 'T_0' } },
      },
    },
    {
      id: 'mobius-contraction',
      source: 'lambda-balanced/scalar-mobius-form',
      prose: 'The Möbius distance of T from its target shrinks by exp(-K u).',
      equal: [
        '(T_s - 2*mode/(strength + abs(lambda)))/(1 + T_s*2*mode/(strength + abs(lambda)))',
        'contraction',
      ],
    },
    {
      id: 'mobius-solution',
      require: 'supported',
      source: 'lambda-balanced/scalar-mobius-form',
      solves: {
        variable: 'u',
        forms: { T: '(T_s - contraction)/(1 + T_s*contraction)' },
        field: { T: 's - abs(lambda)*T - s*T^2' },
        initial: { at: 0, values: { T: 'T_0' } },
      },
    },
    {
      id: 'mobius-inverse',
      source: 'lambda-balanced/scalar-mobius-form',
      assume: ['lambda != 0'],
      equal: [
        'a',
        'abs(lambda)*(2*a/(sqrt(lambda^2 + 4*a^2) + abs(lambda)))/(1 - (2*a/(sqrt(lambda^2 + 4*a^2) + abs(lambda)))^2)',
      ],
    },
  ],
});
