/** Level curves of both orders at the reference points, to the digits that are printed there. */
import { describe, expect, it } from 'vitest';
import { math } from '../../../src/expression/math.js';
import { orderArgument } from '../../../src/theory/regimes/order-argument.js';
import { decimalAt, expectDigits, pointOf } from '../../derivations/formulas.js';
import { referenceOf } from '../../fixtures/reference.js';

interface LevelOfEll {
  readonly inputs: { readonly ell: string };
  readonly value: { readonly s: string; readonly u: string; readonly lambda_at_chat0_gamma0: string };
}
interface LevelOfPd {
  readonly inputs: { readonly chat: string; readonly gamma: string };
  readonly value: string;
}

const ELL = math`s/(s - tanh(s/2))`;
/** Of beta_PT = beta_FT = 1: u = beta_FT/c_FT, and E = d log c_FT/d log beta_PT. */
const SCALE = math`(1 + lambda)*(chat + sqrt(1 + chat^2)) + gamma^2`;
const ARGUMENT = math`asinh(1/(${SCALE}))`;
const ELASTICITY = math`(1 + lambda)/(sqrt(1 + chat^2)*(${SCALE}))`;
const PD = math`-tanh((${ARGUMENT})/2)/((${ARGUMENT}) - tanh((${ARGUMENT})/2))*(${ELASTICITY})`;

/** What 30 printed digits leave open. */
const OPEN = 1e-28;

describe('the level curves of the orders', () => {
  it.each(referenceOf<LevelOfEll>('ell_level'))('ell = $inputs.ell', ({ inputs, value }) => {
    const ell = decimalAt(ELL, pointOf({ s: value.s }), 34);
    expect(ell.minus(inputs.ell).abs().toNumber()).toBeLessThan(OPEN);
    expectDigits(math`sinh(s)`, pointOf({ s: value.s }), value.u, 'u');
    expectDigits(math`1/u - 1`, pointOf({ u: value.u }), value.lambda_at_chat0_gamma0, 'lambda at c = 0');
    expect(Math.abs(orderArgument(Number(inputs.ell)) / Number(value.s) - 1)).toBeLessThan(1e-14);
  });

  it.each(referenceOf<LevelOfPd>('pd_level_half'))('PD = -1/2 at c = $inputs.chat', ({ inputs, value }) => {
    const pd = decimalAt(PD, pointOf({ chat: inputs.chat, gamma: inputs.gamma, lambda: value }), 34);
    expect(pd.plus(0.5).abs().toNumber()).toBeLessThan(OPEN);
    // 25 of the digits are not enough.
    const moved = value.slice(0, -4);
    const off = decimalAt(PD, pointOf({ chat: inputs.chat, gamma: inputs.gamma, lambda: moved }), 34);
    expect(off.plus(0.5).abs().toNumber()).toBeGreaterThan(OPEN);
  });
});
