import {
  call,
  constant,
  difference,
  type Expression,
  integer,
  powerOf,
  sum,
  UNIT,
} from '../expression/expression.js';
import { isInteger, isZero } from '../expression/rational.js';
import { halfTangent } from '../rules/angle-range.js';
import { combination } from './resolve-exponential.js';
import type { Resolver } from './resolver.js';
import type { AngleFactor, Factor } from './tower.js';

/**
 * sin u and cos u through exp(i u): with u = Σ q_j m_j + q·π the factor exp(i π q) is a root of −1, an algebraic
 * number. Arguments are combined as exponents are, by a proposed and then proved rational combination.
 */
export function resolveCircular(
  resolver: Resolver,
  node: Expression & { name: string },
  u: Expression,
): void {
  const { tower } = resolver;
  resolver.prepare(constant('pi'));
  tower.rootOfUnity();
  const known = tower.find('circular');
  const angles = tower.find('angle');
  const columns = [
    ...known.map(({ generator }) => generator.argument),
    ...angles.map(({ generator }) => call('atan', generator.argument)),
  ];
  const q = resolver.proposeCombination(
    columns.map((c) => [c]),
    [u],
  );
  const halved = q && angles.filter((_, i) => q[known.length + i].denominator % 2n === 0n);
  if (halved !== undefined && halved.length > 0 && resolver.isZero(difference(u, combination(columns, q!)))) {
    for (const { index } of halved) halveAngle(resolver, index);
    resolveCircular(resolver, node, u);
    return;
  }
  const kind = node.name === 'sin' ? 'sine' : 'cosine';
  const whole = q?.slice(known.length).every(isInteger);
  if (q !== undefined && whole && resolver.isZero(difference(u, combination(columns, q)))) {
    const factors: Factor[] = [];
    known.forEach(({ index }, i) => {
      if (isZero(q[i])) return;
      factors.push({ generator: index, exponent: q[i] });
      tower.refine(index, q[i]);
    });
    const turned = angles.flatMap(({ generator }, i) => {
      const exponent = q[known.length + i].numerator;
      return exponent === 0n ? [] : [turnedBy(resolver, generator.argument, exponent)];
    });
    tower.recipes.set(node, { kind, factors, angles: turned });
    return;
  }
  const generator = tower.addGenerator('circular', u);
  tower.recipes.set(node, {
    kind,
    factors: [{ generator, exponent: { numerator: 1n, denominator: 1n } }],
    angles: [],
  });
}

/** Puts 2·atan(t) with t = tan(atan(a)/2) in the place of the generator atan a: half of the angle has a rational sine then. */
function halveAngle(resolver: Resolver, index: number): void {
  const { tower } = resolver;
  const half = halfTangent(tower.generators[index].argument);
  resolver.prepare(half);
  tower.halveAngle(index, half);
}

/** exp(i·n·atan a) = (1 + i a)^n/(1 + a²)^(n/2). */
function turnedBy(resolver: Resolver, argument: Expression, exponent: bigint): AngleFactor {
  const square = sum(UNIT, powerOf(argument, integer(2)));
  const modulus = exponent % 2n === 0n ? square : call('sqrt', square);
  resolver.prepare(modulus);
  return { argument, exponent, modulus, modulusExponent: exponent % 2n === 0n ? -exponent / 2n : -exponent };
}
