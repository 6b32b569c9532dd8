/** Statements about matrices of every size. */
import { spellGreek } from '../expression/greek.js';
import { nearest } from '../expression/nearest.js';
import { namesOfSize, partsOf } from '../matrix/index.js';
import { readEquation } from './compile-matrix-scope.js';
import type { ClaimInput, FormulaInput } from './document.js';
import type { GivenEquation, IdentityStatement, MatrixSide, RateStatement } from './matrix-claim.js';
import { type MatrixScope, readSides, type WrittenSide } from './matrix-scope.js';
import type { DataPath } from './places.js';
import type { Problems } from './problems.js';
import { inexactNumber } from './read-formula.js';
import { isPositiveInteger } from './read-letters.js';
import type { StatementContext } from './statement-context.js';

type Input<Key extends 'identity' | 'rate'> = Extract<ClaimInput, Readonly<Record<Key, unknown>>>;

function writtenAt(input: FormulaInput, path: DataPath, problems: Problems): WrittenSide {
  if (typeof input === 'number' && !Number.isSafeInteger(input)) problems.add(path, inexactNumber(input));
  return { text: String(input), path };
}

/** Undefined after a problem. */
export function compileIdentity(
  { identity, at = {}, given = [] }: Input<'identity'>,
  context: StatementContext,
): IdentityStatement | undefined {
  const { problems, path } = context;
  const steps = readSized(
    identity.map((text, i) => writtenAt(text, [...path, 'identity', i], problems)),
    context,
  );
  const hypotheses = readGiven(given, [...path, 'given'], context);
  const point = readMoves(at, [...path, 'at'], steps ?? [], context);
  return steps && point && hypotheses && { kind: 'identity', steps, given: hypotheses, at: point };
}

/** Undefined after a problem. */
export function compileRate(
  { rate, given = [] }: Input<'rate'>,
  context: StatementContext,
): RateStatement | undefined {
  const { problems } = context;
  const path = [...context.path, 'rate'];
  const sides = readSized(
    [writtenAt(rate.of, [...path, 'of'], problems), writtenAt(rate.is, [...path, 'is'], problems)],
    context,
  );
  const hypotheses = readGiven(given, [...context.path, 'given'], context);
  const along = readMoves(rate.along, [...path, 'along'], sides ?? [], context);
  return (
    sides && along && hypotheses && { kind: 'rate', of: sides[0], along, is: sides[1], given: hypotheses }
  );
}

/** Sides whose sizes are sizes: a scalar that may be anything is no size of an identity. */
function readSized(
  written: readonly WrittenSide[],
  context: StatementContext,
): readonly MatrixSide[] | undefined {
  const { matrices, problems } = context;
  const sides = readSides(written, matrices, problems);
  if (sides === undefined) return undefined;
  const before = problems.count;
  for (const [i, side] of sides.entries()) refuseOtherSizes([side], written[i].path, context);
  return problems.count > before ? undefined : sides;
}

const sizesOfLetters = ({ letters }: MatrixScope): ReadonlySet<string> =>
  new Set([...letters.values()].flatMap(({ shape }) => [shape.rows, shape.columns].flatMap(namesOfSize)));

function refuseOtherSizes(
  sides: readonly MatrixSide[],
  path: DataPath,
  { domain, matrices, problems }: StatementContext,
): void {
  // What shapes of letters are made of was looked at where these are declared.
  const looked = sizesOfLetters(matrices);
  for (const name of partsOf(sides.map(({ expanded }) => expanded)).sizes) {
    if (looked.has(name) || !domain.symbols.has(name) || isPositiveInteger(name, domain)) continue;
    problems.add(path, {
      code: 'matrix-size',
      message: `${name} is no size of a matrix: it may be something else than a positive integer`,
      expected: `a size, or ${name}: { is: integer, ge: 1 }`,
    });
  }
}

/** A formula of the same shape for each of some letters and symbols; what sizes are made of cannot move. */
function readMoves(
  input: Readonly<Record<string, FormulaInput>>,
  path: DataPath,
  among: readonly MatrixSide[],
  context: StatementContext,
): ReadonlyMap<string, MatrixSide> | undefined {
  const { matrices, problems } = context;
  const sizes = new Set([
    ...sizesOfLetters(matrices),
    ...partsOf(among.map(({ expanded }) => expanded)).sizes,
  ]);
  const moves = new Map<string, MatrixSide>();
  let good = true;
  for (const key of Object.keys(input)) {
    const name = spellGreek(key);
    const here = [...path, key];
    if (matrices.broken.has(name)) good = false;
    else if (!matrices.letters.has(name) && !matrices.symbols.has(name)) {
      problems.add(here, () => unknownName(name, matrices), 'key');
      good = false;
    } else if (sizes.has(name)) {
      problems.add(
        here,
        {
          code: 'matrix-size',
          message: `${name} is the size of a matrix, and stays`,
          expected: 'matrices and scalar symbols',
          hint: `for one size only, restrict it: symbols: { ${name}: { is: integer, ge: 2, le: 2 } }`,
        },
        'key',
      );
      good = false;
    } else {
      const sides = readSized([{ text: name, path: here }, writtenAt(input[key], here, problems)], context);
      if (sides === undefined) good = false;
      else if (sides[0].expanded.kind !== sides[1].expanded.kind) {
        problems.add(here, {
          code: 'shape-mismatch',
          message: `${name} is a ${sides[0].expanded.kind}, and this is a ${sides[1].expanded.kind}`,
          expected: `a ${sides[0].expanded.kind}`,
        });
        good = false;
      } else moves.set(name, sides[1]);
    }
  }
  return good ? moves : undefined;
}

function unknownName(name: string, { letters, symbols, definitions }: MatrixScope) {
  const known = [...letters.keys(), ...symbols];
  const guess = nearest(name.slice(0, 60), known);
  const defined = definitions.has(name);
  return {
    code: 'unknown-name',
    message: defined
      ? `${name} is defined: it moves as the letters in it do`
      : `${name.slice(0, 60)} is neither a matrix nor a symbol of this claim`,
    expected: `one of ${known.slice(0, 20).join(', ')}`,
    hint: guess && !defined ? `did you mean ${guess}?` : undefined,
  };
}

/** Names of hypotheses, and equations. */
function readGiven(
  given: readonly string[],
  path: DataPath,
  context: StatementContext,
): readonly GivenEquation[] | undefined {
  const { matrices, problems } = context;
  const before = problems.count;
  const equations = given.flatMap((text, i): GivenEquation[] => {
    const here = [...path, i];
    if (text.includes('=')) return asList(readEquation(text, here, matrices, problems));
    const known = matrices.hypotheses.get(text.trim());
    if (known === 'broken') return [];
    if (known !== undefined) return [known];
    problems.add(here, () => unknownHypothesis(text.trim(), [...matrices.hypotheses.keys()]));
    return [];
  });
  for (const [i, { left, right }] of equations.entries())
    refuseOtherSizes([left, right], [...path, i], context);
  const failed = problems.count > before || equations.length < given.length;
  return failed ? undefined : equations;
}

const asList = <Item>(item: Item | undefined): Item[] => (item === undefined ? [] : [item]);

function unknownHypothesis(name: string, known: readonly string[]) {
  const guess = nearest(name.slice(0, 60), known);
  return {
    code: 'unknown-hypothesis',
    message: `there is no hypothesis ${name.slice(0, 60)}`,
    expected: known.length > 0 ? `one of ${known.join(', ')}, or an equation` : 'an equation left = right',
    hint: guess ? `did you mean ${guess}?` : undefined,
  };
}
