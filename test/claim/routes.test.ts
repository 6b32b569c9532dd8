import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Derivation } from '../../src/claim/claim.js';
import { readClaimText } from '../../src/claim/read-claim-file.js';
import { readFiles } from '../../src/claim/read-files.js';
import { describeDomain } from '../../src/domain/read-domain.js';

const folder = fileURLToPath(new URL('../fixtures/claim', import.meta.url));

const YAML = `
derivation: mode
title: A mode
symbols: { s: positive, λ: real, u: nonnegative, a: real, b: real }
define: { K: sqrt(lambda^2 + 4*s^2) }
claims:
  - id: product
    equal: ["sqrt((sqrt(lambda^2 + 4*s^2) - lambda)/2)*sqrt((sqrt(lambda^2 + 4*s^2) + lambda)/2)", s]
  - { id: box, symbols: { x: { gt: 1/10, lt: 10 } }, chain: [sinh(2*x), 2*sinh(x)*cosh(x)] }
  - { id: bound, holds: K >= 2*s, require: proved }
  - { id: slope, derivative: { of: K, by: lambda, is: lambda/K } }
  - id: decay
    solves:
      variable: u
      forms: { y: s*exp(-u) }
      field: { y: -y }
      initial: { at: 0, values: { y: s } }
  - { id: balance, conserved: { quantity: a^2 - b^2, loss: (a*b - s)^2/2, parameters: [a, b] } }
  - { id: small, limit: { of: K, as: lambda -> 0, is: 2*s } }
  - { id: order, order: { of: K - 2*s, as: lambda -> 0, exponent: 2 } }
  - { id: wrong, equal: [2*s, 4*s], expect: refuted, right: 2*s = 2*s }
`;

const JSON_TEXT = JSON.stringify({
  derivation: 'mode',
  title: 'A mode',
  symbols: { s: 'positive', lambda: 'real', u: 'nonnegative', a: 'real', b: 'real' },
  define: { K: 'sqrt(lambda^2 + 4*s^2)' },
  claims: [
    {
      id: 'product',
      equal: ['sqrt((sqrt(lambda^2 + 4*s^2) - lambda)/2)*sqrt((sqrt(lambda^2 + 4*s^2) + lambda)/2)', 's'],
    },
    { id: 'box', symbols: { x: { gt: 0.1, lt: 10.0 } }, chain: ['sinh(2*x)', '2*sinh(x)*cosh(x)'] },
    { id: 'bound', holds: 'K >= 2*s', require: 'proved' },
    { id: 'slope', derivative: { of: 'K', by: 'lambda', is: 'lambda/K' } },
    {
      id: 'decay',
      solves: {
        variable: 'u',
        forms: { y: 's*exp(-u)' },
        field: { y: '-y' },
        initial: { at: 0, values: { y: 's' } },
      },
    },
    { id: 'balance', conserved: { quantity: 'a^2 - b^2', loss: '(a*b - s)^2/2', parameters: ['a', 'b'] } },
    { id: 'small', limit: { of: 'K', as: 'lambda → 0', is: '2*s' } },
    { id: 'order', order: { of: 'K - 2*s', as: 'lambda -> 0', exponent: 2 } },
    { id: 'wrong', equal: ['2*s', '4*s'], expect: 'refuted', right: '2*s = 2*s' },
  ],
});

function read(text: string, name: string): Derivation {
  const result = readClaimText(text, name);
  if (result.kind === 'problems') throw result.problems[0];
  return result.derivation;
}

/** The same data without places and file names; expressions compare as themselves (they are interned). */
function withoutPlaces(value: unknown): unknown {
  if (value instanceof Map) return new Map([...value].map(([key, part]) => [key, withoutPlaces(part)]));
  if (Array.isArray(value)) return value.map(withoutPlaces);
  if (typeof value !== 'object' || value === null || 'size' in value || 'numerator' in value) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'place' && key !== 'file')
      .map(([key, part]) => [key, withoutPlaces(part)]),
  );
}

describe('the same derivation', () => {
  it('gives the same claims as YAML, as JSON and as a module', async () => {
    const yaml = withoutPlaces(read(YAML, 'mode.claims.yaml'));
    expect(withoutPlaces(read(JSON_TEXT, 'mode.claims.json'))).toEqual(yaml);
    const { derivations, proofs, problems, ignored } = await readFiles([`${folder}/modules`]);
    expect(problems).toEqual([]);
    expect(derivations).toHaveLength(1);
    expect(withoutPlaces(derivations[0])).toEqual(yaml);
    expect(proofs.map((p) => [p.id, p.derivation.id, p.kind === 'flow' && describeDomain(p.domain)])).toEqual(
      [['mode-flow', 'mode', 's > 1/10, s < 10']],
    );
    expect(ignored.map(({ file, reason }) => [file.split('/').at(-1), reason])).toEqual([
      ['helper.ts', 'the module exports no derivation and no proof'],
      ['index.ts', expect.stringContaining('passes on')],
    ]);
  });

  it('is found in a module at its lines', async () => {
    const { derivations } = await readFiles([`${folder}/modules/derivations/mode.ts`]);
    expect(derivations[0].place).toMatchObject({ line: 7, column: 16 });
    expect(derivations[0].claims.map((claim) => claim.place.line)).toEqual([
      12, 13, 14, 15, 17, 25, 26, 27, 28,
    ]);
  });

  it('tells a wrong claim from a right one', () => {
    const changed = read(YAML.replace('2*sinh(x)', '3*sinh(x)'), 'mode.claims.yaml');
    expect(withoutPlaces(changed)).not.toEqual(withoutPlaces(read(YAML, 'mode.claims.yaml')));
  });
});

describe('a folder with broken files', () => {
  it('reports each problem at its place and still reads the others', async () => {
    const { derivations, problems, ignored } = await readFiles([`${folder}/broken`]);
    expect(derivations.map((d) => d.id)).toEqual(['good', 'good']);
    const seen = problems.map((p) => {
      const { file, line, column } = p.place ?? {};
      // Where a module threw is known from source maps, which the test runner replaces by its own.
      const where = p.code === 'module-failed' ? '' : `:${line}:${column}`;
      return `${file?.split('/').at(-1)}${where} ${p.code}`;
    });
    expect(seen.sort()).toEqual([
      'formula.mjs:9:20 not-data',
      'good.claims.yaml:1:13 duplicate-id',
      'proof.mjs:7:16 unknown-claim',
      'proof.mjs:8:14 empty-domain',
      'syntax.mjs module-failed',
      'throws.ts module-failed',
    ]);
    expect(ignored.map(({ file }) => file.split('/').at(-1))).toEqual(['other.yaml', 'unmarked.mjs']);
  });

  it('gives the place of a syntax error in TypeScript, and of a formula in a module', async () => {
    const scratch = await mkdtemp(`${tmpdir()}/flowproof-`);
    const mark = "Object.defineProperty(input, Symbol.for('flowproof.derivation'), { value: true })";
    await writeFile(`${scratch}/syntax.ts`, 'const x: number = 1;\nconst y = ;\n');
    await writeFile(
      `${scratch}/formula.mts`,
      `const input = {\n  derivation: 'q',\n  title: 'T',\n  symbols: { s: 'real' },\n  claims: [\n    { id: 'a', equal: ['s', 's'] },\n    { id: 'b', equal: [0.1, 's + zz'] },\n  ],\n};\nexport default ${mark};\n`,
    );
    const { problems } = await readFiles([scratch]);
    const seen = problems.map((p) => `${p.code} ${p.place?.line}:${p.place?.column}`);
    expect(seen.sort()).toEqual(['inexact-number 7:16', 'module-failed 2:10', 'unknown-symbol 7:34']);
    await rm(scratch, { recursive: true });
  });

  it('refuses a module without a derivation when it is named', async () => {
    const { problems } = await readFiles([`${folder}/broken/unmarked.mjs`]);
    expect(problems.map((p) => [p.code, p.hint])).toEqual([
      ['module-without-derivation', 'default looks like one: wrap it in derivation({ … }) or proof({ … })'],
    ]);
  });

  it('names the nearest path', async () => {
    const { problems } = await readFiles([`${folder}/brokn`]);
    expect(problems[0].code).toBe('no-such-path');
    expect(problems[0].hint).toContain(`${folder}/broken`);
  });

  it('finds nothing to check to be a problem', async () => {
    const { problems } = await readFiles([], `${folder}/broken`);
    expect(problems.map((p) => p.code)).toEqual(['nothing-found']);
  });
});
