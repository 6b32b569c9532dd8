/** Names of symbols in LaTeX: `lambda` → `\lambda`, `a0` → `a_{0}`, `beta_PT` → `\beta_{\mathrm{PT}}`. */

const GREEK = new Set(
  (
    'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi rho sigma tau upsilon phi chi psi omega ' +
    'Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega'
  ).split(' '),
);

/** Greek letters that TeX has no command for: they look like Latin ones. */
const LATIN_SHAPED: Readonly<Record<string, string>> = {
  omicron: 'o',
  Alpha: '\\mathrm{A}',
  Beta: '\\mathrm{B}',
  Epsilon: '\\mathrm{E}',
  Zeta: '\\mathrm{Z}',
  Eta: '\\mathrm{H}',
  Iota: '\\mathrm{I}',
  Kappa: '\\mathrm{K}',
  Mu: '\\mathrm{M}',
  Nu: '\\mathrm{N}',
  Omicron: '\\mathrm{O}',
  Rho: '\\mathrm{P}',
  Tau: '\\mathrm{T}',
  Chi: '\\mathrm{X}',
};

const SUBSCRIPT_WORDS: Readonly<Record<string, string>> = {
  plus: '+',
  minus: '-',
  pm: '\\pm',
  star: '\\star',
  inf: '\\infty',
  infty: '\\infty',
};

const ACCENTS = new Set(['hat', 'bar', 'tilde', 'dot', 'ddot', 'vec']);

/** One word of a name: a Greek letter, a single letter, digits, or several letters set upright. */
function word(text: string): string {
  if (GREEK.has(text)) return `\\${text}`;
  if (Object.hasOwn(LATIN_SHAPED, text)) return LATIN_SHAPED[text];
  if (/^(?:[A-Za-z]|\d+)$/.test(text)) return text;
  if (text === 'ℓ') return '\\ell';
  return `\\mathrm{${plain(text)}}`;
}

/** Letters, digits and escaped underscores; any other letter by its code point, since TeX fonts may lack it. */
const plain = (text: string): string =>
  Array.from(text, (letter) => {
    if (/[A-Za-z0-9]/.test(letter)) return letter;
    if (letter === '_') return '\\_';
    return `U{+}${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  }).join('');

/**
 * One symbol name as LaTeX. Two names may look alike (`a0` and `a_0`): where that matters use {@link symbolTable}.
 */
export function symbolToLatex(name: string): string {
  const [head, ...parts] = name.split('_').filter((part) => part !== '');
  if (head === undefined) return word(name);
  const [, letters = head, digits] = /^(.*?[^\d])(\d+)$/u.exec(head) ?? [];
  let base = word(letters);
  const subscripts: string[] = digits === undefined ? [] : [digits];
  for (const part of parts) {
    if (ACCENTS.has(part) && subscripts.length === 0) base = `\\${part}{${base}}`;
    else subscripts.push(Object.hasOwn(SUBSCRIPT_WORDS, part) ? SUBSCRIPT_WORDS[part] : word(part));
  }
  return subscripts.length === 0 ? base : `${base}_{${subscripts.join(',')}}`;
}

/** How each symbol is written. */
export type SymbolTable = ReadonlyMap<string, string>;

/**
 * LaTeX for every name, different names always written differently: the later of two look-alikes is set as typed.
 * @param notation how an author wants some of them to be written.
 */
export function symbolTable(names: Iterable<string>, notation: SymbolTable = new Map()): SymbolTable {
  const table = new Map<string, string>(notation);
  // `e` and `\pi` are constants, never symbols.
  const taken = new Set(['e', '\\pi', ...notation.values()]);
  for (const name of names) {
    if (table.has(name)) continue;
    const nice = symbolToLatex(name);
    const written = taken.has(nice) ? `\\mathtt{${plain(name)}}` : nice;
    taken.add(written);
    table.set(name, written);
  }
  return table;
}
