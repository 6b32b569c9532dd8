/**
 * Is an expression defined at every point of a set? Unlike a claim, which speaks only of points at which its sides are defined, an
 * integral stands or falls with what happens between its ends: nothing about definedness may be assumed here.
 */
import { type Domain, integerSymbols } from '../domain/domain.js';
import {
  call,
  difference,
  type Expression,
  type FunctionName,
  integer,
  NOUGHT,
  powerOf,
  quotient,
  sum,
  UNIT,
} from '../expression/expression.js';
import { isIntegerValued } from '../expression/integer-valued.js';
import { print } from '../expression/print.js';
import { isInteger } from '../expression/rational.js';
import { subexpressions, substitute, symbolsOf } from '../expression/traverse.js';
import { type ProvedClaim, proveInequality } from '../kernel/index.js';
import { enclose } from '../precision/index.js';
import { rationalValue } from '../rules/core-form.js';
import { decisiveFactors } from '../rules/nonzero-factors.js';
import { partsWithout } from './parts-without.js';

/** One condition under which a part of an expression is defined, given that its operands are. */
type Condition =
  | { readonly kind: 'positive' | 'nonnegative' | 'nonzero'; readonly of: Expression }
  /** base ≠ 0, or exponent ≥ 0. */
  | { readonly kind: 'integer-power'; readonly of: Expression; readonly exponent: Expression }
  /** A part without symbols that has to have a value. */
  | { readonly kind: 'number'; readonly of: Expression };

/**
 * A set of points as images of domains: the symbols named in `put` stand for the given expressions over the domain. Together the
 * parts cover the set.
 */
export interface View {
  readonly parts: readonly {
    readonly domain: Domain;
    readonly put: ReadonlyMap<string, Expression>;
  }[];
}

export interface ThroughoutOptions {
  readonly seed: number;
  readonly ms: number;
  /** Expressions that may be taken to be defined: the claim speaks only of such points. */
  readonly given: readonly Expression[];
  /** Claims that are proved and may be used. */
  readonly lemmas?: readonly ProvedClaim[];
}

/** Steps of one proof attempt: what is easy in one of several ways is found before the others are tried hard. */
const ATTEMPT_STEPS = [20_000, 600_000];

/**
 * Why it is not known that the expressions are defined on the whole set; undefined where it is proved. The views show the same
 * set; each condition may be proved in any of them.
 *
 * Sound by induction over subexpressions: the kernel shows a condition wherever the operands are defined, and these are
 * defined by their own conditions.
 */
export function undefinedSomewhere(
  expressions: readonly Expression[],
  views: readonly View[],
  options: ThroughoutOptions,
): string | undefined {
  const deadline = performance.now() + options.ms;
  const integers = new Set(
    views.flatMap(({ parts }) => parts.flatMap(({ domain }) => [...integerSymbols(domain)])),
  );
  for (const condition of conditionsOf(expressions, integers)) {
    if (condition.kind === 'number') {
      const value = enclose(condition.of, new Map(), 256);
      if (value.kind === 'value' && value.defined === 'everywhere') continue;
      return `${shown(condition.of)} may be undefined`;
    }
    if (performance.now() > deadline) return 'the budget ended before everything was shown to be defined';
    if (!views.some((view) => holdsOn(view, condition, options, deadline))) return inWords(condition);
  }
  return undefined;
}

function holdsOn(
  { parts }: View,
  condition: Exclude<Condition, { kind: 'number' }>,
  options: ThroughoutOptions,
  deadline: number,
): boolean {
  return parts.every(({ domain, put }) => {
    const prove = (e: Expression, operator: '>' | '>=' | '<', steps: number) => {
      const ms = deadline - performance.now();
      if (ms <= 0) return false;
      const left = substitute(e, put);
      const { given: alsoDefined, lemmas = [] } = options;
      const goal = { left, operator, right: NOUGHT, domain, alsoDefined, lemmas };
      return proveInequality(goal, { seed: options.seed, steps, ms }).kind === 'proved';
    };
    const { of } = condition;
    return ATTEMPT_STEPS.some((steps) => {
      if (condition.kind === 'positive') return prove(of, '>', steps);
      if (condition.kind === 'nonnegative') return prove(of, '>=', steps);
      if (condition.kind === 'integer-power' && prove(condition.exponent, '>=', steps)) return true;
      return prove(of, '>', steps) || prove(of, '<', steps) || prove(powerOf(of, integer(2)), '>', steps);
    });
  });
}

/** Every condition, innermost first; together they are sufficient for the expressions to be defined. */
function conditionsOf(expressions: readonly Expression[], integers: ReadonlySet<string>): Condition[] {
  const all = subexpressions(...expressions).flatMap((node) => conditionsAt(node, integers));
  const seen = new Set<string>();
  return all
    .flatMap((condition) =>
      condition.kind === 'nonzero'
        ? decisiveFactors(condition.of).map((of) => ({ ...condition, of }))
        : [condition],
    )
    .filter((condition) => {
      const exponent = condition.kind === 'integer-power' ? condition.exponent.id : '';
      const key = `${condition.kind} ${condition.of.id} ${exponent}`;
      const isNew = !seen.has(key);
      seen.add(key);
      return isNew;
    });
}

/**
 * Expressions without the given symbols that are defined wherever `root` is: its largest parts without them, and for every
 * condition without them something that is defined exactly where it holds.
 */
export function definedAlongside(root: Expression, ...names: readonly string[]): Expression[] {
  const free = (e: Expression) => !symbolsOf(e).some((name) => names.includes(name));
  const witnesses = subexpressions(root).flatMap((node) => {
    // x^y with an irrational number y is defined at x = 0 too: its condition is sufficient only.
    if (node.kind === 'power' && rationalValue(node.right) === undefined) return [];
    return conditionsAt(node, new Set()).flatMap((condition) =>
      free(condition.of) && symbolsOf(condition.of).length > 0 ? witnessOf(condition) : [],
    );
  });
  return [...new Set([...partsWithout(root, ...names), ...witnesses])];
}

function witnessOf({ kind, of }: Condition): Expression[] {
  switch (kind) {
    case 'nonzero':
      return [quotient(UNIT, of)];
    case 'positive':
      return [call('log', of)];
    case 'nonnegative':
      return [call('sqrt', of)];
    default:
      return [];
  }
}

function conditionsAt(node: Expression, integers: ReadonlySet<string>): readonly Condition[] {
  if (node.kind !== 'divide' && node.kind !== 'power' && node.kind !== 'call') return [];
  if (symbolsOf(node).length === 0) return [{ kind: 'number', of: node }];
  if (node.kind === 'divide') return [{ kind: 'nonzero', of: node.right }];
  if (node.kind === 'power') return ofPower(node.left, node.right, integers);
  return node.kind === 'call' ? ofCall(node.name, node.operands[0]) : [];
}

function ofCall(name: FunctionName, u: Expression): readonly Condition[] {
  const between = (kind: 'positive' | 'nonnegative'): Condition[] => [
    { kind, of: sum(UNIT, u) },
    { kind, of: difference(UNIT, u) },
  ];
  switch (name) {
    case 'sqrt':
      return [{ kind: 'nonnegative', of: u }];
    case 'log':
      return [{ kind: 'positive', of: u }];
    case 'acosh':
      return [{ kind: 'nonnegative', of: difference(u, UNIT) }];
    case 'atanh':
      return between('positive');
    case 'asin':
    case 'acos':
      return between('nonnegative');
    case 'tan':
      return [{ kind: 'nonzero', of: call('cos', u) }];
    case 'cbrt':
    case 'exp':
    case 'sinh':
    case 'cosh':
    case 'tanh':
    case 'asinh':
    case 'sin':
    case 'cos':
    case 'atan':
    case 'abs':
    case 'sign':
    case 'min':
    case 'max':
      return [];
  }
}

function ofPower(base: Expression, exponent: Expression, integers: ReadonlySet<string>): Condition[] {
  const value = rationalValue(exponent);
  if (value !== undefined && isInteger(value))
    return value.numerator < 0n ? [{ kind: 'nonzero', of: base }] : [];
  if (value !== undefined) return [{ kind: value.numerator < 0n ? 'positive' : 'nonnegative', of: base }];
  if (isIntegerValued(exponent, integers)) return [{ kind: 'integer-power', of: base, exponent }];
  return [{ kind: 'positive', of: base }];
}

function inWords(condition: Exclude<Condition, { kind: 'number' }>): string {
  const of = shown(condition.of);
  switch (condition.kind) {
    case 'positive':
      return `it was not proved that ${of} > 0 throughout`;
    case 'nonnegative':
      return `it was not proved that ${of} >= 0 throughout`;
    case 'nonzero':
      return `it was not proved that ${of} is never 0`;
    case 'integer-power':
      return `it was not proved that ${of} is never 0, or ${shown(condition.exponent)} >= 0`;
  }
}

const shown = (e: Expression): string => (e.size > 60 ? 'a part of it' : print(e));
