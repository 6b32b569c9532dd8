/** Roots of numbers that lie in the field of the radicals met so far, such as ∛(2 + √5) = (1 + √5)/2. */
import {
  difference,
  type Expression,
  fromRational,
  integer,
  powerOf,
  product,
  sum,
  UNIT,
} from '../expression/expression.js';
import { rational } from '../expression/rational.js';
import { subexpressions, symbolsOf } from '../expression/traverse.js';
import { rationalValue } from '../rules/core-form.js';
import { integerRelation } from './integer-relation.js';
import type { Resolver } from './resolver.js';
import type { Tower } from './tower.js';

/** A basis of the field with more elements makes the search slow. */
const MAX_DEGREE = 9;

/** W with W^n = u and the sign of the real root, for a number u in a field of real radicals; proved by the zero test. */
export function constantRoot(resolver: Resolver, u: Expression, n: bigint): Expression | undefined {
  if (symbolsOf(u).length > 0 || subexpressions(u).length > MAX_NODES) return undefined;
  const basis = basisOfField(resolver, u);
  if (basis === undefined) return undefined;
  const root = realRoot(u, n, resolver);
  const relation = root && integerRelation([root, ...basis]);
  if (relation === undefined) return undefined;
  const [scale, ...coefficients] = relation;
  const terms = coefficients.flatMap((c, i) =>
    c === 0n ? [] : [product(fromRational(rational(-c, scale)), basis[i])],
  );
  if (terms.length === 0) return undefined;
  const w = terms.reduce(sum);
  return resolver.isZero(difference(powerOf(w, fromRational(rational(n))), u)) ? w : undefined;
}

const MAX_NODES = 200;

/** |u|^(1/n) with the sign of u, as a formula that can be enclosed. */
function realRoot(u: Expression, n: bigint, { oracle }: Resolver): Expression | undefined {
  const principal = (e: Expression): Expression => powerOf(e, fromRational(rational(1n, n)));
  if (oracle.isPositive(u)) return principal(u);
  const opposite = product(integer(-1), u);
  return n % 2n === 1n && oracle.isPositive(opposite) ? product(integer(-1), principal(opposite)) : undefined;
}

/** Products of powers of the constant radicals that u is made of; those of the whole tower where they are few. */
function basisOfField({ tower }: Resolver, u: Expression): readonly Expression[] | undefined {
  const radicals = tower
    .find('root')
    .filter(({ generator }) => generator.denominator > 1n && symbolsOf(generator.argument).length === 0);
  const used = new Set(
    subexpressions(u).flatMap((node) => {
      const recipe = tower.recipes.get(node);
      return recipe?.kind === 'product' ? recipe.factors.map((f) => f.generator) : [];
    }),
  );
  const own = radicals.filter(({ index }) => used.has(index));
  const sums = gaussSums(tower, u);
  if (own.length === 0 && sums.length === 0) return undefined;
  const degree = (of: typeof radicals): bigint => of.reduce((d, r) => d * r.generator.denominator, 1n);
  const taken = degree(radicals) <= MAX_DEGREE ? radicals : own;
  if (degree(taken) * 2n ** BigInt(sums.length) > MAX_DEGREE) return undefined;
  const start = sums.reduce<Expression[]>((basis, root) => basis.flatMap((b) => [b, times(b, root)]), [UNIT]);
  return taken.reduce<Expression[]>(
    (basis, { generator: { argument, denominator } }) =>
      Array.from({ length: Number(denominator) }, (_, k) => rational(BigInt(k), denominator)).flatMap(
        (exponent) =>
          basis.map((b) =>
            exponent.numerator === 0n ? b : times(b, powerOf(argument, fromRational(exponent))),
          ),
      ),
    start,
  );
}

/** Square roots of numbers in u that roots of unity make, and no radical. */
const gaussSums = (tower: Tower, u: Expression): Expression[] =>
  subexpressions(u).filter((node) => {
    if (node.kind !== 'call' || node.name !== 'sqrt' || rationalValue(node.operands[0]) === undefined)
      return false;
    const recipe = tower.recipes.get(node);
    return (
      recipe?.kind === 'product' && recipe.factors.every((f) => tower.generators[f.generator].kind !== 'root')
    );
  });

const times = (a: Expression, b: Expression): Expression => (a === UNIT ? b : product(a, b));
