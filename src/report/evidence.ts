import type { ClaimResult } from '../check/result.js';
import type { Evidence } from '../claim/verdict.js';
import { jsonValue } from './json.js';
import { oneLine } from './style.js';

/** `41 ms`, `3.2 s`, `2 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 1_000) return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1_000)} s`;
}

const counted = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;

/** The parts of an unbounded domain that are proved rather than covered, with the substitution that reaches them. */
const beyond = (tails: Extract<Evidence, { kind: 'box-cover' }>['certificate']['tails']): string =>
  tails.length === 0
    ? ''
    : `; proved beyond it, for ${tails
        .map(({ symbol, from, side }) => `${symbol} = ${from} ${side === 'above' ? '+' : '-'} y`)
        .join(' and ')}, y >= 0`;

/** One finding in a few words. */
export function evidenceInShort(evidence: Evidence): string {
  switch (evidence.kind) {
    case 'exact-proof':
      return evidence.log2Error === undefined
        ? oneLine(evidence.method)
        : `${oneLine(evidence.method)}, error below 2^${Math.ceil(evidence.log2Error)}`;
    case 'box-cover': {
      const { boxes, outside, tails } = evidence.certificate;
      const aside = outside > 0 ? ` (${outside} more lie outside the domain)` : '';
      return `enclosures on ${counted(boxes, 'box').replace(/boxs$/, 'boxes')} cover the domain${aside}${beyond(tails)}`;
    }
    case 'no-proof':
      return `no exact proof: ${oneLine(evidence.reason)}`;
    case 'sampled': {
      const lost = [
        evidence.undefinedDraws > 0 ? `${evidence.undefinedDraws} undefined` : '',
        evidence.undecidedDraws > 0 ? `${evidence.undecidedDraws} too wide to compare` : '',
      ].filter(Boolean);
      const aside = lost.length > 0 ? ` (${lost.join(', ')})` : '';
      return `${counted(evidence.draws, 'draw')}${aside}, ${evidence.digits} digits, worst error ${evidence.worstError}`;
    }
    case 'instances': {
      const lost = evidence.undefinedInstances > 0 ? ` (${evidence.undefinedInstances} undefined)` : '';
      return `${evidence.agreeing} of ${counted(evidence.instances, 'random instance')} compared${lost}: the sides agree`;
    }
    case 'refutation':
      return oneLine(evidence.counterexample.because);
    case 'flow': {
      const against = evidence.agrees ? 'follows' : 'departs from';
      const { rejectedControls: wrong } = evidence;
      return (
        `${against} the integrated flow in ${counted(evidence.runs, 'run')}, ` +
        `worst deviation ${evidence.worstDeviation.toExponential(1)} (${evidence.worstRatio.toPrecision(2)} of the integrator's bound)` +
        (wrong === undefined ? '' : `; ${counted(wrong, 'wrong variant')} rejected`)
      );
    }
    case 'simulation':
      return simulationInShort(evidence);
    case 'boundary':
      return boundaryInShort(evidence);
    case 'second-opinion':
      return `${evidence.oracle}: ${evidence.opinion}${evidence.note ? ` (${oneLine(evidence.note)})` : ''}`;
  }
}

/** How many cases agree, after how many runs, and how many wrong predictions the same test rejected. */
function simulationInShort({ rows }: Extract<Evidence, { kind: 'simulation' }>): string {
  const agreeing = rows.filter(({ agrees }) => agrees).length;
  const runs = rows.reduce((sum, row) => sum + row.runs, 0);
  const wrong = rows.flatMap(({ controls }) => controls);
  return (
    `agrees with the mean of simulated runs in ${agreeing} of ${counted(rows.length, 'case')}, ${counted(runs, 'run')} in all; ` +
    `${wrong.filter(({ rejected }) => rejected).length} of ${counted(wrong.length, 'wrong prediction')} rejected`
  );
}

/** How often the quantity crossed where it should, how near to it that was seen, and one measured boundary. */
function boundaryInShort(evidence: Extract<Evidence, { kind: 'boundary' }>): string {
  const { variable, draws, decided, nearest, example } = evidence;
  if (example === undefined) return `crosses at none of ${counted(draws, 'draw')}`;
  const at = Object.entries(example.point).map(([name, value]) => `${name} = ${value}`);
  const place = at.length === 0 ? '' : `at ${at.join(', ')} `;
  return (
    `crosses the boundary at ${decided} of ${counted(draws, 'draw')}, seen from ${nearest.toPrecision(1)} of it on; ` +
    `${place}measured ${variable} = ${example.measured.toPrecision(10)} ± ${example.bound.toExponential(1)}, ` +
    `stated ${example.stated.toPrecision(10)}`
  );
}

/** Equal findings once, with how often they occur: a chain has one a step. */
function counts(texts: readonly string[]): string[] {
  const times = new Map<string, number>();
  for (const text of texts) times.set(text, (times.get(text) ?? 0) + 1);
  return [...times].map(([text, n]) => (n === 1 ? text : `${text} (${n} times)`));
}

type Sampled = Extract<Evidence, { kind: 'sampled' }>;

/** Decimal texts such as `9.3e-63` by magnitude; a float would call all below 1e-308 zero. */
function exceeds(a: string, b: string): boolean {
  const [[x, p], [y, q]] = [a, b].map((text) => {
    const [mantissa, exponent = '0'] = text.split('e');
    const m = Number(mantissa);
    const shift = m === 0 ? 0 : Math.floor(Math.log10(Math.abs(m)));
    return [m / 10 ** shift, m === 0 ? Number.NEGATIVE_INFINITY : Number(exponent) + shift];
  });
  return p !== q ? p > q : x > y;
}

/** Several searches over one claim as one: draws add up, the worst error and the fewest digits stand. */
function together(searches: readonly Sampled[]): Sampled[] {
  const [first] = searches;
  if (first === undefined) return [];
  const total = (count: (search: Sampled) => number) => searches.reduce((sum, s) => sum + count(s), 0);
  return [
    {
      kind: 'sampled',
      draws: total((s) => s.draws),
      undefinedDraws: total((s) => s.undefinedDraws),
      undecidedDraws: total((s) => s.undecidedDraws),
      digits: Math.min(...searches.map((s) => s.digits)),
      worstError: searches.map((s) => s.worstError).reduce((worst, e) => (exceeds(e, worst) ? e : worst)),
      seed: first.seed,
      ms: total((s) => s.ms),
    },
  ];
}

/** A proved claim says nothing where a side is undefined: how often that was so, in the search that met it most. */
function silence(result: ClaimResult): string {
  const worst = result.evidence
    .filter((e) => e.kind === 'sampled')
    .reduce<Sampled | undefined>(
      (most, e) => (e.undefinedDraws > (most?.undefinedDraws ?? 0) ? e : most),
      undefined,
    );
  return worst ? `undefined at ${worst.undefinedDraws} of ${worst.draws} draws` : '';
}

/** The findings that carry the verdict, for the claim's line. */
export function decisiveEvidence(result: ClaimResult): string {
  const of = (...kinds: Evidence['kind'][]) => {
    const found = result.evidence.filter((e) => kinds.includes(e.kind));
    const sampled = together(found.filter((e) => e.kind === 'sampled'));
    return counts([...found.filter((e) => e.kind !== 'sampled'), ...sampled].map(evidenceInShort)).join('; ');
  };
  switch (result.verdict) {
    case 'proved':
    case 'certified':
      return [of('exact-proof', 'box-cover', 'flow', 'simulation'), silence(result)]
        .filter(Boolean)
        .join('; ');
    case 'supported':
      return of('sampled', 'boundary', 'flow', 'simulation');
    case 'refuted':
      // A chain without a wrong step: some line is defined more rarely than its neighbours.
      return result.kind === 'chain' && result.firstWrongStep === undefined
        ? 'only the first and the last line disagree'
        : '';
    case 'undecided':
    case 'error':
      return '';
  }
}

/** Every finding at length, for `--verbose`: seeds, times and certificates included. */
export function evidenceAtLength(evidence: Evidence): string[] {
  const facts = [
    'seed' in evidence ? `seed ${evidence.seed}` : '',
    'ms' in evidence ? duration(evidence.ms) : '',
  ].filter(Boolean);
  const lines = [
    `${evidence.kind}: ${evidenceInShort(evidence)}${facts.length > 0 ? ` [${facts.join(', ')}]` : ''}`,
  ];
  if (evidence.kind === 'exact-proof' && evidence.certificate !== undefined) {
    lines.push(`certificate: ${oneLine(JSON.stringify(jsonValue(evidence.certificate)))}`);
  }
  return lines;
}
