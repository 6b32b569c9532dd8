import type { Domain, Relation, SymbolDomain } from '../domain/domain.js';
import { symbolsOf } from '../expression/traverse.js';
import { partsOf } from '../matrix/index.js';
import type { Statement } from './claim.js';
import { formulasOf } from './formulas-of.js';
import { type MatrixStatementKind, sidesOf } from './matrix-claim.js';

/** Names that are no symbols in this statement: they stand for functions of the variable, or are bound by it. */
export function unknownsOf(statement: Statement): ReadonlySet<string> {
  switch (statement.kind) {
    case 'solves':
      return new Set(statement.forms.keys());
    case 'integral':
      return new Set(statement.range ? [statement.by] : []);
    case 'sum':
      return new Set([statement.over]);
    case 'expectation':
      return new Set(statement.over.keys());
    case 'boundary':
      return new Set(statement.field.keys());
    default:
      return new Set();
  }
}

/** Symbols that a statement speaks of: those of its expanded formulas, its variable and its states. */
export function symbolsOfStatement(statement: Statement): ReadonlySet<string> {
  if (statement.kind === 'identity' || statement.kind === 'rate') return symbolsOfMatrices(statement);
  const names = new Set(symbolsOf(...formulasOf(statement).map((formula) => formula.expanded)));
  if (statement.kind === 'derivative' || statement.kind === 'integral') names.add(statement.by);
  if (statement.kind === 'conserved') for (const state of statement.field.keys()) names.add(state);
  if (statement.kind === 'minimiser')
    for (const name of [statement.state, ...statement.each]) names.add(name);
  if ('variable' in statement) names.add(statement.variable);
  for (const unknown of unknownsOf(statement)) names.delete(unknown);
  return names;
}

function symbolsOfMatrices(statement: MatrixStatementKind): ReadonlySet<string> {
  const { letters, symbols } = partsOf(sidesOf(statement).map(({ expanded }) => expanded));
  const names = new Set(symbols);
  const moved = statement.kind === 'rate' ? statement.along : statement.at;
  for (const name of moved.keys()) if (!letters.has(name)) names.add(name);
  return names;
}

/**
 * The part of a domain that a statement lives on: its symbols, every relation connected to them (directly or through
 * other relations: `a < b`, `b < 1` bounds a), and the symbols those need. What is not connected cannot constrain it.
 *
 * The variable of a limit, an order or an extension moves while all else is fixed: a relation that ties it to a symbol the statement
 * does not mention says nothing at the limit, and does not apply.
 * In `solves` the unknowns are functions, not symbols: declarations and relations of symbols so named do not apply. Nor do
 * those of a symbol that has the name of a bound variable.
 */
export function domainOfStatement(
  domain: Domain,
  statement: Statement,
  assumed: readonly Relation[],
): Domain {
  const unknowns = unknownsOf(statement);
  const used = new Set(symbolsOfStatement(statement));
  const all = domain.relations
    .map((relation) => ({ relation, names: symbolsOf(relation.left, relation.right) }))
    .filter(({ names }) => !names.some((name) => unknowns.has(name)));
  for (const { relation, names } of all) {
    if (assumed.includes(relation)) for (const name of names) used.add(name);
  }
  const { kind } = statement;
  const moving = kind === 'limit' || kind === 'order' || kind === 'extends' ? statement.variable : undefined;
  const candidates = all.filter(
    ({ names }) => moving === undefined || !names.includes(moving) || names.every((name) => used.has(name)),
  );
  const byName = new Map<string, typeof candidates>();
  for (const candidate of candidates) {
    for (const name of candidate.names) {
      const list = byName.get(name);
      if (list) list.push(candidate);
      else byName.set(name, [candidate]);
    }
  }
  const kept = new Set<Relation>();
  // A set grows while it is walked: each symbol's relations are looked at once.
  for (const name of used) {
    for (const { relation, names } of byName.get(name) ?? []) {
      kept.add(relation);
      for (const other of names) used.add(other);
    }
  }
  const symbols = new Map<string, SymbolDomain>();
  for (const [name, range] of domain.symbols) if (used.has(name)) symbols.set(name, range);
  const relations = candidates
    .filter(({ relation, names }) => kept.has(relation) || names.length === 0)
    .map(({ relation }) => relation);
  return { symbols, relations };
}
