/** How an author wants the symbols of a derivation to be written in LaTeX. */
import { spellGreek } from '../expression/greek.js';
import { nearest } from '../expression/nearest.js';
import type { Problems } from './problems.js';

const COMMANDS: ReadonlySet<string> = new Set(
  (
    'alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi varpi rho varrho sigma ' +
    'varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega ell hbar imath ' +
    'jmath aleph partial nabla mathrm mathit mathbf mathsf mathtt mathcal mathbb mathfrak boldsymbol hat widehat bar overline ' +
    'tilde widetilde dot ddot vec check breve acute grave mathring underline prime star ast dagger ddagger infty circ bullet ' +
    'pm mp parallel perp top bot sharp flat natural to'
  ).split(' '),
);

const MAX_LENGTH = 100;
const TOKEN = /\\([A-Za-z]+)|\\_|[A-Za-z0-9{}_^'(),;+*/ -]/y;

/** What keeps a text from being the notation of one symbol; undefined where it is one. */
function objection(tex: string): string | undefined {
  if (tex.trim() === '') return 'it is empty';
  if (tex.length > MAX_LENGTH) return `it has more than ${MAX_LENGTH} characters`;
  let open = 0;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < tex.length) {
    const start = TOKEN.lastIndex;
    const [token, command] = TOKEN.exec(tex) ?? [];
    if (token === undefined) return `${JSON.stringify(tex[start])} has no place in it`;
    if (command !== undefined && !COMMANDS.has(command)) return `${token} has no place in it`;
    if (token === '{') open += 1;
    if (token === '}') open -= 1;
    if (open < 0) break;
  }
  if (open !== 0) return 'its braces do not match';
  return /^[A-Za-z\\{]/.test(tex) ? undefined : 'it begins with neither a letter nor a command';
}

/** Two spellings of one thing: `W_1` and `W_{1}`. */
const spelling = (tex: string): string =>
  tex.replace(/([_^])\s*(\\[A-Za-z]+|[A-Za-z0-9])/g, '$1{$2}').replace(/\s+/g, '');

/**
 * Reads `names`: LaTeX for symbols, definitions and matrices, where the customary form of a name is not the wanted one.
 * @param known every name of the derivation.
 */
export function readNotation(
  input: Readonly<Record<string, string>>,
  known: ReadonlySet<string>,
  problems: Problems,
): ReadonlyMap<string, string> {
  const notation = new Map<string, string>();
  const owners = new Map<string, string>();
  for (const [key, tex] of Object.entries(input)) {
    const name = spellGreek(key);
    const path = ['names', key];
    if (!known.has(name)) {
      problems.add(
        path,
        () => {
          const guess = nearest(name, [...known]);
          return {
            code: 'unknown-symbol',
            message: `names speaks of ${name.slice(0, 60)}, which is no name of this derivation`,
            expected: 'a symbol, a definition or a matrix',
            hint: guess && `did you mean ${guess}?`,
          };
        },
        'key',
      );
      continue;
    }
    const reason = objection(tex);
    const owner = owners.get(spelling(tex));
    if (reason !== undefined || owner !== undefined) {
      problems.add(path, {
        code: 'notation',
        message: reason
          ? `this is no notation for one symbol: ${reason}`
          : `${owner} is written like this already`,
        expected: 'LaTeX of one symbol, such as \\bar{\\lambda}_0',
      });
      continue;
    }
    owners.set(spelling(tex), name);
    notation.set(name, tex);
  }
  return notation;
}
