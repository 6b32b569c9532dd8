import { describe, expect, it } from 'vitest';
import { compileDerivation } from '../../src/claim/compile-derivation.js';
import { derivationSymbols } from '../../src/latex/derivation-parts.js';
import { latexDocument } from '../../src/latex/index.js';

const input = (names: Record<string, string>) => ({
  derivation: 'notation',
  title: 'Names as an author wants them',
  symbols: { lambda: 'real', a: 'positive', K: 'real' },
  define: { balance: 'a^2 - lambda' },
  names,
  claims: [{ id: 'sign', holds: 'a^2*lambda^2 >= 0', symbols: { b: 'real' } }],
});
const problemsOf = (names: Record<string, string>) => {
  const compiled = compileDerivation(input(names));
  return compiled.kind === 'problems'
    ? compiled.problems.map(({ code, message }) => `${code}: ${message}`)
    : [];
};

describe('names', () => {
  it('are how an exported formula is written; a power of a raised name gets parentheses', () => {
    const compiled = compileDerivation(
      input({ lambda: '\\bar{\\lambda}_0', a: 'a(t)', balance: '\\mathcal{B}' }),
    );
    if (compiled.kind !== 'derivation') throw compiled.problems[0];
    const tex = latexDocument([compiled.derivation], []);
    expect(tex).toContain('(a(t))^{2}\\,\\bar{\\lambda}_0^{2} \\ge 0');
    expect(tex).toContain('\\mathcal{B} = ');
  });

  it('keep other names from looking the same', () => {
    const compiled = compileDerivation(input({ lambda: 'K' }));
    if (compiled.kind !== 'derivation') throw compiled.problems[0];
    const names = derivationSymbols(compiled.derivation);
    expect([names.get('lambda'), names.get('K')]).toEqual(['K', '\\mathtt{K}']);
  });

  it.each([
    [{ lamda: 'x' }, 'unknown-symbol: names speaks of lamda, which is no name of this derivation'],
    [
      { a: '\\input{/etc/passwd}' },
      'notation: this is no notation for one symbol: \\input has no place in it',
    ],
    [{ a: 'a_{0' }, 'notation: this is no notation for one symbol: its braces do not match'],
    [{ a: '' }, 'notation: this is no notation for one symbol: it is empty'],
    [
      { a: '2' },
      'notation: this is no notation for one symbol: it begins with neither a letter nor a command',
    ],
    [{ a: 'x$y' }, 'notation: this is no notation for one symbol: "$" has no place in it'],
    [{ a: 'z_1', b: 'z_{1}' }, 'notation: a is written like this already'],
  ])('that cannot be are refused: %j', (names, problem) => {
    expect(problemsOf(names)).toEqual([problem]);
  });
});
