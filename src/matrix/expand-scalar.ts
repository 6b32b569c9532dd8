/** Scalar expressions as polynomials in scalar generators, traces and determinants among them. */
import {
  binary,
  call,
  type Expression,
  fromRational,
  integer,
  negation,
  powerOf,
  product,
  quotient,
  sum,
  UNIT,
} from '../expression/expression.js';
import { absolute, isInteger, ONE, rational, signOf } from '../expression/rational.js';
import type { Alphabet, Generator } from './alphabet.js';
import { addPolynomials, invertMonomial, type Polynomial, scalePolynomial, single } from './polynomial.js';
import { MAX_TERMS, multiplyPolynomials, TooManyTerms } from './words.js';

/** Higher powers of sums stay as they are. */
const MAX_EXPONENT = 32n;

/** What a symbol of a scalar expression stands for, where it is more than itself. */
export type MeaningOfSymbol = (name: string) => Polynomial | undefined;

/** @throws TooManyTerms */
export function expandScalar(alphabet: Alphabet, e: Expression, meaningOf: MeaningOfSymbol): Polynomial {
  const expand = (part: Expression): Polynomial => expandScalar(alphabet, part, meaningOf);
  switch (e.kind) {
    case 'number':
      return single(e.value);
    case 'symbol':
      return meaningOf(e.name) ?? single(ONE, alphabet.scalar(e));
    case 'constant':
      return single(ONE, alphabet.scalar(e));
    case 'negate':
      return scalePolynomial(expand(e.operand), rational(-1));
    case 'add':
      return addPolynomials(expand(e.left), expand(e.right), ONE);
    case 'subtract':
      return addPolynomials(expand(e.left), expand(e.right), rational(-1));
    case 'multiply':
      return multiplyPolynomials(alphabet, expand(e.left), expand(e.right));
    case 'divide':
      return multiplyPolynomials(alphabet, expand(e.left), invertScalar(alphabet, expand(e.right)));
    case 'power':
      return expandPower(alphabet, expand(e.left), e.right, expand);
    case 'call': {
      const operands = e.operands.map((u) => scalarAsExpression(alphabet, expand(u)));
      return single(ONE, alphabet.scalar(call(e.name, ...operands)));
    }
  }
}

function expandPower(
  alphabet: Alphabet,
  base: Polynomial,
  exponent: Expression,
  expand: (e: Expression) => Polynomial,
): Polynomial {
  const literal = integerOf(exponent);
  if (literal !== undefined && literal >= -MAX_EXPONENT && literal <= MAX_EXPONENT) {
    const factor = literal < 0n ? invertScalar(alphabet, base) : base;
    let out = single(ONE);
    for (let i = literal < 0n ? -literal : literal; i > 0n; i--)
      out = multiplyPolynomials(alphabet, out, factor);
    return out;
  }
  const [b, n] = [scalarAsExpression(alphabet, base), scalarAsExpression(alphabet, expand(exponent))];
  return single(ONE, alphabet.scalar(binary('power', b, n)));
}

function integerOf(e: Expression): bigint | undefined {
  if (e.kind === 'number') return isInteger(e.value) ? e.value.numerator : undefined;
  const inner = e.kind === 'negate' ? integerOf(e.operand) : undefined;
  return inner === undefined ? undefined : -inner;
}

/** 1/p: of a single term by its exponents, of a sum as a generator of its own. Division by 0 leaves the claim undefined. */
export function invertScalar(alphabet: Alphabet, p: Polynomial): Polynomial {
  const terms = [...p.values()];
  if (terms.length === 1) {
    const [{ coefficient, scalars }] = terms;
    return single(rational(coefficient.denominator, coefficient.numerator), invertMonomial(scalars));
  }
  return single(ONE, alphabet.scalar(quotient(UNIT, scalarAsExpression(alphabet, p))));
}

/** A scalar polynomial as an expression over the symbols of its generators. */
export function scalarAsExpression(alphabet: Alphabet, p: Polynomial): Expression {
  if (p.size > MAX_TERMS) throw new TooManyTerms();
  const terms = [...p.values()].map(({ coefficient, scalars }) => {
    const factors = scalars.map(([g, exponent]) =>
      powerOf(
        generatorAsExpression(alphabet, g),
        exponent < 0 ? negation(integer(-exponent)) : integer(exponent),
      ),
    );
    return {
      negative: signOf(coefficient) < 0,
      of: factors.reduce((a, b) => product(a, b), fromRational(absolute(coefficient))),
    };
  });
  return terms.reduce<Expression>(
    (total, { negative, of }) => sum(total, negative ? negation(of) : of),
    fromRational(rational(0n)),
  );
}

const generatorAsExpression = (alphabet: Alphabet, g: number): Expression =>
  alphabet.expressionOf(alphabet.generators[g]);

/** The generator as a polynomial. */
export const generatorPolynomial = (alphabet: Alphabet, generator: Generator): Polynomial =>
  single(ONE, [[alphabet.generator(generator), 1]]);
