import katex from 'katex';
import { describe, expect, it } from 'vitest';
import { compileDerivation, derivationOf } from '../../src/claim/compile-derivation.js';
import { nowhere } from '../../src/claim/places.js';
import { isMarkdownDocument, isMathmlPage, markdownDocument, mathmlPage } from '../../src/markup/index.js';
import { shippedDerivations } from '../derivations/shipped.js';
import { ERRATUM, PROVED, SUPPORTED } from '../report/sample-report.js';

const ATTACK = '<script>alert(1)</script> $x$ *bold* [link](javascript:x) `code` & "quoted" | # ~';
const derivation = derivationOf({
  derivation: 'attack',
  title: ATTACK,
  source: ATTACK,
  prose: ATTACK,
  symbols: { lambda: 'real', s: 'positive' },
  define: { K: 'sqrt(lambda^2 + 4*s^2)' },
  claims: [
    { id: 'bound', prose: ATTACK, assume: ['lambda > s'], holds: 'K >= 2*s' },
    { id: 'false', equal: ['K', 'lambda'], expect: 'refuted', right: 'K > lambda' },
    { id: 'words', equal: ['K', '2*s'], expect: 'refuted', right: ATTACK },
  ],
});
const results = [PROVED, ERRATUM, SUPPORTED].map((result, k) => ({
  ...result,
  derivation: 'attack',
  claim: derivation.claims[k].id,
  file: derivation.file,
}));

describe('Markdown', () => {
  const text = markdownDocument([derivation], results);

  it('has the claims with their verdicts, and formulas between dollar signs', () => {
    expect(isMarkdownDocument(text)).toBe(true);
    expect(text).toContain('### <a id="attack:bound"></a>bound\n\n**proved**');
    expect(text).toContain('For $\\lambda > s$:\n\n$$\nK \\ge 2 s\n$$');
    expect(text).toContain('**erratum: refuted**, at $');
    expect(text).toContain('Right is: $K > \\lambda$.');
  });

  it('lets nothing in prose act as markup', () => {
    const [, prose] = /^\*Source: (.*)\.\*$/m.exec(text) ?? [];
    expect(prose).toContain('&lt;script\\>');
    expect(prose).not.toMatch(/(?<!\\)[$*`[|#~]/);
  });
});

describe('the page with MathML', () => {
  const page = mathmlPage([derivation], results);

  it('has the claims with their verdicts, and formulas that need no script and no font', () => {
    expect(isMathmlPage(page)).toBe(true);
    expect(page).toContain('<article id="attack:bound">');
    expect(page).toContain('<span class="verdict proved">proved</span>');
    expect(page.match(/<math /g)?.length).toBeGreaterThan(6);
    expect(page).not.toMatch(/<link|<script|https?:\/\/(?!www\.w3\.org)/);
  });

  it('lets nothing in prose act as markup', () => {
    expect(page).not.toContain('<script');
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).toContain('&quot;quoted&quot;');
  });
});

describe('all shipped derivations', async () => {
  const derivations = (await shippedDerivations()).map(({ file, input }) => {
    const compiled = compileDerivation(input, nowhere(file));
    if (compiled.kind !== 'derivation') throw new Error(`${file} does not compile`);
    return compiled.derivation;
  });

  it('are Markdown whose every formula KaTeX accepts', () => {
    const text = markdownDocument(derivations, []);
    const displayed = [...text.matchAll(/^\$\$\n(.*)\n\$\$$/gm)].map(([, formula]) => formula);
    expect(displayed.length).toBeGreaterThan(derivations.flatMap((d) => d.claims).length);
    expect(text.match(/^\$\$$/gm)).toHaveLength(2 * displayed.length);
    for (const formula of displayed) {
      expect(
        () => katex.renderToString(formula, { throwOnError: true, strict: 'error', displayMode: true }),
        formula,
      ).not.toThrow();
    }
  });

  it('are a page', () => {
    const page = mathmlPage(derivations, []);
    expect(page.match(/<article /g)).toHaveLength(derivations.flatMap((d) => d.claims).length);
    expect(page).not.toContain('katex-error');
  });
});
