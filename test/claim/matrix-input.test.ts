import { describe, expect, it } from 'vitest';
import { readClaimText } from '../../src/claim/read-claim-file.js';

/** `code line:column` of every problem, in the order of the file. */
function problemsOf(text: string): string[] {
  const read = readClaimText(text, 'x.claims.yaml');
  return read.kind === 'derivation'
    ? []
    : read.problems.map((p) => `${p.code} ${p.place?.line}:${p.place?.column}`);
}

const HEAD = [
  'derivation: d', // 1
  'title: T', // 2
  'symbols: { s: positive, k: integer }', // 3
  'matrices: { A: n, B: n, X: n x m, S: { shape: n, is: symmetric } }', // 4
  'hypotheses: { balanced: "A\'*A - B*B\' = s*I" }', // 5
  'define: { G: "X\'*X", L: sqnorm(X)/2 }', // 6
  'claims:', // 7
].join('\n');
const claim = (...lines: string[]) =>
  `${HEAD}\n  - id: a\n${lines.map((line) => `    ${line}`).join('\n')}\n`;

describe('a claim about matrices that is wrong in one place', () => {
  it.each<[string, string[], string[]]>([
    ['sizes of a sum', ['identity: ["A + X", A]'], ['shape-mismatch 9:17']],
    ['sizes of a product', ['identity: ["X*A", A]'], ['shape-mismatch 9:17']],
    ['sizes of two sides', ['identity: [A, "X"]'], ['shape-mismatch 9:20']],
    ['sizes of the third line', ['identity: [A, "A + 0*B", "X*X"]'], ['shape-mismatch 9:31']],
    ['a scalar added to a matrix', ['identity: ["A + s", A]'], ['shape-mismatch 9:17']],
    ['a scalar beside a matrix', ['identity: [A, s]'], ['shape-mismatch 9:19']],
    ['the trace of what is not square', ['identity: ["trace(X)", s]'], ['shape-mismatch 9:17']],
    ['the inverse of what is not square', ['identity: ["inv(X)", "X"]'], ['shape-mismatch 9:17']],
    ['an unknown matrix', ['identity: ["A*Q", A]'], ['unknown-name 9:19']],
    ['an unknown function', ['identity: [A, "tracee(A)*A"]'], ['unknown-function 9:20']],
    ['a division by a matrix', ['identity: ["A/B", A]'], ['formula-unsupported 9:17']],
    ['a power that is no number', ['identity: ["A^s", A]'], ['formula-unsupported 9:17']],
    ['one side', ['identity: [A]'], ['wrong-kind 9:15']],
    ['an empty side', ['identity: ["", A]'], ['formula-syntax 9:17']],
    ['a comment in a formula', ['identity: ["A # B", A]'], ['formula-syntax 9:19']],
    ['an identity of no size', ['identity: ["trace(I)", "s"]'], ['shape-unknown 9:17']],
    ['too many arguments', ['identity: ["trace(A, B)", "s"]'], ['formula-syntax 9:17']],
    ['blocks that do not fit', ['identity: ["[A; X]", "[A; X]"]'], ['shape-mismatch 9:17']],
    ['a size that is no integer', ['identity: ["trace(eye(s))", s]'], ['matrix-size 9:17']],
    ['a size that may be negative', ['identity: ["trace(eye(k))", k]'], ['matrix-size 9:17']],
    ['no rows', ['identity: ["zeros(0, n)", "zeros(1, n)"]'], ['matrix-size 9:17']],
    ['a size declared as a real', ['symbols: { n: real }', 'identity: [A, A]'], ['matrix-size 9:19']],
    ['a matrix twice', ['matrices: { A: n }', 'identity: [A, A]'], ['duplicate-matrix 9:17']],
    ['a reserved name', ['matrices: { inv: n }', 'identity: [A, A]'], ['symbol-name 9:17']],
    ['a shape of three sizes', ['matrices: { Y: n x m x k }', 'identity: [A, A]'], ['matrix-size 9:20']],
    ['a difference of sizes', ['matrices: { Y: n - m }', 'identity: [A, A]'], ['matrix-size 9:20']],
    [
      'an orthogonal matrix that is not square',
      ['matrices: { Y: { shape: n x m, is: orthogonal } }', 'identity: [A, A]'],
      ['shape-mismatch 9:40'],
    ],
    [
      'an unknown property',
      ['matrices: { Y: { shape: n, is: nice } }', 'identity: [A, A]'],
      ['wrong-kind 9:36'],
    ],
    ['a matrix in a scalar claim', ['equal: [L, s]'], ['matrix-in-scalar-formula 9:13']],
  ])('%s', (_, lines, problems) => {
    expect(problemsOf(claim(...lines))).toEqual(problems);
  });
});

describe('what is given', () => {
  it.each<[string, string, string]>([
    ['an unknown hypothesis', 'balancd', 'unknown-hypothesis 9:13'],
    ['two equations in one', '"A = B = A"', 'equation-syntax 9:20'],
    ['an inequality', '"A >= B"', 'equation-syntax 9:14'],
    ['sides of different shapes', '"A = X"', 'shape-mismatch 9:18'],
    ['an unknown name on the right', '"A = B*Q"', 'unknown-name 9:20'],
  ])('%s', (_, given, problem) => {
    expect(problemsOf(claim(`given: [${given}]`, 'identity: [A, B]'))).toEqual([problem]);
  });

  it('may be named or written, with blanks around it', () => {
    expect(problemsOf(claim('given: [" balanced ", "A = 2*B"]', 'identity: [A, B]'))).toEqual([]);
  });
});

describe('the point of an identity, and the flow of a rate', () => {
  it.each<[string, string[], string]>([
    ['an unknown name', ['identity: [A, B]', 'at: { q: 0 }'], 'unknown-name 10:11'],
    ['a definition', ['identity: [A, B]', 'at: { G: 0 }'], 'unknown-name 10:11'],
    ['another shape', ['identity: [A, B]', 'at: { A: X }'], 'shape-mismatch 10:14'],
    ['a scalar for a matrix', ['identity: [A, B]', 'at: { A: s }'], 'shape-mismatch 10:14'],
    ['a matrix for a scalar', ['identity: [A, B]', 'at: { s: A }'], 'shape-mismatch 10:14'],
    ['a size', ['identity: ["trace(eye(n))", n]', 'at: { n: 2 }'], 'matrix-size 10:11'],
    ['a size that moves', ['rate: { of: n*A, along: { n: 1 }, is: A }'], 'matrix-size 9:31'],
    ['another shape of a rate', ['rate: { of: A, along: { A: X }, is: B }'], 'shape-mismatch 9:32'],
    ['another shape of the result', ['rate: { of: A, along: { A: B }, is: X }'], 'shape-mismatch 9:41'],
    ['a definition that moves', ['rate: { of: L, along: { L: 1 }, is: 1 }'], 'unknown-name 9:29'],
    ['no result', ['rate: { of: A, along: { A: B } }'], 'missing-key 9:11'],
  ])('%s', (_, lines, problem) => {
    expect(problemsOf(claim(...lines))).toEqual([problem]);
  });

  it('takes 0 for a matrix of zeros', () => {
    expect(problemsOf(claim('identity: [A, 0]', 'at: { A: 0 }'))).toEqual([]);
  });
});

describe('hostile formulas end in a problem with a place', () => {
  const doubled = (n: number, again: (name: string) => string): string =>
    Array.from({ length: n }, (_, i) => `D${i}: ${i === 0 ? 'A + B' : again(`D${i - 1}`)}`).join(', ');
  it.each<[string, string]>([
    ['transposes of transposes', `identity: ["A${"'".repeat(6_000)}", A]`],
    ['signs of signs', `identity: ["${'-'.repeat(6_000)}A", A]`],
    ['a sum of thousands', `identity: ["A${'+A'.repeat(6_000)}", A]`],
    ['parentheses', `identity: ["${'('.repeat(3_000)}A${')'.repeat(3_000)}", A]`],
    ['powers of powers', 'identity: ["((A^64)^64)^64", A]'],
    ['a trace of powers of powers', 'identity: ["trace(((A^64)^64)^64)", s]'],
  ])('%s', (_, line) => {
    expect(problemsOf(claim(line))[0]).toMatch(/^formula-too-large 9:\d+$/);
  });

  it.each<[string, (name: string) => string]>([
    ['squares of squares', (name) => `${name}*${name}`],
    ['sums with transposes', (name) => `"${name} - ${name}'"`],
  ])('definitions that double: %s', (_, again) => {
    const text = `${HEAD.replace(/define: .*/, `define: { ${doubled(30, again)} }`)}\n  - { id: a, identity: [A, A] }\n`;
    expect(problemsOf(text)[0]).toMatch(/^formula-too-large 6:\d+$/);
  });
});
