import { describe, expect, it } from 'vitest';
import type { AssumptionFinding } from '../../src/check/assumptions/assumption.js';
import { reportToJson, reportToTerminal } from '../../src/report/index.js';
import { ERRATUM, PROVED, reportOf } from './sample-report.js';

const PROOF = { kind: 'exact-proof', method: 'equality', certificate: { primes: [7n] }, ms: 1 } as const;

const found = (facts: Partial<AssumptionFinding>): AssumptionFinding => ({
  assumption: 'x > 0',
  kind: 'bound',
  status: 'not needed',
  evidence: [],
  ms: 1.23456,
  ...facts,
});

const FINDINGS: readonly AssumptionFinding[] = [
  found({
    status: 'needed',
    counterexample: {
      point: { x: '-1' },
      values: [
        { label: 'left side', value: '1' },
        { label: 'right side', value: '-1' },
        { label: 'left − right', value: '2' },
      ],
      because: 'the two sides differ',
    },
    over: { symbols: { x: 'real' }, assume: [] },
  }),
  found({
    instead: 'x >= 0',
    evidence: [PROOF],
    outside: { draws: 1, undefinedDraws: 0, undecidedDraws: 0 },
  }),
  found({
    assumption: 'y > 0',
    status: 'vacuous outside',
    evidence: [PROOF],
    outside: { draws: 63, undefinedDraws: 63, undecidedDraws: 0 },
  }),
  found({ assumption: 'a < s', kind: 'relation', status: 'open', reason: 'the budget\n\u001b[32mended' }),
  found({ assumption: 'h > 0', status: 'not examined', reason: 'h moves to its limit' }),
];

const REPORT = reportOf([
  {
    ...PROVED,
    assumptions: FINDINGS,
    suggestedDomain: {
      symbols: { x: 'nonnegative', y: 'positive' },
      assume: ['a < s'],
      changes: ['x: nonnegative instead of positive'],
      kept: ['z >= 0'],
      evidence: [PROOF],
    },
  },
  { ...ERRATUM, assumptionsSkipped: 'it is an erratum' },
]);

describe('assumptions in a report', () => {
  it('are aligned lines under their claim, and counted in the summary', () => {
    const text = reportToTerminal(REPORT, { colour: false, verbose: false });
    expect(text).toContain(`  ✓ product           proved  modular zero test, 3 primes  41 ms
      assumptions
        x > 0           needed           at x = -1: left side 1, right side -1
        x > 0 → x >= 0  not needed       proved without it
        y > 0           vacuous outside  proved without it; outside, a side is undefined at all of 63 draws
        a < s           open             the budget \\u{1b}[32mended
        h > 0           not examined     h moves to its limit
        weakest domain  x: nonnegative instead of positive (proved)
                        z >= 0 stays: weakened as well, the claim is no longer proved
`);
    expect(text).toContain('      assumptions not examined: it is an erratum\n');
    expect(text).toContain(
      '\nassumptions: 1 needed, 1 not needed, 1 vacuous outside, 1 open, 1 not examined; 1 claim not examined\n',
    );
  });

  it('leave no trace where they were not asked about', () => {
    const plain = reportOf([PROVED]);
    expect(reportToTerminal(plain, { colour: false, verbose: true })).not.toContain('assumption');
    expect(reportToJson(plain)).not.toContain('ssumption');
  });

  it('have the documented JSON shape', () => {
    const { results } = JSON.parse(reportToJson(REPORT)) as {
      results: {
        assumptions: Record<string, unknown>[];
        suggestedDomain: object;
        assumptionsSkipped: string;
      }[];
    };
    const [{ assumptions, suggestedDomain }, skipped] = results;
    expect(Object.keys(assumptions[0])).toEqual([
      'assumption',
      'kind',
      'status',
      'counterexample',
      'over',
      'evidence',
      'ms',
    ]);
    expect(assumptions[1]).toEqual({
      assumption: 'x > 0',
      kind: 'bound',
      instead: 'x >= 0',
      status: 'not needed',
      outside: { draws: 1, undefinedDraws: 0, undecidedDraws: 0 },
      evidence: [{ kind: 'exact-proof', method: 'equality', certificate: { primes: ['7'] }, ms: 1 }],
      ms: 1.235,
    });
    expect(Object.keys(suggestedDomain)).toEqual(['symbols', 'assume', 'changes', 'kept', 'evidence']);
    expect(skipped.assumptionsSkipped).toBe('it is an erratum');
  });
});
