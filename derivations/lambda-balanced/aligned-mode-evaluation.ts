import { derivation } from 'flowproof';
import alignedMode from './aligned-mode.js';

export default derivation({
  derivation: 'aligned-mode-evaluation',
  title: 'Forms of the aligned mode that lose no digits',
  source: 'arXiv:2409.14623',
  prose:
    'Three forms of the closed form for s >= 0 in which every sum but one adds terms of one sign; s < 0 is the mirror ' +
    'image. For evaluation in double precision phi = (1 - E)/K is taken from expm1.',
  require: 'proved',
  symbols: { ...alignedMode.symbols, s: 'nonnegative', x: 'real', c: 'real', d: 'real' },
  define: {
    ...alignedMode.define,
    kappa: 'lambda^2/(K + 2*s)',
    k_plus: 'k0 + 2*a0',
    k_minus: 'k0 - 2*a0',
    phi: '(1 - E)/K',
    // Each first factor divided by what it is at the start.
    from_above: 's - 2*K*delta*E*D0/(D0 - 2*kappa*delta*E)/(K + 2*s + k_minus - 2*(K + 2*s)*delta*phi)',
    from_below: 's - 2*K*delta*E*D0/(D0 + 2*(K + 2*s)*delta*E)/(kappa + k_plus + 2*kappa*delta*phi)',
    from_opposite: 's - 2*K*delta*D0_other*E/(D0_other*E + 2*kappa*delta)/(K + 2*s - k_plus + D0_other*phi)',
  },
  claims: [
    {
      id: 'kappa',
      source: 'lambda-balanced/scalar-closed-form',
      prose: 'K - 2 s without cancellation.',
      assume: ['K > 0'],
      equal: ['kappa', 'K - 2*s'],
    },
    {
      id: 'small-null-coordinate',
      source: 'lambda-balanced/scalar-closed-form',
      prose: 'k0 + 2 a0 and k0 - 2 a0 multiply to lambda^2: the small one is lambda^2 over the other.',
      equal: ['(k_plus)*(k_minus)', 'lambda^2'],
    },
    {
      id: 'form-from-above',
      source: 'lambda-balanced/scalar-closed-form',
      prose: 'a0 > s.',
      assume: ['a0 > s', 'K > 0'],
      equal: ['from_above', 'mode'],
    },
    {
      id: 'form-from-below',
      source: 'lambda-balanced/scalar-closed-form',
      prose: 'a0 <= s with lambda^2 + 4 s a0 >= 0.',
      assume: ['a0 <= s', 'N0 >= 0', 'K > 0'],
      equal: ['from_below', 'mode'],
    },
    {
      id: 'form-from-opposite-side',
      source: 'lambda-balanced/scalar-closed-form',
      prose: 'lambda^2 + 4 s a0 < 0; lambda = 0 included.',
      assume: ['N0 < 0'],
      equal: ['from_opposite', 'mode_other'],
    },
    {
      id: 'null-coordinate-bounded',
      source: 'lambda-balanced/scalar-closed-form',
      prose:
        'The only difference of positive terms that is left is K + 2 s - (k0 + 2 a0). Here k0 + 2 a0 is at most s …',
      assume: ['N0 < 0'],
      holds: 'lambda^2/(k_minus) <= s',
    },
    {
      id: 'only-difference-left',
      source: 'lambda-balanced/scalar-closed-form',
      prose: '… so the difference is s or more: it stays away from zero.',
      assume: ['N0 < 0'],
      using: ['null-coordinate-bounded'],
      holds: 'K + 2*s - lambda^2/(k_minus) >= s',
    },
    {
      id: 'mirror-image',
      source: 'lambda-balanced/scalar-closed-form',
      prose: 's < 0: minus the mode of -s from -a0.',
      symbols: { s: 'real' },
      equal: [
        'mode',
        '-(-s - (-s + a0)*2*K^2*D0*E/(D0^2 + 8*(-s)*(-s + a0)*D0*E - 4*lambda^2*(-s + a0)^2*E^2))',
      ],
    },
    {
      id: 'factor-zero',
      source: 'lambda-balanced/scalar-closed-form',
      prose: 'D0 = 0 needs lambda = 0 and a0 s <= 0: for lambda = 0 and a0 s > 0 it is 8 s a0.',
      symbols: { s: 'real' },
      assume: ['a0*s > 0'],
      equal: ['sqrt(4*a0^2)*sqrt(4*s^2) + 4*s*a0', '8*s*a0'],
    },
    {
      id: 'speed-positive',
      source: 'lambda-balanced/scalar-ode',
      prose: 'The speed k(a) vanishes only at lambda = a = 0.',
      assume: ['lambda^2 + a^2 > 0'],
      holds: 'sqrt(lambda^2 + 4*a^2) > 0',
    },
    {
      id: 'first-layer-never-vanishes',
      source: 'lambda-balanced/hyperbolic-parametrisation',
      prose: 'lambda < 0: c^2 = (k - lambda)/2 stays at or above |lambda|.',
      symbols: { lambda: 'negative' },
      holds: '(sqrt(lambda^2 + 4*a^2) - lambda)/2 >= abs(lambda)',
    },
    {
      id: 'balanced-weights',
      source: 'lambda-balanced/hyperbolic-parametrisation',
      prose: 'lambda = 0: c = d or c = -d.',
      equal: ['d^2 - c^2', '(d - c)*(d + c)'],
    },
    {
      id: 'angle-at-small-lambda',
      source: 'lambda-balanced/scalar-phi-form',
      prose: 'lambda -> 0 pushes the angle to its end: there the form is ill-conditioned.',
      symbols: { a: 'positive', lambda: 'positive' },
      limit: { of: 'atan(2*a/lambda)', as: 'lambda -> 0+', is: 'pi/2' },
    },
  ],
});
