/**
 * What a statement about a flow needs beyond its identity: that the domain lets the state move, that a closed form does not
 * jump, and that it stays defined from the initial time on. Without these an identity that holds almost everywhere
 * would pass for a solution.
 */

import type { Claim } from '../claim/claim.js';
import { containsPoint } from '../domain/contains-point.js';
import { type Domain, integerSymbols, type Point } from '../domain/domain.js';
import { samplerOf } from '../domain/domain-sampler.js';
import { edgePoints } from '../domain/edge-points.js';
import { randomStream } from '../domain/random-stream.js';
import { differentiate } from '../expression/differentiate.js';
import { call, type Expression } from '../expression/expression.js';
import {
  add,
  compare,
  formatRational,
  HALF,
  multiply,
  type Rational,
  rational,
  subtract,
} from '../expression/rational.js';
import { mentions, subexpressions, substitute } from '../expression/traverse.js';
import type { ProvedClaim } from '../kernel/index.js';
import { enclose, signOfBall } from '../precision/index.js';
import type { QuestionBudget } from './decide-question.js';
import {
  definedAlongside,
  type ThroughoutOptions,
  undefinedSomewhere,
  type View,
} from './defined-throughout.js';
import { remainingMs } from './remaining-ms.js';

/** Why a flow statement cannot be taken further than `cap`, whatever its identity. */
export interface Reservation {
  readonly cap: 'supported' | 'undecided';
  readonly reason: string;
}

/** What proofs of definedness may take and use. */
type Attempts = Omit<ThroughoutOptions, 'given'>;

const POINTS = 24;
const UNSMOOTH_MS = 3_000;
const BITS = 128;
/** A step that leaves no domain with an interior at a moderate point. */
const STEP = rational(1, 10n ** 12n);

/**
 * @param ms what is left of the budget of the claim.
 * @param lemmas the proved claims that it cites.
 */
export function reservationOf(
  claim: Claim,
  { seed, ms }: Pick<QuestionBudget, 'seed' | 'ms'>,
  lemmas: readonly ProvedClaim[] = [],
): Reservation | undefined {
  const { statement, domain } = claim;
  const start = performance.now();
  const options = { seed, lemmas, ms: Math.min(UNSMOOTH_MS, ms) };
  switch (statement.kind) {
    case 'derivative': {
      const [F, f] = [statement.of.expanded, statement.is.expanded];
      return (
        rigid(domain, [statement.by], seed) ??
        unsmooth('the function', F, [differentiate(F, statement.by)], [f], domain, options)
      );
    }
    case 'integral': {
      if (statement.range !== undefined) return undefined;
      const [F, f] = [statement.is.expanded, statement.of.expanded];
      const parts = [
        { name: 'the antiderivative', form: F },
        { name: 'the integrand', form: f },
      ];
      return (
        rigid(domain, [statement.by], seed) ??
        jump(parts, [statement.by]) ??
        unsmooth('the antiderivative', F, [differentiate(F, statement.by)], [f], domain, options)
      );
    }
    case 'solves': {
      const forms = [...statement.forms].map(([name, form]) => ({ name, form: form.expanded }));
      return (
        rigid(domain, [statement.variable], seed) ??
        jump(forms, [statement.variable]) ??
        breaks(claim, seed, () => performance.now() - start > ms) ??
        interrupted(claim, { ...options, ms: Math.min(UNSMOOTH_MS, remainingMs(ms, start)) })
      );
    }
    case 'conserved': {
      const states = [...statement.field.keys()];
      const quantity = statement.quantity.expanded;
      return (
        rigid(domain, states, seed) ??
        jump([{ name: 'the quantity', form: quantity }], states) ??
        pieces(domain, quantity, states, options) ??
        unsmooth(
          'the quantity',
          quantity,
          states.map((state) => differentiate(quantity, state)),
          [...statement.field.values()].map((velocity) => velocity.expanded),
          domain,
          options,
        )
      );
    }
    default:
      return undefined;
  }
}

function samplesOf(domain: Domain, seed: number): Point[] {
  const sampler = samplerOf(domain);
  const stream = randomStream(seed);
  return Array.from({ length: POINTS }, (_, i) => sampler.draw(stream.fork(i)));
}

/** Symbols that the domain does not let move: derivatives with respect to them say nothing. */
function rigid(domain: Domain, names: readonly string[], seed: number): Reservation | undefined {
  const moving = names.filter((name) => domain.symbols.has(name));
  if (moving.length === 0) return undefined;
  const points = samplesOf(domain, seed);
  for (const name of moving) {
    const free = points.some((point) =>
      [add, subtract].some((step) => {
        const moved = new Map(point).set(name, step(point.get(name)!, STEP));
        return containsPoint(domain, moved) === true;
      }),
    );
    if (!free) {
      return {
        cap: 'undecided',
        reason: `the domain does not let ${name} move, so a derivative with respect to it says nothing`,
      };
    }
  }
  return undefined;
}

/** `sign` is the one function that is defined and not continuous. */
function jump(
  forms: readonly { readonly name: string; readonly form: Expression }[],
  moving: readonly string[],
): Reservation | undefined {
  for (const { name, form } of forms) {
    const jumps = subexpressions(form).some(
      (node) => node.kind === 'call' && node.name === 'sign' && moving.some((m) => mentions(node, m)),
    );
    if (jumps) {
      return {
        cap: 'undecided',
        reason: `${name} may jump where its sign() changes: only its pieces were looked at`,
      };
    }
  }
  return undefined;
}

/**
 * A function has its derivatives wherever it, and what they are compared with, are defined: the derivative of x·|x| at 0 is 0,
 * where the formula |x| + x·x/|x| says nothing.
 */
function unsmooth(
  name: string,
  F: Expression,
  derivatives: readonly Expression[],
  compared: readonly Expression[],
  domain: Domain,
  options: Attempts,
): Reservation | undefined {
  const missing = undefinedSomewhere(derivatives, [whole(domain)], { ...options, given: [F, ...compared] });
  if (missing === undefined) return undefined;
  return {
    cap: 'supported',
    reason: `${name} was not shown to have a derivative wherever it and what that is compared with are defined: ${missing}`,
  };
}

/** The domain itself, as a set of points. */
const whole = (domain: Domain): View => ({ parts: [{ domain, put: new Map<string, Expression>() }] });

/** A quantity with poles in the domain is constant on the pieces between them; a trajectory may cross from one to the next. */
function pieces(
  domain: Domain,
  quantity: Expression,
  states: readonly string[],
  options: Attempts,
): Reservation | undefined {
  const integers = integerSymbols(domain);
  const where = (place: string): Reservation => ({
    cap: 'supported',
    reason: `${place}: it was looked at on the pieces where it is defined, not across; narrow the domain`,
  });
  const pole = edgePoints(domain, POINTS).find(
    (point) => enclose(quantity, point, BITS, { integers }).kind === 'undefined',
  );
  if (pole !== undefined) {
    const at = [...pole].map(([name, value]) => `${name} = ${formatRational(value)}`).join(', ');
    return where(`the quantity is undefined at ${at}`);
  }
  const given = definedAlongside(quantity, ...states);
  const missing = undefinedSomewhere([quantity], [whole(domain)], { ...options, given });
  return missing === undefined
    ? undefined
    : where(`the quantity was not shown to be defined on the whole domain (${missing})`);
}

/**
 * Closed forms, their derivatives and the field along them exist from the initial time on. Sampled times do not tell: a
 * pole of even order at an irrational time lies between them, and nothing changes its sign there.
 */
function interrupted({ statement, domain }: Claim, options: Attempts): Reservation | undefined {
  if (statement.kind !== 'solves') return undefined;
  const { variable, forms, field, initial } = statement;
  const closed = new Map([...forms].map(([name, form]) => [name, form.expanded]));
  const along = [...field.values()].map((velocity) => substitute(velocity.expanded, closed));
  const slopes = [...closed.values()].map((form) => differentiate(form, variable));
  if (initial === undefined) {
    const given = [...closed.values(), ...along];
    const missing = undefinedSomewhere(slopes, [whole(domain)], { ...options, given });
    return missing === undefined
      ? undefined
      : { cap: 'supported', reason: `the forms were not shown to have derivatives: ${missing}` };
  }
  const start = new Map([[variable, initial.at.expanded]]);
  const given = [
    ...[...closed.values()].map((form) => substitute(form, start)),
    ...along.flatMap((velocity) => definedAlongside(velocity, variable)),
  ];
  const missing = undefinedSomewhere([...closed.values(), ...along, ...slopes], [whole(domain)], {
    ...options,
    given,
  });
  if (missing === undefined) return undefined;
  return {
    cap: 'supported',
    reason: `the forms were not shown to stay a solution from the initial time on: ${missing}`,
  };
}

/**
 * A closed form that is defined at the initial time and no longer at a later one is no solution up to there.
 * @param late is the budget of the claim spent? What was not looked at by then stays undecided.
 */
function breaks(claim: Claim, seed: number, late: () => boolean): Reservation | undefined {
  const { statement, domain } = claim;
  if (statement.kind !== 'solves' || statement.initial === undefined) return undefined;
  const { variable, forms, initial } = statement;
  const range = domain.symbols.get(variable);
  if (range === undefined) return undefined;
  const integers = integerSymbols(domain);
  const undefinedAt = (e: Expression, point: Point) =>
    enclose(e, point, BITS, { integers }).kind === 'undefined';
  const times = edgePoints({ symbols: new Map([[variable, range]]), relations: [] }, POINTS).map(
    (point) => point.get(variable)!,
  );
  const start = new Map([[variable, initial.at.expanded]]);
  for (const point of samplesOf(domain, seed)) {
    for (const [name, form] of forms) {
      if (late()) {
        const reason = `the budget ended before it was seen whether ${name} stays defined from the initial time on`;
        return { cap: 'undecided', reason };
      }
      if (undefinedAt(substitute(form.expanded, start), point)) continue;
      const broken = times.find((time) => {
        const later = new Map(point).set(variable, time);
        return containsPoint(domain, later) === true && undefinedAt(form.expanded, later);
      });
      const crossed = broken === undefined && vanishingDivisor(form.expanded, variable, times, point, domain);
      if (crossed) return { cap: 'undecided', reason: `${name} divides by ${crossed}` };
      if (broken !== undefined)
        return { cap: 'undecided', reason: brokenReason(name, variable, broken, point) };
    }
  }
  return undefined;
}

/** A divisor that has both signs along the variable vanishes in between, where no sampled time may lie. */
function vanishingDivisor(
  form: Expression,
  variable: string,
  times: readonly Rational[],
  point: Point,
  domain: Domain,
): string | undefined {
  const integers = integerSymbols(domain);
  const ordered = [...times].sort(compare);
  const between = ordered.slice(1).map((time, i) => multiply(add(time, ordered[i]), HALF));
  const places = [...ordered, ...between].sort(compare).filter((time) => {
    return containsPoint(domain, new Map(point).set(variable, time)) === true;
  });
  for (const divisor of divisorsOf(form).filter((e) => mentions(e, variable))) {
    let last: { readonly time: Rational; readonly sign: 1 | -1 } | undefined;
    for (const time of places) {
      const value = enclose(divisor, new Map(point).set(variable, time), BITS, { integers });
      const sign = value.kind === 'value' ? signOfBall(value.ball) : undefined;
      if (sign !== 1 && sign !== -1) continue;
      if (last !== undefined && last.sign !== sign) {
        const [from, to] = [formatRational(last.time), formatRational(time)];
        return `something that changes its sign between ${variable} = ${from} and ${to}: it may blow up there; narrow the domain of ${variable}`;
      }
      last = { time, sign };
    }
  }
  return undefined;
}

/** What the formula divides by, openly or as a negative power or a tangent. */
function divisorsOf(form: Expression): Expression[] {
  return subexpressions(form).flatMap((node) => {
    if (node.kind === 'divide') return [node.right];
    if (node.kind === 'call' && node.name === 'tan') return [call('cos', node.operands[0])];
    return node.kind === 'power' && node.right.kind === 'negate' ? [node.left] : [];
  });
}

function brokenReason(name: string, variable: string, time: Rational, point: Point): string {
  const rest = [...point].filter(([symbol]) => symbol !== variable);
  const at = [[variable, time] as const, ...rest].map(
    ([symbol, value]) => `${symbol} = ${formatRational(value)}`,
  );
  return `${name} starts defined and is undefined at ${at.join(', ')}: it solves nothing beyond; narrow the domain of ${variable}`;
}
