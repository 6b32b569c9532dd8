import {
  alignedMode,
  closedFormOf,
  type Draw,
  definitionOf,
  derivationOf,
  type Expression,
  followFlow,
  math,
  type Observable,
  proof,
  statementOf,
  substitute,
  valueAt,
} from 'flowproof';
import alignedModeDerivation from '../../derivations/lambda-balanced/aligned-mode.js';
import coordinatesDerivation from '../../derivations/lambda-balanced/aligned-mode-coordinates.js';
import shapeDerivation from '../../derivations/lambda-balanced/aligned-mode-shape.js';
import timesDerivation from '../../derivations/lambda-balanced/aligned-mode-times.js';

const mode = derivationOf(alignedModeDerivation);
const coordinates = derivationOf(coordinatesDerivation);
const times = derivationOf(timesDerivation);
const shape = derivationOf(shapeDerivation);

const product = (state: ArrayLike<number>) => state[0] * state[1];
const sumOfSquares = (state: ArrayLike<number>) => state[0] ** 2 + state[1] ** 2;

/** Claims whose closed form of the strength speaks of the draw (a0 = s and s = 0 included in the general ones). */
function strengthClaims({ lambda, s, a0 }: Draw): string[] {
  if (lambda === 0) {
    if (s === 0) return ['closed-form-target-and-lambda-zero'];
    if (a0 === 0) return ['closed-form-lambda-zero-start-zero'];
    return a0 * s > 0
      ? ['closed-form', 'closed-form-lambda-zero']
      : ['closed-form-lambda-zero-opposite-start'];
  }
  return [
    'closed-form',
    ...(s === 0 ? ['closed-form-target-zero'] : []),
    ...(lambda ** 2 + 4 * s * a0 < 0 ? ['closed-form-opposite-start'] : []),
  ];
}

/** Times in units of the mode's own time, and, past a saddle, of its escape. */
function timesOf({ lambda, s, a0 }: Draw): number[] {
  // A smaller lambda than this is not resolved by the float64 weights c, d of order one: late times forget it.
  const resolved = Math.abs(lambda) > 2 ** -24 * (Math.abs(a0) + Math.abs(s));
  const K = Math.hypot(lambda, 2 * s, resolved ? 0 : 2 * a0);
  if (K === 0) return [1];
  const own = [0.25, 1, 4].map((share) => share / K);
  if (!resolved || a0 * s >= 0) return own;
  const delay = Math.log(1 + K / Math.abs(lambda)) / K;
  return [...own, delay, delay + 2 / K].sort((x, y) => x - y);
}

/** Weights from the strength, with the branch of `alignedWeights`: the larger one is positive. */
function weightForms(
  strength: Expression,
  lambda: number,
): { readonly c: Expression; readonly d: Expression } {
  const size = math`abs(lambda)`;
  const larger = substitute(
    definitionOf(mode, 'd_of_a'),
    new Map([
      ['a', strength],
      ['lambda', size],
    ]),
  );
  const smaller = math`${strength}/${larger}`;
  return lambda >= 0 ? { c: smaller, d: larger } : { c: larger, d: smaller };
}

/** Observable of the weights (c, d) beside a formula in the draw and the time. */
const beside = (
  name: string,
  formula: Expression,
  draw: Draw,
  measured: Observable['measured'],
): Observable => ({
  name,
  measured,
  stated: (u) => valueAt(formula, { ...draw, u }),
});

const DRAWN = {
  lambda: { ge: -1000, le: 1000 },
  s: { ge: -4, le: 4 },
  a0: { ge: -4, le: 4 },
} as const;

export default proof({
  proof: 'aligned-mode-flow',
  title: 'The closed form against gradient flow of the two weights of a mode',
  derivation: alignedModeDerivation,
  confronts: [
    'mode-gradient-c',
    'mode-gradient-d',
    'balance-conserved',
    'balance-conserved-along-field',
    'null-coordinate-product',
    'null-coordinate-sum',
    'null-coordinate-difference',
    'sum-of-squares',
    'scalar-ode',
    'squared-weights',
    'squared-weights-first-layer',
    'closed-form',
    'closed-form-with-speed',
    'closed-form-derivative',
    'speed',
    'weights-positive-lambda',
    'weights-negative-lambda',
    'first-layer-from-strength',
    'second-layer-from-strength',
    'closed-form-opposite-start',
    'closed-form-lambda-zero',
    'closed-form-lambda-zero-opposite-start',
    'closed-form-lambda-zero-start-zero',
    'closed-form-target-zero',
    'closed-form-target-and-lambda-zero',
    'closed-form-at-the-target',
    'evenness',
  ],
  symbols: DRAWN,
  runs: 40,
  confront: (draw, random) => {
    // A third of the draws each: lambda as drawn, pushed down over many decades, and exactly 0.
    const kind = random.integer(0, 2);
    const lambda = kind === 0 ? draw.lambda : kind === 1 ? draw.lambda * 2 ** -random.integer(4, 30) : 0;
    const point = { ...draw, lambda };
    const { a0, s } = draw;
    const flow = alignedMode(s, { a0, lambda });
    const observables = strengthClaims(point).flatMap((id): Observable[] => {
      const strength = closedFormOf(mode, id, 'a');
      const dead = lambda === 0 && a0 === 0;
      const { c, d } = weightForms(strength, lambda);
      return [
        beside(`a(u) of ${id}`, strength, point, product),
        beside(`k(u) of ${id}`, math`sqrt(lambda^2 + 4*(${strength})^2)`, point, sumOfSquares),
        ...(dead ? [] : [beside('c(u)', c, point, (w) => w[0]), beside('d(u)', d, point, (w) => w[1])]),
      ];
    });
    const balance: Observable = {
      name: 'd^2 - c^2',
      measured: (w) => (w[1] - w[0]) * (w[1] + w[0]),
      stated: () => lambda,
    };
    return followFlow(flow, timesOf(point), [...observables, balance], { timeName: 'u' });
  },
});

/** The angle, Möbius and hyperbolic coordinates of the integrated weights, where lambda != 0. */
export const coordinatesFlow = proof({
  proof: 'aligned-mode-coordinates-flow',
  title: 'The straightened coordinates against gradient flow of the two weights',
  derivation: coordinatesDerivation,
  confronts: [
    'hyperbolic-angle-positive-branch',
    'hyperbolic-angle-first-layer',
    'theta-form',
    'phi-form',
    'phi-solution',
    'phi-half-angle-decays',
    'mobius-riccati',
    'mobius-solution',
    'mobius-contraction',
  ],
  symbols: { lambda: { ge: -64, le: 64 }, s: { ge: -4, le: 4 }, a0: { ge: -4, le: 4 } },
  assume: ['abs(lambda) >= 1/1024'],
  runs: 20,
  confront: (draw) => {
    const { lambda, s, a0 } = draw;
    const size = Math.abs(lambda);
    const T = (w: ArrayLike<number>) => (2 * product(w)) / (sumOfSquares(w) + size);
    const theta = closedFormOf(coordinates, 'theta-form', 'theta');
    const observables = [
      beside('theta(u)', theta, draw, (w) => Math.asinh((2 * product(w)) / size)),
      beside('eta(u)', math`${theta}/2`, draw, (w) =>
        Math.asinh((lambda > 0 ? w[0] : w[1]) / Math.sqrt(size)),
      ),
      beside('phi(u)', closedFormOf(coordinates, 'phi-solution', 'phi'), draw, (w) =>
        Math.atan2(2 * product(w), size),
      ),
      beside('T(u)', closedFormOf(coordinates, 'mobius-solution', 'T'), draw, T),
    ];
    return followFlow(alignedMode(s, { a0, lambda }), timesOf(draw), observables, { timeName: 'u' });
  },
});

/** The flow stopped at the time that the derivation states for a strength: it must be there. */
export const timesFlow = proof({
  proof: 'aligned-mode-times-flow',
  title: 'The stated time to reach against the time gradient flow takes',
  derivation: timesDerivation,
  confronts: [
    'time-to-reach',
    'time-to-reach-start',
    'time-to-reach-inverts',
    'time-to-reach-conserved',
    'reversal-crossing-time',
    'reversal-crossing-value',
    'reversal-crossing-exact-reversal',
    'reversal-crossing-slope',
  ],
  symbols: { lambda: { ge: -16, le: 16 }, s: { gt: '1/8', le: 4 }, a0: { ge: -4, le: 4 } },
  assume: ['lambda != 0', 'abs(a0 - s) >= 1/64'],
  runs: 20,
  confront: (draw, random) => {
    const { s, a0 } = draw;
    // Over many decades, but not below what the float64 weights resolve on their way past the saddle.
    const size = Math.max(Math.abs(draw.lambda) * 2 ** -random.integer(0, 16), 2 ** -20);
    const lambda = Math.sign(draw.lambda) * size;
    const speed = (a: number) => Math.hypot(lambda, 2 * a) * Math.abs(s - a);
    const targets = [1 / 8, 1 / 2, 7 / 8]
      .map((share) => a0 + share * (s - a0))
      .filter((a) => a !== a0 && a !== s);
    const reach = definitionOf(times, 'time_to_reach');
    const comparisons = targets.flatMap((a) => {
      const time = valueAt(reach, { ...draw, lambda, a });
      if (!(time > 0)) return [];
      const arrival: Observable = {
        name: `a at the stated time to reach ${a}`,
        measured: product,
        stated: () => a,
        // The stated time is rounded to float64.
        statedError: () => speed(a) * time * Number.EPSILON,
      };
      return followFlow(alignedMode(s, { a0, lambda }), [time], [arrival], { timeName: 'u' });
    });
    // The time that the derivation reads off the integrated strength must be the time that has passed.
    const clock: Observable = {
      name: 'time read off a(u)',
      measured: (w) => valueAt(reach, { ...draw, lambda, a: product(w) }),
      stated: (u) => u,
    };
    const ticks = [0.25, 1].map((share) => share / Math.hypot(lambda, 2 * s));
    comparisons.push(...followFlow(alignedMode(s, { a0, lambda }), ticks, [clock], { timeName: 'u' }));
    if (a0 >= 0) return comparisons;
    const crossing = valueAt(definitionOf(times, 'crossing_time'), { ...draw, lambda });
    const slope: Observable = {
      name: "a' at the stated crossing of zero",
      measured: (w) => sumOfSquares(w) * (s - product(w)),
      stated: () =>
        valueAt(statementOf(times, 'reversal-crossing-slope', 'equality').right.expanded, { lambda, s }),
      statedError: () => 8 * (1 + s) * (1 + Math.abs(lambda)) * speed(0) * crossing * Number.EPSILON,
    };
    const zero: Observable = {
      name: 'a at the stated crossing of zero',
      measured: product,
      stated: () => 0,
      statedError: () => speed(0) * crossing * Number.EPSILON,
    };
    return [
      ...comparisons,
      ...followFlow(alignedMode(s, { a0, lambda }), [crossing], [zero, slope], { timeName: 'u' }),
    ];
  },
});

/** The second derivative of a(u) on both sides of |lambda| = s/sqrt(2), from the weights and their velocities. */
export const shapeFlow = proof({
  proof: 'aligned-mode-shape-flow',
  title: 'The curvature of the learning curve around the sigmoid threshold',
  derivation: shapeDerivation,
  confronts: [
    'speed-derivative',
    'second-derivative',
    'inflection-roots',
    'accelerating-phase',
    'accelerating-phase-exists',
    'no-acceleration-before',
    'no-acceleration-after',
    'concave-above-threshold',
  ],
  symbols: { s: { gt: '1/8', le: 4 }, ratio: { ge: '1/2', le: '3/2' } },
  runs: 20,
  confront: ({ s, ratio }, random) => {
    const lambda = (random.integer(0, 1) === 0 ? -1 : 1) * ratio * s * Math.SQRT1_2;
    const flow = alignedMode(s, { a0: 0, lambda });
    const curvature = (w: ArrayLike<number>) => {
      const residual = s - product(w);
      const speed = sumOfSquares(w) * residual;
      return 4 * product(w) * residual * residual - sumOfSquares(w) * speed;
    };
    const draw: Draw = { s, lambda, a0: 0 };
    const along = beside(
      "a''(u)",
      statementOf(shape, 'second-derivative', 'derivative').is.expanded,
      draw,
      curvature,
    );
    const K = Math.hypot(lambda, 2 * s);
    const comparisons = followFlow(flow, [0.1 / K, 0.5 / K, 1 / K, 2 / K, 4 / K], [along], { timeName: 'u' });
    // Where the derivation places the inflections the measured second derivative vanishes.
    const inflections = lambda ** 2 * 2 < s ** 2 ? ['a_minus', 'a_plus'] : [];
    for (const name of inflections) {
      const a = valueAt(definitionOf(shape, name), draw);
      const time = valueAt(definitionOf(times, 'time_to_reach'), { ...draw, a });
      const flat: Observable = {
        name: `a'' at ${name}`,
        measured: curvature,
        stated: () => 0,
        // Rounding of the root and of its time, carried through a''' <= 32 K^3 s.
        statedError: () => 32 * K ** 3 * s * Number.EPSILON * (time + 1 / K),
      };
      if (time > 0) comparisons.push(...followFlow(flow, [time], [flat], { timeName: 'u' }));
    }
    return comparisons;
  },
});
