import { accessSync, constants, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { EXIT, type ExitCode } from './exit-codes.js';
import { BROWSERS, firstLine, firstProgram, LATEX_ENGINES, PYTHONS } from './probes.js';
import type { Terminal } from './terminal.js';

export interface DoctorFlags {
  readonly json?: boolean;
}

/** One thing that flowproof needs, or can use. */
export interface Finding {
  readonly name: string;
  /** `missing`: something optional is not there; `broken`: flowproof cannot work well without it. */
  readonly state: 'here' | 'missing' | 'broken';
  readonly found: string;
  /** What it is for. */
  readonly use: string;
  /** What to do about it. */
  readonly hint?: string;
}

const OLDEST_NODE = 20;

/** Says what of the optional things is here. The exit code is 1 only where something that is needed is broken. */
export async function doctor({ json }: DoctorFlags, terminal: Terminal): Promise<ExitCode> {
  const findings = [
    node(),
    cores(),
    store(terminal),
    latex(terminal),
    python(terminal),
    browser(terminal),
    vitest(terminal),
  ];
  terminal.stdout(json === true ? `${JSON.stringify({ findings }, undefined, 2)}\n` : table(findings));
  return findings.some(({ state }) => state === 'broken') ? EXIT.fellShort : EXIT.asRequired;
}

const MARKS = { here: '✓', missing: '·', broken: '✗' } as const;

function table(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ name }) => name.length));
  return findings
    .map(({ name, state, found, use, hint }) => {
      const line = `${MARKS[state]} ${name.padEnd(width)}  ${found}  (${use})`;
      return hint === undefined ? `${line}\n` : `${line}\n  ${' '.repeat(width)}  ${hint}\n`;
    })
    .join('');
}

function node(): Finding {
  const { version } = process;
  const fine = Number(/^v(\d+)/.exec(version)?.[1]) >= OLDEST_NODE;
  const hint = fine ? undefined : `install Node ${OLDEST_NODE} or newer`;
  return { name: 'Node', state: fine ? 'here' : 'broken', found: version, use: 'runs flowproof', hint };
}

const cores = (): Finding => ({
  name: 'cores',
  state: 'here',
  found: String(availableParallelism()),
  use: 'simulations run on all of them',
});

/** Results and certificates of earlier runs live here. */
function store({ cwd }: Terminal): Finding {
  const folder = join(cwd, '.flowproof');
  const use = 'remembers results, keeps certificates';
  try {
    accessSync(existsSync(folder) ? folder : dirname(folder), constants.W_OK);
    return {
      name: '.flowproof',
      state: 'here',
      found: existsSync(folder) ? folder : `${folder} (not yet)`,
      use,
    };
  } catch {
    const hint = 'check with --no-cache --no-certificates, or name folders with --cache and --certificates';
    return { name: '.flowproof', state: 'broken', found: `${folder} cannot be written`, use, hint };
  }
}

function latex({ env }: Terminal): Finding {
  const use = 'export --pdf';
  const path = firstProgram(LATEX_ENGINES, env);
  if (path !== undefined) return { name: 'LaTeX', state: 'here', found: path, use };
  const hint = 'on Debian: apt install texlive-latex-extra';
  return { name: 'LaTeX', state: 'missing', found: `none of ${LATEX_ENGINES.join(', ')}`, use, hint };
}

function python({ env }: Terminal): Finding {
  const use = 'runs the exported script, which checks claims again';
  const hint = 'on Debian: apt install python3-sympy';
  const path = firstProgram(PYTHONS, env);
  if (path === undefined)
    return { name: 'Python', state: 'missing', found: `none of ${PYTHONS.join(', ')}`, use, hint };
  const versions = 'import sympy, mpmath; print("sympy", sympy.__version__ + ", mpmath", mpmath.__version__)';
  const found = firstLine(path, ['-c', versions], env);
  return found === undefined
    ? { name: 'Python', state: 'missing', found: `${path} without sympy and mpmath`, use, hint }
    : { name: 'Python', state: 'here', found: `${path} with ${found}`, use };
}

function browser({ env }: Terminal): Finding {
  const use = 'tests of the page; any browser shows it';
  const path = env.CHROME_PATH ?? firstProgram(BROWSERS, env);
  if (path !== undefined && existsSync(path)) return { name: 'Chromium', state: 'here', found: path, use };
  const found =
    path === undefined ? `none of ${BROWSERS.join(', ')}` : `CHROME_PATH = ${path}, which does not exist`;
  return { name: 'Chromium', state: 'missing', found, use, hint: 'on Debian: apt install chromium' };
}

function vitest({ cwd }: Terminal): Finding {
  const use = "import 'flowproof/vitest' in your tests";
  try {
    const { version } = createRequire(join(cwd, 'package.json'))('vitest/package.json') as {
      version: string;
    };
    return { name: 'vitest', state: 'here', found: version, use };
  } catch {
    return {
      name: 'vitest',
      state: 'missing',
      found: 'not in this project',
      use,
      hint: 'npm install --save-dev vitest',
    };
  }
}
