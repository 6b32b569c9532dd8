/** Is a vector a combination of others? Sparse elimination modulo a prime finds which ones; exact elimination finds how. */
import { divide, isZero, multiply, type Rational, rational, subtract } from '../expression/rational.js';

/** A sparse vector over columns named by text. */
export type Vector = ReadonlyMap<string, Rational>;

/** Products of two residues stay below 2^53. */
const P = 67_108_859;

const modulo = ({ numerator, denominator }: Rational): number => {
  const p = BigInt(P);
  const [n, d] = [Number(((numerator % p) + p) % p), Number(((denominator % p) + p) % p)];
  return d === 0 ? Number.NaN : (n * inverse(d)) % P;
};

function inverse(a: number): number {
  let [r, s, x, y] = [P, a, 0, 1];
  while (s > 0) {
    const q = Math.floor(r / s);
    [r, s, x, y] = [s, r - q * s, y, x - q * y];
  }
  return x < 0 ? x + P : x;
}

interface Row {
  readonly pivot: string;
  readonly values: ReadonlyMap<string, number>;
  /** As a combination of the vectors given, by number. */
  readonly made: ReadonlyMap<number, number>;
}

function addMultiple<Key>(into: Map<Key, number>, from: ReadonlyMap<Key, number>, by: number): void {
  for (const [key, value] of from) {
    const sum = ((into.get(key) ?? 0) + by * value) % P;
    if (sum === 0) into.delete(key);
    else into.set(key, sum);
  }
}

export class Span {
  readonly #vectors: Vector[] = [];
  readonly #rows = new Map<string, Row>();
  readonly #weight: ((column: string) => number) | undefined;

  /** @param weight heavier columns are eliminated first; without it any column will do. */
  constructor(weight?: (column: string) => number) {
    this.#weight = weight;
  }

  get size(): number {
    return this.#vectors.length;
  }

  add(vector: Vector): void {
    this.#vectors.push(vector);
    const { values, made } = this.#reduced(vector, new Map([[this.#vectors.length - 1, 1]]));
    const pivot = this.#heaviest(values.keys());
    if (pivot === undefined) return;
    const by = inverse(values.get(pivot)!);
    const scaled = <Key>(m: ReadonlyMap<Key, number>) => new Map([...m].map(([k, v]) => [k, (v * by) % P]));
    this.#rows.set(pivot, { pivot, values: scaled(values), made: scaled(made) });
  }

  #heaviest(columns: Iterable<string>): string | undefined {
    const [first, ...others] = columns;
    const weight = this.#weight;
    if (weight === undefined) return first;
    return others.reduce((best, column) => (weight(column) > weight(best) ? column : best), first);
  }

  /** The combination that rids the vector of heavy columns; undefined where the prime was misled. */
  reduction(vector: Vector): ReadonlyMap<number, Rational> | undefined {
    const { values, made } = this.#reduced(vector, new Map());
    const units = [...values.keys()].map((column, i): readonly [number, Vector] => [
      this.#vectors.length + i,
      new Map([[column, rational(1)]]),
    ]);
    const used = [...made.keys()].map((i): readonly [number, Vector] => [i, this.#vectors[i]]);
    const found = solveExactly(vector, [...used, ...units]);
    return found && new Map([...found].filter(([i]) => i < this.#vectors.length));
  }

  /** vector = Σ coefficient·(vector given), or undefined. */
  combination(vector: Vector): ReadonlyMap<number, Rational> | undefined {
    const { values, made } = this.#reduced(vector, new Map());
    if (values.size > 0) return undefined;
    return solveExactly(
      vector,
      [...made.keys()].map((i) => [i, this.#vectors[i]] as const),
    );
  }

  #reduced(vector: Vector, start: Map<number, number>) {
    const values = new Map<string, number>();
    for (const [key, value] of vector) {
      const residue = modulo(value);
      if (residue !== 0) values.set(key, residue);
    }
    const made = start;
    const pending = [...values.keys()];
    while (pending.length > 0) {
      const key = pending.pop()!;
      const value = values.get(key);
      const row = value === undefined ? undefined : this.#rows.get(key);
      if (value === undefined || row === undefined) continue;
      for (const other of row.values.keys()) if (!values.has(other)) pending.push(other);
      addMultiple(values, row.values, P - value);
      addMultiple(made, row.made, P - value);
    }
    return { values, made };
  }
}

/** The same by exact elimination over a few vectors; undefined where the prime was misled. */
function solveExactly(
  target: Vector,
  vectors: readonly (readonly [number, Vector])[],
): ReadonlyMap<number, Rational> | undefined {
  const rows: { values: Map<string, Rational>; made: Map<number, Rational>; pivot: string }[] = [];
  const reduce = (values: Map<string, Rational>, made: Map<number, Rational>): void => {
    for (const row of rows) {
      const value = values.get(row.pivot);
      if (value === undefined) continue;
      subtractMultiple(values, row.values, value);
      subtractMultiple(made, row.made, value);
    }
  };
  for (const [i, vector] of vectors) {
    const [values, made] = [new Map(vector), new Map([[i, rational(1)]])];
    reduce(values, made);
    const [first] = values;
    if (first === undefined) continue;
    const [pivot, lead] = first;
    const scaled = <Key>(m: Map<Key, Rational>) => new Map([...m].map(([k, v]) => [k, divide(v, lead)]));
    rows.push({ values: scaled(values), made: scaled(made), pivot });
  }
  const [rest, made] = [new Map(target), new Map<number, Rational>()];
  reduce(rest, made);
  if (rest.size > 0) return undefined;
  return new Map([...made].map(([i, c]) => [i, multiply(c, rational(-1))]));
}

function subtractMultiple<Key>(
  into: Map<Key, Rational>,
  from: ReadonlyMap<Key, Rational>,
  by: Rational,
): void {
  for (const [key, value] of from) {
    const rest = subtract(into.get(key) ?? rational(0), multiply(by, value));
    if (isZero(rest)) into.delete(key);
    else into.set(key, rest);
  }
}
