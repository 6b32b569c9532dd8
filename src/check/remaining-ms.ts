/**
 * What is left of a budget of wall time that began at `start`. A question that comes too late gets a moment, not a share of
 * its own: a claim of many questions would overrun its budget by each of them.
 */
export const remainingMs = (ms: number, start: number): number =>
  Math.max(1, ms - (performance.now() - start));
