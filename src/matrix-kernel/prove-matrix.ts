import type { Domain } from '../domain/domain.js';
import type { KernelOptions } from '../kernel/index.js';
import {
  type Cofactor,
  type CombinationTerm,
  type Difference,
  type ExpandedStatement,
  expandStatement,
  MATRIX_FORMAT,
  type MatrixCertificate,
  type MatrixStatement,
  scalarText,
  single,
  statementKey,
  TooManyTerms,
  type Vanishing,
  wordText,
} from '../matrix/index.js';
import { whyNoProof } from './check-proof.js';
import { scalarRelations } from './scalar-relations.js';
import { searchCofactors } from './search-cofactors.js';

export type MatrixProof =
  | { readonly kind: 'proved'; readonly certificate: MatrixCertificate }
  | { readonly kind: 'not-proved'; readonly reason: string };

/** A matrix statement with the domain of its scalar symbols and size names. */
export interface MatrixGoal extends MatrixStatement {
  readonly domain: Domain;
}

/**
 * Looks for a proof of left = right for matrices of every size that fit, from what is given and from what the letters mean.
 * What is found counts only when it has been read back and checked.
 * @throws FlowproofError `matrix-unsupported`
 */
export function searchMatrixProof({ domain, ...statement }: MatrixGoal, options: KernelOptions): MatrixProof {
  try {
    const expanded = expandStatement(statement);
    const found = expanded.differences.map((difference) => combinationFor(expanded, difference));
    const certificate: MatrixCertificate = {
      format: MATRIX_FORMAT,
      statement: statementKey(statement),
      blocks: found.map(({ terms }) => terms),
    };
    const why = whyNoProof(statement, certificate, domain, options);
    if (why === undefined) return { kind: 'proved', certificate };
    const missing = found.find(({ missed }) => missed !== undefined);
    return { kind: 'not-proved', reason: missing?.missed ?? why };
  } catch (error) {
    if (!(error instanceof TooManyTerms)) throw error;
    return { kind: 'not-proved', reason: 'the expansion has too many terms' };
  }
}

interface Combination {
  readonly terms: readonly CombinationTerm[];
  /** Why there is none. What is not combined may still vanish coefficient by coefficient. */
  readonly missed?: string;
}

function combinationFor(expanded: ExpandedStatement, difference: Difference): Combination {
  const { alphabet, relations } = expanded;
  // What holds of scalars by their meaning helps to find a combination; the scalar kernel proves it again.
  const helpers: Vanishing[] = scalarRelations(alphabet).map((polynomial) => ({
    kind: 'scalar',
    polynomial,
  }));
  const found = searchCofactors(alphabet, [...relations, ...helpers], difference);
  if ('kind' in found) return { terms: [], missed: whyNot(found.kind, expanded) };
  return {
    terms: found
      .filter(({ relation }) => relation < relations.length)
      .map((cofactor) => writeTerm(expanded, cofactor)),
  };
}

const whyNot = (kind: 'exhausted' | 'limit', { relations }: ExpandedStatement): string =>
  kind === 'exhausted'
    ? `the difference is no combination of ${relations.length === 0 ? 'nothing: no relation is given, and it does not cancel' : 'the given relations'}`
    : 'the budget of multiples of the given relations ended';

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
