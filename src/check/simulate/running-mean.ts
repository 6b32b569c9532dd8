/** The mean of a growing sample and its standard error (Welford's recurrence). */
export class RunningMean {
  count = 0;
  mean = 0;
  private squares = 0;

  add(value: number): void {
    this.count += 1;
    const shift = value - this.mean;
    this.mean += shift / this.count;
    this.squares += shift * (value - this.mean);
  }

  /** Of the mean; infinite for fewer than two values. */
  get standardError(): number {
    return this.count < 2
      ? Number.POSITIVE_INFINITY
      : Math.sqrt(this.squares / (this.count - 1) / this.count);
  }
}
