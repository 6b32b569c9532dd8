/** Which of two terms of a sum is larger in magnitude: their squares, written without the outer roots, tell. */
import {
  difference,
  type Expression,
  integer,
  negation,
  powerOf,
  product,
  quotient,
} from '../expression/expression.js';

/** u² by the factors of u; the square of a square root is what it is taken of. */
export function squareOf(u: Expression): Expression {
  switch (u.kind) {
    case 'negate':
      return squareOf(u.operand);
    case 'multiply':
      return product(squareOf(u.left), squareOf(u.right));
    case 'divide':
      return quotient(squareOf(u.left), squareOf(u.right));
    case 'call':
      return u.name === 'sqrt' ? u.operands[0] : powerOf(u, integer(2));
    default:
      return powerOf(u, integer(2));
  }
}

/** Is a factor of the term a square root? */
function hasRoot(u: Expression): boolean {
  if (u.kind === 'negate') return hasRoot(u.operand);
  if (u.kind === 'multiply' || u.kind === 'divide') return hasRoot(u.left) || hasRoot(u.right);
  return u.kind === 'call' && u.name === 'sqrt';
}

export interface ComparedTerms {
  readonly larger: Expression;
  readonly rest: Expression;
  readonly gap: Expression;
}

/** A sum of two terms with roots, each of them as the larger one. */
export function comparedTerms(e: Expression): ComparedTerms[] {
  if (e.kind !== 'add' && e.kind !== 'subtract') return [];
  if (!hasRoot(e.left) && !hasRoot(e.right)) return [];
  const [a, b] = [squareOf(e.left), squareOf(e.right)];
  const second = e.kind === 'add' ? e.right : negation(e.right);
  return [
    { larger: e.left, rest: second, gap: difference(a, b) },
    { larger: second, rest: e.left, gap: difference(b, a) },
  ];
}
