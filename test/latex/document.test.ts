import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import katex from 'katex';
import { afterAll, describe, expect, it } from 'vitest';
import type { Statement } from '../../src/claim/claim.js';
import { parse } from '../../src/expression/parse.js';
import { substitute, symbolsOf } from '../../src/expression/traverse.js';
import { abbreviate } from '../../src/latex/abbreviate.js';
import { escapeText, latexDocument, statementToLatex } from '../../src/latex/index.js';
import { symbolTable } from '../../src/tex/names.js';
import { ERRATUM, FLOW, PROVED, result, SUPPORTED, UNDECIDED } from '../report/sample-report.js';
import { DERIVATION, formula, STATEMENTS } from './sample-derivation.js';

const RESULTS = [
  { ...PROVED, claim: 'equality' },
  { ...SUPPORTED, claim: 'long-equality' },
  { ...ERRATUM, claim: 'inequality' },
  { ...UNDECIDED, claim: 'limit' },
  FLOW,
];
const DOCUMENT = latexDocument([DERIVATION], RESULTS);

const folder = mkdtempSync(join(tmpdir(), 'flowproof-latex-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('statementToLatex', () => {
  it.each(Object.entries(STATEMENTS))('%s is accepted by KaTeX at its strictest', (_, statement) => {
    katex.renderToString(statementToLatex(statement), {
      throwOnError: true,
      strict: 'error',
      displayMode: true,
    });
  });

  it.each([
    [
      'chain',
      '\\begin{aligned}\n& \\sinh(2 x) \\\\\n&= 2 \\sinh x\\,\\cosh x \\\\\n&= \\frac{e^{2 x} - e^{-2 x}}{2}\n\\end{aligned}',
    ],
    ['inequality', 'K \\ge 2 s'],
    [
      'conserved-by-loss',
      '\\begin{aligned}\n\\frac{\\mathrm{d}}{\\mathrm{d}t} \\left[c^{2} - d^{2}\\right] &= 0 \\\\\n' +
        '\\frac{\\mathrm{d}c}{\\mathrm{d}t} &= -\\frac{\\partial \\mathcal{L}}{\\partial c} \\\\\n' +
        '\\frac{\\mathrm{d}d}{\\mathrm{d}t} &= -\\frac{\\partial \\mathcal{L}}{\\partial d} \\\\\n' +
        '\\mathcal{L} &= \\frac{(s - c\\,d)^{2}}{2}\n\\end{aligned}',
    ],
    ['derivative', '\\frac{\\mathrm{d}}{\\mathrm{d}x} \\left[\\log(\\cosh x)\\right] = \\tanh x'],
    ['limit', '\\lim_{x \\to 0^{+}} \\frac{\\operatorname{arsinh} x}{x} = 1'],
    ['limit-at-infinity', '\\lim_{\\lambda \\to -\\infty} (K - \\lambda) = \\infty'],
    ['order', '\\cosh x - 1 = \\Theta\\left(\\lvert x\\rvert ^{2}\\right) \\quad \\text{as } x \\to 0'],
    [
      'extends',
      '\\left[\\frac{a^{2} - b^{2}}{a - b}\\right]\\Big|_{b = a} = 2 a \\quad \\text{by continuity}',
    ],
    [
      'extended-inequality',
      '\\frac{\\sinh \\lambda}{\\lambda} \\ge 1 \\quad \\text{also at } \\lambda = 0 \\text{ by continuity}',
    ],
    [
      'order-at-a-point',
      '\\sqrt{x - a_{0}} = O\\left((x - a_{0})^{1/2}\\right) \\quad \\text{as } x \\to a_{0}^{+}',
    ],
  ])('writes a %s the customary way', (kind, tex) => {
    expect(statementToLatex(STATEMENTS[kind])).toBe(tex);
  });

  it('breaks a long sum before its terms and keeps every sign', () => {
    const tex = statementToLatex(STATEMENTS['long-equality']);
    expect(tex.split('\\\\').length).toBeGreaterThan(2);
    expect(tex).toContain('- (-5 \\sinh x\\,\\cosh^{4} x)');
    expect(tex).toContain('- \\lambda\\,e^{-K\\,u}');
  });
});

describe('abbreviations', () => {
  const x = '((a + b)^3*cosh(a*b + c)^2 + sqrt(a^2 + b^2 + c^2))';
  const wide = `(${x}*exp(-${x}) + ${x}/(1 + ${x}^2))*(${x} - 1)*(${x} + 1)`;
  const statement: Statement = { kind: 'equality', left: formula(wide), right: formula('Q_1') };

  it('name what recurs where no line holds a formula, avoid names in use, and are spelled out', () => {
    const tex = statementToLatex(statement);
    expect(tex).toMatch(/^\\begin\{gathered\}/);
    expect(tex).toContain('= Q_{1}');
    expect(tex).toContain('\\text{where } Q_{2} = ');
    expect(tex.match(/\\cosh/g)).toHaveLength(1);
    katex.renderToString(tex, { throwOnError: true, strict: 'error', displayMode: true });
  });

  it('put back in their places give the formula as typed', () => {
    const typed = parse(wide);
    const { formulas, where, names } = abbreviate([typed], symbolTable(symbolsOf(typed)), 60);
    expect(where.length).toBeGreaterThan(0);
    const byTex = new Map([...names].map(([name, tex]) => [tex, name]));
    const whole = where
      .slice()
      .reverse()
      .reduce(
        (e, { tex, meaning }) => substitute(e, new Map([[byTex.get(tex) ?? '', meaning]])),
        formulas[0],
      );
    expect(whole).toBe(typed);
  });

  it('leave alone what fits', () => {
    for (const s of Object.values(STATEMENTS)) expect(statementToLatex(s)).not.toContain('gathered');
  });
});

describe('latexDocument', () => {
  it('labels every claim stably and puts its verdict in the margin', () => {
    for (const { id } of DERIVATION.claims) expect(DOCUMENT).toContain(`\\label{mode:${id}}`);
    expect(DOCUMENT).toContain('\\textbf{equality.}\\flowproofmark{proved}{}');
    expect(DOCUMENT).toContain('\\flowproofmark{supported}{200 draws, 50 digits}');
    expect(DOCUMENT).toContain('\\flowproofmark{erratum: refuted}{at $\\lambda = -\\tfrac{1}{2}$, $s = 1$}');
    expect(DOCUMENT).toContain('\\flowproofmark{undecided}{the budget of 20 s ended}');
    expect(DOCUMENT).toContain('\\textbf{chain.}\\flowproofmark{not checked}{}');
    expect(DOCUMENT).toContain('\\textsf{mode-follows-flow}: supported (40 draws)');
  });

  it('takes no verdict from another file that holds a derivation of the same id', () => {
    const elsewhere = latexDocument([DERIVATION], [result({ file: 'other.ts', claim: 'equality' })]);
    expect(elsewhere).toContain('\\textbf{equality.}\\flowproofmark{not checked}{}');
  });

  it('writes the right form of an erratum as mathematics where it is some, as prose else', () => {
    expect(DOCUMENT).toContain('Right is: $\\frac{\\operatorname{arsinh} x}{x} \\le 1$.');
    expect(DOCUMENT).toContain('Right is: K \\textgreater{} 2*s for lambda $\\ne$ 0.');
  });

  it('states domains: of the derivation once, of a claim where it narrows them', () => {
    expect(DOCUMENT).toContain(
      'Throughout, $s > 0$, $\\lambda \\in \\mathbb{R}$, $a_{0} > 0$, $u > 0$, $a_{0} < s$.',
    );
    expect(DOCUMENT).toContain('For $\\tfrac{1}{10} < x \\le 10$, $n \\in \\mathbb{Z},\\ n \\ge 1$:');
  });

  it.skipIf(!existsSync('/usr/bin/pdflatex'))('compiles without error or overfull box', () => {
    writeFileSync(join(folder, 'document.tex'), DOCUMENT);
    for (const _ of [1, 2]) {
      const { status } = spawnSync(
        'pdflatex',
        ['-interaction=nonstopmode', '-halt-on-error', 'document.tex'],
        {
          cwd: folder,
          timeout: 60_000,
        },
      );
      const log = readFileSync(join(folder, 'document.log'), 'latin1');
      expect({ status, errors: log.match(/^!.*$/gm), overfull: log.match(/^Overfull.*$/gm) }).toEqual({
        status: 0,
        errors: null,
        overfull: null,
      });
      expect(log).not.toMatch(/undefined references|multiply defined|Missing character/);
    }
    expect(execFileSync('head', ['-c', '5', join(folder, 'document.pdf')]).toString()).toBe('%PDF-');
  });
});

describe('escapeText', () => {
  it('disarms every special character, keeps accents, names what fonts lack', () => {
    expect(escapeText('a_b & 50% {x} #1 \\input{y} $z$ ~ ^')).toBe(
      'a\\_b \\& 50\\% \\{x\\} \\#1 \\textbackslash{}input\\{y\\} \\$z\\$ \\textasciitilde{} \\textasciicircum{}',
    );
    expect(escapeText('naïve λ → 0\n\nnext 漢')).toBe('naïve $\\lambda$ $\\to$ 0 next [U+6F22]');
  });
});
