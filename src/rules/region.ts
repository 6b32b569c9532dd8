/** The set a proof speaks of: when it is convex, and whether a point lies in it. */
import type { Domain, Point } from '../domain/domain.js';
import type { Expression } from '../expression/expression.js';
import { fold, symbolsOf } from '../expression/traverse.js';
import { enclose } from '../precision/index.js';
import type { Assumption } from '../rules/resolve-signs.js';
import { ANY_SIGN, isSubset, NEGATIVE, NONZERO, NULL, POSITIVE } from '../rules/signs.js';

/** A polynomial of degree at most 1 by its shape. */
const isAffine = (root: Expression): boolean =>
  fold<boolean>(root, (node, parts) => {
    switch (node.kind) {
      case 'symbol':
        return true;
      case 'negate':
      case 'add':
      case 'subtract':
        return parts.every(Boolean);
      case 'multiply':
        return parts.every(Boolean) && [node.left, node.right].some((e) => symbolsOf(e).length === 0);
      case 'divide':
        return parts[0] && symbolsOf(node.right).length === 0;
      default:
        return symbolsOf(node).length === 0;
    }
  });

/** A box cut by affine conditions. Integer symbols and `!=` take it apart. */
export const isConvex = (domain: Domain, assumed: readonly Assumption[]): boolean =>
  ![...domain.symbols.values()].some((s) => s.integer) &&
  domain.relations.every((r) => r.operator !== '!=' && isAffine(r.left) && isAffine(r.right)) &&
  assumed.every(({ quantity, signs }) => signs !== NONZERO && isAffine(quantity));

const BITS = 128;

/** Enclosed at the point, the quantity has one of the signs. */
export function holdsAt({ quantity, signs }: Assumption, point: Point): boolean {
  if (!symbolsOf(quantity).every((name) => point.has(name))) return false;
  const value = enclose(quantity, point, BITS);
  if (value.kind !== 'value' || value.defined !== 'everywhere') return false;
  const { mantissa, radius } = value.ball;
  const there =
    mantissa > radius
      ? POSITIVE
      : -mantissa > radius
        ? NEGATIVE
        : mantissa === 0n && radius === 0n
          ? NULL
          : ANY_SIGN;
  return isSubset(there, signs);
}
