import { describe, expect, it } from 'vitest';
import { pythonName, pythonString } from '../../src/python/python-names.js';

describe('a symbol in Python', () => {
  it('keeps its name where Python and the script around it do not need it', () => {
    expect(['a0', 's', 'beta_PT', 'N0'].map(pythonName)).toEqual(['a0', 's', 'beta_PT', 'N0']);
    expect(['lambda', 'in', 'N', 'e', 'sqrt', 'point'].map(pythonName)).toEqual([
      'lambda_',
      'in_',
      'N_',
      'e_',
      'sqrt_',
      'point_',
    ]);
  });

  it('is another one for every symbol', () => {
    // Python itself reads ℓ as l.
    const names = ['l', 'ℓ', 'lambda', 'lambda_', 'lambda__', 'in', 'in_', 'mu', 'μ', 'µ'];
    expect(new Set(names.map(pythonName)).size).toBe(names.length);
    for (const name of names) expect(pythonName(name)).toMatch(/^[A-Za-z_]\w*$/);
  });

  it('is quoted so that nothing ends its string', () => {
    expect(pythonString('a"b\\c')).toBe('"a\\"b\\\\c"');
  });
});
