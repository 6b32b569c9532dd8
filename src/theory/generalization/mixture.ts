import { outsideTheory } from './failures.js';

/** A share of the coordinates: what pretraining left there, and the weight of the fine-tuning task. */
export interface TaskComponent {
  /** Share of the coordinates, >= 0; the shares of a mixture add up to 1. */
  readonly weight: number;
  readonly betaPT: number;
  readonly betaFT: number;
}

/** Statistics of a pair of sparse tasks (arXiv:2602.20062; spike and slab). */
export interface SpikeAndSlab {
  /** Share of the coordinates that the pretraining task uses, in (0, 1]. */
  readonly rhoPT: number;
  /** Share of those that fine-tuning uses again. */
  readonly rhoShared: number;
  /** Share of the others that fine-tuning uses. */
  readonly rhoNew: number;
  /** Root mean square of the weights of the pretraining task; default 1. */
  readonly sigmaPT?: number;
  /** Root mean square of the weights of the fine-tuning task; default 1. */
  readonly sigmaFT?: number;
}

const TOLERANCE = 1e-12;

/**
 * The four components of a pair of sparse tasks: shared features, forgotten ones, new ones, and those of neither task. The weights
 * of a task are sigma/sqrt(rho) where it has any. Signs do not matter for the error.
 * @throws FlowproofError `theory-domain` for shares outside [0, 1], a fine-tuning task without any feature, and sigma < 0.
 */
export function spikeAndSlab({
  rhoPT,
  rhoShared,
  rhoNew,
  sigmaPT = 1,
  sigmaFT = 1,
}: SpikeAndSlab): TaskComponent[] {
  for (const [name, share] of Object.entries({ rhoPT, rhoShared, rhoNew }))
    if (!(share >= 0 && share <= 1)) throw outsideTheory(name, 'a share in [0, 1]', share);
  for (const [name, sigma] of Object.entries({ sigmaPT, sigmaFT }))
    if (!(sigma >= 0 && Number.isFinite(sigma))) throw outsideTheory(name, 'a finite number >= 0', sigma);
  if (rhoPT === 0) throw outsideTheory('rhoPT', 'a pretraining task with features: a share above 0', rhoPT);
  const rhoFT = rhoPT * rhoShared + (1 - rhoPT) * rhoNew;
  if (rhoFT === 0) throw outsideTheory('rhoFT', 'a fine-tuning task with features: a share above 0', rhoFT);
  const betaPT = sigmaPT / Math.sqrt(rhoPT);
  const betaFT = sigmaFT / Math.sqrt(rhoFT);
  return [
    { weight: rhoPT * rhoShared, betaPT, betaFT },
    { weight: rhoPT * (1 - rhoShared), betaPT, betaFT: 0 },
    { weight: (1 - rhoPT) * rhoNew, betaPT: 0, betaFT },
    { weight: (1 - rhoPT) * (1 - rhoNew), betaPT: 0, betaFT: 0 },
  ].filter(({ weight }) => weight > 0);
}

/** @throws FlowproofError `theory-domain` for weights that are no shares, or do not add up to 1; for weights of tasks that are not finite. */
export function requireMixture(components: readonly TaskComponent[]): void {
  for (const { weight, betaPT, betaFT } of components) {
    if (!(weight >= 0 && weight <= 1 + TOLERANCE))
      throw outsideTheory('the weight of a component', 'a share in [0, 1]', weight);
    for (const beta of [betaPT, betaFT])
      if (!Number.isFinite(beta)) throw outsideTheory('a weight of a task', 'a finite number', beta);
  }
  const total = components.reduce((sum, { weight }) => sum + weight, 0);
  if (!(Math.abs(total - 1) <= TOLERANCE))
    throw outsideTheory('the sum of the shares', 'shares that add up to 1', total);
}
