/** A violated assumption is named, with the statement that explains it; NaN is no answer. */
import { describe, expect, it } from 'vitest';
import { FlowproofError } from '../../src/errors.js';
import {
  type NetworkInput,
  type Spectral,
  spectralFloat64,
  spectralToDigits,
} from '../../src/spectral/index.js';
import { networkCalled } from './balanced-networks.js';

/** What a failure says. */
function failureOf(work: () => unknown): { readonly code: string; readonly text: string } {
  try {
    const value = work();
    throw new Error(`no failure, but ${JSON.stringify(value)}`);
  } catch (error) {
    if (!(error instanceof FlowproofError)) throw error;
    expect(error.facts().expected).toBeTruthy();
    expect(error.facts().hint ?? error.facts().found).toBeTruthy();
    return { code: error.code, text: error.describe() };
  }
}

const SQUARE: NetworkInput = {
  W1: [
    ['3/5', '-4/5'],
    ['4/5', '3/5'],
  ],
  W2: [
    ['6/5', '8/5'],
    ['-8/5', '6/5'],
  ],
  task: {
    sigma: [
      [1, 0],
      [0, '1/2'],
    ],
  },
};

/** Weights and task of a record of the fixture. */
function networkOf(id: string): NetworkInput {
  const { W1, W2, Sigma: sigma } = networkCalled(id);
  return { W1, W2, task: { sigma } };
}

const BOTH: readonly { readonly name: string; readonly spectral: Spectral<unknown> }[] = [
  { name: 'in float64', spectral: spectralFloat64 },
  { name: 'to 30 digits', spectral: spectralToDigits(30) },
];

describe.each(BOTH)('bad input $name', ({ spectral }) => {
  const flow = (input: Partial<NetworkInput>) => spectral.balancedFlow({ ...SQUARE, ...input });

  it.each<[string, Partial<NetworkInput>, string, RegExp]>([
    [
      'weights without a balance',
      {
        W2: [
          [1, 0],
          [0, 5],
        ],
      },
      'effective-balance',
      /not lambda-balanced/,
    ],
    ['another balance than stated', { lambda: -3 }, 'effective-balance', /not balanced with lambda = -3/],
    [
      'inputs that are not whitened',
      {
        task: {
          sigma: [
            [1, 0],
            [0, 1],
          ],
          sigmaXX: [
            [2, 0],
            [0, 1],
          ],
        },
      },
      'riccati-qqt',
      /not whitened/,
    ],
    [
      'data that are not whitened',
      {
        task: {
          X: [
            [1, 2],
            [0, 1],
          ],
          Y: [
            [1, 0],
            [0, 1],
          ],
        },
      },
      'riccati-qqt',
      /not whitened/,
    ],
    [
      'weights that do not fit the task',
      {
        task: {
          sigma: [
            [1, 0, 0],
            [0, 1, 0],
          ],
        },
      },
      'matrix-shape',
      /W1 of 2 x 2/,
    ],
    ['ragged rows', { W1: [[1, 0], [1]] }, 'matrix-shape', /rows of one length/],
    ['no rows', { W1: [] }, 'matrix-shape', /W1/],
    [
      'no number',
      {
        W1: [
          ['one', 0],
          [0, 1],
        ],
      },
      'spectral-input',
      /W1\[1,1\]/,
    ],
    [
      'not finite',
      {
        W1: [
          [Number.NaN, 0],
          [0, 1],
        ],
      },
      'spectral-input',
      /W1\[1,1\]/,
    ],
    [
      'infinite',
      {
        W1: [
          [Number.POSITIVE_INFINITY, 0],
          [0, 1],
        ],
      },
      'spectral-input',
      /finite/,
    ],
  ])('%s', (_, input, code, text) => {
    const failure = failureOf(() => flow(input));
    expect(failure.code).toBe(code);
    expect(failure.text).toMatch(text);
  });

  it.each([1, -1])('sizes that admit no such balance: lambda = %i', (lambda) => {
    // W2' W2 = W1 W1' + lambda I is of full rank for lambda > 0, which No < Nh cannot give; for lambda < 0 Ni < Nh cannot.
    const W = lambda > 0 ? [[1, 0, 0]] : [[1], [0], [0]];
    const failure = failureOf(() => spectral.gramsFromProduct(W, lambda, 2));
    expect(failure.code).toBe('lambda-admissible-dims');
    expect(failure.text).toMatch(/lambda/);
  });

  it('singular values of layers for sizes that admit no such balance', () => {
    const sizes = { inputs: 3, hidden: 2, outputs: 1 };
    expect(failureOf(() => spectral.weightSingularValues(sizes, 1, [1])).code).toBe('lambda-admissible-dims');
  });

  it('a singular F where its inverse is asked for: at lambda = 0 with Ni != No, and with a target that lacks rank', () => {
    const funnel = spectral.balancedFlow(networkOf('m15'));
    const failure = failureOf(() => funnel.riccatiSolutionByInverse(1));
    expect(failure.code).toBe('riccati-singular-F');
    expect(failure.text).toMatch(/F is singular/);
    expect(failure.text).toMatch(/use riccatiSolution/);
    expect(funnel.riccatiSolution(1)).toHaveLength(5);
  });

  it('a limit that the flow does not reach', () => {
    // det W(0) det Sigma < 0 at lambda = 0.
    const stuck = spectral.balancedFlow(networkOf('m04'));
    expect(failureOf(() => stuck.qqtLimit()).code).toBe('det-obstruction');
    // lambda was found in the weights; told or not, the flow stays where the determinant keeps its sign.
    const P = stuck.qqt(200).map((row) => row.map(Number));
    const told = spectral.balancedFlow({ ...networkOf('m04'), lambda: 0 }).qqt(200);
    expect(P.flat().map((x, k) => Math.abs(x - Number(told.flat()[k])) < 1e-12)).not.toContain(false);
    expect(Math.abs(P[2][0] * P[3][1] - P[2][1] * P[3][0])).toBeLessThan(1e-12);
  });

  it('a singular B of a start without a component along the task', () => {
    const W1 = [
      [0, 0],
      [0, '3/4'],
    ];
    const W2 = [
      [0, 0],
      [0, '3/4'],
    ];
    const still = spectral.balancedFlow({
      W1,
      W2,
      task: {
        sigma: [
          [1, 0],
          [0, 1],
        ],
      },
      lambda: 0,
    });
    const failure = failureOf(() => still.qqtStableMin(1));
    expect(failure.text).toMatch(/b = O_\+\^T Q\(0\) is singular/);
    expect(failure.code).toBe('det-obstruction');
    // The form that needs no inverse stays where the flow stays.
    expect(Number(still.qqt(50)[0][0])).toBe(0);
  });

  it('a stable form for another width', () => {
    expect(failureOf(() => spectral.balancedFlow(networkOf('m17')).qqtStableMin(1)).code).toBe(
      'qqt-stable-min',
    );
    expect(failureOf(() => spectral.balancedFlow(networkOf('m09')).qqtStableMax(1)).code).toBe(
      'qqt-stable-max',
    );
  });

  it('weights in closed form for more than one hidden unit', () => {
    expect(failureOf(() => flow({}).singleUnitWeights(1)).code).toBe('single-hidden-unit-exact');
  });

  it('a time before the start, and no time', () => {
    expect(failureOf(() => flow({}).qqt(-1)).text).toMatch(/u is negative/);
    expect(failureOf(() => flow({}).qqt(Number.NaN)).text).toMatch(/not finite/);
    expect(failureOf(() => flow({}).qqt('soon')).code).toBe('spectral-input');
  });

  it('a new task of other widths, or with inputs that are not whitened', () => {
    expect(
      failureOf(() =>
        flow({})
          .switchTask(1, { sigma: [[1]] })
          .qqt(1),
      ).code,
    ).toBe('matrix-shape');
    const task = {
      sigma: [
        [1, 0],
        [0, 1],
      ],
      sigmaXX: [
        [1, 1],
        [1, 1],
      ],
    };
    expect(failureOf(() => flow({}).switchTask(1, task).qqt(1)).code).toBe('riccati-qqt');
  });

  it('a strength that a mode never has', () => {
    const mode = spectral.alignedMode({ s: 1, c0: '1/2', d0: '-1/2' });
    const failure = failureOf(() => mode.timeToReach(0));
    expect(failure.code).toBe('scalar-time-to-reach');
    expect(failure.text).toMatch(/at lambda = 0 it never crosses 0/);
  });
});

describe('digits', () => {
  it('are not made of rounded decimals', () => {
    const failure = failureOf(() =>
      spectralToDigits(30).balancedFlow({
        ...SQUARE,
        W1: [
          [0.6, -0.8],
          [0.8, 0.6],
        ],
      }),
    );
    expect(failure.text).toMatch(/W1\[1,1\] is a float64/);
    expect(failure.text).toMatch(/write '0.6'/);
  });

  it.each([0, -1, 1.5, 1001, Number.NaN])('cannot be %s', (digits) => {
    expect(failureOf(() => spectralToDigits(digits)).code).toBe('spectral-input');
  });
});

describe('times that are too late for float64', () => {
  it('are said so where steps would take for ever, and not to digits', () => {
    const late = 1e9;
    const { W1, W2, task } = networkOf('m10');
    const failure = failureOf(() => spectralFloat64.balancedFlow({ W1, W2, task }).qqt(late));
    expect(failure.text).toMatch(/too late for this arithmetic/);
    const P = spectralToDigits(20).balancedFlow({ W1, W2, task }).qqt(late);
    const limit = spectralToDigits(20).balancedFlow({ W1, W2, task }).qqtLimit();
    for (const [i, row] of P.entries())
      for (const [j, x] of row.entries()) expect(x.minus(limit[i][j]).abs().toNumber()).toBeLessThan(1e-18);
  });
});
