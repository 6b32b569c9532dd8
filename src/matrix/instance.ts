/** Matrix formulas at concrete matrices of exact rationals. */
import type { Point } from '../domain/domain.js';
import { exactValue } from '../domain/exact-value.js';
import { isZero, type Rational } from '../expression/rational.js';
import {
  evaluateMatrix,
  type MatrixArithmetic,
  Undefined,
  Unknown,
  type ValueOf,
} from './evaluate-matrix.js';
import { identityOf, RATIONALS, type RationalMatrix } from './rational-matrix.js';
import type { MatrixFormula } from './read-matrix.js';

/** Values of the letters, and of the scalar symbols with the size names among them. */
export interface MatrixInstance {
  readonly letters: ReadonlyMap<string, RationalMatrix>;
  readonly point: Point;
}

/** `unknown`: not a rational that exact arithmetic finds. */
export type InstanceValue = ValueOf<Rational>;

/** The symbols that can be sizes. */
export const sizesOf = ({ point }: MatrixInstance): ReadonlyMap<string, number> =>
  new Map(
    [...point].flatMap(([name, { numerator, denominator }]) =>
      denominator === 1n && numerator > 0n ? [[name, Number(numerator)] as const] : [],
    ),
  );

export const valueOfFormula = (formula: MatrixFormula, instance: MatrixInstance): InstanceValue =>
  evaluateMatrix(
    formula,
    { letters: instance.letters, sizes: sizesOf(instance) },
    exactArithmetic(instance.point),
  );

const exactArithmetic = (point: Point): MatrixArithmetic<Rational> => ({
  algebra: RATIONALS,
  scalar: (e, made) => {
    const value = exactValue(e, made.size === 0 ? point : new Map([...point, ...made]));
    if (value.kind === 'undefined') throw new Undefined();
    if (value.kind === 'unknown') throw new Unknown();
    return value.value;
  },
  exponential: (a) => {
    if (a.entries.every(isZero)) return identityOf(a.rows);
    throw new Unknown();
  },
  root: (a) => {
    if (a.entries.every(isZero)) return a;
    throw new Unknown();
  },
});
