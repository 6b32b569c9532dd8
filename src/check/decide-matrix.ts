/** The evidence ladder for claims about matrices of every size: a short search for instances, the matrix kernel, a long search. */
import type { Claim } from '../claim/claim.js';
import { type MatrixStatementKind, sidesOf } from '../claim/matrix-claim.js';
import type { Evidence } from '../claim/verdict.js';
import type { Domain } from '../domain/domain.js';
import { FlowproofError } from '../errors.js';
import { compare, ONE } from '../expression/rational.js';
import { type Drawing, type MatrixEquation, partsOf } from '../matrix/index.js';
import { type MatrixProof, proveMatrix } from '../matrix-kernel/index.js';
import type { Decision, QuestionBudget } from './decide-question.js';
import { type MatrixQuestion, questionsOrReason, reasonOf } from './matrix-questions.js';
import { remainingMs } from './remaining-ms.js';
import { type InstanceSearch, searchInstances } from './search-instances.js';

const SHORT_DRAWS = 40;
/** A long search asks for many more draws where the hypotheses leave few instances. */
const LONG_FACTOR = 2;
const FEWEST_COMPARED = 5;
/** A proof needs one instance to speak of something; it is looked for alike whatever `--runs` is, so that a replay finds it. */
const WITNESS_DRAWS = 2_000;

/** One part of a claim with its decision; `step` of a chain, from one line to the next, counting from 1. */
export interface MatrixPart {
  readonly label: string;
  readonly step?: number;
  readonly decision: Decision;
}

/** @param cited equations of proved claims that may be used like what is given. */
export function decideMatrix(
  claim: Claim,
  statement: MatrixStatementKind,
  cited: readonly CitedEquation[],
  budget: QuestionBudget,
): readonly MatrixPart[] {
  const start = performance.now();
  const questions = questionsOrReason(statement);
  if (typeof questions === 'string')
    return [{ label: '', decision: { verdict: 'undecided', evidence: [], reason: questions } }];
  const parts: MatrixPart[] = [];
  for (const [i, question] of questions.entries()) {
    const left = { ...budget, ms: remainingMs(budget.ms, start) };
    const decision = decide(claim, statement, question, cited, left);
    if (question.refuteOnly && decision.verdict !== 'refuted') continue;
    const step = questions.length > 1 && !question.refuteOnly ? { step: i + 1 } : {};
    parts.push({ label: question.label, decision, ...step });
    if (decision.verdict === 'refuted' || budget.signal?.aborted) break;
  }
  return parts;
}

/** An equation of a proved claim, with the id of that claim. */
export interface CitedEquation extends MatrixEquation {
  readonly id: string;
}

function decide(
  claim: Claim,
  statement: MatrixStatementKind,
  question: MatrixQuestion,
  cited: readonly CitedEquation[],
  budget: QuestionBudget,
): Decision {
  const start = performance.now();
  const evidence: Evidence[] = [];
  const drawing = drawingOf(claim, statement);
  const search = (draws: number, round: 0 | 1, wanted?: number): InstanceSearch => {
    const begin = performance.now();
    const seed = budget.seed + round;
    const found = searchInstances(question, drawing, {
      draws,
      seed,
      ms: remainingMs(budget.ms, start),
      wanted,
      signal: budget.signal,
    });
    const ms = performance.now() - begin;
    const { counterexample, instances, undefinedDraws, agreeing } = found;
    if (counterexample === undefined)
      evidence.push({ kind: 'instances', instances, undefinedInstances: undefinedDraws, agreeing, seed, ms });
    else evidence.push({ kind: 'refutation', counterexample, seed, ms });
    return found;
  };

  const short = search(Math.min(SHORT_DRAWS, budget.runs), 0);
  if (question.refuteOnly && short.counterexample === undefined) return { verdict: 'supported', evidence };
  const begin = performance.now();
  const proof = prove(claim, statement, question, cited, budget.seed);
  const ms = performance.now() - begin;
  if (short.counterexample !== undefined) {
    if (proof.kind === 'proved') throw contradiction(question, short);
    return { verdict: 'refuted', evidence, counterexample: short.counterexample };
  }
  if (proof.kind === 'proved') {
    const found = short.agreeing > 0 ? short : search(WITNESS_DRAWS, 1, 1);
    if (found.counterexample !== undefined) throw contradiction(question, found);
    const using = cited.length === 0 ? '' : ` using ${[...new Set(cited.map(({ id }) => id))].join(', ')}`;
    const method = `a combination of what is given, for every size${using}`;
    evidence.unshift({ kind: 'exact-proof', method, certificate: proof.certificate, ms });
    if (found.agreeing > 0) return { verdict: 'proved', evidence };
    return { verdict: 'undecided', evidence, reason: mayBeEmpty(found, statement) };
  }
  evidence.push({ kind: 'no-proof', reason: proof.reason, ms });
  evidence.splice(0, evidence.length, ...evidence.filter((e) => e.kind !== 'instances'));
  const long = search(budget.runs * LONG_FACTOR, 1);
  if (long.counterexample !== undefined)
    return { verdict: 'refuted', evidence, counterexample: long.counterexample };
  const isWide = long.agreeingBeyondOne > 0 || !mayBeBeyondOne(drawing);
  if (long.agreeing >= FEWEST_COMPARED && isWide)
    return { verdict: 'supported', evidence, reason: `no exact proof: ${proof.reason}` };
  const thin =
    long.agreeing >= FEWEST_COMPARED
      ? 'all matrices that were found to satisfy what is given are 1 x 1'
      : long.agreeing > 0
        ? `only ${long.agreeing} instances could be compared`
        : mayBeEmpty(long, statement);
  return { verdict: 'undecided', evidence, reason: `${thin}; no exact proof: ${proof.reason}` };
}

/** Does the domain leave room for a size above 1? */
const mayBeBeyondOne = ({ domain, sizes }: Drawing): boolean =>
  [...sizes].some((name) => {
    const upper = domain.symbols.get(name)?.upper;
    return upper === undefined || compare(upper.value, ONE) > 0;
  });

function mayBeEmpty({ instances, undefinedDraws }: InstanceSearch, { given }: MatrixStatementKind): string {
  if (instances > 0 && undefinedDraws === instances)
    return `the claim says nothing at any of ${instances} instances: a side is not defined there`;
  if (instances > 0) return `at ${instances} instances the sides could not be evaluated`;
  return given.length === 0
    ? 'no matrices of its sizes and symbols were found'
    : `no matrices were found that satisfy what is given (${given.map(({ left, right }) => `${left.text} = ${right.text}`).join('; ')}): the claim may say nothing`;
}

/** Draws of the claim over another domain, all its questions together. @throws as {@link searchInstances} */
export function searchOutside(
  claim: Claim,
  statement: MatrixStatementKind,
  region: Domain,
  options: {
    readonly draws: number;
    readonly seed: number;
    readonly ms: number;
    readonly signal?: AbortSignal;
  },
): InstanceSearch | undefined {
  const questions = questionsOrReason(statement);
  if (typeof questions === 'string') return undefined;
  const drawing = drawingOf({ ...claim, domain: region }, statement);
  const found = questions
    .filter(({ refuteOnly }) => !refuteOnly)
    .map((question) => searchInstances(question, drawing, options));
  // What refutes one question refutes the claim; else the question that was compared least often tells.
  return found.sort(
    (a, b) =>
      Number(b.counterexample !== undefined) - Number(a.counterexample !== undefined) ||
      a.agreeing - b.agreeing,
  )[0];
}

function drawingOf(claim: Claim, statement: MatrixStatementKind): Drawing {
  const { letters, sizes } = partsOf(sidesOf(statement).map(({ expanded }) => expanded));
  const given = statement.given.map(({ left, right }) => ({ left: left.expanded, right: right.expanded }));
  return { letters: [...letters.values()], given, domain: claim.domain, sizes };
}

function prove(
  { domain }: Claim,
  { given }: MatrixStatementKind,
  { left, right }: MatrixQuestion,
  cited: readonly CitedEquation[],
  seed: number,
): MatrixProof {
  const hypotheses = given.map((g) => ({ left: g.left.expanded, right: g.right.expanded }));
  const lemmas = cited.map((equation) => ({ left: equation.left, right: equation.right }));
  try {
    return proveMatrix({ left, right, given: [...hypotheses, ...lemmas], domain }, { seed });
  } catch (error) {
    return { kind: 'not-proved', reason: reasonOf(error) };
  }
}

/** DESIGN rule 4: an exact proof and a counterexample cannot both be right. */
function contradiction({ left, right }: MatrixEquation, { counterexample }: InstanceSearch): FlowproofError {
  return new FlowproofError({
    code: 'unsound',
    message: `the matrix kernel proves what an instance refutes: ${left.text} = ${right.text}`,
    expected: 'a proof and instances that agree',
    found: `a counterexample at ${JSON.stringify(counterexample?.point)}`,
    hint: 'this is a defect of flowproof; please report it with this message, and trust no verdict of this run',
  });
}
