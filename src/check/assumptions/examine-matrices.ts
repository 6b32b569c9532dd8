/** What a claim about matrices assumes besides its domain: each equation that is given, each property of a matrix. */
import type { Claim } from '../../claim/claim.js';
import {
  isMatrixStatement,
  type MatrixSide,
  type MatrixStatementKind,
  sidesOf,
} from '../../claim/matrix-claim.js';
import { type Letter, type MatrixFormula, partsOf, substituteMatrix } from '../../matrix/index.js';
import { checkClaim } from '../check-claim.js';
import type { AssumptionFinding } from './assumption.js';
import { type Examination, holds } from './examine-assumption.js';

/** The claim without one of its assumptions. */
export interface Weakened {
  readonly kind: 'hypothesis' | 'property';
  /** In words of the author: `balanced`, `A*B = B*A`, `S symmetric`. */
  readonly text: string;
  readonly claim: Claim;
}

/** The claim without each of its hypotheses and properties, one at a time. */
export function weakenedClaims(claim: Claim): readonly Weakened[] {
  const { statement } = claim;
  if (!isMatrixStatement(statement)) return [];
  const { letters } = partsOf(sidesOf(statement).map(({ expanded }) => expanded));
  return [
    ...statement.given.map(({ name, left, right }, i): Weakened => {
      const given = statement.given.filter((_, j) => j !== i);
      const text = name ?? `${left.text} = ${right.text}`;
      return { kind: 'hypothesis', text, claim: { ...claim, statement: { ...statement, given } } };
    }),
    ...[...letters.values()].flatMap((letter): Weakened[] =>
      letter.property === undefined
        ? []
        : [
            {
              kind: 'property',
              text: `${letter.name} ${letter.property}`,
              claim: { ...claim, statement: withoutProperty(statement, letter) },
            },
          ],
    ),
  ];
}

/** Every formula with a matrix of this name and shape of which nothing is known. */
function withoutProperty(statement: MatrixStatementKind, { name, shape }: Letter): MatrixStatementKind {
  const plain: MatrixFormula = {
    kind: 'matrix',
    value: { kind: 'letter', name, shape },
    text: name,
    scalars: new Map(),
  };
  const side = (of: MatrixSide): MatrixSide => ({
    ...of,
    expanded: substituteMatrix(of.expanded, new Map([[name, plain]])),
  });
  const sides = (of: ReadonlyMap<string, MatrixSide>) => new Map([...of].map(([key, s]) => [key, side(s)]));
  const given = statement.given.map((g) => ({ ...g, left: side(g.left), right: side(g.right) }));
  return statement.kind === 'identity'
    ? { ...statement, given, steps: statement.steps.map(side), at: sides(statement.at) }
    : { ...statement, given, of: side(statement.of), along: sides(statement.along), is: side(statement.is) };
}

/** Is the assumption needed? The claim without it goes up the ladder; a counterexample to it says yes. */
export async function examineWeakened(
  { file, options, earlier }: Examination,
  { kind, text, claim }: Weakened,
): Promise<AssumptionFinding> {
  const start = performance.now();
  const { expect, right, ...plain } = claim;
  const weaker: Claim = { ...plain, require: 'supported' };
  const result = await checkClaim(weaker, file, { ...options, secondOpinions: false }, earlier);
  const { verdict, counterexample, evidence, reason } = result;
  const finding = (facts: Pick<AssumptionFinding, 'status'> & Partial<AssumptionFinding>) => ({
    assumption: text,
    kind,
    evidence,
    ...facts,
    ms: performance.now() - start,
  });
  if (counterexample !== undefined) return finding({ status: 'needed', counterexample });
  if (holds(result)) return finding({ status: 'not needed' });
  return finding({
    status: verdict === 'supported' ? 'needed to prove' : 'open',
    ...(reason === undefined ? {} : { reason }),
  });
}
