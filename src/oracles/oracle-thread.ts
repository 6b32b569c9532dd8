import type { Worker } from 'node:worker_threads';
import { besideModule, startThread } from '../threads/start-thread.js';
import type { OracleName } from './engine.js';
import type { SecondOpinion } from './oracle.js';
import type { OracleMessage, OracleQuestion } from './oracle-worker.js';

export interface OracleThreadOptions {
  /** A question unanswered after this many milliseconds is given up and the thread killed. Default 2000. */
  readonly timeoutMs?: number;
  /** Loading the system may take this long. Default 20000. */
  readonly loadTimeoutMs?: number;
  /** The module that runs in the thread; tests put broken oracles here. */
  readonly module?: URL;
}

/** A question in flight, and how to settle it. */
interface Pending {
  readonly question: OracleQuestion;
  readonly settle: (opinion: SecondOpinion) => void;
}

const WORKER = besideModule('oracle-worker', import.meta.url);

/**
 * One oracle in a thread of its own, asked one question at a time.
 *
 * A question that takes too long, or that brings the thread down, is answered by `none` with the reason; the next
 * question starts a fresh thread.
 */
export class OracleThread {
  readonly #oracle: OracleName;
  readonly #timeoutMs: number;
  readonly #loadTimeoutMs: number;
  readonly #module: URL;
  readonly #queue: Pending[] = [];
  #current: Pending | undefined;
  #worker: Worker | undefined;
  #ready = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(oracle: OracleName, options: OracleThreadOptions = {}) {
    this.#oracle = oracle;
    this.#timeoutMs = options.timeoutMs ?? 2_000;
    this.#loadTimeoutMs = options.loadTimeoutMs ?? 20_000;
    this.#module = options.module ?? WORKER;
  }

  /** The oracle's opinion on left = right. Never rejects. */
  ask(question: OracleQuestion, signal?: AbortSignal): Promise<SecondOpinion> {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve(this.#none('interrupted'));
      const pending: Pending = {
        question,
        settle: (opinion) => {
          signal?.removeEventListener('abort', onAbort);
          resolve(opinion);
        },
      };
      const onAbort = () => this.#abandon(pending);
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#queue.push(pending);
      this.#advance();
    });
  }

  /** Ends the thread; questions still open are answered by `none`. The oracle may be asked again afterwards. */
  async close(): Promise<void> {
    const open = [...(this.#current ? [this.#current] : []), ...this.#queue.splice(0)];
    this.#current = undefined;
    const ended = this.#kill();
    for (const pending of open) pending.settle(this.#none('closed'));
    await ended;
  }

  #none(note: string): SecondOpinion {
    return { oracle: this.#oracle, opinion: 'none', note };
  }

  #advance(): void {
    if (this.#current !== undefined || this.#queue.length === 0) return;
    this.#current = this.#queue.shift();
    if (this.#worker === undefined) this.#start();
    else if (this.#ready) this.#post();
  }

  #start(): void {
    // Without a heap bound one runaway simplification takes the whole process down.
    const worker = startThread(
      this.#module,
      { oracle: this.#oracle },
      { resourceLimits: { maxOldGenerationSizeMb: 512 }, stdout: true, stderr: true },
    );
    this.#worker = worker;
    this.#ready = false;
    worker.unref();
    this.#limit(this.#loadTimeoutMs, `did not load within ${this.#loadTimeoutMs} ms`);
    worker.on('message', (message: OracleMessage) => {
      if (worker !== this.#worker) return;
      if (message.kind === 'opinion') return this.#finish(message.opinion);
      this.#ready = true;
      clearTimeout(this.#timer);
      if (this.#current) this.#post();
    });
    const fell = (reason: string) => {
      if (worker !== this.#worker) return;
      void this.#kill();
      this.#finish(this.#none(reason));
    };
    worker.on('error', (error) => fell(`crashed: ${error.message}`));
    worker.on('exit', (code) => fell(`ended by itself with code ${code}`));
  }

  #post(): void {
    this.#limit(this.#timeoutMs, `gave no answer within ${this.#timeoutMs} ms`);
    this.#worker?.postMessage(this.#current?.question);
  }

  #limit(ms: number, reason: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      void this.#kill();
      this.#finish(this.#none(reason));
    }, ms);
  }

  #finish(opinion: SecondOpinion): void {
    clearTimeout(this.#timer);
    const finished = this.#current;
    this.#current = undefined;
    finished?.settle(opinion);
    this.#advance();
  }

  #abandon(pending: Pending): void {
    if (pending === this.#current) {
      void this.#kill();
      this.#finish(this.#none('interrupted'));
      return;
    }
    const index = this.#queue.indexOf(pending);
    if (index >= 0) this.#queue.splice(index, 1);
    pending.settle(this.#none('interrupted'));
  }

  async #kill(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    this.#ready = false;
    clearTimeout(this.#timer);
    await worker?.terminate();
  }
}
