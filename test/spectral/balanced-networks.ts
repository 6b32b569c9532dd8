/** Exactly balanced networks of the fixture, of every shape and side, and matrices of decimals. */
import { readFileSync } from 'node:fs';
import { Decimal } from 'decimal.js';

export type Rows<N> = readonly (readonly N[])[];

export interface ExactNetwork {
  readonly id: string;
  readonly W1: Rows<string>;
  readonly W2: Rows<string>;
  readonly Sigma: Rows<string>;
  readonly lambda: string;
}

const { matrix } = JSON.parse(
  readFileSync(new URL('../fixtures/lambda-balanced.json', import.meta.url), 'utf8'),
) as { readonly matrix: readonly (Omit<ExactNetwork, 'lambda'> & { readonly lambda: string | null })[] };

export const EXACT_NETWORKS: readonly ExactNetwork[] = matrix.flatMap(({ lambda, ...rest }) =>
  lambda === null ? [] : [{ ...rest, lambda }],
);

export const networkCalled = (id: string): ExactNetwork =>
  EXACT_NETWORKS.find((network) => network.id === id)!;

export const Wide: typeof Decimal = Decimal.clone({ precision: 100 });

export const wide = (A: Rows<Decimal | number | string>): Decimal[][] =>
  A.map((row) => row.map((x) => new Wide(x)));
export const transposed = <N>(A: Rows<N>): N[][] => A[0].map((_, j) => A.map((row) => row[j]));
export const times = (A: Rows<Decimal>, B: Rows<Decimal>): Decimal[][] =>
  A.map((row) => B[0].map((_, j) => row.reduce((sum, x, k) => sum.plus(x.times(B[k][j])), new Wide(0))));
/** factor A + B. */
export const plus = (A: Rows<Decimal>, B: Rows<Decimal>, factor: Decimal.Value = 1): Decimal[][] =>
  B.map((row, i) => row.map((x, j) => x.plus(A[i][j].times(factor))));
export const minus = (A: Rows<Decimal>, B: Rows<Decimal>): Decimal[][] => plus(B, A, -1);
export const largest = (A: Rows<Decimal>): Decimal => Wide.max(...A.flat().map((x) => x.abs()));
