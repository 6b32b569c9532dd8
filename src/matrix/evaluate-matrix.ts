/** Matrix expressions at concrete matrices, in an arithmetic that is handed in. */
import type { Expression } from '../expression/expression.js';
import { symbolsOf } from '../expression/traverse.js';
import { type Dense, type DenseAlgebra, joinBlocksOf, stackColumns, transposeOf } from './dense.js';
import type { MatrixExpression, MatrixScalar } from './matrix-expression.js';
import type { MatrixFormula } from './read-matrix.js';
import { type Size, sizeAt } from './size.js';

/** How numbers are written and functions evaluated. */
export interface MatrixArithmetic<E> {
  readonly algebra: DenseAlgebra<E>;
  /** A scalar expression over the symbols of the point and the given values. @throws Undefined, Unknown */
  scalar(e: Expression, made: ReadonlyMap<string, E>): E;
  /** @throws Undefined, Unknown */
  exponential(a: Dense<E>): Dense<E>;
  /** The positive semidefinite square root. @throws Undefined, Unknown */
  root(a: Dense<E>): Dense<E>;
}

/** Values of the letters, and the integers that sizes are made of. */
export interface LetterValues<E> {
  readonly letters: ReadonlyMap<string, Dense<E>>;
  readonly sizes: ReadonlyMap<string, number>;
}

export type ValueOf<E> =
  | { readonly kind: 'matrix'; readonly value: Dense<E> }
  | { readonly kind: 'scalar'; readonly value: E }
  /** Singular where an inverse is taken, or a scalar that is not defined. */
  | { readonly kind: 'undefined' }
  /** Not to be had in this arithmetic. */
  | { readonly kind: 'unknown' };

/** Thrown by an arithmetic. */
export class Undefined extends Error {}
export class Unknown extends Error {}

export function evaluateMatrix<E>(
  formula: MatrixFormula,
  values: LetterValues<E>,
  arithmetic: MatrixArithmetic<E>,
): ValueOf<E> {
  const evaluation = new Evaluation(values, formula.scalars, arithmetic);
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

class Evaluation<E> {
  readonly #values: LetterValues<E>;
  readonly #scalars: ReadonlyMap<string, MatrixScalar>;
  readonly #arithmetic: MatrixArithmetic<E>;

  constructor(
    values: LetterValues<E>,
    scalars: ReadonlyMap<string, MatrixScalar>,
    arithmetic: MatrixArithmetic<E>,
  ) {
    this.#values = values;
    this.#scalars = scalars;
    this.#arithmetic = arithmetic;
  }

  scalar(e: Expression): E {
    const made = new Map<string, E>();
    for (const name of symbolsOf(e)) {
      const meaning = this.#scalars.get(name);
      if (meaning !== undefined) made.set(name, this.#made(meaning));
    }
    return this.#arithmetic.scalar(e, made);
  }

  #made({ kind, of }: MatrixScalar): E {
    const { algebra } = this.#arithmetic;
    const value = this.matrix(of);
    if (kind === 'trace') return algebra.trace(value);
    const elimination = algebra.eliminate(value);
    if (elimination === undefined) throw new Unknown();
    return elimination.determinant;
  }

  matrix(e: MatrixExpression): Dense<E> {
    const { algebra } = this.#arithmetic;
    switch (e.kind) {
      case 'letter': {
        const value = this.#values.letters.get(e.name);
        if (value === undefined) throw new Unknown();
        return value;
      }
      case 'identity':
        return algebra.identity(this.#size(e.size));
      case 'zero':
        return algebra.zero(this.#size(e.shape.rows), this.#size(e.shape.columns));
      case 'add':
        return algebra.add(this.matrix(e.left), this.matrix(e.right));
      case 'subtract':
        return algebra.subtract(this.matrix(e.left), this.matrix(e.right));
      case 'multiply':
        return algebra.multiply(this.matrix(e.left), this.matrix(e.right));
      case 'kronecker':
        return this.#kronecker(this.matrix(e.left), this.matrix(e.right));
      case 'scale':
        return algebra.scale(this.matrix(e.of), this.scalar(e.by));
      case 'negate': {
        const value = this.matrix(e.of);
        return algebra.subtract(algebra.zero(value.rows, value.columns), value);
      }
      case 'transpose':
        return transposeOf(this.matrix(e.of));
      case 'inverse': {
        const elimination = algebra.eliminate(this.matrix(e.of));
        if (elimination === undefined) throw new Unknown();
        if (elimination.inverse === undefined) throw new Undefined();
        return elimination.inverse;
      }
      case 'vectorise':
        return stackColumns(this.matrix(e.of));
      case 'blocks':
        return joinBlocksOf(e.rows.map((row) => row.map((block) => this.matrix(block))));
      case 'exponential':
        return this.#arithmetic.exponential(this.matrix(e.of));
      case 'root':
        return this.#arithmetic.root(this.matrix(e.of));
    }
  }

  #kronecker(a: Dense<E>, b: Dense<E>): Dense<E> {
    if (Math.max(a.rows * b.rows, a.columns * b.columns) > MAX_ROWS) throw new Unknown();
    return this.#arithmetic.algebra.kronecker(a, b);
  }

  #size(size: Size): number {
    const value = sizeAt(size, this.#values.sizes);
    if (value === undefined || value > MAX_ROWS) throw new Unknown();
    return value;
  }
}

/** Larger matrices than these are not made: their products would take minutes. */
const MAX_ROWS = 128;
