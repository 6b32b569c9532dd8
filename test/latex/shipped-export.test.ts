import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import katex from 'katex';
import { describe, expect, it } from 'vitest';
import { compileDerivation } from '../../src/claim/compile-derivation.js';
import { nowhere } from '../../src/claim/places.js';
import { latexDocument, latexFragments, STYLE_NAME } from '../../src/latex/index.js';
import { shippedDerivations } from '../derivations/shipped.js';

const HAS_LATEX = spawnSync('pdflatex', ['--version']).status === 0;
const derivations = (await shippedDerivations()).map(({ file, input }) => {
  const compiled = compileDerivation(input, nowhere(file));
  if (compiled.kind !== 'derivation') throw new Error(`${file} does not compile`);
  return compiled.derivation;
});
const document = latexDocument(derivations, []);

/** The text between the brace that opens at `from` and its partner. */
function group(tex: string, from: number): string {
  let depth = 1;
  let end = from;
  for (; depth > 0; end++) {
    if (tex[end] === '\\') end++;
    else if (tex[end] === '{') depth++;
    else if (tex[end] === '}') depth--;
  }
  return tex.slice(from, end - 1);
}

/** Displayed formulas, and those in the running text. */
function formulasOf(tex: string): { readonly displayed: string[]; readonly inline: string[] } {
  const [, body] = tex.split('\\begin{document}');
  const displayed: string[] = [];
  let rest = '';
  let end = 0;
  for (const match of body.matchAll(/\\flowproofmath\{/g)) {
    const from = match.index + match[0].length;
    const formula = group(body, from);
    displayed.push(formula);
    rest += body.slice(end, match.index);
    end = from + formula.length + 1;
  }
  rest += body.slice(end);
  const inline = [...rest.matchAll(/(?<!\\)\$((?:[^$\\]|\\.)+)\$/g)].map(([, formula]) => formula);
  return { displayed, inline };
}

describe('the export of all shipped derivations', () => {
  it('is mathematics that KaTeX accepts at its strictest', () => {
    const { displayed, inline } = formulasOf(document);
    expect(displayed.length).toBeGreaterThan(derivations.flatMap((d) => d.claims).length);
    expect(inline.length).toBeGreaterThan(500);
    for (const [formulas, displayMode] of [
      [displayed, true],
      [inline, false],
    ] as const) {
      for (const formula of formulas) {
        expect(
          () => katex.renderToString(formula, { throwOnError: true, strict: 'error', displayMode }),
          formula,
        ).not.toThrow();
      }
    }
  });

  it('compiles without an error and without an overfull line', { timeout: 120_000 }, (context) => {
    if (!HAS_LATEX) return context.skip('pdflatex is not installed here: the document is not compiled');
    const folder = mkdtempSync(join(tmpdir(), 'flowproof-shipped-'));
    try {
      writeFileSync(join(folder, 'all.tex'), document);
      const options = ['-interaction=nonstopmode', '-halt-on-error', 'all.tex'];
      const { status } = spawnSync('pdflatex', options, { cwd: folder });
      const log = readFileSync(join(folder, 'all.log'), 'latin1');
      expect(log.match(/^!.*$/gm) ?? []).toEqual([]);
      expect(log.match(/^Overfull.*$/gm) ?? []).toEqual([]);
      expect(status).toBe(0);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('has a fragment a claim, under a name of its own', () => {
    const fragments = latexFragments(derivations, []);
    const claims = derivations.flatMap((d) => d.claims);
    expect(fragments.size).toBe(claims.length + 1);
    for (const { derivation, id } of claims) {
      const text = fragments.get(`${derivation}--${id}.tex`);
      expect(text).toContain(`\\label{${derivation}:${id}}`);
      expect(document).toContain(text?.split('%\n\\begin').at(-1));
    }
    expect(fragments.get(STYLE_NAME)).toContain('\\ProvidesPackage{flowproof}');
  });

  it('has fragments that a paper can input', { timeout: 60_000 }, (context) => {
    if (!HAS_LATEX) return context.skip('pdflatex is not installed here: no paper is compiled');
    const folder = mkdtempSync(join(tmpdir(), 'flowproof-fragments-'));
    try {
      const fragments = [...latexFragments(derivations.slice(0, 3), [])];
      for (const [name, text] of fragments) writeFileSync(join(folder, name), text);
      const inputs = fragments.slice(1, 8).map(([name]) => `We have \\input{${name}} and`);
      writeFileSync(
        join(folder, 'paper.tex'),
        [
          '\\documentclass{article}\\usepackage{flowproof}\\begin{document}',
          ...inputs,
          'that is all.\\end{document}',
        ].join('\n'),
      );
      const { status, stdout } = spawnSync(
        'pdflatex',
        ['-interaction=nonstopmode', '-halt-on-error', 'paper.tex'],
        {
          cwd: folder,
          encoding: 'latin1',
        },
      );
      expect(stdout.match(/^!.*$/gm) ?? []).toEqual([]);
      expect(status).toBe(0);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
