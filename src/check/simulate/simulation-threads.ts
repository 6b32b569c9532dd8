import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type { Worker } from 'node:worker_threads';
import type { Simulation } from '../../claim/simulation.js';
import { FlowproofError } from '../../errors.js';
import { besideModule, startThread } from '../../threads/start-thread.js';
import { runsOf } from './runs-of.js';
import type { RunRequest, ThreadMessage } from './simulation-worker.js';

const WORKER = besideModule('simulation-worker', import.meta.url);

/** Makes runs: here, or in threads. */
export interface RunMaker {
  /** The values of the requests, in their order. @throws FlowproofError `simulation-failed`; whatever a run throws. */
  make(requests: readonly RunRequest[], signal?: AbortSignal): Promise<readonly (readonly number[])[]>;
  close(): Promise<void>;
}

/** @param jobs threads; default: one a core. With one, runs are made in this thread. */
export const runMaker = (simulation: Simulation, jobs: number = availableParallelism()): RunMaker =>
  jobs <= 1 ? inThisThread(simulation) : inThreads(simulation, jobs);

function inThisThread({ sample }: Simulation): RunMaker {
  return {
    async make(requests, signal) {
      const made: (readonly number[])[] = [];
      for (const request of requests) {
        if (signal?.aborted) return made;
        made.push(runsOf(sample, request));
        await new Promise((next) => setImmediate(next));
      }
      return made;
    },
    close: async () => {},
  };
}

function inThreads(simulation: Simulation, jobs: number): RunMaker {
  const given = { path: resolve(simulation.file), simulation: simulation.id };
  const threads = Array.from({ length: jobs }, () => startThread(WORKER, given));
  const ready = Promise.all(threads.map((thread) => nextMessage(thread, simulation)));
  // Awaited by the first request; a failure before it must not count as unhandled.
  ready.catch(() => {});
  return {
    async make(requests, signal) {
      await ready;
      const made: (readonly number[])[] = [];
      let next = 0;
      const work = async (thread: Worker) => {
        while (next < requests.length && signal?.aborted !== true) {
          const k = next++;
          const answer = nextMessage(thread, simulation);
          thread.postMessage(requests[k]);
          const message = await answer;
          if (message.kind === 'runs') made[k] = message.values;
        }
      };
      await Promise.all(threads.map(work));
      return made;
    },
    async close() {
      await Promise.all(threads.map((thread) => thread.terminate()));
    },
  };
}

function nextMessage(thread: Worker, { id }: Simulation): Promise<ThreadMessage> {
  return new Promise((settle, refuse) => {
    const failed = (why: string) => {
      refuse(
        new FlowproofError({
          code: 'simulation-failed',
          message: `a run of the simulation ${id} failed: ${why}`,
          expected: 'a number from every run',
        }),
      );
    };
    const onMessage = (message: ThreadMessage) => {
      stopListening();
      if (message.kind === 'failed') failed(message.message);
      else settle(message);
    };
    const onError = (error: Error) => {
      stopListening();
      failed(error.message);
    };
    const onExit = (code: number) => {
      stopListening();
      failed(`its thread ended with code ${code}`);
    };
    const stopListening = () => {
      thread.off('message', onMessage);
      thread.off('error', onError);
      thread.off('exit', onExit);
    };
    thread.on('message', onMessage);
    thread.on('error', onError);
    thread.on('exit', onExit);
  });
}
