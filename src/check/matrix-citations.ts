/** What a claim about matrices may take from the claims it cites: equations that are proved wherever it speaks. */
import type { Claim } from '../claim/claim.js';
import { isMatrixStatement } from '../claim/matrix-claim.js';
import type { Bound, Domain, SymbolDomain } from '../domain/domain.js';
import { compare } from '../expression/rational.js';
import { formulaKey } from '../matrix/index.js';
import type { EarlierClaims } from './citations.js';
import type { CitedEquation } from './decide-matrix.js';
import { matrixQuestions } from './matrix-questions.js';

export interface MatrixCitations {
  readonly cited: readonly CitedEquation[];
  /** Why some of the cited claims cannot serve, in one clause each. */
  readonly missing: readonly string[];
}

export function matrixCitationsOf(claim: Claim, earlier: EarlierClaims): MatrixCitations {
  const cited: CitedEquation[] = [];
  const missing: string[] = [];
  for (const id of claim.using ?? []) {
    const found = earlier.get(id);
    const why =
      found === undefined
        ? 'was not checked'
        : found.result.verdict !== 'proved'
          ? `is ${found.result.verdict}, not proved`
          : whyNotWithin(claim, found.claim);
    if (why !== undefined || found === undefined) missing.push(`${id} ${why}`);
    else if (found.claim.statement.kind === 'identity')
      for (const { left, right, refuteOnly } of matrixQuestions(found.claim.statement))
        if (!refuteOnly) cited.push({ id, left, right });
  }
  return { cited, missing };
}

/** Why the cited claim may not hold wherever this one speaks. */
function whyNotWithin(claim: Claim, cited: Claim): string | undefined {
  if (!isMatrixStatement(claim.statement) || cited.statement.kind !== 'identity') return 'is no identity';
  const key = ({ left, right }: (typeof cited.statement.given)[number]): string =>
    `${formulaKey(left.expanded)} = ${formulaKey(right.expanded)}`;
  const own = new Set(claim.statement.given.map(key));
  const foreign = cited.statement.given.find((equation) => !own.has(key(equation)));
  if (foreign !== undefined)
    return `rests on ${foreign.name ?? `${foreign.left.text} = ${foreign.right.text}`}, which is not given here`;
  return isWithin(claim.domain, cited.domain)
    ? undefined
    : 'is proved on a domain that does not hold this one';
}

/** Is the domain seen to lie in the other one, symbol by symbol and relation by relation? */
function isWithin(domain: Domain, other: Domain): boolean {
  const known = new Set(domain.relations.map(({ text }) => text.replace(/\s/g, '')));
  return (
    other.relations.every(({ text }) => known.has(text.replace(/\s/g, ''))) &&
    [...other.symbols.values()].every((range) => {
      const own = domain.symbols.get(range.name);
      return own === undefined ? isFree(range) : isNarrower(own, range);
    })
  );
}

const isFree = ({ integer, lower, upper }: SymbolDomain): boolean =>
  !integer && lower === undefined && upper === undefined;

const isNarrower = (own: SymbolDomain, other: SymbolDomain): boolean =>
  (own.integer || !other.integer) &&
  isInside(own.lower, other.lower, 1) &&
  isInside(own.upper, other.upper, -1);

function isInside(own: Bound | undefined, other: Bound | undefined, direction: 1 | -1): boolean {
  if (other === undefined) return true;
  if (own === undefined) return false;
  const c = compare(own.value, other.value) * direction;
  return c > 0 || (c === 0 && (own.strict || !other.strict));
}
