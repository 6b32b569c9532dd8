import { refuseName } from '../domain/read-domain.js';
import type { FailureFacts } from '../errors.js';
import { spellGreek } from '../expression/greek.js';
import type { DataPath } from './places.js';
import type { Scope } from './read-formula.js';
import type { StatementContext } from './statement-context.js';

/**
 * A variable that a statement binds: the index of a sum, the variable of a definite integral, a random variable. It is what
 * the statement says it is, whatever a symbol of that name is elsewhere, and need not be declared.
 */
export interface BoundVariable {
  readonly name: string;
  /** For formulas under the binding. */
  readonly inside: Scope;
  /** For formulas outside of it, which must not mention the variable. */
  readonly outside: Scope;
}

/** Reads the name at `path`; undefined after a problem. */
export function readBoundVariable(
  typed: string,
  path: DataPath,
  { scope, problems }: StatementContext,
  at: 'key' | number = 0,
): BoundVariable | undefined {
  const name = spellGreek(typed.trim());
  const refusal = refuseName(name, typed, scope.definitions);
  if (refusal !== undefined) {
    problems.add(path, refusal, at);
    return undefined;
  }
  return { name, inside: scopeWith(scope, [name]), outside: scopeWithout(scope, [name]) };
}

export const scopeWith = (scope: Scope, names: readonly string[]): Scope => ({
  ...scope,
  symbols: new Set([...scope.symbols, ...names]),
  broken: new Set([...scope.broken].filter((name) => !names.includes(name))),
});

export const scopeWithout = (scope: Scope, names: readonly string[]): Scope => ({
  ...scope,
  forbidden: new Map([...(scope.forbidden ?? []), ...names.map((name) => [name, escapes(name)] as const)]),
});

const escapes = (name: string): FailureFacts => ({
  code: 'bound-variable',
  message: `${name} is bound by the claim and means nothing here`,
  expected: 'other symbols and numbers',
  hint: `give the bound variable another name if ${name} is also a parameter`,
});
