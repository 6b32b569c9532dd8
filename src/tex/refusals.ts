/** What keeps an equation from being read: each refusal names the token and its place. */
import { fail } from '../expression/formula-failure.js';
import { describe } from './cursor.js';
import type { Token } from './token.js';

const SUBSET = 'numbers, bound names, + - / ^ \\cdot \\frac \\sqrt, brackets and functions';

/** A token with no meaning here. */
export const refuseToken = (token: Token, where = 'in a formula'): never =>
  fail(token.at, {
    code: 'tex-unsupported',
    message: `${describe(token)} has no meaning ${where} that flowproof reads`,
    expected: SUBSET,
    found: describe(token),
  });

/** Two readers may read it in two ways. */
export const refuseAmbiguous = ({ at }: Token, message: string, write: string): never =>
  fail(at, {
    code: 'tex-ambiguous',
    message,
    expected: 'mathematics with one meaning',
    hint: `write ${write}`,
  });

/** Letters that stand for nothing. */
export const refuseName = ({ at }: Token, name: string, known: readonly string[]): never =>
  fail(at, {
    code: 'unknown-symbol',
    message: `${name} is not bound to a name`,
    expected:
      known.length === 0
        ? 'a name of the % flowproof block'
        : `one of ${known.slice(0, 12).join(', ')}${known.length > 12 ? ', …' : ''}`,
    hint: 'declare it under symbols; names: says how a symbol is written',
  });
