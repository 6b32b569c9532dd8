import { derivation } from 'flowproof';

/** The scalar mode in the form that no difference of nearly equal numbers spoils, for target `b` and scale `c`. */
const betaAt = (b: string, c: string, t: string) => {
  const R = `sqrt((${b})^2 + (${c})^2)`;
  const Kx = `((${b} + ${R} - ${c})/(${c} - (${b}) + ${R})*exp(-2*s*${R}*${t}))`;
  const E = `(((${b}) + ${R} + ((${b}) - ${R})*${Kx})/(${c}*(1 + ${Kx})))`;
  return `${c}/2*(${E} - 1/${E})`;
};

/** d/dt of exp(4 c s t) times the squared residual. */
const EXCESS_SLOPE = '-4*s*(speed - c)*exp(4*c*s*t)*gap^2';

export default derivation({
  derivation: 'scalar-dynamics',
  title: 'Exact dynamics of one coordinate of the diagonal network',
  source: 'arXiv:2602.20062',
  prose:
    'One coordinate, orthogonal columns, or infinite isotropic data: the coordinate sees a target b and a curvature s.',
  require: 'proved',
  symbols: {
    b: 'real',
    c: 'positive',
    s: 'positive',
    t: 'nonnegative',
    lambda: { ge: -1, le: 1 },
    alpha: 'positive',
    v: 'nonnegative',
  },
  define: {
    R: 'sqrt(b^2 + c^2)',
    kappa: '(b + R - c)/(c - b + R)',
    decay: 'exp(-2*s*R*t)',
    growth: '((b + R) + (b - R)*kappa*decay)/(c*(1 + kappa*decay))',
    beta: 'c/2*(growth - 1/growth)',
    speed: 'c/2*(growth + 1/growth)',
    gap: '2*R^2*kappa*decay/(((b + R) + (b - R)*kappa*decay)*(1 + kappa*decay))',
    w0: 'sqrt(c*(1 + lambda)/2)',
    v0: 'sqrt(c*(1 - lambda)/2)',
    growth_half: '(b/2 + sqrt(b^2/4 + c^2))/c',
    half_time: '-log((b + R - c*growth_half)/(kappa*(c*growth_half - b + R)))/(2*s*R)',
  },
  claims: [
    {
      id: 'scalar-speed',
      source: 'pretraining-finetuning/scalar-dynamics',
      prose:
        'beta = c sinh 2 eta and growth = exp(2 eta), so that the root in the law of beta is c cosh 2 eta.',
      equal: ['sqrt(c^2 + beta^2)', 'speed'],
    },
    {
      id: 'scalar-dynamics',
      source: 'pretraining-finetuning/scalar-dynamics',
      prose: 'beta(t) for a target of either sign; lambda does not enter.',
      solves: {
        variable: 't',
        forms: { x: 'beta' },
        field: { x: '2*s*sqrt(c^2 + x^2)*(b - x)' },
        initial: { at: 0, values: { x: 0 } },
      },
      using: ['scalar-speed'],
    },
    {
      id: 'scalar-riccati',
      source: 'pretraining-finetuning/scalar-dynamics',
      prose: 'growth = exp(2 eta) solves a Riccati equation.',
      solves: {
        variable: 't',
        forms: { x: 'growth' },
        field: { x: 's*(2*b*x - c*x^2 + c)' },
        initial: { at: 0, values: { x: 1 } },
      },
    },
    {
      id: 'scalar-tanh-form',
      source: 'pretraining-finetuning/scalar-dynamics',
      prose: 'b > 0: the hyperbolic form of the same.',
      symbols: { b: 'positive' },
      equal: ['growth', '(b + R*tanh(s*R*t + atanh((c - b)/R)))/c'],
    },
    {
      id: 'scalar-tanh-form-solves',
      source: 'pretraining-finetuning/scalar-dynamics',
      symbols: { b: 'positive' },
      solves: {
        variable: 't',
        forms: { x: '(b + R*tanh(s*R*t + atanh((c - b)/R)))/c' },
        field: { x: 's*(2*b*x - c*x^2 + c)' },
        initial: { at: 0, values: { x: 1 } },
      },
    },
    {
      id: 'scalar-odd-in-the-target',
      source: 'pretraining-finetuning/scalar-dynamics',
      prose: 'A target of the other sign gives the mirror image.',
      equal: [betaAt('-b', 'c', 't'), `-(${betaAt('b', 'c', 't')})`],
    },
    {
      id: 'scalar-gap',
      source: 'pretraining-finetuning/scalar-dynamics',
      prose: 'The distance to the target, without cancellation.',
      equal: ['b - beta', 'gap'],
    },
    {
      id: 'scalar-safe-denominator',
      source: 'pretraining-finetuning/scalar-dynamics',
      equal: ['c - b + R', 'c + c^2/(b + R)'],
    },
    {
      id: 'scalar-safe-difference',
      source: 'pretraining-finetuning/scalar-dynamics',
      equal: ['b - R', '-c^2/(b + R)'],
    },
    {
      id: 'scalar-weights',
      source: 'pretraining-finetuning/scalar-dynamics',
      prose: 'All four weights in time, for every split lambda.',
      solves: {
        variable: 't',
        forms: {
          wp: '((w0 + v0)*sqrt(growth) + (w0 - v0)/sqrt(growth))/2',
          vp: '((w0 + v0)*sqrt(growth) - (w0 - v0)/sqrt(growth))/2',
          wm: '((w0 - v0)*sqrt(growth) + (w0 + v0)/sqrt(growth))/2',
          vm: '((v0 - w0)*sqrt(growth) + (w0 + v0)/sqrt(growth))/2',
        },
        field: {
          wp: 's*vp*(b - (vp*wp - vm*wm))',
          vp: 's*wp*(b - (vp*wp - vm*wm))',
          wm: '-s*vm*(b - (vp*wp - vm*wm))',
          vm: '-s*wm*(b - (vp*wp - vm*wm))',
        },
        initial: { at: 0, values: { wp: 'w0', vp: 'v0', wm: 'w0', vm: 'v0' } },
      },
    },
    {
      id: 'scalar-limit',
      source: 'pretraining-finetuning/scalar-dynamics',
      limit: { of: 'beta', as: 't -> inf', is: 'b' },
    },
    {
      id: 'scalar-final-rate',
      source: 'pretraining-finetuning/scalar-dynamics',
      prose: 'The last approach to the target has the rate 2 s R.',
      limit: { of: 'gap*exp(2*s*R*t)', as: 't -> inf', is: '2*R^2*kappa/(b + R)' },
    },
    {
      id: 'scalar-half-time',
      source: 'pretraining-finetuning/scalar-dynamics',
      prose: 'At half_time the mode has reached b/2: the growth there is growth_half.',
      symbols: { b: 'positive' },
      equal: [
        '((b + R) + (b - R)*kappa*exp(-2*s*R*half_time))/(c*(1 + kappa*exp(-2*s*R*half_time)))',
        'growth_half',
      ],
    },
    {
      id: 'scalar-half-time-value',
      source: 'pretraining-finetuning/scalar-dynamics',
      equal: ['c/2*(growth_half - 1/growth_half)', 'b/2'],
    },
    {
      id: 'scalar-half-time-rich',
      source: 'pretraining-finetuning/scalar-dynamics',
      prose: 'Small scale: half of the target is reached at about log(2 b/c)/(2 s b).',
      symbols: { b: 'positive' },
      limit: { of: 'half_time/(log(2*b/c)/(2*s*b))', as: 'c -> 0+', is: 1 },
    },
    {
      id: 'scalar-half-time-rich-gap',
      source: 'pretraining-finetuning/scalar-dynamics',
      symbols: { b: 'positive' },
      limit: { of: 'half_time - log(2*b/c)/(2*s*b)', as: 'c -> 0+', is: 0 },
    },
    {
      id: 'scalar-lazy-limit',
      source: 'pretraining-finetuning/scalar-dynamics',
      prose: 'Large scale, at fixed v = c t: an exponential at the rate 2 s c.',
      limit: { of: betaAt('b', 'c', '(v/c)'), as: 'c -> inf', is: 'b*(1 - exp(-2*s*v))' },
    },
    {
      id: 'scalar-target-zero',
      source: 'pretraining-finetuning/scalar-dynamics',
      prose: 'b = 0: the coordinate stays at zero.',
      equal: [betaAt('0', 'c', 't'), '0'],
    },
    {
      id: 'scalar-scaling',
      source: 'pretraining-finetuning/scaling-symmetry',
      prose: 'Scaling the target and c by alpha scales beta by alpha and speeds time up by alpha.',
      equal: [betaAt('(alpha*b)', '(alpha*c)', 't'), `alpha*(${betaAt('b', 'c', '(alpha*t)')})`],
    },
    {
      id: 'scalar-residual-rate',
      source: 'pretraining-finetuning/residual-decay',
      prose: 'The residual decays at the rate 2 s sqrt(c^2 + beta^2) …',
      derivative: { of: 'gap', by: 't', is: '-2*s*speed*gap' },
    },
    {
      id: 'scalar-speed-at-least-c',
      source: 'pretraining-finetuning/residual-decay',
      prose: '… which is never below 2 s c …',
      holds: 'speed >= c',
    },
    {
      id: 'scalar-residual-over-bound',
      source: 'pretraining-finetuning/residual-decay',
      derivative: { of: 'exp(4*c*s*t)*gap^2', by: 't', is: EXCESS_SLOPE },
    },
    {
      id: 'scalar-residual-never-rises',
      source: 'pretraining-finetuning/residual-decay',
      prose: '… so exp(4 c s t) times the squared residual never rises …',
      holds: `${EXCESS_SLOPE} <= 0`,
      using: ['scalar-speed-at-least-c'],
    },
    {
      id: 'scalar-residual-starts-at-the-target',
      source: 'pretraining-finetuning/residual-decay',
      prose:
        '… from b^2 at the start: |b - beta| <= |b| exp(-2 c s t), s being the squared singular value of X.',
      equal: ['(2*R^2*kappa/(((b + R) + (b - R)*kappa)*(1 + kappa)))^2', 'b^2'],
    },
  ],
});
