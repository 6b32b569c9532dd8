import katex from 'katex';
import { describe, expect, it } from 'vitest';
import { derivationOf } from '../../src/claim/compile-derivation.js';
import { latexDocument, statementToLatex } from '../../src/latex/index.js';
import { matrixDerivation } from '../check/matrix-of.js';
import type { ClaimBody } from '../soundness/claim-of.js';
import { fuzzDice } from '../soundness/fuzz/dice.js';
import { matrixClaim } from '../soundness/fuzz/matrix-claims.js';

const INPUT = {
  symbols: { lambda: 'real', t: 'real' },
  matrices: {
    W1: 'Nh x Ni',
    W2: 'No x Nh',
    G: 'No x Ni',
    A: 'n',
    B: 'n',
    Sigma: { shape: 'n', is: 'symmetric' },
  },
  hypotheses: { balanced: "W2'*W2 - W1*W1' = lambda*I" },
  define: { W: 'W2*W1' },
} as const;

const T = '^{\\mathsf{T}}';

function latexOf(body: ClaimBody): string {
  const { claims } = matrixDerivation({ ...INPUT, claims: [{ id: 'claim', ...body } as never] });
  return statementToLatex(claims[0].statement);
}

const accepted = (tex: string): string =>
  katex.renderToString(tex, { throwOnError: true, strict: 'error', displayMode: true });

describe('statements about matrices', () => {
  it.each<[string, ClaimBody, string]>([
    ['transposes', { identity: ["(A*B)'", "B'*A'"] }, `(A\\,B)${T} = B${T}\\,A${T}`],
    ['inverses beside transposes', { identity: ["inv(A)'", "inv(A')"] }, `(A^{-1})${T} = (A${T})^{-1}`],
    ['signs', { identity: ['A - (B + A)', '-(A + B)*(-A)'] }, 'A - (B + A) = -(A + B)\\,(-A)'],
    [
      'Kronecker products beside others',
      { identity: ['kron(A, B)*vec(B)', 'vec(A)'] },
      '(A \\otimes B)\\,\\operatorname{vec}(B) = \\operatorname{vec}(A)',
    ],
    [
      'blocks',
      { identity: ['[A, B; 0, -A]', '[A, B; 0, -A]'] },
      '\\begin{pmatrix} A & B \\\\ 0 & -A \\end{pmatrix} = \\begin{pmatrix} A & B \\\\ 0 & -A \\end{pmatrix}',
    ],
    [
      'powers of a squared norm',
      { identity: ['sqnorm(A)^2', 'sqnorm(W1)'] },
      '(\\left\\lVert A\\right\\rVert_{\\mathrm{F}}^{2})^{2} = \\left\\lVert W_{1}\\right\\rVert_{\\mathrm{F}}^{2}',
    ],
    [
      'the squared norm of a product',
      { identity: ["sqnorm(W1*G')", "sqnorm(W1*G')"] },
      `\\left\\lVert W_{1}\\,G${T}\\right\\rVert_{\\mathrm{F}}^{2} = \\left\\lVert W_{1}\\,G${T}\\right\\rVert_{\\mathrm{F}}^{2}`,
    ],
    [
      'scalars made of matrices',
      { identity: ['trace(A)*det(B)', 'exp(-trace(A))'] },
      '\\operatorname{tr}(A)\\,\\operatorname{det}(B) = e^{-\\operatorname{tr}(A)}',
    ],
    [
      'what is given',
      { given: ['balanced'], identity: ["W'*W", "W'*W"] },
      `\\begin{aligned}\n& W${T}\\,W = W${T}\\,W \\\\\n& \\text{given } W_{2}${T}\\,W_{2} - W_{1}\\,W_{1}${T} = \\lambda\\,I\n\\end{aligned}`,
    ],
    [
      'a place',
      { identity: ['expm(t*Sigma)', 'I'], at: { t: 0 } },
      '\\begin{aligned}\n& e^{t\\,\\Sigma} = I \\\\\n& \\text{at } t = 0\n\\end{aligned}',
    ],
  ])('%s', (_, body, tex) => {
    expect(latexOf(body)).toBe(tex);
    accepted(tex);
  });

  it('a rate names its flow', () => {
    const tex = latexOf({ rate: { of: "W2'*W2", along: { W1: "W2'*G", W2: "G*W1'" }, is: 0 } });
    expect(tex).toContain(`\\frac{\\mathrm{d}}{\\mathrm{d}t} (W_{2}${T}\\,W_{2}) = 0`);
    expect(tex).toContain(`\\text{along } \\dot{W_{1}} = W_{2}${T}\\,G`);
    accepted(tex);
  });

  it('of any form are accepted by KaTeX at its strictest', () => {
    for (let seed = 0; seed < 80; seed++) {
      const { input } = matrixClaim(fuzzDice(seed));
      const [{ statement }] = derivationOf(input).claims;
      const tex = statementToLatex(statement);
      expect(() => accepted(tex), tex).not.toThrow();
      expect(tex).not.toMatch(/[+-] -|\^\{[^{}]*\}\^/);
    }
  });
});

describe('the document', () => {
  it('states shapes, properties, hypotheses and definitions once', () => {
    const derivation = matrixDerivation({
      ...INPUT,
      claims: [{ id: 'gram', given: ['balanced'], identity: ["W'*W", "W1'*W2'*W2*W1"] }],
    });
    const document = latexDocument([derivation], []);
    expect(document).toContain('$\\Sigma \\in \\mathbb{R}^{n \\times n}$ symmetric');
    expect(document).toContain('$W_{1} \\in \\mathbb{R}^{\\mathrm{Nh} \\times \\mathrm{Ni}}$');
    expect(document.split(`W_{2}${T}\\,W_{2} - W_{1}\\,W_{1}${T} = \\lambda\\,I`)).toHaveLength(3);
    expect(document).toContain('W = W_{2}\\,W_{1}');
  });
});
