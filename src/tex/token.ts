/** What LaTeX mathematics is made of, after spaces and comments are gone. */

export interface Token {
  /**
   * A letter, a number, a sign, a command (`\frac`), an upright word or letter in another font with its braces
   * (`\mathrm{PT}`, `\mathbf{W}`), an operator (`\operatorname{arsinh}`), an environment (`\begin{pmatrix}`), or text (`\text{for all}`).
   */
  readonly text: string;
  /** Where it begins and ends in the file. */
  readonly at: number;
  readonly end: number;
}

/** The token that stands behind the last one. */
export const END = '';

const CONTENT = /^\\([A-Za-z]+)\{([\s\S]*)\}$/;

/** The command of a token that holds its braces, and what is between them. */
export function contentOf(text: string): { readonly command: string; readonly content: string } | undefined {
  const [, command, content] = CONTENT.exec(text) ?? [];
  return command === undefined ? undefined : { command, content };
}

/** What an upright word or a text says; undefined for other tokens. */
export function wordOf(text: string): string | undefined {
  const parts = contentOf(text);
  return parts !== undefined && (parts.command === 'text' || parts.command === 'mathrm')
    ? parts.content
    : undefined;
}
