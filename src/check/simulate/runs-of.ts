import type { Simulation } from '../../claim/simulation.js';
import { randomStream } from '../../domain/random-stream.js';
import type { RunRequest } from './simulation-worker.js';

/** The asked runs of one case. A run depends on its number only, not on how many are made at once or where. */
export function runsOf(
  sample: Simulation['sample'],
  { setting, seed, from, count }: RunRequest,
): readonly number[] {
  const stream = randomStream(seed);
  return Array.from({ length: count }, (_, k) => sample(setting, stream.fork(from + k)));
}
