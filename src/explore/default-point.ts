import { inRange } from '../domain/contains-point.js';
import type { Domain, Point } from '../domain/domain.js';
import { samplerOf } from '../domain/domain-sampler.js';
import { randomStream } from '../domain/random-stream.js';
import { type Rational, rational } from '../expression/rational.js';

/** Values that tell symbols apart: of different sizes, none of them zero or one that formulas often hide. */
const TELLING: readonly Rational[] = [
  rational(2n),
  rational(1n, 2n),
  rational(3n),
  rational(3n, 2n),
  rational(1n, 3n),
  rational(5n),
  rational(3n, 4n),
  rational(5n, 2n),
];

/**
 * A point of the domain with the given values, and telling ones for the other symbols as far as the domain has room for them.
 * @param running symbols whose value here does not matter.
 * @throws FlowproofError `domain-empty`, `domain-not-sampled`.
 */
export function defaultPoint(domain: Domain, given: Point, running: readonly string[] = []): Point {
  const sampler = samplerOf(domain);
  let next = 0;
  const wished = sampler.symbols.map(
    ({ name }) =>
      [name, given.get(name) ?? TELLING[running.includes(name) ? 0 : next++ % TELLING.length]] as const,
  );
  const fitting = wished.filter(
    ([name, value]) => given.has(name) || sampler.symbols.some((s) => s.name === name && inRange(s, value)),
  );
  // Relations may not have room for all wishes: the last ones are given up first.
  for (let kept = fitting.length; kept >= 0; kept--) {
    const fixed = new Map([...fitting.slice(0, kept), ...given]);
    const point = sampler.drawWith(fixed, randomStream(1));
    if (point !== undefined) return point;
  }
  return new Map([...sampler.draw(randomStream(1)), ...given]);
}
