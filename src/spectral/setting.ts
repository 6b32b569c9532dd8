import { type EigenvectorsOfF, eigenvectorsOfF } from './eigenvectors-of-f.js';
import type { Network } from './read-network.js';
import { type TargetModes, targetModes } from './target-modes.js';

/** A balanced network with the spectrum of its task: what every formula starts from. */
export interface Setting<S, M> extends Network<S, M> {
  /** Q(0) = (W1^T; W2), (Ni + No) x Nh. */
  readonly Q0: M;
  readonly modes: TargetModes<S, M>;
  readonly eigen: EigenvectorsOfF<S, M>;
}

export function settingOf<S, M>(network: Network<S, M>): Setting<S, M> {
  const { on, W1, W2, sigma, sizes, lambda } = network;
  const modes = targetModes(on, sigma, lambda);
  return {
    ...network,
    Q0: on.below(sizes.hidden, on.algebra.transpose(W1), W2),
    modes,
    eigen: eigenvectorsOfF(on, sizes, lambda, modes),
  };
}

/** The blocks of P = Q Q^T = [[R1, W^T], [W, R2]]. */
export interface GramBlocks<M> {
  /** W1^T W1, Ni x Ni. */
  readonly R1: M;
  /** W2 W2^T, No x No. */
  readonly R2: M;
  /** W2 W1, No x Ni. */
  readonly W: M;
}

export function blocksOf<S, M>({ on, sizes }: Network<S, M>, P: M): GramBlocks<M> {
  const { inputs, outputs } = sizes;
  return {
    R1: on.block(P, 0, 0, inputs, inputs),
    R2: on.block(P, inputs, inputs, outputs, outputs),
    W: on.block(P, inputs, 0, outputs, inputs),
  };
}
