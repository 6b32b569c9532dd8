import type { Domain } from '../domain/domain.js';
import { NOUGHT } from '../expression/expression.js';
import { ONE } from '../expression/rational.js';
import { type KernelOptions, proveEquality } from '../kernel/index.js';
import { type ProofTerm, remainderOf } from '../matrix/check-cofactors.js';
import { scalarText, wordText } from '../matrix/letter-text.js';
import {
  type Difference,
  type ExpandedStatement,
  expandStatement,
  type MatrixStatement,
} from '../matrix/matrix-statement.js';
import type { Cofactor, Vanishing } from '../matrix/multiples.js';
import { single } from '../matrix/polynomial.js';
import { TooManyTerms } from '../matrix/words.js';
import type { BlockProof, CombinationTerm, MatrixCertificate } from './matrix-certificate.js';
import { scalarRelations } from './scalar-relations.js';
import { remainderAsQuestion } from './scalar-remainders.js';
import { searchCofactors } from './search-cofactors.js';

export type MatrixProof =
  | { readonly kind: 'proved'; readonly certificate: MatrixCertificate }
  | { readonly kind: 'not-proved'; readonly reason: string };

/**
 * Proves left = right for matrices of every size that fit, from what is given and from what the letters mean. Nothing is
 * said where it finds no proof.
 * @param domain of the scalar symbols and size names.
 * @throws FlowproofError `matrix-unsupported`
 */
export function proveMatrix(statement: MatrixStatement, domain: Domain, options: KernelOptions): MatrixProof {
  try {
    const expanded = expandStatement(statement);
    const blocks: BlockProof[] = [];
    for (const difference of expanded.differences) {
      const proof = proveBlock(expanded, difference, domain, options);
      if (typeof proof === 'string') return { kind: 'not-proved', reason: proof };
      blocks.push(proof);
    }
    return { kind: 'proved', certificate: { format: 'flowproof matrix certificate 1', blocks } };
  } catch (error) {
    if (!(error instanceof TooManyTerms)) throw error;
    return { kind: 'not-proved', reason: 'the expansion has too many terms' };
  }
}

function proveBlock(
  expanded: ExpandedStatement,
  difference: Difference,
  domain: Domain,
  options: KernelOptions,
): BlockProof | string {
  const { alphabet, relations } = expanded;
  // What holds of scalars by their meaning helps to find a combination; the scalar kernel proves it again.
  const helpers: Vanishing[] = scalarRelations(alphabet).map((polynomial) => ({
    kind: 'scalar',
    polynomial,
  }));
  const found = searchCofactors(alphabet, [...relations, ...helpers], difference);
  const cofactors = 'kind' in found ? [] : found.filter(({ relation }) => relation < relations.length);
  const terms = cofactors.map((cofactor) => termOf(cofactor));
  const scalars = [];
  for (const coefficient of remainderOf(expanded, difference, terms)) {
    const question = remainderAsQuestion(alphabet, coefficient, domain);
    const proof = proveEquality({ ...question, right: NOUGHT }, options);
    if (proof.kind !== 'proved')
      return 'kind' in found && terms.length === 0
        ? whyNot(found.kind, expanded)
        : `a coefficient was not proved to vanish: ${proof.reason}`;
    scalars.push(proof.certificate);
  }
  return { combination: cofactors.map((cofactor) => writeTerm(expanded, cofactor)), scalars };
}

const whyNot = (kind: 'exhausted' | 'limit', { relations }: ExpandedStatement): string =>
  kind === 'exhausted'
    ? `the difference is no combination of ${relations.length === 0 ? 'nothing: no relation is given, and it does not cancel' : 'the given relations'}`
    : 'the budget of multiples of the given relations ended';

function termOf({ relation, scalars, left, right, traced, coefficient }: Cofactor): ProofTerm {
  return {
    relation,
    by: single(coefficient, scalars),
    left: single(ONE, [], left),
    right: single(ONE, [], right),
    traced,
  };
}

function writeTerm({ alphabet }: ExpandedStatement, cofactor: Cofactor): CombinationTerm {
  const { relation, scalars, left, right, traced, coefficient } = cofactor;
  const [before, after] = [wordText(alphabet, left), wordText(alphabet, right)];
  return {
    relation,
    by: scalarText(alphabet, single(coefficient, scalars)),
    ...(before === undefined ? {} : { left: before }),
    ...(after === undefined ? {} : { right: after }),
    ...(traced ? { traced } : {}),
  };
}
