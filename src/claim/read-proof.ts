import * as v from 'valibot';
import type { Domain } from '../domain/domain.js';
import { readDomain, type SymbolsInput } from '../domain/read-domain.js';
import type { FlowproofError } from '../errors.js';
import { nearest } from '../expression/nearest.js';
import { checkAgainst } from './check-shape.js';
import type { Derivation } from './claim.js';
import { type CompiledDerivation, compileDerivation } from './compile-derivation.js';
import { nowhere, type Places } from './places.js';
import { plainData, textOfNumbers } from './plain-data.js';
import { Problems } from './problems.js';
import type { Proof, ProofInput } from './proof.js';
import { AssumeSchema, SymbolsSchema } from './schema.js';

/** A proof, or everything that is wrong with it. */
export type CompiledProof =
  | { readonly kind: 'proof'; readonly proof: Proof }
  | { readonly kind: 'problems'; readonly problems: readonly FlowproofError[] };

const SOURCE = v.pipe(v.string('a source as text'), v.minLength(1, 'a source that is not empty'));

/** The data of a proof: everything but its function and its derivation. */
const ProofDataSchema = v.strictObject({
  proof: v.pipe(
    v.string('an id as text'),
    v.regex(
      /^[A-Za-z0-9][A-Za-z0-9._-]*$/,
      'an id of letters, digits, - _ and ., beginning with a letter or a digit',
    ),
  ),
  title: v.pipe(v.string('text'), v.minLength(1, 'a title that is not empty')),
  confronts: v.pipe(
    v.array(v.string('the id of a claim'), 'a list of claim ids'),
    v.minLength(1, 'at least one claim id'),
  ),
  source: v.optional(
    v.union(
      [SOURCE, v.pipe(v.array(SOURCE), v.minLength(1, 'at least one source'))],
      'a source, or a list of sources',
    ),
  ),
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
  const derivation = compileProvedDerivation(derivationInput, problems);
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
  const ids = derivation.claims.map((claim) => claim.id);
  for (const [i, claim] of confronts.entries()) {
    if (ids.includes(claim)) continue;
    const guess = nearest(claim, ids);
    problems.add(['confronts', i], {
      code: 'unknown-claim',
      message: `the derivation ${derivation.id} has no claim ${JSON.stringify(claim.slice(0, 60))}`,
      expected: `one of ${ids.slice(0, 12).join(', ')}${ids.length > 12 ? ', …' : ''}`,
      hint: guess && `did you mean ${guess}?`,
    });
  }
  const domain = readProofDomain(symbols, assume, problems);
  if (problems.count > 0) return { kind: 'problems', problems: problems.list() };
  return {
    kind: 'proof',
    proof: {
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

/** Of the derivations that proofs confront: many proofs share one. */
const compiledInputs = new WeakMap<object, CompiledDerivation>();

function compileOnce(input: unknown, places: Places): CompiledDerivation {
  if (typeof input !== 'object' || input === null) return compileDerivation(input, places);
  const compiled = compiledInputs.get(input) ?? compileDerivation(input, nowhere(places.file));
  compiledInputs.set(input, compiled);
  return compiled;
}

function compileProvedDerivation(input: unknown, problems: Problems): Derivation | undefined {
  const compiled = compileOnce(input, problems.places);
  if (compiled.kind === 'derivation') return compiled.derivation;
  const [first] = compiled.problems;
  problems.add(['derivation'], {
    code: 'proof-derivation',
    message: `the derivation of this proof is malformed: ${first.message}`,
    expected: 'a derivation made with derivation(…)',
    hint: compiled.problems.length > 1 ? `${compiled.problems.length - 1} more problems in it` : first.hint,
  });
  return undefined;
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
