import type { Domain } from '../domain/domain.js';
import { spellGreek } from '../expression/greek.js';
import { nearest } from '../expression/nearest.js';
import type { MatrixScope } from './matrix-scope.js';
import type { DataPath } from './places.js';
import type { Problems } from './problems.js';
import type { Scope } from './read-formula.js';

/** What a statement is read against. */
export interface StatementContext {
  readonly scope: Scope;
  /** What matrix formulas may speak of. */
  readonly matrices: MatrixScope;
  /** The claim's domain with all its symbols, before the ones it does not use are left out. */
  readonly domain: Domain;
  readonly problems: Problems;
  /** Path of the claim. */
  readonly path: DataPath;
}

/** The symbol that `typed` names, which must be declared. */
export function readSymbolName(typed: string, path: DataPath, context: StatementContext): string | undefined {
  const { domain, scope, problems } = context;
  const name = spellGreek(typed.trim());
  if (domain.symbols.has(name)) return name;
  if (scope.broken.has(name)) return undefined;
  const guess = nearest(name.slice(0, 60), [...domain.symbols.keys()]);
  problems.add(path, {
    code: 'unknown-symbol',
    message: `${JSON.stringify(typed.slice(0, 60))} is not a symbol of this claim`,
    expected: `one of ${[...domain.symbols.keys()].slice(0, 12).join(', ') || 'its declared symbols'}`,
    hint: guess ? `did you mean ${guess}?` : 'declare it under symbols',
  });
  return undefined;
}
