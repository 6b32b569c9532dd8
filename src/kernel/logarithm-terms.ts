/** The sum of logarithms that a polynomial over atoms contains. */
import { gcd } from '../expression/rational.js';
import { type LogarithmTerm, logarithmOf } from '../rules/logarithms.js';
import {
  addPolynomials,
  contentOf,
  leadingTerm,
  type Polynomial,
  scalePolynomial,
} from '../rules/polynomial.js';
import type { AtomTable } from './atoms.js';
import { coefficientsIn } from './polynomial-line.js';

/** More logarithms are not looked at together. */
const MAX_TERMS = 6;

/**
 * Integers n with p = q·Σ n·(logarithm) + what has no logarithms, for some polynomial q; none where the coefficients of the
 * logarithms are no multiples of each other.
 */
export function logarithmTerms(p: Polynomial, table: AtomTable): LogarithmTerm[] {
  const found: { of: LogarithmTerm['of']; part: Polynomial }[] = [];
  const width = Math.max(0, ...[...p.values()].map((t) => t.monomial.length));
  for (let i = 0; i < width; i++) {
    const of = table.atoms[i].expression;
    if (logarithmOf(of) === undefined) continue;
    const parts = coefficientsIn(p, i, 1);
    if (parts === undefined) return [];
    if (parts[1].size > 0) found.push({ of, part: parts[1] });
  }
  if (found.length === 0 || found.length > MAX_TERMS) return [];
  const first = found[0].part;
  const sizes = found.map(({ part }) => {
    // part = ±(content/content of the first)·first.
    const size = contentOf(part);
    const sign = leadingTerm(part)!.coefficient > 0n === leadingTerm(first)!.coefficient > 0n ? 1n : -1n;
    const rest = addPolynomials(scalePolynomial(part, contentOf(first)), first, -size * sign);
    return rest.size === 0 ? size * sign : 0n;
  });
  if (sizes.includes(0n)) return [];
  const common = sizes.reduce((a, b) => gcd(a, b < 0n ? -b : b), 0n);
  return found.map(({ of }, i) => ({ of, coefficient: sizes[i] / common }));
}
