import { FlowproofError } from '../../errors.js';
import { outside } from '../penalty.js';
import { REGIME_PARAMETERS, type RegimeParameter, requireParameter } from './coordinate.js';

/** Equal steps of the parameter, or of its logarithm; for lambda, of log(1 + lambda): its end -1 is where regime I lies. */
export type AxisScale = 'linear' | 'log';

export interface AxisInput {
  readonly parameter: RegimeParameter;
  readonly from: number;
  readonly to: number;
  /** Default: `log` where both ends are positive and a factor of 20 or more apart, never for lambda; else `linear`. */
  readonly scale?: AxisScale;
}

/** One side of a map, with the place 0..1 of every value on it. */
export interface Axis extends Required<AxisInput> {
  readonly placeOf: (value: number) => number;
  readonly valueAt: (place: number) => number;
}

const LOG_FROM = 20;

/**
 * @throws FlowproofError `theory-domain` for an end outside of the parameter's range, `bad-axis` for an axis without extent,
 *   or a logarithmic one that begins at zero.
 */
export function axisOf({ parameter, from, to, scale }: AxisInput): Axis {
  if (!REGIME_PARAMETERS.includes(parameter))
    throw outside('an axis', REGIME_PARAMETERS.join(', '), parameter);
  if (parameter === 'betaPT' || parameter === 'betaFT') {
    if (from < 0) throw outside(`|${parameter}|`, 'an absolute value, >= 0', from);
  }
  requireParameter(parameter, from);
  requireParameter(parameter, to);
  if (!(from < to))
    throw badAxis(parameter, 'has no extent', 'its lower end first, below its upper end', `${from}..${to}`);
  const chosen = scale ?? (parameter !== 'lambda' && from > 0 && to / from >= LOG_FROM ? 'log' : 'linear');
  const shift = parameter === 'lambda' ? 1 : 0;
  if (chosen === 'log') {
    const [low, high] = [Math.log(from + shift), Math.log(to + shift)];
    if (!Number.isFinite(low)) {
      throw badAxis(
        parameter,
        'has no logarithmic scale from there',
        shift === 1 ? 'lambda > -1: the scale is that of log(1 + lambda)' : 'a lower end > 0',
        `${from}`,
      );
    }
    const within = within01(from, to);
    return {
      parameter,
      from,
      to,
      scale: chosen,
      placeOf: (value) => (Math.log(value + shift) - low) / (high - low),
      valueAt: (place) => within(place, Math.exp(low + place * (high - low)) - shift),
    };
  }
  const within = within01(from, to);
  return {
    parameter,
    from,
    to,
    scale: chosen,
    placeOf: (value) => (value - from) / (to - from),
    valueAt: (place) => within(place, from + place * (to - from)),
  };
}

/** Rounding does not leave the axis. */
const within01 = (from: number, to: number) => (place: number, value: number) =>
  place <= 0 ? from : place >= 1 ? to : Math.min(to, Math.max(from, value));

const badAxis = (parameter: string, message: string, expected: string, found: string): FlowproofError =>
  new FlowproofError({ code: 'bad-axis', message: `the axis of ${parameter} ${message}`, expected, found });
