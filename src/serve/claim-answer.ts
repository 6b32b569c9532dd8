import type { Claim, Derivation } from '../claim/claim.js';
import { claimFingerprints } from '../claim/fingerprint.js';
import { FlowproofError } from '../errors.js';
import { claimToText, sweptSides } from '../explore/index.js';
import { symbolsOf } from '../expression/traverse.js';
import { derivationSymbols } from '../latex/derivation-parts.js';
import { derivationParts } from '../latex/index.js';
import { namesOf } from '../latex/statement-formulas.js';
import type { ClaimAnswer } from '../page/answers.js';

/** All that the page shows of a claim before anything is checked or computed. */
export function claimAnswer(derivation: Derivation, claim: Claim): ClaimAnswer {
  const parts = derivationParts(
    { ...derivation, definitions: definitionsOf(derivation, claim), claims: [claim] },
    [],
  );
  const [{ tex, conditions }] = parts.claims;
  const symbols = derivationSymbols(derivation);
  return {
    name: `${derivation.id}/${claim.id}`,
    derivation: derivation.title,
    kind: claim.statement.kind,
    expected: claim.expect ?? claim.require,
    ...(claim.prose !== undefined && { prose: claim.prose }),
    ...((claim.source ?? derivation.source) !== undefined && { source: claim.source ?? derivation.source }),
    ...(claim.right !== undefined && { right: claim.right }),
    file: derivation.file,
    ...(claim.place.line !== undefined && { line: claim.place.line }),
    fingerprint: claimFingerprints(derivation.claims).get(claim.id) ?? '',
    tex,
    where: parts.definitions,
    conditions: [...parts.conditions, ...conditions],
    symbols: Object.fromEntries(symbols),
    ...sidesOf(claim),
  };
}

/** The definitions that a claim rests on, in their order. */
function definitionsOf({ definitions }: Derivation, claim: Claim): Derivation['definitions'] {
  const wanted = new Set(namesOf(claim.statement));
  const kept = definitions.toReversed().filter(({ name, formula }) => {
    if (!wanted.has(name)) return false;
    for (const part of symbolsOf(formula.typed)) wanted.add(part);
    return true;
  });
  return kept.toReversed();
}

function sidesOf(claim: Claim): Pick<ClaimAnswer, 'claim' | 'parts' | 'notSwept'> {
  try {
    const sides = sweptSides(claim);
    return { claim: claimToText(claim), parts: sides.map(({ label }) => label) };
  } catch (error) {
    if (!(error instanceof FlowproofError && error.code === 'not-swept')) throw error;
    return { parts: [], notSwept: error.message };
  }
}
