/** One slip in a formula about matrices; the shape stays. */
import { integer } from '../expression/expression.js';
import { isSquare, type MatrixExpression, type MatrixFormula, matrixOperations } from '../matrix/index.js';
import { expressionMutants } from './expression-mutants.js';
import type { Slip } from './slip.js';

export interface MatrixMutant {
  readonly slip: Slip;
  readonly formula: MatrixFormula;
}

const { add, subtract, multiply, negate, scale, transpose, sameShape, printMatrix } = matrixOperations;

/** Every formula that differs from this one by one slip at one place. */
export function matrixMutants(formula: MatrixFormula): readonly MatrixMutant[] {
  const { scalars } = formula;
  if (formula.kind === 'scalar') {
    return expressionMutants(formula.value, { alike: () => [], signed: () => false }).map(
      ({ slip, expression }) => ({
        slip,
        formula: { kind: 'scalar', value: expression, text: formula.text, scalars },
      }),
    );
  }
  const found = new Map<string, MatrixMutant>();
  const original = printMatrix(formula.value);
  for (const [slip, value] of mutantsOf(formula.value)) {
    const text = printMatrix(value);
    if (text !== original && !found.has(text)) {
      found.set(text, { slip, formula: { kind: 'matrix', value, text, scalars } });
    }
  }
  return [...found.values()];
}

function* mutantsOf(node: MatrixExpression): Generator<readonly [Slip, MatrixExpression]> {
  yield* slipsAt(node);
  switch (node.kind) {
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'kronecker':
      for (const [slip, left] of mutantsOf(node.left)) yield [slip, { ...node, left }];
      for (const [slip, right] of mutantsOf(node.right)) yield [slip, { ...node, right }];
      return;
    case 'scale':
      for (const { slip, expression } of expressionMutants(node.by, {
        alike: () => [],
        signed: () => false,
      })) {
        yield [slip, { ...node, by: expression }];
      }
      for (const [slip, of] of mutantsOf(node.of)) yield [slip, { ...node, of }];
      return;
    case 'negate':
    case 'transpose':
    case 'inverse':
    case 'exponential':
    case 'root':
    case 'vectorise':
      for (const [slip, of] of mutantsOf(node.of)) yield [slip, { ...node, of }];
      return;
    case 'blocks':
      for (const [i, row] of node.rows.entries()) {
        for (const [j, block] of row.entries()) {
          for (const [slip, other] of mutantsOf(block)) {
            yield [slip, { ...node, rows: node.rows.with(i, row.with(j, other)) }];
          }
        }
      }
      return;
    default:
      return;
  }
}

function* slipsAt(node: MatrixExpression): Generator<readonly [Slip, MatrixExpression]> {
  switch (node.kind) {
    case 'letter':
      if (isSquare(node.shape) && node.property !== 'symmetric') yield ['transposed', transpose(node)];
      yield ['factor of 2', scale(integer(2), node)];
      return;
    case 'identity':
      yield ['factor of 2', scale(integer(2), node)];
      return;
    case 'add':
    case 'subtract': {
      const { left, right } = node;
      yield ['sign', node.kind === 'add' ? subtract(left, right) : add(left, right)];
      yield ['dropped term', left];
      yield ['dropped term', node.kind === 'add' ? right : negate(right)];
      return;
    }
    case 'multiply': {
      const { left, right } = node;
      if (isSquare(left.shape) && sameShape(left.shape, right.shape)) {
        yield ['swapped factors', multiply(right, left)];
        yield ['dropped factor', left];
        yield ['dropped factor', right];
      }
      return;
    }
    case 'scale':
      yield ['dropped factor', node.of];
      return;
    case 'negate':
      yield ['sign', node.of];
      return;
    case 'transpose':
      if (isSquare(node.shape)) yield ['transposed', node.of];
      return;
    case 'inverse':
      yield ['upside down', node.of];
      return;
    default:
      return;
  }
}
