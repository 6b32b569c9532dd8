/** A two-sided limit that is refuted: what happens on either side, along two sequences. */
import type { Domain } from '../domain/domain.js';
import { type Expression, fromRational, NOUGHT, negation } from '../expression/expression.js';
import { print } from '../expression/print.js';
import { parseRational, type Rational, rational, signOf } from '../expression/rational.js';
import { substitute } from '../expression/traverse.js';
import { asymptotics, type Path } from '../kernel/index.js';
import { type Ball, ballToText, enclose, separated } from '../precision/index.js';
import type { Decision } from './decide-question.js';
import type { SideQuestion } from './limit-parameters.js';

const BITS = 256;
const DIGITS = 20;
const SIDE_STEPS = 1_000_000;
const SIDE_MS = 2_000;

type Behaviour =
  | { readonly kind: 'infinite'; readonly sign: 1 | -1 }
  | { readonly kind: 'finite'; readonly ball: Ball };

/** Adds the two one-sided limits to the counterexample where they differ: then there is no limit, whatever is claimed. */
export function namingBothSides(decision: Decision, sides: readonly SideQuestion[], seed: number): Decision {
  const { counterexample } = decision;
  if (sides.length !== 2 || counterexample === undefined || sides[0].claimed.kind !== 'limit')
    return decision;
  const point = new Map<string, Rational>();
  for (const [name, text] of Object.entries(counterexample.point)) {
    const value = parseRational(text);
    if (value === undefined) return decision;
    point.set(name, value);
  }
  const [right, left] = sides.map((side) => behaviourAt(side, point, seed));
  if (right === undefined || left === undefined || !differ(right, left)) return decision;
  const [rightText, leftText] = sides.map(({ variable, path }) => sequenceOf(variable, path));
  return {
    ...decision,
    counterexample: {
      ...counterexample,
      values: [
        { label: `limit along ${rightText}`, value: textOf(right) },
        { label: `limit along ${leftText}`, value: textOf(left) },
      ],
      because: 'there is no limit: along two sequences (n -> inf) the function tends to different values',
    },
  };
}

const differ = (a: Behaviour, b: Behaviour): boolean =>
  a.kind === 'finite' && b.kind === 'finite'
    ? separated(a.ball, b.ball)
    : a.kind !== b.kind || (a.kind === 'infinite' && b.kind === 'infinite' && a.sign !== b.sign);

const textOf = (b: Behaviour): string =>
  b.kind === 'finite' ? ballToText(b.ball, DIGITS) : b.sign > 0 ? 'inf' : '-inf';

function sequenceOf(variable: string, path: Path): string {
  if (path.kind === 'infinity') return `${variable} = ${path.sign < 0 ? '-' : ''}n`;
  const point = path.value === NOUGHT ? '' : `${print(path.value)} `;
  const sign = path.side > 0 ? (point === '' ? '' : '+ ') : point === '' ? '-' : '- ';
  return `${variable} = ${point}${sign}1/n`;
}

/** Where the function goes on one side, at one value of the parameters. */
function behaviourAt(
  side: SideQuestion,
  point: ReadonlyMap<string, Rational>,
  seed: number,
): Behaviour | undefined {
  const values = new Map([...point].filter(([name]) => name !== side.variable));
  const at = (e: Expression): Expression =>
    substitute(e, new Map([...values].map(([name, value]) => [name, signedNumber(value)])));
  const { path, variable } = side;
  const domain: Domain = {
    symbols: new Map([...side.domain.symbols].filter(([name]) => name === variable)),
    relations: [],
  };
  const known = asymptotics(
    {
      of: at(side.of),
      variable,
      path: path.kind === 'point' ? { ...path, value: at(path.value) } : path,
      domain,
      limitOnly: true,
    },
    { seed, steps: SIDE_STEPS, ms: SIDE_MS },
  );
  if (known.kind === 'unknown') return undefined;
  if (known.infinite) return known.sign === undefined ? undefined : { kind: 'infinite', sign: known.sign };
  if (known.limit === undefined) return undefined;
  const value = enclose(known.limit, new Map(), BITS);
  return value.kind === 'value' && value.defined === 'everywhere'
    ? { kind: 'finite', ball: value.ball }
    : undefined;
}

const signedNumber = (q: Rational): Expression =>
  signOf(q) < 0 ? negation(fromRational(rational(-q.numerator, q.denominator))) : fromRational(q);
