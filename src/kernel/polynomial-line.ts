/** Polynomials in one of their variables: its coefficients, and the values along a line. */

import {
  addPolynomials,
  constantPolynomial,
  keyOf,
  type Polynomial,
  scalePolynomial,
  type Term,
  ZERO_POLYNOMIAL,
} from '../rules/polynomial.js';
import type { AtomTable } from './atoms.js';

/** The coefficients of x^0 … x^degree, or undefined where x occurs with a higher power. */
export function coefficientsIn(p: Polynomial, x: number, degree: number): Polynomial[] | undefined {
  for (const { monomial } of p.values()) if ((monomial[x] ?? 0) > degree) return undefined;
  const parts = Array.from({ length: degree + 1 }, () => new Map<string, Term>());
  for (const [key, term] of p) {
    const e = term.monomial[x] ?? 0;
    if (e === 0) {
      parts[0].set(key, term);
      continue;
    }
    // Terms with the same power of x differ elsewhere: no two of them meet.
    const monomial = [...term.monomial];
    monomial[x] = 0;
    while (monomial.length > 0 && monomial[monomial.length - 1] === 0) monomial.pop();
    parts[e].set(keyOf(monomial), { monomial, coefficient: term.coefficient });
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
