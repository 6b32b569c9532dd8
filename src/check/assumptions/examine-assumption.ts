/** Is one assumption needed? The claim is looked at outside it, and taken up the ladder over the larger domain. */
import type { Claim } from '../../claim/claim.js';
import { type Counterexample, reaches } from '../../claim/verdict.js';
import { containsPoint } from '../../domain/contains-point.js';
import type { Domain } from '../../domain/domain.js';
import { writeDomain } from '../../domain/write-domain.js';
import { FlowproofError } from '../../errors.js';
import { parseRational } from '../../expression/rational.js';
import { mentions } from '../../expression/traverse.js';
import { checkClaim } from '../check-claim.js';
import type { EarlierClaims } from '../citations.js';
import type { CheckOptions } from '../options.js';
import type { ClaimResult } from '../result.js';
import type { Assumption, AssumptionFinding, OutsideDraws, Weakening } from './assumption.js';
import { implies, isTotal } from './implied.js';
import { compared, lookOutside } from './look-outside.js';

/** What the examination of one claim works with. */
export interface Examination {
  /** The claim, proved or certified. */
  readonly claim: Claim;
  readonly file: string;
  readonly options: CheckOptions;
  readonly earlier: EarlierClaims;
}

/** The claim with another domain, taken up the ladder as a claim of its own. */
export function checkOver(
  { claim, file, options, earlier }: Examination,
  domain: Domain,
): Promise<ClaimResult> {
  const { expect, right, ...plain } = claim;
  const alone: Claim = { ...plain, domain, require: 'supported' };
  return checkClaim(alone, file, { ...options, secondOpinions: false }, earlier);
}

/** Proved, or certified: either way the claim holds on the whole larger domain. */
export const holds = ({ verdict }: ClaimResult): boolean => reaches(verdict, 'certified');

/**
 * Findings about the weakenings of one assumption, strongest first, up to the first without which the claim still holds.
 * @throws FlowproofError `unsound` where a counterexample lies inside the domain over which the claim is proved.
 */
export async function examineAssumption(
  examination: Examination,
  assumption: Assumption,
): Promise<AssumptionFinding[]> {
  const findings: AssumptionFinding[] = [];
  for (const weakening of assumption.weakenings) {
    if (examination.options.signal?.aborted) break;
    const finding = await examineWeakening(examination, assumption, weakening);
    findings.push(finding);
    if (finding.status === 'not needed' || finding.status === 'vacuous outside') break;
  }
  return findings;
}

async function examineWeakening(
  examination: Examination,
  assumption: Assumption,
  { instead, weaken, outside }: Weakening,
): Promise<AssumptionFinding> {
  const start = performance.now();
  const { claim, options } = examination;
  const larger = weaken(claim.domain);
  const finding = (facts: Pick<AssumptionFinding, 'status' | 'evidence'> & Partial<AssumptionFinding>) => ({
    assumption: assumption.text,
    kind: assumption.kind,
    ...(instead === undefined ? {} : { instead }),
    over: writeDomain(larger),
    ...facts,
    ms: performance.now() - start,
  });
  const needed = (
    counterexample: Counterexample,
    evidence: AssumptionFinding['evidence'],
    endsOnly = false,
  ) => {
    const place = placeOf(claim, counterexample, endsOnly);
    if (place === 'outside') return finding({ status: 'needed', counterexample, evidence });
    return finding({ status: 'open', reason: place === 'inside' ? ENDS : UNPLACED, evidence });
  };

  const region = outside(claim.domain);
  const seen = await lookOutside(claim, region, assumption.symbols, options);
  if (seen.kind === 'refuted') {
    const { counterexample, seed } = seen;
    return needed(counterexample, [
      { kind: 'refutation', counterexample, seed, ms: performance.now() - start },
    ]);
  }
  const draws = seen.kind === 'looked' ? drawsOf(seen) : undefined;
  const noPoint = draws === undefined;
  if (noPoint && instead === undefined && implies(larger, assumption.condition, options.seed)) {
    return finding({ status: 'not needed', reason: IMPLIED, evidence: [] });
  }
  const result = await checkOver(examination, larger);
  const { verdict, counterexample, evidence, reason } = result;
  const facts = { evidence, ...(draws === undefined ? {} : { outside: draws }) };
  if (counterexample !== undefined) return needed(counterexample, evidence, differsInEndsOnly(claim, result));
  if (holds(result)) {
    if (noPoint) return finding({ status: 'not needed', reason: NO_POINT, ...facts });
    if (compared(draws) > 0) return finding({ status: 'not needed', ...facts });
    if (draws.undecidedDraws > 0) {
      const why = `proved without it; outside, a side is undefined at ${draws.undefinedDraws} of ${draws.draws} draws, and the others were too wide to compare`;
      return finding({ status: 'not needed', reason: why, ...facts });
    }
    const { condition } = assumption;
    if (condition !== undefined && !(isTotal(condition.left) && isTotal(condition.right))) {
      // A relation also excludes the points at which it is itself undefined; the draws are those at which it is false.
      const why = `proved without it; where it is false, a side is undefined at all of ${draws.draws} draws; where it is undefined was not looked at`;
      return finding({ status: 'not needed', reason: why, ...facts });
    }
    return finding({ status: 'vacuous outside', ...facts });
  }
  // A limit is no comparison at a point: outside it may be refuted where the larger domain leaves it open.
  if (isAsymptotic(claim) && !noPoint) {
    for (const part of [region, interiorOf(region)]) {
      const beyond = await checkOver(examination, part);
      if (beyond.counterexample !== undefined) return needed(beyond.counterexample, beyond.evidence);
    }
  }
  const silent = draws !== undefined && draws.undefinedDraws === draws.draws;
  const aside = silent ? `outside, a side is undefined at all of ${draws.draws} draws` : undefined;
  const why = [reason, aside].filter((part) => part !== undefined).join('; ');
  return finding({
    status: verdict === 'supported' ? 'needed to prove' : 'open',
    ...(why === '' ? {} : { reason: why }),
    ...facts,
  });
}

const IMPLIED = 'the other assumptions imply it';
const NO_POINT = 'proved without it; no point outside was found: the other assumptions may imply it';

const ENDS =
  'the first and the last line differ at a point of the domain itself, where a line between them is undefined';
const UNPLACED = 'a counterexample was found, and enclosures do not tell whether it lies in the domain';

const drawsOf = ({ draws, undefinedDraws, undecidedDraws }: OutsideDraws): OutsideDraws => ({
  draws,
  undefinedDraws,
  undecidedDraws,
});

const isAsymptotic = ({ statement }: Claim): boolean =>
  statement.kind === 'limit' || statement.kind === 'order';

/** The region without the edges at which a limit may behave as it does nowhere else. */
const interiorOf = ({ symbols, relations }: Domain): Domain => ({
  symbols: new Map(
    [...symbols].map(([name, { integer, lower, upper }]) => [
      name,
      integer
        ? symbols.get(name)!
        : {
            name,
            integer,
            ...(lower && { lower: { ...lower, strict: true } }),
            ...(upper && { upper: { ...upper, strict: true } }),
          },
    ]),
  ),
  relations,
});

/** A chain each step of which holds, refuted by its first and last line: that is searched, and no proof speaks of it. */
export const differsInEndsOnly = (
  { statement }: Claim,
  { counterexample, firstWrongStep }: ClaimResult,
): boolean =>
  (statement.kind === 'chain' || (statement.kind === 'identity' && statement.steps.length > 2)) &&
  counterexample !== undefined &&
  firstWrongStep === undefined;

/**
 * Where a counterexample lies with respect to the domain over which the claim is proved.
 * @param endsOnly it concerns the ends of a chain only, so that it contradicts no proof.
 * @throws FlowproofError `unsound` where it lies inside otherwise (DESIGN rule 4): a claim that is proved has none there.
 */
export function placeOf(
  claim: Claim,
  counterexample: Counterexample,
  endsOnly = false,
): 'outside' | 'undecided' | 'inside' {
  const domain = domainOfCounterexamples(claim);
  // Matrices are in no domain: what is assumed of them they have.
  const point = new Map(
    Object.entries(counterexample.point).flatMap(([name, value]) => {
      const number = domain.symbols.has(name) ? parseRational(value) : undefined;
      return number === undefined ? [] : [[name, number] as const];
    }),
  );
  const inside = containsPoint(domain, point);
  if (inside !== true) return inside === false ? 'outside' : 'undecided';
  if (endsOnly) return 'inside';
  throw new FlowproofError({
    code: 'unsound',
    message: `${claim.derivation}/${claim.id} is proved, and refuted in its own domain`,
    expected: 'a counterexample outside the domain of the claim',
    found: `one at ${JSON.stringify(counterexample.point)}`,
    hint: 'this is a defect of flowproof; please report it with this message, and trust no verdict of this run',
  });
}

/** A counterexample to a limit is a choice of the parameters. */
function domainOfCounterexamples({ statement, domain }: Claim): Domain {
  if (statement.kind !== 'limit' && statement.kind !== 'order') return domain;
  const { variable } = statement;
  return {
    symbols: new Map([...domain.symbols].filter(([name]) => name !== variable)),
    relations: domain.relations.filter(
      ({ left, right }) => ![left, right].some((e) => mentions(e, variable)),
    ),
  };
}
