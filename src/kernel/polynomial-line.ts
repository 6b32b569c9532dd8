/** Polynomials in one of their variables: its coefficients, and the values along a line. */

import {
  addPolynomials,
  constantPolynomial,
  keyOf,
  type Polynomial,
  scalePolynomial,
  ZERO_POLYNOMIAL,
} from '../rules/polynomial.js';
import type { AtomTable } from './atoms.js';

/** The coefficients of x^0 … x^degree, or undefined where x occurs with a higher power. */
export function coefficientsIn(p: Polynomial, x: number, degree: number): Polynomial[] | undefined {
  const parts: Polynomial[] = Array.from({ length: degree + 1 }, () => ZERO_POLYNOMIAL);
  for (const term of p.values()) {
    const e = term.monomial[x] ?? 0;
    if (e > degree) return undefined;
    const monomial = [...term.monomial];
    if (e > 0) monomial[x] = 0;
    while (monomial.length > 0 && monomial[monomial.length - 1] === 0) monomial.pop();
    const single: Polynomial = new Map([[keyOf(monomial), { monomial, coefficient: term.coefficient }]]);
    parts[e] = addPolynomials(parts[e], single);
  }
  return parts;
}

/** scale · p with x = line/c, for a positive scale. */
export function along(
  table: AtomTable,
  p: Polynomial,
  x: number,
  c: bigint,
  line: Polynomial,
): { readonly polynomial: Polynomial; readonly scale: bigint } | undefined {
  const degree = Math.max(0, ...[...p.values()].map((t) => t.monomial[x] ?? 0));
  if (degree === 0) return { polynomial: p, scale: 1n };
  if (degree > 12) return undefined;
  const parts = coefficientsIn(p, x, degree)!;
  let total: Polynomial = ZERO_POLYNOMIAL;
  let linePower: Polynomial = constantPolynomial(1n);
  for (let e = 0; e <= degree; e++) {
    if (e > 0) linePower = table.multiply(linePower, line);
    const scaled = scalePolynomial(parts[e], c ** BigInt(degree - e));
    total = addPolynomials(total, table.multiply(scaled, linePower));
  }
  // The factor is c^d; it must be positive to keep the sign.
  const scale = c ** BigInt(degree);
  return scale > 0n
    ? { polynomial: total, scale }
    : { polynomial: scalePolynomial(total, -1n), scale: -scale };
}
