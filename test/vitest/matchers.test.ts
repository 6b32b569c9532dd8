/** The matchers say what the tool says: proved, refuted with the counterexample, and neither where it cannot tell. */
import { describe, expect, it } from 'vitest';
import 'flowproof/vitest';
import { derivation, flowFrom, symbolicField } from 'flowproof';

const messageOf = async (failing: () => unknown): Promise<string> => {
  try {
    await failing();
  } catch (error) {
    return (error as Error).message;
  }
  return 'it passed';
};

describe('toBeProved', () => {
  it('proves text, chains and inequalities', async () => {
    await expect('cosh(x)^2 = 1 + sinh(x)^2').toBeProved({ x: 'real' });
    await expect('exp(2*x) = exp(x)^2 = exp(x)*exp(x)').toBeProved({ x: 'real' });
    await expect('x^2 + 1 >= 2*x').toBeProved({ x: 'real' });
  });

  it('takes claims of every kind, with definitions and matrices', async () => {
    await expect({
      define: { R: 'sqrt(x^2 + c^2)' },
      derivative: { of: 'R', by: 'x', is: 'x/R' },
      symbols: { x: 'real', c: 'positive' },
    }).toBeProved();
    await expect({
      matrices: { W1: 'h x i', W2: 'o x h' },
      identity: ["(W2*W1)'", "W1'*W2'"],
    }).toBeProved();
  });

  it('takes a derivation, in which errata are to be refuted', async () => {
    const square = derivation({
      derivation: 'square',
      title: 'A square',
      symbols: { x: 'real' },
      claims: [
        { id: 'right', equal: ['(x + 1)^2', 'x^2 + 2*x + 1'] },
        { id: 'wrong', equal: ['(x + 1)^2', 'x^2 + 1'], expect: 'refuted', right: 'right' },
      ],
    });
    await expect(square).toBeProved();
    const reversed = { ...square, claims: square.claims.map(({ expect: _, right: __, ...claim }) => claim) };
    expect(await messageOf(() => expect(reversed).toBeProved())).toContain(
      'wrong: expected proved, found refuted',
    );
  });

  it('shows the counterexample of what is false', async () => {
    const message = await messageOf(() => expect('abs(x) = x').toBeProved({ x: 'real' }));
    expect(message).toMatch(/expected proved, found refuted/);
    expect(message).toMatch(/at x = -/);
    await expect('abs(x) = x').not.toBeProved({ x: 'real' });
  });

  it('fails with not where there is a proof', async () => {
    const message = await messageOf(() => expect('x = x').not.toBeProved({ x: 'real' }));
    expect(message).toContain('expected no proof');
  });

  it.each([[''], ['x'], ['x ='], [7], [null]])('refuses %j, which claims nothing', async (claimed) => {
    await expect(expect(claimed).toBeProved({ x: 'real' })).rejects.toMatchObject({
      code: 'nothing-claimed',
    });
  });

  it('refuses a malformed claim', async () => {
    await expect(expect('y = x').toBeProved({ x: 'real' })).rejects.toMatchObject({ code: 'unknown-symbol' });
  });
});

describe('toHoldOn', () => {
  it('tells where a claim holds from where it does not', async () => {
    await expect('abs(x) = x').toHoldOn({ x: { ge: 0 } });
    await expect('abs(x) = x').not.toHoldOn({ x: 'real' });
    expect(await messageOf(() => expect('abs(x) = x').toHoldOn({ x: 'real' }))).toMatch(/at x = -/);
    expect(await messageOf(() => expect('abs(x) = x').not.toHoldOn({ x: { ge: 0 } }))).toContain(
      'expected a counterexample, and there is none: claim is proved',
    );
  });

  it('fails both ways where nothing is known', async () => {
    // Undefined everywhere over the reals.
    const nowhere = 'sqrt(-1 - x^2) = x';
    const found = await Promise.all([
      messageOf(() => expect(nowhere).toHoldOn({ x: 'real' })),
      messageOf(() => expect(nowhere).not.toHoldOn({ x: 'real' })),
    ]);
    for (const message of found) expect(message).toMatch(/expected a verdict, found (undecided|error)/);
  });
});

describe('toFollowFlow', () => {
  const logistic = { flow: { a: 'r*a*(1 - a)' }, initial: { a: 0.1 }, constants: { r: 2 }, until: 4 };
  const closed = 'a0/(a0 + (1 - a0)*exp(-r*t))';

  it('accepts the closed form and no other', () => {
    const followed = { ...logistic, constants: { r: 2, a0: 0.1 }, flow: logistic.flow };
    const flow = flowFrom(symbolicField({ field: logistic.flow, constants: { r: 2 } }), [0.1]);
    expect({ a: closed }).toFollowFlow({ ...followed, flow });
    expect({ a: closed.replace('-r', '-1.001*r') }).not.toFollowFlow({ ...followed, flow });
    expect(() => expect({ a: 'a0*exp(r*t)' }).toFollowFlow({ ...followed, flow })).toThrow(
      /a at t = .*stated/,
    );
    expect(() => expect({ a: closed }).not.toFollowFlow({ ...followed, flow })).toThrow(/follow the flow/);
  });

  it('takes rates as formulas and closed forms as functions', () => {
    expect({ a: (t: number) => 0.1 / (0.1 + 0.9 * Math.exp(-2 * t)) }).toFollowFlow(logistic);
  });

  it('refuses names that do not fit', () => {
    const state = expect.objectContaining({ code: 'flow-state' });
    expect(() => expect({ b: '1' }).toFollowFlow(logistic)).toThrow(state);
    expect(() => expect({ a: '1' }).toFollowFlow({ ...logistic, initial: { b: 1 } })).toThrow(state);
    expect(() => expect({ a: '1' }).toFollowFlow({ ...logistic, initial: {} })).toThrow(state);
    expect(() => expect({}).toFollowFlow(logistic)).toThrow(
      expect.objectContaining({ code: 'flow-observable' }),
    );
  });
});
