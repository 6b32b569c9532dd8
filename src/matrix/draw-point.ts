/** Values of the scalar symbols and the sizes of an instance: small sizes, and scalars of any domain. */
import { containsPoint } from '../domain/contains-point.js';
import type { Domain, Point, SymbolDomain } from '../domain/domain.js';
import { DomainSampler } from '../domain/domain-sampler.js';
import type { RandomStream } from '../domain/random-stream.js';
import { tightened } from '../domain/symbol-range.js';
import { type Rational, rational } from '../expression/rational.js';

/** Squares and their opposites make roots rational; other numbers are there to be no squares. */
const SCALARS: readonly Rational[] = [
  [0, 1],
  [1, 1],
  [-1, 1],
  [4, 1],
  [-4, 1],
  [1, 4],
  [-9, 4],
  [2, 1],
  [-3, 1],
  [1, 3],
].map(([n, d]) => rational(n, d));

/** Integers are drawn among so many, from the least on; where relations leave none of these, among more. */
const NARROW = 3;
const WIDE = 6;
const SIMPLE_DRAWS = 60;
const SAMPLED_DRAWS = 20;

/** Draws points of one domain. */
export class PointDrawer {
  readonly #domain: Domain;
  readonly #ranges: readonly SymbolDomain[];
  #sampler: DomainSampler | undefined;

  /** @throws FlowproofError `domain-empty` */
  constructor(domain: Domain) {
    this.#domain = domain;
    this.#ranges = [...domain.symbols.values()].map(tightened);
  }

  /**
   * A point of the domain: simple values where they are in it, else what its sampler finds around small integers. Undefined
   * where neither leads to one.
   * @throws FlowproofError `domain-empty`, `domain-not-sampled`
   */
  draw(stream: RandomStream): Point | undefined {
    for (let draw = 0; draw < SIMPLE_DRAWS; draw++) {
      const point = new Map(this.#integers(draw, stream));
      for (const { name, integer } of this.#ranges)
        if (!integer) point.set(name, SCALARS[stream.integer(0, SCALARS.length - 1)]);
      if (containsPoint(this.#domain, point) === true) return point;
    }
    this.#sampler ??= new DomainSampler(this.#domain);
    const sampler = this.#sampler;
    for (let draw = 0; draw < SAMPLED_DRAWS; draw++) {
      const point = sampler.drawWith(this.#integers((draw * SIMPLE_DRAWS) / SAMPLED_DRAWS, stream), stream);
      if (point !== undefined) return point;
    }
    return undefined;
  }

  /** Integers near an end of their range, small ones where they have none; later draws reach further. */
  #integers(draw: number, stream: RandomStream): ReadonlyMap<string, Rational> {
    const reach = draw < SIMPLE_DRAWS / 2 ? NARROW : WIDE;
    const values = new Map<string, Rational>();
    for (const { name, integer, lower, upper } of this.#ranges) {
      if (!integer) continue;
      // Bounds of integers are integers after tightening.
      const [least, most] = [lower, upper].map((bound) => bound && Number(bound.value.numerator));
      const free = reach === NARROW ? 1 : 1 - NARROW;
      const from = least ?? Math.min(free, (most ?? reach) - reach + 1);
      values.set(name, rational(stream.integer(from, Math.min(most ?? from + reach - 1, from + reach - 1))));
    }
    return values;
  }
}
