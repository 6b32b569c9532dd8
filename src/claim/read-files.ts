import { FlowproofError } from '../errors.js';
import type { Derivation } from './claim.js';
import { compileDerivation } from './compile-derivation.js';
import type { Confrontation } from './confrontation.js';
import { type FoundFile, findFiles, type IgnoredFile } from './find-files.js';
import type { ProofInput } from './proof.js';
import { readClaimFile } from './read-claim-file.js';
import { type MarkedExport, readModule } from './read-module.js';
import { readPaper } from './read-paper.js';
import { compileProof } from './read-proof.js';
import { compileSimulation } from './read-simulation.js';
import type { SimulationInput } from './simulation.js';

/** Everything that was found under some paths. What could not be read is in `problems`; the rest is still there. */
export interface ReadFiles {
  readonly derivations: readonly Derivation[];
  /** Proofs and simulations. */
  readonly proofs: readonly Confrontation[];
  readonly problems: readonly FlowproofError[];
  /** Files seen and not used, each with the reason: nothing is skipped silently. */
  readonly ignored: readonly IgnoredFile[];
}

/**
 * Reads derivations and proofs from files and folders (none given: `derivations` and `proofs`, where they exist).
 * A file with problems never keeps another one from being read.
 */
export async function readFiles(paths: readonly string[], cwd: string = process.cwd()): Promise<ReadFiles> {
  const found = await findFiles(paths, cwd);
  const problems: FlowproofError[] = [...found.problems];
  const ignored: IgnoredFile[] = [...found.ignored];
  const derivations: Derivation[] = [];
  const proofs: Confrontation[] = [];
  const modules: { readonly file: FoundFile; readonly marked: readonly MarkedExport[] }[] = [];

  // All at once: loading a module is mostly waiting for the thread that compiles it.
  const read = await Promise.all(
    found.files.map(async (file) => {
      if (file.kind === 'claims') return { file, compiled: await readClaimFile(file.path, file.name) };
      if (file.kind === 'paper') return { file, paper: await readPaper(file.path, file.name) };
      return { file, module: await readModule(file.path, file.name) };
    }),
  );
  for (const { file, compiled, paper, module } of read) {
    if (paper !== undefined) {
      if (paper.derivation) derivations.push(paper.derivation);
      problems.push(...paper.problems);
      continue;
    }
    if (compiled !== undefined) {
      if (compiled.kind === 'derivation') derivations.push(compiled.derivation);
      else problems.push(...compiled.problems);
      continue;
    }
    const { marked, problems: failures, unmarked } = module;
    problems.push(...failures);
    if (unmarked && file.explicit) problems.push(unmarked);
    else if (unmarked) ignored.push({ file: file.name, reason: unmarked.message });
    else modules.push({ file, marked });
  }

  // One derivation may be exported by several modules: it is read where its id is written; the others pass it on.
  const homes = new Map<string, string>();
  for (const { file, marked } of modules) {
    for (const { fingerprint, atHome } of marked) {
      if (atHome && !homes.has(fingerprint)) homes.set(fingerprint, file.name);
    }
  }
  for (const { file, marked } of modules) {
    const passedOn: string[] = [];
    for (const item of marked) {
      const home = homes.get(item.fingerprint) ?? file.name;
      homes.set(item.fingerprint, home);
      if (home !== file.name && !item.atHome) passedOn.push(home);
      else if (item.kind === 'derivation') {
        const compiled = compileDerivation(item.input, item.places);
        if (compiled.kind === 'derivation') derivations.push(compiled.derivation);
        else problems.push(...compiled.problems);
      } else if (item.kind === 'simulation') {
        const compiled = compileSimulation(item.input as SimulationInput, item.places);
        if (compiled.kind === 'simulation') proofs.push(compiled.simulation);
        else problems.push(...compiled.problems);
      } else {
        const compiled = compileProof(item.input as ProofInput, item.places);
        if (compiled.kind === 'proof') proofs.push(compiled.proof);
        else problems.push(...compiled.problems);
      }
    }
    if (marked.length > 0 && passedOn.length === marked.length) {
      ignored.push({ file: file.name, reason: `it only passes on what ${passedOn[0]} exports` });
    }
  }
  problems.push(...repeatedIds(derivations, 'derivation'), ...repeatedIds(proofs, 'proof'));
  return { derivations, proofs, problems, ignored };
}

function repeatedIds(items: readonly (Derivation | Confrontation)[], what: string): FlowproofError[] {
  const first = new Map<string, Derivation | Confrontation>();
  const problems: FlowproofError[] = [];
  for (const item of items) {
    const earlier = first.get(item.id);
    if (earlier === undefined) first.set(item.id, item);
    else {
      const message = `the ${what} id ${item.id} is taken by ${earlier.file}`;
      const place = item.place ?? { file: item.file };
      problems.push(
        new FlowproofError({ code: 'duplicate-id', message, expected: `one ${what} an id`, place }),
      );
    }
  }
  return problems;
}
