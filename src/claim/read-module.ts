import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { FlowproofError, isFlowproofFailure, type SourcePlace } from '../errors.js';
import { DERIVATION_MARK } from './derivation.js';
import { importModule } from './import-module.js';
import { modulePlaces } from './module-places.js';
import { nowhere, type Places } from './places.js';
import { isPlainMap, type PlainData, plainData } from './plain-data.js';
import { Problems } from './problems.js';
import { PROOF_MARK, type ProofInput } from './proof.js';
import { SIMULATION_MARK, type SimulationInput } from './simulation.js';

type MarkedKind = 'derivation' | 'proof' | 'simulation';

/** One export of a module that is marked as a derivation, a proof or a simulation. */
export interface MarkedExport {
  readonly kind: MarkedKind;
  readonly name: string;
  readonly input: object;
  /** Equal for what is the same although two modules export it (perhaps from two copies of its file). */
  readonly fingerprint: string;
  readonly places: Places;
  /** Its id is written in this file, so this is where it comes from (not merely passed on). */
  readonly atHome: boolean;
}

/** What a module holds. `unmarked` says what to do about a module without derivation or proof. */
export interface LoadedModule {
  readonly marked: readonly MarkedExport[];
  readonly problems: readonly FlowproofError[];
  readonly unmarked?: FlowproofError;
}

/** Loads a module and finds its derivations and proofs; a module that throws is a problem. */
export async function readModule(path: string, name: string = path): Promise<LoadedModule> {
  try {
    const source = await readFile(path, 'utf8');
    const exports = await importModule(path);
    const marked = markedExports(exports, name, source);
    return { marked, problems: [], unmarked: marked.length > 0 ? undefined : unmarkedModule(exports, name) };
  } catch (error) {
    return { marked: [], problems: [describedFailure(error, path, name)] };
  }
}

function markedExports(exports: ReadonlyMap<string, unknown>, file: string, source: string): MarkedExport[] {
  const marked: MarkedExport[] = [];
  for (const [name, value] of exports) {
    const kind = markOf(value);
    if (kind === undefined || marked.some((known) => known.input === value)) continue;
    const input = value as object;
    const { places, fingerprint } = describeInput(input, kind, file, source);
    const id = (input as Record<string, unknown>)[kind];
    const atHome = typeof id === 'string' && ["'", '"', '`'].some((q) => source.includes(`${q}${id}${q}`));
    marked.push({ kind, name, input, fingerprint, places, atHome });
  }
  return marked;
}

function markOf(value: unknown): MarkedKind | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Reflect.get(value, DERIVATION_MARK) === true) return 'derivation';
  if (Reflect.get(value, SIMULATION_MARK) === true) return 'simulation';
  return Reflect.get(value, PROOF_MARK) === true ? 'proof' : undefined;
}

function describeInput(
  input: object,
  kind: MarkedKind,
  file: string,
  source: string,
): { places: Places; fingerprint: string } {
  const { confront, predict, sample, ...written } = input as Partial<ProofInput & SimulationInput>;
  // What is not data is reported when the input is compiled; here it is only not found in the source.
  const data = plainData(written, new Problems(nowhere(file)));
  const fingerprint = `${kind} ${JSON.stringify(data)} ${[confront, predict, sample].map(String).join(' ')}`;
  return {
    places: modulePlaces(file, source, kind === 'derivation' ? data : withoutDerivation(data)),
    fingerprint,
  };
}

/** A proof's places are looked for in its own text; its derivation is written elsewhere. */
const withoutDerivation = (data: PlainData): PlainData =>
  isPlainMap(data) ? { ...data, derivation: undefined } : data;

function unmarkedModule(exports: ReadonlyMap<string, unknown>, name: string): FlowproofError {
  const names = [...exports.keys()];
  const almost = names.find((key) => {
    const value = exports.get(key);
    return typeof value === 'object' && value !== null && ('claims' in value || 'confront' in value);
  });
  return new FlowproofError({
    code: 'module-without-derivation',
    message: 'the module exports no derivation and no proof',
    expected: 'an export made with derivation({…}) or proof({…})',
    found: names.length > 0 ? `the exports ${names.slice(0, 10).join(', ')}` : 'no exports',
    hint:
      almost === undefined
        ? "import { derivation } from 'flowproof', and export default derivation({ … })"
        : `${almost} looks like one: wrap it in derivation({ … }) or proof({ … })`,
    place: { file: name },
  });
}

/** The value thrown may itself throw when it is read. */
function describedFailure(error: unknown, path: string, name: string): FlowproofError {
  try {
    return loadFailure(error, path, name);
  } catch {
    return new FlowproofError({
      code: 'module-failed',
      message: 'the module does not load: it threw a value that cannot be printed',
      expected: 'a module that loads and exports a derivation or a proof',
      place: { file: name },
    });
  }
}

function loadFailure(error: unknown, path: string, name: string): FlowproofError {
  if (isFlowproofFailure(error)) {
    // A formula that math`…` refused, perhaps in another copy of the package.
    const { code, message, expected, found, hint } = error;
    const place = placeInStack(error, path, name);
    return new FlowproofError({
      code,
      message: `the module does not load: ${message}`,
      expected,
      found,
      hint,
      place,
    });
  }
  const thrown = error instanceof Error ? error : undefined;
  const lines = (thrown?.message ?? String(error)).split('\n').filter((line) => line.trim() !== '');
  // The compiler puts what is wrong behind `file:line:column: ERROR: `.
  const compiler = lines.map((line) => /: ERROR: (.*)$/.exec(line)?.[1]).find((found) => found !== undefined);
  const what = compiler ?? `${thrown?.name ?? 'it threw'}: ${lines[0]?.trim() ?? 'no message'}`;
  return new FlowproofError({
    code: 'module-failed',
    message: `the module does not load: ${what.slice(0, 500)}`,
    expected: 'a module that loads and exports a derivation or a proof',
    hint: loadHint(thrown, name) ?? `npx tsx ${name} shows the whole failure`,
    place: thrown ? placeInStack(thrown, path, name) : { file: name },
  });
}

function loadHint(error: Error | undefined, name: string): string | undefined {
  const text = error?.message ?? '';
  if (/Cannot find (module|package) '?flowproof'?/.test(text))
    return 'install flowproof in this folder: npm install flowproof';
  if (/Cannot find (module|package)/.test(text))
    return 'relative imports need the file that exists; packages need npm install';
  if (/require\(\) of ES Module|ERR_REQUIRE_ESM|No "exports" main|"cjs" output format/.test(text)) {
    return 'add "type": "module" to package.json, or name the file *.mts';
  }
  return error?.stack
    ?.split('\n')
    .find((line) => /^\s+at /.test(line) && line.includes(basename(name)) && !line.includes('data:'))
    ?.trim();
}

/** Line and column in the module, from the stack or from the compiler's message (`file.ts:3:7: ERROR: …`). */
function placeInStack(error: Error, path: string, name: string): SourcePlace {
  const text = `${error.message}\n${error.stack ?? ''}`;
  const base = path.replace(/^.*[\\/]/, '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const match = new RegExp(`${base}(?:\\?[^:)\\s]*)?:(\\d+):(\\d+)`).exec(text);
  return match ? { file: name, line: Number(match[1]), column: Number(match[2]) } : { file: name };
}
