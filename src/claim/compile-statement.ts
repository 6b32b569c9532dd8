import { integerSymbols } from '../domain/domain.js';
import { splitRelation } from '../domain/relation-text.js';
import { symbolsOf } from '../expression/traverse.js';
import type { Formula, Statement } from './claim.js';
import { compileExpectation, compileIntegral, compileSum } from './compile-accumulation.js';
import { compileBoundary } from './compile-boundary.js';
import { compileExtends, readExtension } from './compile-extends.js';
import { compileConserved, compileSolves } from './compile-flow-statement.js';
import { compileIdentity, compileRate } from './compile-matrix-statement.js';
import { compileMinimiser } from './compile-minimiser.js';
import type { ClaimInput, FormulaInput } from './document.js';
import type { DataPath } from './places.js';
import { readApproach } from './read-approach.js';
import { numberOf, readFormula } from './read-formula.js';
import { infinitySign } from './split-approach.js';
import { readSymbolName, type StatementContext } from './statement-context.js';

/** Reads what a claim states; undefined where a part of it is wrong, which is then among the problems. */
export function compileStatement(claim: ClaimInput, context: StatementContext): Statement | undefined {
  if ('equal' in claim) {
    const [left, right] = readAll(claim.equal, [...context.path, 'equal'], context);
    const extend = readExtension(claim.extend, [left, right], context);
    return left && right && { kind: 'equality', left, right, ...extend };
  }
  if ('chain' in claim) {
    const steps = readAll(claim.chain, [...context.path, 'chain'], context);
    const extend = readExtension(claim.extend, steps, context);
    return steps.every((step) => step !== undefined) ? { kind: 'chain', steps, ...extend } : undefined;
  }
  if ('holds' in claim) {
    const inequality = compileInequality(claim.holds, context);
    const extend = readExtension(claim.extend, [inequality?.left, inequality?.right], context);
    return inequality && { ...inequality, ...extend };
  }
  if ('derivative' in claim) return compileDerivative(claim.derivative, context);
  if ('solves' in claim) return compileSolves(claim.solves, context);
  if ('conserved' in claim) return compileConserved(claim.conserved, context);
  if ('limit' in claim) return compileLimit(claim.limit, context);
  if ('extends' in claim) return compileExtends(claim.extends, context);
  if ('integral' in claim) return compileIntegral(claim.integral, context);
  if ('sum' in claim) return compileSum(claim.sum, context);
  if ('boundary' in claim) return compileBoundary(claim.boundary, context);
  if ('minimiser' in claim) return compileMinimiser(claim.minimiser, context);
  if ('expectation' in claim) return compileExpectation(claim.expectation, context);
  if ('identity' in claim) return compileIdentity(claim, context);
  if ('rate' in claim) return compileRate(claim, context);
  return compileOrder(claim.order, context);
}

const readAll = (
  inputs: readonly FormulaInput[],
  path: DataPath,
  { scope, problems }: StatementContext,
): readonly (Formula | undefined)[] =>
  inputs.map((input, i) => readFormula(input, [...path, i], scope, problems));

type StatementOf<Kind extends Statement['kind']> = Extract<Statement, { kind: Kind }>;

function compileInequality(text: string, context: StatementContext): StatementOf<'inequality'> | undefined {
  const { problems, scope } = context;
  const path = [...context.path, 'holds'];
  let split: ReturnType<typeof splitRelation>;
  try {
    split = splitRelation(text);
  } catch (error) {
    problems.addFromText(path, error);
    return undefined;
  }
  const { sides, operators } = split;
  const [operator] = operators;
  if (operators.length > 1 || operator === '!=') {
    const unequal = operator === '!=';
    problems.add(
      path,
      {
        code: 'relation-syntax',
        message: unequal
          ? 'an inequality claim cannot state !='
          : 'an inequality claim states one comparison',
        expected: 'one of < <= > >= between two formulas',
        hint: unequal ? undefined : 'write one claim for each comparison',
      },
      unequal ? sides[0].offset + sides[0].text.length : sides[1].offset + sides[1].text.length,
    );
    return undefined;
  }
  const [left, right] = sides.map((side) => readFormula(side.text, path, scope, problems, side.offset));
  return left && right && { kind: 'inequality', left, operator, right };
}

function compileDerivative(
  input: Extract<ClaimInput, { derivative: unknown }>['derivative'],
  context: StatementContext,
): StatementOf<'derivative'> | undefined {
  const { scope, problems, domain } = context;
  const path = [...context.path, 'derivative'];
  const of = readFormula(input.of, [...path, 'of'], scope, problems);
  const by = readSymbolName(input.by, [...path, 'by'], context);
  const is = readFormula(input.is, [...path, 'is'], scope, problems);
  if (by !== undefined && integerSymbols(domain).has(by)) {
    const message = `${by} is an integer: nothing can be differentiated by it`;
    problems.add([...path, 'by'], { code: 'integer-variable', message, expected: 'a real symbol' });
    return undefined;
  }
  return of && by && is ? { kind: 'derivative', of, by, is } : undefined;
}

function compileLimit(
  input: Extract<ClaimInput, { limit: unknown }>['limit'],
  context: StatementContext,
): StatementOf<'limit'> | undefined {
  const { scope, problems, domain } = context;
  const path = [...context.path, 'limit'];
  const of = readFormula(input.of, [...path, 'of'], scope, problems);
  const read = readApproach(input.as, [...path, 'as'], scope, domain, namesIn(of), problems);
  const sign = typeof input.is === 'string' ? infinitySign(input.is) : undefined;
  if (sign !== undefined) {
    return of && read && { kind: 'limit', of, ...read, is: { kind: 'infinite', sign } };
  }
  const moving = {
    code: 'limit-value',
    message: `the limit mentions ${read?.variable}, which has gone to its point`,
    expected: 'a value without the variable',
  };
  const valueScope = read ? { ...scope, forbidden: new Map([[read.variable, moving]]) } : scope;
  const value = readFormula(input.is, [...path, 'is'], valueScope, problems);
  return of && read && value && { kind: 'limit', of, ...read, is: { kind: 'finite', value } };
}

function compileOrder(
  input: Extract<ClaimInput, { order: unknown }>['order'],
  context: StatementContext,
): StatementOf<'order'> | undefined {
  const { scope, problems, domain } = context;
  const path = [...context.path, 'order'];
  const of = readFormula(input.of, [...path, 'of'], scope, problems);
  const read = readApproach(input.as, [...path, 'as'], scope, domain, namesIn(of), problems);
  const exponent = readFormula(input.exponent, [...path, 'exponent'], scope, problems);
  if (exponent && numberOf(exponent.expanded) === undefined) {
    problems.add([...path, 'exponent'], {
      code: 'order-exponent',
      message: 'the exponent of an order is a rational number',
      expected: 'a number such as 2, -4 or 1/2',
      found: JSON.stringify(exponent.text.slice(0, 60)),
    });
    return undefined;
  }
  return of && read && exponent && { kind: 'order', of, ...read, exponent, exact: input.exact ?? true };
}

const namesIn = (formula: Formula | undefined): ReadonlySet<string> =>
  new Set(formula ? symbolsOf(formula.expanded) : []);
