import {
  call,
  difference,
  type Expression,
  fromRational,
  powerOf,
  sum,
  product as times,
  UNIT,
} from '../expression/expression.js';
import { isInteger, isZero, ONE, type Rational } from '../expression/rational.js';
import { product, type Resolver } from './resolver.js';
import type { Factor } from './tower.js';

/**
 * exp(u) with u a rational combination of earlier exponents m_j, logarithms log(a_i) and 1 is Π exp(m_j)^q · Π a_i^q · e^q.
 * The combination is proposed by linear algebra at random points and then proved by the zero test. Over the reals no
 * branch enters: exp is a homomorphism, and a_i > 0 wherever log(a_i) is defined.
 */
export function resolveExponential(resolver: Resolver, node: Expression, u: Expression): void {
  const { tower } = resolver;
  const exponentials = tower.find('exponential');
  // A logarithm of the claim has a positive argument; one that only a derivative brought in may not.
  const logarithms = tower.find('logarithm').filter(({ generator }) => !generator.probed);
  const basis = [
    ...exponentials.map(({ generator }) => generator.argument),
    ...logarithms.map(({ generator }) => call('log', generator.argument)),
  ];
  // The exponent 1 is always available: e itself.
  const hasUnit = exponentials.some(({ generator }) => generator.argument === UNIT);
  const columns = hasUnit ? basis : [...basis, UNIT];
  const q = resolver.proposeCombination(
    columns.map((c) => [c]),
    [u],
  );
  if (q !== undefined && resolver.isZero(difference(u, combination(columns, q)))) {
    const factors: Factor[] = [];
    const powers: { base: Expression; exponent: bigint }[] = [];
    q.forEach((exponent, i) => {
      if (isZero(exponent)) return;
      if (i < exponentials.length) {
        factors.push({ generator: exponentials[i].index, exponent });
        tower.refine(exponentials[i].index, exponent);
      } else if (i < basis.length) {
        const base = logarithms[i - exponentials.length].generator.argument;
        const root = powerOf(base, fromRational(exponent));
        if (!isInteger(exponent)) resolver.prepare(root);
        powers.push(
          isInteger(exponent) ? { base, exponent: exponent.numerator } : { base: root, exponent: 1n },
        );
      } else {
        const generator = tower.addGenerator('exponential', UNIT);
        tower.refine(generator, exponent);
        factors.push({ generator, exponent });
      }
    });
    const terms = columns.map((of, i) => ({ of, coefficient: q[i] })).filter((t) => !isZero(t.coefficient));
    tower.recipes.set(node, { ...product(factors, powers), terms });
    return;
  }
  const generator = tower.addGenerator('exponential', u);
  tower.recipes.set(node, {
    ...product([{ generator, exponent: ONE }]),
    terms: [{ of: u, coefficient: ONE }],
  });
}

/** Σ q_j · columns_j as an expression. */
export function combination(columns: readonly Expression[], q: readonly Rational[]): Expression {
  const terms = columns.flatMap((column, i) => (isZero(q[i]) ? [] : [times(fromRational(q[i]), column)]));
  return terms.length === 0 ? fromRational({ numerator: 0n, denominator: 1n }) : terms.reduce(sum);
}
