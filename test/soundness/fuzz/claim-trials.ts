/** Random claims of every kind through the whole ladder, and their certificates through the checker. */

import { Rejected } from '../../../src/certificate/rejected.js';
import { checkClaim } from '../../../src/check/check-claim.js';
import { certificatesOf } from '../../../src/check/claim-certificates.js';
import { DEFAULT_OPTIONS } from '../../../src/check/options.js';
import type { ClaimResult } from '../../../src/check/result.js';
import { verifyClaim } from '../../../src/check/verify-claim.js';
import { verify } from '../../../src/checker/stored-certificate.js';
import type { Claim } from '../../../src/claim/claim.js';
import { claimFingerprints } from '../../../src/claim/fingerprint.js';
import type { Domain, Point } from '../../../src/domain/domain.js';
import { domainOf } from '../../../src/domain/read-domain.js';
import type { Expression } from '../../../src/expression/expression.js';
import { parseRational } from '../../../src/expression/rational.js';
import { order, separated } from '../../../src/precision/index.js';
import { claimOf } from '../claim-of.js';
import { makeClaim } from './claim-makers.js';
import type { FuzzDice } from './dice.js';
import type { Comparison, MadeClaim } from './made-claim.js';
import { pointsOf, showPoint, valueBall } from './points.js';
import { stopwatch, type TrialResult, timed } from './trial.js';

/** Wall time a claim has. */
export const CLAIM_BUDGET_MS = 100;
const RUNS = 12;
const DIGITS = 30;
const JUDGE_BITS = 512;

/** Does the point certainly violate the comparison? */
function violates(
  { left, relation, right }: Comparison,
  domain: Domain,
  point: Point,
  bits: number,
): boolean {
  const a = valueBall(left, domain, point, bits);
  const b = a && valueBall(right, domain, point, bits);
  if (!a || !b || !separated(a, b)) return false;
  return relation === '=' || (order(a, b) === 'less') !== relation.startsWith('<');
}

/** Is no comparison violated at the point, as far as narrow enclosures can tell? A strict one must certainly hold. */
const agrees = ({ comparisons }: MadeClaim, domain: Domain, point: Point): boolean =>
  comparisons.every((c) => {
    const [a, b] = [c.left, c.right].map((e) => valueBall(e, domain, point, 2_048));
    if (!a || !b || violates(c, domain, point, 2_048)) return false;
    return (c.relation !== '<' && c.relation !== '>') || separated(a, b);
  });

const isDefined = (es: readonly Expression[], domain: Domain, point: Point): boolean =>
  es.every((e) => valueBall(e, domain, point, JUDGE_BITS) !== undefined);

function witnessPoint(values: Readonly<Record<string, string>>): Point {
  return new Map(
    Object.entries(values).map(([name, text]) => {
      const value = parseRational(text);
      if (value === undefined) throw new Error(`claim-trials: the witness ${name} = ${text} is no rational`);
      return [name, value];
    }),
  );
}

/** A point at which the claim speaks and is certainly false. */
export function falsifier(claim: MadeClaim, domain: Domain, dice: FuzzDice): Point | undefined {
  const witnesses = (claim.witnesses ?? []).map(witnessPoint);
  // Both sides are one number there, by construction.
  if (claim.equalAtWitness && isDefined(claim.speaks, domain, witnesses[0])) return witnesses[0];
  return [...witnesses, ...pointsOf(domain, dice, 6, 6)].find(
    (point) =>
      claim.comparisons.some(
        (c) => violates(c, domain, point, 256) && violates(c, domain, point, JUDGE_BITS),
      ) && isDefined(claim.speaks, domain, point),
  );
}

/** The point of a counterexample, where it names symbols with numbers. */
function pointOf(result: ClaimResult, domain: Domain, dice: FuzzDice): Point | undefined {
  const entries = Object.entries(result.counterexample?.point ?? {}).map(
    ([name, value]) => [name, parseRational(value)] as const,
  );
  if (entries.some(([, value]) => value === undefined)) return undefined;
  // Symbols that cancelled out of the claim still occur in what led to it.
  const [rest] = pointsOf(domain, dice, 1, 1);
  return new Map([...rest, ...entries.map(([name, value]) => [name, value!] as const)]);
}

/** What is wrong with a refutation, if anything is. */
function faultOfRefutation(
  claim: MadeClaim,
  result: ClaimResult,
  domain: Domain,
  dice: FuzzDice,
): string | undefined {
  const point = pointOf(result, domain, dice);
  const where = point === undefined ? 'no full point' : showPoint(point);
  if (claim.isTrue) {
    // Outside of the points at which every step is defined, a rewriting promises nothing.
    const outside =
      claim.through.length > 0 &&
      point !== undefined &&
      !isDefined([...claim.through, ...claim.speaks], domain, point);
    const broken = outside && claim.comparisons.some((c) => violates(c, domain, point, JUDGE_BITS));
    return broken || (outside && claim.kind === 'chain') ? undefined : `a true claim is refuted at ${where}`;
  }
  return point !== undefined &&
    isDefined([...claim.through, ...claim.speaks], domain, point) &&
    agrees(claim, domain, point)
    ? `refuted at ${where}, where the sides agree`
    : undefined;
}

/** Do the certificates prove the claim when they come back from JSON? */
async function faultOfCertificates(
  claim: Claim,
  result: ClaimResult,
  replay: boolean,
): Promise<string | undefined> {
  const stored = certificatesOf(result);
  if (stored === undefined) return 'proved without certificates';
  const back = JSON.parse(JSON.stringify(stored)) as typeof stored;
  try {
    for (const certificate of back.certificates) verify(certificate);
  } catch (error) {
    if (!(error instanceof Rejected)) throw error;
    return `its certificate is rejected: ${error.message}`;
  }
  if (!replay) return undefined;
  const fingerprint = claimFingerprints([claim]).get(claim.id)!;
  const again = await verifyClaim(
    back,
    { claim, file: 'fuzz', fingerprint, earlier: new Map() },
    { seed: 1 },
  );
  return again.kind === 'verified' ? undefined : `its certificates do not replay: ${again.reason}`;
}

export async function claimTrial(dice: FuzzDice): Promise<TrialResult> {
  const made = makeClaim(dice);
  const [sample, replay] = [dice.chance(0.2), dice.chance(0.3)];
  const label = `${made.kind} (${made.isTrue ? 'true' : 'corrupted'})`;
  const text = `${JSON.stringify(made.body)} over ${JSON.stringify(made.symbols)} [${made.trace.join('; ')}]`;
  return timed(label, text, async () => {
    const claim = claimOf(made.symbols, made.body);
    const { assume = [] } = made.body;
    const domain = domainOf(made.symbols, assume);
    const options = { ...DEFAULT_OPTIONS, runs: RUNS, digits: DIGITS, claimBudgetMs: CLAIM_BUDGET_MS };
    const elapsed = stopwatch();
    const result = await checkClaim(claim, 'fuzz', options);
    const spent = elapsed();
    const { verdict } = result;
    const wrong = (fault: string): { verdict: string; wrong: string } => ({
      verdict: `WRONG ${verdict}`,
      wrong: fault,
    });
    if (verdict === 'error') {
      if (/no point of the domain|never holds/.test(result.reason ?? '')) return { verdict: 'no domain' };
      return wrong(`a well-formed claim is called malformed: ${result.reason}`);
    }
    const over = spent > CLAIM_BUDGET_MS ? { overMs: spent, budgetMs: CLAIM_BUDGET_MS } : {};
    if (verdict === 'refuted') {
      const fault = faultOfRefutation(made, result, domain, dice);
      return fault === undefined ? { verdict, ...over } : wrong(fault);
    }
    if (verdict === 'undecided') return { verdict, ...over };
    const point = falsifier(made, domain, dice);
    if (point !== undefined) {
      if (verdict === 'supported') return { verdict: 'supported, though false', ...over };
      return wrong(`${verdict}, and false at ${showPoint(point)}`);
    }
    if (verdict === 'proved' && sample) {
      const fault = await faultOfCertificates(claim, result, replay);
      if (fault !== undefined) return wrong(fault);
    }
    return { verdict, ...over };
  });
}
