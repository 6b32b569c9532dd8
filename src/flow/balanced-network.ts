/** Random balanced two-layer linear networks with the tasks they learn: sizes, spectra and lambda as a proof needs them. */
import type { RandomGenerator } from '../domain/random.js';
import { FlowproofError } from '../errors.js';
import {
  balancedWeights,
  orthonormalColumns,
  requireAdmissible,
  type TwoLayerWeights,
} from './balanced-weights.js';
import { scaleColumns, timesRows, transposeRows } from './rows.js';
import type { TwoLayerSizes } from './two-layer-linear.js';

/**
 * `square`: one width. `funnel`: Ni > No, `anti-funnel`: Ni < No, both with min <= Nh <= max. `bottleneck`: Nh < min(Ni, No).
 * `wide`: Nh > max(Ni, No).
 */
export type NetworkShape = 'square' | 'funnel' | 'anti-funnel' | 'bottleneck' | 'wide';

export const NETWORK_SHAPES: readonly NetworkShape[] = [
  'square',
  'funnel',
  'anti-funnel',
  'bottleneck',
  'wide',
];

/** A target by its singular value decomposition. */
export interface SpectralTarget {
  /** No x Ni: U diag(singularValues) V^T. */
  readonly sigma: Float64Array[];
  /** No x No and Ni x Ni, orthogonal; the columns behind the modes span what the target does not see. */
  readonly U: Float64Array[];
  readonly V: Float64Array[];
  /** min(Ni, No) numbers, in the order of the columns. */
  readonly singularValues: readonly number[];
}

/** A balanced network at its start, with its target. */
export interface BalancedNetwork extends TwoLayerSizes, TwoLayerWeights, SpectralTarget {
  readonly lambda: number;
}

/** Random widths of a shape, none above `largest`. @throws FlowproofError `network-shape` where there are none. */
export function randomSizes(shape: NetworkShape, largest: number, random: RandomGenerator): TwoLayerSizes {
  const least = shape === 'square' ? 1 : 2;
  if (!(Number.isInteger(largest) && largest >= least)) {
    throw new FlowproofError({
      code: 'network-shape',
      message: `no ${shape} network has widths up to ${largest}`,
      expected: `a largest width >= ${least}`,
      found: String(largest),
    });
  }
  const wide = random.integer(least, largest);
  const narrow = shape === 'square' ? wide : random.integer(1, wide - 1);
  switch (shape) {
    case 'square':
      return { inputs: wide, hidden: wide, outputs: wide };
    case 'funnel':
      return { inputs: wide, hidden: random.integer(narrow, wide), outputs: narrow };
    case 'anti-funnel':
      return { inputs: narrow, hidden: random.integer(narrow, wide), outputs: wide };
    case 'bottleneck':
      return {
        inputs: random.integer(narrow + 1, largest),
        hidden: narrow,
        outputs: random.integer(narrow + 1, largest),
      };
    case 'wide':
      return { inputs: random.integer(1, wide - 1), hidden: wide, outputs: narrow };
  }
}

/**
 * A random lambda that these widths admit: 0 in one draw of seven, else of size 10^(-decades/2) … 10^(decades/2), with
 * either sign where both are admitted.
 */
export function randomBalance(sizes: TwoLayerSizes, random: RandomGenerator, decades = 12): number {
  const signs = [1, -1].filter((sign) =>
    sign > 0 ? sizes.hidden <= sizes.outputs : sizes.hidden <= sizes.inputs,
  );
  if (signs.length === 0 || random.integer(0, 6) === 0) return 0;
  return signs[random.integer(0, signs.length - 1)] * 10 ** (decades * (random.uniform() - 0.5));
}

/** Random singular values in (1/4, 3): distinct, partly repeated, or partly zero, a third of the draws each. */
export function randomSpectrum(count: number, random: RandomGenerator): number[] {
  const values = Array.from({ length: count }, () => 0.25 + 2.75 * random.uniform());
  const kind = random.integer(0, 2);
  if (kind === 1) values.fill(values[0], 0, random.integer(1, count));
  if (kind === 2) values.fill(0, 0, random.integer(1, count));
  return values;
}

/** A random target with these singular values. @throws FlowproofError `matrix-shape` for the wrong number of them. */
export function randomTarget(
  { inputs, outputs }: Pick<TwoLayerSizes, 'inputs' | 'outputs'>,
  singularValues: readonly number[],
  random: RandomGenerator,
): SpectralTarget {
  const modes = Math.min(inputs, outputs);
  if (singularValues.length !== modes || !singularValues.every((s) => s >= 0 && Number.isFinite(s))) {
    throw new FlowproofError({
      code: 'matrix-shape',
      message: 'these are not the singular values of the target',
      expected: `${modes} finite numbers >= 0`,
      found: `[${singularValues.join(', ')}]`,
    });
  }
  const U = orthonormalColumns(outputs, outputs, random);
  const V = orthonormalColumns(inputs, inputs, random);
  const first = (A: Float64Array[]) => A.map((row) => row.subarray(0, modes));
  const sigma = timesRows(scaleColumns(first(U), singularValues), transposeRows(first(V)));
  return { sigma, U, V, singularValues: [...singularValues] };
}

/**
 * A random balanced network and a random task for it.
 * @param facts.singularValues of the target; random ones where left out.
 * @param facts.scale standard deviation of the drawn weights. Default 1.
 * @throws FlowproofError `lambda-admissible-dims`, `matrix-shape`.
 */
export function balancedNetwork(
  sizes: TwoLayerSizes,
  facts: { readonly lambda: number; readonly singularValues?: readonly number[]; readonly scale?: number },
  random: RandomGenerator,
): BalancedNetwork {
  requireAdmissible(sizes, facts.lambda);
  const modes = Math.min(sizes.inputs, sizes.outputs);
  const target = randomTarget(sizes, facts.singularValues ?? randomSpectrum(modes, random), random);
  const weights = balancedWeights(sizes, facts.lambda, random, facts.scale);
  const { inputs, hidden, outputs } = sizes;
  return { inputs, hidden, outputs, lambda: facts.lambda, ...weights, ...target };
}

/**
 * A random balanced network of any shape: widths up to `largest` (6), a lambda of either sign or 0 over `decades` (12), a random
 * spectrum with repeated and zero singular values among its draws.
 */
export function drawBalancedNetwork(
  random: RandomGenerator,
  facts: {
    readonly shapes?: readonly NetworkShape[];
    readonly largest?: number;
    readonly decades?: number;
  } = {},
): BalancedNetwork {
  const { shapes = NETWORK_SHAPES, largest = 6, decades = 12 } = facts;
  const sizes = randomSizes(shapes[random.integer(0, shapes.length - 1)], largest, random);
  return balancedNetwork(sizes, { lambda: randomBalance(sizes, random, decades) }, random);
}
