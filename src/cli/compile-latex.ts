import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FlowproofError } from '../errors.js';
import { firstProgram, LATEX_ENGINES } from './probes.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** Labels need a second run. */
const RUNS = 2;
const TIMEOUT_MS = 300_000;

/** A PDF may carry text behind its end: how an earlier output is known. */
const PDF_MARK = '\n% flowproof export\n';
export const isExportedPdf = (text: string): boolean => text.startsWith('%PDF-') && text.endsWith(PDF_MARK);

/**
 * The engine that will compile, known before the work begins.
 * @throws FlowproofError `no-latex`.
 */
export function latexEngine(environment: Environment): string {
  const engine = firstProgram(LATEX_ENGINES, environment);
  if (engine !== undefined) return engine;
  throw new FlowproofError({
    code: 'no-latex',
    message: 'no LaTeX engine is installed here',
    expected: `one of ${LATEX_ENGINES.join(', ')} on the path`,
    hint: 'write the document with -o file.tex and compile it elsewhere, or install one: apt-get install texlive-latex-extra',
  });
}

/** @throws FlowproofError `latex-failed` with the first error of the engine. */
export async function compileLatex(engine: string, document: string): Promise<Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), 'flowproof-latex-'));
  try {
    writeFileSync(join(folder, 'document.tex'), document);
    const tectonic = engine.endsWith('tectonic');
    const options = tectonic ? [] : ['-interaction=nonstopmode', '-halt-on-error', '-no-shell-escape'];
    for (let run = 0; run < (tectonic ? 1 : RUNS); run++) {
      const { code, output } = await ran(engine, [...options, 'document.tex'], folder);
      if (code !== 0) {
        throw new FlowproofError({
          code: 'latex-failed',
          message: 'the document does not compile',
          expected: `a run of ${engine} without errors`,
          found: /^!.*$/m.exec(output)?.[0] ?? output.trim().split('\n').at(-1) ?? `exit code ${code}`,
          hint: 'write the document with -o file.tex to look at it',
        });
      }
    }
    const pdf = readFileSync(join(folder, 'document.pdf'));
    return Buffer.concat([pdf, Buffer.from(PDF_MARK)]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function ran(
  program: string,
  args: readonly string[],
  cwd: string,
): Promise<{ readonly code: number | null; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], timeout: TIMEOUT_MS });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (part) => {
        output += part;
      });
    }
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}
