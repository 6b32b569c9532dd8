/** A statement about matrices of every size, and what vanishes if it holds. */
import { rational } from '../expression/rational.js';
import { Alphabet } from './alphabet.js';
import { addBlocks } from './block-polynomial.js';
import { Expander } from './expand-matrix.js';
import type { MatrixScalar } from './matrix-expression.js';
import type { Vanishing } from './multiples.js';
import { addPolynomials, type Polynomial, single } from './polynomial.js';
import type { MatrixFormula } from './read-matrix.js';
import type { Shape } from './size.js';
import { transposePolynomial } from './words.js';

/** left = right: both matrices of one shape, or both scalars. */
export interface MatrixEquation {
  readonly left: MatrixFormula;
  readonly right: MatrixFormula;
}

export interface MatrixStatement extends MatrixEquation {
  /** What may be used: equations that hold wherever the statement speaks. */
  readonly given: readonly MatrixEquation[];
}

/** One block of a difference; a scalar has no shape. */
export interface Difference {
  readonly polynomial: Polynomial;
  readonly shape?: Shape;
}

/** The statement written out: the blocks of its difference, and everything that vanishes. */
export interface ExpandedStatement {
  readonly alphabet: Alphabet;
  readonly expander: Expander;
  /** What the scalars are that are made of matrices; the expander knows those that are added. */
  readonly scalars: Map<string, MatrixScalar>;
  readonly differences: readonly Difference[];
  readonly relations: readonly Vanishing[];
}

/** @throws TooManyTerms, FlowproofError `matrix-unsupported` */
export function expandStatement({ given, ...equation }: MatrixStatement): ExpandedStatement {
  const alphabet = new Alphabet();
  const scalars = new Map<string, MatrixScalar>();
  for (const { left, right } of [equation, ...given])
    for (const side of [left, right]) for (const [name, made] of side.scalars) scalars.set(name, made);
  const expander = new Expander(alphabet, scalars);
  const differences = differencesOf(expander, equation);
  const hypotheses = given.flatMap((hypothesis) => differencesOf(expander, hypothesis));
  const known = [...hypotheses.map(vanishing), ...propertiesOf(alphabet), ...alphabet.axioms.map(vanishing)];
  return {
    alphabet,
    expander,
    scalars,
    differences,
    relations: known.flatMap((v) => withTranspose(alphabet, v)),
  };
}

const vanishing = ({ polynomial, shape }: Difference): Vanishing =>
  shape === undefined ? { kind: 'scalar', polynomial } : { kind: 'matrix', polynomial, shape };

function differencesOf(expander: Expander, { left, right }: MatrixEquation): Difference[] {
  if (left.kind === 'scalar' || right.kind === 'scalar') {
    if (left.kind !== right.kind) throw new Error('a scalar is compared with a matrix');
    const [a, b] = [left, right].map((side) =>
      side.kind === 'scalar' ? expander.scalar(side.value) : new Map(),
    );
    return [{ polynomial: addPolynomials(a, b, rational(-1)) }];
  }
  const { rows, columns, entries } = addBlocks(expander.matrix(left.value), expander.matrix(right.value), -1);
  return rows.flatMap((height, i) =>
    columns.map((width, j) => ({ polynomial: entries[i][j], shape: { rows: height, columns: width } })),
  );
}

/** A' = −A for letters that are declared skew. */
function propertiesOf(alphabet: Alphabet): Vanishing[] {
  return alphabet.letters.flatMap(({ meaning, shape, transposed, inverted }, letter): Vanishing[] => {
    if (meaning.kind !== 'letter' || meaning.property !== 'skew' || transposed || inverted) return [];
    const [own, turned] = [
      single(rational(1), [], [letter]),
      single(rational(1), [], [alphabet.transposeOf(letter)]),
    ];
    return [{ kind: 'matrix', polynomial: addPolynomials(own, turned, rational(1)), shape }];
  });
}

function withTranspose(alphabet: Alphabet, v: Vanishing): Vanishing[] {
  if (v.kind === 'scalar') return [v];
  const { rows, columns } = v.shape;
  const polynomial = transposePolynomial(alphabet, v.polynomial);
  return [v, { kind: 'matrix', polynomial, shape: { rows: columns, columns: rows } }];
}
