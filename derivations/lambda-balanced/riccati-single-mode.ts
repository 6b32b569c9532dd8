import { derivation } from 'flowproof';
import spectrum from './riccati-spectrum.js';

/** 1 + Q0' G(u) Q0 for one hidden unit, G the integral of exp(2 F x). */
const growthAt = (u: string) => `1 + b^2*(exp(K*(${u})) - 1)/K + m^2*(1 - exp(-K*(${u})))/K`;

export default derivation({
  derivation: 'riccati-single-mode',
  title: 'The Riccati equation and its stable solution, written out for one hidden unit',
  source: 'arXiv:2409.14623',
  prose:
    "Q = (c, d) stacks the weights, P = Q Q'. With F the flow is P' = F P + P F - P^2, for any start Q0 = (c0, d0). " +
    'b and m are the parts of Q0 along the growing (q, p) and the shrinking (p, -q) eigenvector; a second input ' +
    'direction that Sigma does not see carries the weight h0 and has the eigenvalue nu = -lambda/2.',
  require: 'proved',
  symbols: {
    ...spectrum.symbols,
    c: 'real',
    d: 'real',
    h: 'real',
    c0: 'real',
    d0: 'real',
    h0: 'real',
    b: 'real',
    m: 'real',
    v: 'nonnegative',
  },
  assume: ['lambda^2 + 4*s^2 > 0'],
  define: {
    K: 'sqrt(lambda^2 + 4*s^2)',
    rho: 'K/2',
    // Products of the entries of the eigenvectors: p^2, q^2 and p q.
    pp: '(K + lambda)/(2*K)',
    qq: '(K - lambda)/(2*K)',
    pq: 's/K',
    growth: growthAt('u'),
    // P(u) in the eigenbasis: three products of exp(rho u) b and exp(-rho u) m.
    up: 'b^2*exp(K*u)',
    down: 'm^2*exp(-K*u)',
    R1: '(qq*up + 2*pq*b*m + pp*down)/(growth)',
    W: '(pq*up + (pp - qq)*b*m - pq*down)/(growth)',
    R2: '(pp*up - 2*pq*b*m + qq*down)/(growth)',
    // The stable form: everything divided by exp(K u) b^2.
    E: 'exp(-K*u)',
    C: 'm/b',
    Phi: '(1 - E)/K',
    Y: 'E/b^2 + Phi + E*C^2*Phi',
    R1_stable: '(qq + 2*pq*C*E + pp*C^2*E^2)/(Y)',
    W_stable: '(pq + (pp - qq)*C*E - pq*C^2*E^2)/(Y)',
    R2_stable: '(pp - 2*pq*C*E + qq*C^2*E^2)/(Y)',
  },
  claims: [
    {
      id: 'stacked-flow-first-layer',
      source: 'lambda-balanced/q-ode',
      prose: "Q' = F Q - |Q|^2 Q/2 where lambda = d^2 - c^2: no matrix equation is squared yet.",
      equal: ['d*(s - c*d)', '-(d^2 - c^2)/2*c + s*d - (c^2 + d^2)/2*c'],
    },
    {
      id: 'stacked-flow-second-layer',
      source: 'lambda-balanced/q-ode',
      equal: ['c*(s - c*d)', 's*c + (d^2 - c^2)/2*d - (c^2 + d^2)/2*d'],
    },
    {
      id: 'riccati-input-gram',
      source: 'lambda-balanced/riccati-qqt',
      prose: "The blocks of P' = F P + P F - P^2: R1 = c^2 …",
      equal: ['2*c*d*(s - c*d)', '-(d^2 - c^2)*c^2 + 2*s*(c*d) - c^4 - (c*d)^2'],
    },
    {
      id: 'riccati-product',
      source: 'lambda-balanced/riccati-qqt',
      prose: '… W = c d …',
      equal: ['d*(s - c*d)*d + c*(c*(s - c*d))', 's*c^2 + s*d^2 - c*d*(c^2 + d^2)'],
    },
    {
      id: 'riccati-output-gram',
      source: 'lambda-balanced/riccati-qqt',
      prose: '… and R2 = d^2.',
      equal: ['2*d*c*(s - c*d)', '(d^2 - c^2)*d^2 + 2*s*(c*d) - d^4 - (c*d)^2'],
    },
    {
      id: 'solution',
      source: 'lambda-balanced/riccati-solution',
      prose: "exp(F u) Q0 (1 + Q0' G Q0)^-1 Q0' exp(F u) solves it from every start, at every u >= 0.",
      solves: {
        variable: 'u',
        forms: { x1: 'R1', w: 'W', x2: 'R2' },
        field: {
          x1: '-lambda*x1 + 2*s*w - x1^2 - w^2',
          w: 's*(x1 + x2) - w*(x1 + x2)',
          x2: 'lambda*x2 + 2*s*w - x2^2 - w^2',
        },
        initial: {
          at: 0,
          values: {
            x1: 'qq*b^2 + 2*pq*b*m + pp*m^2',
            w: 'pq*b^2 + (pp - qq)*b*m - pq*m^2',
            x2: 'pp*b^2 - 2*pq*b*m + qq*m^2',
          },
        },
      },
    },
    {
      id: 'bracket-at-least-one',
      source: 'lambda-balanced/riccati-solution',
      prose: 'The bracket never vanishes.',
      holds: 'growth >= 1',
    },
    {
      id: 'weights-exactly',
      source: 'lambda-balanced/single-hidden-unit-exact',
      prose: "One hidden unit: L/sqrt(1 + Q0' G Q0) is Q itself, in the eigenbasis of F …",
      solves: {
        variable: 'u',
        forms: { x: 'b*exp(rho*u)/sqrt(growth)', y: 'm*exp(-rho*u)/sqrt(growth)' },
        field: { x: 'rho*x - (x^2 + y^2)/2*x', y: '-rho*y - (x^2 + y^2)/2*y' },
        initial: { at: 0, values: { x: 'b', y: 'm' } },
      },
    },
    {
      id: 'semigroup',
      source: 'lambda-balanced/qqt-semigroup',
      prose: 'Two steps u and v are one step u + v: the brackets multiply.',
      equal: [
        `(growth)*(1 + up/(growth)*(exp(K*v) - 1)/K + down/(growth)*(1 - exp(-K*v))/K)`,
        growthAt('u + v'),
      ],
    },
    // The stable form.
    {
      id: 'stable-product',
      source: 'lambda-balanced/qqt-stable-min',
      prose: 'Divided by exp(K u) b^2, only decaying exponentials are left.',
      assume: ['b != 0'],
      equal: ['W_stable', 'W'],
    },
    {
      id: 'stable-input-gram',
      source: 'lambda-balanced/qqt-stable-min',
      assume: ['b != 0'],
      equal: ['R1_stable', 'R1'],
    },
    {
      id: 'stable-output-gram',
      source: 'lambda-balanced/qqt-stable-min',
      assume: ['b != 0'],
      equal: ['R2_stable', 'R2'],
    },
    {
      id: 'stable-limit-input-gram',
      source: 'lambda-balanced/qqt-limit',
      prose: 'b != 0: R1 -> (K - lambda)/2 …',
      assume: ['b != 0'],
      limit: { of: 'R1_stable', as: 'u -> inf', is: '(K - lambda)/2' },
    },
    {
      id: 'stable-limit-product',
      source: 'lambda-balanced/qqt-limit',
      prose: '… W -> Sigma …',
      assume: ['b != 0'],
      limit: { of: 'W_stable', as: 'u -> inf', is: 's' },
    },
    {
      id: 'stable-limit-output-gram',
      source: 'lambda-balanced/qqt-limit',
      prose: '… and R2 -> (K + lambda)/2.',
      assume: ['b != 0'],
      limit: { of: 'R2_stable', as: 'u -> inf', is: '(K + lambda)/2' },
    },
    {
      id: 'limit-is-balanced',
      source: 'lambda-balanced/qqt-limit',
      equal: ['(K + lambda)/2*((K - lambda)/2)', 's^2'],
    },
    {
      id: 'obstructed-limit',
      source: 'lambda-balanced/b-nonsingular',
      prose: 'b = 0 never reaches the target: W -> 0.',
      symbols: { b: { ge: 0, le: 0 } },
      limit: { of: 'W', as: 'u -> inf', is: 0 },
    },
    // lambda = 0.
    {
      id: 'stable-product-at-lambda-zero',
      source: 'lambda-balanced/lambda0-reduction',
      prose: 'lambda -> 0: p = q = 1/sqrt(2), K = 2 s, and the stable form is that of a balanced network.',
      symbols: { s: 'positive' },
      assume: ['b != 0'],
      limit: {
        of: 'W_stable',
        as: 'lambda -> 0',
        is: '(1 - (m/b)^2*exp(-4*s*u))/2/(exp(-2*s*u)/b^2 + (1 - exp(-2*s*u))/(2*s)*(1 + exp(-2*s*u)*(m/b)^2))',
      },
    },
    {
      id: 'stable-input-gram-at-lambda-zero',
      source: 'lambda-balanced/lambda0-reduction',
      symbols: { s: 'positive' },
      assume: ['b != 0'],
      limit: {
        of: 'R1_stable',
        as: 'lambda -> 0',
        is: '(1 + m/b*exp(-2*s*u))^2/2/(exp(-2*s*u)/b^2 + (1 - exp(-2*s*u))/(2*s)*(1 + exp(-2*s*u)*(m/b)^2))',
      },
    },
  ],
});
