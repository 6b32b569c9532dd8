/** A claim outside of a derivation: what a test states in one line. */
import type { Derivation } from '../claim/claim.js';
import { derivationOf } from '../claim/compile-derivation.js';
import type { ClaimInput, DerivationInput, SymbolsInput } from '../claim/document.js';
import { FlowproofError } from '../errors.js';

type Surroundings = Partial<Pick<DerivationInput, 'define' | 'matrices' | 'hypotheses' | 'assume'>>;
/** `Omit` of each member of a union. */
type Without<Union, Key extends PropertyKey> = Union extends unknown ? Omit<Union, Key> : never;

/** A claim as in a derivation, without an id, with the definitions and matrices that its formulas use. */
export type StandaloneClaim = Without<ClaimInput, 'id' | 'using' | 'symbols' | 'matrices' | 'assume'> &
  Surroundings & { readonly symbols?: SymbolsInput };

/** What a matcher speaks of: one claim, all claims of a derivation, or text: `a = b`, `a = b = c`, `a < b`. */
export type Claimed = string | StandaloneClaim | DerivationInput;

const DERIVATION = 'test';
const CLAIM = 'claim';

/**
 * The derivation that holds what is claimed, over `symbols` where they are given.
 * @throws FlowproofError `nothing-claimed` for a value that is no claim; as `derivationOf`.
 */
export function derivationOfClaimed(claimed: unknown, symbols: SymbolsInput | undefined): Derivation {
  if (typeof claimed === 'string') return standalone(statementOfText(claimed), symbols);
  if (typeof claimed !== 'object' || claimed === null) throw nothingClaimed(claimed);
  if ('claims' in claimed) {
    const input = claimed as DerivationInput;
    return derivationOf(
      symbols === undefined ? input : { ...input, symbols: { ...input.symbols, ...symbols } },
    );
  }
  return standalone(claimed as StandaloneClaim, symbols);
}

function standalone(claimed: StandaloneClaim, symbols: SymbolsInput | undefined): Derivation {
  const { define, matrices, hypotheses, assume, symbols: own, ...claim } = claimed;
  return derivationOf({
    derivation: DERIVATION,
    title: 'A claim of a test',
    symbols: { ...own, ...symbols },
    ...(define && { define }),
    ...(matrices && { matrices }),
    ...(hypotheses && { hypotheses }),
    ...(assume && { assume }),
    claims: [{ id: CLAIM, ...claim } as ClaimInput],
  });
}

/** `a < b` is an inequality; sides between `=` are a chain. */
function statementOfText(text: string): StandaloneClaim {
  if (/[<>]|!=/.test(text)) return { holds: text };
  const sides = text.split('=').map((side) => side.trim());
  if (sides.length < 2 || sides.includes('')) throw nothingClaimed(text);
  return sides.length === 2 ? { equal: [sides[0], sides[1]] } : { chain: sides };
}

const nothingClaimed = (found: unknown): FlowproofError =>
  new FlowproofError({
    code: 'nothing-claimed',
    message: 'this claims nothing',
    expected:
      "text such as 'a = b' or 'a < b', a claim such as { equal: ['a', 'b'], symbols: … }, or a derivation",
    found: typeof found === 'string' ? `'${found}'` : String(found),
  });
