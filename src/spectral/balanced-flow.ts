import type { TwoLayerSizes } from '../flow/index.js';
import { type Arithmetic, single } from './arithmetic.js';
import { BalancedSession } from './balanced-session.js';
import { matrixF } from './eigenvectors-of-f.js';
import type { Entries, Entry } from './entry.js';
import { badInput } from './failures.js';
import { factorAt } from './qqt.js';
import { convergenceRates, qqtLimit } from './qqt-limit.js';
import { type Network, type Reader, readMatrix, type SpectralTask, withTask } from './read-network.js';
import {
  riccatiSolution,
  riccatiSolutionByInverse,
  singleUnitWeights,
  spectrumOfF,
} from './riccati-solution.js';
import { blocksOf } from './setting.js';
import {
  kernelDistance,
  kernelMatrix,
  kernelNorm,
  kernelTrace,
  type TangentKernel,
  tangentKernel,
} from './tangent-kernel.js';
import {
  type FrozenLayer,
  forgetting,
  forgettingRate,
  frozenLayerProduct,
  generalisation,
  halfSquaredError,
  productRate,
} from './transfer.js';

/** Where a network comes from: read anew at every precision. */
export interface NetworkSource {
  read<S, M>(reader: Reader<S, M>): Network<S, M>;
}

/** A formula of a balanced network. */
type NetworkFormula = <S, M>(session: BalancedSession<S, M>) => readonly (readonly S[])[];

/**
 * The gradient flow of a lambda-balanced two-layer linear network with whitened inputs, by its closed forms; u = t / tau is
 * dimensionless time. Matrices are lists of rows. Every method throws a FlowproofError that names the violated assumption and the
 * statement that explains it.
 */
export class BalancedFlow<N> {
  readonly #arithmetic: Arithmetic<N>;
  readonly #source: NetworkSource;
  readonly #sessions = new WeakMap<object, unknown>();
  /** Widths of input, hidden layer and output. */
  readonly sizes: TwoLayerSizes;

  /** Reads the network. @throws FlowproofError whatever `source` finds wrong with it. */
  constructor(arithmetic: Arithmetic<N>, source: NetworkSource) {
    this.#arithmetic = arithmetic;
    this.#source = source;
    const sizes: TwoLayerSizes[] = [];
    this.#evaluate(({ setting }) => {
      sizes.push(setting.sizes);
      return [[setting.lambda]];
    });
    this.sizes = sizes[0];
  }

  /** The balance, stated or found. */
  get lambda(): N {
    return this.#one(({ setting }) => setting.lambda);
  }

  /** Singular values of the target, descending. */
  targetSingularValues(): N[] {
    return this.#evaluate(({ setting }) => [setting.modes.s])[0];
  }

  /** F of the Riccati equation P' = F P + P F - P^2. */
  matrixF(): N[][] {
    return this.#matrix(({ setting }) => matrixF(setting.on, setting.sigma, setting.lambda));
  }

  /** F-spectrum: rho of every mode, -rho of every mode, and nu |Ni - No| times. */
  eigenvaluesOfF(): N[] {
    return this.#evaluate(({ setting }) => [spectrumOfF(setting).values])[0];
  }

  /** F-eigenvectors, one a column, in the order of {@link eigenvaluesOfF}. Where values coincide only their span means anything. */
  eigenvectorsOfF(): N[][] {
    return this.#matrix(({ setting }) => spectrumOfF(setting).vectors);
  }

  /** P(u) = [[R1, W^T], [W, R2]], for every width, lambda, start and target. */
  qqt(u: Entry): N[][] {
    return this.#matrix((session) => session.qqt(u));
  }

  /** P(u) in the stable form for Nh = min(Ni, No). @throws FlowproofError also where b is singular. */
  qqtStableMin(u: Entry): N[][] {
    return this.#matrix((session) => session.stableMin(session.time(u)));
  }

  /** P(u) in the stable form for Nh = max(Ni, No). @throws FlowproofError also where b is singular. */
  qqtStableMax(u: Entry): N[][] {
    return this.#matrix((session) => session.stableMax(session.time(u)));
  }

  /** P(u) = e^(Fu) Q0 (I + Q0^T G Q0)^-1 Q0^T e^(Fu) as it stands: for comparison, its exponentials grow. */
  riccatiSolution(u: Entry): N[][] {
    return this.#matrix((session) => riccatiSolution(session.setting, session.time(u)));
  }

  /** The same with G = F^-1 (e^(2Fu) - I)/2. @throws FlowproofError `riccati-singular-F` where F has no inverse. */
  riccatiSolutionByInverse(u: Entry): N[][] {
    return this.#matrix((session) => riccatiSolutionByInverse(session.setting, session.time(u)));
  }

  /** P at convergence. @throws FlowproofError `qqt-limit` where it depends on the start in other ways. */
  qqtLimit(): N[][] {
    return this.#matrix(({ setting }) => qqtLimit(setting));
  }

  /** The weights Q(u) = (W1^T; W2) of one hidden unit. @throws FlowproofError `single-hidden-unit-exact` for more. */
  singleUnitWeights(u: Entry): N[][] {
    return this.#matrix((session) => singleUnitWeights(session.setting, session.time(u)));
  }

  /** A factor of P(u) = Q Q^T: the weights up to a rotation of the hidden units. */
  factor(u: Entry): N[][] {
    return this.#matrix((session) => factorAt(session.setting, session.time(u)));
  }

  /** W(u) = W2 W1. */
  product(u: Entry): N[][] {
    return this.#matrix((session) => blocksOf(session.setting, session.qqt(u)).W);
  }

  /** R1(u) = W1^T W1. */
  inputGram(u: Entry): N[][] {
    return this.#matrix((session) => blocksOf(session.setting, session.qqt(u)).R1);
  }

  /** R2(u) = W2 W2^T. */
  outputGram(u: Entry): N[][] {
    return this.#matrix((session) => blocksOf(session.setting, session.qqt(u)).R2);
  }

  /** W'(u) = R2 (Sigma - W) + (Sigma - W) R1. */
  productRate(u: Entry): N[][] {
    return this.#matrix((session) => {
      const { on, sigma } = session.setting;
      const blocks = blocksOf(session.setting, session.qqt(u));
      return productRate(on, blocks.W, sigma, blocks);
    });
  }

  /** 1/2 |W(u) - Sigma|^2, or of another target in the place of Sigma. */
  halfSquaredError(u: Entry, target?: Entries): N {
    return this.#one((session) => {
      const { on, sigma } = session.setting;
      const other = target === undefined ? sigma : readMatrix(session.reader, 'the target', target);
      return halfSquaredError(on, blocksOf(session.setting, session.qqt(u)).W, other);
    });
  }

  /** What training did to another target: 1/2 |W(u) - other|^2 - 1/2 |W(0) - other|^2. */
  forgetting(u: Entry, other: Entries): N {
    return this.#one((session) => {
      const { on, W1, W2 } = session.setting;
      const target = readMatrix(session.reader, 'the other target', other);
      const now = blocksOf(session.setting, session.qqt(u)).W;
      return forgetting(on, on.algebra.times(W2, W1), now, target);
    });
  }

  /** d/du of {@link forgetting}. */
  forgettingRate(u: Entry, other: Entries): N {
    return this.#one((session) => {
      const { on, sigma } = session.setting;
      const blocks = blocksOf(session.setting, session.qqt(u));
      const target = readMatrix(session.reader, 'the other target', other);
      return forgettingRate(on, productRate(on, blocks.W, sigma, blocks), blocks.W, target);
    });
  }

  /** W(u) where one layer is frozen. */
  frozenLayerProduct(frozen: FrozenLayer, u: Entry): N[][] {
    return this.#matrix((session) => frozenLayerProduct(session.setting, frozen, session.time(u)));
  }

  /**
   * A new output trained on sample `trained` alone, the hidden layer frozen at time u: after more time v its answers to all
   * samples, as a share of the trained target.
   */
  readoutGeneralisation(u: Entry, X: Entries, trained: number, v: Entry): N[] {
    return this.#evaluate((session) => {
      const { input } = this.#kernel(session, u, X);
      return [generalisation(session.setting.on, input, trained, session.time(v))];
    })[0];
  }

  /** A new input trained on output `trained` alone, W2 frozen at time u: the share that every output learns after more time v. */
  embeddingGeneralisation(u: Entry, trained: number, v: Entry): N[] {
    return this.#evaluate((session) => {
      const { R2 } = blocksOf(session.setting, session.qqt(u));
      return [generalisation(session.setting.on, R2, trained, session.time(v))];
    })[0];
  }

  /** The tangent kernel I (x) X^T R1 X + R2 (x) X^T X at time u, rows and columns by output, then sample. */
  tangentKernel(u: Entry, X: Entries): N[][] {
    return this.#matrix((session) => kernelMatrix(this.#kernel(session, u, X)));
  }

  kernelTrace(u: Entry, X: Entries): N {
    return this.#one((session) => kernelTrace(this.#kernel(session, u, X)));
  }

  /** The Frobenius norm of the tangent kernel. */
  kernelNorm(u: Entry, X: Entries): N {
    return this.#one((session) => kernelNorm(this.#kernel(session, u, X)));
  }

  /** 1 - cos of the tangent kernels at times 0 and u. @throws FlowproofError `kernel-distance` where one of them vanishes. */
  kernelDistance(u: Entry, X: Entries): N {
    return this.#one((session) => {
      const distance = kernelDistance(this.#kernel(session, 0, X), this.#kernel(session, u, X));
      if (distance !== undefined) return distance;
      throw badInput('a tangent kernel that vanishes has no direction', 'weights that are not all 0', 0);
    });
  }

  /** Rates of convergence: (K_i + K_j)/2 by rows, the rates beyond the modes (a last row, where Ni != No). */
  convergenceRates(): N[][] {
    return this.#evaluate(({ setting }) => {
      const { pairs, rest } = convergenceRates(setting);
      return rest.length > 0 ? [...pairs, rest] : pairs;
    });
  }

  /** The slowest rate of W - Sigma near the optimum; the loss decays twice as fast. */
  slowestRate(): N {
    return this.#one(({ setting }) => convergenceRates(setting).slowest);
  }

  /**
   * The flow on another task from where this one stands at time u: lambda stays, and only P at the switch matters.
   * @throws FlowproofError `matrix-shape` for a task of other widths; `riccati-qqt` for inputs that are not whitened.
   */
  switchTask(u: Entry, task: SpectralTask): BalancedFlow<N> {
    return new BalancedFlow(this.#arithmetic, {
      read: (reader) => {
        const session = this.#session(reader);
        return withTask(reader, session.setting, factorAt(session.setting, session.time(u)), task);
      },
    });
  }

  #kernel<S, M>(session: BalancedSession<S, M>, u: Entry, X: Entries): TangentKernel<S, M> {
    const { setting, reader } = session;
    return tangentKernel(setting.on, blocksOf(setting, session.qqt(u)), readMatrix(reader, 'X', X));
  }

  #session<S, M>(reader: Reader<S, M>): BalancedSession<S, M> {
    const known = this.#sessions.get(reader);
    if (known !== undefined) return known as BalancedSession<S, M>;
    const session = new BalancedSession(reader, this.#source.read(reader));
    this.#sessions.set(reader, session);
    return session;
  }

  #evaluate(formula: NetworkFormula): N[][] {
    return this.#arithmetic.evaluate((reader) => formula(this.#session(reader)));
  }

  #matrix(formula: <S, M>(session: BalancedSession<S, M>) => M): N[][] {
    return this.#evaluate((session) => session.rows(formula(session)));
  }

  #one(formula: <S, M>(session: BalancedSession<S, M>) => S): N {
    return single(this.#evaluate((session) => [[formula(session)]]));
  }
}
