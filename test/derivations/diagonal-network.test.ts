import { describe, it } from 'vitest';
import fineTuningErrata from '../../derivations/errata/fine-tuning-penalty.js';
import implicitBiasErrata from '../../derivations/errata/implicit-bias.js';
import fineTuning from '../../derivations/pretraining-finetuning/fine-tuning-penalty.js';
import implicitBias from '../../derivations/pretraining-finetuning/implicit-bias.js';
import scalarDynamics from '../../derivations/pretraining-finetuning/scalar-dynamics.js';
import { binary, call, integer } from '../../src/expression/expression.js';
import { math } from '../../src/expression/math.js';
import { type ReferenceKind, referenceOf } from '../fixtures/reference.js';
import { compiled, definition, expectDigits, pointOf, statementOf } from './formulas.js';

interface NetworkRecord {
  readonly kind: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly value: Readonly<Record<string, string>>;
  readonly wrong_half_argument?: string;
  readonly wrong_gamma2_without_2?: string;
  readonly wrong_unnormalised_lambda?: string;
}

const recordsOf = (kind: ReferenceKind) => referenceOf<NetworkRecord>(kind);

describe('the diagonal network at the reference points', () => {
  it('evaluates the penalty and its derivatives', () => {
    const bias = compiled(implicitBias);
    const slopeInScale = statementOf(bias, 'q-derivative-in-scale', 'derivative');
    const forms = {
      q: [definition(bias, 'q_m'), definition(bias, 'q'), definition(bias, 'q_safe')],
      dq: [statementOf(bias, 'q-derivative-m', 'derivative').is.expanded],
      d2q: [
        statementOf(bias, 'q-second-derivative', 'derivative').is.expanded,
        statementOf(bias, 'q-second-derivative-published', 'derivative').is.expanded,
      ],
      dq_dsqrtk: [
        slopeInScale.is.expanded,
        statementOf(bias, 'q-derivative-in-scale-safe', 'equality').right.expanded,
      ],
    };
    for (const { inputs, value } of recordsOf('q')) {
      const m = pointOf({ m: inputs.sqrt_k }).get('m')!;
      const half = { numerator: m.numerator, denominator: m.denominator * 2n };
      const square = { numerator: m.numerator ** 2n, denominator: m.denominator ** 2n };
      const point = new Map([...pointOf({ z: inputs.z }), ['m', m], ['c', half], ['k', square]]);
      for (const [name, expressions] of Object.entries(forms)) {
        for (const form of expressions)
          expectDigits(form, point, value[name], `${name} at ${JSON.stringify(inputs)}`);
      }
    }
  });

  it('evaluates the fine-tuning scale', () => {
    const tuning = compiled(fineTuning);
    const scale = definition(tuning, 'c_FT');
    const kept = statementOf(tuning, 'k-formula', 'equality').left.expanded;
    const root = binary('multiply', integer(2), scale);
    const split = math`((${definition(tuning, 'wp_beta')} + ${definition(tuning, 'wm_beta')})^2 - gamma^2)/${scale}`;
    for (const { inputs, value } of recordsOf('k_d')) {
      const point = pointOf({ beta: inputs.beta_PT, c: inputs.c, lambda: inputs.lam, gamma: inputs.gam });
      const label = JSON.stringify(inputs);
      expectDigits(scale, point, value.c_FT, `c_FT at ${label}`);
      expectDigits(kept, point, value.c_FT, `(wp + wm)^2 + gamma^2 at ${label}`);
      expectDigits(root, point, value.sqrt_k, `sqrt(k) at ${label}`);
      expectDigits(binary('power', root, integer(2)), point, value.k, `k at ${label}`);
      expectDigits(split, point, value.lam_FT, `lambda_FT at ${label}`);
    }
  });

  it('evaluates the scalar dynamics', () => {
    const dynamics = compiled(scalarDynamics);
    const growth = definition(dynamics, 'growth');
    const eta = binary('divide', call('log', growth), integer(2));
    const rate = math`2*s*${definition(dynamics, 'R')}`;
    const odd = statementOf(dynamics, 'scalar-odd-in-the-target', 'equality');
    const mirrored = math`-(${odd.left.expanded})`;
    for (const { inputs, value } of recordsOf('scalar_dynamics')) {
      const point = pointOf(inputs);
      const label = JSON.stringify(inputs);
      for (const beta of [definition(dynamics, 'beta'), mirrored]) {
        expectDigits(beta, point, value.beta, `beta at ${label}`);
      }
      expectDigits(eta, point, value.eta, `eta at ${label}`);
      expectDigits(rate, point, value.rate, `rate at ${label}`);
    }
  });

  it('gives the stated wrong values for the errata', () => {
    const halved = statementOf(compiled(implicitBiasErrata), 'regularizer-is-the-penalty-of-2c', 'equality');
    for (const { inputs, wrong_half_argument } of recordsOf('q')) {
      const point = pointOf({ z: inputs.z, m: inputs.sqrt_k });
      for (const form of [halved.left, halved.right]) {
        expectDigits(
          form.expanded,
          point,
          wrong_half_argument!,
          `half argument at ${JSON.stringify(inputs)}`,
        );
      }
    }
    const errata = compiled(fineTuningErrata);
    const single = statementOf(errata, 'k-formula-single-gamma', 'equality').right.expanded;
    const unnormalised = statementOf(errata, 'k-formula-unnormalised-lambda', 'equality').left.expanded;
    for (const { inputs, wrong_gamma2_without_2, wrong_unnormalised_lambda } of recordsOf('k_d')) {
      const point = pointOf({ beta: inputs.beta_PT, c: inputs.c, lambda: inputs.lam, gamma: inputs.gam });
      expectDigits(single, point, wrong_gamma2_without_2!, `single gamma^2 at ${JSON.stringify(inputs)}`);
      expectDigits(unnormalised, point, wrong_unnormalised_lambda!, `lambda/c at ${JSON.stringify(inputs)}`);
    }
  });
});
