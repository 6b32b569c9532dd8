/** The letters of a two-layer linear network, and short ways to state things about them. */
import { domainOf } from '../../src/domain/read-domain.js';
import type { Expression } from '../../src/expression/expression.js';
import {
  Derivative,
  type Letter,
  type LetterProperty,
  type MatrixEquation,
  type MatrixExpression,
  type MatrixFormula,
  type MatrixNames,
  type MatrixScalar,
  partialPartsOf,
  printMatrix,
  readMatrix,
  readMatrixSides,
  readShape,
} from '../../src/matrix/index.js';
import { type MatrixProof, proveMatrix } from '../../src/matrix-kernel/index.js';

const SHAPES: Readonly<Record<string, readonly [shape: string, property?: LetterProperty]>> = {
  W1: ['Nh x Ni'],
  W2: ['No x Nh'],
  S: ['No x Ni'],
  G: ['No x Ni'],
  D: ['Nh'],
  R: ['Nh', 'orthogonal'],
  F: ['Ni + No', 'symmetric'],
  Gamma: ['Ni + No', 'symmetric'],
  Q0: ['(Ni + No) x Nh'],
  A: ['n'],
  B: ['n'],
  K: ['n', 'skew'],
  M: ['n', 'positive-definite'],
  X: ['n x k'],
};

const letters = new Map<string, Letter>(
  Object.entries(SHAPES).map(([name, [shape, property]]) => [
    name,
    { kind: 'letter', name, shape: readShape(shape), property },
  ]),
);

const SIZES = ['Nh', 'Ni', 'No', 'n', 'k'];
export const NAMES: MatrixNames = { letters, scalars: new Set(['lambda', 'eta', 'u', 'c', ...SIZES]) };

export const DOMAIN = domainOf({
  lambda: 'real',
  eta: 'real',
  u: 'real',
  c: 'real',
  ...Object.fromEntries(SIZES.map((name) => [name, { is: 'integer' as const, ge: 1 }])),
});

export function equation(left: string, right: string): MatrixEquation {
  const [a, b] = readMatrixSides([left, right], NAMES);
  return { left: a, right: b };
}

/** W2'W2 − W1W1' = λI. */
export const BALANCED = equation("W2'*W2 - W1*W1'", 'lambda*I');

export const prove = (statement: MatrixEquation, given: readonly MatrixEquation[] = []): MatrixProof =>
  proveMatrix({ ...statement, given, domain: DOMAIN }, { seed: 1 });

export const isProved = (left: string, right: string, given: readonly MatrixEquation[] = []): boolean =>
  prove(equation(left, right), given).kind === 'proved';

/** The derivative of a formula along a field, compared with another formula. */
export function rate(field: Readonly<Record<string, string>>, of: string, is: string): MatrixEquation {
  const scalars = new Map<string, MatrixScalar>();
  const read = (text: string): MatrixFormula => {
    const formula = readMatrix(text, NAMES);
    for (const [name, made] of formula.scalars) scalars.set(name, made);
    return formula;
  };
  const moving = new Map<string, MatrixExpression>();
  const rates = new Map<string, Expression>();
  for (const [name, text] of Object.entries(field)) {
    const formula = read(text);
    if (formula.kind === 'matrix') moving.set(name, formula.value);
    else rates.set(name, formula.value);
  }
  const formula = read(of);
  const { inverted } = partialPartsOf([read(is)]);
  const derivative = new Derivative({ letters: moving, symbols: rates }, scalars, (e) =>
    inverted.has(printMatrix(e)),
  );
  const left: MatrixFormula =
    formula.kind === 'matrix'
      ? { kind: 'matrix', value: derivative.matrix(formula.value), text: of, scalars }
      : { kind: 'scalar', value: derivative.scalar(formula.value), text: of, scalars };
  return { left, right: read(is) };
}
