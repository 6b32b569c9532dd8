/**
 * One fixed point of the high-dimensional limit: `npx tsx bench/generalization.ts`. Medians over the 18 reference settings, of several
 * rounds each; the target is 5 ms.
 */
import { readFileSync } from 'node:fs';
import { generalizationError, spikeAndSlab } from '../src/theory/index.js';

interface Entry {
  readonly kind: string;
  readonly name: string;
  readonly task: { readonly rho_PT: number; readonly rho_shared: number; readonly rho_new: number };
  readonly c: number;
  readonly lam: number;
  readonly gam: number;
  readonly alpha: number;
  readonly sigma2_noise: number;
}

const ROUNDS = 15;
const file = new URL('../test/fixtures/pretraining-finetuning.json', import.meta.url);
const { entries } = JSON.parse(readFileSync(file, 'utf8')) as { readonly entries: readonly Entry[] };
const middle = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1];

const medians = entries
  .filter(({ kind }) => kind === 'generalisation')
  .map(({ name, task, c, lam, gam, alpha, sigma2_noise: noise }) => {
    const tasks = spikeAndSlab({ rhoPT: task.rho_PT, rhoShared: task.rho_shared, rhoNew: task.rho_new });
    const times: number[] = [];
    let residual = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const start = performance.now();
      ({ residual } = generalizationError({ tasks, c, lambda: lam, gamma: gam, alpha, noise }));
      times.push(performance.now() - start);
    }
    const median = middle(times);
    console.log(`${name.padEnd(8)} ${median.toFixed(2)} ms, residual ${residual.toExponential(1)}`);
    return median;
  });
console.log(
  `median ${middle(medians).toFixed(2)} ms, slowest ${Math.max(...medians).toFixed(2)} ms; target 5 ms`,
);
