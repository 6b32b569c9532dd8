/** Matrix expressions over letters of symbolic sizes. Products do not commute; scalars are scalar expressions. */
import { type Expression, symbol } from '../expression/expression.js';
import { print } from '../expression/print.js';
import { addSizes, multiplySizes, ONE_SIZE, type Shape, type Size, transposedShape } from './size.js';

/** What is known of every value of a letter besides its shape. */
export type LetterProperty = 'symmetric' | 'skew' | 'orthogonal' | 'positive-definite' | 'invertible';

export interface Letter {
  readonly kind: 'letter';
  readonly name: string;
  readonly shape: Shape;
  readonly property?: LetterProperty;
}

interface Shaped {
  readonly shape: Shape;
}

export type MatrixExpression =
  | Letter
  | (Shaped & { readonly kind: 'identity'; readonly size: Size })
  | (Shaped & { readonly kind: 'zero' })
  | (Shaped & {
      readonly kind: 'add' | 'subtract' | 'multiply' | 'kronecker';
      readonly left: MatrixExpression;
      readonly right: MatrixExpression;
    })
  /** A scalar in front; its symbols may be those of {@link scalarOf}. */
  | (Shaped & { readonly kind: 'scale'; readonly by: Expression; readonly of: MatrixExpression })
  | (Shaped & {
      /** `exponential` and `root` are the matrix exponential and the positive semidefinite square root; `vectorise` stacks columns. */
      readonly kind: 'negate' | 'transpose' | 'inverse' | 'exponential' | 'root' | 'vectorise';
      readonly of: MatrixExpression;
    })
  | (Shaped & { readonly kind: 'blocks'; readonly rows: readonly (readonly MatrixExpression[])[] });

/** A scalar that is made of a matrix. It stands in scalar expressions as a symbol. */
export interface MatrixScalar {
  readonly kind: 'trace' | 'determinant';
  readonly of: MatrixExpression;
}

/** The symbol by which a scalar expression speaks of a scalar that is made of a matrix: no author can type it. */
export const scalarOf = ({ kind, of }: MatrixScalar): Expression =>
  symbol(`${kind === 'trace' ? 'tr' : 'det'}(${printMatrix(of)})`);

export const identity = (size: Size): MatrixExpression => ({
  kind: 'identity',
  size,
  shape: { rows: size, columns: size },
});

export const zero = (shape: Shape): MatrixExpression => ({ kind: 'zero', shape });

/** Shapes are checked by who reads formulas; here they are taken to fit. */
export const add = (left: MatrixExpression, right: MatrixExpression): MatrixExpression => ({
  kind: 'add',
  left,
  right,
  shape: left.shape,
});

export const subtract = (left: MatrixExpression, right: MatrixExpression): MatrixExpression => ({
  kind: 'subtract',
  left,
  right,
  shape: left.shape,
});

export const multiply = (left: MatrixExpression, right: MatrixExpression): MatrixExpression => ({
  kind: 'multiply',
  left,
  right,
  shape: { rows: left.shape.rows, columns: right.shape.columns },
});

export const scale = (by: Expression, of: MatrixExpression): MatrixExpression => ({
  kind: 'scale',
  by,
  of,
  shape: of.shape,
});

export const negate = (of: MatrixExpression): MatrixExpression => ({ kind: 'negate', of, shape: of.shape });

export const transpose = (of: MatrixExpression): MatrixExpression =>
  of.kind === 'transpose' ? of.of : { kind: 'transpose', of, shape: transposedShape(of.shape) };

export const inverse = (of: MatrixExpression): MatrixExpression =>
  of.kind === 'inverse' ? of.of : { kind: 'inverse', of, shape: of.shape };

export const exponential = (of: MatrixExpression): MatrixExpression => ({
  kind: 'exponential',
  of,
  shape: of.shape,
});

export const squareRoot = (of: MatrixExpression): MatrixExpression => ({ kind: 'root', of, shape: of.shape });

export const kronecker = (left: MatrixExpression, right: MatrixExpression): MatrixExpression => ({
  kind: 'kronecker',
  left,
  right,
  shape: {
    rows: multiplySizes(left.shape.rows, right.shape.rows),
    columns: multiplySizes(left.shape.columns, right.shape.columns),
  },
});

export const vectorise = (of: MatrixExpression): MatrixExpression => ({
  kind: 'vectorise',
  of,
  shape: { rows: multiplySizes(of.shape.rows, of.shape.columns), columns: ONE_SIZE },
});

/** @param rows blocks that fit: one height a row, one width a column. */
export const blocks = (rows: readonly (readonly MatrixExpression[])[]): MatrixExpression => ({
  kind: 'blocks',
  rows,
  shape: {
    rows: addSizes(...rows.map(([first]) => first.shape.rows)),
    columns: addSizes(...rows[0].map((block) => block.shape.columns)),
  },
});

const BINARY = { add: '+', subtract: '-', multiply: '*' } as const;
const FUNCTION = { exponential: 'expm', root: 'sqrtm', vectorise: 'vec' } as const;
const PRECEDENCE: Readonly<Partial<Record<MatrixExpression['kind'], number>>> = {
  add: 1,
  subtract: 1,
  negate: 2,
  multiply: 3,
  scale: 3,
  transpose: 5,
  inverse: 5,
};

const precedenceOf = (e: MatrixExpression): number => PRECEDENCE[e.kind] ?? 6;

/** Text that is read back to the same expression. */
export function printMatrix(e: MatrixExpression): string {
  const within = (part: MatrixExpression, atLeast: number): string =>
    precedenceOf(part) < atLeast ? `(${printMatrix(part)})` : printMatrix(part);
  switch (e.kind) {
    case 'letter':
      return e.name;
    case 'identity':
      return `eye(${e.size.key})`;
    case 'zero':
      return `zeros(${e.shape.rows.key}, ${e.shape.columns.key})`;
    case 'add':
    case 'subtract':
    case 'multiply': {
      const own = precedenceOf(e);
      return `${within(e.left, own)}${e.kind === 'multiply' ? '*' : ` ${BINARY[e.kind]} `}${within(e.right, own + 1)}`;
    }
    case 'kronecker':
      return `kron(${printMatrix(e.left)}, ${printMatrix(e.right)})`;
    case 'scale': {
      const text = print(e.by);
      return `${/^[\p{L}\p{N}_]+$/u.test(text) ? text : `(${text})`}*${within(e.of, 4)}`;
    }
    case 'negate':
      return `-${within(e.of, 3)}`;
    case 'transpose':
      return `${within(e.of, 6)}'`;
    case 'inverse':
      return `inv(${printMatrix(e.of)})`;
    case 'exponential':
    case 'root':
    case 'vectorise':
      return `${FUNCTION[e.kind]}(${printMatrix(e.of)})`;
    case 'blocks':
      return `[${e.rows.map((row) => row.map(printMatrix).join(', ')).join('; ')}]`;
  }
}
