/** Limits and asymptotic orders through exact expansions. */

import type { ExpansionCertificate } from '../certificate/certificate.js';
import type { Decision, StoredCertificate } from '../certificate/stored-form.js';
import { decideCertificate } from '../checker/check-certificate.js';
import { store } from '../checker/stored-certificate.js';
import type { Domain } from '../domain/domain.js';
import { differentiate } from '../expression/differentiate.js';
import {
  call,
  difference,
  type Expression,
  integer,
  NOUGHT,
  powerOf,
  quotient,
  symbol,
  UNIT,
} from '../expression/expression.js';
import { print } from '../expression/print.js';
import { fold, mentions, substitute, symbolsOf, withChildren } from '../expression/traverse.js';
import { Budget } from '../rules/budget.js';
import { rationalValue } from '../rules/core-form.js';
import { parameterFacts } from '../rules/limit-parameters.js';
import { phasesIn } from '../rules/reserved-symbols.js';
import { NONZERO, POSITIVE } from '../rules/signs.js';
import { type Expansion, expand, type Path } from './expand.js';
import type { Summand } from './exponential-sum.js';
import { exponentFormula } from './exponents.js';
import { type LimitOracle, limitOracle, symbolFreeParts } from './limit-oracle.js';
import { briefly } from './name-parts.js';
import { type KernelOptions, NotProved, reasonOf } from './prove-equality.js';
import { SignNeeded } from './resolver.js';
import { endOf, isExactZero, MAX_RAMIFICATION, Ramified, SignUndecided } from './series.js';
import type { SignFact } from './sign-oracle.js';
import { type Tendency, tendencyOf } from './tendency.js';

export interface AsymptoticGoal {
  readonly of: Expression;
  readonly variable: string;
  readonly path: Path;
  /** Domain of the parameters; what it says of the variable itself is not used. */
  readonly domain: Domain;
  /** Only the limit is wanted: an expansion that settles it need not settle the leading term. */
  readonly limitOnly?: true;
}

/** of ~ coefficient · h^exponent, h the distance to the point or 1/|x|, for every value of the parameters. */
export interface LeadingTerm {
  readonly coefficient: Expression;
  readonly exponent: { readonly numerator: number; readonly denominator: number };
}

/** of comes near `coefficient` (times something that grows, if it `grows`) with the angle in it running through all values again and again. */
export interface Oscillation {
  readonly coefficient: Expression;
  /** Name of the angle in the coefficient. */
  readonly phase: string;
  /** The angle as a formula in the variable; it tends to infinity or to minus infinity. */
  readonly angle: Expression;
  readonly grows: boolean;
}

export type Asymptotics =
  | {
      readonly kind: 'known';
      /** of is zero for all small h. */
      readonly vanishes: boolean;
      /** The first term where it is a power of h with a coefficient that does not depend on h. It is not proved zero. */
      readonly leading?: LeadingTerm;
      /** Coefficient of the largest term, also where that is no power of h; only where it does not move itself. */
      readonly coefficient?: Expression;
      /** Is the coefficient of the largest term nonzero near the limit for every value of the parameters? */
      readonly nonzero: boolean;
      /** Its sign, that of the function near the limit. */
      readonly sign?: 1 | -1;
      /** The limit where it is finite. */
      readonly limit?: Expression;
      /** Is the limit finite, and nonzero for every value of the parameters? */
      readonly limitNonzero: boolean;
      /** |of| grows beyond every bound wherever the coefficient of its largest term is not zero. */
      readonly infinite: boolean;
      /** of stays bounded. */
      readonly bounded: boolean;
      /** Why there is no limit; only for a variable that runs through all real numbers. */
      readonly oscillation?: Oscillation;
      /** Everything below this exponent is zero or listed: the expansion is known up to it. */
      readonly knownTo: number;
      /** Defined exactly at the parameters the expansion speaks of, within the domain. */
      readonly alsoDefined: readonly Expression[];
      /** The first terms, for a reader. */
      readonly terms: readonly ExpansionTerm[];
      /** What the expansion rests on. */
      readonly certificate: StoredCertificate;
    }
  | {
      readonly kind: 'unknown';
      readonly reason: string;
      /** Parameters whose sign might decide it. */
      readonly undecided: readonly string[];
      /** Defined exactly at the parameters the expansion would speak of, within the domain. */
      readonly alsoDefined: readonly Expression[];
      /** There are no parameters at which the function is defined: the certificate says why, where that is not plain. */
      readonly empty?: true;
      readonly certificate?: StoredCertificate;
    };

type Known = Extract<Asymptotics, { kind: 'known' }>;

/** One of the first terms of an expansion, as text. */
export interface ExpansionTerm {
  readonly exponent: string;
  readonly coefficient: string;
  /** The exponent of the exponential that multiplies the term, as a formula in the small parameter. */
  readonly exponential?: string;
}

/** What an expansion says, before the checker has seen what it rests on. */
export type Derived = Omit<Known, 'certificate'>;

type Unknown = Extract<Asymptotics, { kind: 'unknown' }>;

const TERMS = [3, 6, 12, 20];

export function searchAsymptotics(goal: AsymptoticGoal, options: KernelOptions): Asymptotics {
  const budget = new Budget(options.steps ?? 6_000_000, options.ms ?? 4_000);
  const { of, variable, path, domain } = goal;
  try {
    const oracle = limitOracle(of, variable, domain, budget, options.seed);
    const derived = deriveAsymptotics(goal, oracle);
    if (derived.kind === 'unknown' && oracle.contradiction === undefined) return derived;
    const certificate = oracle.certificate({ of, variable, path, domain });
    const decision = decideCertificate(certificate, budget);
    return derived.kind === 'unknown'
      ? { ...derived, certificate: store(certificate, decision) }
      : withCertificate(derived, certificate, decision);
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === undefined) throw error;
    return unknownBecause(goal, reason);
  }
}

/** The certificate is written down when it is asked for. */
function withCertificate(derived: Derived, certificate: ExpansionCertificate, decision: Decision): Known {
  let stored: StoredCertificate | undefined;
  return {
    ...derived,
    get certificate() {
      stored ??= store(certificate, decision);
      return stored;
    },
  };
}

const unknownBecause = (
  goal: AsymptoticGoal,
  reason: string,
  undecided: readonly string[] = [],
): Unknown => ({
  kind: 'unknown',
  reason,
  undecided,
  alsoDefined: witnessesOf(goal),
});

/** Expressions that are defined exactly at the parameters an expansion speaks of. */
export const witnessesOf = ({ of, variable, domain }: AsymptoticGoal): Expression[] =>
  parameterFacts(of, variable, domain).map(witnessOf);

/** The expansion, from the answers of an oracle and nothing else. */
export function deriveAsymptotics(goal: AsymptoticGoal, oracle: LimitOracle): Derived | Unknown {
  const alsoDefined = witnessesOf(goal);
  const parts = symbolFreeParts(goal.of);
  if (parts !== 'defined') {
    const why = unknownBecause(goal, 'a part without symbols is undefined, or could not be evaluated');
    return parts === 'undefined' ? { ...why, empty: true } : why;
  }
  if (oracle.contradiction !== undefined)
    return {
      ...unknownBecause(goal, 'the assumptions about the parameters contradict each other'),
      empty: true,
    };
  let ramification = 1;
  let reason = 'the expansion was not settled';
  let undecided: readonly string[] = [];
  let answer: Derived | undefined;
  for (let i = 0; i < TERMS.length; ) {
    try {
      const expansion = expand(goal.of, goal.variable, goal.path, ramification, TERMS[i], oracle.known);
      const found = read(goal, expansion, alsoDefined);
      if (goal.limitOnly || found.settled) return found.answer;
      answer = found.answer;
      i += 1;
    } catch (error) {
      if (error instanceof Ramified && ramification * error.denominator <= MAX_RAMIFICATION) {
        ramification *= error.denominator;
        continue;
      }
      const why =
        error instanceof SignNeeded
          ? `the sign of ${briefly(error.quantity)} is not determined`
          : reasonOf(error);
      if (why === undefined && !(error instanceof Ramified)) throw error;
      reason = why ?? 'a root of a high order is needed';
      if (error instanceof SignUndecided || error instanceof SignNeeded)
        undecided = oracle.undecided(symbolsOf(error.quantity));
      // A sign that is not decided stays so with more terms.
      if (error instanceof SignUndecided && undecided.length > 0) break;
      i += 1;
    }
  }
  return answer ?? unknownBecause(goal, reason, undecided);
}

/** A fact as an expression that is defined exactly where the fact holds. */
const witnessOf = ({ expression, signs }: SignFact): Expression =>
  signs === POSITIVE
    ? call('log', expression)
    : signs === NONZERO
      ? quotient(UNIT, expression)
      : call('sqrt', expression);

/** @throws NotProved where more terms or signs are needed. */
function read(
  goal: AsymptoticGoal,
  expansion: Expansion,
  alsoDefined: readonly Expression[],
): { readonly answer: Derived; readonly settled: boolean } {
  const { arithmetic, ramification, sum } = expansion;
  const { known } = arithmetic.scale;
  const tendency = withoutIdlePhases(tendencyOf(sum, arithmetic), expansion);
  const plain = sum.find(({ exponent }) => isExactZero(exponent));
  const common = {
    kind: 'known' as const,
    knownTo: plain === undefined ? Number.POSITIVE_INFINITY : endOf(plain.series) / ramification,
    alsoDefined,
    terms: termsOf(expansion),
  };
  if (sum.length === 0) {
    const answer: Derived = {
      ...common,
      vanishes: true,
      nonzero: false,
      limit: NOUGHT,
      limitNonzero: false,
      infinite: false,
      bounded: true,
    };
    return { answer, settled: true };
  }
  const largest =
    tendency.kind === 'infinite'
      ? { lead: tendency.lead, coefficient: tendency.coefficient }
      : largestTerm(expansion);
  const coefficient = largest?.coefficient;
  if (coefficient !== undefined && !known.isDefined(coefficient))
    throw new NotProved('the leading coefficient may be undefined for some parameters');
  const oscillation = oscillationOf(goal, expansion, tendency);
  const limit =
    tendency.kind === 'finite' && phasesIn(tendency.value).length === 0 ? tendency.value : undefined;
  if (limit !== undefined && !known.isDefined(limit))
    throw new NotProved('the limit may be undefined for some parameters');
  const still = coefficient !== undefined && !moves(coefficient, expansion);
  const answer: Derived = {
    ...common,
    vanishes: false,
    ...(still ? { coefficient } : {}),
    ...leadingOf(largest, expansion),
    nonzero: coefficient !== undefined && known.isNonzero(coefficient),
    ...signOf(coefficient, expansion),
    ...(limit === undefined ? {} : { limit }),
    limitNonzero: limit !== undefined && known.isNonzero(limit),
    infinite: tendency.kind === 'infinite',
    bounded: tendency.kind === 'finite',
    ...(oscillation === undefined ? {} : { oscillation }),
  };
  return { answer, settled: coefficient !== undefined };
}

/** Does a coefficient hold log(1/t) or a growing angle? */
const moves = (c: Expression, { arithmetic }: Expansion): boolean =>
  mentions(c, arithmetic.scale.log.name) || phasesIn(c).length > 0;

function signOf(c: Expression | undefined, { arithmetic }: Expansion): { sign?: 1 | -1 } {
  const { known } = arithmetic.scale;
  if (c === undefined) return {};
  return known.isPositive(c) ? { sign: 1 } : known.isNegative(c) ? { sign: -1 } : {};
}

interface Largest {
  readonly lead: Summand;
  readonly coefficient: Expression;
}

/** The largest term of what tends to a finite value, where it is decided which one it is. */
function largestTerm({ arithmetic, sum }: Expansion): Largest | undefined {
  try {
    const { lead } = arithmetic.dominant(sum, 'the function');
    return { lead, coefficient: lead.series.coefficients[0] };
  } catch (error) {
    if (error instanceof NotProved) return undefined;
    throw error;
  }
}

function leadingOf(largest: Largest | undefined, expansion: Expansion): { leading?: LeadingTerm } {
  if (largest === undefined) return {};
  const { lead, coefficient } = largest;
  const { ramification } = expansion;
  if (moves(coefficient, expansion) || !isExactZero(lead.exponent)) return {};
  return {
    leading: { coefficient, exponent: { numerator: lead.series.valuation, denominator: ramification } },
  };
}

/** A coefficient that does not change with an angle is written without it. */
function withoutIdlePhases(tendency: Tendency, { arithmetic }: Expansion): Tendency {
  const { known } = arithmetic.scale;
  const still = (e: Expression): Expression =>
    phasesIn(e).reduce((rest, name) => {
      // Defined for all angles, and so continuous in them: a derivative of zero means that it is constant.
      if (!known.isDefined(rest) || !known.isZero(differentiate(rest, name))) return rest;
      const value = substitute(rest, new Map([[name, NOUGHT]]));
      return known.isDefined(value) ? value : rest;
    }, e);
  return tendency.kind === 'finite'
    ? { kind: 'finite', value: still(tendency.value) }
    : { ...tendency, coefficient: still(tendency.coefficient) };
}

/** One angle in the coefficient; of several it is not known whether they are independent. */
function oscillationOf(
  goal: AsymptoticGoal,
  { phases, ramification, arithmetic: { scale } }: Expansion,
  tendency: Tendency,
): Oscillation | undefined {
  // Along integers an angle may well stand still modulo 2 pi.
  if (goal.domain.symbols.get(goal.variable)?.integer) return undefined;
  const coefficient = tendency.kind === 'finite' ? tendency.value : tendency.coefficient;
  if (mentions(coefficient, scale.log.name)) return undefined;
  const [name, ...more] = phasesIn(coefficient);
  const phase = phases.list.find(({ symbol: { name: own } }) => own === name);
  if (phase === undefined || more.length > 0) return undefined;
  // An angle may hold angles that came before it.
  const written = phases.list.reduceRight(
    (e, earlier) => substitute(e, new Map([[earlier.symbol.name, earlier.angle]])),
    phase.angle,
  );
  const angle = inVariable(written, goal, ramification);
  return { coefficient, phase: name, angle, grows: tendency.kind === 'infinite' };
}

/** A formula in the small parameter t, h = t^ramification, as one in the variable. */
function inVariable(
  formula: Expression,
  { variable, path }: AsymptoticGoal,
  ramification: number,
): Expression {
  const x = symbol(variable);
  const signed = (e: Expression, sign: 1 | -1): Expression => (sign > 0 ? e : difference(NOUGHT, e));
  const base =
    path.kind === 'infinity'
      ? signed(x, path.sign)
      : path.side < 0
        ? difference(path.value, x)
        : path.value === NOUGHT
          ? x
          : difference(x, path.value);
  const direction = path.kind === 'infinity' ? -1 : 1;
  const power = (n: number): Expression => {
    const exponent = direction * n;
    const whole = quotient(integer(Math.abs(exponent)), integer(ramification));
    const size = Math.abs(exponent) === ramification ? base : powerOf(base, whole);
    return exponent < 0 ? quotient(UNIT, size) : size;
  };
  return fold<Expression>(formula, (node, parts) => {
    if (node.kind === 'symbol' && node.name.startsWith('small ')) return power(1);
    if (node.kind === 'power' && node.left.kind === 'symbol' && node.left.name.startsWith('small ')) {
      const exponent = rationalValue(node.right);
      if (exponent !== undefined && exponent.denominator === 1n) return power(Number(exponent.numerator));
    }
    return withChildren(node, parts);
  });
}

function termsOf({ sum, ramification, arithmetic }: Expansion): ExpansionTerm[] {
  const text = (e: Expression): string => (e.size > 400 ? '…' : print(e));
  return sum.slice(0, 4).flatMap(({ exponent, series }) =>
    series.coefficients.slice(0, 4).map((c, i) => ({
      exponent: `${series.valuation + i}/${ramification}`,
      coefficient: text(c),
      ...(isExactZero(exponent) ? {} : { exponential: text(exponentFormula(exponent, arithmetic.scale)) }),
    })),
  );
}
