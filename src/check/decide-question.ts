/** The evidence ladder for one elementary question: a short search, the kernel, a long search. */
import type { Counterexample, Evidence, Verdict } from '../claim/verdict.js';
import { FlowproofError } from '../errors.js';
import { print } from '../expression/print.js';
import { equals } from '../expression/rational.js';
import { proveEquality, proveInequality } from '../kernel/index.js';
import { certifyBox } from './certify-box.js';
import type { Question } from './question.js';
import { remainingMs } from './remaining-ms.js';
import { type SearchResult, searchCounterexample } from './search.js';

export interface QuestionBudget {
  readonly seed: number;
  readonly digits: number;
  readonly runs: number;
  /** Wall time left for this question. */
  readonly ms: number;
  readonly signal?: AbortSignal;
}

export interface Decision {
  readonly verdict: Extract<Verdict, 'proved' | 'certified' | 'supported' | 'undecided' | 'refuted'>;
  readonly evidence: readonly Evidence[];
  readonly counterexample?: Counterexample;
  readonly reason?: string;
}

/** Draws of the first search: enough to refute nearly every false claim before an exact proof is attempted. */
const SHORT_DRAWS = 32;
/** Fewer compared draws than this support nothing, where the domain has more points than one. */
const FEWEST_COMPARED = 5;
const KERNEL_MS = 4_000;
/** Wall time of a branch and bound. */
const CERTIFY_MS = 2_000;
/** After a refutation the kernel is asked only to catch a contradiction. */
const CONTRADICTION_MS = 250;

export async function decideQuestion(question: Question, budget: QuestionBudget): Promise<Decision> {
  const start = performance.now();
  const left = () => remainingMs(budget.ms, start);
  const evidence: Evidence[] = [];
  const search = async (draws: number, round: 0 | 1): Promise<SearchResult> => {
    const begin = performance.now();
    const result = await searchCounterexample(question, {
      draws,
      seed: budget.seed + round,
      digits: budget.digits,
      deadlineMs: left(),
      signal: budget.signal,
    });
    evidence.push(...evidenceOf(result, performance.now() - begin));
    return result;
  };

  if (question.refuteOnly) {
    const found = await search(budget.runs, 0);
    return found.kind === 'refuted'
      ? { verdict: 'refuted', evidence, counterexample: found.counterexample }
      : { verdict: 'supported', evidence };
  }
  const short = await search(Math.min(SHORT_DRAWS, budget.runs), 0);
  const begin = performance.now();
  const proof = prove(
    question,
    budget.seed,
    Math.min(short.kind === 'refuted' ? CONTRADICTION_MS : KERNEL_MS, left()),
  );
  const ms = performance.now() - begin;
  if (short.kind === 'refuted') {
    if (proof.kind === 'proved') throw contradiction(question, short.counterexample);
    return { verdict: 'refuted', evidence, counterexample: short.counterexample };
  }
  if (short.kind === 'vacuous') {
    return {
      verdict: 'undecided',
      evidence,
      reason: `${short.undefinedDraws === short.draws && short.draws > 0 ? 'the claim says nothing: ' : ''}no point was found at which it could be compared (${short.reason})`,
    };
  }
  if (proof.kind === 'proved') {
    const { method, using, certificate } = proof;
    evidence.unshift({
      kind: 'exact-proof',
      method: using.length === 0 ? method : `${method} using ${using.join(', ')}`,
      certificate,
      ...(certificate.decision === 'exact' ? {} : { log2Error: certificate.decision.log2Error }),
      ms,
    });
    return { verdict: 'proved', evidence };
  }
  evidence.push({ kind: 'no-proof', reason: proof.reason, ms });
  // From the edges on again, since a longer search looks at more of them.
  evidence.splice(0, evidence.length, ...evidence.filter((e) => e.kind !== 'sampled'));
  const long = await search(budget.runs, 1);
  if (long.kind === 'refuted') return { verdict: 'refuted', evidence, counterexample: long.counterexample };
  if (long.kind === 'vacuous') return { verdict: 'undecided', evidence, reason: long.reason };
  const covering = performance.now();
  const cover = certifyBox(question, { seed: budget.seed, ms: Math.min(CERTIFY_MS, left()) });
  if (cover !== undefined) {
    evidence.unshift({ kind: 'box-cover', certificate: cover, ms: performance.now() - covering });
    return { verdict: 'certified', evidence, reason: `no exact proof: ${proof.reason}` };
  }
  const thin = tooThin(long, question);
  if (thin !== undefined)
    return { verdict: 'undecided', evidence, reason: `${thin}; no exact proof: ${proof.reason}` };
  return { verdict: 'supported', evidence, reason: `no exact proof: ${proof.reason}` };
}

/** Why the draws that could be compared are too few to support anything. */
function tooThin(
  search: Extract<SearchResult, { kind: 'survived' }>,
  question: Question,
): string | undefined {
  const { draws, undefinedDraws, undecidedDraws } = search;
  const compared = draws - undefinedDraws - undecidedDraws;
  if (undecidedDraws > compared) {
    return `at ${undecidedDraws} of ${draws} draws the enclosures were too wide to compare, at ${compared} they agreed`;
  }
  const free = [...question.domain.symbols.values()].some(({ lower, upper }) => {
    return lower === undefined || upper === undefined || !equals(lower.value, upper.value);
  });
  if (!free || compared >= FEWEST_COMPARED) return undefined;
  return search.interrupted === undefined
    ? `only ${compared} draws could be compared`
    : `the budget ended after ${compared} draws that could be compared`;
}

function prove(question: Question, seed: number, ms: number) {
  const { relation } = question;
  return relation === '='
    ? proveEquality(question, { seed, ms })
    : proveInequality({ ...question, operator: relation }, { seed, ms });
}

/** DESIGN rule 4: an exact proof and a separated enclosure cannot both be right. */
export function contradiction(question: Question, counterexample: Counterexample): FlowproofError {
  return new FlowproofError({
    code: 'unsound',
    message: `the kernel proves what enclosures refute: ${print(question.left)} ${question.relation} ${print(question.right)}`,
    expected: 'a proof and an enclosure that agree',
    found: `a counterexample at ${JSON.stringify(counterexample.point)}`,
    hint: 'this is a defect of flowproof; please report it with this message, and trust no verdict of this run',
  });
}

function evidenceOf(result: SearchResult, ms: number): Evidence[] {
  switch (result.kind) {
    case 'refuted':
      return [{ kind: 'refutation', counterexample: result.counterexample, seed: result.seed, ms }];
    case 'vacuous':
      return [];
    case 'survived': {
      const { draws, undefinedDraws, undecidedDraws, digits, worstError, seed } = result;
      return [{ kind: 'sampled', draws, undefinedDraws, undecidedDraws, digits, worstError, seed, ms }];
    }
  }
}
