/** Expectations over independent Gaussian variables, exactly: moments for polynomials, completed squares for exponentials. */
import {
  call,
  type Expression,
  integer,
  NOUGHT,
  negation,
  powerOf,
  product,
  quotient,
  sum,
  UNIT,
} from '../expression/expression.js';
import { isInteger } from '../expression/rational.js';
import { symbolsOf } from '../expression/traverse.js';
import { constantOf } from './constant-of.js';

/** coefficient · Π x^powers(x) · exp(Σ rates(x)·x), over the random variables. */
interface Term {
  readonly coefficient: Expression;
  readonly powers: ReadonlyMap<string, number>;
  readonly rates: ReadonlyMap<string, Expression>;
}

export interface GaussianLaw {
  readonly mean: Expression;
  readonly variance: Expression;
}

const MAX_TERMS = 2_000;
const MAX_DEGREE = 60;

/** Raised where the expression is not in the class. */
class OutOfClass extends Error {}

/**
 * E[of] over independent variables with the given laws, where `of` is a sum of polynomials in them times exponentials of linear
 * forms in them; or why it is not.
 */
export function gaussianExpectation(
  of: Expression,
  laws: ReadonlyMap<string, GaussianLaw>,
):
  | { readonly kind: 'value'; readonly value: Expression }
  | { readonly kind: 'unknown'; readonly reason: string } {
  const names = new Set(laws.keys());
  try {
    const parts = termsOf(of, names).map((term) => {
      let total = term.coefficient;
      for (const [name, law] of laws) {
        total = times(total, moment(term.powers.get(name) ?? 0, term.rates.get(name), law));
      }
      return total;
    });
    return { kind: 'value', value: parts.reduce(plus, NOUGHT as Expression) };
  } catch (error) {
    if (error instanceof OutOfClass) return { kind: 'unknown', reason: error.message };
    throw error;
  }
}

/** E[x^n exp(r x)] = exp(r μ + r² v/2)·E[(μ + r v + √v z)^n], z standard normal. */
function moment(n: number, rate: Expression | undefined, { mean, variance }: GaussianLaw): Expression {
  const shifted = rate === undefined ? mean : plus(mean, times(rate, variance));
  let total: Expression = NOUGHT;
  let choose = 1n;
  let doubleFactorial = 1n;
  for (let i = 0; 2 * i <= n; i++) {
    if (i > 0) {
      choose = (choose * BigInt((n - 2 * i + 2) * (n - 2 * i + 1))) / BigInt(2 * i * (2 * i - 1));
      doubleFactorial *= BigInt(2 * i - 1);
    }
    const weight = integer(choose * doubleFactorial);
    total = plus(total, times(times(weight, raised(variance, i)), raised(shifted, n - 2 * i)));
  }
  if (rate === undefined) return total;
  const exponent = plus(times(rate, mean), quotient(times(raised(rate, 2), variance), integer(2)));
  return times(call('exp', exponent), total);
}

function termsOf(e: Expression, names: ReadonlySet<string>): Term[] {
  if (!symbolsOf(e).some((name) => names.has(name))) return [constantTerm(e)];
  switch (e.kind) {
    case 'symbol':
      return [{ coefficient: UNIT, powers: new Map([[e.name, 1]]), rates: new Map() }];
    case 'negate':
      return termsOf(e.operand, names).map(negated);
    case 'add':
      return [...termsOf(e.left, names), ...termsOf(e.right, names)];
    case 'subtract':
      return [...termsOf(e.left, names), ...termsOf(e.right, names).map(negated)];
    case 'multiply':
      return multiplied(termsOf(e.left, names), termsOf(e.right, names));
    case 'divide': {
      const below = termsOf(e.right, names);
      // A product of exponentials may be divided by; anything else that moves may vanish.
      if (below.length !== 1 || below[0].powers.size > 0) throw outside('it divides by a random variable');
      const [{ coefficient, rates }] = below;
      const inverse = { ...below[0], coefficient: quotient(UNIT, coefficient), rates: flipped(rates) };
      return multiplied(termsOf(e.left, names), [inverse]);
    }
    case 'power':
      return ofPower(e.left, e.right, names);
    case 'call':
      return ofCall(e.name, e.operands, names);
    default:
      return [constantTerm(e)];
  }
}

function ofPower(base: Expression, exponent: Expression, names: ReadonlySet<string>): Term[] {
  if (base.kind === 'constant' && base.name === 'e') return [exponential(exponent, names)];
  const n = constantOf(exponent);
  if (n === undefined || !isInteger(n) || n.numerator < 0n || n.numerator > BigInt(MAX_DEGREE))
    throw outside('a power of a random variable is not a natural number');
  const terms = termsOf(base, names);
  let result: Term[] = [constantTerm(UNIT)];
  for (let i = 0n; i < n.numerator; i++) result = multiplied(result, terms);
  return result;
}

function ofCall(name: string, [u]: readonly Expression[], names: ReadonlySet<string>): Term[] {
  if (name === 'exp') return [exponential(u, names)];
  if (name !== 'cosh' && name !== 'sinh') throw outside(`${name} of a random variable`);
  const half = quotient(UNIT, integer(2));
  const scaled = (term: Term, by: Expression): Term => ({
    ...term,
    coefficient: times(by, term.coefficient),
  });
  const [up, down] = [exponential(u, names), exponential(negation(u), names)];
  return [scaled(up, half), scaled(down, name === 'cosh' ? half : negation(half))];
}

/** exp of a form that is linear in the random variables. */
function exponential(form: Expression, names: ReadonlySet<string>): Term {
  let rest: Expression | undefined;
  const rates = new Map<string, Expression>();
  for (const { coefficient, powers, rates: inner } of termsOf(form, names)) {
    const [[name, power] = ['', 0]] = powers;
    if (inner.size > 0 || powers.size > 1 || power > 1)
      throw outside('an exponent is not linear in the random variables');
    if (powers.size === 0) rest = rest === undefined ? coefficient : sum(rest, coefficient);
    else rates.set(name, plus(rates.get(name) ?? NOUGHT, coefficient));
  }
  return { coefficient: rest === undefined ? UNIT : call('exp', rest), powers: new Map(), rates };
}

const constantTerm = (coefficient: Expression): Term => ({
  coefficient,
  powers: new Map(),
  rates: new Map(),
});
const negated = (term: Term): Term => ({ ...term, coefficient: negation(term.coefficient) });
const flipped = (rates: Term['rates']): Term['rates'] =>
  new Map([...rates].map(([name, r]) => [name, negation(r)]));

function multiplied(a: readonly Term[], b: readonly Term[]): Term[] {
  if (a.length * b.length > 50_000) throw outside('it has too many terms');
  const found = new Map<string, Term>();
  for (const p of a) {
    for (const q of b) {
      const powers = new Map(p.powers);
      for (const [name, n] of q.powers) powers.set(name, (powers.get(name) ?? 0) + n);
      if ([...powers.values()].some((n) => n > MAX_DEGREE)) throw outside('its degree is too high');
      const rates = new Map(p.rates);
      for (const [name, r] of q.rates) rates.set(name, plus(rates.get(name) ?? NOUGHT, r));
      const key = `${keyOf(powers, (n) => n)}|${keyOf(rates, (r) => r.id)}`;
      const coefficient = times(p.coefficient, q.coefficient);
      const known = found.get(key);
      found.set(key, {
        coefficient: known ? sum(known.coefficient, coefficient) : coefficient,
        powers,
        rates,
      });
    }
  }
  if (found.size > MAX_TERMS) throw outside('it has too many terms');
  return [...found.values()];
}

const keyOf = <Value>(map: ReadonlyMap<string, Value>, id: (value: Value) => number): string =>
  [...map]
    .map(([name, value]) => `${name}:${id(value)}`)
    .sort()
    .join();

const outside = (why: string): OutOfClass =>
  new OutOfClass(
    `only polynomials times exponentials of linear forms have their expectation computed: ${why}`,
  );

const plus = (a: Expression, b: Expression): Expression => (a === NOUGHT ? b : b === NOUGHT ? a : sum(a, b));
const times = (a: Expression, b: Expression): Expression =>
  a === NOUGHT || b === NOUGHT ? NOUGHT : a === UNIT ? b : b === UNIT ? a : product(a, b);
const raised = (base: Expression, n: number): Expression =>
  n === 0 ? UNIT : n === 1 ? base : powerOf(base, integer(n));
