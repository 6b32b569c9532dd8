import { FlowproofError, type SourcePlace } from '../errors.js';
import { type CompiledDerivation, compileDerivation } from './compile-derivation.js';
import { lineTable, type Places } from './places.js';
import { Problems } from './problems.js';
import { readTextFile } from './read-text-file.js';
import { offsetOf, readTree } from './yaml-data.js';
import { parseYaml } from './yaml-document.js';

/** Reads a claim file (`*.claims.yaml`, `*.claims.yml`, `*.claims.json`); `name` is what reports call it. */
export async function readClaimFile(path: string, name: string = path): Promise<CompiledDerivation> {
  try {
    return readClaimText(await readTextFile(path, name), name);
  } catch (error) {
    if (!(error instanceof FlowproofError)) throw error;
    return { kind: 'problems', problems: [error] };
  }
}

/** Reads the text of a claim file; JSON (a name that ends in `.json`) goes the same way, and must be JSON. */
export function readClaimText(text: string, name: string): CompiledDerivation {
  const table = lineTable(text);
  const placeOf = (offset: number): SourcePlace => ({ file: name, ...table(offset) });
  const { document, problems: syntax } = parseYaml(text, placeOf);
  const json = name.endsWith('.json') && text.trim() !== '' && syntax.every((e) => e.code === 'yaml-syntax');
  const strict = json ? jsonProblem(text, placeOf) : undefined;
  if (strict) return { kind: 'problems', problems: [strict] };

  // Until the tree is read, every place is an offset of its own.
  const problems = new Problems({ file: name, locate: () => ({ file: name }) });
  problems.addAll(syntax);
  if (problems.count > 0) return { kind: 'problems', problems: problems.list() };
  const root = readTree(document?.contents ?? null, text, (offset, facts) => {
    problems.addAll([new FlowproofError({ ...facts, place: placeOf(offset) })]);
  });
  if (problems.count === 0 && root.data === null) {
    const expected = 'a derivation: derivation, title, symbols and claims';
    const facts = { code: 'empty-file', message: 'the file is empty', expected, place: placeOf(0) };
    problems.addAll([new FlowproofError(facts)]);
  }
  if (problems.count > 0) return { kind: 'problems', problems: problems.list() };
  const places: Places = { file: name, locate: (path, at = 0) => placeOf(offsetOf(root, path, at)) };
  return compileDerivation(root.data, places);
}

/** The first thing that keeps a text from being JSON, although it may be YAML. */
function jsonProblem(text: string, placeOf: (offset: number) => SourcePlace): FlowproofError | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const position = /at position (\d+)/.exec(reason);
    const offset = position ? Number(position[1]) : text.length;
    const message = `the file is not JSON: ${reason.replace(/ in JSON at position.*| at position.*/s, '')}`;
    return new FlowproofError({ code: 'json-syntax', message, expected: 'JSON', place: placeOf(offset) });
  }
}
