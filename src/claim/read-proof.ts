import * as v from 'valibot';
import type { Domain } from '../domain/domain.js';
import { readDomain, type SymbolsInput } from '../domain/read-domain.js';
import type { FlowproofError } from '../errors.js';
import { checkAgainst } from './check-shape.js';
import { compileConfronted, confrontationEntries, IdSchema, requireClaims } from './confronted-claims.js';
import type { Places } from './places.js';
import { plainData, textOfNumbers } from './plain-data.js';
import { Problems } from './problems.js';
import type { Proof, ProofInput } from './proof.js';
import { AssumeSchema, SymbolsSchema } from './schema.js';

/** A proof, or everything that is wrong with it. */
export type CompiledProof =
  | { readonly kind: 'proof'; readonly proof: Proof }
  | { readonly kind: 'problems'; readonly problems: readonly FlowproofError[] };

/** The data of a proof: everything but its function and its derivation. */
const ProofDataSchema = v.strictObject({
  proof: IdSchema,
  ...confrontationEntries,
  symbols: SymbolsSchema,
  assume: v.optional(AssumeSchema),
  runs: v.optional(
    v.pipe(
      v.number('a positive integer'),
      v.safeInteger('a positive integer'),
      v.minValue(1, 'a positive integer'),
    ),
  ),
});

/** Checks what `proof(…)` was given: its data, its derivation, and that it confronts claims of that derivation. */
export function compileProof(input: ProofInput, places: Places): CompiledProof {
  const problems = new Problems(places);
  const { confront, controls, derivation: derivationInput, ...rest } = input;
  const data = plainData(rest, problems);
  checkAgainst(ProofDataSchema, data, [], problems);
  if (typeof confront !== 'function') {
    const expected = 'a function (draw, random) => comparisons';
    problems.add(['confront'], {
      code: 'proof-confront',
      message: 'a proof confronts by a function',
      expected,
    });
  }
  for (const [name, control] of Object.entries(controls ?? {})) {
    if (typeof control === 'function' && name !== '') continue;
    problems.add(['controls'], {
      code: 'proof-confront',
      message: `the control ${JSON.stringify(name)} is no wrong variant`,
      expected: 'what is wrong with it, and a function (draw, random) => comparisons',
    });
  }
  const derivation = compileConfronted(derivationInput, problems);
  if (problems.count > 0 || derivation === undefined) return { kind: 'problems', problems: problems.list() };

  const {
    proof: id,
    title,
    confronts,
    source,
    symbols,
    assume,
    runs,
  } = textOfNumbers(data) as unknown as v.InferOutput<typeof ProofDataSchema>;
  requireClaims(derivation, confronts, problems);
  const domain = readProofDomain(symbols, assume, problems);
  if (problems.count > 0) return { kind: 'problems', problems: problems.list() };
  return {
    kind: 'proof',
    proof: {
      kind: 'flow',
      id,
      title,
      derivation,
      confronts,
      sources: source === undefined ? undefined : [source].flat(),
      domain,
      runs,
      confront,
      ...(controls === undefined ? {} : { controls }),
      file: places.file,
      place: places.locate([]),
    },
  };
}

function readProofDomain(
  symbols: SymbolsInput,
  assume: readonly string[] | undefined,
  problems: Problems,
): Domain {
  const locate = (path: readonly (string | number)[], at?: 'key' | number) =>
    problems.places.locate(path, at);
  const reading = readDomain(symbols, assume, { locate });
  problems.addAll(reading.problems);
  return reading.domain;
}
