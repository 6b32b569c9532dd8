/** Work the kernel may spend on one question. Exhausting it ends the attempt as undecided, never as a wrong answer. */
export class Budget {
  #left: number;
  readonly #deadline: number;

  /** @param steps elementary operations; @param ms wall time. */
  constructor(steps: number, ms: number) {
    this.#left = steps;
    this.#deadline = performance.now() + ms;
  }

  /** @throws BudgetExhausted */
  spend(steps: number, on: string): void {
    this.#left -= steps;
    if (this.#left < 0) throw new BudgetExhausted(`the step budget ended in ${on}`);
    if (performance.now() > this.#deadline) throw new BudgetExhausted(`the time budget ended in ${on}`);
  }
}

export class BudgetExhausted extends Error {}
