/** What a proof rests on, changed: the claims that use it must no longer be proved, and the others must not notice. */
import { describe, expect, it } from 'vitest';
import gram from '../../derivations/lambda-balanced/matrix-gram.js';
import riccati from '../../derivations/lambda-balanced/matrix-riccati.js';
import solution from '../../derivations/lambda-balanced/matrix-riccati-solution.js';
import riccatiFlow from '../../proofs/lambda-balanced/riccati.js';
import { checkClaim } from '../../src/check/check-claim.js';
import { checkProof } from '../../src/check/check-proof.js';
import { DEFAULT_OPTIONS } from '../../src/check/options.js';
import type { ClaimResult } from '../../src/check/result.js';
import type { Claim } from '../../src/claim/claim.js';
import { derivationOf } from '../../src/claim/compile-derivation.js';
import type { DerivationInput } from '../../src/claim/document.js';
import { isMatrixStatement } from '../../src/claim/matrix-claim.js';
import { compiledDerivation, compiledProofOf, shippedDerivations } from './shipped.js';

/** Every text of the data, rewritten; what is no text stays. */
function rewritten<Data>(data: Data, rewrite: (text: string) => string): Data {
  if (typeof data === 'string') return rewrite(data) as Data;
  if (Array.isArray(data)) return data.map((part) => rewritten(part, rewrite)) as Data;
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, part]) => [key, rewritten(part, rewrite)]),
  ) as Data;
}

async function resultsOf(claims: readonly Claim[]): Promise<ReadonlyMap<string, ClaimResult>> {
  const earlier = new Map<string, { readonly claim: Claim; readonly result: ClaimResult }>();
  for (const claim of claims)
    earlier.set(claim.id, { claim, result: await checkClaim(claim, 'test.ts', DEFAULT_OPTIONS, earlier) });
  return new Map([...earlier].map(([id, { result }]) => [id, result]));
}

const provedIds = (results: ReadonlyMap<string, ClaimResult>): string[] =>
  [...results].filter(([, { verdict }]) => verdict === 'proved').map(([id]) => id);

interface Mutation {
  readonly name: string;
  readonly input: DerivationInput;
  readonly mutate: (input: DerivationInput) => DerivationInput;
  /** Proved before, and not any more. */
  readonly falls: readonly string[];
  /** Proved still. */
  readonly stands: readonly string[];
}

const inDefinition =
  (name: string, meaning: string) =>
  (input: DerivationInput): DerivationInput => ({ ...input, define: { ...input.define, [name]: meaning } });

const MUTATIONS: readonly Mutation[] = [
  {
    name: 'the sign of lambda in F',
    input: riccati,
    mutate: inDefinition('F', "[lambda/2*eye(Ni), Sigma'; Sigma, -lambda/2*eye(No)]"),
    falls: ['riccati', 'riccati-of-effective-balance', 'weights', 'weights-of-effective-balance'],
    stands: ['blocks-of-the-square', 'rate-of-the-product', 'rate-of-the-input-gram', 'riccati-defect'],
  },
  {
    name: 'the factor 1/2 of lambda in F',
    input: riccati,
    mutate: inDefinition('F', "[-lambda*eye(Ni), Sigma'; Sigma, lambda*eye(No)]"),
    falls: ['riccati', 'riccati-of-effective-balance', 'weights', 'weights-of-effective-balance'],
    stands: ['blocks-of-the-square', 'rate-of-the-product', 'riccati-defect'],
  },
  {
    name: 'the sign of lambda in the balance',
    input: riccati,
    mutate: (input) => ({
      ...input,
      hypotheses: { ...input.hypotheses, balanced: "W2'*W2 - W1*W1' = -lambda*I" },
    }),
    falls: ['riccati', 'rate-of-the-input-gram', 'rate-of-the-output-gram', 'weights'],
    stands: ['rate-of-the-product', 'riccati-of-effective-balance', 'riccati-defect'],
  },
  {
    name: 'the hidden Gram matrices of the balance, swapped',
    input: gram,
    mutate: (input) => ({
      ...input,
      hypotheses: { ...input.hypotheses, balanced: "W1*W1' - W2'*W2 = lambda*I" },
    }),
    falls: ['input-gram', 'output-gram', 'grams-and-product', 'trace-gap', 'input-gram-completed-square'],
    stands: ['input-gram-of-any-balance', 'output-gram-of-any-balance', 'input-gram-of-effective-balance'],
  },
  {
    name: 'the Gram matrices of the weights, swapped',
    input: gram,
    mutate: (input) => ({
      ...inDefinition('R1', "W2*W2'")(inDefinition('R2', "W1'*W1")(input)),
      matrices: {
        ...input.matrices,
        W1: 'N x N',
        W2: 'N x N',
        A: 'N',
        O: 'N x N',
        x: 'N x 1',
        v: 'N x 1',
        w: 'N x 1',
      },
      claims: input.claims.filter(({ id }) =>
        ['input-gram', 'output-gram', 'grams-and-product'].includes(id),
      ),
    }),
    falls: ['input-gram', 'output-gram', 'grams-and-product'],
    stands: [],
  },
  {
    name: 'e^(Fu) for e^(2Fu) in the integral',
    input: solution,
    mutate: (input) => rewritten(input, (text) => text.replaceAll('expm(2*u*F)', 'expm(u*F)')),
    falls: ['bracket-rate', 'solution', 'integral-by-the-inverse', 'inverse-form'],
    stands: ['numerator-rate', 'solution-starts-right', 'integral-by-the-inverse-starts-right'],
  },
  {
    name: 'the factor 1/2 of the integral',
    input: solution,
    mutate: (input) => rewritten(input, (text) => text.replaceAll('1/2*inv(F)', 'inv(F)')),
    falls: ['integral-by-the-inverse', 'integral-by-the-inverse-in-the-middle', 'inverse-form'],
    stands: [
      'numerator-rate',
      'solution',
      'integral-by-the-inverse-starts-right',
      'inverse-form-starts-right',
    ],
  },
];

describe('a changed hypothesis', () => {
  it.each(MUTATIONS)('$name', async ({ input, mutate, falls, stands }) => {
    const chosen = ({ id }: Claim) => [...falls, ...stands].includes(id);
    const before = await resultsOf(derivationOf(input).claims.filter(chosen));
    expect(provedIds(before).sort()).toEqual([...falls, ...stands].sort());
    const after = await resultsOf(derivationOf(mutate(input)).claims.filter(chosen));
    expect(provedIds(after).sort()).toEqual([...stands].sort());
    // Not only unproved: matrices are shown for which it fails.
    expect(falls.map((id) => [id, after.get(id)?.verdict])).toEqual(falls.map((id) => [id, 'refuted']));
  });
});

describe('a hypothesis left out', () => {
  it('leaves no shipped claim about matrices proved', async () => {
    const derivations = (await shippedDerivations()).map(compiledDerivation);
    const claims = derivations
      .flatMap((derivation) => derivation.claims)
      .filter(({ statement, expect: expected }) => isMatrixStatement(statement) && expected === undefined);
    const tried: string[] = [];
    const stillProved: string[] = [];
    for (const claim of claims) {
      const { statement } = claim;
      if (!isMatrixStatement(statement) || statement.given.length === 0) continue;
      for (const i of statement.given.keys()) {
        const name = `${claim.derivation}/${claim.id} without ${statement.given[i].left.text}`;
        tried.push(name);
        const without = { ...statement, given: statement.given.filter((_, k) => k !== i) };
        const { verdict } = await checkClaim({ ...claim, using: [], statement: without }, 'test.ts', {
          ...DEFAULT_OPTIONS,
          runs: 1,
        });
        if (verdict === 'proved') stillProved.push(name);
      }
    }
    expect(tried.length).toBeGreaterThan(60);
    expect(stillProved).toEqual([]);
  });
});

describe('a flow proof of the solution', () => {
  const controls = Object.entries(riccatiFlow.controls ?? {});
  it('has a wrong variant for each of the changes above', () => {
    const names = controls.map(([name]) => name).join('; ');
    for (const change of [/sign in F/, /factor 1\/2/, /e\^\(Fu\) for e\^\(2Fu\)/, /Gram matrices swapped/])
      expect(names).toMatch(change);
  });

  it.each(controls)('fails for %s', async (_, confront) => {
    const { controls: __, ...input } = riccatiFlow;
    const proof = compiledProofOf({ file: 'test.ts', input: { ...input, confront } });
    const result = await checkProof(proof, DEFAULT_OPTIONS);
    expect(result).toMatchObject({ verdict: 'undecided', ok: false });
    expect(result.reason).toMatch(/the flow gives/);
  });
});
