/** What a claim about matrices may take from the claims it cites: equations that are proved wherever it speaks. */
import type { Claim } from '../claim/claim.js';
import { isMatrixStatement, type MatrixStatementKind, sidesOf } from '../claim/matrix-claim.js';
import type { Bound, Domain, SymbolDomain } from '../domain/domain.js';
import { compare } from '../expression/rational.js';
import { symbolsOf } from '../expression/traverse.js';
import {
  formulaKey,
  lettersKey,
  type MatrixEquation,
  type MatrixFormula,
  partialPartsOf,
  partsOf,
} from '../matrix/index.js';
import type { EarlierClaims } from './citations.js';
import type { CitedEquation } from './decide-matrix.js';
import { undefinedSomewhere } from './defined-throughout.js';
import { type MatrixQuestion, matrixQuestions, questionsOrReason } from './matrix-questions.js';

const DEFINED_MS = 2_000;

export interface MatrixCitations {
  readonly cited: readonly CitedEquation[];
  /** Why some of the cited claims cannot serve, in one clause each. */
  readonly missing: readonly string[];
}

/** @param seed of the proofs that what is cited is defined wherever the claim speaks. */
export function matrixCitationsOf(claim: Claim, earlier: EarlierClaims, seed: number): MatrixCitations {
  if (claim.using === undefined || !isMatrixStatement(claim.statement)) return { cited: [], missing: [] };
  const questions = questionsOrReason(claim.statement);
  if (typeof questions === 'string') return { cited: [], missing: [] };
  const cited: CitedEquation[] = [];
  const missing: string[] = [];
  for (const id of claim.using) {
    const found = earlier.get(id);
    const why =
      found === undefined
        ? 'was not checked'
        : found.result.verdict !== 'proved'
          ? `is ${found.result.verdict}, not proved`
          : whyNotWithin(claim, found.claim);
    if (why !== undefined || found === undefined) missing.push(`${id} ${why}`);
    else if (found.claim.statement.kind === 'identity')
      for (const { left, right, refuteOnly } of matrixQuestions(found.claim.statement)) {
        if (refuteOnly) continue;
        const unmet = mayBeUndefined(claim, questions, { left, right }, seed);
        if (unmet === undefined) cited.push({ id, left, right });
        else missing.push(`${id} ${unmet}`);
      }
  }
  return { cited, missing };
}

/** Why the cited claim may not hold wherever this one speaks. */
function whyNotWithin(claim: Claim, cited: Claim): string | undefined {
  if (!isMatrixStatement(claim.statement) || cited.statement.kind !== 'identity') return 'is no identity';
  const differs = declaredOtherwise(claim.statement, cited.statement);
  if (differs !== undefined) return `speaks of another ${differs}`;
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

/** A letter of both statements that is not declared alike in them. */
function declaredOtherwise(own: MatrixStatementKind, cited: MatrixStatementKind): string | undefined {
  const declared = (statement: MatrixStatementKind) =>
    lettersKey(partsOf(sidesOf(statement).map(({ expanded }) => expanded)).letters.values());
  const known = new Map(declared(own).map((letter) => [letter[0], letter.join()]));
  return declared(cited).find(([name, ...rest]) => {
    const ours = known.get(name);
    return ours !== undefined && ours !== [name, ...rest].join();
  })?.[0];
}

/**
 * A proved equation holds where its sides are defined. Here it may be used only if that is everywhere the claim speaks: what
 * it inverts and takes roots of has to be inverted and rooted by each question of the claim, or by what is given.
 */
function mayBeUndefined(
  claim: Claim,
  questions: readonly MatrixQuestion[],
  { left, right }: MatrixEquation,
  seed: number,
): string | undefined {
  const { statement, domain } = claim;
  if (!isMatrixStatement(statement)) return 'is no identity';
  const given = statement.given.flatMap((equation) => [equation.left.expanded, equation.right.expanded]);
  const needed = partialPartsOf([left, right]);
  for (const question of questions) {
    if (question.refuteOnly) continue;
    const own: readonly MatrixFormula[] = [question.left, question.right, ...given];
    const { inverted, rooted, scalars } = partialPartsOf(own);
    for (const text of needed.inverted)
      if (!inverted.has(text)) return `holds only where ${text} is invertible, which is not said here`;
    for (const text of needed.rooted)
      if (!rooted.has(text)) return `holds only where ${text} has a square root, which is not said here`;
    const symbols = new Map(domain.symbols);
    for (const e of [...needed.scalars, ...scalars])
      for (const name of symbolsOf(e)) if (!symbols.has(name)) symbols.set(name, { name, integer: false });
    const view = { parts: [{ domain: { ...domain, symbols }, put: new Map() }] };
    const why = undefinedSomewhere(needed.scalars, [view], { seed, ms: DEFINED_MS, given: scalars });
    if (why !== undefined) return `may be undefined where this claim speaks: ${why}`;
  }
  return undefined;
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
