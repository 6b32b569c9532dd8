/** Certificates written by hand. */
import type {
  ComparisonCertificate,
  ComparisonOperator,
  Monomial,
  Part,
  Proof,
  SignStep,
} from '../../src/certificate/certificate.js';
import type { SymbolsInput } from '../../src/claim/document.js';
import { domainOf } from '../../src/domain/read-domain.js';
import { NOUGHT } from '../../src/expression/expression.js';
import { parse } from '../../src/expression/parse.js';
import { type Rational, rational } from '../../src/expression/rational.js';
import type { Signs } from '../../src/rules/signs.js';

type Rest<By extends SignStep['by']> = Omit<Extract<SignStep, { by: By }>, 'of' | 'is' | 'by'>;

/** One step: `of` has the signs `is`, by a rule. */
export const step = <By extends SignStep['by']>(by: By, of: string, is: Signs, rest: Rest<By>): SignStep =>
  ({ by, of: parse(of), is, ...rest }) as SignStep;

export const given = (of: string, is: Signs): SignStep => step('given', of, is, {});
export const operation = (of: string, is: Signs): SignStep => step('operation', of, is, {});

/** scale · Π base^exponent. */
export const monomial = (
  scale: number | Rational,
  ...factors: readonly (readonly [string, number | Rational])[]
): Monomial => ({
  scale: typeof scale === 'number' ? rational(scale) : scale,
  factors: factors.map(([of, exponent]) => ({
    of: parse(of),
    exponent: typeof exponent === 'number' ? rational(exponent) : exponent,
  })),
});

export const part = (signs: readonly SignStep[], conclusion: Part['conclusion']): Part => ({
  kind: 'part',
  signs,
  continuity: [],
  definitions: [],
  conclusion,
});

/** left (relation) 0 over some symbols. */
export const certificate = (
  left: string,
  relation: ComparisonOperator,
  symbols: SymbolsInput,
  proof: Proof,
): ComparisonCertificate => ({
  kind: 'comparison',
  statement: {
    left: parse(left),
    right: NOUGHT,
    relation,
    domain: domainOf(symbols),
    alsoDefined: [],
    hypotheses: [],
  },
  grounds: [],
  proof,
});

/** The same by sign steps that end with the sign of `left`, and with that of `left − 0`. */
export const bySigns = (
  left: string,
  relation: '>' | '>=',
  symbols: SymbolsInput,
  steps: readonly SignStep[],
  is: Signs,
): ComparisonCertificate =>
  certificate(left, relation, symbols, part([...steps, operation(`(${left}) - 0`, is)], 'sign'));
