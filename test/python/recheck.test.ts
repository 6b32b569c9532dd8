import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkDerivation } from '../../src/check/check-derivation.js';
import type { ClaimResult } from '../../src/check/result.js';
import { derivationOf } from '../../src/claim/compile-derivation.js';
import type { DerivationInput } from '../../src/claim/document.js';
import { isPythonScript, pythonScript } from '../../src/python/index.js';

const LIBRARY = readFileSync(fileURLToPath(new URL('../../python/recheck.py', import.meta.url)), 'utf8');
const HAS_PYTHON = spawnSync('python3', ['-c', 'import mpmath, sympy']).status === 0;
const WITHOUT = 'python3 with mpmath and sympy is not installed here: the exported script is not run';

/** One claim a kind that the script decides, then false ones; names that Python keeps for itself are among the symbols. */
const INPUT: DerivationInput = {
  derivation: 'every-kind',
  title: 'Every kind',
  symbols: {
    lambda: 'real',
    s: 'positive',
    u: 'nonnegative',
    c: 'positive',
    z: 'real',
    n: { is: 'integer', ge: 1, le: 30 },
    p: 'real',
    q: 'real',
  },
  define: { K: 'sqrt(lambda^2 + 4*s^2)', bowl: 'c/2*(1 - sqrt(1 + (z/c)^2) + z/c*asinh(z/c))' },
  claims: [
    { id: 'equality', equal: ['(K - lambda)*(K + lambda)', '4*s^2'] },
    { id: 'cancels', equal: ['cosh(u)^2 - sinh(u)^2', '1'] },
    { id: 'thirds', equal: ['1/3 + 0.1', '13/30'] },
    { id: 'chain', chain: ['(s + u)^2', 's^2 + 2*s*u + u^2', 's*(s + 2*u) + u^2'] },
    { id: 'inequality', holds: 'K >= 2*s' },
    { id: 'strict', holds: 'tanh(u) < 1' },
    { id: 'assumed', assume: ['lambda > s', 's != 1'], holds: 'K > sqrt(5)*s' },
    { id: 'derivative', derivative: { of: 'K', by: 'lambda', is: 'lambda/K' } },
    {
      id: 'solves',
      solves: {
        variable: 'u',
        forms: { p: 's*exp(-2*u)' },
        field: { p: '-2*p' },
        initial: { at: 0, values: { p: 's' } },
      },
    },
    { id: 'conserved', conserved: { quantity: 'p^2 - q^2', field: { p: 'q', q: 'p' } } },
    { id: 'limit', limit: { of: 'sinh(u)/u', as: 'u -> 0+', is: 1 } },
    { id: 'infinite', limit: { of: 'K', as: 'lambda -> -inf', is: 'inf' } },
    { id: 'order', order: { of: 'K - lambda', as: 'lambda -> inf', exponent: -1 } },
    { id: 'antiderivative', integral: { of: 'cosh(u)', by: 'u', is: 'sinh(u)' } },
    { id: 'integral', integral: { of: 'exp(-s*u)', by: 'u', from: 0, to: 'inf', is: '1/s' } },
    { id: 'sum', sum: { of: 'k', over: 'k', from: 1, to: 'n', is: 'n*(n + 1)/2' } },
    {
      id: 'expectation',
      expectation: { of: 'x^4', over: { x: { gaussian: { mean: 0, variance: 's^2' } } }, is: '3*s^4' },
    },
    { id: 'minimiser', minimiser: { of: 'bowl', state: 'z', speed: '2*sqrt(c^2 + z^2)', each: ['c'] } },
    { id: 'false-equality', equal: ['sqrt(lambda^2)', 'lambda'], expect: 'refuted' },
    { id: 'false-derivative', derivative: { of: 'K', by: 's', is: '2*s/K' }, expect: 'refuted' },
    { id: 'false-limit', limit: { of: 'sinh(2*u)/u', as: 'u -> 0+', is: 1 }, expect: 'refuted' },
    { id: 'false-strict', holds: 'lambda^2 > 0', expect: 'refuted' },
    {
      id: 'false-minimiser',
      minimiser: { of: 'z^2', state: 'z', speed: '2*sqrt(c^2 + z^2)', each: ['c'] },
      expect: 'refuted',
    },
  ],
};

let folder = '';
let results: readonly ClaimResult[] = [];
const derivation = derivationOf(INPUT);
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'flowproof-python-'));
  results = await checkDerivation(derivation, { runs: 40 });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function ran(changed: (result: ClaimResult) => ClaimResult, ...options: string[]) {
  const file = join(folder, 'recheck.py');
  writeFileSync(file, pythonScript(LIBRARY, [derivation], results.map(changed)));
  const { status, stdout, stderr } = spawnSync('python3', [file, ...options], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('the exported script', () => {
  it('is known as an earlier output', () => {
    expect(isPythonScript(pythonScript(LIBRARY, [derivation], results))).toBe(true);
    expect(isPythonScript('#!/usr/bin/env python3\nprint(1)\n')).toBe(false);
  });

  it('agrees with every verdict, of every kind', (context) => {
    if (!HAS_PYTHON) return context.skip(WITHOUT);
    expect(results.filter(({ ok }) => !ok).map(({ claim }) => claim)).toEqual([]);
    const { status, stdout, stderr } = ran((result) => result);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(
      new RegExp(`^${INPUT.claims.length} claims: ${INPUT.claims.length} agrees, 0 disagrees`, 'm'),
    );
  });

  it('disagrees where a false claim is called proved', (context) => {
    if (!HAS_PYTHON) return context.skip(WITHOUT);
    const { status, stdout } = ran((r) => (r.verdict === 'refuted' ? { ...r, verdict: 'proved' } : r));
    expect(status).toBe(1);
    // A strict inequality that is an equality at one point only is met there by no draw.
    const told = [...stdout.matchAll(/^disagrees +every-kind\/(\S+)/gm)].map(([, id]) => id);
    expect(told.sort()).toEqual(['false-derivative', 'false-equality', 'false-limit', 'false-minimiser']);
  });

  it('disagrees where a true claim is called refuted', (context) => {
    if (!HAS_PYTHON) return context.skip(WITHOUT);
    const point = { lambda: '1/2', s: '2', u: '1', c: '1', z: '1', n: '3', p: '1', q: '2', z_other: '2' };
    const counterexample = { point, values: [], because: 'it is not' };
    const { status, stdout } = ran((r) =>
      r.verdict === 'proved' ? { ...r, verdict: 'refuted', counterexample } : r,
    );
    expect(status).toBe(1);
    const told = new Set([...stdout.matchAll(/^disagrees +every-kind\/(\S+)/gm)].map(([, id]) => id));
    for (const { claim, verdict } of results) if (verdict === 'proved') expect(told, claim).toContain(claim);
  });

  it('says what it cannot decide, and why', (context) => {
    if (!HAS_PYTHON) return context.skip(WITHOUT);
    const { status, stdout } = ran((r) => ({ ...r, verdict: 'undecided' }), '--only', 'every-kind/equality');
    expect(status).toBe(0);
    expect(stdout).toContain('cannot decide 1: its verdict is undecided');
    expect(stdout).toContain('1 claims: 0 agrees, 0 disagrees, 1 cannot decide');
  });
});
