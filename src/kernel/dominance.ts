/** Signs of sums with square roots: which of two parts is larger in magnitude, their squares tell. */
import { rational } from '../expression/rational.js';
import {
  addPolynomials,
  constantPolynomial,
  contentOf,
  divideByMonomial,
  divideContent,
  exactRoot,
  keyOf,
  type Monomial,
  monomialContent,
  type Polynomial,
  scalePolynomial,
  type Term,
  variable,
  ZERO_POLYNOMIAL,
} from '../rules/polynomial.js';
import {
  isSubset,
  NEGATIVE,
  NONNEGATIVE,
  NONPOSITIVE,
  NONZERO,
  NULL,
  POSITIVE,
  type Signs,
} from '../rules/signs.js';
import type { AtomTable } from './atoms.js';
import { combination, factor } from './judged-product.js';
import type { Judgement, Reason } from './judgement.js';
import { along, coefficientsIn } from './polynomial-line.js';

/** What a rule may ask about other polynomials. */
export interface PolynomialJudge {
  readonly table: AtomTable;
  judge(p: Polynomial, depth: number): Judgement;
  /** A judgement by given reasons. */
  judged(p: Polynomial, reasons: readonly Reason[]): Judgement;
  signsOfMonomial(m: Monomial): Signs;
}

/**
 * p = T + R, where T collects the terms with the same product of square roots: T² − R² tells which of the two is
 * larger in magnitude.
 */
export function byDominance(p: Polynomial, depth: number, judge: PolynomialJudge): Reason[] {
  if (depth >= 3) return [];
  const groups = new Map<string, Map<string, Term>>();
  for (const [key, term] of p) {
    const radicals = term.monomial
      .map((e, i) => (e % 2 === 1 && judge.table.atoms[i].square !== undefined ? i : -1))
      .filter((i) => i >= 0)
      .join();
    if (radicals === '') continue;
    groups.set(radicals, (groups.get(radicals) ?? new Map<string, Term>()).set(key, term));
  }
  for (const group of groups.values()) {
    if (group.size === p.size) continue;
    const rest: Polynomial = new Map([...p].filter(([key]) => !group.has(key)));
    const gap = addPolynomials(judge.table.multiply(group, group), judge.table.multiply(rest, rest), -1n);
    const compared = judge.judge(gap, depth + 1);
    if (isSubset(compared.signs, NONNEGATIVE)) return [dominated(judge, group, rest, gap, compared, depth)];
    if (isSubset(compared.signs, NONPOSITIVE)) {
      const opposite = scalePolynomial(gap, -1n);
      const flipped = combination(1n, [{ scale: -1n, factors: [factor(compared)] }]);
      return [dominated(judge, rest, group, opposite, judge.judged(opposite, [flipped]), depth)];
    }
  }
  return [];
}

/** |T| > |R|: p has the sign of T, which cannot be 0. |T| ≥ |R|: that sign or 0. */
function dominated(
  judge: PolynomialJudge,
  larger: Polynomial,
  rest: Polynomial,
  gap: Polynomial,
  compared: Judgement,
  depth: number,
): Reason {
  const own = judge.judge(larger, depth + 1);
  const touch = compared.signs === POSITIVE ? undefined : whereEqual(judge, gap, rest, own.signs, depth);
  const signs =
    compared.signs === POSITIVE ? own.signs & NONZERO : touch === undefined ? own.signs | NULL : own.signs;
  return {
    signs,
    premises: [own, compared, ...(touch === undefined ? [] : [touch.m, touch.there])],
    rule: () => ({
      by: 'dominance',
      larger: own.subject,
      rest: judge.table.expressionOf(rest),
      gap: compared.subject,
      ...(touch === undefined
        ? {}
        : {
            touch: {
              m: touch.m.subject,
              v: judge.table.expressionOf(touch.v),
              scale: rational(touch.scale),
              q: judge.table.expressionOf(touch.q),
              there: touch.there.subject,
            },
          }),
    }),
  };
}

/**
 * Where |T| = |R|, T + R vanishes unless R has the strict sign of T. With T² − R² = m·V² and V = c·x + G that is where
 * a factor of m vanishes (excluded if it cannot) or x = −G/c: there the sign of R is looked at.
 */
function whereEqual(judge: PolynomialJudge, gap: Polynomial, rest: Polynomial, signs: Signs, depth: number) {
  if (signs !== POSITIVE && signs !== NEGATIVE) return undefined;
  const common = monomialContent(gap);
  if (judge.signsOfMonomial(common) & NULL) return undefined;
  const content = contentOf(gap);
  const v = exactRoot(
    divideByMonomial(divideContent(gap, content), common),
    2,
    judge.table.budget.part(50_000),
  );
  if (v === undefined || v.size === 0) return undefined;
  const m = judge.judge(new Map([[keyOf(common), { monomial: common, coefficient: content }]]), depth + 1);
  if (!isSubset(m.signs, NONZERO)) return undefined;
  const width = Math.max(...[...v.values()].map((t) => t.monomial.length));
  for (let x = 0; x < width; x++) {
    const parts = coefficientsIn(v, x, 1);
    const slope = parts?.[1].get('')?.coefficient;
    if (parts === undefined || slope === undefined || parts[1].size !== 1) continue;
    // x = (V − G)/c: the terms without V are the value where V vanishes.
    const moved = along(judge.table, rest, x, slope, scalePolynomial(parts[0], -1n));
    if (moved === undefined) continue;
    const there = judge.judge(moved.polynomial, depth + 1);
    if (!isSubset(there.signs, signs | NULL)) continue;
    return { m, v, scale: moved.scale, q: quotientBy(judge.table, rest, x, slope, parts[0]), there };
  }
  return undefined;
}

/** (scale·rest − there)/V for V = c·x + G, by the powers of x: x^e c^e − (−G)^e = V·Σ. */
function quotientBy(table: AtomTable, rest: Polynomial, x: number, c: bigint, g: Polynomial): Polynomial {
  const degree = Math.max(0, ...[...rest.values()].map((t) => t.monomial[x] ?? 0));
  const parts = coefficientsIn(rest, x, degree)!;
  const cx = scalePolynomial(variable(x), c);
  const opposite = scalePolynomial(g, -1n);
  let total: Polynomial = ZERO_POLYNOMIAL;
  const magnitude = c ** BigInt(degree) < 0n ? -1n : 1n;
  for (let e = 1; e <= degree; e++) {
    let series: Polynomial = ZERO_POLYNOMIAL;
    for (let i = 0; i < e; i++) {
      let term: Polynomial = constantPolynomial(1n);
      for (let k = 0; k < i; k++) term = table.multiply(term, cx);
      for (let k = i + 1; k < e; k++) term = table.multiply(term, opposite);
      series = addPolynomials(series, term);
    }
    const weight = scalePolynomial(parts[e], magnitude * c ** BigInt(degree - e));
    total = addPolynomials(total, table.multiply(weight, series));
  }
  return total;
}
