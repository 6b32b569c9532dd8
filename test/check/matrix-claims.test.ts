import { describe, expect, it } from 'vitest';
import type { ClaimInput } from '../../src/claim/document.js';
import type { ClaimBody } from '../soundness/claim-of.js';
import { type MatrixInput, resultOf, resultsOf } from './matrix-of.js';

/** Two-layer linear networks. */
const NETWORK: Omit<MatrixInput, 'claims'> = {
  symbols: { lambda: 'real', u: 'real' },
  matrices: {
    W1: 'Nh x Ni',
    W2: 'No x Nh',
    G: 'No x Ni',
    S: 'No x Ni',
    Q0: '(Ni + No) x Nh',
    Gamma: { shape: 'Ni + No', is: 'symmetric' },
    F: { shape: 'Ni + No', is: 'symmetric' },
  },
  hypotheses: { balanced: "W2'*W2 - W1*W1' = lambda*I" },
  define: {
    W: 'W2*W1',
    E: 'S - W',
    P: "[W1'*W1, W'; W, W2*W2']",
    B: "[-lambda/2*eye(Ni), S'; S, lambda/2*eye(No)]",
    Q: "expm(u*F)*Q0*inv(eye(Nh) + Q0'*Gamma*Q0)*Q0'*expm(u*F)",
  },
};

const check = (claim: ClaimBody) =>
  resultOf({ ...NETWORK, claims: [{ id: 'claim', ...claim } as ClaimInput] });

const FLOW = { W1: "W2'*E", W2: "E*W1'" };
const GENERAL = { W1: "W2'*G", W2: "G*W1'" };

describe('identities and rates', () => {
  it.each<[string, ClaimBody]>([
    [
      'a Gram matrix satisfies a quadratic equation',
      { given: ['balanced'], identity: ["(W1'*W1)^2 + lambda*W1'*W1", "W'*W"] },
    ],
    ['so does the other', { given: ['balanced'], identity: ["(W2*W2')^2 - lambda*W2*W2'", "W*W'"] }],
    [
      'their traces differ by the width',
      { given: ['balanced'], identity: ['sqnorm(W2) - sqnorm(W1)', 'lambda*Nh'] },
    ],
    ['balance is conserved', { rate: { of: "W2'*W2 - W1*W1'", along: GENERAL, is: 0 } }],
    [
      'the stacked Gram matrix',
      { given: ['balanced'], rate: { of: 'P', along: FLOW, is: 'B*P + P*B - P*P' } },
    ],
    ['its solution', { rate: { of: 'Q', along: { u: 1, Gamma: 'expm(2*u*F)' }, is: 'F*Q + Q*F - Q*Q' } }],
    ['its start', { identity: ['Q', "Q0*Q0'"], at: { u: 0, Gamma: 0 } }],
    ['the loss decays', { rate: { of: 'sqnorm(E)/2', along: FLOW, is: "-sqnorm(W2'*E) - sqnorm(E*W1')" } }],
    [
      'a determinant that moves',
      {
        matrices: { V: { shape: 'Nh', is: 'invertible' } },
        rate: { of: 'det(V)', along: { V: 'lambda*V' }, is: 'lambda*Nh*det(V)' },
      },
    ],
    [
      'an exponential of a multiple',
      { matrices: { M: 'q' }, rate: { of: 'expm(-u*M/2)', along: { u: 2 }, is: '-M*expm(-u*M/2)' } },
    ],
  ])('%s', async (_, claim) => {
    expect(await check(claim)).toMatchObject({ verdict: 'proved', ok: true });
  });

  it.each<[string, ClaimBody]>([
    [
      'the sign of lambda in F',
      {
        given: ['balanced'],
        rate: { of: 'P', along: FLOW, is: 'B*P + P*B - P*P + 2*lambda*[eye(Ni), 0; 0, -eye(No)]*P' },
      },
    ],
    ['a missing half', { given: ['balanced'], rate: { of: 'P', along: FLOW, is: '2*B*P + 2*P*B - P*P' } }],
    ['half the exponent', { rate: { of: 'Q', along: { u: 1, Gamma: 'expm(u*F)' }, is: 'F*Q + Q*F - Q*Q' } }],
    ['the sign of lambda', { given: ['balanced'], identity: ["(W1'*W1)^2 - lambda*W1'*W1", "W'*W"] }],
    ['without its hypothesis', { identity: ["(W1'*W1)^2 + lambda*W1'*W1", "W'*W"] }],
    ['the other width', { given: ['balanced'], identity: ['sqnorm(W2) - sqnorm(W1)', 'lambda*Ni'] }],
    ['a Gram matrix is not conserved', { rate: { of: "W2*W2'", along: GENERAL, is: 0 } }],
    ['only one of two terms', { rate: { of: 'sqnorm(E)/2', along: FLOW, is: "-sqnorm(W2'*E)" } }],
  ])('a mutant: %s', async (_, claim) => {
    const result = await check(claim);
    expect(result).toMatchObject({ verdict: 'refuted', ok: false });
    const { values, because } = result.counterexample!;
    expect(values[0].value).not.toBe(values[1].value);
    expect(because).toMatch(/^the sides differ/);
  });

  it('a mutant: swapped Gram matrices in a square network', async () => {
    const result = await resultOf({
      symbols: { lambda: 'real' },
      matrices: { A: 'n', B: 'n' },
      claims: [
        { id: 'claim', given: ["B'*B - A*A' = lambda*I"], identity: ["(B*B')^2 - lambda*B*B'", "A'*B'*B*A"] },
      ],
    });
    expect(result.verdict).toBe('refuted');
  });
});

describe('what is given may be impossible', () => {
  it.each<[string, string[], RegExp]>([
    [
      'at every size',
      ['A*B - B*A = I'],
      /no matrices were found that satisfy what is given \(A\*B - B\*A = I\)/,
    ],
    ['for every scalar', ['s^2 = -1'], /no matrices were found/],
    ['of a size', ['n = 0'], /no matrices were found/],
  ])('%s', async (_, given, reason) => {
    const result = await resultOf({
      symbols: { s: 'real' },
      matrices: { A: 'n', B: 'n' },
      claims: [{ id: 'claim', given, identity: ['A', 'A + 0*B'] }],
    });
    expect(result.verdict).toBe('undecided');
    expect(result.reason).toMatch(reason);
  });

  it('or say nothing because a side is nowhere defined', async () => {
    const result = await resultOf({
      matrices: { A: 'n', B: 'n' },
      claims: [{ id: 'claim', identity: ['A', 'inv(B - B)*(B - B)*A'] }],
    });
    expect(result.verdict).toBe('undecided');
    expect(result.reason).toMatch(/a side is not defined there/);
  });

  it.each<[string, string]>([
    ["U'*U = I", "U*U'*U"],
    ["U*U' = I", "U*U'*U"],
  ])('or possible at some sizes only: %s', async (given, side) => {
    const result = await resultOf({
      matrices: { U: 'n x k' },
      claims: [{ id: 'claim', given: [given], identity: [side, 'U'] }],
    });
    expect(result.verdict).toBe('proved');
    const square = await resultOf({
      matrices: { U: 'n x k' },
      claims: [
        { id: 'claim', given: [given], identity: ["trace(U*U')", given.startsWith("U'") ? 'n' : 'k'] },
      ],
    });
    expect(square.verdict).toBe('refuted');
  });

  it('a domain without points is an error', async () => {
    const input = { matrices: { A: 'n' }, symbols: { s: 'real' } } as const;
    const claim = { id: 'claim', assume: ['s^2 < 0'], identity: ['s*A', 'A*s'] };
    const result = await resultOf({ ...input, claims: [claim] });
    expect(result.verdict).not.toBe('proved');
    expect(result.reason).toMatch(/no point of the domain/);
  });
});

describe('instances are drawn from any domain', () => {
  const input: Omit<MatrixInput, 'claims'> = {
    symbols: {
      s: { gt: '1/10', lt: '1/9' },
      t: 'real',
      n: { is: 'integer', ge: 5 },
      k: { is: 'integer', ge: 1 },
    },
    matrices: { A: 'n', V: 'n x k' },
  };
  it.each<[string, ClaimBody, string]>([
    ['a narrow range', { identity: ['(s + 1)*A', 'A + s*A'] }, 'proved'],
    ['a wrong one', { identity: ['s*A', 'A'] }, 'refuted'],
    ['narrow relations', { assume: ['s < t', 't < s + 1/100'], identity: ['t*s*A', 's*A'] }, 'refuted'],
    ['relations of sizes', { assume: ['n > 4*k'], given: ["V'*V = I"], identity: ["V*V'", 'I'] }, 'refuted'],
    ['a symbol that is settled', { given: ['t = s^2 + 1'], identity: ['t*A', 's*s*A + A'] }, 'proved'],
    ['a settled symbol, wrong', { given: ['t = s^2 + 1'], identity: ['t*A', 's*A + A'] }, 'refuted'],
  ])('%s', async (_, claim, verdict) => {
    const result = await resultOf({ ...input, claims: [{ id: 'claim', ...claim } as ClaimInput] });
    expect(result.verdict).toBe(verdict);
    if (verdict === 'refuted') expect(Number(result.counterexample?.point.n)).toBeGreaterThan(4);
  });

  it('but none of sizes that would take for ever', async () => {
    const result = await resultOf({
      matrices: { L: '1000' },
      claims: [{ id: 'claim', identity: ['L*L', 'L'] }],
    });
    expect(result.verdict).toBe('undecided');
  });
});

describe('instances of what is given', () => {
  const input = {
    symbols: { lambda: 'real' },
    matrices: {
      A: 'n',
      B: 'n',
      S: { shape: 'n', is: 'symmetric' },
      v: 'n x 1',
      C: 'm x n',
    },
  } as const;

  it.each<[string, readonly string[], readonly [string, string]]>([
    ['an eigenvector from the right, taken for one from the left', ['A*v = lambda*v'], ["A'*v", 'lambda*v']],
    ['the same, written the other way round', ['lambda*v = A*v'], ["A'*v", 'lambda*v']],
    ['a factor on the left', ["v'*A = lambda*v'"], ['A*v', 'lambda*v']],
    ['a product of several factors', ['C*A*v = 0'], ['C*v', '0']],
  ])('are found for %s', async (_, given, identity) => {
    const result = await resultOf({
      ...input,
      claims: [{ id: 'c', given: [...given], identity: [...identity] }],
    });
    expect(result.verdict, result.reason).toBe('refuted');
    expect(result.counterexample!.values).toHaveLength(2);
  });

  it('support nothing where all of them are 1 x 1', async () => {
    const claims = [{ id: 'c', given: ['S*S = 0'], identity: ['S', '0'] }];
    const result = (await resultsOf({ ...input, claims }, 400)).get('c')!;
    expect(result.verdict).toBe('undecided');
    expect(result.reason).toMatch(/1 x 1/);
    const numbers = await resultOf({
      ...input,
      matrices: { x: '1 x 1', y: '1 x 1' },
      claims: [{ id: 'c', given: ['x*x = y*y', 'x = y'], identity: ['inv(x*x + y*y)', 'inv(2*x*y)'] }],
    });
    expect(['proved', 'supported']).toContain(numbers.verdict);
  });
});

describe('chains', () => {
  it('name their first wrong step', async () => {
    const result = await resultOf({
      matrices: { A: 'n', B: 'n' },
      claims: [{ id: 'claim', identity: ["(A*B)'*A", "B'*A'*A", "A'*B'*A", "A'*(A'*B)'"] }],
    });
    expect(result).toMatchObject({ verdict: 'refuted', firstWrongStep: 2 });
    expect(result.counterexample?.because).toMatch(/^lines 2 and 3: the sides differ/);
  });

  it('do not go through a line that is defined more rarely than their ends', async () => {
    const result = await resultOf({
      matrices: { A: 'n', B: 'n', X: 'n', Y: 'n' },
      claims: [
        {
          id: 'claim',
          given: ['(X + Y)*A = (X + Y)*B'],
          identity: ['A', 'inv(X + Y)*(X + Y)*A', 'B'],
        },
      ],
    });
    expect(result.verdict).toBe('refuted');
    expect(result.counterexample?.because).toMatch(/^first and last line/);
  });
});

describe('citations', () => {
  it('carry a proof on', async () => {
    const results = await resultsOf({
      ...NETWORK,
      claims: [
        { id: 'gram', given: ['balanced'], identity: ["(W1'*W1)^2 + lambda*W1'*W1", "W'*W"] },
        {
          id: 'cited',
          given: ['balanced'],
          using: ['gram'],
          identity: ["W1'*W1*W1'*W1", "W'*W - lambda*W1'*W1"],
        },
        { id: 'foreign', using: ['gram'], identity: ["W1'*W1*W1'*W1", "W'*W - lambda*W1'*W1"] },
      ],
    });
    expect(results.get('cited')).toMatchObject({ verdict: 'proved' });
    expect(JSON.stringify(results.get('cited')?.evidence)).toContain('using gram');
    expect(results.get('foreign')?.verdict).toBe('refuted');
  });

  it('of a hypothesis that is not given here say so', async () => {
    const result = await resultOf({
      matrices: { A: 'n', B: 'n' },
      claims: [
        { id: 'first', given: ['A*A*B = 2*B*A'], identity: ['A*A*B - B*A', 'B*A'] },
        { id: 'claim', using: ['first'], given: ['A*A*A*B*B = B*B*A*A*A'], identity: ['A*A*B - B*A', 'B*A'] },
      ],
    });
    expect(result.verdict).not.toBe('proved');
    if (result.verdict !== 'refuted')
      expect(result.reason).toMatch(/rests on A\*A\*B = 2\*B\*A, which is not given here/);
  });
});
