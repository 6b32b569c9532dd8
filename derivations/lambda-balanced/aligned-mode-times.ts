import { derivation } from 'flowproof';
import alignedMode from './aligned-mode.js';

/** The factor D of the closed form and of the time to reach, at the mode strength `a`. */
const factorAt = (a: string) => `sqrt(lambda^2 + 4*(${a})^2)*K + lambda^2 + 4*s*(${a})`;

export default derivation({
  derivation: 'aligned-mode-times',
  title: 'How long the aligned mode takes: to any strength, to half of it, through zero',
  source: 'arXiv:2409.14623',
  prose:
    'The closed form solved for time, between a start a0 and a strength a on the same side of the target.',
  require: 'proved',
  symbols: alignedMode.symbols,
  define: {
    ...alignedMode.define,
    time_to_reach: `log((s - a0)*(${factorAt('a')})/((s - a)*D0))/K`,
    E_cross: '4*abs(lambda)*s*(s - a0)/((K + abs(lambda))*D0_other)',
    crossing_time: 'log((K + abs(lambda))*D0_other/(4*abs(lambda)*s*(s - a0)))/K',
    half_time: `log(2*(${factorAt('s/2')})/(${factorAt('0')}))/K`,
  },
  claims: [
    {
      id: 'time-to-reach',
      source: 'lambda-balanced/scalar-time-to-reach',
      prose:
        "The time at which the mode has strength a has derivative 1/a': it is the inverse of the closed form.",
      assume: ['(s - a0)*(s - a) > 0'],
      derivative: { of: 'time_to_reach', by: 'a', is: '1/(sqrt(lambda^2 + 4*a^2)*(s - a))' },
    },
    {
      id: 'time-to-reach-start',
      source: 'lambda-balanced/scalar-time-to-reach',
      equal: [`log((s - a0)*(${factorAt('a0')})/((s - a0)*D0))/K`, '0'],
    },
    {
      id: 'time-to-reach-log-derivative',
      source: 'lambda-balanced/scalar-time-to-reach',
      assume: ['a < s'],
      derivative: {
        of: `log((${factorAt('a')})/(s - a))`,
        by: 'a',
        is: 'K/((s - a)*sqrt(lambda^2 + 4*a^2))',
      },
    },
    {
      id: 'time-to-reach-inverts',
      source: 'lambda-balanced/scalar-time-to-reach',
      prose: 'Put into the time to reach, the closed form gives back the time.',
      equal: ['log((s - a0)*(K*strength + lambda^2 + 4*s*mode)/(gap*D0))/K', 'u'],
    },
    {
      id: 'time-to-reach-conserved',
      source: 'lambda-balanced/scalar-time-to-reach',
      prose: 'D(a)/(s - a) exp(-K u) does not change along the flow of a.',
      symbols: { u: 'real' },
      assume: ['a != s', 'lambda^2 + 4*a^2 > 0'],
      conserved: {
        quantity: `(${factorAt('a')})/(s - a)*exp(-K*u)`,
        field: { a: 'sqrt(lambda^2 + 4*a^2)*(s - a)', u: 1 },
      },
    },
    {
      id: 'time-to-reach-factor-without-cancellation',
      source: 'lambda-balanced/scalar-time-to-reach',
      assume: ['lambda^2 + 4*s*a < 0'],
      equal: [factorAt('a'), '4*lambda^2*(s - a)^2/(sqrt(lambda^2 + 4*a^2)*K - (lambda^2 + 4*s*a))'],
    },
    {
      id: 'time-to-reach-from-zero',
      source: 'lambda-balanced/scalar-time-to-reach',
      prose: 'D(0) = |lambda| (K + |lambda|).',
      equal: [factorAt('0'), 'abs(lambda)*(K + abs(lambda))'],
    },
    {
      id: 'reversal-crossing-time',
      source: 'lambda-balanced/reversal-crossing',
      prose: 'A mode that starts on the wrong side of zero escapes through it after this time.',
      symbols: { s: 'positive', a0: 'negative' },
      assume: ['lambda != 0'],
      equal: [`log((s - a0)*(${factorAt('0')})/(s*D0))/K`, 'crossing_time'],
    },
    {
      id: 'reversal-crossing-value',
      source: 'lambda-balanced/reversal-crossing',
      prose: 'At the crossing time, where exp(-K u) has this value, the strength is zero.',
      symbols: { s: 'positive', a0: 'negative' },
      assume: ['lambda != 0'],
      equal: ['s - delta*2*K^2*D0*E_cross/(D0^2 + 8*s*delta*D0*E_cross - 4*lambda^2*delta^2*E_cross^2)', '0'],
    },
    {
      id: 'reversal-crossing-exact-reversal',
      source: 'lambda-balanced/reversal-crossing',
      prose: 'a0 = -s: the crossing time is log(1 + K/|lambda|)/K.',
      symbols: { s: 'positive' },
      assume: ['lambda != 0'],
      equal: [
        'log((K + abs(lambda))*(K^2 - lambda^2 + 4*s^2)/(4*abs(lambda)*s*(2*s)))/K',
        'log(1 + K/abs(lambda))/K',
      ],
    },
    {
      id: 'reversal-crossing-slope',
      source: 'lambda-balanced/reversal-crossing',
      equal: ['sqrt(lambda^2 + 4*0^2)*(s - 0)', 'abs(lambda)*s'],
    },
    {
      id: 'reversal-crossing-small-lambda',
      source: 'lambda-balanced/reversal-crossing',
      prose: 'Exact reversal: the escape delay grows like log(2 s/lambda)/(2 s).',
      symbols: { s: 'positive', lambda: 'positive' },
      limit: { of: 'log(1 + K/lambda)/K - log(2*s/lambda)/(2*s)', as: 'lambda -> 0+', is: 0 },
    },
    {
      id: 'reversal-crossing-large-lambda',
      source: 'lambda-balanced/reversal-crossing',
      symbols: { s: 'positive', lambda: 'positive' },
      limit: { of: 'lambda*log(1 + K/lambda)/K', as: 'lambda -> inf', is: 'log(2)' },
    },
    {
      id: 'half-time-from-zero',
      source: 'lambda-balanced/scalar-time-to-reach',
      prose: 'From a0 = 0 half of the target is reached at about log(4 s/|lambda|)/(2 s).',
      symbols: { s: 'positive', lambda: 'positive' },
      limit: { of: 'half_time - log(4*s/lambda)/(2*s)', as: 'lambda -> 0+', is: 0 },
    },
    {
      id: 'half-time-from-zero-order',
      source: 'lambda-balanced/scalar-time-to-reach',
      symbols: { s: 'positive', lambda: 'positive' },
      order: { of: 'half_time - log(4*s/lambda)/(2*s)', as: 'lambda -> 0+', exponent: 1 },
    },
  ],
});
