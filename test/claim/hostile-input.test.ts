import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileDerivation } from '../../src/claim/compile-derivation.js';
import { MAX_PROBLEMS } from '../../src/claim/problems.js';
import { readClaimFile, readClaimText } from '../../src/claim/read-claim-file.js';
import { FlowproofError } from '../../src/errors.js';

const codes = (text: string, name = 'x.claims.yaml') => {
  const read = readClaimText(text, name);
  return read.kind === 'derivation' ? [] : [...new Set(read.problems.map((p) => p.code))];
};

let scratch = '';
beforeAll(async () => {
  scratch = await mkdtemp(`${tmpdir()}/flowproof-`);
});
afterAll(() => rm(scratch, { recursive: true }));

async function codesOfBytes(
  bytes: Uint8Array | string,
): Promise<[string, number | undefined, number | undefined][]> {
  const path = `${scratch}/x.claims.yaml`;
  await writeFile(path, bytes);
  const read = await readClaimFile(path);
  return read.kind === 'derivation' ? [] : read.problems.map((p) => [p.code, p.place?.line, p.place?.column]);
}

describe('hostile files', () => {
  it('refuses 10 MB unread', async () => {
    expect(await codesOfBytes('['.repeat(10_000_000))).toEqual([['file-too-large', 1, 1]]);
  });

  it.each([
    ['flow lists', '['],
    ['flow maps', '{a: '],
    ['block lists', '- '],
    ['complex keys', '? '],
    ['empty keys', ': '],
  ])('refuses 4 MB of nested %s at once', (_, piece) => {
    const start = performance.now();
    expect(codes(piece.repeat(4_000_000 / piece.length))).toEqual(['file-depth']);
    expect(codes(piece.repeat(4_000_000 / piece.length), 'x.claims.json')[0]).toMatch(
      /file-depth|json-syntax/,
    );
    expect(performance.now() - start).toBeLessThan(5000);
  });

  it('refuses deep parentheses inside a formula, at their place', () => {
    const formula = `${'('.repeat(100_000)}s${')'.repeat(100_000)}`;
    const text = `derivation: d\ntitle: T\nsymbols: { s: real }\nclaims:\n  - { id: a, equal: [s, ${formula}] }\n`;
    const read = readClaimText(text, 'x.claims.yaml');
    expect(read.kind === 'problems' && read.problems.map((p) => [p.code, p.place?.line])).toEqual([
      ['formula-too-large', 5],
    ]);
  });

  it('stops an alias bomb', () => {
    const levels = Array.from({ length: 30 }, (_, i) =>
      i === 0 ? 'a0: &a0 [x, x]' : `a${i}: &a${i} [${`*a${i - 1}, `.repeat(9)}*a${i - 1}]`,
    );
    const start = performance.now();
    expect(codes(`${levels.join('\n')}\n`)).toEqual(['yaml-alias']);
    expect(performance.now() - start).toBeLessThan(1000);
    // An honest alias works.
    const honest =
      'derivation: d\ntitle: T\nsymbols: { s: &p positive, t: *p }\nclaims: [{ id: a, holds: s + t > 0 }]\n';
    expect(codes(honest)).toEqual([]);
  });

  it('refuses a bomb of definitions', () => {
    const define = Array.from(
      { length: 60 },
      (_, i) => `  d${i}: ${i === 0 ? 's' : `d${i - 1} + d${i - 1}`}`,
    ).join('\n');
    const text = `derivation: d\ntitle: T\nsymbols: { s: real }\ndefine:\n${define}\nclaims: [{ id: a, equal: [d59, s] }]\n`;
    expect(codes(text)).toEqual(['formula-too-large']);
  });

  it('never reaches a prototype', () => {
    const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'];
    const before = Object.getOwnPropertyNames(Object.prototype);
    for (const name of names) {
      const head = `derivation: d\ntitle: T\nsymbols: { s: real }\nclaims: [{ id: a, equal: [s, s] }]\n`;
      expect(codes(`${head}${name}: { polluted: 1 }\n`)).toEqual(['unknown-key']);
      expect(codes(`{"${name}": {"polluted": 1}}`, 'x.claims.json')).toContain('unknown-key');
      if (name === 'prototype') continue; // No object inherits it: an ordinary name.
      expect(codes(head.replace('s: real', `s: real, ${name}: { gt: 1 }`))).toEqual(['symbol-name']);
      expect(codes(head.replace('claims', `define: { ${name}: s }\nclaims`))).toEqual(['symbol-name']);
    }
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it('refuses data that contains itself, however often', () => {
    const input: Record<string, unknown> = { derivation: 'd', title: 'T', symbols: {} };
    input.claims = [input, input, input];
    const read = compileDerivation(input);
    expect(read.kind === 'problems' && read.problems.map((p) => p.code)).toEqual(
      Array(3).fill('document-depth'),
    );
  });

  it('refuses what only looks like an expression', () => {
    const bad = { kind: 'add', size: 3, left: { kind: 'symbol', name: 's', size: 1 } };
    const host = { kind: 'symbol', name: 'import("fs")', size: 1 };
    for (const [formula, code] of [
      [bad, 'not-an-expression'],
      [host, 'unknown-function'],
    ] as const) {
      const claims = [{ id: 'a', equal: [formula, 's'] }];
      const read = compileDerivation({ derivation: 'd', title: 'T', symbols: { s: 'real' }, claims });
      expect(read.kind === 'problems' && read.problems.map((p) => p.code)).toEqual([code]);
    }
  });

  it('ends in time on a formula of many strangers', () => {
    const names = Array.from({ length: 20_000 }, (_, i) => `q${i}`).join('+');
    const text = `derivation: d\ntitle: T\nsymbols: { s: real }\nclaims:\n  - { id: a, equal: [s, ${names}] }\n`;
    const start = performance.now();
    expect(codes(text)).toEqual(['unknown-symbol', 'too-many-problems']);
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  it('counts what it does not list', () => {
    const keys = Array.from({ length: 5000 }, (_, i) => `unknown${i}: 1`).join('\n');
    const read = readClaimText(`${keys}\n`, 'x.claims.yaml');
    const problems = read.kind === 'problems' ? read.problems : [];
    expect(problems).toHaveLength(MAX_PROBLEMS + 1);
    expect(problems.at(-1)?.code).toBe('too-many-problems');
  });

  it('reads a byte order mark and Windows line ends, and refuses other encodings', async () => {
    const text =
      'derivation: d\r\ntitle: T\r\nsymbols: { s: real }\r\nclaims:\r\n  - id: a\r\n    equal: [s, zz]\r\n';
    expect(await codesOfBytes(`\uFEFF${text}`)).toEqual([['unknown-symbol', 6, 16]]);
    expect(await codesOfBytes(`\uFEFF${text.replace('zz', 's')}`)).toEqual([]);
    expect(await codesOfBytes(Buffer.from(text, 'utf16le').fill(0xff, 0, 1))).toEqual([
      ['file-encoding', 1, 1],
    ]);
    const latin = Buffer.from(text.replace('zz', 'é'), 'latin1');
    expect(await codesOfBytes(latin)).toEqual([['file-encoding', 6, 16]]);
    expect(await codesOfBytes('')).toEqual([['empty-file', 1, 1]]);
  });

  it('says why a file cannot be read', async () => {
    const read = await readClaimFile(`${scratch}/none.claims.yaml`);
    expect(read.kind === 'problems' && read.problems[0].code).toBe('file-unreadable');
  });
});

/** Pieces of claim files, put together in every wrong way. */
const word = fc.constantFrom(
  ...[
    'derivation',
    'title',
    'symbols',
    'claims',
    'id',
    'equal',
    'chain',
    'holds',
    'limit',
    'order',
    'solves',
    'extends',
    'extend',
  ],
  ...[
    'conserved',
    'derivative',
    'define',
    'assume',
    'of',
    'as',
    'is',
    'by',
    'variable',
    'forms',
    'field',
    'loss',
  ],
  ...[
    'parameters',
    'initial',
    'at',
    'values',
    'x',
    'λ',
    'K',
    's',
    '__proto__',
    'constructor',
    'real',
    'positive',
  ],
  ...[
    'x -> 0',
    's → ∞',
    'x < s',
    '0 < x < 1',
    'x + ',
    'sqrt(x)',
    'import("fs")',
    '1e400',
    '0.1',
    '1/0',
    '((',
    '',
  ],
);

describe('random input', () => {
  it('as text: gives problems, and never throws', () => {
    const glue = fc.constantFrom(
      ': ',
      '\n',
      '\n  - ',
      '\n    ',
      '[',
      ']',
      '{',
      '}',
      ', ',
      '"',
      "'",
      '#',
      '&a ',
      '*a',
      '!',
      '|',
      '>',
      '\t',
      '\0',
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(word, glue, fc.string({ unit: 'binary' })), { maxLength: 40 }),
        (parts) => {
          for (const name of ['x.claims.yaml', 'x.claims.json']) {
            const read = readClaimText(parts.join(''), name);
            if (read.kind === 'derivation') continue;
            expect(read.problems.length).toBeGreaterThan(0);
            for (const problem of read.problems) expect(problem).toBeInstanceOf(FlowproofError);
          }
        },
      ),
      { numRuns: 600, seed: 20 },
    );
  });

  it('as data shaped like derivations: gives problems, and never throws', () => {
    const { data } = fc.letrec((tie) => ({
      data: fc.oneof(
        { maxDepth: 4 },
        word,
        fc.oneof(fc.integer(), fc.double(), fc.boolean(), fc.constantFrom(null, undefined, 1n, Symbol('x'))),
        fc.array(tie('data'), { maxLength: 4 }),
        fc.dictionary(word, tie('data'), { maxKeys: 6 }),
      ),
    }));
    const claim = fc.record(
      {
        id: fc.oneof(fc.constantFrom('a', 'b', 'c'), data),
        equal: fc.oneof(fc.tuple(word, word), data),
        holds: fc.oneof(word, data),
        limit: fc.oneof(fc.record({ of: word, as: word, is: word }), data),
        solves: fc.record({
          variable: word,
          forms: fc.dictionary(word, word),
          field: fc.dictionary(word, word),
        }),
        conserved: fc.record({ quantity: word, loss: word, parameters: fc.array(word) }),
        symbols: fc.dictionary(word, fc.oneof(fc.constantFrom('real', 'integer'), data)),
        assume: fc.array(word),
      },
      { requiredKeys: ['id'] },
    );
    const document = fc.record({
      derivation: fc.constant('d'),
      title: fc.constant('T'),
      symbols: fc.dictionary(word, fc.oneof(fc.constantFrom('real', 'positive', 'integer'), data), {
        maxKeys: 5,
      }),
      define: fc.dictionary(word, word, { maxKeys: 3 }),
      assume: fc.array(word, { maxLength: 3 }),
      claims: fc.array(claim, { minLength: 1, maxLength: 4 }),
    });
    let compiled = 0;
    fc.assert(
      fc.property(document, (input) => {
        const result = compileDerivation(input);
        if (result.kind === 'derivation') compiled += 1;
        else for (const problem of result.problems) expect(problem).toBeInstanceOf(FlowproofError);
      }),
      { numRuns: 1500, seed: 21 },
    );
    expect(compiled).toBeLessThan(1500);
  });
});
