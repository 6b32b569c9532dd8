import { FlowproofError } from '../../errors.js';
import { outside } from '../penalty.js';

/** The numbers a coordinate's regime depends on, in the order in which they are written. */
export const REGIME_PARAMETERS = ['c', 'lambda', 'gamma', 'betaPT', 'betaFT'] as const;
export type RegimeParameter = (typeof REGIME_PARAMETERS)[number];

/** One coordinate of a network that was pretrained and is fine-tuned. */
export interface FineTunedCoordinate {
  /** Pretraining scale w0^2 + v0^2 > 0. */
  readonly c: number;
  /** Normalised layer imbalance (w0^2 - v0^2) / c in [-1, 1]; w is the layer that fine-tuning keeps. */
  readonly lambda: number;
  /** Readout at the start of fine-tuning, on each pathway, >= 0. */
  readonly gamma: number;
  /** The weight after pretraining; its sign is irrelevant. */
  readonly betaPT: number;
  /** The weight after fine-tuning; its sign is irrelevant. */
  readonly betaFT: number;
}

/**
 * Domain of one parameter: whether the value may be used, and what is expected of it.
 * @throws FlowproofError `theory-domain`.
 */
export function requireParameter(name: RegimeParameter, value: number): void {
  if (name === 'lambda') {
    if (!(Math.abs(value) <= 1)) {
      throw outside('lambda', 'a number in [-1, 1]: lambda = (w0^2 - v0^2)/(w0^2 + v0^2)', value);
    }
  } else if (name === 'c') {
    if (!(value > 0 && Number.isFinite(value))) {
      throw outside('c', 'a finite number > 0: at c = 0 both layers start at zero and never move', value);
    }
  } else if (name === 'gamma') {
    if (!(value >= 0 && Number.isFinite(value))) throw outside('gamma', 'a finite number >= 0', value);
  } else if (!Number.isFinite(value)) throw outside(name, 'a finite number', value);
}

/**
 * @throws FlowproofError `theory-domain` for a parameter out of its range; `dead-coordinate` where c_FT = 0.
 */
export function requireCoordinate(at: FineTunedCoordinate): void {
  for (const name of REGIME_PARAMETERS) requireParameter(name, at[name]);
  requireReadout(at);
}

/**
 * lambda = -1 with gamma = 0: no regime, whatever the other parameters are.
 * @throws FlowproofError `dead-coordinate`.
 */
export function requireReadout({ lambda, gamma }: Pick<FineTunedCoordinate, 'lambda' | 'gamma'>): void {
  if (lambda > -1 || gamma * gamma > 0) return;
  throw new FlowproofError({
    code: 'dead-coordinate',
    message:
      'the coordinate is dead: both of its layers are zero when fine-tuning starts, and stay zero, so it has no regime',
    expected: 'c_FT = (1 + lambda)(c + sqrt(c^2 + beta_PT^2)) + gamma^2 > 0',
    found: `c_FT = 0 at lambda = ${lambda}, gamma = ${gamma}`,
    hint: 'take gamma > 0 or lambda > -1; the limit gamma -> 0 (ell -> 1, regime I) is not the value at gamma = 0',
  });
}
