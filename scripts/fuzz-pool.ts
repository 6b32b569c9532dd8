/** Trials spread over child processes; a process that dies or hangs is a finding, and another one takes over. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { TrialResult } from '../test/soundness/fuzz/trial.js';
import type { Chunk, WorkerMessage } from './fuzz-worker.js';

export interface PoolOptions {
  readonly seed: number;
  readonly from: number;
  readonly runs: number;
  readonly workers: number;
  /** Wall time after which no chunk is handed out. */
  readonly seconds: number;
  readonly onTrial: (index: number, result: TrialResult) => void;
}

const CHUNK = 25;
/** A trial that has said nothing for so long may hang. */
const HANGS_AFTER_MS = 60_000;
const WORKER = fileURLToPath(new URL('./fuzz-worker.ts', import.meta.url));

/** Hands out chunks until all trials ran, time is up or `stop` was called. */
export class FuzzPool {
  #next: number;
  #stopped = false;
  /** Trials that were silent once: a machine that sleeps silences every process, so each gets a second try. */
  readonly #silent = new Set<number>();
  readonly #options: PoolOptions;
  readonly #start = performance.now();

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#next = options.from;
  }

  /** Trials already begun are finished; no more are handed out. */
  stop(): void {
    this.#stopped = true;
  }

  async run(): Promise<void> {
    await Promise.all(Array.from({ length: this.#options.workers }, () => this.#line()));
  }

  /** One line of work: process after process, as long as there is work. */
  async #line(): Promise<void> {
    let left: Chunk | undefined;
    do {
      left = await this.#serve(left);
    } while (left !== undefined);
  }

  #chunk(): Chunk | undefined {
    const { seed, from, runs, seconds } = this.#options;
    const end = from + runs;
    if (this.#stopped || this.#next >= end || performance.now() - this.#start > 1_000 * seconds)
      return undefined;
    const chunk = { seed, from: this.#next, to: Math.min(end, this.#next + CHUNK) };
    this.#next = chunk.to;
    return chunk;
  }

  /** Serves one process until it ends; what is left where it ended too early. */
  #serve(first: Chunk | undefined): Promise<Chunk | undefined> {
    return new Promise((resolve) => {
      const child: ChildProcess = fork(WORKER, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
      let current: Chunk | undefined;
      let pending = first;
      let errors = '';
      let hangs = false;
      const watchdog = setTimeout(() => {
        hangs = true;
        child.kill('SIGKILL');
      }, HANGS_AFTER_MS);
      child.stderr?.on('data', (data: Buffer) => {
        errors = (errors + data.toString()).slice(-2_000);
      });
      child.on('message', (message: WorkerMessage) => {
        watchdog.refresh();
        if (message.kind === 'result') {
          if (current !== undefined) current = { ...current, from: message.index + 1 };
          this.#options.onTrial(message.index, message.result);
          return;
        }
        current = pending ?? this.#chunk();
        pending = undefined;
        if (current === undefined) child.disconnect();
        else child.send(current);
      });
      child.on('exit', (code, signal) => {
        clearTimeout(watchdog);
        if (current === undefined) {
          resolve(undefined);
          return;
        }
        const { seed, from, to } = current;
        if (hangs && !this.#silent.has(from)) {
          this.#silent.add(from);
          resolve(current);
          return;
        }
        const how = hangs
          ? `said nothing for ${HANGS_AFTER_MS / 1_000} s, twice`
          : `ended with ${signal ?? code}`;
        this.#options.onTrial(from, {
          outcome: 'worker: crash',
          claim: `trial ${from} of seed ${seed}`,
          wrong: `its process ${how}: ${errors.trim()}`,
          ms: 0,
        });
        resolve(from + 1 < to ? { seed, from: from + 1, to } : this.#chunk());
      });
    });
  }
}
