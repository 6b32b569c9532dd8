import type { Claim } from '../claim/claim.js';
import type { Point } from '../domain/domain.js';
import { compileVector } from '../expression/compile.js';
import { toNumber } from '../expression/rational.js';
import { flowFrom, integrate } from '../flow/index.js';
import { valueAt } from '../precision/value-at.js';

/**
 * The flow of a claim that something solves it, integrated in float64 from its initial values: what a closed form is set beside.
 * @param part which of the unknowns.
 * @param times rising, from the initial time on.
 * @returns the unknown at each time; undefined for claims that state no flow with initial values.
 * @throws FlowproofError `flow-*` where the integration fails.
 */
export function integratedCurve(
  { statement }: Claim,
  part: number,
  point: Point,
  times: readonly number[],
): readonly number[] | undefined {
  if (statement.kind !== 'solves' || statement.initial === undefined) return undefined;
  const { variable, field, initial } = statement;
  const unknowns = [...field.keys()];
  if (part >= unknowns.length) return undefined;
  const held = [...point].filter(([name]) => name !== variable);
  const names = [...unknowns, variable, ...held.map(([name]) => name)];
  const rate = compileVector(
    unknowns.map((name) => field.get(name)!.expanded),
    names,
  );
  const at = Object.fromEntries(held.map(([name, value]) => [name, toNumber(value)]));
  const start = valueAt(initial.at.expanded, at);
  const values = Float64Array.from([...unknowns.map(() => 0), 0, ...Object.values(at)]);
  const flow = flowFrom(
    {
      dimension: unknowns.length,
      names: unknowns,
      evaluate(time, state, out) {
        values.set(state);
        values[unknowns.length] = start + time;
        rate(values, out);
      },
    },
    unknowns.map((name) => valueAt(initial.values.get(name)!.expanded, at)),
  );
  const until = Math.max(...times) - start;
  const trajectory = integrate(flow, { until, times: times.map((t) => t - start).filter((t) => t > 0) });
  return times.map((t) =>
    t < start ? Number.NaN : trajectory.at(Math.min(t - start, trajectory.end))[part],
  );
}
