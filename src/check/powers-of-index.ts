/** Powers b^(a·n + c) of an integer index n, as multiples of one power for each base: what makes a geometric step polynomial. */
import type { Domain } from '../domain/domain.js';
import { type Expression, integer, powerOf, product, symbol } from '../expression/expression.js';
import { isInteger, type Rational } from '../expression/rational.js';
import { fold, mentions, symbolsOf, withChildren } from '../expression/traverse.js';
import { constantOf } from './constant-of.js';
import { polynomialOf } from './products-and-sums.js';

/** base^(slope·n + shift), with integers slope > 0 and shift. */
interface IndexPower {
  readonly base: Expression;
  readonly slope: bigint;
  readonly shift: bigint;
}

/**
 * The expressions with each b^(a·n + c) written as P·b^(c − c0), where the new symbol P stands for b^(a·n + c0) and c0 is the least
 * shift. All exponents are natural numbers on the domain, so this holds for every real b, 0 included. What is proved for
 * every real P holds for the power it stands for.
 * @returns undefined where there is nothing to rewrite, or an exponent may be negative.
 */
export function withIndexPowers(
  expressions: readonly Expression[],
  n: string,
  domain: Domain,
): { readonly expressions: readonly Expression[]; readonly domain: Domain } | undefined {
  const least = domain.symbols.get(n)?.lower?.value;
  if (least === undefined) return undefined;
  const lowest = new Map<string, IndexPower>();
  const keyOf = ({ base, slope }: IndexPower) => `${base.id}^${slope}`;
  const visit = (node: Expression): IndexPower | undefined => {
    const power = indexPowerOf(node, n);
    if (power === undefined) return undefined;
    const known = lowest.get(keyOf(power));
    if (known === undefined || power.shift < known.shift) lowest.set(keyOf(power), power);
    return power;
  };
  for (const e of expressions) fold<void>(e, (node) => void visit(node));
  const powers = [...lowest.values()];
  if (powers.length === 0 || powers.some((power) => isNegativeAt(power, least))) return undefined;
  const names = new Map<string, string>();
  const taken = new Set([...domain.symbols.keys(), ...symbolsOf(...expressions)]);
  for (const key of lowest.keys()) {
    let name = `P${names.size}`;
    while (taken.has(name)) name += '_';
    taken.add(name);
    names.set(key, name);
  }
  const rewrite = (root: Expression): Expression =>
    fold<Expression>(root, (node, children) => {
      const power = indexPowerOf(node, n);
      if (power === undefined) return withChildren(node, children);
      const rest = power.shift - lowest.get(keyOf(power))!.shift;
      const P = symbol(names.get(keyOf(power))!);
      return rest === 0n ? P : product(P, powerOf(power.base, integer(rest)));
    });
  const fresh = [...names.values()].map((name) => [name, { name, integer: false }] as const);
  return {
    expressions: expressions.map(rewrite),
    domain: { ...domain, symbols: new Map([...domain.symbols, ...fresh]) },
  };
}

function indexPowerOf(node: Expression, n: string): IndexPower | undefined {
  if (node.kind !== 'power' || mentions(node.left, n) || !mentions(node.right, n)) return undefined;
  const line = polynomialOf(node.right, n);
  if (line?.length !== 2) return undefined;
  const [shift, slope] = line.map(constantOf);
  if (shift === undefined || slope === undefined || !isInteger(shift) || !isInteger(slope)) return undefined;
  return slope.numerator > 0n
    ? { base: node.left, slope: slope.numerator, shift: shift.numerator }
    : undefined;
}

/** The least exponent, at the least n. */
const isNegativeAt = ({ slope, shift }: IndexPower, least: Rational): boolean =>
  slope * least.numerator + shift * least.denominator < 0n;
