/** Matrix formulas at concrete rational matrices, every entry in a ball that contains it. */
import type { Expression } from '../expression/expression.js';
import type { Rational } from '../expression/rational.js';
import {
  add,
  type Ball,
  containsZero,
  divide,
  enclose,
  exactBall,
  fromInteger,
  fromRational,
  isExactZero,
  multiply,
  sqrt,
  subtract,
} from '../precision/index.js';
import { type Dense, DenseAlgebra, entryOf } from './dense.js';
import {
  evaluateMatrix,
  type MatrixArithmetic,
  Undefined,
  Unknown,
  type ValueOf,
} from './evaluate-matrix.js';
import { type MatrixInstance, sizesOf } from './instance.js';
import type { MatrixFormula } from './read-matrix.js';

export type EnclosedMatrix = Dense<Ball>;

/** @param bits the working precision. */
export function encloseFormula(
  formula: MatrixFormula,
  instance: MatrixInstance,
  bits: number,
  integers: ReadonlySet<string>,
): ValueOf<Ball> {
  const letters = new Map<string, EnclosedMatrix>();
  for (const [name, { rows, columns, entries }] of instance.letters)
    letters.set(name, { rows, columns, entries: entries.map((x) => fromRational(x, bits)) });
  return evaluateMatrix(
    formula,
    { letters, sizes: sizesOf(instance) },
    new Enclosures(bits, (e, made) => {
      const place = new Map<string, Rational | Ball>([...instance.point, ...made]);
      const value = enclose(e, place, bits, { integers });
      if (value.kind === 'undefined') throw new Undefined();
      if (value.kind === 'unknown' || value.defined === 'possibly') throw new Unknown();
      return value.ball;
    }),
  );
}

class Enclosures implements MatrixArithmetic<Ball> {
  readonly algebra: DenseAlgebra<Ball>;
  readonly scalar: (e: Expression, made: ReadonlyMap<string, Ball>) => Ball;
  readonly #bits: number;

  constructor(bits: number, scalar: Enclosures['scalar']) {
    this.#bits = bits;
    this.scalar = scalar;
    this.algebra = new DenseAlgebra<Ball>({
      zero: exactBall(0n),
      one: exactBall(1n),
      add: (a, b) => add(a, b, bits),
      subtract: (a, b) => subtract(a, b, bits),
      multiply: (a, b) => multiply(a, b, bits),
      divide: (a, b) => this.#quotient(a, b),
      isZero: (a) => (isExactZero(a) ? true : containsZero(a) ? undefined : false),
    });
  }

  #quotient(a: Ball, b: Ball): Ball {
    const value = divide(a, b, this.#bits);
    if (value === undefined) throw new Unknown();
    return value;
  }

  /**
   * exp(A) = exp(A/2^k)^(2^k) with ‖A/2^k‖ ≤ 1/2 in the row norm, by its series. What is cut off after the term of degree n
   * is less than twice the norm of the next term, which is at most 2^-(n+1)/(n+1)!, so every entry is off by less than 2^-n/(n+1)!.
   */
  exponential(a: EnclosedMatrix): EnclosedMatrix {
    const { algebra } = this;
    const halvings = Math.max(0, this.#log2Norm(a) + 1);
    if (halvings > MAX_HALVINGS) throw new Unknown();
    const small = algebra.scale(a, exactBall(1n, -halvings));
    let term = algebra.identity(a.rows);
    let total = term;
    let factorial = 1n;
    let n = 0;
    while (n + bitLengthOf(factorial) < this.#bits + 2 * halvings + 8) {
      n += 1;
      factorial *= BigInt(n);
      const step = algebra.multiply(term, small);
      term = algebra.scale(step, this.#quotient(exactBall(1n), fromInteger(n)));
      total = algebra.add(total, term);
    }
    const rest: Ball = { mantissa: 0n, radius: 1n, exponent: -(n + bitLengthOf(factorial) - 1) };
    let power: EnclosedMatrix = {
      ...total,
      entries: total.entries.map((x) => add(x, rest, this.#bits)),
    };
    for (let i = 0; i < halvings; i++) power = algebra.multiply(power, power);
    return power;
  }

  /** k with the row norm at most 2^k. */
  #log2Norm(a: EnclosedMatrix): number {
    let most = 0n;
    for (let i = 0; i < a.rows; i++) {
      let row = 0n;
      for (let j = 0; j < a.columns; j++) row += ceilingOfMagnitude(entryOf(a, i, j));
      if (row > most) most = row;
    }
    return bitLengthOf(most);
  }

  /** Of a diagonal matrix only: that its root is diagonal, too, needs no search. */
  root(a: EnclosedMatrix): EnclosedMatrix {
    const entries = a.entries.map((x, k) => {
      const isDiagonal = Math.floor(k / a.columns) === k % a.columns;
      if (!isDiagonal) {
        if (!isExactZero(x)) throw new Unknown();
        return x;
      }
      if (isExactZero(x)) return x;
      if (containsZero(x)) throw new Unknown();
      if (x.mantissa < 0n) throw new Undefined();
      const value = sqrt(x, this.#bits);
      if (value === undefined) throw new Unknown();
      return value;
    });
    return { ...a, entries };
  }
}

const MAX_HALVINGS = 64;

const bitLengthOf = (n: bigint): number => n.toString(2).length;

/** An integer that no number in the ball exceeds in magnitude. */
function ceilingOfMagnitude({ mantissa, radius, exponent }: Ball): bigint {
  const most = (mantissa < 0n ? -mantissa : mantissa) + radius;
  if (exponent >= 0) {
    if (exponent > MAX_HALVINGS) throw new Unknown();
    return most << BigInt(exponent);
  }
  return (most >> BigInt(-exponent)) + 1n;
}
