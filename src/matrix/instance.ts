/** Matrix expressions at concrete matrices of exact rationals. */
import type { Point } from '../domain/domain.js';
import { exactValue } from '../domain/exact-value.js';
import type { Expression } from '../expression/expression.js';
import { type Rational, rational } from '../expression/rational.js';
import { symbolsOf } from '../expression/traverse.js';
import type { MatrixExpression, MatrixScalar } from './matrix-expression.js';
import {
  addMatrices,
  eliminate,
  identityOf,
  joinMatrices,
  kroneckerOf,
  matrixOf,
  multiplyMatrices,
  type RationalMatrix,
  scaleMatrix,
  stackColumns,
  subtractMatrices,
  traceOfMatrix,
  transposeMatrix,
} from './rational-matrix.js';
import type { MatrixFormula } from './read-matrix.js';
import { type Size, sizeAt } from './size.js';

/** Values of the letters, and of the scalar symbols with the size names among them. */
export interface MatrixInstance {
  readonly letters: ReadonlyMap<string, RationalMatrix>;
  readonly point: Point;
}

export type InstanceValue =
  | { readonly kind: 'matrix'; readonly value: RationalMatrix }
  | { readonly kind: 'scalar'; readonly value: Rational }
  /** Singular where an inverse is taken, or a scalar that is not defined. */
  | { readonly kind: 'undefined' }
  /** Not a rational that exact arithmetic finds. */
  | { readonly kind: 'unknown' };

class Undefined extends Error {}
class Unknown extends Error {}

export function valueOfFormula(formula: MatrixFormula, instance: MatrixInstance): InstanceValue {
  const evaluation = new Evaluation(instance, formula.scalars);
  try {
    return formula.kind === 'matrix'
      ? { kind: 'matrix', value: evaluation.matrix(formula.value) }
      : { kind: 'scalar', value: evaluation.scalar(formula.value) };
  } catch (error) {
    if (error instanceof Undefined) return { kind: 'undefined' };
    if (error instanceof Unknown) return { kind: 'unknown' };
    throw error;
  }
}

class Evaluation {
  readonly #instance: MatrixInstance;
  readonly #scalars: ReadonlyMap<string, MatrixScalar>;

  constructor(instance: MatrixInstance, scalars: ReadonlyMap<string, MatrixScalar>) {
    this.#instance = instance;
    this.#scalars = scalars;
  }

  scalar(e: Expression): Rational {
    const point = new Map(this.#instance.point);
    for (const name of symbolsOf(e)) {
      const made = this.#scalars.get(name);
      if (made === undefined) continue;
      const of = this.matrix(made.of);
      point.set(name, made.kind === 'trace' ? traceOfMatrix(of) : eliminate(of).determinant);
    }
    const value = exactValue(e, point);
    if (value.kind === 'undefined') throw new Undefined();
    if (value.kind === 'unknown') throw new Unknown();
    return value.value;
  }

  matrix(e: MatrixExpression): RationalMatrix {
    switch (e.kind) {
      case 'letter': {
        const value = this.#instance.letters.get(e.name);
        if (value === undefined) throw new Unknown();
        return value;
      }
      case 'identity':
        return identityOf(this.#size(e.size));
      case 'zero':
        return matrixOf(this.#size(e.shape.rows), this.#size(e.shape.columns), () => rational(0));
      case 'add':
        return addMatrices(this.matrix(e.left), this.matrix(e.right));
      case 'subtract':
        return subtractMatrices(this.matrix(e.left), this.matrix(e.right));
      case 'multiply':
        return multiplyMatrices(this.matrix(e.left), this.matrix(e.right));
      case 'kronecker':
        return kroneckerOf(this.matrix(e.left), this.matrix(e.right));
      case 'scale':
        return scaleMatrix(this.matrix(e.of), this.scalar(e.by));
      case 'negate':
        return scaleMatrix(this.matrix(e.of), rational(-1));
      case 'transpose':
        return transposeMatrix(this.matrix(e.of));
      case 'inverse': {
        const { inverse } = eliminate(this.matrix(e.of));
        if (inverse === undefined) throw new Undefined();
        return inverse;
      }
      case 'vectorise':
        return stackColumns(this.matrix(e.of));
      case 'blocks':
        return joinMatrices(e.rows.map((row) => row.map((block) => this.matrix(block))));
      case 'exponential':
      case 'root':
        throw new Unknown();
    }
  }

  #size(size: Size): number {
    const values = new Map([...this.#instance.point].map(([name, v]) => [name, Number(v.numerator)]));
    const value = sizeAt(size, values);
    if (value === undefined) throw new Unknown();
    return value;
  }
}
