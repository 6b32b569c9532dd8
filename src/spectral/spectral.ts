import type { Decimal } from 'decimal.js';
import type { TwoLayerSizes } from '../flow/index.js';
import { AlignedModeFlow, type AlignedModeInput } from './aligned-mode-flow.js';
import type { Arithmetic } from './arithmetic.js';
import { BalancedFlow } from './balanced-flow.js';
import type { Entries, Entry } from './entry.js';
import { gramsFromProduct } from './grams-from-product.js';
import { inFloat64 } from './in-float64.js';
import { matrixRows } from './matrix-rows.js';
import { type NetworkInput, readMatrix, readNetwork } from './read-network.js';
import { toDigits } from './to-digits.js';
import { weightSingularValues } from './weight-singular-values.js';

/** The spectral formulas of lambda-balanced networks in one arithmetic, with answers of type N. */
export class Spectral<N> {
  readonly #arithmetic: Arithmetic<N>;

  constructor(arithmetic: Arithmetic<N>) {
    this.#arithmetic = arithmetic;
  }

  /**
   * The flow of a balanced two-layer linear network by its closed forms.
   * @throws FlowproofError `matrix-shape`, `spectral-input`, `riccati-qqt` (inputs that are not whitened),
   *   `lambda-admissible-dims`, `effective-balance`.
   */
  balancedFlow(input: NetworkInput): BalancedFlow<N> {
    return new BalancedFlow(this.#arithmetic, { read: (reader) => readNetwork(reader, input) });
  }

  /** The flow of one aligned mode by its closed form. @throws FlowproofError `spectral-input`. */
  alignedMode(input: AlignedModeInput): AlignedModeFlow<N> {
    return new AlignedModeFlow(this.#arithmetic, input);
  }

  /**
   * R1 = W1^T W1 and R2 = W2 W2^T of exactly balanced weights from W = W2 W1, lambda and the hidden width.
   * @throws FlowproofError `lambda-admissible-dims`; `gram-from-product` where W does not determine them.
   */
  gramsFromProduct(W: Entries, lambda: Entry, hidden: number): { readonly R1: N[][]; readonly R2: N[][] } {
    const gram = (which: 'R1' | 'R2') =>
      this.#arithmetic.evaluate((reader) => {
        const product = readMatrix(reader, 'W', W);
        const balance = reader.number(lambda, 'lambda');
        return matrixRows(reader.on, gramsFromProduct(reader.on, product, balance, hidden)[which]);
      });
    return { R1: gram('R1'), R2: gram('R2') };
  }

  /**
   * Singular values of balanced layers from the min(Ni, Nh, No) largest ones of their product, Nh of each.
   * @throws FlowproofError `lambda-admissible-dims`, `matrix-shape`.
   */
  weightSingularValues(
    sizes: TwoLayerSizes,
    lambda: Entry,
    product: readonly Entry[],
  ): { readonly W1: N[]; readonly W2: N[] } {
    const [W1, W2] = this.#arithmetic.evaluate((reader) => {
      const values = product.map((a) => reader.number(a, 'a singular value'));
      const found = weightSingularValues(reader.on.algebra, sizes, reader.number(lambda, 'lambda'), values);
      return [found.W1, found.W2];
    });
    return { W1, W2 };
  }
}

/** The spectral formulas in float64. */
export const spectralFloat64: Spectral<number> = new Spectral(inFloat64);

/**
 * The spectral formulas to `digits` significant digits, which two precisions agree on; inputs are exact (`'1/10'`, integers,
 * rationals).
 * @throws FlowproofError `spectral-input` for a number of digits out of range; `precision-exhausted` later, where no two
 *   precisions agree.
 */
export const spectralToDigits = (digits: number): Spectral<Decimal> => new Spectral(toDigits(digits));
