import { exactValue } from '../domain/exact-value.js';
import type { FailureFacts } from '../errors.js';
import type { Expression } from '../expression/expression.js';
import { nearest } from '../expression/nearest.js';
import { offsetOfName, parse } from '../expression/parse.js';
import type { Rational } from '../expression/rational.js';
import { substitute, symbolsOf } from '../expression/traverse.js';
import type { Formula } from './claim.js';
import type { FormulaInput } from './document.js';
import type { DataPath } from './places.js';
import { MAX_PROBLEMS, type Problems } from './problems.js';

/** A formula whose definitions expand to more parts than this is refused: nothing later could work on it. */
export const MAX_EXPANDED_SIZE = 1_000_000;

/** What the names in a formula may be. */
export interface Scope {
  readonly symbols: ReadonlySet<string>;
  /** Fully expanded meanings of defined names. */
  readonly definitions: ReadonlyMap<string, Expression>;
  /** Names whose declaration failed: formulas that mention them are dropped without a second problem. */
  readonly broken: ReadonlySet<string>;
  /** Names of matrices, which no scalar formula can hold. */
  readonly matrices?: ReadonlySet<string>;
  /** Names this formula must not mention, even through a definition, with the reason. */
  readonly forbidden?: ReadonlyMap<string, FailureFacts>;
}

/** Reads the formula at `path`, where `offset` characters of other text stand before it; undefined after a problem. */
export function readFormula(
  input: FormulaInput,
  path: DataPath,
  scope: Scope,
  problems: Problems,
  offset = 0,
): Formula | undefined {
  const typed = parseFormula(input, path, problems, offset);
  return typed && resolveFormula(typed, path, scope, problems, offset);
}

/** A formula that parses, before its names are looked up. */
export interface ParsedFormula {
  readonly text: string;
  readonly typed: Expression;
}

/** Parses text as an author may write it: over several lines, with blanks around it. */
export function parseFormula(
  input: FormulaInput,
  path: DataPath,
  problems: Problems,
  offset = 0,
): ParsedFormula | undefined {
  if (typeof input === 'number' && !Number.isSafeInteger(input)) {
    problems.add(path, inexactNumber(input));
    return undefined;
  }
  // A line break ends a formula in mathjs's grammar; an author who folds a long one means a blank.
  const line = String(input).replace(/[\r\n\t]/g, ' ');
  const text = line.trim();
  const start = offset + line.length - line.trimStart().length;
  const comment = text.indexOf('#');
  if (text === '' || comment >= 0) {
    const message = text === '' ? 'the formula is empty' : '# has no meaning in a formula';
    const expected = 'scalar mathematics such as sqrt(lambda^2 + 4*a^2)';
    problems.add(path, { code: 'formula-syntax', message, expected }, start + Math.max(comment, 0));
    return undefined;
  }
  try {
    return { text, typed: parse(text) };
  } catch (error) {
    problems.addFromText(path, error, start);
    return undefined;
  }
}

export const inexactNumber = (input: number): FailureFacts => ({
  code: 'inexact-number',
  message: `the float ${input} is not an exact number`,
  expected: 'an integer, or a decimal or fraction as text',
  hint: Number.isFinite(input) ? `write '${input}': floats are not the decimals they look like` : undefined,
});

/** Looks up the names of a parsed formula and expands its definitions. */
export function resolveFormula(
  { text, typed }: ParsedFormula,
  path: DataPath,
  scope: Scope,
  problems: Problems,
  offset = 0,
): Formula | undefined {
  const { symbols, definitions, broken, forbidden } = scope;
  const names = symbolsOf(typed);
  if (names.some((name) => broken.has(name))) return undefined;
  const offsetOf = (name: string) => offset + (offsetOfName(text, name) ?? 0);

  const unknown = names.filter(
    (name) => !forbidden?.has(name) && !symbols.has(name) && !definitions.has(name),
  );
  // Finding a name's place reads the text again: no more of them than will be listed.
  for (const name of unknown.slice(0, MAX_PROBLEMS + 1)) {
    problems.add(path, () => unknownSymbol(name, scope), offsetOf(name));
  }

  const expanded = substitute(typed, definitions);
  const banned = symbolsOf(expanded).filter((name) => forbidden?.has(name));
  for (const name of banned) {
    const through =
      names.find((n) => n === name || symbolsOf(definitions.get(n) ?? typed).includes(name)) ?? name;
    problems.add(path, forbidden!.get(name)!, offsetOf(through));
  }
  if (unknown.length > 0 || banned.length > 0) return undefined;
  if (expanded.size > MAX_EXPANDED_SIZE) {
    problems.add(path, {
      code: 'formula-too-large',
      message: 'the formula is too large once its definitions are put in',
      expected: `at most ${MAX_EXPANDED_SIZE} parts`,
      found: `${expanded.size.toPrecision(3)} parts`,
    });
    return undefined;
  }
  return { text, typed, expanded, place: problems.places.locate(path, offset) };
}

function unknownSymbol(name: string, { symbols, definitions, matrices }: Scope): FailureFacts {
  if (matrices?.has(name))
    return {
      code: 'matrix-in-scalar-formula',
      message: `${name} is made of matrices, and this formula is a scalar one`,
      expected: 'symbols, and definitions without matrices',
      hint: 'state it as an identity, or as a rate along a flow',
    };
  const known = [...symbols, ...definitions.keys()];
  const guess = nearest(name.slice(0, 60), known);
  const shown = known.slice(0, 12).join(', ');
  return {
    code: 'unknown-symbol',
    message: `unknown symbol ${name.slice(0, 60)}`,
    expected: known.length === 0 ? 'a declared symbol' : `one of ${shown}${known.length > 12 ? ', …' : ''}`,
    hint: guess ? `did you mean ${guess}?` : `declare ${name.slice(0, 60)} under symbols`,
  };
}

/** A Formula that was derived rather than typed: its text is printed, its place that of what it came from. */
export const derivedFormula = (text: string, expression: Expression, from: Formula): Formula => ({
  text,
  typed: expression,
  expanded: expression,
  place: from.place,
});

/** The exact value of arithmetic on numbers, such as `-3/2` or `2^-4`; undefined for anything else. */
export function numberOf(expression: Expression): Rational | undefined {
  const value = symbolsOf(expression).length === 0 ? exactValue(expression, new Map()) : undefined;
  return value?.kind === 'value' ? value.value : undefined;
}
