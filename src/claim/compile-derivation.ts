import type { Domain } from '../domain/domain.js';
import { type DomainReading, readDomain, type SymbolsInput } from '../domain/read-domain.js';
import type { FlowproofError } from '../errors.js';
import { spellGreek } from '../expression/greek.js';
import { nearest } from '../expression/nearest.js';
import { SYMBOL_NAME } from '../expression/parse.js';
import { checkShape } from './check-shape.js';
import type { Claim, Derivation, MatrixVocabulary, RequiredVerdict } from './claim.js';
import { domainOfStatement } from './claim-domain.js';
import { compileDefinitions } from './compile-definitions.js';
import { compileHypotheses, compileMatrixDefinitions, splitDefinitions } from './compile-matrix-scope.js';
import { compileStatement } from './compile-statement.js';
import type { ClaimInput, DerivationInput } from './document.js';
import type { MatrixScope } from './matrix-scope.js';
import { readNotation } from './notation.js';
import { type DataPath, nowhere, type Places } from './places.js';
import { plainData, textOfNumbers } from './plain-data.js';
import { Problems } from './problems.js';
import type { Scope } from './read-formula.js';
import { checkSizes, readLetters, sizeSymbols } from './read-letters.js';

/** A derivation, or everything that is wrong with it (at least one problem, in the order of the file). */
export type CompiledDerivation =
  | { readonly kind: 'derivation'; readonly derivation: Derivation }
  | { readonly kind: 'problems'; readonly problems: readonly FlowproofError[] };

/**
 * Checks a written derivation and compiles it. Nothing is evaluated; every problem is collected with its place.
 *
 * Rules for a claim's own `symbols`: bounds alone narrow the derivation's declaration, a type name replaces it. The
 * claim lives on the symbols its formulas and assumptions mention (definitions put in), and on every relation that is
 * connected to them.
 */
export function compileDerivation(input: unknown, places: Places = nowhere('(memory)')): CompiledDerivation {
  const problems = new Problems(places);
  const data = plainData(input, problems);
  if (problems.count === 0) checkShape(data, problems);
  if (problems.count > 0) return { kind: 'problems', problems: problems.list() };
  // The shape has just been checked: this is a DerivationInput whose formulas are text.
  const derivation = compile(textOfNumbers(data) as unknown as DerivationInput, problems);
  return problems.count > 0
    ? { kind: 'problems', problems: problems.list() }
    : { kind: 'derivation', derivation };
}

/**
 * The same for callers that have no use for a broken derivation.
 * @throws FlowproofError the first problem.
 */
export function derivationOf(input: DerivationInput, places?: Places): Derivation {
  const compiled = compileDerivation(input, places);
  if (compiled.kind === 'derivation') return compiled.derivation;
  const [first] = compiled.problems;
  throw first;
}

function compile(input: DerivationInput, problems: Problems): Derivation {
  const { places } = problems;
  const letters = readLetters(input.matrices ?? {}, ['matrices'], takenNames(input), problems);
  const sizes = sizeSymbols(letters.letters.values());
  const symbols = { ...sizes, ...input.symbols };
  const names = namesOf(symbols);
  const define = splitDefinitions(
    input.define ?? {},
    new Set(Object.keys(input.matrices ?? {}).map(spellGreek)),
  );
  const definitions = compileDefinitions(define.scalar, names.good, names.broken, problems);
  const matrices = compileMatrixDefinitions(
    define.matrix,
    {
      letters: letters.letters,
      symbols: names.good,
      scalars: definitions.meanings,
      definitions: new Map(),
      hypotheses: new Map(),
      broken: new Set([...letters.broken, ...definitions.broken]),
    },
    problems,
  );
  const outer: Surroundings = {
    scope: {
      symbols: names.good,
      definitions: definitions.meanings,
      broken: new Set([...definitions.broken, ...matrices.broken]),
      matrices: new Set([...letters.letters.keys(), ...matrices.definitions.keys()]),
    },
    matrices: { ...matrices, hypotheses: compileHypotheses(input.hypotheses ?? {}, matrices, problems) },
    require: input.require ?? 'supported',
  };
  const { domain } = readDomainAt(symbols, input.assume, [], outer.scope, problems);
  checkSizes(sizes, domain, [], problems);

  const claims: Claim[] = [];
  const firstWithId = new Map<string, number>();
  input.claims.forEach((claim, i) => {
    const earlier = firstWithId.get(claim.id);
    if (earlier === undefined) firstWithId.set(claim.id, i);
    else {
      const { line } = places.locate(['claims', earlier, 'id']);
      problems.add(['claims', i, 'id'], {
        code: 'duplicate-id',
        message: `the id ${claim.id} is taken by ${line === undefined ? 'an earlier claim' : `the claim of line ${line}`}`,
        expected: 'an id that is unique in its derivation',
      });
    }
    checkCitations(input, i, problems);
    const compiled = compileClaim(claim, ['claims', i], input.derivation, domain, outer, problems);
    if (compiled) claims.push(compiled);
  });
  const { derivation: id, title, source, prose } = input;
  return {
    id,
    title,
    ...(source !== undefined && { source }),
    ...(prose !== undefined && { prose }),
    domain,
    definitions: definitions.list,
    matrices: vocabularyOf(outer.matrices),
    notation: readNotation(input.names ?? {}, everyName(input, outer), problems),
    claims,
    file: places.file,
    place: places.locate(['derivation']),
  };
}

/** What the formulas of a derivation may speak of. */
interface Surroundings {
  readonly scope: Scope;
  readonly matrices: MatrixScope;
  /** What a claim must reach that does not say so itself. */
  readonly require: RequiredVerdict;
}

function compileClaim(
  input: ClaimInput,
  path: DataPath,
  derivation: string,
  base: Domain,
  outer: Surroundings,
  problems: Problems,
): Claim | undefined {
  const before = problems.count;
  checkExpectation(input, path, problems);
  const taken = new Map([...outer.scope.symbols].map((name) => [name, 'a symbol']));
  for (const name of outer.scope.definitions.keys()) taken.set(name, 'defined');
  for (const name of outer.scope.matrices ?? []) taken.set(name, 'a matrix');
  const letters = readLetters(input.matrices ?? {}, [...path, 'matrices'], taken, problems);
  const sizes = sizeSymbols(letters.letters.values());
  const declared = { ...withoutKnown(sizes, base), ...input.symbols };
  const own = namesOf(declared);
  const scope: Scope = {
    ...outer.scope,
    symbols: new Set([...outer.scope.symbols, ...own.good]),
    broken: new Set([...outer.scope.broken, ...own.broken, ...letters.broken]),
    matrices: new Set([...(outer.scope.matrices ?? []), ...letters.letters.keys()]),
  };
  const narrowed = Object.keys(declared).length > 0 || input.assume !== undefined;
  const domain = narrowed ? readDomainAt(declared, input.assume, path, scope, problems, base).domain : base;
  checkSizes({ ...sizeSymbols(outer.matrices.letters.values()), ...sizes }, domain, path, problems);
  const matrices: MatrixScope = {
    ...outer.matrices,
    letters: new Map([...outer.matrices.letters, ...letters.letters]),
    symbols: scope.symbols,
    broken: scope.broken,
  };
  const statement = compileStatement(input, { scope, matrices, domain, problems, path });
  if (statement === undefined || problems.count > before) return undefined;
  const assumed = domain.relations.slice(base.relations.length);
  const { id, prose, source, expect, right, using } = input;
  return {
    id,
    derivation,
    statement,
    domain: domainOfStatement(domain, statement, assumed),
    require: expect === undefined ? (input.require ?? outer.require) : 'supported',
    ...(expect && { expect }),
    ...(right !== undefined && { right }),
    ...(using !== undefined && { using }),
    ...(prose !== undefined && { prose }),
    ...(source !== undefined && { source }),
    place: problems.places.locate(path),
  };
}

/** Sizes that the derivation does not know yet. */
const withoutKnown = (sizes: SymbolsInput, base: Domain): SymbolsInput =>
  Object.fromEntries(Object.entries(sizes).filter(([name]) => !base.symbols.has(name)));

/** Names that no matrix can have, with what they are. */
const takenNames = ({ symbols, define = {} }: DerivationInput): ReadonlyMap<string, string> =>
  new Map([
    ...Object.keys(define).map((key) => [spellGreek(key), 'defined'] as const),
    ...Object.keys(symbols).map((key) => [spellGreek(key), 'a symbol'] as const),
  ]);

const vocabularyOf = ({ letters, definitions, hypotheses }: MatrixScope): MatrixVocabulary => ({
  letters: [...letters.values()],
  definitions: [...definitions].map(([name, side]) => ({ name, side })),
  hypotheses: [...hypotheses.values()].filter((hypothesis) => hypothesis !== 'broken'),
});

/** Also the names that claims add. */
const everyName = ({ claims }: DerivationInput, { scope }: Surroundings): ReadonlySet<string> =>
  new Set([
    ...scope.symbols,
    ...scope.broken,
    ...scope.definitions.keys(),
    ...(scope.matrices ?? []),
    ...claims.flatMap(({ symbols = {}, matrices = {} }) =>
      [...Object.keys(symbols), ...Object.keys(matrices)].map(spellGreek),
    ),
  ]);

/** A claim may cite claims above it that can serve: so no two can rest on each other. */
function checkCitations(input: DerivationInput, index: number, problems: Problems): void {
  const above = input.claims.slice(0, index);
  input.claims[index].using?.forEach((id, k) => {
    const cited = above.find((claim) => claim.id === id);
    const later = input.claims.slice(index).some((claim) => claim.id === id);
    const citable = cited?.expect === undefined && cited !== undefined && serves(cited, input.claims[index]);
    if (citable) return;
    const ids = above.map((claim) => claim.id);
    const guess = nearest(id, ids);
    problems.add(['claims', index, 'using', k], {
      code: 'citation',
      message: cited
        ? `the claim ${id} cannot be used`
        : later
          ? `the claim ${id} does not come before the one that uses it`
          : `there is no claim ${id}`,
      expected: isAboutMatrices(input.claims[index])
        ? 'the id of an identity above this claim that is not an erratum'
        : 'the id of an equality, chain or inequality above this claim that is not an erratum',
      hint: cited || later ? undefined : guess && `did you mean ${guess}?`,
    });
  });
}

const isAboutMatrices = (claim: ClaimInput): boolean => 'identity' in claim || 'rate' in claim;

/** Can what the one states be used by the other? */
const serves = (cited: ClaimInput, by: ClaimInput): boolean =>
  isAboutMatrices(by) ? 'identity' in cited : 'equal' in cited || 'chain' in cited || 'holds' in cited;

function checkExpectation(input: ClaimInput, path: DataPath, problems: Problems): void {
  if (input.expect !== undefined && input.require !== undefined) {
    problems.add(
      [...path, 'require'],
      {
        code: 'require-and-refuted',
        message: 'a claim that must be refuted cannot require another verdict',
        expected: 'either require, or expect: refuted',
      },
      'key',
    );
  }
  if (input.right !== undefined && input.expect === undefined) {
    problems.add(
      [...path, 'right'],
      {
        code: 'right-without-erratum',
        message: 'right belongs to an erratum, and this claim is not one',
        expected: 'expect: refuted beside it',
        hint: 'explanations of a true claim go under prose',
      },
      'key',
    );
  }
}

/** Declared names, spelled as symbols; `broken` ones have a declaration that is refused. */
function namesOf(symbols: SymbolsInput): { good: ReadonlySet<string>; broken: ReadonlySet<string> } {
  const spelled = Object.keys(symbols).map(spellGreek);
  const isName = (name: string) => SYMBOL_NAME.test(name);
  return { good: new Set(spelled.filter(isName)), broken: new Set(spelled.filter((name) => !isName(name))) };
}

function readDomainAt(
  symbols: SymbolsInput,
  assume: readonly string[] | undefined,
  path: DataPath,
  { definitions, broken }: Scope,
  problems: Problems,
  base?: Domain,
): DomainReading {
  const locate = (part: DataPath, at?: 'key' | number) => problems.places.locate([...path, ...part], at);
  const reading = readDomain(symbols, assume, { base, definitions, broken, locate });
  problems.addAll(reading.problems);
  return reading;
}
