import { decideLimit } from '../../../src/check/decide-limit.js';
import { log2Least, log2Most } from '../../../src/check/search-scale.js';
import type { Claim, Formula } from '../../../src/claim/claim.js';
import type { Domain, Point } from '../../../src/domain/domain.js';
import { domainOf } from '../../../src/domain/read-domain.js';
import {
  call,
  difference,
  type Expression,
  integer,
  NOUGHT,
  powerOf,
  product,
  quotient,
  sum,
  symbol,
} from '../../../src/expression/expression.js';
import { print } from '../../../src/expression/print.js';
import { parseRational, type Rational, rational, toNumber } from '../../../src/expression/rational.js';
import { subexpressions, substitute, symbolsOf } from '../../../src/expression/traverse.js';
import type { Path } from '../../../src/kernel/index.js';
import { type AsymptoticGoal, type Asymptotics, asymptotics } from '../../../src/kernel/index.js';
import { enclose, separated } from '../../../src/precision/index.js';
import { corrupt } from './corruptions.js';
import type { FuzzDice } from './dice.js';
import { pointsOf, showPoint, valueBall } from './points.js';
import { randomExpression } from './random-expression.js';
import { claimText, type TrialResult, timed } from './trial.js';
import { rewrite } from './true-rules.js';

type Known = Extract<Asymptotics, { kind: 'known' }>;

const H = 'h';
const BITS = 3_000;
/** Decimal exponents of the distances at which the leading term is compared: far apart, so that any power shows. */
const NEAR = 40;
const NEARER = 160;

/** A function of h, built so that it often has a root, a cancellation or a pole at the limit. */
function randomFunction(names: readonly string[], path: Path, dice: FuzzDice): Expression {
  const all = [H, H, ...names];
  const e = () => randomExpression(all, dice.integer(1, 2), dice);
  const h = symbol(H);
  const small =
    path.kind === 'infinity'
      ? quotient(integer(1), h)
      : path.kind === 'point' && path.value === NOUGHT
        ? h
        : difference(h, path.kind === 'point' ? path.value : NOUGHT);
  const a = e();
  const large = quotient(integer(1), small);
  switch (dice.integer(0, 9)) {
    case 6:
      return quotient(call('exp', product(e(), large)), sum(e(), call('exp', product(e(), large))));
    case 7:
      return product(call(dice.pick(['log', 'abs'] as const), small), powerOf(small, e()));
    case 8:
      return difference(
        call(dice.pick(['log', 'asinh', 'tanh'] as const), sum(call('exp', product(a, large)), e())),
        product(e(), large),
      );
    case 9:
      return product(e(), call(dice.pick(['sin', 'cos', 'sinh', 'exp'] as const), product(a, large)));
    case 0:
      return quotient(difference(call('sqrt', sum(powerOf(a, integer(2)), small)), a), small);
    case 1:
      return quotient(e(), sum(e(), small));
    case 2:
      return difference(rewrite(a, [h, small], 2, dice, []), rewrite(a, [h], 1, dice, []));
    case 3:
      return call(
        dice.pick(['sqrt', 'log', 'cbrt', 'tanh', 'abs', 'asin', 'atan'] as const),
        sum(a, product(e(), small)),
      );
    case 4:
      return difference(e(), e());
    default:
      return randomExpression(all, 3, dice);
  }
}

function randomGoal(dice: FuzzDice): AsymptoticGoal {
  const names = dice.chance(0.6) ? ['x'] : [];
  const range = dice.pick(['real', 'positive', { gt: 0, lt: 1 }, { gt: 1 }, 'negative'] as const);
  const domain: Domain = domainOf({ ...(names.length > 0 && { x: range }), [H]: 'real' });
  const path: Path = dice.chance(0.35)
    ? { kind: 'infinity', sign: dice.pick([1, 1, -1]) }
    : {
        kind: 'point',
        value:
          names.length > 0 && dice.chance(0.3)
            ? symbol('x')
            : dice.pick([NOUGHT, NOUGHT, integer(1), integer(2)]),
        side: dice.pick([1, -1]),
      };
  return { of: randomFunction(names, path, dice), variable: H, path, domain };
}

const ten = (exponent: number): Rational =>
  exponent >= 0 ? rational(10n ** BigInt(exponent)) : rational(1n, 10n ** BigInt(-exponent));

/** h at distance 10^-k from the limit, as an expression. */
function placeAt(path: Path, k: number): Expression {
  const step = (x: Rational): Expression => {
    const size = x.denominator === 1n ? integer(x.numerator) : quotient(integer(1), integer(x.denominator));
    return size;
  };
  if (path.kind === 'infinity') return product(integer(path.sign), step(ten(k)));
  return sum(path.value, product(integer(path.side), step(ten(-k))));
}

const describe = ({ of, path, domain }: AsymptoticGoal): string => {
  const where =
    path.kind === 'infinity'
      ? `${path.sign < 0 ? '-' : ''}inf`
      : `${print(path.value)}${path.side > 0 ? '+' : '-'}`;
  return claimText(`${print(of)} as ${H} -> ${where}`, domain);
};

function parameterPoints(domain: Domain, dice: FuzzDice): Point[] {
  const parameters: Domain = {
    symbols: new Map([...domain.symbols].filter(([name]) => name !== H)),
    relations: [],
  };
  // At huge parameters a function may not settle before 10^-160.
  const moderate = (point: Point) =>
    [...point.values()].map((v) => Math.abs(toNumber(v))).every((v) => v > 0.05 && v < 20);
  return pointsOf(parameters, dice, 8, 8).filter(moderate);
}

/** f(h)/h^q against its limit c at one point; a fault where the gap does not close. */
function gapFault(goal: AsymptoticGoal, c: Expression, q: Rational, point: Point): string | undefined {
  const gapAt = (k: number) => {
    const scale = powerOf(
      quotient(integer(1), integer(10n ** BigInt(k))),
      quotient(integer(q.numerator), integer(q.denominator)),
    );
    const at = new Map(point);
    const moved = substituteVariable(goal.of, placeAt(goal.path, k));
    const value = valueBall(difference(quotient(moved, scale), c), goal.domain, at, BITS);
    return value && { least: log2Least(value), most: log2Most(value) };
  };
  const near = gapAt(NEAR);
  const nearer = gapAt(NEARER);
  if (near === undefined || nearer === undefined) return undefined;
  const size = valueBall(c, goal.domain, point, BITS);
  if (size === undefined)
    return `the leading coefficient ${print(c).slice(0, 200)} is undefined at ${showPoint(point)}`;
  // The gap is O(h^(1/12)) at worst, up to a constant: over 120 decades it falls by 10 decades.
  return nearer.least > near.most - 3 && nearer.least > log2Least(size) - 60 && nearer.least > -200
    ? `f/h^${q.numerator}/${q.denominator} misses ${print(c).slice(0, 200)} by 2^${nearer.least.toFixed(1)} at ${showPoint(point)}, h at 10^-${NEARER} (2^${near.most.toFixed(1)} at 10^-${NEAR})`
    : undefined;
}

/**
 * What has no leading power: a limit, or growth, that may be as slow as log log. The gap to a wrong limit stands still, that to
 * a right one falls by the ratio of the logarithms of the logarithms of the scales at least.
 */
function slowFault(goal: AsymptoticGoal, known: Known, point: Point): string | undefined {
  const target = known.limit ?? NOUGHT;
  const gapAt = (k: number) => {
    const moved = substituteVariable(goal.of, placeAt(goal.path, k));
    const value = valueBall(difference(moved, target), goal.domain, new Map(point), BITS);
    return value && { least: log2Least(value), most: log2Most(value), negative: value.mantissa < 0n };
  };
  const [near, nearer] = [gapAt(NEAR), gapAt(NEARER)];
  if (near === undefined || nearer === undefined) return undefined;
  const circles = subexpressions(goal.of).some(
    (node) => node.kind === 'call' && ['sin', 'cos', 'tan'].includes(node.name),
  );
  // A power with an exponent near 0 has not yet begun to win over a logarithm at the distances that are looked at.
  const crawls = subexpressions(goal.of).some(
    (node) => node.kind === 'power' && symbolsOf(node.right).length > 0,
  );
  const slack = crawls ? -10 : 0.2;
  if (known.limit !== undefined) {
    return !circles && nearer.least > near.most - slack && nearer.least > -200
      ? `f does not come nearer to ${print(target).slice(0, 200)} at ${showPoint(point)}: 2^${near.most.toFixed(1)}, then 2^${nearer.least.toFixed(1)}`
      : undefined;
  }
  if (!known.infinite || !known.nonzero) return undefined;
  if (!circles && nearer.most < near.least + slack) return `f does not grow at ${showPoint(point)}`;
  return known.sign !== undefined && Number.isFinite(nearer.least) && nearer.negative !== known.sign < 0
    ? `f has the other sign at ${showPoint(point)}`
    : undefined;
}

const substituteVariable = (e: Expression, by: Expression): Expression => substitute(e, new Map([[H, by]]));

/** The leading term of an expansion against values along a sequence. */
export function asymptoticTrial(dice: FuzzDice): Promise<TrialResult> {
  const goal = randomGoal(dice);
  return timed('asymptotics', describe(goal), async () => {
    const known = asymptotics(goal, { seed: 1, ms: 200 });
    if (known.kind === 'unknown') return { verdict: 'unknown' };
    const points = parameterPoints(goal.domain, dice);
    for (const point of points) {
      const fault =
        known.leading === undefined
          ? known.vanishes
            ? gapFault(goal, NOUGHT, rational(0), point)
            : slowFault(goal, known, point)
          : gapFault(
              goal,
              known.leading.coefficient,
              rational(known.leading.exponent.numerator, known.leading.exponent.denominator),
              point,
            );
      if (fault !== undefined) return { verdict: 'WRONG TERM', wrong: fault };
    }
    return known.limit === undefined ? { verdict: 'known' } : claimedLimit(goal, known.limit, points, dice);
  });
}

const formula = (e: Expression): Formula => ({ text: print(e), typed: e, expanded: e, place: {} });

/** The limit as a claim, right or with an error in it, through the ladder. */
async function claimedLimit(
  goal: AsymptoticGoal,
  limit: Expression,
  points: readonly Point[],
  dice: FuzzDice,
) {
  const { path, of, domain } = goal;
  const names = [...domain.symbols.keys()].filter((name) => name !== H);
  const wrong = dice.chance(0.6) ? corrupt(limit, names.length > 0 ? names : ['x'], dice, []) : undefined;
  const stated = wrong ?? limit;
  const claim: Claim = {
    id: 'fuzz',
    derivation: 'fuzz',
    statement: {
      kind: 'limit',
      of: formula(of),
      variable: H,
      approach:
        path.kind === 'infinity'
          ? path
          : { kind: 'point', value: formula(path.value), side: path.side > 0 ? 'right' : 'left' },
      is: { kind: 'finite', value: formula(stated) },
    },
    domain,
    require: 'supported',
    place: {},
  };
  const decision = await decideLimit(claim, { seed: 1, digits: 40, runs: 16, ms: 250 });
  // Points at which the function is defined near the limit: only there the claim speaks.
  const speaking = points.filter(
    (point) => valueBall(substituteVariable(of, placeAt(path, NEAR)), domain, point, BITS) !== undefined,
  );
  const differs = speaking.find((point) => {
    const [a, b] = [limit, stated].map((e) => valueBall(e, domain, point, 512));
    return a !== undefined && b !== undefined && separated(a, b);
  });
  const text = `limit stated as ${print(stated).slice(0, 200)}: ${decision.verdict}`;
  if (decision.verdict === 'proved' && differs !== undefined)
    return { verdict: 'FALSE PROVED LIMIT', wrong: `${text}, but it differs at ${showPoint(differs)}` };
  if (decision.verdict === 'refuted' && wrong === undefined)
    return { verdict: 'FALSE REFUTED LIMIT', wrong: text };
  if (decision.verdict === 'refuted') {
    const given = decision.counterexample!.point;
    const point =
      points.length === 0
        ? undefined
        : new Map(Object.entries(given).map(([name, v]) => [name, parseRational(v)!]));
    // The counterexample must lie where the function is defined near the limit.
    const certain = point && certainlyUndefined(substituteVariable(of, placeAt(path, NEAR)), domain, point);
    if (certain)
      return {
        verdict: 'FALSE REFUTED LIMIT',
        wrong: `${text} at ${showPoint(point)}, where the function is undefined`,
      };
  }
  return { verdict: `limit ${decision.verdict}` };
}

const certainlyUndefined = (e: Expression, _domain: Domain, point: Point): boolean =>
  enclose(e, point, BITS).kind === 'undefined';
