/** Definitions and hypotheses about matrices, as a derivation states them. */
import { refuseName } from '../domain/read-domain.js';
import { spellGreek } from '../expression/greek.js';
import { RESERVED_MATRIX_NAMES } from '../matrix/index.js';
import type { FormulaInput } from './document.js';
import type { GivenEquation, MatrixSide } from './matrix-claim.js';
import { type MatrixScope, namesInText, readSides, speaksOfMatrices } from './matrix-scope.js';
import type { DataPath } from './places.js';
import type { Problems } from './problems.js';

type Definitions = Readonly<Record<string, FormulaInput>>;

/** Definitions that speak of matrices, directly or through others, apart from those that do not. */
export function splitDefinitions(
  define: Definitions,
  letters: ReadonlySet<string>,
): { readonly scalar: Definitions; readonly matrix: Definitions } {
  const matrices = new Set(letters);
  const keys = Object.keys(define);
  const speaks = (key: string): boolean =>
    typeof define[key] === 'string' && letters.size > 0 && speaksOfMatrices(define[key], matrices);
  for (let before = -1; before !== matrices.size; ) {
    before = matrices.size;
    for (const key of keys) if (speaks(key)) matrices.add(spellGreek(key));
  }
  const pick = (matrix: boolean): Definitions =>
    Object.fromEntries(
      keys
        .filter((key) => (matrices.has(spellGreek(key)) && !letters.has(key)) === matrix)
        .map((key) => [key, define[key]]),
    );
  return { scalar: pick(false), matrix: pick(true) };
}

/** Reads definitions with matrices in order: each may use those before it, and all scalar ones. */
export function compileMatrixDefinitions(
  define: Definitions,
  scope: MatrixScope,
  problems: Problems,
): MatrixScope {
  const definitions = new Map<string, MatrixSide>();
  const broken = new Set(scope.broken);
  const all = new Set(Object.keys(define).map(spellGreek));
  for (const key of Object.keys(define)) {
    const name = spellGreek(key);
    const path = ['define', key];
    const refusal =
      scope.symbols.has(name) || scope.letters.has(name) || definitions.has(name)
        ? {
            code: 'definition-shadows',
            message: `${name} is declared already`,
            expected: 'a name that is not taken',
          }
        : RESERVED_MATRIX_NAMES.has(name)
          ? {
              code: 'symbol-name',
              message: `${name} has a meaning of its own in matrix formulas`,
              expected: 'another name',
            }
          : refuseName(name, key);
    if (refusal) problems.add(path, refusal, 'key');
    const text = String(define[key]);
    const early = namesInText(text)
      .map(spellGreek)
      .find((used) => all.has(used) && !definitions.has(used) && !broken.has(used));
    if (early !== undefined)
      problems.add(path, {
        code: early === name ? 'circular-definition' : 'definition-order',
        message:
          early === name
            ? `the definition of ${name} leads back to ${name}`
            : `${early} is defined further down`,
        expected: 'symbols, matrices, and names defined before this one',
        hint: early === name ? undefined : `define ${early} before ${name}`,
      });
    const side =
      refusal || early !== undefined
        ? undefined
        : readSides([{ text, path }], { ...scope, definitions, broken }, problems)?.[0];
    if (side === undefined) broken.add(name);
    else definitions.set(name, side);
  }
  return { ...scope, definitions, broken };
}

/** Reads the hypotheses of a derivation: equations with names. */
export function compileHypotheses(
  input: Readonly<Record<string, string>>,
  scope: MatrixScope,
  problems: Problems,
): MatrixScope['hypotheses'] {
  const hypotheses = new Map<string, GivenEquation | 'broken'>();
  for (const name of Object.keys(input)) {
    const equation = readEquation(input[name], ['hypotheses', name], scope, problems);
    hypotheses.set(name, equation ? { name, ...equation } : 'broken');
  }
  return hypotheses;
}

/** `left = right`. */
export function readEquation(
  text: string,
  path: DataPath,
  scope: MatrixScope,
  problems: Problems,
): GivenEquation | undefined {
  const signs = [...text.matchAll(/[<>!=≤≥≠]=?/g)];
  if (signs.length !== 1 || signs[0][0] !== '=') {
    problems.add(
      path,
      {
        code: 'equation-syntax',
        message: 'this is not one equation between matrix formulas',
        expected: "left = right, such as W2'*W2 - W1*W1' = lambda*I",
        found: JSON.stringify(text.slice(0, 60)),
      },
      signs[1]?.index ?? 0,
    );
    return undefined;
  }
  const at = signs[0].index;
  const sides = readSides(
    [
      { text: text.slice(0, at), path },
      { text: text.slice(at + 1), path, offset: at + 1 },
    ],
    scope,
    problems,
  );
  return sides && { left: sides[0], right: sides[1] };
}
