import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkDerivation } from '../../src/check/check-derivation.js';
import type { ReadPaper } from '../../src/claim/read-paper.js';
import { readPaperText } from '../../src/claim/read-paper.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BLOCK = ['% flowproof', '% symbols:', '%   x: real', '%   s: positive', '%   t: real', '', ''].join(
  '\n',
);

const paper = (...lines: readonly string[]): ReadPaper =>
  readPaperText(`${BLOCK}${lines.join('\n')}\n`, 'paper.tex');
const told = ({ problems }: ReadPaper): string[] =>
  problems.map(({ code, place }) => `${place?.line}:${place?.column} ${code}`);
const ids = ({ derivation }: ReadPaper): string[] => derivation?.claims.map(({ id }) => id) ?? [];

describe('a marked paper', () => {
  it('has claims where the marks are, in the order of the text', () => {
    const read = paper(
      '\\begin{equation} \\checked{first}{x = x} \\end{equation}',
      '% flowproof: second { require: proved, assume: ["x > 0"] }',
      '\\[ |x| = x \\]',
      'In the text, $\\checked{third}{s > 0}$ holds.',
      '\\begin{align}',
      '  % flowproof: fourth',
      '  x + x &= 2 x \\\\',
      '  % flowproof: fifth',
      '  x^2 &= x x \\\\',
      '      &= |x|^2 \\\\',
      '  y &= \\textrm{not marked}',
      '\\end{align}',
    );
    expect(told(read)).toEqual([]);
    expect(ids(read)).toEqual(['first', 'second', 'third', 'fourth', 'fifth']);
    const [, second, third, , fifth] = read.derivation?.claims ?? [];
    expect(second).toMatchObject({ require: 'proved', place: { line: 9 } });
    expect(second.domain.relations).toHaveLength(1);
    expect(third.statement.kind).toBe('inequality');
    expect(fifth.statement.kind).toBe('chain');
  });

  it('defines names by its own equations, and writes names as it likes', () => {
    const read = readPaperText(
      [
        '% flowproof',
        '% derivation: own-names',
        "% names: { a: 'a(t)', K: '\\mathcal{K}' }",
        '% symbols: { a: real, s: positive }',
        '',
      ].join('\n') +
        [
          '% flowproof: define K',
          '\\[ \\mathcal{K} := \\sqrt{a(t)^2 + s^2} \\]',
          '% flowproof: bound',
          '\\[ \\mathcal K \\ge s \\]',
          '',
        ].join('\n'),
      'paper.tex',
    );
    expect(told(read)).toEqual([]);
    expect(read.derivation?.id).toBe('own-names');
    expect(read.derivation?.definitions.map(({ name, formula }) => [name, formula.text])).toEqual([
      ['K', 'sqrt(a^2 + s^2)'],
    ]);
  });

  it('takes its id from the name of the file and its title from the paper, where the block is silent', () => {
    const read = paper('\\title{On \n modes}', '\\[ \\checked{a}{x = x} \\]');
    expect(read.derivation).toMatchObject({ id: 'paper', title: 'On modes' });
  });

  it('holds no marks in comments, verbatim text and skipped parts', () => {
    const read = paper(
      '% \\[ \\checked{no}{x = y} \\]',
      'x \\\\% \\checked{no}{x = y}',
      '\\begin{verbatim}',
      '% flowproof: no',
      '\\[ \\checked{no}{x = y} \\]',
      '\\end{verbatim} \\verb|\\checked{no}{x = y}|',
      '\\iffalse \\[ \\checked{no}{x = y} \\] \\fi',
      '\\newcommand{\\checked}[2]{#2}',
      '\\[ \\checked{yes}{x = x} \\]',
    );
    expect(told(read)).toEqual([]);
    expect(ids(read)).toEqual(['yes']);
  });

  it('reads a macro as it was defined before the equation', () => {
    const read = paper(
      '\\newcommand{\\m}{x}',
      '\\[ \\checked{first}{\\m = 1} \\]',
      '\\renewcommand{\\m}{s}',
      '\\[ \\checked{second}{\\m = 1} \\]',
    );
    expect(
      read.derivation?.claims.map(({ statement }) => statement.kind === 'equality' && statement.left.text),
    ).toEqual(['x', 's']);
  });

  it('reads lines that end as on Windows', () => {
    const read = readPaperText(
      `${BLOCK}% flowproof: a\n\\[ x = x \\]\n`.replaceAll('\n', '\r\n'),
      'paper.tex',
    );
    expect(told(read)).toEqual([]);
    expect(ids(read)).toEqual(['a']);
  });
});

describe('what is wrong with a paper', () => {
  it('is told at its line and column, and the other equations are still claims', () => {
    const read = paper(
      '\\[ \\checked{good}{x = x} \\]',
      '\\[ \\checked{outside}{x = \\int_0^1 s \\, dt} \\]',
      '\\begin{equation}',
      '  \\checked{ambiguous}{x',
      '    = \\sin 2 x}',
      '\\end{equation}',
      '\\[ \\checked{unknown}{x = z} \\]',
      '\\[ \\checked{cites}{x + 0 = x} \\]',
      '% flowproof: late { using: [later] }',
      '\\[ x = x \\]',
      '\\[ \\checked{good}{x = x} \\]',
      '\\[ \\checked{also}{s = s} \\]',
    );
    expect(told(read)).toEqual([
      '8:26 tex-unsupported',
      '11:14 tex-ambiguous',
      '13:26 unknown-symbol',
      '15:29 citation',
      '17:4 duplicate-id',
    ]);
    expect(ids(read)).toEqual(['good', 'cites', 'also']);
  });

  it.each([
    [['% flowproof: nothing-below', 'Text, and then', '\\[ x = x \\]'], '7:1 mark-without-equation'],
    [['% flowproof:', '\\[ x = x \\]'], '7:1 mark-syntax'],
    [['% flowproof: define K', '\\[ x = s \\]'], '7:1 mark-syntax'],
    [['\\[ \\checked{open}{x = x \\]'], '7:4 tex-syntax'],
    [['% flowproof', '% symbols: {}', '\\[ \\checked{a}{x = x} \\]'], '7:1 several-blocks'],
    [['% flowproof: a { require: sometimes }', '\\[ x = x \\]'], '7:27 wrong-kind'],
    [['% flowproof: a { require', '\\[ x = x \\]'], /^7:\d+ yaml-syntax$/],
  ])('%j', (lines, expected) => {
    expect(told(paper(...lines)).join()).toMatch(
      expected instanceof RegExp ? expected : new RegExp(`^${expected}`),
    );
  });

  it('in the block is told where it stands there', () => {
    const read = readPaperText(
      '\n% flowproof\n% symbols:\n%   x: reall\n\\[ \\checked{a}{x = x} \\]\n',
      'paper.tex',
    );
    expect(told(read)[0]).toMatch(/^4:8 /);
    expect(read.derivation).toBeUndefined();
  });

  it.each([
    ['a paper without a block', '\\[ \\checked{a}{x = x} \\]', '1:1 no-block'],
    ['a paper without marks', '\\[ x = x \\]', '1:1 no-block'],
    ['claims in the block', '% flowproof\n% claims: []\n\\[ x = x \\]', '2:3 unknown-key'],
  ])('%s', (_, source, expected) => {
    expect(told(readPaperText(source, 'paper.tex'))).toEqual([expected]);
  });
});

describe('docs/paper/sample.tex', () => {
  it('has twelve equations, and the two wrong ones are refuted at their lines', async () => {
    const source = readFileSync(join(ROOT, 'docs/paper/sample.tex'), 'utf8');
    const read = readPaperText(source, 'docs/paper/sample.tex');
    expect(told(read)).toEqual([]);
    const { derivation } = read;
    if (derivation === undefined) throw new Error('nothing was read');
    const results = await checkDerivation(derivation, {});
    expect(results.map(({ verdict }) => verdict)).toEqual([
      ...Array(9).fill('proved'),
      'refuted',
      'refuted',
      'proved',
    ]);
    const lineOf = (text: string) => source.slice(0, source.indexOf(text)).split('\n').length;
    expect(
      results.filter(({ verdict }) => verdict === 'refuted').map(({ claim, line }) => [claim, line]),
    ).toEqual([
      ['remainder', lineOf('K - \\lambda = \\frac{2 s^2}')],
      ['remainder-limit', lineOf('\\lim_{\\lambda \\to \\infty} \\lambda \\left(')],
    ]);
  });
});
