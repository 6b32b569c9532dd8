/**
 * The test of a statistical prediction: a prediction is rejected when the mean of the runs departs from it by more than four
 * standard errors and its finite-size allowance. Runs go on until the standard error allows the decision: until the prediction
 * raised and lowered by the stated resolution, and the wrong predictions of the case, are all rejected.
 */

import type { Setting, Simulation } from '../../claim/simulation.js';
import type { SimulatedControl, SimulatedRow } from '../../claim/verdict.js';
import { FlowproofError } from '../../errors.js';
import { RunningMean } from './running-mean.js';

/**
 * Standard errors beyond which a deviation counts. A true prediction departs by so much once in 16,000 looks at a normal mean;
 * a case is looked at a few times only.
 */
const REJECTION = 4;

interface Prediction {
  readonly value: number;
  readonly allowance: number;
}

/** One case in the making. */
export class CaseTest {
  readonly name: string;
  readonly runs = new RunningMean();
  private readonly right: Prediction;
  private readonly resolution: number;
  private readonly controls: readonly (Prediction & { readonly name: string })[];

  /** @throws FlowproofError `proof-not-finite` where a prediction is no number or an allowance is no number >= 0. */
  constructor(simulation: Simulation, name: string, setting: Setting) {
    const { predict, allowance, resolution } = simulation;
    const predicted = (what: string, value: number): Prediction => {
      const allowed = allowance(setting, value);
      requireNumber(`${name}: ${what}`, value);
      requireNumber(`${name}: the allowance of ${what}`, allowed, allowed >= 0);
      return { value, allowance: allowed };
    };
    this.name = name;
    this.right = predicted('the prediction', predict(setting));
    this.resolution = resolution(setting, this.right.value);
    requireNumber(
      `${name}: the resolution (an absolute number above the allowance ${this.right.allowance})`,
      this.resolution,
      this.resolution > this.right.allowance,
    );
    this.controls = [...simulation.controls]
      .filter(([, { rejectedIn }]) => rejectedIn.includes(name))
      .map(([control, wrong]) => ({
        name: control,
        ...predicted(`the wrong prediction "${control}"`, wrong.predict(setting)),
      }));
  }

  add(value: number): void {
    requireNumber(`${this.name}: run ${this.runs.count + 1}`, value);
    this.runs.add(value);
  }

  /** Has the standard error become small enough, or the prediction been rejected? */
  get isDecided(): boolean {
    const { value, allowance } = this.right;
    if (this.rejects(this.right)) return true;
    const shifted = [value - this.resolution, value + this.resolution].map((v) => ({ value: v, allowance }));
    return [...shifted, ...this.controls].every((wrong) => this.rejects(wrong));
  }

  row(): SimulatedRow {
    const { mean, standardError, count } = this.runs;
    const { value: predicted, allowance } = this.right;
    return {
      case: this.name,
      predicted,
      mean,
      standardError,
      runs: count,
      allowance,
      resolution: this.resolution,
      agrees: !this.rejects(this.right),
      decided: this.isDecided,
      controls: this.controls.map(
        (wrong): SimulatedControl => ({
          name: wrong.name,
          predicted: wrong.value,
          deviation: (mean - wrong.value) / standardError,
          rejected: this.rejects(wrong),
        }),
      ),
    };
  }

  private rejects({ value, allowance }: Prediction): boolean {
    const { mean, standardError } = this.runs;
    return Math.abs(mean - value) > REJECTION * standardError + allowance;
  }
}

function requireNumber(what: string, value: number, fits = true): void {
  if (Number.isFinite(value) && fits) return;
  throw new FlowproofError({
    code: 'proof-not-finite',
    message: `${what} is no number that can be compared`,
    found: String(value),
    expected: 'a finite number',
  });
}
