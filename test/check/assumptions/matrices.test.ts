import { describe, expect, it } from 'vitest';
import { checkAssumptions } from '../../../src/check/assumptions/check-assumptions.js';
import { type MatrixInput, matrixDerivation } from '../matrix-of.js';

const INPUT: MatrixInput = {
  symbols: { lambda: 'positive' },
  matrices: {
    W1: 'Nh x Ni',
    W2: 'No x Nh',
    S: { shape: 'Nh', is: 'symmetric' },
    K: { shape: 'Nh', is: 'skew' },
    V: { shape: 'Nh', is: 'invertible' },
  },
  hypotheses: { balanced: "W2'*W2 - W1*W1' = lambda*I" },
  claims: [
    {
      id: 'gram',
      given: ['balanced', 'S*V = V*S'],
      identity: ["(W1'*W1)^2 + lambda*W1'*W1", "(W2*W1)'*W2*W1"],
    },
    { id: 'turned', identity: ["(S*V)'", "V'*S"] },
    { id: 'traceless', identity: ['trace(K*S)', '0'] },
    { id: 'root', identity: ['sqrt(lambda^2)*S', 'lambda*S'] },
    {
      id: 'unproved',
      given: ['S*K = K*S'],
      identity: ['S*S*K + trace(inv(V)*K*V)*V', 'K*S*S + trace(K)*V'],
    },
    { id: 'larger', symbols: { Nh: { is: 'integer', ge: 2 } }, identity: ['S*V', 'S*V'] },
    {
      id: 'through',
      given: ['V*S = S*V'],
      identity: ['S', 'inv(V)*V*S', 'inv(V)*S*V + 0*K'],
    },
  ],
};

/** `kind assumption: status` of every finding. */
async function findings(id: string): Promise<string[]> {
  const { assumptions = [] } = await checkAssumptions(matrixDerivation(INPUT), id, { runs: 60 });
  return assumptions.map(
    ({ kind, assumption, instead, status }) =>
      `${kind} ${assumption}${instead === undefined ? '' : ` → ${instead}`}: ${status}`,
  );
}

describe('what a claim about matrices assumes is dropped in turn', () => {
  it.each<[string, string[]]>([
    [
      'gram',
      [
        'bound lambda > 0: not needed',
        'hypothesis balanced: needed',
        'hypothesis S*V = V*S: not needed',
        'property S symmetric: not needed',
        'property V invertible: not needed',
      ],
    ],
    ['turned', ['property S symmetric: needed', 'property V invertible: not needed']],
    ['traceless', ['property K skew: needed', 'property S symmetric: needed']],
    [
      'root',
      [
        'bound lambda > 0: needed',
        'bound lambda > 0 → lambda >= 0: not needed',
        'property S symmetric: not needed',
      ],
    ],
    [
      'larger',
      [
        'bound Nh >= 2: not examined',
        'property S symmetric: not needed',
        'property V invertible: not needed',
      ],
    ],
  ])('%s', async (id, expected) => {
    expect(await findings(id)).toEqual(expected);
  });

  it('a hypothesis that is needed comes with matrices that break it, one that is not with a proof', async () => {
    const { assumptions = [] } = await checkAssumptions(matrixDerivation(INPUT), 'gram', { runs: 60 });
    const [, balanced, commuting] = assumptions;
    expect(balanced.counterexample?.point).toHaveProperty('W1');
    expect(balanced.counterexample?.because).toMatch(/^the sides differ/);
    expect(commuting.evidence.some(({ kind }) => kind === 'exact-proof')).toBe(true);
  });

  it('every bound of a scalar is drawn outside, too', async () => {
    const { assumptions = [] } = await checkAssumptions(matrixDerivation(INPUT), 'root', { runs: 60 });
    expect(Number(assumptions[0].counterexample?.point.lambda)).toBeLessThan(0);
  });

  it('the weakest domain is proved again', async () => {
    const { suggestedDomain } = await checkAssumptions(matrixDerivation(INPUT), 'gram', { runs: 60 });
    expect(suggestedDomain?.changes).toEqual(['lambda: real instead of positive']);
    expect(suggestedDomain?.evidence.some(({ kind }) => kind === 'exact-proof')).toBe(true);
  });
});
