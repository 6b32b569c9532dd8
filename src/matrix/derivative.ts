/** Derivatives of matrix expressions along a flow: letters and scalar symbols move, by the product rule. */
import { differentiate } from '../expression/differentiate.js';
import { type Expression, NOUGHT, negation, product, sum, UNIT } from '../expression/expression.js';
import { symbolsOf } from '../expression/traverse.js';
import {
  add,
  blocks,
  inverse,
  kronecker,
  type MatrixExpression,
  type MatrixScalar,
  multiply,
  negate,
  printMatrix,
  scalarOf,
  scale,
  subtract,
  transpose,
  vectorise,
  zero,
} from './matrix-expression.js';
import { isAlwaysInvertible } from './partial-parts.js';
import { unsupported } from './unsupported.js';

/** How letters and scalar symbols move. What is not named stays. */
export interface MatrixField {
  readonly letters: ReadonlyMap<string, MatrixExpression>;
  readonly symbols: ReadonlyMap<string, Expression>;
}

/** Differentiates along a field; scalars made of matrices are looked up in, and added to, one table. */
export class Derivative {
  readonly #field: MatrixField;
  readonly #scalars: Map<string, MatrixScalar>;
  readonly #isInvertible: (e: MatrixExpression) => boolean;

  /** @param isInvertible wherever the claim speaks; a determinant that moves needs it. */
  constructor(
    field: MatrixField,
    scalars: Map<string, MatrixScalar>,
    isInvertible: (e: MatrixExpression) => boolean = isAlwaysInvertible,
  ) {
    this.#field = field;
    this.#scalars = scalars;
    this.#isInvertible = isInvertible;
  }

  /** @throws FlowproofError `matrix-unsupported` */
  matrix(e: MatrixExpression): MatrixExpression {
    if (!this.#moves(e)) return zero(e.shape);
    switch (e.kind) {
      case 'letter':
        return this.#field.letters.get(e.name) ?? zero(e.shape);
      case 'identity':
      case 'zero':
        return zero(e.shape);
      case 'add':
        return add(this.matrix(e.left), this.matrix(e.right));
      case 'subtract':
        return subtract(this.matrix(e.left), this.matrix(e.right));
      case 'negate':
        return negate(this.matrix(e.of));
      case 'multiply':
        return add(multiply(this.matrix(e.left), e.right), multiply(e.left, this.matrix(e.right)));
      case 'kronecker':
        return add(kronecker(this.matrix(e.left), e.right), kronecker(e.left, this.matrix(e.right)));
      case 'scale':
        return add(scale(this.scalar(e.by), e.of), scale(e.by, this.matrix(e.of)));
      case 'transpose':
        return transpose(this.matrix(e.of));
      case 'vectorise':
        return vectorise(this.matrix(e.of));
      case 'inverse':
        return negate(multiply(multiply(e, this.matrix(e.of)), e));
      case 'exponential':
        return this.#exponential(e.of, e);
      case 'blocks':
        return blocks(e.rows.map((row) => row.map((block) => this.matrix(block))));
      case 'root':
        throw unsupported(`the derivative of ${printMatrix(e)}: of a square root that moves`);
    }
  }

  /** exp(c·M)' = c'·M·exp(c·M), where M stays. */
  #exponential(exponent: MatrixExpression, whole: MatrixExpression): MatrixExpression {
    const { by, of } = withoutFactors(exponent);
    if (this.#moves(of))
      throw unsupported(`the derivative of ${printMatrix(whole)}: of an exponential of a matrix that turns`);
    return scale(this.scalar(by), multiply(of, whole));
  }

  /** Along symbols, traces and determinants. */
  scalar(e: Expression): Expression {
    let total: Expression = NOUGHT;
    for (const name of symbolsOf(e)) {
      const rate = this.#rateOf(name);
      if (rate !== undefined) total = sum(total, product(differentiate(e, name), rate));
    }
    return total;
  }

  #rateOf(name: string): Expression | undefined {
    const made = this.#scalars.get(name);
    if (made === undefined) return this.#field.symbols.get(name);
    if (!this.#moves(made.of)) return undefined;
    const moved = this.matrix(made.of);
    if (made.kind === 'trace') return this.#made({ kind: 'trace', of: moved });
    // Jacobi: (det M)' = det M · tr(M⁻¹ M'). Where M is singular the determinant still moves, and this says nothing of it.
    if (!this.#isInvertible(made.of))
      throw unsupported(
        `the derivative of det(${printMatrix(made.of)}): of the determinant of a matrix that may be singular (declare it invertible, or write its inverse in the claim)`,
      );
    return product(this.#made(made), this.#made({ kind: 'trace', of: multiply(inverse(made.of), moved) }));
  }

  #made(made: MatrixScalar): Expression {
    const e = scalarOf(made);
    if (e.kind === 'symbol') this.#scalars.set(e.name, made);
    return e;
  }

  #moves(e: MatrixExpression): boolean {
    switch (e.kind) {
      case 'letter':
        return this.#field.letters.has(e.name);
      case 'identity':
      case 'zero':
        return false;
      case 'add':
      case 'subtract':
      case 'multiply':
      case 'kronecker':
        return this.#moves(e.left) || this.#moves(e.right);
      case 'scale':
        return this.#moves(e.of) || symbolsOf(e.by).some((name) => this.#rateOf(name) !== undefined);
      case 'blocks':
        return e.rows.some((row) => row.some((block) => this.#moves(block)));
      default:
        return this.#moves(e.of);
    }
  }
}

/** c and M of c·M, where M is no multiple. */
function withoutFactors(e: MatrixExpression): { readonly by: Expression; readonly of: MatrixExpression } {
  let by: Expression = UNIT;
  let of = e;
  for (;;) {
    if (of.kind === 'scale') by = product(by, of.by);
    else if (of.kind === 'negate') by = negation(by);
    else return { by, of };
    of = of.of;
  }
}
