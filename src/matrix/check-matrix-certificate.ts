/** Reads the combinations of a certificate back and takes them away from the statement: plain arithmetic, no search. */
import { FlowproofError } from '../errors.js';
import { ONE } from '../expression/rational.js';
import { NotACombination, type ProofTerm, remainderOf } from './check-cofactors.js';
import { KnownLetters } from './known-letters.js';
import type { CombinationTerm, MatrixCertificate } from './matrix-certificate.js';
import type { MatrixNames } from './matrix-names.js';
import type { ExpandedStatement, MatrixStatement } from './matrix-statement.js';
import { partsOf } from './parts-of-formula.js';
import { type Polynomial, single } from './polynomial.js';
import { readMatrix } from './read-matrix.js';
import { statementKey } from './statement-key.js';

/**
 * The scalar coefficients that have to vanish for the statement to hold.
 * @param expanded the statement written out.
 * @throws NotACombination where the certificate does not belong to the statement; TooManyTerms
 */
export function remaindersOf(
  statement: MatrixStatement,
  expanded: ExpandedStatement,
  certificate: MatrixCertificate,
): Polynomial[] {
  if (certificate.statement !== statementKey(statement))
    throw new NotACombination('the certificate speaks of another statement');
  const { blocks } = certificate;
  if (blocks.length !== expanded.differences.length)
    throw new NotACombination(`it has ${blocks.length} blocks, the statement ${expanded.differences.length}`);
  const formulas = [statement, ...statement.given].flatMap(({ left, right }) => [left, right]);
  const { letters, symbols } = partsOf(formulas);
  const reader = new TermReader(expanded, { letters, scalars: symbols });
  return blocks.flatMap((terms, i) =>
    remainderOf(
      expanded,
      expanded.differences[i],
      terms.map((term) => reader.read(term)),
    ),
  );
}

class TermReader {
  readonly #expanded: ExpandedStatement;
  readonly #names: MatrixNames;
  readonly #known: KnownLetters;

  constructor(expanded: ExpandedStatement, names: MatrixNames) {
    this.#expanded = expanded;
    this.#names = names;
    const { alphabet, differences, relations } = expanded;
    this.#known = new KnownLetters(
      alphabet,
      [...differences, ...relations].map(({ polynomial }) => polynomial),
    );
  }

  read({ relation, by, left, right, traced }: CombinationTerm): ProofTerm {
    return {
      relation,
      by: this.#polynomial(by, 'scalar'),
      left: left === undefined ? single(ONE) : this.#polynomial(left, 'matrix'),
      right: right === undefined ? single(ONE) : this.#polynomial(right, 'matrix'),
      traced: traced === true,
    };
  }

  /** @throws NotACombination where the text is no factor that a proof may multiply with */
  #polynomial(text: string, kind: 'scalar' | 'matrix'): Polynomial {
    const read = this.#read(text, kind);
    if (!this.#known.holds(read))
      throw new NotACombination(`${text} need not be defined wherever the statement speaks`);
    return read;
  }

  #read(text: string, kind: 'scalar' | 'matrix'): Polynomial {
    const { expander, scalars } = this.#expanded;
    try {
      const formula = readMatrix(text, this.#names);
      for (const [name, made] of formula.scalars) scalars.set(name, made);
      if (formula.kind !== kind) throw new NotACombination(`${text} is no ${kind}`);
      if (formula.kind === 'scalar') return expander.scalar(formula.value);
      const { entries } = expander.matrix(formula.value);
      if (entries.length !== 1 || entries[0].length !== 1)
        throw new NotACombination(`${text} is cut into blocks`);
      return entries[0][0];
    } catch (error) {
      if (error instanceof FlowproofError) throw new NotACombination(`${text}: ${error.message}`);
      throw error;
    }
  }
}
