/**
 * Symbols that expansions use beside those of a claim. Each name holds a space, which keeps it out of authors' reach.
 *
 * A level is one scale of comparison: level 0 is that of the variable itself, with the small parameter t; level 1 that of
 * log(1/t), with its own small parameter 1/log(1/t); and so on.
 */
import { type Expression, type SymbolReference, symbol } from '../expression/expression.js';
import { symbolsOf } from '../expression/traverse.js';

/** Levels that are looked at: log log log(1/t) is the slowest scale. */
export const LEVELS = 3;

/** Stands for log(1/t): it grows more slowly than any power of 1/t. */
export const logLarge = (level: number): SymbolReference => symbol(`${'log '.repeat(level + 1)}1/t`);

/** The small parameter, t > 0. */
export const smallParameter = (level: number): SymbolReference => symbol(`small t${level}`);

const PHASE = 'phase ';

/** An angle that grows without bound: its sine and cosine oscillate, and any value modulo 2 pi is taken again and again. */
export const phaseSymbol = (index: number): SymbolReference => symbol(`${PHASE}${index}`);

export const phasesIn = (...roots: readonly Expression[]): string[] =>
  symbolsOf(...roots).filter((name) => name.startsWith(PHASE));

/** Symbols of an expansion that are positive. */
export const positiveSymbols = (): string[] =>
  Array.from({ length: LEVELS + 1 }, (_, level) => [logLarge(level).name, smallParameter(level).name]).flat();

/** Angles that the zero test may evaluate; more are rare, and only answered more cautiously. */
export const angleSymbols = (): string[] => Array.from({ length: 4 }, (_, i) => phaseSymbol(i).name);
