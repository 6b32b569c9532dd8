/** Averages of the proximal map over a Gaussian channel y = beta + omega z, without solving for it at any node. */
import { dualOf } from './prox.js';

/** One component: its share, the true weight, and the scale of its penalty. */
export interface Channel {
  readonly weight: number;
  readonly beta: number;
  readonly c: number;
}

export interface ChannelAverages {
  /** E P'. */
  slope: number;
  /** E (P - beta)^2: the excess test error. */
  error: number;
  /** E (P - y)^2: the price of the penalty. */
  shift: number;
}

/** Standard deviations on either side; what lies beyond has a probability of 1e-21. */
const REACH = 9.5;
/** Steps of s: the integrand is analytic in a strip of width about pi/4 each side, so that this is exact to float64. */
const STEP = 0.1;
const LEAST_NODES = 200;

/**
 * The sum of all components at (omega, theta), by the trapezoidal rule in the dual variable s: y = c sinh s + theta s/2 is
 * elementary in s, so P = c sinh s needs no inner solution.
 * @param refinement multiplies the number of nodes.
 */
export function channelAverages(
  channels: readonly Channel[],
  omega: number,
  theta: number,
  refinement = 1,
): ChannelAverages {
  const total: ChannelAverages = { slope: 0, error: 0, shift: 0 };
  for (const channel of channels) addChannel(total, channel, omega, theta, refinement);
  return total;
}

function addChannel(
  total: ChannelAverages,
  { weight, beta, c }: Channel,
  omega: number,
  theta: number,
  refinement: number,
): void {
  const half = theta / 2;
  // Around 0 everything is even: one side is enough.
  const even = beta === 0;
  const from = even ? 0 : dualOf(beta - REACH * omega, theta, c);
  const to = dualOf(beta + REACH * omega, theta, c);
  const nodes = refinement * Math.max(LEAST_NODES, Math.ceil((to - from) / STEP));
  const h = (to - from) / nodes;
  const norm = (weight * h * (even ? 2 : 1)) / (omega * Math.sqrt(2 * Math.PI));
  let [slope, error, shift] = [0, 0, 0];
  for (let k = 0; k <= nodes; k++) {
    const s = from + k * h;
    const grown = Math.exp(s);
    const cosh = (c / 2) * (grown + 1 / grown);
    // exp(s) - exp(-s) cancels near 0.
    const p = Math.abs(s) < 0.5 ? c * Math.sinh(s) : (c / 2) * (grown - 1 / grown);
    const off = (p + half * s - beta) / omega;
    const density = Math.exp(-0.5 * off * off) * (k === 0 || k === nodes ? 0.5 : 1);
    const miss = p - beta;
    const measure = density * (cosh + half);
    slope += density * cosh;
    error += measure * miss * miss;
    shift += measure * half * half * s * s;
  }
  total.slope += norm * slope;
  total.error += norm * error;
  total.shift += norm * shift;
}
