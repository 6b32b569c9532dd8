/** What the estimate needs of a method: the slope at the start, and a way to take another. */
export interface SlopeSource {
  readonly slope: Float64Array;
  /** Room for a state and its slope. */
  readonly scratch: readonly [Float64Array, Float64Array];
  evaluate(time: number, state: Float64Array, out: Float64Array): void;
}

/**
 * A first step from the sizes of the state, its slope and its second derivative, for an error estimate of order
 * `order`. Source: Hairer, Nørsett, Wanner, "Solving Ordinary Differential Equations I", section II.4.
 */
export function initialStep(
  source: SlopeSource,
  time: number,
  y: Float64Array,
  order: number,
  relative: number,
  absolute: number,
): number {
  const { slope } = source;
  const n = y.length;
  if (n === 0) return Number.MAX_VALUE;
  let state = 0;
  let speed = 0;
  for (let i = 0; i < n; i++) {
    const scale = absolute + Math.abs(y[i]) * relative;
    state += (y[i] / scale) ** 2;
    speed += (slope[i] / scale) ** 2;
  }
  state = Math.sqrt(state / n);
  speed = Math.sqrt(speed / n);
  const trial = state < 1e-5 || speed < 1e-5 ? 1e-6 : (0.01 * state) / speed;
  const [probe, probed] = source.scratch;
  for (let i = 0; i < n; i++) probe[i] = y[i] + trial * slope[i];
  source.evaluate(time + trial, probe, probed);
  let bend = 0;
  for (let i = 0; i < n; i++) {
    const scale = absolute + Math.abs(y[i]) * relative;
    bend += ((probed[i] - slope[i]) / scale) ** 2;
  }
  bend = Math.sqrt(bend / n) / trial;
  const fastest = Math.max(speed, bend);
  // The probe may have left the field's domain: then the trial step is all that is known.
  if (!Number.isFinite(fastest)) return trial;
  const fitted =
    speed <= 1e-15 && bend <= 1e-15 ? Math.max(1e-6, trial * 1e-3) : (0.01 / fastest) ** (1 / (order + 1));
  return Math.min(100 * trial, fitted);
}
