/** A formula in the grammar of claim files, read from LaTeX, that knows where each part of it stood. */

/** Binding strength, weakest first, as in the grammar of formulas: a sign binds more than a product. */
export const STRENGTH = { sum: 1, product: 2, sign: 3, power: 4, atom: 5 } as const;

/** What a formula is: a scalar, a scalar with matrices in it (a trace), or a matrix. */
export const LEVEL = { scalar: 0, made: 1, matrix: 2 } as const;

export interface Written {
  readonly text: string;
  readonly strength: number;
  readonly level: number;
  /** Offsets in the text and, for each, the offset in the file that it came from; in order. */
  readonly marks: readonly (readonly [inText: number, inFile: number])[];
}

/** Parts one behind the other; as much of a matrix as the most of them. */
export function written(strength: number, at: number, ...parts: readonly (string | Written)[]): Written {
  let text = '';
  let level: number = LEVEL.scalar;
  const marks: [number, number][] = [[0, at]];
  for (const part of parts) {
    if (typeof part === 'string') text += part;
    else {
      for (const [inText, inFile] of part.marks) marks.push([text.length + inText, inFile]);
      text += part.text;
      level = Math.max(level, part.level);
    }
  }
  return { text, strength, level, marks };
}

/** In parentheses where it binds less than `least`. */
export const bound = (part: Written, least: number): Written =>
  part.strength >= least ? part : written(STRENGTH.atom, part.marks[0][1], '(', part, ')');

/** Where the letter at `offset` of the text came from. */
export function origin({ marks }: Pick<Written, 'marks'>, offset: number): number {
  let found = marks[0]?.[1] ?? 0;
  for (const [inText, inFile] of marks) {
    if (inText > offset) break;
    found = inFile;
  }
  return found;
}
