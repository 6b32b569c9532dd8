/** Values at points where a formula is 0/0: its limit there, from exact expansions, in enclosures. */
import type { Domain, Point } from '../domain/domain.js';
import { FlowproofError } from '../errors.js';
import {
  difference,
  type Expression,
  fromRational,
  integer,
  NOUGHT,
  product,
  sum,
  symbol,
} from '../expression/expression.js';
import { print } from '../expression/print.js';
import { formatRational, multiply, type Rational, rational } from '../expression/rational.js';
import { substitute, symbolsOf } from '../expression/traverse.js';
import { asymptotics, proveEquality } from '../kernel/index.js';
import { type Evaluation, enclose, evaluate, type PrecisionOptions, separated } from '../precision/index.js';
import { vanishingDivisors } from './vanishing-divisor.js';

/** A value, and where it is no value of the formula but of its continuous extension, what that is the limit of. */
export interface ExtendedEvaluation extends Evaluation {
  /** Present where the formula itself is undefined at the point. */
  readonly extended?: {
    /** The symbol that goes to its value; the others are held at theirs. */
    readonly variable: string;
    /** From which sides; one of them where the formula is undefined on the other, at every place that was looked at. */
    readonly sides: 'both' | 'left' | 'right';
    /** The divisor that vanishes at the point. */
    readonly divisor: Expression;
  };
}

const SEED = 1;
const LIMIT_MS = 4_000;
const BITS = 256;
/** Distances from the point at which it is looked whether the formula is undefined on a side. */
const STEPS = [3, 6, 12, 24].map((k) => rational(1, 10n ** BigInt(k)));
const SIDES = [
  ['right', 1],
  ['left', -1],
] as const;

/**
 * The value of a formula at an exact point to `digits` correct digits. Where the formula is undefined there because a
 * divisor vanishes, the value of its continuous extension: its limit as one symbol goes to its value and the others are held
 * at theirs, derived by exact expansions from each side on which the formula is defined.
 * @throws FlowproofError what `evaluate` throws where no divisor vanishes; `no-extension` where the limit does not exist,
 *   differs from side to side, or depends on the path; `extension-undecided` where it could not be derived, or several
 *   symbols are at their singular values together.
 */
export function evaluateExtended(
  root: Expression,
  point: Point,
  digits: number,
  options: PrecisionOptions = {},
): ExtendedEvaluation {
  try {
    return evaluate(root, point, digits, options);
  } catch (error) {
    if (!(error instanceof FlowproofError) || !WITHOUT_VALUE.has(error.code)) throw error;
    const values = new Map([...point].map(([name, value]) => [name, fromRational(value)] as const));
    const divisors = vanishingDivisors(root, values, NO_SYMBOLS, SEED).filter((d) => symbolsOf(d).length > 0);
    if (divisors.length === 0) throw error;
    return new Singularity(root, point, divisors).value(digits, options);
  }
}

const WITHOUT_VALUE = new Set(['undefined-value', 'precision-exhausted']);
const NO_SYMBOLS: Domain = { symbols: new Map(), relations: [] };

/** A limit without symbols; a pole; undefined on that side; or unknown. */
type Limit =
  | { readonly kind: 'finite'; readonly value: Expression }
  | { readonly kind: 'pole' | 'absent' }
  | { readonly kind: 'unknown'; readonly reason: string };

class Singularity {
  readonly #all: ReadonlyMap<string, Expression>;

  constructor(
    private readonly root: Expression,
    private readonly point: Point,
    private readonly divisors: readonly Expression[],
  ) {
    this.#all = new Map([...point].map(([name, value]) => [name, fromRational(value)] as const));
  }

  value(digits: number, options: PrecisionOptions): ExtendedEvaluation {
    const singular = this.#singularSymbols();
    if (singular.length !== 1) throw this.#together(singular);
    const [variable] = singular;
    const line = new Map([[variable, 1n]]);
    const limits = SIDES.map(([side, sign]) => ({ side, limit: this.#limit(line, sign) }));
    const present = limits.filter(({ limit }) => limit.kind !== 'absent');
    const place = `${variable} -> ${formatRational(this.point.get(variable)!)}`;
    const unknown = present.find(({ limit }) => limit.kind === 'unknown');
    const pole = present.find(({ limit }) => limit.kind === 'pole');
    if (pole !== undefined)
      throw this.#none(`the formula grows without bound as ${place} from the ${pole.side}`);
    if (present.length === 0)
      throw this.#open(`the formula is undefined on both sides of ${place.replace('->', '=')}`);
    if (unknown?.limit.kind === 'unknown') {
      throw this.#open(
        `its limit as ${place} from the ${unknown.side} could not be derived: ${unknown.limit.reason}`,
      );
    }
    const [first, second] = present.flatMap(({ limit }) => (limit.kind === 'finite' ? [limit.value] : []));
    if (second !== undefined && !isProvedEqual(first, second)) {
      if (!areApart(first, second)) throw this.#open('the limits from the two sides could not be compared');
      const [right, left] = [first, second].map((e) => shortValue(e));
      throw this.#none(`its limits as ${place} differ: ${left} from the left, ${right} from the right`);
    }
    this.#refuseDependence(variable, first);
    const evaluation = isProvedEqual(first, NOUGHT)
      ? evaluate(NOUGHT, new Map(), digits, options)
      : evaluate(first, new Map(), digits, options);
    const sides = second === undefined ? present[0].side : 'both';
    return { ...evaluation, extended: { variable, sides, divisor: this.divisors[0] } };
  }

  /** The symbols at whose value a divisor vanishes whatever the others are; all of its symbols where there is none. */
  #singularSymbols(): string[] {
    const found = new Set<string>();
    for (const factor of this.divisors.flatMap(factorsOf)) {
      if (!isProvedEqual(substitute(factor, this.#all), NOUGHT)) continue;
      const names = symbolsOf(factor);
      const alone = names.filter((name) => {
        const there = substitute(factor, new Map([[name, this.#all.get(name)!]]));
        return isProvedEqual(there, NOUGHT);
      });
      for (const name of alone.length > 0 ? alone : names) found.add(name);
    }
    return [...found];
  }

  /** The limit along point + sign·t·direction as t -> 0 from above; symbols without a direction are held. */
  #limit(direction: ReadonlyMap<string, bigint>, sign: 1 | -1): Limit {
    const moved = new Map(
      [...this.#all].map(([name, value]) => {
        const slope = direction.get(name);
        return [name, slope === undefined ? value : along(value, slope)] as const;
      }),
    );
    const of = substitute(this.root, moved);
    const domain: Domain = { symbols: new Map([[STEP, { name: STEP, integer: false }]]), relations: [] };
    const path = { kind: 'point', value: NOUGHT, side: sign } as const;
    const known = asymptotics({ of, variable: STEP, path, domain }, { seed: SEED, ms: LIMIT_MS });
    if (known.kind === 'known') {
      if (known.limit !== undefined && symbolsOf(known.limit).length === 0) {
        return { kind: 'finite', value: known.limit };
      }
      return known.nonzero
        ? { kind: 'pole' }
        : { kind: 'unknown', reason: 'its leading coefficient may vanish' };
    }
    const absent = STEPS.every((step) => {
      const t = multiply(step, rational(sign));
      return enclose(of, new Map([[STEP, t]]), BITS).kind === 'undefined';
    });
    return absent ? { kind: 'absent' } : { kind: 'unknown', reason: known.reason };
  }

  /** A limit that is another one when a second symbol moves along is no value at the point. */
  #refuseDependence(variable: string, value: Expression): void {
    for (const other of symbolsOf(this.root)) {
      if (other === variable) continue;
      for (const slope of [1n, -1n]) {
        const line = new Map([
          [variable, 1n],
          [other, slope],
        ]);
        const limit = this.#limit(line, 1);
        const found =
          limit.kind === 'pole'
            ? 'no finite limit'
            : limit.kind === 'finite' && areApart(value, limit.value)
              ? shortValue(limit.value)
              : undefined;
        if (found === undefined) continue;
        throw this.#none(
          `its limit depends on the path: ${shortValue(value)} as ${variable} alone moves, ${found} as ${other} moves along`,
        );
      }
    }
  }

  /** Several symbols are at their singular values: what can be said of a few straight paths, and no more. */
  #together(singular: readonly string[]): FlowproofError {
    const names = singular.join(' and ');
    if (singular.length === 0) return this.#open('it is not certain which symbol makes it vanish');
    const lines: ReadonlyMap<string, bigint>[] = [
      ...singular.map((name) => new Map([[name, 1n]])),
      ...[1n, -1n, 2n].map(
        (slope) => new Map(singular.map((name, i) => [name, i === 0 ? 1n : slope] as const)),
      ),
    ];
    const found = lines.flatMap((line) => {
      const limit = this.#limit(line, 1);
      return limit.kind === 'finite' ? [{ line, value: limit.value }] : [];
    });
    for (const { line, value } of found) {
      if (!areApart(found[0].value, value)) continue;
      const paths = [found[0], { line, value }].map(
        (p) => `${shortValue(p.value)} along ${lineText(p.line)}`,
      );
      return this.#none(`its limit as ${names} move together depends on the path: ${paths.join(', ')}`);
    }
    const seen =
      found.length > 0 ? `; along ${lineText(found[0].line)} the limit is ${shortValue(found[0].value)}` : '';
    return this.#open(
      `whether it has a limit as ${names} go to their values together could not be decided: it may depend on the path${seen}`,
      singular.length > 1
        ? `put one of them in terms of the others, or state the limit as a claim: extends: { of, at: { ${singular[0]}: … }, is }`
        : undefined,
    );
  }

  #none = (message: string): FlowproofError => this.#failure('no-extension', message);
  #open = (message: string, hint?: string): FlowproofError =>
    this.#failure('extension-undecided', message, hint);

  #failure(code: string, reason: string, hint?: string): FlowproofError {
    const at = [...this.point].map(([name, value]) => `${name} = ${formatRational(value)}`).join(', ');
    return new FlowproofError({
      code,
      message: `the formula has no value at ${at}, where its divisor ${excerpt(this.divisors[0])} vanishes, and ${reason}`,
      expected: 'a point at which the formula is defined, or to which it extends continuously',
      hint: hint ?? 'evaluate it at points nearby to see how it behaves',
    });
  }
}

/** The small parameter of a path. The space keeps it out of authors' reach. */
const STEP = 'path t';

const along = (value: Expression, slope: bigint): Expression => {
  const moved = slope === 1n ? symbol(STEP) : product(integer(slope), symbol(STEP));
  return value === NOUGHT ? moved : sum(value, moved);
};

const lineText = (line: ReadonlyMap<string, bigint>): string =>
  [...line].map(([name, slope]) => (slope === 1n ? name : `${slope}*${name}`)).join(' = ');

/** What a divisor is a product of, as it is written. */
function factorsOf(divisor: Expression): Expression[] {
  switch (divisor.kind) {
    case 'multiply':
      return [...factorsOf(divisor.left), ...factorsOf(divisor.right)];
    case 'divide':
    case 'power':
      return factorsOf(divisor.left);
    case 'negate':
      return factorsOf(divisor.operand);
    default:
      return [divisor];
  }
}

function isProvedEqual(a: Expression, b: Expression): boolean {
  if (a === b) return true;
  const names = symbolsOf(a, b);
  const symbols = new Map(names.map((name) => [name, { name, integer: false }] as const));
  const goal = { left: a, right: b, domain: { symbols, relations: [] } };
  return proveEquality(goal, { seed: SEED, ms: 1_000 }).kind === 'proved';
}

/** Certainly different: their enclosures do not overlap. */
function areApart(a: Expression, b: Expression): boolean {
  const gap = enclose(difference(a, b), new Map<string, Rational>(), BITS);
  const nought = enclose(NOUGHT, new Map<string, Rational>(), BITS);
  return (
    gap.kind === 'value' &&
    gap.defined === 'everywhere' &&
    nought.kind === 'value' &&
    separated(gap.ball, nought.ball)
  );
}

/** A few digits of a value without symbols, or its formula. */
function shortValue(e: Expression): string {
  try {
    return evaluate(e, new Map(), 6).text;
  } catch (error) {
    if (!(error instanceof FlowproofError)) throw error;
    return excerpt(e);
  }
}

const excerpt = (e: Expression): string => (e.size > 60 ? `of ${e.size} parts` : print(e));
