import type { Definition, Formula } from '../claim/claim.js';
import type { Expression } from '../expression/expression.js';
import { symbolsOf } from '../expression/traverse.js';
import { expressionToPython } from './expression-to-python.js';
import { pythonName, pythonString } from './python-names.js';

/** Abbreviations by name, in their order: each may use the ones before it. */
export type Definitions = ReadonlyMap<string, Expression>;

export const definitionsOf = (definitions: readonly Definition[]): Definitions =>
  new Map(definitions.map(({ name, formula }) => [name, formula.typed]));

/**
 * A formula as a function of a point, with the abbreviations of its author:
 *
 *     def c3_left(point):
 *         s, lambda_ = point("s"), point("lambda")
 *         K = sqrt(power(lambda_, N("2")) + N("4") * power(s, N("2")))
 *         return K + s
 * @param bound names that are symbols here although they are defined outside: states and variables.
 */
export function formulaToPython(
  name: string,
  typed: Expression,
  definitions: Definitions,
  bound: ReadonlySet<string> = new Set(),
): string {
  const used = usedDefinitions(typed, definitions, bound);
  const symbols = [
    ...new Set([typed, ...used.map((d) => definitions.get(d) as Expression)].flatMap((e) => symbolsOf(e))),
  ].filter((symbol) => bound.has(symbol) || !definitions.has(symbol));
  const lines = [
    ...symbols.map((symbol) => `${pythonName(symbol)} = point(${pythonString(symbol)})`),
    ...used.map((d) => `${pythonName(d)} = ${expressionToPython(definitions.get(d) as Expression)}`),
    `return ${expressionToPython(typed)}`,
  ];
  return [`def ${name}(point):`, ...lines.map((line) => `    ${line}`)].join('\n');
}

/** The abbreviations that an expression needs, directly or not, in their order. */
function usedDefinitions(
  root: Expression,
  definitions: Definitions,
  bound: ReadonlySet<string>,
): readonly string[] {
  const needed = new Set<string>();
  const need = (expression: Expression): void => {
    for (const name of symbolsOf(expression)) {
      const meaning = bound.has(name) ? undefined : definitions.get(name);
      if (meaning === undefined || needed.has(name)) continue;
      needed.add(name);
      need(meaning);
    }
  };
  need(root);
  return [...definitions.keys()].filter((name) => needed.has(name));
}

/** What a statement calls a part, and its formula. */
export type NamedFormula = readonly [name: string, formula: Formula];
