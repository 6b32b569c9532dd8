/** Minimal cases of defects found by attacking claims about matrices: each was once a wrong verdict or a forgery that passed. */
import { describe, expect, it } from 'vitest';
import { type ClaimCertificates, certificatesOf, sealed } from '../../src/check/claim-certificates.js';
import { matrixQuestions } from '../../src/check/matrix-questions.js';
import { verifyClaim } from '../../src/check/verify-claim.js';
import { claimFingerprints } from '../../src/claim/fingerprint.js';
import { isMatrixStatement } from '../../src/claim/matrix-claim.js';
import { domainOf } from '../../src/domain/read-domain.js';
import { type CombinationTerm, MATRIX_FORMAT, statementKey } from '../../src/matrix/index.js';
import { whyNoProof } from '../../src/matrix-kernel/index.js';
import { type MatrixInput, matrixDerivation, resultOf, resultsOf } from '../check/matrix-of.js';

const SQUARE = { A: 'n', B: 'n', X: 'n', Y: 'n' };

describe('a cited equation is used only where it is defined', () => {
  it.each<[string, MatrixInput]>([
    [
      'it divides by a scalar that may be 0 here',
      {
        symbols: { u: 'real' },
        matrices: SQUARE,
        claims: [
          { id: 'cited', given: ['u*A = u*B'], identity: ['A/u', 'B/u'] },
          { id: 'claim', given: ['u*A = u*B'], using: ['cited'], identity: ['A', 'B'] },
        ],
      },
    ],
    [
      'it inverts what may be singular here',
      {
        matrices: SQUARE,
        claims: [
          { id: 'cited', identity: ['inv(X + Y)*(X + Y)', 'I'] },
          { id: 'claim', given: ['(X + Y)*A = (X + Y)*B'], using: ['cited'], identity: ['A', 'B'] },
        ],
      },
    ],
    [
      'it takes the root of what may have none here',
      {
        matrices: SQUARE,
        claims: [
          { id: 'cited', identity: ['sqrtm(X)*sqrtm(X)', 'X'] },
          { id: 'claim', using: ['cited'], identity: ['X', "X'"] },
        ],
      },
    ],
    [
      'an inverse under a power of 0 is not mentioned',
      {
        matrices: SQUARE,
        claims: [
          { id: 'cited', identity: ['inv(X + Y)*(X + Y)', 'I'] },
          {
            id: 'claim',
            given: ['(X + Y)*A = (X + Y)*B'],
            using: ['cited'],
            identity: ['A*(trace(inv(X + Y))*Y)^0', 'B'],
          },
        ],
      },
    ],
    [
      'a matrix of the same name is declared otherwise',
      {
        matrices: { Z: 'm' },
        claims: [
          { id: 'cited', matrices: { S: { shape: 'n', is: 'symmetric' } }, identity: ["S'", 'S'] },
          { id: 'claim', matrices: { S: 'n' }, using: ['cited'], identity: ["S'", 'S'] },
        ],
      },
    ],
  ])('%s', async (_, input) => {
    const results = await resultsOf(input);
    expect(results.get('cited')?.verdict).toBe('proved');
    expect(results.get('claim')?.verdict).not.toBe('proved');
  });

  it.each<[string, MatrixInput]>([
    [
      'the domain keeps the scalar off 0',
      {
        symbols: { u: 'positive' },
        matrices: SQUARE,
        claims: [
          { id: 'cited', given: ['u*A = u*B'], identity: ['A/u', 'B/u'] },
          { id: 'claim', given: ['u*A = u*B'], using: ['cited'], identity: ['A + X', 'B + X'] },
        ],
      },
    ],
    [
      'the claim inverts the same',
      {
        matrices: SQUARE,
        claims: [
          { id: 'cited', identity: ['inv(X + Y)*(X + Y)*A', 'A'] },
          { id: 'claim', using: ['cited'], identity: ['B*inv(X + Y)*(X + Y)*A', 'B*A'] },
        ],
      },
    ],
    [
      'the matrix is declared invertible',
      {
        matrices: { ...SQUARE, V: { shape: 'n', is: 'invertible' } },
        claims: [
          { id: 'cited', identity: ['A*inv(V)*V', 'A'] },
          { id: 'claim', given: ['V*A = A*V'], using: ['cited'], identity: ['A*V - V*A', '0'] },
        ],
      },
    ],
  ])('and is used where %s', async (_, input) => {
    const result = await resultOf(input);
    expect(result.verdict).toBe('proved');
    expect(JSON.stringify(result.evidence)).toContain('using cited');
  });
});

describe('a determinant moves where its matrix is singular, too', () => {
  it('so its derivative needs an inverse', async () => {
    const result = await resultOf({
      symbols: { c: 'real' },
      matrices: SQUARE,
      claims: [{ id: 'claim', given: ['c*det(X) = 0'], rate: { of: 'c*det(X)', along: { X: 'Y' }, is: 0 } }],
    });
    expect(result.verdict).toBe('undecided');
    expect(result.reason).toMatch(/may be singular \(declare it invertible, or write its inverse/);
  });
});

/** Why a combination proves nothing, by the checker alone. */
function refusal(input: MatrixInput, terms: readonly CombinationTerm[]): string | undefined {
  const [{ statement }] = matrixDerivation(input).claims;
  if (!isMatrixStatement(statement)) throw new Error('expected a statement about matrices');
  const [{ left, right }] = matrixQuestions(statement);
  const given = statement.given.map((g) => ({ left: g.left.expanded, right: g.right.expanded }));
  const goal = { left, right, given };
  const certificate = { format: MATRIX_FORMAT, statement: statementKey(goal), blocks: [terms] } as const;
  const domain = domainOf({ u: 'real', n: { is: 'integer', ge: 1 } });
  return whyNoProof(goal, certificate, domain, { seed: 1 });
}

const claimGiven = (given: string, left: string, right: string): MatrixInput => ({
  symbols: { u: 'real' },
  matrices: SQUARE,
  claims: [{ id: 'claim', given: [given], identity: [left, right] }],
});

describe('a combination multiplies only with what is defined wherever the claim speaks', () => {
  it.each<[string, MatrixInput, CombinationTerm]>([
    ['an inverse', claimGiven('X*A = X*B', 'A', 'B'), { relation: 0, by: '1', left: 'inv(X)' }],
    ['an inverse on the right', claimGiven('A*X = B*X', 'A', 'B'), { relation: 0, by: '1', right: 'inv(X)' }],
    ['1/u', claimGiven('u*A = u*B', 'A', 'B'), { relation: 0, by: '1/u' }],
    ['a power of u', claimGiven('u^2*A = u^2*B', 'A', 'B'), { relation: 0, by: 'u^(-2)' }],
    [
      'the inverse of a trace',
      claimGiven('trace(X)*A = trace(X)*B', 'A', 'B'),
      { relation: 0, by: '1/trace(X)' },
    ],
    [
      'the inverse of a determinant',
      claimGiven('det(X)*A = det(X)*B', 'A', 'B'),
      { relation: 0, by: '1/det(X)' },
    ],
    [
      'the determinant of an inverse',
      claimGiven('det(X)*A = det(X)*B', 'A', 'B'),
      { relation: 0, by: 'det(inv(X))' },
    ],
    [
      'a logarithm of nothing',
      claimGiven('X + Y = 0', 'X', 'Y'),
      { relation: 0, by: 'log(-1 - trace(X)^2)' },
    ],
  ])('not with %s', (_, input, term) => {
    expect(refusal(input, [term])).toMatch(/need not be defined wherever the statement speaks/);
  });

  it('but with what the claim itself divides by', () => {
    expect(refusal(claimGiven('u*A = u*B', 'A/u', 'B/u'), [{ relation: 0, by: 'u^(-2)' }])).toBeUndefined();
    const inverse = claimGiven('X*A = X*B', 'inv(X)*X*A + 0*inv(X)', 'B');
    expect(refusal(inverse, [{ relation: 0, by: '1', left: 'inv(X)' }])).toBeUndefined();
  });

  it.each<[string, CombinationTerm]>([
    ['of a relation that is not there', { relation: 9, by: '1' }],
    ['whose sizes do not fit', { relation: 0, by: '1', left: 'W' }],
    ['with the trace of a matrix equation', { relation: 0, by: '1', traced: true }],
    ['with a sum for a factor', { relation: 0, by: '1', left: 'A + B' }],
    ['with twice the factor', { relation: 0, by: '2' }],
    ['with a matrix for a scalar', { relation: 0, by: 'A' }],
    ['in a language of its own', { relation: 0, by: 'process.exit(1)' }],
  ])('no combination %s', (_, term) => {
    const input: MatrixInput = {
      matrices: { ...SQUARE, W: 'm' },
      claims: [{ id: 'claim', given: ['X = Y'], identity: ['X + 0*trace(W)*X', 'Y'] }],
    };
    expect(refusal(input, [term])).toBeDefined();
    expect(refusal(input, [{ relation: 0, by: '1' }])).toBeUndefined();
  });
});

describe('stored combinations', () => {
  const input: MatrixInput = {
    symbols: { lambda: 'real' },
    matrices: { W1: 'Nh x Ni', W2: 'No x Nh' },
    hypotheses: { balanced: "W2'*W2 - W1*W1' = lambda*I" },
    claims: [
      { id: 'gram', given: ['balanced'], identity: ["(W1'*W1)^2 + lambda*W1'*W1", "(W2*W1)'*W2*W1"] },
      { id: 'other', given: ['balanced'], identity: ["(W2*W2')^2 - lambda*W2*W2'", "W2*W1*(W2*W1)'"] },
    ],
  };

  async function stored(id: string): Promise<ClaimCertificates> {
    const certificates = certificatesOf((await resultsOf(input)).get(id)!);
    if (certificates === undefined) throw new Error(`${id} is not proved`);
    return certificates;
  }

  function verify(document: ClaimCertificates, id: string, of: MatrixInput = input) {
    const { claims } = matrixDerivation(of);
    const claim = claims.find((c) => c.id === id)!;
    const fingerprint = claimFingerprints(claims).get(id)!;
    return verifyClaim(document, { claim, file: 'test', fingerprint, earlier: new Map() }, { seed: 1 });
  }

  it('prove the claim they were made for', async () => {
    expect(await verify(await stored('gram'), 'gram')).toMatchObject({ kind: 'verified' });
  });

  it('and no other claim, whatever is written over them', async () => {
    const document = await stored('gram');
    expect(await verify(document, 'other')).toMatchObject({ kind: 'rejected' });
    const renamed = sealed({ ...document, claim: 'other' });
    expect(await verify(renamed, 'other')).toMatchObject({ kind: 'stale' });
    const { fingerprint, matrices } = await stored('other');
    const relabelled = sealed({ ...renamed, fingerprint });
    expect(await verify(relabelled, 'other')).toMatchObject({ kind: 'rejected' });
    const [{ statement }] = matrices;
    const restated = sealed({ ...relabelled, matrices: [{ ...document.matrices[0], statement }] });
    expect(await verify(restated, 'other')).toMatchObject({ kind: 'rejected' });
  });

  it('are stale when a matrix is declared otherwise, or a hypothesis says something else', async () => {
    const document = await stored('gram');
    const wider: MatrixInput = { ...input, matrices: { W1: 'Nh x Ni', W2: 'Ni x Nh' } };
    expect(await verify(document, 'gram', wider)).toMatchObject({ kind: 'stale' });
    const other: MatrixInput = { ...input, hypotheses: { balanced: "W2'*W2 - W1*W1' = -lambda*I" } };
    expect(await verify(document, 'gram', other)).toMatchObject({ kind: 'stale' });
  });

  it('are found again where few matrices satisfy what is given', async () => {
    const rare: MatrixInput = {
      matrices: { A: 'n', B: 'n', X: 'n', Y: 'n' },
      claims: [{ id: 'rare', given: ['X*A = X*B', 'A*Y = B*Y + X'], identity: ['X*A*X', 'X*B*X'] }],
    };
    const results = await resultsOf(rare, 1);
    const document = certificatesOf(results.get('rare')!);
    expect(document).toBeDefined();
    expect(await verify(document!, 'rare', rare)).toMatchObject({ kind: 'verified' });
  });
});
