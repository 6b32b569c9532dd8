import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MAX_LINES = 400;

/** What each room may import besides itself and `errors.ts`: the arrows of ARCHITECTURE.md, followed to their ends. */
const BELOW: Readonly<Record<string, readonly string[]>> = {
  expression: [],
  tex: ['expression'],
  matrix: ['domain', 'precision', 'expression'],
  precision: ['expression'],
  domain: ['precision', 'expression'],
  certificate: ['domain', 'expression'],
  rules: ['certificate', 'domain', 'precision', 'expression'],
  checker: ['rules', 'certificate', 'domain', 'precision', 'expression'],
  kernel: ['checker', 'rules', 'certificate', 'domain', 'precision', 'expression'],
  'matrix-kernel': ['kernel', 'certificate', 'rules', 'matrix', 'domain', 'expression'],
  'linear-algebra': ['precision', 'expression'],
  flow: ['domain', 'precision', 'expression'],
  spectral: ['linear-algebra', 'flow', 'precision', 'domain', 'expression'],
  theory: ['flow', 'precision', 'domain', 'expression'],
  plot: ['theory', 'flow', 'precision', 'domain', 'expression'],
  claim: ['tex', 'kernel', 'rules', 'precision', 'flow', 'theory', 'domain', 'expression', 'matrix'],
  check: [
    'claim',
    'kernel',
    'checker',
    'rules',
    'certificate',
    'precision',
    'flow',
    'theory',
    'domain',
    'expression',
    'matrix',
    'matrix-kernel',
    'threads',
  ],
  threads: [],
  oracles: ['check', 'claim', 'expression', 'threads'],
  report: ['check', 'claim', 'domain', 'expression'],
  latex: ['tex', 'check', 'claim', 'domain', 'expression', 'matrix'],
  markup: ['tex', 'latex', 'check', 'claim', 'domain', 'expression', 'matrix'],
  python: ['check', 'claim', 'domain', 'expression'],
  mutate: ['check', 'claim', 'matrix', 'domain', 'expression'],
  vitest: ['report', 'check', 'claim', 'flow', 'precision', 'domain', 'expression'],
  explore: [
    'plot',
    'check',
    'claim',
    'spectral',
    'linear-algebra',
    'flow',
    'theory',
    'precision',
    'domain',
    'expression',
  ],
  page: ['explore', 'plot', 'claim', 'theory', 'flow', 'domain', 'expression'],
  serve: ['page', 'explore', 'report', 'latex', 'check', 'claim', 'domain', 'expression'],
  cli: [
    'serve',
    'page',
    'explore',
    'plot',
    'report',
    'latex',
    'markup',
    'mutate',
    'python',
    'oracles',
    'check',
    'claim',
    'theory',
    'precision',
    'domain',
    'expression',
  ],
};

/** Interfaces a lower room is handed an implementation of: types only, so the arrow does not exist at run time. */
const INTERFACES = new Set(['src/oracles/oracle.ts', 'src/claim/proof.ts']);

/** Algebra systems and number types the kernel must not lean on. */
const NOT_IN_KERNEL = ['mathjs', 'nerdamer', 'decimal.js'];

interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
}

interface SourceFile {
  /** Path from the root of the project, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** Every import, re-export and dynamic import of a module. */
function importsOf(text: string): Import[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const stated = [
    ...code.matchAll(/^(import|export)\s+(type\s+)?(?:[\w*{}\s,$]+?\s+from\s+)?['"]([^'"]+)['"]/gm),
  ].map(([, , type, specifier]) => ({ specifier, typeOnly: type !== undefined }));
  const called = [...code.matchAll(/\b(?:import|require)\(\s*['"]([^'"]+)['"]/g)].map(([, specifier]) => ({
    specifier,
    // `import('…').Name` is a type where a name follows outside of code that awaits it.
    typeOnly: new RegExp(`import\\('${specifier.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}'\\)\\.[A-Z]`).test(
      code,
    ),
  }));
  return [...stated, ...called];
}

const target = (file: SourceFile, specifier: string): string =>
  relative(ROOT, resolve(ROOT, dirname(file.path), specifier))
    .split(sep)
    .join('/')
    .replace(/\.js$/, '.ts');

const roomOf = (path: string): string | undefined => /^src\/([^/]+)\//.exec(path)?.[1];

/** What a file of `src/` does that the picture of the house does not allow. */
function violations(file: SourceFile): string[] {
  const room = roomOf(file.path);
  const lines = file.text.split('\n').length;
  const found = lines > MAX_LINES ? [`${file.path} has ${lines} lines`] : [];
  if (/\.\.\/shared\b/.test(file.text)) found.push(`${file.path} names ../shared`);
  for (const { specifier, typeOnly } of importsOf(file.text)) {
    if (specifier.startsWith('.')) {
      const path = target(file, specifier);
      const other = roomOf(path);
      const allowed =
        file.path === 'src/index.ts'
          ? other !== 'cli'
          : path === 'src/errors.ts' ||
            other === room ||
            (typeOnly && INTERFACES.has(path)) ||
            (room !== undefined && other !== undefined && BELOW[room]?.includes(other));
      if (!allowed) found.push(`${file.path} imports ${path}`);
    } else if (specifier === 'flowproof' || specifier.startsWith('flowproof/')) {
      found.push(`${file.path} imports the package's own name`);
    } else if (
      room === 'kernel' &&
      NOT_IN_KERNEL.some((name) => specifier === name || specifier.startsWith(`${name}/`))
    ) {
      found.push(`${file.path} imports ${specifier}`);
    }
  }
  return found;
}

/** What a file of `derivations/` or `proofs/` imports that a user's own could not. */
function outsideViolations(file: SourceFile): string[] {
  const allowed = (specifier: string) => {
    if (specifier === 'flowproof' || specifier.startsWith('node:')) return true;
    return specifier.startsWith('.') && /^(?:derivations|proofs)\//.test(target(file, specifier));
  };
  return importsOf(file.text)
    .filter(({ specifier }) => !allowed(specifier))
    .map(({ specifier }) => `${file.path} imports ${specifier}`);
}

const filesOf = (folder: string): SourceFile[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.[cm]?tsx?$/.test(name))
    .map((name) => {
      const path = join(folder, name).split(sep).join('/');
      return { path, text: readFileSync(join(ROOT, path), 'utf8') };
    });

describe('the house', () => {
  const source = filesOf('src');

  it('has rooms that import downwards only, short files, and no way out', () => {
    expect(source.length).toBeGreaterThan(50);
    expect(source.flatMap(violations)).toEqual([]);
  });

  it('has no room the picture does not show', () => {
    const rooms = new Set(source.map((file) => roomOf(file.path)).filter((room) => room !== undefined));
    expect([...rooms].filter((room) => !Object.hasOwn(BELOW, room))).toEqual([]);
  });

  it('has derivations and proofs that use the public API only', () => {
    expect([...filesOf('derivations'), ...filesOf('proofs')].flatMap(outsideViolations)).toEqual([]);
  });

  it('is drawn without a circle', () => {
    const visit = (room: string, within: readonly string[]): void => {
      if (within.includes(room)) throw new Error(`circle: ${[...within, room].join(' → ')}`);
      for (const below of BELOW[room]) visit(below, [...within, room]);
    };
    for (const room of Object.keys(BELOW)) visit(room, []);
  });
});

describe('the rules themselves (negative controls)', () => {
  const at = (path: string, text: string): SourceFile => ({ path, text });

  it.each([
    at('src/expression/a.ts', "import { x } from '../kernel/prove.js';"),
    at('src/kernel/a.ts', "import type { Claim } from '../claim/claim.js';"),
    at('src/kernel/a.ts', "import { a } from './b.js';\nimport { x } from '../cli/run.js';"),
    at('src/kernel/a.ts', "import { askOracles } from '../oracles/index.js';"),
    at('src/kernel/a.ts', "import { Decimal } from 'decimal.js';"),
    at('src/kernel/a.ts', "const n = require('nerdamer/Algebra.js');"),
    at('src/kernel/a.ts', "import {\n  a,\n  b,\n} from 'mathjs';"),
    at('src/check/a.ts', "export * from '../report/index.js';"),
    at('src/check/a.ts', "const { askOracles } = await import('../oracles/index.js');"),
    at('src/check/a.ts', "import { loud } from '../oracles/oracle.js';"),
    at('src/index.ts', "export { run } from './cli/run.js';"),
    at('src/report/a.ts', "import { math } from 'flowproof';"),
    at('src/report/a.ts', "readFile('../shared/reference.json')"),
    at('src/report/a.ts', '\n'.repeat(MAX_LINES + 1)),
  ])('refuse $path: $text', (file) => {
    expect(violations(file)).toHaveLength(1);
  });

  it('allow an interface by type, and comments that mention imports', () => {
    expect(
      violations(at('src/check/a.ts', "import type { AskOracles } from '../oracles/oracle.js';")),
    ).toEqual([]);
    expect(
      violations(at('src/kernel/a.ts', "// import { x } from 'mathjs';\n/* from '../cli/run.js' */")),
    ).toEqual([]);
  });

  it.each([
    at('derivations/x/a.ts', "import { parse } from '../../src/expression/parse.js';"),
    at('proofs/a.ts', "import { internal } from 'flowproof/dist/kernel/prove.js';"),
    at('proofs/a.ts', "import { Decimal } from 'decimal.js';"),
  ])('refuse $path: $text', (file) => {
    expect(outsideViolations(file)).toHaveLength(1);
  });

  it('allow a proof to import its derivation', () => {
    const proof = at(
      'proofs/x/a.ts',
      "import a from '../../derivations/x/a.js';\nimport { proof } from 'flowproof';",
    );
    expect(outsideViolations(proof)).toEqual([]);
  });
});
