import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonValue, reportToJson } from '../../src/report/index.js';
import { ERRATUM, FLOW, PROVED, REFUTED, reportOf, result, SUPPORTED } from './sample-report.js';

describe('reportToJson', () => {
  it('has the documented shape, keys in their fixed order, absent facts absent', () => {
    const data = JSON.parse(reportToJson(reportOf([PROVED, REFUTED, ERRATUM]))) as Record<string, unknown>;
    expect(Object.keys(data)).toEqual(['results', 'problems', 'summary']);
    const [proved, refuted, erratum] = data.results as Record<string, unknown>[];
    const common = [
      'file',
      'derivation',
      'claim',
      'kind',
      'fingerprint',
      'verdict',
      'expected',
      'ok',
      'ms',
      'evidence',
    ];
    expect(Object.keys(proved)).toEqual(common);
    expect(Object.keys(refuted)).toEqual([
      'file',
      'line',
      ...common.slice(1),
      'counterexample',
      'firstWrongStep',
    ]);
    expect(erratum.right).toBe('2*s');
    expect(refuted.counterexample).toEqual(REFUTED.counterexample);
    expect(Object.keys(data.summary as object)).toEqual([
      'claims',
      'ok',
      'short',
      'verdicts',
      'problems',
      'ignored',
      'seed',
      'remembered',
      'ms',
      'interrupted',
    ]);
  });

  it('does not depend on the order in which a result was put together', () => {
    const shuffled = Object.fromEntries(Object.entries(SUPPORTED).reverse());
    expect(reportToJson(reportOf([{ ...SUPPORTED, ...shuffled }]))).toBe(reportToJson(reportOf([SUPPORTED])));
    const reversed = result(Object.fromEntries(Object.entries(FLOW).reverse()));
    expect(reportToJson(reportOf([reversed]))).toBe(reportToJson(reportOf([FLOW])));
  });

  it('loses no number: BigInts, infinities and NaN are written as text', () => {
    const lost = result({
      evidence: [
        {
          kind: 'exact-proof',
          method: 'm',
          certificate: new Map<string, unknown>([['p', 2n ** 70n]]),
          ms: Number.NaN,
        },
      ],
    });
    const text = reportToJson(reportOf([lost]));
    expect(text).toContain('"p": "1180591620717411303424"');
    expect(text).toContain('"ms": "NaN"');
    expect(text).not.toContain('null');
  });
});

describe('jsonValue', () => {
  it('leaves JSON data as it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.stringify(jsonValue(value))).toBe(JSON.stringify(value));
      }),
      { seed: 5 },
    );
  });

  it('refuses a cycle but not a value that occurs twice', () => {
    const shared = { a: 1 };
    expect(jsonValue([shared, shared])).toEqual([{ a: 1 }, { a: 1 }]);
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    expect(() => jsonValue(cycle)).toThrow(TypeError);
  });
});
