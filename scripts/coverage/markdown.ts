/** Plain Markdown: tables whose cells hold any text. */

export const WRITTEN =
  'Written by `npm run coverage:write` from a check of everything that ships; edit nothing here.';

/** Text as code, safe in a table. */
export const code = (text: string): string => {
  const fence = text.includes('`') ? '``' : '`';
  return `${fence}${cell(text)}${fence}`;
};

/** Text that stays in its cell. */
export const cell = (text: string): string => text.replace(/\s+/g, ' ').replaceAll('|', '\\|').trim();

/** Prose in a cell: nothing in it is markup. */
export const prose = (text: string): string => cell(text.replace(/[\\`*_<>[\]]/g, '\\$&'));

/** A table; cells are written as they are. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

export const section = (title: string, body: string): string => `## ${title}\n\n${body}`;

const DIGEST = /<!-- claims ([0-9a-f]{64}) -->/;

/** The hash of the claims that a document was written for, as its last line and read back. */
export const digestLine = (digest: string): string => `<!-- claims ${digest} -->`;
export const digestIn = (text: string): string | undefined => DIGEST.exec(text)?.[1];
