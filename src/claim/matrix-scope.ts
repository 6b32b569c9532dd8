/** What matrix formulas of a derivation may speak of. */
import type { Expression } from '../expression/expression.js';
import { fail } from '../expression/formula-failure.js';
import {
  type Letter,
  type MatrixFormula,
  type MatrixNames,
  RESERVED_MATRIX_NAMES,
  readMatrixSides,
} from '../matrix/index.js';
import type { GivenEquation, MatrixSide } from './matrix-claim.js';
import type { DataPath } from './places.js';
import type { Problems } from './problems.js';

export interface MatrixScope {
  readonly letters: ReadonlyMap<string, Letter>;
  /** Scalar symbols, sizes among them. */
  readonly symbols: ReadonlySet<string>;
  /** Fully expanded meanings of scalar definitions. */
  readonly scalars: ReadonlyMap<string, Expression>;
  /** Definitions that hold matrices. */
  readonly definitions: ReadonlyMap<string, MatrixSide>;
  /** By name; `broken` where it could not be read. */
  readonly hypotheses: ReadonlyMap<string, GivenEquation | 'broken'>;
  /** Names whose declaration failed: formulas that mention them are dropped without a second problem. */
  readonly broken: ReadonlySet<string>;
}

/** One formula of an author, and where it stands: `offset` characters of other text are before it. */
export interface WrittenSide {
  readonly text: string;
  readonly path: DataPath;
  readonly offset?: number;
}

const IDENTIFIER = /[\p{L}_$][\p{L}\p{N}_$]*/gu;

/** Names in a text, as typed. */
export const namesInText = (text: string): readonly string[] =>
  [...text.matchAll(IDENTIFIER)].map(([n]) => n);

const FUNCTIONS_OF_MATRICES: ReadonlySet<string> = new Set(
  [...RESERVED_MATRIX_NAMES].filter((name) => name !== 'I' && name !== 'T'),
);

/** Does the text speak of matrices? */
export const speaksOfMatrices = (text: string, matrices: ReadonlySet<string>): boolean =>
  namesInText(text).some((name) => matrices.has(name) || FUNCTIONS_OF_MATRICES.has(name));

/**
 * Reads sides that have one shape: an `I` or a `0` on one takes its size from another.
 * @returns undefined after a problem
 */
export function readSides(
  written: readonly WrittenSide[],
  scope: MatrixScope,
  problems: Problems,
): readonly MatrixSide[] | undefined {
  const texts = written.map(({ text }) => text.replace(/[\r\n\t]/g, ' '));
  if (texts.some((text) => namesInText(text).some((name) => scope.broken.has(name)))) return undefined;
  const trimmed = texts.map((text) => text.trim());
  const read = (names: MatrixNames): MatrixFormula[] =>
    readMatrixSides(trimmed, names, (i, error) => {
      throw new SideProblem(i, error);
    });
  try {
    for (const [i, text] of trimmed.entries()) refuseText(i, text);
    const [typed, expanded] = [read(typedNames(scope)), read(expandedNames(scope))];
    return trimmed.map((text, i) => ({
      text,
      typed: typed[i],
      expanded: expanded[i],
      place: problems.places.locate(written[i].path, written[i].offset ?? 0),
    }));
  } catch (error) {
    if (!(error instanceof SideProblem)) throw error;
    const { path, offset = 0 } = written[error.side];
    const text = texts[error.side];
    problems.addFromText(path, error.cause, offset + text.length - text.trimStart().length);
    return undefined;
  }
}

class SideProblem extends Error {
  constructor(
    readonly side: number,
    override readonly cause: unknown,
  ) {
    super();
  }
}

function refuseText(side: number, text: string): void {
  const comment = text.indexOf('#');
  if (text !== '' && comment < 0) return;
  try {
    fail(Math.max(comment, 0), {
      code: 'formula-syntax',
      message: text === '' ? 'the formula is empty' : '# has no meaning in a formula',
      expected: "matrix mathematics such as W2'*W2 - W1*W1'",
    });
  } catch (error) {
    throw new SideProblem(side, error);
  }
}

/** Definitions as names of their own. */
function typedNames({ letters, symbols, scalars, definitions }: MatrixScope): MatrixNames {
  const named = new Map(letters);
  const plain = new Set([...symbols, ...scalars.keys()]);
  for (const [name, { expanded }] of definitions) {
    if (expanded.kind === 'matrix') named.set(name, { kind: 'letter', name, shape: expanded.value.shape });
    else plain.add(name);
  }
  return { letters: named, scalars: plain };
}

/** Definitions as what they mean. */
function expandedNames({ letters, symbols, scalars, definitions }: MatrixScope): MatrixNames {
  const meanings = new Map<string, MatrixFormula>();
  for (const [name, value] of scalars)
    meanings.set(name, { kind: 'scalar', value, text: name, scalars: new Map() });
  for (const [name, { expanded }] of definitions) meanings.set(name, expanded);
  return { letters, scalars: symbols, meanings };
}
