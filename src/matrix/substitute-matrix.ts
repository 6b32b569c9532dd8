/** Letters and scalar symbols of a matrix formula replaced by their values. */
import type { Expression } from '../expression/expression.js';
import { substitute, symbolsOf } from '../expression/traverse.js';
import {
  add,
  blocks,
  exponential,
  inverse,
  kronecker,
  type MatrixExpression,
  type MatrixScalar,
  multiply,
  negate,
  scalarOf,
  scale,
  squareRoot,
  subtract,
  transpose,
  vectorise,
} from './matrix-expression.js';
import type { MatrixFormula } from './read-matrix.js';

/** Values by name: of the shape of the letter, or a scalar for a symbol. */
export type MatrixValues = ReadonlyMap<string, MatrixFormula>;

/** The formula at these values; shapes are taken to fit. */
export function substituteMatrix(formula: MatrixFormula, values: MatrixValues): MatrixFormula {
  if (values.size === 0) return formula;
  const substitution = new Substitution(values, formula.scalars);
  const { text } = formula;
  return formula.kind === 'matrix'
    ? { kind: 'matrix', value: substitution.matrix(formula.value), text, scalars: substitution.scalars }
    : { kind: 'scalar', value: substitution.scalar(formula.value), text, scalars: substitution.scalars };
}

class Substitution {
  /** The scalars made of matrices, after the substitution. */
  readonly scalars = new Map<string, MatrixScalar>();
  readonly #letters = new Map<string, MatrixExpression>();
  readonly #symbols = new Map<string, Expression>();
  readonly #made: ReadonlyMap<string, MatrixScalar>;

  constructor(values: MatrixValues, made: ReadonlyMap<string, MatrixScalar>) {
    this.#made = made;
    for (const [name, value] of values) {
      if (value.kind === 'matrix') this.#letters.set(name, value.value);
      else this.#symbols.set(name, value.value);
      for (const [key, scalar] of value.scalars) this.scalars.set(key, scalar);
    }
  }

  scalar(e: Expression): Expression {
    const meanings = new Map(this.#symbols);
    for (const name of symbolsOf(e)) {
      const made = this.#made.get(name);
      if (made === undefined) continue;
      const turned = { kind: made.kind, of: this.matrix(made.of) };
      const own = scalarOf(turned);
      if (own.kind === 'symbol') this.scalars.set(own.name, turned);
      meanings.set(name, own);
    }
    return substitute(e, meanings);
  }

  matrix(e: MatrixExpression): MatrixExpression {
    const at = (part: MatrixExpression): MatrixExpression => this.matrix(part);
    switch (e.kind) {
      case 'letter':
        return this.#letters.get(e.name) ?? e;
      case 'identity':
      case 'zero':
        return e;
      case 'add':
        return add(at(e.left), at(e.right));
      case 'subtract':
        return subtract(at(e.left), at(e.right));
      case 'multiply':
        return multiply(at(e.left), at(e.right));
      case 'kronecker':
        return kronecker(at(e.left), at(e.right));
      case 'scale':
        return scale(this.scalar(e.by), at(e.of));
      case 'negate':
        return negate(at(e.of));
      case 'transpose':
        return transpose(at(e.of));
      case 'inverse':
        return inverse(at(e.of));
      case 'exponential':
        return exponential(at(e.of));
      case 'root':
        return squareRoot(at(e.of));
      case 'vectorise':
        return vectorise(at(e.of));
      case 'blocks':
        return blocks(e.rows.map((row) => row.map(at)));
    }
  }
}
