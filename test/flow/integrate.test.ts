import { describe, expect, it } from 'vitest';
import { FlowproofError } from '../../src/errors.js';
import { flowFrom } from '../../src/flow/flow.js';
import { integrate } from '../../src/flow/integrate.js';
import type { IntegrationOptions } from '../../src/flow/integration-plan.js';
import { integrateWithError } from '../../src/flow/tracked-trajectory.js';
import { logistic, logisticSolution, oscillator, plainField } from './flow-problems.js';

const failure = (act: () => unknown): FlowproofError => {
  try {
    act();
  } catch (error) {
    if (error instanceof FlowproofError) return error;
    throw error;
  }
  throw new Error('expected a FlowproofError');
};
const circle = flowFrom(oscillator(1), [1, 0]);

describe('integrate', () => {
  it('lands on the requested times exactly, and reads them without interpolation', () => {
    const times = [0.1, 3, 0.1 + 1e-13, 7.25, 0];
    const trajectory = integrate(circle, { until: 8, times });
    for (const time of [...times, 8]) {
      expect(trajectory.times.includes(time)).toBe(true);
      expect(Math.abs(trajectory.at(time)[0] - Math.cos(time))).toBeLessThan(1e-9);
    }
    expect([...trajectory.times]).toEqual([...trajectory.times].sort((a, b) => a - b));
  });

  it('interpolates as accurately as it integrates', () => {
    const trajectory = integrate(flowFrom(logistic(1.5), [1e-3]), { until: 6, relativeTolerance: 1e-11 });
    for (let u = 0; u <= 6; u += 0.0625) {
      expect(Math.abs(trajectory.at(u)[0] - logisticSolution(1e-3, 1.5, u))).toBeLessThan(1e-9);
    }
  });

  it('returns the start for until = 0', () => {
    const trajectory = integrate(circle, { until: 0 });
    expect([...trajectory.at(0)]).toEqual([1, 0]);
    expect(trajectory.steps).toBe(0);
    expect(integrateWithError(circle, { until: 0 }).errorAt(0)).toBeLessThan(1e-15);
  });

  it.each(['explicit', 'implicit'] as const)(
    'reports a blow-up with its time and component (%s)',
    (method) => {
      const field = plainField(['calm', 'wild'], (_t, y, out) => {
        out[0] = -y[0];
        out[1] = y[1] ** 2;
      });
      const error = failure(() => integrate(flowFrom(field, [1, 1]), { until: 2, method }));
      expect(['flow-step-underflow', 'flow-not-finite', 'flow-too-many-steps']).toContain(error.code);
      expect(error.message).toContain('wild');
      expect(Number(/time (\d[\d.e-]*)/.exec(error.message)?.[1])).toBeCloseTo(1, 3);
    },
  );

  it('reports a field that has no value at the start, and one that loses it on the way', () => {
    const root = plainField(['x', 'y'], (_t, y, out) => {
      out[0] = 0;
      out[1] = -Math.sqrt(y[1]) - 1;
    });
    const start = failure(() => integrate(flowFrom(root, [0, -1]), { until: 1 }));
    expect(start.code).toBe('flow-not-finite');
    expect(start.message).toMatch(/time 0.*y/);
    const later = failure(() => integrate(flowFrom(root, [0, 1]), { until: 9 }));
    expect(['flow-not-finite', 'flow-step-underflow']).toContain(later.code);
    expect(later.message).toContain('y');
  });

  it('stops at maxSteps and names the fastest component', () => {
    const error = failure(() => integrate(circle, { until: 1e6, maxSteps: 50, method: 'explicit' }));
    expect(error.code).toBe('flow-too-many-steps');
    expect(error.found).toMatch(/time .*fastest component is [xv]/);
  });

  it.each(['explicit', 'implicit'] as const)(
    'stops when the signal is aborted, before or on the way (%s)',
    (method) => {
      expect(() =>
        integrate(circle, { until: 1, method, signal: AbortSignal.abort(new Error('enough')) }),
      ).toThrow('enough');
      const controller = new AbortController();
      let calls = 0;
      const field = plainField(['x', 'v'], (_t, y, out) => {
        calls += 1;
        if (calls === 2000) controller.abort(new Error('late'));
        out[0] = y[1];
        out[1] = -y[0];
      });
      const run = () => integrate(flowFrom(field, [1, 0]), { until: 1e5, method, signal: controller.signal });
      expect(run).toThrow('late');
      expect(calls).toBeLessThan(4000);
    },
  );

  it.each(['explicit', 'implicit'] as const)(
    'stops on the way where the caller wants no more (%s)',
    (method) => {
      let asked = 0;
      const stopped = () => {
        asked += 1;
        return asked > 5;
      };
      const run = () => integrate(circle, { until: 1e5, method, stopped });
      expect(failure(run).code).toBe('flow-stopped');
      expect(asked).toBe(6);
    },
  );

  it.each<[string, IntegrationOptions]>([
    ['until', { until: -1 }],
    ['until', { until: Number.NaN }],
    ['until', { until: Number.POSITIVE_INFINITY }],
    ['times', { until: 1, times: [2] }],
    ['times', { until: 1, times: [Number.NaN] }],
    ['relativeTolerance', { until: 1, relativeTolerance: 1e-15 }],
    ['relativeTolerance', { until: 1, relativeTolerance: Number.NaN }],
    ['absoluteTolerance', { until: 1, absoluteTolerance: 0 }],
    ['maxSteps', { until: 1, maxSteps: 0.5 }],
  ])('refuses a bad %s', (name, options) => {
    const error = failure(() => integrate(circle, options));
    expect(error.code).toBe('flow-options');
    expect(error.message).toContain(name);
  });

  it('refuses a state that does not fit, and a time it does not cover', () => {
    expect(failure(() => flowFrom(oscillator(1), [1])).code).toBe('flow-state');
    expect(failure(() => flowFrom(oscillator(1), [1, Number.NaN])).code).toBe('flow-state');
    const trajectory = integrate(circle, { until: 1 });
    for (const time of [-1e-9, 1.0001, Number.NaN]) {
      expect(failure(() => trajectory.at(time)).code).toBe('flow-time');
    }
  });

  it('spends no evaluations beyond twelve a step, plus two to start and the refused ones', () => {
    let calls = 0;
    const field = plainField(['x', 'v'], (_t, y, out) => {
      calls += 1;
      out[0] = y[1];
      out[1] = -y[0];
    });
    const trajectory = integrate(flowFrom(field, [1, 0]), { until: 20, method: 'explicit' });
    expect(trajectory.evaluations).toBe(calls);
    expect(calls).toBeLessThanOrEqual(2 + 12 * trajectory.steps + 11 * trajectory.rejected);
  });
});
