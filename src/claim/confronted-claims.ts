/** What proofs and simulations have in common: the derivation whose claims they confront. */
import * as v from 'valibot';
import { nearest } from '../expression/nearest.js';
import type { Derivation } from './claim.js';
import { type CompiledDerivation, compileDerivation } from './compile-derivation.js';
import { nowhere, type Places } from './places.js';
import type { Problems } from './problems.js';

const SOURCE = v.pipe(v.string('a source as text'), v.minLength(1, 'a source that is not empty'));

export const IdSchema = v.pipe(
  v.string('an id as text'),
  v.regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]*$/,
    'an id of letters, digits, - _ and ., beginning with a letter or a digit',
  ),
);

/** Besides the id. */
export const confrontationEntries = {
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
};

/** Of the derivations that proofs confront: many proofs share one. */
const compiledInputs = new WeakMap<object, CompiledDerivation>();

function compileOnce(input: unknown, places: Places): CompiledDerivation {
  if (typeof input !== 'object' || input === null) return compileDerivation(input, places);
  const compiled = compiledInputs.get(input) ?? compileDerivation(input, nowhere(places.file));
  compiledInputs.set(input, compiled);
  return compiled;
}

export function compileConfronted(input: unknown, problems: Problems): Derivation | undefined {
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

export function requireClaims(
  derivation: Derivation,
  confronts: readonly string[],
  problems: Problems,
): void {
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
}
