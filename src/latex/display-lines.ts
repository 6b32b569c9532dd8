/** Displays of several lines. */

/** Wider formulas, in letters, are broken over lines at the terms of their outermost sum. */
export const LINE_WIDTH = 58;

export const aligned = (lines: readonly string[]): string =>
  `\\begin{aligned}\n${lines.join(' \\\\\n')}\n\\end{aligned}`;
