/** Every derivation and proof that ships, as the test runner loads them: nothing is listed by hand. */
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Derivation } from '../../src/claim/claim.js';
import { compileDerivation } from '../../src/claim/compile-derivation.js';
import { DERIVATION_MARK } from '../../src/claim/derivation.js';
import type { DerivationInput } from '../../src/claim/document.js';
import { nowhere } from '../../src/claim/places.js';
import { PROOF_MARK, type Proof, type ProofInput } from '../../src/claim/proof.js';
import { compileProof } from '../../src/claim/read-proof.js';
import { compileSimulation } from '../../src/claim/read-simulation.js';
import { SIMULATION_MARK, type Simulation, type SimulationInput } from '../../src/claim/simulation.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Shipped<Input> {
  readonly file: string;
  readonly input: Input;
}

/** Marked exports of the modules under a folder, each once, in the order of the paths. */
async function exportsUnder<Input extends object>(folder: string, mark: symbol): Promise<Shipped<Input>[]> {
  const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(ROOT, folder, name))
    .sort();
  const found = new Map<object, Shipped<Input>>();
  for (const file of files) {
    const module: Record<string, unknown> = await import(pathToFileURL(file).href);
    for (const name of Object.keys(module).sort()) {
      const value = module[name];
      if (typeof value !== 'object' || value === null || !(mark in value) || found.has(value)) continue;
      found.set(value, { file: relative(ROOT, file), input: value as Input });
    }
  }
  return [...found.values()];
}

export const shippedDerivations = (): Promise<Shipped<DerivationInput>[]> =>
  exportsUnder('derivations', DERIVATION_MARK);

export const shippedProofs = (): Promise<Shipped<ProofInput>[]> => exportsUnder('proofs', PROOF_MARK);

export const shippedSimulations = (): Promise<Shipped<SimulationInput>[]> =>
  exportsUnder('proofs', SIMULATION_MARK);

export function compiledDerivation({ file, input }: Shipped<DerivationInput>): Derivation {
  const compiled = compileDerivation(input, nowhere(file));
  if (compiled.kind === 'derivation') return compiled.derivation;
  throw new Error(`${file}: ${compiled.problems.map((problem) => problem.describe()).join('\n')}`);
}

export function compiledProofOf({ file, input }: Shipped<ProofInput>): Proof {
  const compiled = compileProof(input, nowhere(file));
  if (compiled.kind === 'proof') return compiled.proof;
  throw new Error(`${file}: ${compiled.problems.map((problem) => problem.describe()).join('\n')}`);
}

export function compiledSimulationOf({ file, input }: Shipped<SimulationInput>): Simulation {
  const compiled = compileSimulation(input, nowhere(file));
  if (compiled.kind === 'simulation') return compiled.simulation;
  throw new Error(`${file}: ${compiled.problems.map((problem) => problem.describe()).join('\n')}`);
}
