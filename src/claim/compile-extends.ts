/** Continuous extensions: the claim that a formula extends to a point, and the key that extends a comparison. */
import { symbolsOf } from '../expression/traverse.js';
import type { Extension, Formula, Statement } from './claim.js';
import type { ClaimInput, PointInput } from './document.js';
import type { DataPath } from './places.js';
import { readPointApproach } from './read-approach.js';
import { readFormula } from './read-formula.js';
import { infinitySign } from './split-approach.js';
import { readSymbolName, type StatementContext } from './statement-context.js';

export function compileExtends(
  input: Extract<ClaimInput, { extends: unknown }>['extends'],
  context: StatementContext,
): Extract<Statement, { kind: 'extends' }> | undefined {
  const { scope, problems } = context;
  const path = [...context.path, 'extends'];
  const of = readFormula(input.of, [...path, 'of'], scope, problems);
  const read = readPoint(input.at, [...path, 'at'], [of], context);
  if (typeof input.is === 'string' && infinitySign(input.is) !== undefined) {
    problems.add([...path, 'is'], {
      code: 'extends-value',
      message: 'a continuous extension has a finite value',
      expected: 'a formula',
      found: JSON.stringify(input.is),
      hint: 'state a pole as a limit: limit: { of, as: x -> 0+, is: inf }',
    });
    return undefined;
  }
  const moving = {
    code: 'limit-value',
    message: `the value mentions ${read?.variable}, which has gone to its point`,
    expected: 'a value without the variable',
  };
  const valueScope = read ? { ...scope, forbidden: new Map([[read.variable, moving]]) } : scope;
  const is = readFormula(input.is, [...path, 'is'], valueScope, problems);
  return of && read && is && { kind: 'extends', of, ...read, is };
}

/** The `extend` key of a comparison of these formulas, as the part of a statement; empty where there is none. */
export function readExtension(
  input: PointInput | undefined,
  formulas: readonly (Formula | undefined)[],
  context: StatementContext,
): { readonly extend?: Extension } {
  if (input === undefined) return {};
  const read = readPoint(input, [...context.path, 'extend'], formulas, context);
  return read === undefined ? {} : { extend: read };
}

/** One symbol that the formulas mention, and the point it comes near to. */
function readPoint(
  input: PointInput,
  path: DataPath,
  formulas: readonly (Formula | undefined)[],
  context: StatementContext,
): Extension | undefined {
  const { scope, domain, problems } = context;
  const entries = Object.entries(input);
  if (entries.length !== 1) {
    problems.add(path, {
      code: 'extension-point',
      message:
        entries.length === 0
          ? 'no symbol goes to a point'
          : `${entries.length} symbols go to points at once: such a limit may depend on the path`,
      expected: 'one symbol and its point, such as { lambda: 0 }',
      found: entries.length === 0 ? 'an empty map' : Object.keys(input).slice(0, 12).join(', '),
      hint: entries.length === 0 ? undefined : 'state one claim for each symbol, with the others as they are',
    });
    return undefined;
  }
  const [[typed, point]] = entries;
  const variable = readSymbolName(typed, [...path, typed], context);
  if (variable === undefined) return undefined;
  const known = formulas.filter((formula) => formula !== undefined);
  const used = new Set(known.flatMap((formula) => symbolsOf(formula.expanded)));
  if (known.length === formulas.length && !used.has(variable)) {
    problems.add([...path, typed], {
      code: 'extension-unused',
      message: `the claim does not mention ${variable}: there is nothing to extend`,
      expected: `one of ${[...used].slice(0, 12).join(', ') || 'the symbols of the claim'}`,
      hint: `leave ${variable} out, or name the symbol that goes to the point`,
    });
    return undefined;
  }
  const place = { variable, input: point, offset: 0, side: 'both' as const };
  return readPointApproach(place, [...path, typed], scope, domain, used, problems);
}
