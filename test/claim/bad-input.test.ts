import { describe, expect, it } from 'vitest';
import { readClaimText } from '../../src/claim/read-claim-file.js';

/** `code line:column` of every problem, in the order of the file. */
function problemsOf(text: string, name = 'x.claims.yaml'): string[] {
  const read = readClaimText(text, name);
  if (read.kind === 'derivation') return [];
  for (const problem of read.problems) {
    expect(problem.name).toBe('FlowproofError');
    expect(problem.place?.file).toBe(name);
    expect(problem.message).not.toBe('');
  }
  return read.problems.map((p) => `${p.code} ${p.place?.line}:${p.place?.column}`);
}

const HEAD = [
  'derivation: d', // 1
  'title: T', // 2
  'symbols: { s: positive, lambda: real, x: { gt: 1/10, lt: 10 }, n: integer }', // 3
  'define: { K: sqrt(lambda^2 + 4*s^2) }', // 4
  'claims:', // 5
].join('\n');
const claim = (...lines: string[]) =>
  `${HEAD}\n  - id: a\n${lines.map((line) => `    ${line}`).join('\n')}\n`;

describe('a claim that is wrong in one place', () => {
  it.each<[string, string[], string[]]>([
    ['formula syntax', ['equal: [s +* 2, s]'], ['formula-syntax 7:16']],
    ['unbalanced parenthesis', ['equal: ["s", "(s + 1"]'], ['formula-syntax 7:25']],
    ['empty formula', ["equal: ['', s]"], ['formula-syntax 7:14']],
    ['comment in a formula', ['equal: ["s # + 1", s]'], ['formula-syntax 7:16']],
    ['unknown function', ['equal: [2*sqr(s), s]'], ['unknown-function 7:15']],
    ['function without argument', ['equal: [1 + sqrt, s]'], ['formula-syntax 7:17']],
    ['unknown symbol', ['equal: [s, 2*lamda]'], ['unknown-symbol 7:18']],
    ['two unknown symbols', ['chain: [p, q, s]'], ['unknown-symbol 7:13', 'unknown-symbol 7:16']],
    ['unknown symbol after an escape', ["equal: ['s', 's + zz']"], ['unknown-symbol 7:23']],
    [
      'unknown symbol in a folded scalar',
      ['equal:', '  - s', '  - >-', '    s +', '    zz'],
      ['unknown-symbol 11:9'],
    ],
    ['wrong kind', ['equals: [s, s]'], ['no-statement 7:5']],
    ['no kind', ['prose: nothing'], ['no-statement 6:5']],
    ['two kinds', ['equal: [s, s]', 'holds: s > 0'], ['several-statements 8:5']],
    ['unknown key', ['equal: [s, s]', 'proze: x'], ['unknown-key 8:5']],
    ['three sides', ['equal: [s, s, s]'], ['wrong-kind 7:12']],
    ['chain of one', ['chain: [s]'], ['wrong-kind 7:12']],
    ['boolean formula', ['equal: [true, s]'], ['wrong-kind 7:13']],
    ['prose that is a number', ['equal: [s, s]', 'prose: 12'], ['wrong-kind 8:12']],
    ['bad require', ['equal: [s, s]', 'require: prooved'], ['wrong-kind 8:14']],
    [
      'require of an erratum',
      ['expect: refuted', 'require: proved', 'equal: [s, s]'],
      ['require-and-refuted 8:5'],
    ],
    ['right without erratum', ['right: 2*s', 'equal: [s, s]'], ['right-without-erratum 7:5']],
    ['no relation', ['holds: s'], ['relation-syntax 7:12']],
    ['equality as relation', ['holds: s = 2'], ['relation-syntax 7:14']],
    ['inequation', ['holds: s != 2'], ['relation-syntax 7:13']],
    ['chained relation', ['holds: 0 < s < 2'], ['relation-syntax 7:17']],
    ['comparison in parentheses', ['holds: (s < 2) > 1'], ['relation-syntax 7:15']],
    ['derivative by a stranger', ['derivative: { of: s, by: q, is: 1 }'], ['unknown-symbol 7:30']],
    ['derivative by an integer', ['derivative: { of: n, by: n, is: 1 }'], ['integer-variable 7:30']],
    ['derivative without is', ['derivative: { of: s, by: s }'], ['missing-key 7:17']],
    ['empty claim domain', ['symbols: { x: { gt: 10 } }', 'equal: [x, x]'], ['empty-domain 7:16']],
    [
      'integers without integer',
      ['symbols: { n: { gt: 1/3, lt: 2/3 } }', 'equal: [n, n]'],
      ['empty-domain 7:16'],
    ],
    ['contradictory assumption', ['assume: [s < s]', 'equal: [s, s]'], ['contradictory-domain 7:14']],
    ['assumption against a bound', ['assume: [s < 0]', 'equal: [s, s]'], ['empty-domain 7:14']],
    ['unknown symbol assumed', ['assume: ["s < 1", "0 < s < zz"]', 'equal: [s, s]'], ['unknown-symbol 7:32']],
    ['symbol that is defined', ['symbols: { K: real }', 'equal: [s, s]'], ['symbol-name 7:16']],
    ['bound as prose', ['symbols: { x: { gt: small } }', 'equal: [x, x]'], ['bound-syntax 7:25']],
    ['type misspelt', ['symbols: { x: postive }', 'equal: [x, x]'], ['wrong-kind 7:19']],
    ['no arrow', ['limit: { of: s, as: s to 0, is: 0 }'], ['approach-syntax 7:25']],
    ['arrow to nowhere', ['limit: { of: s, as: "s ->", is: 0 }'], ['approach-syntax 7:30']],
    ['limit by a stranger', ['limit: { of: s, as: q -> 0, is: 0 }'], ['unknown-symbol 7:25']],
    ['limit outside the range', ['limit: { of: x, as: x -> 11, is: 11 }'], ['approach-outside 7:30']],
    ['limit from the wrong side', ['limit: { of: s, as: s -> 0-, is: 0 }'], ['approach-side 7:30']],
    ['limit at a bounded end', ['limit: { of: x, as: x -> inf, is: inf }'], ['approach-outside 7:25']],
    ['limit at itself', ['limit: { of: s, as: s -> 2*s, is: 0 }'], ['approach-point 7:32']],
    ['limit that moves', ['limit: { of: K, as: lambda -> 0, is: K }'], ['limit-value 7:42']],
    ['limit of an integer', ['limit: { of: n, as: n -> 3, is: 3 }'], ['approach-outside 7:30']],
    ['extension of a stranger', ['extends: { of: s, at: { q: 0 }, is: 0 }'], ['unknown-symbol 7:32']],
    ['extension in no symbol', ['extends: { of: s, at: {}, is: 0 }'], ['extension-point 7:27']],
    ['extension in two', ['extends: { of: s, at: { s: 0, lambda: 0 }, is: 0 }'], ['extension-point 7:27']],
    ['extension outside the range', ['extends: { of: x, at: { x: 11 }, is: 11 }'], ['approach-outside 7:32']],
    ['extension at itself', ['extends: { of: s, at: { s: 2*s }, is: 0 }'], ['approach-point 7:34']],
    ['extension that moves', ['extends: { of: K, at: { lambda: 0 }, is: K }'], ['limit-value 7:46']],
    ['extension to infinity', ['extends: { of: 1/s, at: { s: 0 }, is: inf }'], ['extends-value 7:43']],
    ['extension of an integer', ['extends: { of: n, at: { n: 3 }, is: 3 }'], ['approach-outside 7:32']],
    ['extension without the symbol', ['extends: { of: s, at: { x: 1 }, is: s }'], ['extension-unused 7:32']],
    ['extension at an unknown', ['extends: { of: s, at: { s: zz }, is: s }'], ['unknown-symbol 7:32']],
    ['extended in two', ['equal: [s, s]', 'extend: { s: 0, lambda: 1 }'], ['extension-point 8:13']],
    ['extended by a list', ['equal: [s, s]', 'extend: [s, 0]'], ['wrong-kind 8:13']],
    ['extended outside', ['holds: s > 0', 'extend: { s: -1 }'], ['approach-outside 8:18']],
    ['extended derivative', ['derivative: { of: s, by: s, is: 1 }', 'extend: { s: 0 }'], ['unknown-key 8:5']],
    ['extended without the symbol', ['chain: [s, s]', 'extend: { x: 1 }'], ['extension-unused 8:18']],
    [
      'order that is not a number',
      ['order: { of: s, as: s -> 0, exponent: lambda }'],
      ['order-exponent 7:43'],
    ],
    [
      'solves: form of an unknown',
      ['solves: { variable: s, forms: { y: y }, field: { y: y } }'],
      ['mentions-unknown 7:40'],
    ],
    [
      'solves: keys',
      ['solves: { variable: s, forms: { y: s }, field: { z: s } }'],
      ['missing-key 7:52', 'unknown-unknown 7:54'],
    ],
    [
      'solves: variable',
      ['solves: { variable: q, forms: { y: s }, field: { y: 1 } }'],
      ['unknown-symbol 7:25'],
    ],
    [
      'solves: start outside',
      ['solves: { variable: s, forms: { y: s }, field: { y: 1 }, initial: { at: -1, values: { y: 0 } } }'],
      ['initial-outside 7:77'],
    ],
    ['conserved: no flow', ['conserved: { quantity: s }'], ['conserved-flow 7:16']],
    ['conserved: half a loss', ['conserved: { quantity: s, loss: s^2 }'], ['conserved-flow 7:16']],
    [
      'conserved: both',
      ['conserved: { quantity: s, field: { s: 0 }, loss: s^2, parameters: [s] }'],
      ['conserved-flow 7:16'],
    ],
    ['conserved: strange state', ['conserved: { quantity: s, field: { q: 0 } }'], ['unknown-symbol 7:40']],
    ['__proto__ as a key', ['__proto__: { x: 1 }', 'equal: [s, s]'], ['unknown-key 7:5']],
    ['constructor as a key', ['constructor: x', 'equal: [s, s]'], ['unknown-key 7:5']],
    ['import', [`equal: ['import("fs")', s]`], ['unknown-function 7:14']],
    ['constructor', ['equal: [constructor, s]'], ['formula-unsupported 7:13']],
    ['member', [`equal: ['cos.constructor', s]`], ['formula-unsupported 7:17']],
    ['member call', [`equal: ['cos.constructor("return 1")', s]`], ['formula-unsupported 7:17']],
    ['call of a member call', [`equal: ['cos.constructor("return 1")()', s]`], ['formula-syntax 7:42']],
    ['assignment', ['equal: ["s = 2", s]'], ['formula-unsupported 7:16']],
    ['function definition', ['equal: ["f(x) = x", s]'], ['formula-unsupported 7:19']],
    ['text in a formula', [`equal: ['"abc"', s]`], ['formula-unsupported 7:14']],
    ['duplicate key', ['equal: [s, s]', 'equal: [s, 2*s]'], ['duplicate-key 8:5']],
    ['a tag', ['equal: [!!js/function s, s]'], ['yaml-tag 7:27']],
    ['a merge key', ['<<: { equal: [s, s] }'], ['yaml-merge 7:5']],
    ['an alias without anchor', ['equal: [s, *q]'], ['yaml-alias 7:16']],
  ])('%s', (_, lines, expected) => {
    expect(problemsOf(claim(...lines))).toEqual(expected);
  });
});

describe('a file that is wrong as a whole', () => {
  it.each<[string, string, string[]]>([
    ['an empty file', '', ['empty-file 1:1']],
    ['only a comment', '# nothing\n', ['empty-file 1:1']],
    ['a list', '- a\n', ['wrong-kind 1:1']],
    ['a text', 'hello', ['wrong-kind 1:1']],
    ['two documents', 'a: 1\n---\nb: 2\n', ['several-documents 2:1']],
    ['an open bracket', 'a: [1, 2\nb: 3\n', ['yaml-syntax 2:1']],
    ['YAML 1.1', '%YAML 1.1\n---\na: yes\n', ['yaml-version 1:1']],
    ['a map as key', '{a: b}: c\n', ['yaml-key 1:1']],
    ['a duplicate id', claim('equal: [s, s]').concat('  - id: a\n    equal: [s, s]\n'), ['duplicate-id 8:9']],
    ['no claims', 'derivation: d\ntitle: T\nsymbols: {}\nclaims: []\n', ['wrong-kind 4:9']],
    ['a claim that is text', `${HEAD}\n  - hello\n`, ['wrong-kind 6:5']],
    ['a bad id', `${HEAD}\n  - id: ../etc\n    equal: [s, s]\n`, ['wrong-kind 6:9']],
    [
      'an empty domain',
      'derivation: d\ntitle: T\nsymbols:\n  x: { gt: 2, lt: 1 }\nclaims:\n  - { id: a, equal: [x, x] }\n',
      ['empty-domain 4:3'],
    ],
    [
      'a symbol named as a function',
      'derivation: d\ntitle: T\nsymbols: { sqrt: real, e: real, 1x: real, __proto__: real }\nclaims:\n  - { id: a, equal: [1, 1] }\n',
      ['symbol-name 3:12', 'symbol-name 3:24', 'symbol-name 3:33', 'symbol-name 3:43'],
    ],
    [
      'one symbol in two spellings',
      'derivation: d\ntitle: T\nsymbols: { λ: real, lambda: real }\nclaims:\n  - { id: a, equal: [1, 1] }\n',
      ['duplicate-symbol 3:21'],
    ],
    [
      'definitions in circles, out of order, in the way',
      'derivation: d\ntitle: T\nsymbols: { s: real }\ndefine:\n  a: 1 + b\n  b: a\n  c: c\n  f: g + 1\n  g: s\n  s: 2\n  h: f\nclaims:\n  - { id: a, equal: [h + a, b] }\n',
      [
        'circular-definition 5:10',
        'circular-definition 7:6',
        'definition-order 8:6',
        'definition-shadows 10:3',
      ],
    ],
    [
      'contradicting orders',
      'derivation: d\ntitle: T\nsymbols: { a: real, b: real }\nassume:\n  - a < b\n  - b <= a\nclaims:\n  - { id: a, equal: [a, a] }\n',
      ['contradictory-domain 5:5'],
    ],
    [
      'several problems at once',
      `${HEAD}\n  - id: a\n    equal: [zz, s]\n  - id: b\n    chain: [s]\n  - id: c\n    holds: s\n    foo: 1\n`,
      ['wrong-kind 9:12', 'unknown-key 12:5'],
    ],
  ])('%s', (_, text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
  });

  it('reports each problem of well-shaped claims, not only the first', () => {
    const text = `${HEAD}\n  - id: a\n    equal: [zz, s]\n  - id: b\n    holds: s\n  - id: c\n    limit: { of: s, as: s, is: 0 }\n`;
    expect(problemsOf(text)).toEqual([
      'unknown-symbol 7:13',
      'relation-syntax 9:12',
      'approach-syntax 11:25',
    ]);
  });

  it('suggests the nearest name', () => {
    const read = readClaimText(claim('equal: [s, 2*lamda]'), 'x.claims.yaml');
    expect(read.kind === 'problems' && read.problems[0].describe()).toContain('did you mean lambda?');
  });

  it('holds JSON to JSON, with places', () => {
    expect(problemsOf('{"a": 1,}', 'x.claims.json')).toEqual(['json-syntax 1:9']);
    expect(problemsOf('{"derivation": "d" # no\n}', 'x.claims.json')).toEqual(['json-syntax 1:20']);
    expect(problemsOf('{\n\t"derivation": "d",\n\t"tite": 3\n}', 'x.claims.json')).toContain(
      'unknown-key 3:2',
    );
  });
});
