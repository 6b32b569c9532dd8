/**
 * Work the kernel may spend on one question, in steps: what is proved with them does not depend on how busy the machine is.
 * A wall time stands behind as a backstop. Exhausting either ends the attempt as undecided, never as a wrong answer.
 */
export class Budget {
  #left: number;
  readonly #steps: number;
  readonly #ms: number;
  readonly #deadline: number;
  readonly #whole: Budget | undefined;

  /**
   * @param steps elementary operations; @param ms wall time.
   * @param whole the budget that this one is a part of: its wall time holds here.
   */
  constructor(steps: number, ms = Number.POSITIVE_INFINITY, whole?: Budget) {
    this.#left = steps;
    this.#steps = steps;
    this.#ms = ms;
    this.#deadline = performance.now() + ms;
    this.#whole = whole;
  }

  /** A budget of fewer steps for one piece of the work; what it spends counts here, too. */
  part(steps: number): Budget {
    return new Budget(steps, Number.POSITIVE_INFINITY, this);
  }

  /** @throws BudgetExhausted */
  spend(steps: number, on: string): void {
    this.#left -= steps;
    if (this.#left < 0)
      throw new BudgetExhausted(`the step budget (${this.#steps.toLocaleString('en')} steps) ended in ${on}`);
    if (this.#whole !== undefined) this.#whole.spend(steps, on);
    else if (performance.now() > this.#deadline)
      throw new BudgetExhausted(`the time budget (${(this.#ms / 1_000).toPrecision(2)} s) ended in ${on}`);
  }
}

export class BudgetExhausted extends Error {}
