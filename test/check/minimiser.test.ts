import { describe, expect, it } from 'vitest';
import { checkClaim } from '../../src/check/check-claim.js';
import { DEFAULT_OPTIONS } from '../../src/check/options.js';
import { compileDerivation, derivationOf } from '../../src/claim/compile-derivation.js';
import type { MinimiserInput } from '../../src/claim/document.js';
import { nowhere } from '../../src/claim/places.js';
import { statementToLatex } from '../../src/latex/statement-to-latex.js';

const SPEED = '2*sqrt(c^2 + z^2)';
const Q = 'z/2*(asinh(z/c) - tanh(asinh(z/c)/2))';

const written = (minimiser: MinimiserInput['minimiser'], state: 'real' | 'positive' = 'real') => ({
  derivation: 'bias',
  title: 'Bias',
  symbols: { z: state, c: 'positive' as const, b: 'real' as const },
  claims: [{ id: 'ends', minimiser }],
});

async function check(minimiser: MinimiserInput['minimiser']) {
  const [claim] = derivationOf(written(minimiser)).claims;
  return checkClaim(claim, 'bias.ts', DEFAULT_OPTIONS);
}

describe('the end point of a flow as a minimiser', () => {
  it.each<[string, MinimiserInput['minimiser']]>([
    ['the hyperbolic penalty', { of: Q, state: 'z', speed: SPEED, each: ['c'] }],
    [
      'the published form',
      { of: 'c/2*(1 - sqrt(1 + z^2/c^2) + z/c*asinh(z/c))', state: 'z', speed: SPEED, each: ['c'] },
    ],
    [
      'another start',
      { of: `${Q} - asinh(b/c)*z/2`, state: 'z', speed: SPEED, initial: 'b', each: ['b', 'c'] },
    ],
    ['a common factor', { of: `c*${Q}`, state: 'z', speed: SPEED }],
    ['least squares', { of: 'z^2/c', state: 'z', speed: 'c', each: ['c'] }],
  ])('is proved for %s', async (_, minimiser) => {
    expect(await check(minimiser)).toMatchObject({ verdict: 'proved' });
  });

  it.each<[string, MinimiserInput['minimiser'], RegExp]>([
    [
      'half of the argument',
      { of: 'z/2*(asinh(z/(2*c)) - tanh(asinh(z/(2*c))/2))', state: 'z', speed: SPEED, each: ['c'] },
      /in two coordinates/,
    ],
    [
      'weights that differ between coordinates',
      { of: `c*${Q}`, state: 'z', speed: SPEED, each: ['c'] },
      /in two coord/,
    ],
    [
      'a speed without its root',
      { of: Q, state: 'z', speed: '2*(c + z^2)', each: ['c'] },
      /in two coordinates/,
    ],
    [
      'a slope at the start',
      { of: `${Q} - z`, state: 'z', speed: SPEED, each: ['c'] },
      /where the flow starts/,
    ],
    [
      'a start that moved',
      { of: Q, state: 'z', speed: SPEED, initial: 'c', each: ['c'] },
      /where the flow starts/,
    ],
    ['a maximum', { of: `-${Q}`, state: 'z', speed: SPEED, each: ['c'] }, /sign of that rate/],
    ['the norm of a flow of another geometry', { of: 'z^2', state: 'z', speed: SPEED }, /in two coordinates/],
  ])('is refuted for %s', async (_, minimiser, because) => {
    const result = await check(minimiser);
    expect(result).toMatchObject({ verdict: 'refuted' });
    expect(result.counterexample?.because).toMatch(because);
  });

  it.each<[string, MinimiserInput['minimiser'], RegExp]>([
    [
      'a bounded slope',
      { of: 'z*atan(z) - log(1 + z^2)/2', state: 'z', speed: '1 + z^2' },
      /unbounded as z -> inf/,
    ],
    ['a kink', { of: 'z^2 + abs(z - 1) + z', state: 'z', speed: '1' }, /./],
    ['a jump', { of: 'z^2 + sign(z - 1)', state: 'z', speed: '1' }, /./],
    ['a speed that vanishes', { of: 'abs(z)^(3/2)', state: 'z', speed: 'sqrt(abs(z))', initial: '0' }, /./],
  ])('is not proved, and not refuted, where the theorem does not speak: %s', async (_, minimiser, reason) => {
    const result = await check(minimiser);
    expect(['supported', 'undecided']).toContain(result.verdict);
    expect(result.reason).toMatch(reason);
  });

  it('must run over the whole line', () => {
    const compiled = compileDerivation(
      written({ of: 'z^2', state: 'z', speed: '1' }, 'positive'),
      nowhere('bias.ts'),
    );
    expect(compiled.kind === 'problems' && compiled.problems.map(({ code }) => code)).toEqual([
      'minimiser-state',
    ]);
  });

  it('is written as a flow and a constrained problem', () => {
    const [{ statement }] = derivationOf(
      written({ of: 'z^2/c', state: 'z', speed: 'c', each: ['c'] }),
    ).claims;
    const tex = statementToLatex(statement);
    expect(tex).toMatch(/\\dot\{z\} &= .*X\^\{\\top\} \(y - X z\)/);
    expect(tex).toMatch(/arg\\,min\}_\{X\^\{\\top\} X z = X\^\{\\top\} y\}/);
  });
});
