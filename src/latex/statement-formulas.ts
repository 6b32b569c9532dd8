import type {
  Approach,
  ExpectationStatement,
  Extension,
  Formula,
  IntegralStatement,
  Statement,
  SumStatement,
} from '../claim/claim.js';
import { formulasOf } from '../claim/formulas-of.js';
import type { Expression } from '../expression/expression.js';
import { symbolsOf } from '../expression/traverse.js';
import { namesOfMatrices } from './matrix-statement-to-latex.js';

/** The same statement over other typed formulas; points and exponents, which are short, stay. */
export function withTyped(statement: Statement, change: (typed: Expression) => Expression): Statement {
  const one = (formula: Formula): Formula => ({ ...formula, typed: change(formula.typed) });
  const all = (formulas: ReadonlyMap<string, Formula>) =>
    new Map([...formulas].map(([name, formula]) => [name, one(formula)]));
  switch (statement.kind) {
    case 'equality':
    case 'inequality':
      return { ...statement, left: one(statement.left), right: one(statement.right) };
    case 'chain':
      return { ...statement, steps: statement.steps.map(one) };
    case 'derivative':
      return { ...statement, of: one(statement.of), is: one(statement.is) };
    case 'solves': {
      const { initial } = statement;
      return {
        ...statement,
        forms: all(statement.forms),
        field: all(statement.field),
        initial: initial && { ...initial, values: all(initial.values) },
      };
    }
    case 'conserved':
      return {
        ...statement,
        quantity: one(statement.quantity),
        // With a loss the field is derived and not printed.
        field: statement.loss ? statement.field : all(statement.field),
        loss: statement.loss && one(statement.loss),
      };
    case 'limit': {
      const { is } = statement;
      return {
        ...statement,
        of: one(statement.of),
        is: is.kind === 'finite' ? { ...is, value: one(is.value) } : is,
      };
    }
    case 'order':
      return { ...statement, of: one(statement.of) };
    case 'integral': {
      const { range } = statement;
      const antiderivative = range?.antiderivative && one(range.antiderivative);
      return {
        ...statement,
        of: one(statement.of),
        is: one(statement.is),
        ...(range && { range: { ...range, ...(antiderivative && { antiderivative }) } }),
      };
    }
    case 'sum': {
      const partial = statement.partial && one(statement.partial);
      return {
        ...statement,
        of: one(statement.of),
        is: one(statement.is),
        ...(partial && { partial }),
      };
    }
    case 'minimiser':
      return { ...statement, of: one(statement.of), speed: one(statement.speed) };
    case 'boundary':
      return {
        ...statement,
        field: all(statement.field),
        initial: all(statement.initial),
        quantity: one(statement.quantity),
      };
    case 'extends':
    case 'expectation':
      return { ...statement, of: one(statement.of), is: one(statement.is) };
    // Matrix formulas are broken over lines, never abbreviated.
    case 'identity':
    case 'rate':
      return statement;
  }
}

/** The formulas {@link withTyped} changes, in its order. */
export function typedOf(statement: Statement): Expression[] {
  const typed: Expression[] = [];
  withTyped(statement, (e) => {
    typed.push(e);
    return e;
  });
  return typed;
}

/** Every symbol a statement mentions, unknowns and variables included. */
export function namesOf(statement: Statement): string[] {
  const mentioned = (...formulas: readonly (Formula | undefined)[]) =>
    formulas.flatMap((f) => (f ? symbolsOf(f.typed) : []));
  const ofApproach = (approach: Approach) => (approach.kind === 'point' ? mentioned(approach.value) : []);
  const ofExtension = (extend: Extension | undefined) =>
    extend === undefined ? [] : [extend.variable, ...mentioned(extend.approach.value)];
  switch (statement.kind) {
    case 'equality':
    case 'inequality':
      return [...mentioned(statement.left, statement.right), ...ofExtension(statement.extend)];
    case 'chain':
      return [...mentioned(...statement.steps), ...ofExtension(statement.extend)];
    case 'derivative':
      return [statement.by, ...mentioned(statement.of, statement.is)];
    case 'solves':
      return [
        statement.variable,
        ...statement.forms.keys(),
        ...mentioned(...statement.forms.values(), ...statement.field.values()),
        ...mentioned(statement.initial?.at, ...(statement.initial?.values.values() ?? [])),
      ];
    case 'conserved':
      return [
        ...statement.field.keys(),
        ...mentioned(statement.quantity, statement.loss, ...statement.field.values()),
      ];
    case 'limit':
      return [
        statement.variable,
        ...mentioned(statement.of, statement.is.kind === 'finite' ? statement.is.value : undefined),
        ...ofApproach(statement.approach),
      ];
    case 'order':
      return [
        statement.variable,
        ...mentioned(statement.of, statement.exponent),
        ...ofApproach(statement.approach),
      ];
    case 'extends':
      return [
        statement.variable,
        ...mentioned(statement.of, statement.is),
        ...ofApproach(statement.approach),
      ];
    case 'minimiser':
      return [statement.state, ...mentioned(...formulasOf(statement))];
    case 'boundary':
      return [statement.variable, ...statement.field.keys(), ...mentioned(...formulasOf(statement))];
    case 'integral':
    case 'sum':
    case 'expectation':
      return [...boundBy(statement), ...mentioned(...formulasOf(statement))];
    case 'identity':
    case 'rate':
      return namesOfMatrices(statement);
  }
}

/** The variables that the statement runs through. */
function boundBy(statement: IntegralStatement | SumStatement | ExpectationStatement): readonly string[] {
  switch (statement.kind) {
    case 'integral':
      return [statement.by];
    case 'sum':
      return [statement.over];
    case 'expectation':
      return [...statement.over.keys()];
  }
}
