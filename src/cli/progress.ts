import type { CheckProgress } from '../check/options.js';
import type { Terminal } from './terminal.js';

/** One updating line on stderr, with the time that is probably left; silent where stderr is no terminal. */
export class ProgressLine {
  readonly #terminal: Terminal;
  readonly #begun: number;
  readonly #now: () => number;
  #shown = false;

  constructor(terminal: Terminal, now: () => number = () => performance.now()) {
    this.#terminal = terminal;
    this.#now = now;
    this.#begun = now();
  }

  show({ done, total, current, assumption }: CheckProgress): void {
    if (!this.#terminal.stderrIsTTY) return;
    const what = assumption === undefined ? current : `${current}: ${assumption}`;
    const line = `${done}/${total} ${this.#eta(done, total)} ${what.replace(/[\p{Cc}\p{Cf}]/gu, '?')}`;
    this.#terminal.stderr(`\r\u001b[K${line.slice(0, Math.max(10, this.#terminal.columns - 1))}`);
    this.#shown = true;
  }

  note(text: string): void {
    this.clear();
    this.#terminal.stderr(`${text}\n`);
  }

  clear(): void {
    if (this.#shown) this.#terminal.stderr('\r\u001b[K');
    this.#shown = false;
  }

  #eta(done: number, total: number): string {
    if (done === 0) return '';
    const left = ((this.#now() - this.#begun) / done) * (total - done);
    return `about ${Math.ceil(left / 1_000)} s left `;
  }
}
