/** Declarations of matrices: names with shapes and properties, and the sizes that the shapes are made of. */
import { type Domain, integerSymbols } from '../domain/domain.js';
import { refuseName, type SymbolsInput } from '../domain/read-domain.js';
import type { FailureFacts } from '../errors.js';
import { spellGreek } from '../expression/greek.js';
import { ONE, subtract } from '../expression/rational.js';
import {
  type Letter,
  type LetterProperty,
  namesOfSize,
  RESERVED_MATRIX_NAMES,
  readShape,
  type Shape,
  shapeText,
} from '../matrix/index.js';
import type { MatricesInput } from './document.js';
import type { DataPath } from './places.js';
import type { Problems } from './problems.js';

/** Letters by name, and the names of declarations that could not be read. */
export interface LettersRead {
  readonly letters: ReadonlyMap<string, Letter>;
  readonly broken: ReadonlySet<string>;
}

/** @param taken names that are symbols, definitions or letters already, with what they are. */
export function readLetters(
  input: MatricesInput,
  path: DataPath,
  taken: ReadonlyMap<string, string>,
  problems: Problems,
): LettersRead {
  const letters = new Map<string, Letter>();
  const broken = new Set<string>();
  for (const key of Object.keys(input)) {
    const name = spellGreek(key);
    const here = [...path, key];
    const declared = input[key];
    const refusal = refuseLetter(name, key, taken, letters);
    if (refusal !== undefined) {
      problems.add(here, refusal, 'key');
      broken.add(name);
      continue;
    }
    const [text, property] = typeof declared === 'string' ? [declared] : [declared.shape, declared.is];
    const shape = shapeAt(text, typeof declared === 'string' ? here : [...here, 'shape'], problems);
    const misfit = shape && refuseProperty(name, shape, property);
    if (misfit) problems.add([...here, 'is'], misfit);
    if (shape === undefined || misfit !== undefined) broken.add(name);
    else letters.set(name, { kind: 'letter', name, shape, ...(property && { property }) });
  }
  return { letters, broken };
}

function shapeAt(text: string, path: DataPath, problems: Problems): Shape | undefined {
  try {
    return readShape(text);
  } catch (error) {
    problems.addFromText(path, error);
    return undefined;
  }
}

function refuseLetter(
  name: string,
  typed: string,
  taken: ReadonlyMap<string, string>,
  letters: ReadonlyMap<string, Letter>,
): FailureFacts | undefined {
  const already = letters.has(name) ? 'a matrix' : taken.get(name);
  if (already !== undefined)
    return {
      code: 'duplicate-matrix',
      message: `${name} is ${already} already`,
      expected: 'a name of its own for every matrix, symbol and definition',
    };
  if (RESERVED_MATRIX_NAMES.has(name))
    return {
      code: 'symbol-name',
      message: `${name} cannot name a matrix: the name has a meaning of its own in matrix formulas`,
      expected: `a name that is none of ${[...RESERVED_MATRIX_NAMES].join(', ')}`,
    };
  const facts = refuseName(name, typed);
  return facts && { ...facts, message: facts.message.replace('a symbol', 'a matrix') };
}

function refuseProperty(name: string, shape: Shape, property?: LetterProperty): FailureFacts | undefined {
  if (property === undefined || shape.rows.key === shape.columns.key) return undefined;
  return {
    code: 'shape-mismatch',
    message: `${name} is ${shapeText(shape)} and cannot be ${property}: only a square matrix is`,
    expected: 'a square matrix',
    found: shapeText(shape),
    hint:
      property === 'orthogonal'
        ? `for orthonormal columns state ${name}'*${name} = I under given, for rows ${name}*${name}' = I`
        : undefined,
  };
}

/** Declarations of the names that sizes are made of: integers from 1 on. */
export function sizeSymbols(letters: Iterable<Letter>): SymbolsInput {
  const names = new Set<string>();
  for (const { shape } of letters)
    for (const size of [shape.rows, shape.columns]) for (const name of namesOfSize(size)) names.add(name);
  return Object.fromEntries([...names].map((name) => [name, { is: 'integer' as const, ge: 1 }]));
}

/** A size that an author declares, too, must be one for all its values. */
export function checkSizes(sizes: SymbolsInput, domain: Domain, path: DataPath, problems: Problems): void {
  for (const name of Object.keys(sizes)) {
    if (!domain.symbols.has(name) || isPositiveInteger(name, domain)) continue;
    problems.add([...path, 'symbols', name], {
      code: 'matrix-size',
      message: `${name} is the size of a matrix, and may be something else here`,
      expected: `${name}: { is: integer, ge: 1 }, or a higher bound`,
      hint: 'the names of sizes need no declaration',
    });
  }
}

/** Is a declared symbol an integer from 1 on, wherever the domain lets it? */
export function isPositiveInteger(name: string, domain: Domain): boolean {
  const { lower } = domain.symbols.get(name) ?? {};
  const least = lower && subtract(lower.value, ONE);
  const positive = least !== undefined && least.numerator >= (lower?.strict ? -1n : 0n);
  return positive && integerSymbols(domain).has(name);
}
