import type { Term } from '../certificate/certificate.js';
import type { Point } from '../domain/domain.js';
import { differentiate } from '../expression/differentiate.js';
import {
  call,
  constant,
  difference,
  type Expression,
  fromRational,
  integer,
  powerOf,
  quotient,
  sum,
  product as times,
  UNIT,
} from '../expression/expression.js';
import { gcd, isZero, negate, ONE, type Rational, rational } from '../expression/rational.js';
import { symbolsOf } from '../expression/traverse.js';
import { rationalValue } from '../rules/core-form.js';
import { gaussianFactors } from './gaussian-angle.js';
import type { Geometry } from './geometry.js';
import { combination } from './resolve-exponential.js';
import { rationalConstant } from './resolve-logarithm.js';
import type { Resolver } from './resolver.js';
import { turnsOf } from './turns.js';

type GeneratorTerm = { generator: number; coefficient: Rational };

/**
 * atan(u). A constant may be a rational multiple of pi, or a sum over Gaussian primes; a function may be a rational
 * combination of earlier angles and arguments of sines plus a multiple of pi. Each is proposed, then proved: the
 * sine and cosine of twice the difference are constant on the domain, and by continuity so is the multiple of pi,
 * which an enclosure at one point fixes.
 */
export function resolveAngle(resolver: Resolver, node: Expression, u: Expression): void {
  const { tower } = resolver;
  resolver.prepare(constant('pi'));
  const found = resolver.isZero(u)
    ? NO_TERMS
    : symbolsOf(u).length === 0
      ? constantAngle(resolver, node, u)
      : movingAngle(resolver, node, u);
  if (found !== undefined) {
    tower.recipes.set(node, { kind: 'sum', ...found });
    return;
  }
  const generator = tower.addGenerator('angle', u);
  tower.recipes.set(node, {
    kind: 'sum',
    generators: [{ generator, coefficient: rational(1) }],
    expressions: [],
  });
}

interface Terms {
  readonly at?: Point;
  readonly generators: readonly GeneratorTerm[];
  readonly expressions: readonly { readonly expression: Expression; readonly coefficient: Rational }[];
}

const NO_TERMS: Terms = { generators: [], expressions: [] };

function constantAngle(resolver: Resolver, node: Expression, u: Expression): Terms | undefined {
  const turns = turnsOf(node);
  if (turns !== undefined) {
    // |turns| < 1/2, where the tangent is injective: it is enough that tan(turns·π) = u.
    const angle = times(fromRational(turns), constant('pi'));
    const same = difference(call('sin', angle), times(u, call('cos', angle)));
    if (resolver.isZero(same))
      return { generators: [], expressions: [{ expression: constant('pi'), coefficient: turns }] };
  }
  const value = rationalValue(u) ?? rationalConstant(resolver, u);
  if (value === undefined) return undefined;
  const factors = gaussianFactors(value.denominator, value.numerator);
  if (factors === undefined) return undefined;
  const angles = factors.map(({ run, rise, multiplicity }) => ({
    argument: fromRational(rational(rise, run)),
    multiplicity,
  }));
  const rest = angles.reduce<Expression>(
    (total, { argument, multiplicity }) =>
      difference(total, times(integer(multiplicity), call('atan', argument))),
    node,
  );
  // What is left is a multiple of π/4 exactly; the enclosure says which.
  const quarter = turnsOf(rest);
  if (quarter === undefined || 4n % quarter.denominator !== 0n) return undefined;
  const { tower } = resolver;
  const known = tower.find('angle');
  return {
    generators: angles.map(({ argument, multiplicity }) => ({
      generator:
        known.find((k) => k.generator.argument === argument)?.index ?? tower.addGenerator('angle', argument),
      coefficient: rational(multiplicity),
    })),
    expressions: isZero(quarter) ? [] : [{ expression: constant('pi'), coefficient: quarter }],
  };
}

function movingAngle(resolver: Resolver, node: Expression, u: Expression): Terms | undefined {
  const { tower, geometry } = resolver;
  const moving = (kind: 'angle' | 'circular') =>
    tower.find(kind).filter(({ generator }) => symbolsOf(generator.argument).length > 0);
  const angles = moving('angle');
  const turns = moving('circular');
  if (angles.length + turns.length === 0) return undefined;
  const names = symbolsOf(u, ...[...angles, ...turns].map(({ generator }) => generator.argument)).filter(
    (name) => !geometry.integers.has(name),
  );
  const slope = (e: Expression) =>
    names.map((name) => quotient(differentiate(e, name), sum(UNIT, powerOf(e, integer(2)))));
  const q = resolver.proposeCombination(
    [
      ...angles.map(({ generator }) => slope(generator.argument)),
      ...turns.map(({ generator }) => names.map((name) => differentiate(generator.argument, name))),
    ],
    slope(u),
  );
  if (q === undefined) return undefined;
  const columns = [
    ...angles.map(({ generator }) => call('atan', generator.argument)),
    ...turns.map(({ generator }) => generator.argument),
  ];
  const gap = difference(node, combination(columns, q));
  const found = constantTurnOf(gap, geometry);
  if (found === undefined) return undefined;
  const pi = constant('pi');
  const common = q.reduce((n, x) => (n * x.denominator) / gcd(n, x.denominator), 1n);
  if (!isConstantTurn(resolver, node, u, combination(columns, q), found.turns, 2n * common)) return undefined;
  const left: Term[] = [
    { of: node, coefficient: ONE },
    { of: pi, coefficient: negate(found.turns) },
  ];
  columns.forEach((of, i) => {
    if (!isZero(q[i])) left.push({ of, coefficient: negate(q[i]) });
  });
  const steady = [u, ...columns].every((e) => geometry.continuous(e)) && geometry.connected;
  if (!steady && !resolver.isAngleWithin(left, rational(1n, common))) return undefined;
  return {
    at: found.at,
    generators: angles.flatMap(({ index }, i) =>
      isZero(q[i]) ? [] : [{ generator: index, coefficient: q[i] }],
    ),
    expressions: [
      ...turns.flatMap(({ generator }, i) => {
        const coefficient = q[angles.length + i];
        return isZero(coefficient) ? [] : [{ expression: generator.argument, coefficient }];
      }),
      ...(isZero(found.turns) ? [] : [{ expression: pi, coefficient: found.turns }]),
    ],
  };
}

/** The multiple of pi that a quantity is at some point of the part. */
function constantTurnOf(gap: Expression, geometry: Geometry): { turns: Rational; at: Point } | undefined {
  for (const at of geometry.points) {
    if (!symbolsOf(gap).every((name) => at.has(name))) return undefined;
    const turns = turnsOf(gap, at);
    if (turns !== undefined) return { turns, at };
  }
  return undefined;
}

/**
 * Proves that scale·(atan u − combination − turns·π) is a multiple of 2π at every point: its sine is 0 and its cosine 1.
 * For the test atan u stands as a generator of its own, in a tower that is thrown away with the node's recipe.
 */
function isConstantTurn(
  resolver: Resolver,
  node: Expression,
  u: Expression,
  combined: Expression,
  turns: Rational,
  scale: bigint,
): boolean {
  const { tower } = resolver;
  const generator = tower.addGenerator('angle', u);
  tower.recipes.set(node, {
    kind: 'sum',
    generators: [{ generator, coefficient: rational(1) }],
    expressions: [],
  });
  resolver.markPrepared(node);
  const gap = times(
    integer(scale),
    difference(node, sum(combined, times(fromRational(turns), constant('pi')))),
  );
  const proved = resolver.isZero(call('sin', gap)) && resolver.isZero(difference(call('cos', gap), UNIT));
  resolver.forget(node);
  return proved;
}
