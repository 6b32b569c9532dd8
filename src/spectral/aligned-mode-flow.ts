import { add, multiply, signOf, subtract } from '../expression/rational.js';
import type { RealNumbers } from '../linear-algebra/index.js';
import { type Arithmetic, single } from './arithmetic.js';
import { modeStrength, modeWeights, type ScalarMode, timeToReach } from './closed-scalar-mode.js';
import type { Entry } from './entry.js';
import { type Reader, readTime } from './read-network.js';

/** One aligned mode: its weights c (in W1) and d (in W2), or their product a0 and lambda = d^2 - c^2; and the target s. */
export type AlignedModeInput =
  | { readonly s: Entry; readonly c0: Entry; readonly d0: Entry }
  | { readonly s: Entry; readonly a0: Entry; readonly lambda: Entry };

interface ReadMode<S> extends ScalarMode<S> {
  /** The sign of the larger weight, which it keeps. */
  readonly sign: 1 | -1;
}

/** The flow of one aligned mode by its closed form: every lambda, zero included, every start and target of any sign. */
export class AlignedModeFlow<N> {
  readonly #arithmetic: Arithmetic<N>;
  readonly #input: AlignedModeInput;

  constructor(arithmetic: Arithmetic<N>, input: AlignedModeInput) {
    this.#arithmetic = arithmetic;
    this.#input = input;
    this.#number((_numbers, mode) => mode.a0);
  }

  /** a(u) = c d. */
  strength(u: Entry): N {
    return this.#number((numbers, mode, reader) => modeStrength(numbers, mode, readTime(reader, u)));
  }

  /** c and d at time u. From a0 and lambda the larger one is taken as positive. */
  weights(u: Entry): { readonly c: N; readonly d: N } {
    const [[c, d]] = this.#arithmetic.evaluate((reader) => {
      const numbers = reader.on.algebra;
      const mode = this.#read(reader);
      const a = modeStrength(numbers, mode, readTime(reader, u));
      const weights = modeWeights(numbers, mode.lambda, a, mode.sign);
      return [[weights.c, weights.d]];
    });
    return { c, d };
  }

  /**
   * The time at which the strength is a; `timeToReach(0)` is the crossing of a reversal.
   * @throws FlowproofError `scalar-time-to-reach` where the flow never has it.
   */
  timeToReach(a: Entry): N {
    return this.#number((numbers, mode, reader) => timeToReach(numbers, mode, reader.number(a, 'a')));
  }

  #number(formula: <S, M>(numbers: RealNumbers<S>, mode: ReadMode<S>, reader: Reader<S, M>) => S): N {
    return single(
      this.#arithmetic.evaluate((reader) => [[formula(reader.on.algebra, this.#read(reader), reader)]]),
    );
  }

  /** Products of weights are made exactly: a small balance is a difference of nearly equal squares. */
  #read<S, M>(reader: Reader<S, M>): ReadMode<S> {
    const input = this.#input;
    const s = reader.number(input.s, 's');
    if (!('c0' in input)) {
      return {
        s,
        a0: reader.number(input.a0, 'a0'),
        lambda: reader.number(input.lambda, 'lambda'),
        sign: 1,
      };
    }
    const [c, d] = [reader.exact(input.c0, 'c0'), reader.exact(input.d0, 'd0')];
    const lambda = multiply(subtract(d, c), add(d, c));
    const larger = signOf(lambda) >= 0 ? d : c;
    return {
      s,
      a0: reader.number(multiply(c, d), 'a0'),
      lambda: reader.number(lambda, 'lambda'),
      sign: signOf(larger) < 0 ? -1 : 1,
    };
  }
}
