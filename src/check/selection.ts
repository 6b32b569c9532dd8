import type { Claim } from '../claim/claim.js';
import type { Confrontation } from '../claim/confrontation.js';
import { FlowproofError } from '../errors.js';

/** Does `derivation/id` contain one of the texts (or are there none)? */
export const isChosen = (derivation: string, id: string, only: readonly string[]): boolean =>
  only.length === 0 || only.some((text) => `${derivation}/${id}`.includes(text));

/** One problem for each of the texts that chooses nothing: a misspelt one must not pass for a check. */
export function unmatched(
  only: readonly string[],
  items: readonly (Claim | Confrontation)[],
): FlowproofError[] {
  const derivationOf = ({ derivation }: Claim | Confrontation) =>
    typeof derivation === 'string' ? derivation : derivation.id;
  return only
    .filter((text) => !items.some((item) => isChosen(derivationOf(item), item.id, [text])))
    .map(
      (text) =>
        new FlowproofError({
          code: 'nothing-matches',
          message: `no claim matches --only ${text}`,
          expected: 'part of the id of a claim, or of derivation/claim',
        }),
    );
}
