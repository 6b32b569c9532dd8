/** The fixed point of the high-dimensional limit: what a penalised interpolator errs by on Gaussian data. */
import { bracketedRoot } from './bracketed-root.js';
import type { ChannelAverages } from './channel-averages.js';
import { outsideTheory } from './failures.js';

/** A solution of omega^2 = (E + sigma^2)/alpha, E = E(P - beta)^2, alpha = E P'. */
export interface FixedPoint {
  /** E, the excess test error. */
  readonly error: number;
  /** Standard deviation of the effective noise on each coordinate. */
  readonly omega: number;
  /** Effective strength of the penalty. */
  readonly theta: number;
  /**
   * The largest relative defect of the two equations and of the identity E(P - y)^2 = (1 - alpha) omega^2 - sigma^2, which
   * follows from them and is evaluated apart.
   */
  readonly residual: number;
  /** How far `error` moves when the quadrature has twice the nodes, and what the residual lets open. */
  readonly errorEstimate: number;
}

/** Logarithms of omega and theta are found to this. */
const TOLERANCE = 2e-14;
/** An error whose logarithm lies so far below that of the task is none: the task is recovered. */
const VANISHED = 60;

/** A fixed point that is asked for. */
export interface FixedPointProblem {
  /** Averages at (omega, theta); `refinement` multiplies the nodes of a quadrature. */
  readonly averages: (omega: number, theta: number, refinement: number) => ChannelAverages;
  /** E beta^2. */
  readonly power: number;
  /** A strength of the penalty of the right order. */
  readonly size: number;
  /** Samples over features, in (0, 1). */
  readonly alpha: number;
  /** sigma^2 >= 0. */
  readonly noise: number;
}

/**
 * The one fixed point. E P' falls in theta, so that every omega has its theta; the other equation is solved for omega from above.
 * @throws FlowproofError `theory-domain` where no theta or omega is found in the range of float64.
 */
export function solveFixedPoint(problem: FixedPointProblem): FixedPoint {
  const { power, noise, alpha } = problem;
  if (power + noise === 0) return RECOVERED;
  const rough = new Solver(problem, 1, Math.log(problem.size));
  const x = rough.solve(Math.log((power + noise) / alpha) / 2 + 1, 1);
  if (x === undefined) return RECOVERED;
  const { error } = rough.at(x);
  const fine = new Solver(problem, 2, rough.logTheta);
  const better = fine.solve(x + 1e-9, 1e-9) ?? x;
  const averages = fine.at(better);
  const omega = Math.exp(better);
  const residual = residualOf(averages, omega, alpha, noise);
  return {
    error: averages.error,
    omega,
    theta: Math.exp(fine.logTheta),
    residual,
    errorEstimate: Math.abs(averages.error - error) + (residual + 64 * Number.EPSILON) * averages.error,
  };
}

const RECOVERED: FixedPoint = { error: 0, omega: 0, theta: 0, residual: 0, errorEstimate: 0 };

function residualOf(
  { slope, error, shift }: ChannelAverages,
  omega: number,
  alpha: number,
  noise: number,
): number {
  const square = omega * omega;
  const price = (1 - alpha) * square - noise;
  return Math.max(
    Math.abs(slope / alpha - 1),
    Math.abs((error + noise) / (alpha * square) - 1),
    Math.abs(shift - price) / (shift + noise + (1 - alpha) * square),
  );
}

class Solver {
  readonly #problem: FixedPointProblem;
  readonly #refinement: number;
  /** Of the last solution of alpha = E P': the next one is near. */
  logTheta: number;

  constructor(problem: FixedPointProblem, refinement: number, logTheta: number) {
    this.#problem = problem;
    this.#refinement = refinement;
    this.logTheta = logTheta;
  }

  /** log omega, from above; undefined where the error vanishes. */
  solve(from: number, stride: number): number | undefined {
    let [high, below] = [from, this.#gap(from)];
    for (let step = stride; below > 0; step *= 2) {
      if (step > 1e6)
        throw outsideTheory('omega', 'an effective noise that float64 can hold', Math.exp(high));
      high += step;
      below = this.#gap(high);
    }
    let [low, above] = [high, below];
    for (let step = stride; above < 0; step = Math.min(2 * step, 1)) {
      if (from - low > VANISHED) return undefined;
      [high, below] = [low, above];
      low -= step;
      above = this.#gap(low);
    }
    return bracketedRoot((x) => this.#gap(x), low, high, above, below, TOLERANCE);
  }

  /** Averages at omega = e^x and the theta that belongs to it. */
  at(x: number): ChannelAverages {
    const omega = Math.exp(x);
    const averages = (t: number) => this.#problem.averages(omega, Math.exp(t), this.#refinement);
    const excess = (t: number) => averages(t).slope - this.#problem.alpha;
    let [low, high] = [this.logTheta, this.logTheta];
    let value = excess(low);
    let [above, below] = [value, value];
    for (let step = 0.01; above < 0; step *= 2) {
      this.#requireRange(low);
      [high, below] = [low, above];
      low -= step;
      above = value = excess(low);
    }
    for (let step = 0.01; below > 0; step *= 2) {
      this.#requireRange(high);
      [low, above] = [high, below];
      high += step;
      below = value = excess(high);
    }
    this.logTheta = bracketedRoot(excess, low, high, above, below, TOLERANCE);
    return averages(this.logTheta);
  }

  #gap(x: number): number {
    const { alpha, noise } = this.#problem;
    return Math.log((this.at(x).error + noise) / alpha) - 2 * x;
  }

  #requireRange(logTheta: number): void {
    if (Math.abs(logTheta) < 600) return;
    throw outsideTheory('theta', 'a strength of the penalty that float64 can hold', Math.exp(logTheta));
  }
}
