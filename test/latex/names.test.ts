import fc from 'fast-check';
import katex from 'katex';
import { describe, expect, it } from 'vitest';
import { SYMBOL_NAME } from '../../src/expression/parse.js';
import { symbolTable, symbolToLatex } from '../../src/tex/names.js';

describe('symbolToLatex', () => {
  it.each([
    ['lambda', '\\lambda'],
    ['a0', 'a_{0}'],
    ['a_0', 'a_{0}'],
    ['W12', 'W_{12}'],
    ['Sigma', '\\Sigma'],
    ['beta_PT', '\\beta_{\\mathrm{PT}}'],
    ['w_plus', 'w_{+}'],
    ['w0_minus', 'w_{0,-}'],
    ['lambda_hat', '\\hat{\\lambda}'],
    ['x_bar_0', '\\bar{x}_{0}'],
    ['rate', '\\mathrm{rate}'],
    ['delta_eta', '\\delta_{\\eta}'],
    ['q_', 'q'],
    ['中', '\\mathrm{U{+}4E2D}'],
  ])('%s', (name, tex) => {
    expect(symbolToLatex(name)).toBe(tex);
  });

  const names = fc.stringMatching(/^[a-zA-Zé中ℓλ][a-z0-9_é]{0,6}$/u).filter((n) => SYMBOL_NAME.test(n));

  it('is accepted by KaTeX whatever the name', () => {
    fc.assert(
      fc.property(names, (name) => {
        const [tex] = symbolTable([name]).values();
        katex.renderToString(`${tex}^{2}`, { throwOnError: true, strict: 'error' });
      }),
      { seed: 3, numRuns: 500 },
    );
  });

  it('never writes two symbols of one table alike', () => {
    expect([...symbolTable(['a0', 'a_0', 'a__0']).values()]).toEqual([
      'a_{0}',
      '\\mathtt{a\\_0}',
      '\\mathtt{a\\_\\_0}',
    ]);
    fc.assert(
      fc.property(fc.uniqueArray(names, { maxLength: 12 }), (list) => {
        expect(new Set(symbolTable(list).values()).size).toBe(list.length);
      }),
      { seed: 4, numRuns: 500 },
    );
  });
});
