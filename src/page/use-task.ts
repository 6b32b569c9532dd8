import { useEffect, useRef, useState } from 'preact/hooks';
import type { FailureFacts } from '../errors.js';
import type { TaskName, TaskReply, TaskRequest, Tasks } from './tasks.js';

export interface TaskState<Found> {
  /** Of the latest request that has been answered. */
  readonly found?: Found;
  readonly failure?: FailureFacts;
  readonly ms: number;
  /** A newer request is being computed. */
  readonly busy: boolean;
}

/**
 * What a worker of its own finds for the latest request: while it computes, only the last of those that follow is kept.
 * @param given undefined where there is nothing to compute. @param key changes when `given` does.
 */
export function useTask<Name extends TaskName>(
  name: Name,
  given: Tasks[Name]['given'] | undefined,
  key: string,
): TaskState<Tasks[Name]['found']> {
  type Found = Tasks[Name]['found'];
  const [state, setState] = useState<Answered<Found>>({ ms: 0 });
  const line = useRef<Line>();
  useEffect(() => {
    const own = new Line((reply, answered) =>
      setState((before) => ({
        ...('found' in reply
          ? { found: reply.found as Found }
          : { found: before.found, failure: reply.failure }),
        ms: reply.ms,
        key: answered,
      })),
    );
    line.current = own;
    return () => own.close();
  }, []);
  useEffect(() => {
    if (given !== undefined) line.current?.ask({ name, given } as Request, key);
  }, [key]);
  const { key: answered, ...rest } = state;
  return { ...rest, busy: given !== undefined && answered !== key };
}

interface Answered<Found> extends Omit<TaskState<Found>, 'busy'> {
  /** Of the request that was answered last. */
  readonly key?: string;
}

type Request = TaskRequest extends infer Each ? (Each extends TaskRequest ? Omit<Each, 'id'> : never) : never;

interface Waiting {
  readonly request: Request;
  readonly key: string;
}

/** One worker, one request at a time; of those that wait, the last. */
class Line {
  readonly #worker = new Worker(new URL('./task-worker.ts', import.meta.url), { type: 'module' });
  #next = 0;
  #running: Waiting | undefined;
  #waiting: Waiting | undefined;

  constructor(onReply: (reply: TaskReply, key: string) => void) {
    const done = (reply: TaskReply): void => {
      const { key = '' } = this.#running ?? {};
      const waiting = this.#waiting;
      this.#running = this.#waiting = undefined;
      if (waiting !== undefined) this.ask(waiting.request, waiting.key);
      onReply(reply, key);
    };
    this.#worker.onmessage = ({ data }: MessageEvent<TaskReply>) => done(data);
    this.#worker.onerror = ({ message = 'the worker could not be started' }) =>
      done({ id: -1, ms: 0, failure: { code: 'internal', message } });
  }

  ask(request: Request, key: string): void {
    if (this.#running !== undefined) {
      this.#waiting = { request, key };
      return;
    }
    this.#running = { request, key };
    this.#worker.postMessage({ ...request, id: this.#next++ });
  }

  close(): void {
    this.#worker.terminate();
  }
}
