import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Claim } from '../../src/claim/claim.js';
import { compileDerivation } from '../../src/claim/compile-derivation.js';
import type { ClaimInput, SymbolsInput } from '../../src/claim/document.js';
import { claimFingerprint, claimFingerprints } from '../../src/claim/fingerprint.js';
import { nowhere } from '../../src/claim/places.js';
import { type Expression, product, symbol } from '../../src/expression/expression.js';
import { hashExpressions } from '../../src/expression/fingerprint.js';

function claimsOf(
  claims: readonly object[],
  symbols: SymbolsInput = { x: 'real', y: 'real' },
  define: Record<string, string> = {},
): readonly Claim[] {
  const written = claims.map((claim, i) => ({ id: `c${i}`, ...claim }) as ClaimInput);
  const input = { derivation: 'd', title: 'T', symbols, define, claims: written };
  const compiled = compileDerivation(input, nowhere('test'));
  if (compiled.kind === 'derivation') return compiled.derivation.claims;
  throw compiled.problems[0];
}

const of = (...args: Parameters<typeof claimsOf>): string =>
  claimFingerprint(claimsOf(...args)[0], () => undefined);

describe('claimFingerprint', () => {
  const equal = { equal: ['x + y', 'y + x'] };

  it('does not depend on ids, prose and layout', () => {
    expect(of([equal])).toMatch(/^[0-9a-f]{64}$/);
    expect(of([{ equal: ['x+y', 'y+x'], id: 'other', prose: 'P', source: 'S' }])).toBe(of([equal]));
    expect(of([{ equal: ['s', 'y + x'] }], undefined, { s: 'x + y' })).toBe(of([equal]));
  });

  it('differs wherever the claim differs', () => {
    const field = { x: 'y', y: '-x' };
    const variants = [
      of([equal]),
      of([{ equal: ['x + y', 'x + y'] }]),
      of([{ equal: ['x - y', 'y + x'] }]),
      of([{ chain: ['x + y', 'y + x'] }]),
      of([equal], { x: 'positive', y: 'real' }),
      of([equal], { x: 'nonnegative', y: 'real' }),
      of([equal], { x: 'integer', y: 'real' }),
      of([{ ...equal, assume: ['x < y'] }]),
      of([{ ...equal, assume: ['x <= y'] }]),
      of([{ ...equal, assume: ['y < x'] }]),
      of([{ ...equal, require: 'proved' }]),
      of([{ ...equal, expect: 'refuted' }]),
      of([{ holds: 'x + y >= y + x' }]),
      of([{ holds: 'x + y > y + x' }]),
      of([{ derivative: { of: 'x*y', by: 'x', is: 'y' } }]),
      of([{ derivative: { of: 'x*y', by: 'y', is: 'y' } }]),
      of([{ limit: { of: 'x', as: 'x -> 0', is: '0' } }]),
      of([{ limit: { of: 'x', as: 'x -> 0+', is: '0' } }]),
      of([{ limit: { of: 'x', as: 'x -> inf', is: 'inf' } }]),
      of([{ limit: { of: 'x', as: 'x -> inf', is: '-inf' } }]),
      of([{ order: { of: 'x', as: 'x -> 0', exponent: '1' } }]),
      of([{ order: { of: 'x', as: 'x -> 0', exponent: '1', exact: false } }]),
      of([{ conserved: { quantity: 'x^2 + y^2', field } }]),
      of([{ ...equal, extend: { x: '0' } }]),
      of([{ ...equal, extend: { x: '1' } }]),
      of([{ ...equal, extend: { y: '0' } }]),
      of([{ extends: { of: 'x', at: { x: '0' }, is: '0' } }]),
      of([{ extends: { of: 'x', at: { x: '1' }, is: '0' } }]),
      of([{ extends: { of: 'x', at: { x: '0' }, is: '1' } }]),
      of([{ conserved: { quantity: 'x^2 + y^2', field: { x: 'y', y: 'x' } } }]),
    ];
    expect(new Set(variants).size).toBe(variants.length);
  });

  it('changes with a claim it cites', () => {
    const citing = { equal: ['x', 'x'], using: ['c0'] };
    const last = (first: object) => claimFingerprints(claimsOf([first, citing])).get('c1');
    expect(last(equal)).toBe(last({ ...equal, prose: 'P' }));
    expect(last(equal)).not.toBe(last({ equal: ['x + y', 'x + y'] }));
  });

  it('takes no longer for a tree whose text is exponentially long', () => {
    const tall = (leaf: string) => {
      let tree: Expression = symbol(leaf);
      for (let i = 0; i < 200; i++) tree = product(tree, tree);
      const hash = createHash('sha256');
      hashExpressions(hash, [tree]);
      return hash.digest('hex');
    };
    expect(tall('x')).toBe(tall('x'));
    expect(tall('x')).not.toBe(tall('y'));
  });
});
