/** Products of quantities whose signs are judged, and sums of them: the reason most signs have. */
import type { Monomial } from '../certificate/certificate.js';
import { rational } from '../expression/rational.js';
import {
  NEGATIVE,
  NULL,
  POSITIVE,
  type Signs,
  signsOfPower,
  signsOfProduct,
  signsOfSum,
} from '../rules/signs.js';
import type { Judgement, Reason } from './judgement.js';

/** A factor of a product: a quantity that was judged, to some power. */
export interface JudgedFactor {
  readonly judgement: Judgement;
  readonly exponent: number;
}

export interface JudgedProduct {
  readonly scale: bigint;
  readonly factors: readonly JudgedFactor[];
}

export const factor = (judgement: Judgement, exponent = 1): JudgedFactor => ({ judgement, exponent });

/** Signs of the product. */
export const signsOfProducts = ({ scale, factors }: JudgedProduct): Signs =>
  factors.reduce<Signs>(
    (signs, { judgement, exponent }) => signsOfProduct(signs, signsOfPower(judgement.signs, exponent)),
    scale > 0n ? POSITIVE : scale < 0n ? NEGATIVE : NULL,
  );

/** times · p = Σ terms, for a positive `times`. */
export function combination(times: bigint, terms: readonly JudgedProduct[]): Reason {
  const written = ({ scale, factors }: JudgedProduct): Monomial => ({
    scale: rational(scale),
    factors: factors.map(({ judgement, exponent }) => ({
      of: judgement.subject,
      exponent: rational(exponent),
    })),
  });
  return {
    signs: terms.map(signsOfProducts).reduce(signsOfSum, NULL),
    premises: terms.flatMap((t) => t.factors).map(({ judgement }) => judgement),
    rule: () => ({
      by: 'combination',
      times: { scale: rational(times), factors: [] },
      terms: terms.map(written),
    }),
  };
}
