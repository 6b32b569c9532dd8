/** Statements about what accumulates: integrals, sums and expectations. */
import { integerSymbols } from '../domain/domain.js';
import { isIntegerValued } from '../expression/integer-valued.js';
import { compare, isInteger } from '../expression/rational.js';
import { readBoundVariable, scopeWith, scopeWithout } from './bound-variable.js';
import type {
  ExpectationStatement,
  Formula,
  Gaussian,
  IntegralStatement,
  LimitValue,
  SumStatement,
} from './claim.js';
import type { ExpectationInput, FormulaInput, IntegralInput, SumInput } from './document.js';
import type { DataPath } from './places.js';
import { numberOf, readFormula, type Scope } from './read-formula.js';
import { infinitySign } from './split-approach.js';
import { readSymbolName, type StatementContext } from './statement-context.js';

export function compileIntegral(
  input: IntegralInput['integral'],
  context: StatementContext,
): IntegralStatement | undefined {
  const path = [...context.path, 'integral'];
  const ends = (['from', 'to'] as const).filter((key) => input[key] !== undefined);
  if (ends.length === 1) {
    const missing = ends[0] === 'from' ? 'to' : 'from';
    context.problems.add(path, {
      code: 'missing-key',
      message: `the integral has ${ends[0]} and no ${missing}`,
      expected: `${missing}: … beside it, or neither of them for an antiderivative`,
    });
    return undefined;
  }
  return ends.length === 0 ? compileIndefinite(input, path, context) : compileDefinite(input, path, context);
}

function compileIndefinite(
  input: IntegralInput['integral'],
  path: DataPath,
  context: StatementContext,
): IntegralStatement | undefined {
  const { scope, problems, domain } = context;
  if (input.antiderivative !== undefined) {
    problems.add(
      [...path, 'antiderivative'],
      {
        code: 'antiderivative-without-range',
        message: 'without from and to the integral is an antiderivative already',
        expected: 'from and to beside it, or the antiderivative under is',
      },
      'key',
    );
    return undefined;
  }
  const of = readFormula(input.of, [...path, 'of'], scope, problems);
  const by = readSymbolName(input.by, [...path, 'by'], context);
  const is = readFormula(input.is, [...path, 'is'], scope, problems);
  if (by !== undefined && integerSymbols(domain).has(by)) {
    const message = `${by} is an integer: nothing can be integrated over it`;
    problems.add([...path, 'by'], { code: 'integer-variable', message, expected: 'a real symbol' });
    return undefined;
  }
  return of && by && is ? { kind: 'integral', of, by, is } : undefined;
}

function compileDefinite(
  input: IntegralInput['integral'],
  path: DataPath,
  context: StatementContext,
): IntegralStatement | undefined {
  const { problems } = context;
  const variable = readBoundVariable(input.by, [...path, 'by'], context);
  if (variable === undefined) return undefined;
  const { name, inside, outside } = variable;
  const of = readFormula(input.of, [...path, 'of'], inside, problems);
  const from = readEnd(input.from!, [...path, 'from'], outside, context);
  const to = readEnd(input.to!, [...path, 'to'], outside, context);
  const is = readFormula(input.is, [...path, 'is'], outside, problems);
  const given = input.antiderivative;
  const antiderivative =
    given === undefined ? undefined : readFormula(given, [...path, 'antiderivative'], inside, problems);
  if (!of || !from || !to || !is || (given !== undefined && !antiderivative)) return undefined;
  return {
    kind: 'integral',
    of,
    by: name,
    is,
    range: { from, to, ...(antiderivative && { antiderivative }) },
  };
}

/** A formula, or `inf` / `-inf`. */
function readEnd(
  input: FormulaInput,
  path: DataPath,
  scope: Scope,
  { problems }: StatementContext,
): LimitValue | undefined {
  const sign = typeof input === 'string' ? infinitySign(input) : undefined;
  if (sign !== undefined) return { kind: 'infinite', sign };
  const value = readFormula(input, path, scope, problems);
  return value && { kind: 'finite', value };
}

export function compileSum(input: SumInput['sum'], context: StatementContext): SumStatement | undefined {
  const { problems, domain } = context;
  const before = problems.count;
  const path = [...context.path, 'sum'];
  const index = readBoundVariable(input.over, [...path, 'over'], context);
  if (index === undefined) return undefined;
  const of = readFormula(input.of, [...path, 'of'], index.inside, problems);
  const from = readFormula(input.from, [...path, 'from'], index.outside, problems);
  const to = readEnd(input.to, [...path, 'to'], index.outside, context);
  const is = readFormula(input.is, [...path, 'is'], index.outside, problems);
  const given = input.partial;
  const partial =
    given === undefined ? undefined : readFormula(given, [...path, 'partial'], index.inside, problems);
  const integers = integerSymbols(domain);
  const refuseFraction = (formula: Formula | undefined, key: 'from' | 'to') => {
    if (formula === undefined || isIntegerValuedFormula(formula, integers)) return;
    problems.add([...path, key], {
      code: 'sum-bound',
      message: `the index runs through integers, and ${formula.text.slice(0, 60)} need not be one`,
      expected: 'an integer, or a formula of integer symbols built with + - * and powers',
      hint: 'declare its symbols as integer, with a lower bound where there is one: { is: integer, ge: 1 }',
    });
  };
  refuseFraction(from, 'from');
  if (to?.kind === 'finite') refuseFraction(to.value, 'to');
  if (to?.kind === 'infinite' && to.sign < 0) {
    const message = 'a sum runs upwards';
    problems.add([...path, 'to'], {
      code: 'sum-bound',
      message,
      expected: 'an integer-valued formula, or inf',
    });
  }
  if (to?.kind === 'finite' && given !== undefined) {
    const message = 'a finite sum has no partial sums to state';
    problems.add(
      [...path, 'partial'],
      { code: 'partial-of-finite-sum', message, expected: 'to: inf, or no partial' },
      'key',
    );
  }
  if (to?.kind === 'infinite' && given === undefined) {
    problems.add(path, {
      code: 'missing-key',
      message: 'an infinite sum needs its partial sums',
      expected: `partial: the sum up to and including ${index.name}`,
    });
  }
  const [low, high] = [from, to?.kind === 'finite' ? to.value : undefined].map(
    (f) => f && numberOf(f.expanded),
  );
  if (low && high && compare(high, low) < 0) {
    problems.add([...path, 'to'], {
      code: 'sum-bound',
      message: 'the sum ends before it begins',
      expected: `an integer of at least ${low.numerator}`,
    });
  }
  if (problems.count > before || !of || !from || !to || !is) return undefined;
  return { kind: 'sum', of, over: index.name, from, to, is, ...(partial && { partial }) };
}

function isIntegerValuedFormula({ expanded }: Formula, integers: ReadonlySet<string>): boolean {
  const value = numberOf(expanded);
  return value === undefined ? isIntegerValued(expanded, integers) : isInteger(value);
}

export function compileExpectation(
  input: ExpectationInput['expectation'],
  context: StatementContext,
): ExpectationStatement | undefined {
  const { scope, problems } = context;
  const before = problems.count;
  const path = [...context.path, 'expectation'];
  const keys = Object.keys(input.over);
  if (keys.length === 0) {
    const message = 'no random variable is given';
    problems.add([...path, 'over'], { code: 'empty-map', message, expected: 'at least one' });
  }
  const named = new Map<string, string>();
  for (const key of keys) {
    const variable = readBoundVariable(key, [...path, 'over', key], context, 'key');
    if (variable === undefined) continue;
    if (named.has(variable.name)) {
      const message = `${variable.name} is given twice`;
      problems.add([...path, 'over', key], { code: 'duplicate-symbol', message }, 'key');
    }
    named.set(variable.name, key);
  }
  const names = [...named.keys()];
  const outside = scopeWithout(scope, names);
  const of = readFormula(input.of, [...path, 'of'], scopeWith(scope, names), problems);
  const is = readFormula(input.is, [...path, 'is'], outside, problems);
  const over = new Map<string, Gaussian>();
  for (const [name, key] of named) {
    const at = [...path, 'over', key, 'gaussian'];
    const { mean: written = 0, variance: spread } = input.over[key].gaussian;
    const mean = readFormula(written, [...at, 'mean'], outside, problems);
    const variance = readFormula(spread, [...at, 'variance'], outside, problems);
    const number = variance && numberOf(variance.expanded);
    if (number && number.numerator < 0n) {
      const message = `the variance of ${name} is negative`;
      problems.add([...at, 'variance'], {
        code: 'negative-variance',
        message,
        expected: 'a variance of at least 0',
      });
    }
    if (mean && variance) over.set(name, { mean, variance });
  }
  if (problems.count > before || !of || !is) return undefined;
  return { kind: 'expectation', of, over, is };
}
