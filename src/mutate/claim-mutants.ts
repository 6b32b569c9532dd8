/** The claims that differ from a claim by one slip in one formula. */
import type {
  Claim,
  Definition,
  Formula,
  InequalityOperator,
  LimitValue,
  Statement,
} from '../claim/claim.js';
import type { MatrixSide } from '../claim/matrix-claim.js';
import type { SymbolDomain } from '../domain/domain.js';
import { print } from '../expression/print.js';
import { isZero, signOf } from '../expression/rational.js';
import { substitute, symbolsOf } from '../expression/traverse.js';
import { expressionMutants, type SymbolFacts } from './expression-mutants.js';
import { matrixMutants } from './matrix-mutants.js';
import type { Slip } from './slip.js';

export interface ClaimMutant {
  readonly slip: Slip;
  /** The part that has changed, before and after. */
  readonly before: string;
  readonly after: string;
  readonly claim: Claim;
  /** The claim that the slip changes nothing: the two formulas are equal. Absent where no formula was changed. */
  readonly equivalence?: Claim;
}

/** A statement with one formula replaced. */
interface Change {
  readonly slip: Slip;
  readonly before: string;
  readonly after: string;
  readonly statement: Statement;
  /** The formulas before and after. */
  readonly formulas?: readonly [Formula, Formula];
}

/**
 * Mutants of a claim that is to hold, in a fixed order.
 * @param definitions of the derivation: formulas are changed as they were typed, and written out again.
 */
export function claimMutants(claim: Claim, definitions: readonly Definition[]): readonly ClaimMutant[] {
  const meanings = new Map(definitions.map(({ name, formula }) => [name, formula.expanded]));
  const { domain, statement } = claim;
  const names = new Set([...domain.symbols.keys(), ...boundNames(statement)]);
  const facts: SymbolFacts = {
    alike: (name) => alike(domain.symbols, name),
    signed: (name) => takesBothSigns(domain.symbols.get(name)),
  };
  const formula = (original: Formula): readonly [Slip, Formula][] =>
    expressionMutants(original.typed, facts).flatMap(({ slip, expression }) => {
      const expanded = substitute(expression, meanings);
      // A name that the claim does not know would make it malformed, not false.
      if (symbolsOf(expanded).some((name) => !names.has(name))) return [];
      return [[slip, { text: print(expression), typed: expression, expanded, place: original.place }]];
    });
  const { using: _, ...rest } = claim;
  // States and bound variables may be anything where formulas are compared.
  const symbols = new Map(domain.symbols);
  for (const name of boundNames(statement))
    if (!symbols.has(name)) symbols.set(name, { name, integer: false });
  return [...changesOf(statement, formula)].map(({ slip, before, after, statement: changed, formulas }) => ({
    slip,
    before,
    after,
    // A mutant is judged on its own: what the original cites may be about another statement.
    claim: { ...rest, require: 'supported', statement: changed },
    ...(formulas && {
      equivalence: {
        ...rest,
        require: 'supported',
        domain: { ...domain, symbols },
        statement: { kind: 'equality', left: formulas[0], right: formulas[1] },
      },
    }),
  }));
}

type Mutate = (formula: Formula) => readonly [Slip, Formula][];

function* changesOf(statement: Statement, mutate: Mutate): Generator<Change> {
  const changes = function* (original: Formula, put: (formula: Formula) => Statement): Generator<Change> {
    for (const [slip, formula] of mutate(original))
      yield {
        slip,
        before: original.text,
        after: formula.text,
        statement: put(formula),
        formulas: [original, formula],
      };
  };
  const inMap = function* (
    formulas: ReadonlyMap<string, Formula>,
    put: (formulas: ReadonlyMap<string, Formula>) => Statement,
  ): Generator<Change> {
    for (const [name, original] of formulas)
      yield* changes(original, (formula) => put(new Map([...formulas, [name, formula]])));
  };
  const inValue = function* (value: LimitValue, put: (value: LimitValue) => Statement): Generator<Change> {
    if (value.kind === 'finite')
      yield* changes(value.value, (formula) => put({ kind: 'finite', value: formula }));
  };
  switch (statement.kind) {
    case 'inequality': {
      const { left, operator, right } = statement;
      const flipped = FLIPPED[operator];
      yield {
        slip: 'wrong direction',
        before: `${left.text} ${operator} ${right.text}`,
        after: `${left.text} ${flipped} ${right.text}`,
        statement: { ...statement, operator: flipped },
      };
      yield* changes(left, (formula) => ({ ...statement, left: formula }));
      yield* changes(right, (formula) => ({ ...statement, right: formula }));
      return;
    }
    case 'equality':
      yield* changes(statement.left, (left) => ({ ...statement, left }));
      yield* changes(statement.right, (right) => ({ ...statement, right }));
      return;
    case 'chain':
      for (const [i, step] of statement.steps.entries())
        yield* changes(step, (formula) => ({ ...statement, steps: statement.steps.with(i, formula) }));
      return;
    case 'derivative':
      yield* changes(statement.of, (of) => ({ ...statement, of }));
      yield* changes(statement.is, (is) => ({ ...statement, is }));
      return;
    case 'solves':
      yield* inMap(statement.forms, (forms) => ({ ...statement, forms }));
      yield* inMap(statement.field, (field) => ({ ...statement, field }));
      return;
    case 'conserved': {
      const { loss: _, ...rest } = statement;
      yield* changes(statement.quantity, (quantity) => ({ ...statement, quantity }));
      yield* inMap(statement.field, (field) => ({ ...rest, field }));
      return;
    }
    case 'limit':
      yield* changes(statement.of, (of) => ({ ...statement, of }));
      yield* inValue(statement.is, (is) => ({ ...statement, is }));
      return;
    case 'order':
      yield* changes(statement.of, (of) => ({ ...statement, of }));
      yield* changes(statement.exponent, (exponent) => ({ ...statement, exponent }));
      return;
    case 'extends':
      yield* changes(statement.of, (of) => ({ ...statement, of }));
      yield* changes(statement.is, (is) => ({ ...statement, is }));
      return;
    case 'integral':
    case 'sum':
    case 'expectation':
      yield* changes(statement.of, (of) => ({ ...statement, of }));
      yield* changes(statement.is, (is) => ({ ...statement, is }));
      return;
    case 'boundary':
      yield* changes(statement.at, (at) => ({ ...statement, at }));
      return;
    case 'minimiser':
      yield* changes(statement.of, (of) => ({ ...statement, of }));
      yield* changes(statement.initial, (initial) => ({ ...statement, initial }));
      return;
    case 'identity':
      for (const [i, step] of statement.steps.entries())
        yield* matrixChanges(step, (side) => ({ ...statement, steps: statement.steps.with(i, side) }));
      return;
    case 'rate':
      yield* matrixChanges(statement.of, (of) => ({ ...statement, of }));
      yield* matrixChanges(statement.is, (is) => ({ ...statement, is }));
      return;
  }
}

function* matrixChanges(side: MatrixSide, put: (side: MatrixSide) => Statement): Generator<Change> {
  for (const { slip, formula } of matrixMutants(side.expanded)) {
    const changed: MatrixSide = { ...side, text: formula.text, typed: formula, expanded: formula };
    yield { slip, before: side.text, after: formula.text, statement: put(changed) };
  }
}

/** `<=` turned around as `<`: turned as `>=` it would still hold where both sides are equal, and nowhere else. */
const FLIPPED: Readonly<Record<InequalityOperator, InequalityOperator>> = {
  '<': '>',
  '<=': '>',
  '>': '<',
  '>=': '<',
};

/** Names that a statement binds or moves, and its domain need not have. */
function boundNames(statement: Statement): readonly string[] {
  switch (statement.kind) {
    case 'solves':
      return [...statement.forms.keys(), statement.variable];
    case 'conserved':
      return [...statement.field.keys()];
    case 'expectation':
      return [...statement.over.keys()];
    case 'sum':
      return [statement.over];
    case 'integral':
      return [statement.by];
    case 'boundary':
      return [...statement.field.keys()];
    default:
      return [];
  }
}

/** Symbols with the same range. */
function alike(symbols: ReadonlyMap<string, SymbolDomain>, name: string): readonly string[] {
  const own = symbols.get(name);
  if (own === undefined) return [];
  const key = rangeKey(own);
  return [...symbols.values()].filter((s) => s.name !== name && rangeKey(s) === key).map((s) => s.name);
}

const rangeKey = ({ integer, lower, upper }: SymbolDomain): string =>
  JSON.stringify([integer, lower, upper], (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );

const takesBothSigns = (range: SymbolDomain | undefined): boolean => {
  if (range === undefined) return false;
  const { lower, upper } = range;
  const below = lower === undefined || signOf(lower.value) < 0;
  const above = upper === undefined || (signOf(upper.value) > 0 && !isZero(upper.value));
  return below && above;
};
