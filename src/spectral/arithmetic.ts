import type { Reader } from './read-network.js';

/** What a formula gives: a matrix by its rows; a list is one row, a number one entry. */
export type Rows<S> = readonly (readonly S[])[];

/** A formula over any arithmetic. It is evaluated anew at every precision that is tried. */
export type Formula = <S, M>(reader: Reader<S, M>) => Rows<S>;

/** Evaluates formulas in one arithmetic, with answers of type N: float64 numbers, or decimals of many digits. */
export interface Arithmetic<N> {
  evaluate(formula: Formula): N[][];
}

export const single = <N>(rows: N[][]): N => rows[0][0];
