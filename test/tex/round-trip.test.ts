import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Derivation } from '../../src/claim/claim.js';
import { compileDerivation } from '../../src/claim/compile-derivation.js';
import type { ClaimInput, DerivationInput } from '../../src/claim/document.js';
import { findFiles } from '../../src/claim/find-files.js';
import { isMatrixStatement } from '../../src/claim/matrix-claim.js';
import { readModule } from '../../src/claim/read-module.js';
import type { Expression } from '../../src/expression/expression.js';
import { parse } from '../../src/expression/parse.js';
import { print } from '../../src/expression/print.js';
import { derivationSymbols } from '../../src/latex/derivation-parts.js';
import { expressionToLatex } from '../../src/latex/expression-to-latex.js';
import { typedOf } from '../../src/latex/statement-formulas.js';
import { statementToLatex } from '../../src/latex/statement-to-latex.js';
import {
  LEVEL,
  Notation,
  plainTree,
  readTexFormula,
  readTexStatement,
  symbolTable,
  type TexSource,
} from '../../src/tex/index.js';
import { arbitraryExpression, SYMBOLS } from '../latex/arbitrary-expression.js';
import { normalForm } from './normal-form.js';

const sourceOf = (tex: string, notation: Notation): TexSource => ({
  source: tex,
  from: 0,
  to: tex.length,
  macros: new Map(),
  notation,
});

describe('a formula that export writes', () => {
  const table = symbolTable(SYMBOLS);
  const notation = new Notation(table);

  it('is read back to the same expression', () => {
    fc.assert(
      fc.property(arbitraryExpression, (e) => {
        const tex = expressionToLatex(e, table);
        const back = parse(readTexFormula(sourceOf(tex, notation)).text);
        expect(print(normalForm(back))).toBe(print(normalForm(e)));
      }),
      { numRuns: 3000 },
    );
  });

  it('knows where each part of what was read stood', () => {
    fc.assert(
      fc.property(arbitraryExpression, (e) => {
        const tex = expressionToLatex(e, table);
        const { text, marks } = readTexFormula(sourceOf(tex, notation));
        for (const [inText, inFile] of marks) {
          expect(inText).toBeLessThanOrEqual(text.length);
          expect(inFile).toBeLessThan(tex.length);
          // A digit comes from a digit, unless 1 stands for what a secant leaves unsaid.
          if (/^\d/.test(text.slice(inText))) expect(tex.slice(inFile)).toMatch(/^[\d\\({[|-]/);
        }
      }),
      { numRuns: 500 },
    );
  });
});

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Flows with a question to them take several displays, and words. */
const NOT_READ = ['boundary', 'minimiser'];
const FILES = (await findFiles(['derivations'], ROOT)).files;

interface Written {
  readonly input: DerivationInput;
  readonly derivation: Derivation;
}

const shipped: readonly Written[] = (
  await Promise.all(
    FILES.map(async (file) =>
      (
        await readModule(file.path, file.name)
      ).marked.filter(({ kind, atHome }) => kind === 'derivation' && atHome),
    ),
  )
)
  .flat()
  .map(({ input }) => ({ input: input as DerivationInput, derivation: compiled(input) }));

function compiled(input: unknown): Derivation {
  const result = compileDerivation(input);
  if (result.kind === 'derivation') return result.derivation;
  throw result.problems[0];
}

/** Claims whose zero block has a size that only the author knows: on paper it is a 0, and the reader asks for more. */
const UNSIZED = ['unseen-inputs', 'unseen-outputs', 'spectrum-of-both-signs'];

describe('a statement of the shipped derivations', () => {
  it('is one of many', () => {
    expect(shipped.length).toBeGreaterThan(40);
  });

  it.each(shipped.map((d) => [d.input.derivation, d] as const))(
    '%s: each is read back to the same',
    (_, { input, derivation }) => {
      const table = derivationSymbols(derivation);
      for (const [i, claim] of derivation.claims.entries()) {
        if (NOT_READ.includes(claim.statement.kind)) continue;
        const tex = statementToLatex(claim.statement, table);
        const keys = plainTree(
          readTexStatement(sourceOf(tex, new Notation(table, levelsOf(derivation, input.claims[i])))),
        );
        const rest = Object.fromEntries(
          Object.entries(input.claims[i]).filter(([key]) => OTHER_KEYS.has(key)),
        );
        const again = { ...input, claims: [{ ...rest, ...(keys as object) }] };
        if (UNSIZED.includes(claim.id)) {
          expect(() => compiled(again)).toThrow('the size of 0 does not follow');
          continue;
        }
        const { statement } = compiled(again).claims[0];
        // A chain of two is an equality.
        expect(statement.kind.replace('chain', 'equality')).toBe(
          claim.statement.kind.replace('chain', 'equality'),
        );
        if (isMatrixStatement(statement)) expect(statementToLatex(statement, table)).toBe(tex);
        expect(typedOf(statement).map(keyOf), tex).toEqual(typedOf(claim.statement).map(keyOf));
      }
    },
  );
});

const OTHER_KEYS = new Set(['id', 'symbols', 'matrices', 'assume', 'require', 'expect', 'right']);

const keyOf = (e: Expression): string => print(normalForm(e));

function levelsOf({ matrices }: Derivation, claim: ClaimInput): ReadonlyMap<string, number> {
  const letters = [...matrices.letters.map(({ name }) => name), ...Object.keys(claim.matrices ?? {})];
  return new Map<string, number>([
    ...letters.map((name) => [name, LEVEL.matrix] as const),
    ...matrices.definitions.map(
      ({ name, side }) => [name, side.typed.kind === 'matrix' ? LEVEL.matrix : LEVEL.made] as const,
    ),
  ]);
}
