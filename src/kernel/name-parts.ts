/** Parts of a claim in the words of a message: short, however large they are. */
import type { Expression } from '../expression/expression.js';
import { print } from '../expression/print.js';
import { symbolsOf } from '../expression/traverse.js';
import type { Assumption } from '../rules/resolve-signs.js';
import type { Generator, Tower } from './tower.js';

const MAX_SIZE = 60;
const MAX_TEXT = 120;
const MAX_NAMED = 6;

/** The expression as text, or how large it is. */
export function briefly(e: Expression): string {
  const text = e.size > MAX_SIZE ? '' : print(e);
  if (text !== '' && text.length <= MAX_TEXT) return text;
  const names = symbolsOf(e);
  const of = names.length === 0 ? '' : ` in ${listed(names)}`;
  return text === '' ? `an expression of ${e.size} nodes${of}` : `${text.slice(0, MAX_TEXT)}…`;
}

/** The first few, and how many more there are. */
export function listed(texts: readonly string[]): string {
  const more = texts.length - MAX_NAMED;
  return `${texts.slice(0, MAX_NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function nameOfGenerator({ kind, argument, denominator }: Generator): string {
  const u = briefly(argument);
  const part = denominator === 1n ? u : `(${u})/${denominator}`;
  switch (kind) {
    case 'root':
      return denominator === 2n ? `sqrt(${u})` : `(${u})^(1/${denominator})`;
    case 'exponential':
      return `exp(${part})`;
    case 'circular':
      return `the angle ${part}`;
    case 'logarithm':
      return `log(${u})`;
    case 'angle':
      return `atan(${u})`;
    case 'opaque':
      return u;
  }
}

/** The generators of a tower that are part of the claim, of all kinds or of one. */
export function generatorsOf(tower: Tower, kind?: Generator['kind']): string {
  const named = tower.generators.filter(
    (g) => g.probed === undefined && (kind === undefined || g.kind === kind),
  );
  return listed(named.map(nameOfGenerator));
}

/** On which part of the domain, where it was split. */
export const partOf = (assumed: readonly Assumption[]): string =>
  assumed.length === 0
    ? ''
    : `, on a part of the domain split at ${listed(assumed.map(({ quantity }) => briefly(quantity)))}`;
