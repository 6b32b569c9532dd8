/** Definite and indefinite integrals: what is proved, what must be refuted, and what must never pass. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IntegralInput, SymbolsInput } from '../../src/claim/document.js';
import { check } from '../soundness/claim-of.js';

type Integral = IntegralInput['integral'];
const decide = (symbols: SymbolsInput, integral: Integral, assume?: readonly string[]) =>
  check(symbols, { integral, ...(assume && { assume }) });

interface Known {
  readonly name: string;
  readonly symbols: SymbolsInput;
  readonly integral: Integral;
  readonly assume?: readonly string[];
}

const DECAY = { of: 'exp(-2*c*t)', by: 't', from: 0, to: 'T', is: '(1 - exp(-2*c*T))/(2*c)' } as const;
const CT = { c: 'positive', T: 'positive' } as const;

const PROVED: readonly Known[] = [
  { name: 'a decay', symbols: CT, integral: { ...DECAY, antiderivative: '-exp(-2*c*t)/(2*c)' } },
  { name: 'a decay, the antiderivative read off the value', symbols: CT, integral: DECAY },
  { name: 'a decay in either direction', symbols: { c: 'real', T: 'real' }, integral: DECAY },
  {
    name: 'a decay for all times',
    symbols: { c: 'positive' },
    integral: { ...DECAY, to: 'inf', is: '1/(2*c)', antiderivative: '-exp(-2*c*t)/(2*c)' },
  },
  {
    name: 'the gain of a mode',
    symbols: { s: 'positive', a0: 'positive', u: 'nonnegative' },
    integral: { of: '2*s*a0*exp(-2*s*t)', by: 't', from: 0, to: 'u', is: 'a0*(1 - exp(-2*s*u))' },
  },
  {
    name: 'a logistic gate',
    symbols: { s: 'positive', a0: 'positive', u: 'nonnegative' },
    integral: {
      of: '1/(1 + a0*exp(-s*t))',
      by: 't',
      from: 0,
      to: 'u',
      is: 'log((exp(s*u) + a0)/(1 + a0))/s',
    },
  },
  {
    name: 'an arctangent',
    symbols: {},
    integral: { of: '1/(1 + x^2)', by: 'x', from: 0, to: 1, is: 'pi/4', antiderivative: 'atan(x)' },
  },
  {
    name: 'an arctangent over the whole line',
    symbols: { a: 'positive' },
    integral: {
      of: '1/(a^2 + x^2)',
      by: 'x',
      from: '-inf',
      to: 'inf',
      is: 'pi/a',
      antiderivative: 'atan(x/a)/a',
    },
  },
  {
    name: 'a logarithm between two parameters',
    symbols: { a: 'positive', b: 'positive' },
    integral: { of: '1/x', by: 'x', from: 'a', to: 'b', is: 'log(b/a)', antiderivative: 'log(x)' },
  },
  {
    name: 'a pole that a parameter keeps outside',
    symbols: { c: { lt: 0 } },
    integral: {
      of: '1/(x - c)',
      by: 'x',
      from: 0,
      to: 1,
      is: 'log((c - 1)/c)',
      antiderivative: 'log(x - c)',
    },
  },
  {
    name: 'an integrable singularity',
    symbols: {},
    integral: { of: '1/sqrt(x)', by: 'x', from: 0, to: 1, is: 2, antiderivative: '2*sqrt(x)' },
  },
  {
    name: 'a logarithmic singularity',
    symbols: {},
    integral: { of: 'log(x)', by: 'x', from: 0, to: 1, is: '-1', antiderivative: 'x*log(x) - x' },
  },
  {
    name: 'a Gaussian moment',
    symbols: {},
    integral: { of: 'x*exp(-x^2/2)', by: 'x', from: 0, to: 'inf', is: 1, antiderivative: '-exp(-x^2/2)' },
  },
  {
    name: 'a moment that the table finds',
    symbols: { c: 'positive' },
    integral: { of: 't^2*exp(-c*t)', by: 't', from: 0, to: 'inf', is: '2/c^3' },
  },
  {
    name: 'an upper end below the lower one',
    symbols: {},
    integral: { of: '3*x^2', by: 'x', from: 2, to: -1, is: '-9', antiderivative: 'x^3' },
  },
  {
    name: 'an integer power',
    symbols: { n: { is: 'integer', ge: 0 } },
    integral: { of: 'x^n', by: 'x', from: 0, to: 1, is: '1/(n + 1)', antiderivative: 'x^(n + 1)/(n + 1)' },
  },
  {
    name: 'a real power',
    symbols: { p: { gt: -1 } },
    integral: { of: 'x^p', by: 'x', from: 0, to: 1, is: '1/(p + 1)', antiderivative: 'x^(p + 1)/(p + 1)' },
  },
  {
    name: 'a value that bounds its own end',
    symbols: { T: 'nonnegative' },
    integral: { of: '1/(1 - x)', by: 'x', from: 0, to: 'T', is: '-log(1 - T)' },
  },
  {
    name: 'an antiderivative',
    symbols: { x: 'real' },
    integral: { of: '1/x', by: 'x', is: 'log(abs(x))' },
  },
  {
    name: 'an antiderivative with a parameter',
    symbols: { x: 'real', s: 'positive' },
    integral: { of: '1/(1 + exp(-s*x))', by: 'x', is: 'log(1 + exp(s*x))/s' },
  },
];

describe('integrals that are proved', () => {
  it.each(PROVED)('$name', async ({ symbols, integral, assume }) => {
    const result = await decide(symbols, integral, assume);
    expect(result.verdict, result.reason).toBe('proved');
    expect(result.evidence.some((e) => e.kind === 'exact-proof')).toBe(true);
  });

  /** Each of them with its value changed: the sign, a factor 2, one part in 10^20, or something added. */
  const MUTANTS = ['-($)', '2*($)', '($)*(1 + 1e-20)', '($) + 1e-20'];
  const definite = PROVED.filter(({ integral }) => integral.to !== undefined);
  it.each(definite)('$name: with a wrong value it is refuted', async ({ symbols, integral, assume }) => {
    for (const mutant of MUTANTS) {
      const is = mutant.replace('$', String(integral.is));
      const result = await decide(symbols, { ...integral, is }, assume);
      expect(result.verdict, `${is}: ${result.reason}`).toBe('refuted');
      expect(result.counterexample?.because).toMatch(/separated|exact/);
    }
  });

  it.each(definite.filter(({ integral }) => integral.antiderivative !== undefined))(
    '$name: with a wrong antiderivative it is refuted',
    async ({ symbols, integral, assume }) => {
      const antiderivative = `(${integral.antiderivative})*(1 + 1e-20)`;
      const result = await decide(symbols, { ...integral, antiderivative }, assume);
      expect(result.verdict).toBe('refuted');
      expect(result.counterexample?.because).toContain('derivative of the antiderivative');
      expect(Object.keys(result.counterexample!.point)).toContain(integral.by);
    },
  );
});

describe('integrals that must never be proved', () => {
  const TRAPS: readonly Known[] = [
    {
      name: 'a pole inside',
      symbols: {},
      integral: { of: '1/x^2', by: 'x', from: -1, to: 1, is: '-2', antiderivative: '-1/x' },
    },
    {
      name: 'a pole inside, no antiderivative given',
      symbols: {},
      integral: { of: '1/x^2', by: 'x', from: -1, to: 1, is: '-2' },
    },
    {
      name: 'a principal value',
      symbols: {},
      integral: { of: '1/x', by: 'x', from: -1, to: 2, is: 'log(2)', antiderivative: 'log(abs(x))' },
    },
    {
      name: 'a pole that some parameters move inside',
      symbols: { c: 'real' },
      integral: {
        of: '1/(x - c)',
        by: 'x',
        from: 0,
        to: 1,
        is: 'log(abs((1 - c)/c))',
        antiderivative: 'log(abs(x - c))',
      },
    },
    {
      name: 'a tangent across its poles',
      symbols: { T: 'real' },
      integral: { of: '1/cos(x)^2', by: 'x', from: 0, to: 'T', is: 'tan(T)', antiderivative: 'tan(x)' },
    },
    {
      name: 'a logarithm of a cosine across its zeros',
      symbols: { T: 'real' },
      integral: { of: 'tan(x)', by: 'x', from: 0, to: 'T', is: '-log(cos(T))' },
    },
    {
      name: 'an arctangent that jumps',
      symbols: {},
      integral: { of: '1/(1 + x^2)', by: 'x', from: -1, to: 1, is: '-pi/2', antiderivative: '-atan(1/x)' },
    },
    {
      name: 'a half-angle substitution that jumps',
      symbols: {},
      integral: {
        of: '1/(2 + cos(x))',
        by: 'x',
        from: 0,
        to: '2*pi',
        is: 0,
        antiderivative: '2/sqrt(3)*atan(tan(x/2)/sqrt(3))',
      },
    },
    {
      name: 'a sign that jumps',
      symbols: {},
      integral: { of: '1', by: 'x', from: -1, to: 1, is: 4, antiderivative: 'x + sign(x)' },
    },
    {
      name: 'an antiderivative on pieces only: a derivative that is nowhere defined on one of them',
      symbols: {},
      integral: {
        of: '1 + (abs(x) + x)/abs(x)',
        by: 'x',
        from: -1,
        to: 1,
        is: 2,
        antiderivative: 'x + sqrt(abs(x) - x) - sqrt(abs(x) - x)',
      },
    },
    {
      name: 'divergence at an end',
      symbols: {},
      integral: { of: '1/x', by: 'x', from: 0, to: 1, is: 1, antiderivative: 'log(x)' },
    },
    {
      name: 'divergence at infinity',
      symbols: {},
      integral: { of: '1/x', by: 'x', from: 1, to: 'inf', is: 0, antiderivative: 'log(x)' },
    },
    {
      name: 'oscillation at infinity',
      symbols: {},
      integral: { of: 'cos(x)', by: 'x', from: 0, to: 'inf', is: 0, antiderivative: 'sin(x)' },
    },
    {
      name: 'growth for some parameters',
      symbols: { c: 'real' },
      integral: { of: 'exp(-c*t)', by: 't', from: 0, to: 'inf', is: '1/c', antiderivative: '-exp(-c*t)/c' },
    },
    {
      name: 'a power that diverges for some exponents',
      symbols: { p: 'real' },
      integral: { of: 'x^p', by: 'x', from: 0, to: 1, is: '1/(p + 1)', antiderivative: 'x^(p + 1)/(p + 1)' },
    },
    {
      name: 'a declared symbol of the same name as the bound variable, whose range would hide the pole',
      symbols: { x: { gt: 5 }, a: 'positive' },
      integral: { of: '1/x', by: 'x', from: -1, to: 'a', is: 'log(a)', antiderivative: 'log(abs(x))' },
    },
    {
      name: 'an antiderivative that jumps',
      symbols: { x: 'real' },
      integral: { of: '1', by: 'x', is: 'x + sign(x)' },
    },
    {
      name: 'an antiderivative without a derivative on a half-line',
      symbols: { x: 'real' },
      integral: { of: '2 + x/abs(x)*5', by: 'x', is: '-3*x + sqrt(abs(x) - x)*0' },
    },
  ];

  it.each(TRAPS)('$name', async ({ symbols, integral, assume }) => {
    const result = await decide(symbols, integral, assume);
    expect(['undecided', 'refuted']).toContain(result.verdict);
    if (result.verdict === 'undecided') expect(result.reason).toBeTruthy();
  });

  it.each<[string, SymbolsInput, string | number, string]>([
    ['a point', {}, 1, '2 - 1'],
    ['a point that depends on a parameter', { T: 'real' }, 'T', 'T + 0'],
  ])('from %s to itself', async (_, symbols, from, to) => {
    const result = await decide(symbols, { of: '1/x', by: 'x', from, to, is: 1 });
    // It is 0, and not 1.
    expect(['undecided', 'refuted']).toContain(result.verdict);
  });

  it('a relation about a symbol of the bound name does not apply', async () => {
    const integral = { of: '1/x', by: 'x', from: -1, to: 'a', is: 'log(a)', antiderivative: 'log(abs(x))' };
    const result = await decide({ x: 'real', a: 'positive' }, integral, ['x > 0']);
    expect(result.verdict).not.toBe('proved');
  });

  it('the declared range of the bound name is not needed, either', async () => {
    const result = await decide({ t: { gt: 100 } }, { of: '2*t', by: 't', from: 0, to: 3, is: 9 });
    expect(result.verdict).toBe('proved');
  });
});

describe('integrals without an antiderivative', () => {
  const BELL = { of: 'exp(-x^2)*cos(x)', by: 'x', from: 0, to: 1 } as const;

  it('are refuted by rigorous quadrature', async () => {
    const result = await decide({}, { ...BELL, is: '0.6543' });
    expect(result.verdict).toBe('refuted');
    expect(result.counterexample?.values.map((v) => v.label)).toEqual(['integral', 'claimed value']);
  });

  it('are supported where the value agrees, and never more', async () => {
    const result = await decide(
      {},
      { of: '1/(2 + cos(x))', by: 'x', from: 0, to: '2*pi', is: '2*pi/sqrt(3)' },
    );
    expect(result.verdict).toBe('supported');
    expect(result.reason).toContain('no antiderivative');
  });

  it('are refuted at a part in 10^20', async () => {
    const is = '2*pi/sqrt(3)*(1 + 1e-20)';
    const result = await decide({}, { of: '1/(2 + cos(x))', by: 'x', from: 0, to: '2*pi', is });
    expect(result.verdict).toBe('refuted');
  });
});

describe('laws', () => {
  const coefficient = fc.integer({ min: -9, max: 9 });
  const ends = fc
    .tuple(fc.integer({ min: -4, max: 3 }), fc.integer({ min: 1, max: 4 }))
    .map(([a, w]) => [a, a + w] as const);

  it('a polynomial: its integral is proved, a wrong one refuted', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(coefficient, { minLength: 1, maxLength: 4 }), ends, async (c, [a, b]) => {
        const of = c.map((value, i) => `(${value})*x^${i}`).join(' + ');
        const F = (x: number) => c.map((value, i) => `(${value})*(${x})^${i + 1}/${i + 1}`).join(' + ');
        const is = `${F(b)} - (${F(a)})`;
        const good = await decide({}, { of, by: 'x', from: a, to: b, is });
        const bad = await decide({}, { of, by: 'x', from: a, to: b, is: `${is} + 1e-25` });
        expect([good.verdict, bad.verdict]).toEqual(['proved', 'refuted']);
      }),
      { numRuns: 12 },
    );
  });

  it('a pole between the ends is never integrated across', async () => {
    await fc.assert(
      fc.asyncProperty(
        ends,
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 3 }),
        async ([a, b], part, n) => {
          const pole = `(${a} + ${b - a}*${part}/10)`;
          const F = (x: string | number) =>
            n === 1 ? `log(abs(${x} - ${pole}))` : `(${x} - ${pole})^(${1 - n})/(${1 - n})`;
          const claim = { of: `1/(x - ${pole})^${n}`, by: 'x', from: a, to: b, is: `${F(b)} - (${F(a)})` };
          const stated = await decide({}, { ...claim, antiderivative: F('x') });
          const found = await decide({}, claim);
          expect([stated.verdict, found.verdict]).not.toContain('proved');
          expect([stated.verdict, found.verdict]).not.toContain('supported');
        },
      ),
      { numRuns: 6 },
    );
  });
});
