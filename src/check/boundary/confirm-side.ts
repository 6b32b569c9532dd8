/** Only separated enclosures refute a boundary: a rigorous second look at what an integrated flow suspects. */
import type { Counterexample } from '../../claim/verdict.js';
import { containsPoint } from '../../domain/contains-point.js';
import type { Point } from '../../domain/domain.js';
import { formatRational, toNumber } from '../../expression/rational.js';
import { type EnclosedSide, sideOfLevel } from '../../flow/index.js';
import { other } from '../../flow/measured-boundary.js';
import { type Ball, ballToText, endpoints, fromRational, order, signOfBall } from '../../precision/index.js';
import { type BoundaryQuestion, pointText, valueAt } from './boundary-question.js';
import type { Watch } from './watch.js';

export type Confirmed =
  | { readonly kind: 'refuted'; readonly counterexample: Counterexample }
  | { readonly kind: 'open'; readonly reason: string };

/** The enclosures have to be separated at both. */
const PRECISIONS = [128, 144] as const;
const STEPS = 300;
const SHOWN_DIGITS = 9;

/** Is the quantity certainly on the wrong side of the level at a point that is certainly in the domain and beside the boundary? */
export async function confirmWrongSide(
  question: BoundaryQuestion,
  point: Point,
  watch: Watch,
): Promise<Confirmed> {
  const { statement, domain } = question;
  if (containsPoint(domain, point) !== true) return open('the point was not shown to lie in the domain');
  const at = valueAt(statement.at.expanded, point, domain);
  if (at === undefined) return open('the boundary was not shown to be defined');
  const until = valueAt(statement.until.expanded, point, domain);
  if (until === undefined || signOfBall(until) !== 1) return open('the time was not shown to be positive');
  const place = order(fromRational(point.get(statement.variable)!, PRECISIONS[0]), at);
  if (place !== 'less' && place !== 'greater') return open('the point lies too near to the boundary');
  const expected = place === 'less' ? statement.below : other(statement.below);
  let found: Extract<EnclosedSide, { kind: 'above' | 'below' }> | undefined;
  for (const bits of PRECISIONS) {
    const side = await enclosedSide(question, point, bits, watch);
    if (side.kind === 'open') return side;
    if ((side.kind === 'above') === (expected === 'more')) return open('the enclosures agree with the claim');
    found = side;
  }
  return found === undefined
    ? open('nothing was enclosed')
    : { kind: 'refuted', counterexample: describe(question, point, at, found) };
}

const open = (reason: string): Confirmed => ({ kind: 'open', reason });

function enclosedSide(
  { statement, field, initial, quantity, alsoDefined }: BoundaryQuestion,
  point: Point,
  bits: number,
  { stopped, breathe }: Watch,
): Promise<EnclosedSide> {
  const flow = { field, initial, until: statement.until.expanded, place: point, bits, steps: STEPS, stopped };
  const level = statement.level.expanded;
  return sideOfLevel(flow, { quantity, alsoDefined, level, reduce: statement.reduce, breathe });
}

/** What the reduced quantity is called: `largest d^2/dt^2 (a)`. */
export function reducedText({ statement }: BoundaryQuestion): string {
  const { quantity, derivatives, reduce } = statement;
  const order = derivatives === 1 ? '' : `^${derivatives}`;
  const body = derivatives === 0 ? quantity.text : `d${order}/dt${order} (${quantity.text})`;
  return `${reduce === 'end' ? 'final' : reduce === 'max' ? 'largest' : 'smallest'} ${body}`;
}

/** An enclosure by its ends, where few digits of the number are known. */
function enclosureText(ball: Ball): string {
  const [low, high] = endpoints(ball).map((end) => toNumber(end).toPrecision(SHOWN_DIGITS));
  return low === high ? low : `between ${low} and ${high}`;
}

function describe(
  question: BoundaryQuestion,
  point: Point,
  at: Ball,
  { kind, value, level }: Extract<EnclosedSide, { kind: 'above' | 'below' }>,
): Counterexample {
  const { variable, below } = question.statement;
  const under = order(fromRational(point.get(variable)!, PRECISIONS[0]), at) === 'less';
  const found = kind === 'above' ? 'more' : 'less';
  const witness =
    question.statement.reduce === 'end' || (found === 'more') !== (question.statement.reduce === 'max')
      ? ''
      : ' at one time at least';
  return {
    point: Object.fromEntries([...point].map(([name, x]) => [name, formatRational(x)])),
    values: [
      { label: reducedText(question), value: enclosureText(value) },
      { label: 'level', value: ballToText(level, SHOWN_DIGITS) },
      { label: 'stated boundary', value: ballToText(at, SHOWN_DIGITS) },
    ],
    because:
      `at ${pointText(point)}, ${under ? 'below' : 'past'} the stated boundary, the quantity is ${found} than the level${witness} ` +
      `and not ${under ? below : other(below)}; enclosures of the flow are separated from it at ${PRECISIONS.join(' and at ')} bits`,
  };
}
