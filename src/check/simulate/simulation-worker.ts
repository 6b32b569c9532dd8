/** The thread that runs of a simulation are made in. */
import { parentPort, workerData } from 'node:worker_threads';
import { importModule } from '../../claim/import-module.js';
import { type Setting, SIMULATION_MARK, type SimulationInput } from '../../claim/simulation.js';
import { describeThrown } from '../../errors.js';
import { runsOf } from './runs-of.js';

/** The module of a simulation, by its path, and the id of the simulation in it. */
export interface ThreadSetting {
  readonly path: string;
  readonly simulation: string;
}

/** Runs of one case, by number. */
export interface RunRequest {
  readonly setting: Setting;
  /** Of the case. */
  readonly seed: number;
  readonly from: number;
  readonly count: number;
}

/** `ready` once the module is loaded, then one answer a request. */
export type ThreadMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'runs'; readonly values: readonly number[] }
  | { readonly kind: 'failed'; readonly message: string };

async function loaded({ path, simulation }: ThreadSetting): Promise<SimulationInput> {
  for (const value of (await importModule(path)).values()) {
    if (typeof value !== 'object' || value === null || Reflect.get(value, SIMULATION_MARK) !== true) continue;
    const input = value as SimulationInput;
    if (input.simulation === simulation) return input;
  }
  throw new Error(`${path} no longer exports the simulation ${simulation}`);
}

if (parentPort) {
  const port = parentPort;
  const send = (message: ThreadMessage) => port.postMessage(message);
  try {
    const { sample } = await loaded(workerData as ThreadSetting);
    port.on('message', (request: RunRequest) => {
      try {
        send({ kind: 'runs', values: runsOf(sample, request) });
      } catch (error) {
        send({ kind: 'failed', message: describeThrown(error) });
      }
    });
    send({ kind: 'ready' });
  } catch (error) {
    send({ kind: 'failed', message: describeThrown(error) });
  }
}
