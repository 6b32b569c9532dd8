/** The growing angles of an expansion, each with a symbol of its own. */
import type { Expression, SymbolReference } from '../expression/expression.js';
import { phaseSymbol } from '../rules/reserved-symbols.js';
import { minus, plus } from './light.js';
import type { Coefficients } from './series.js';

export interface Phase {
  readonly symbol: SymbolReference;
  /** The angle as a formula in the small parameter. */
  readonly angle: Expression;
}

/**
 * Angles are told apart by the zero test. Two that are not recognised as dependent have independent symbols: what holds for
 * all values of both holds along the limit too.
 */
export class Phases {
  readonly #known: Coefficients;
  readonly list: Phase[] = [];

  constructor(known: Coefficients) {
    this.#known = known;
  }

  /** The symbol of an angle, and whether the angle is that of the symbol or its opposite. */
  of(angle: Expression): { symbol: SymbolReference; sign: 1 | -1 } {
    for (const phase of this.list) {
      if (phase.angle === angle || this.#known.isZero(minus(phase.angle, angle)))
        return { symbol: phase.symbol, sign: 1 };
      if (this.#known.isZero(plus(phase.angle, angle))) return { symbol: phase.symbol, sign: -1 };
    }
    const symbol = phaseSymbol(this.list.length);
    this.list.push({ symbol, angle });
    return { symbol, sign: 1 };
  }
}
