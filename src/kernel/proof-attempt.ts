/** What every proof of a comparison shares: the statement, what it may use, its budget, and the checker at the end. */

import type {
  ComparisonCertificate,
  ComparisonOperator,
  Hypothesis,
  Proof,
  SignStep,
  Statement,
} from '../certificate/certificate.js';
import { Rejected } from '../certificate/rejected.js';
import type { Decision, StoredCertificate } from '../certificate/stored-form.js';
import { decideCertificate } from '../checker/check-certificate.js';
import { store } from '../checker/stored-certificate.js';
import type { Domain } from '../domain/domain.js';
import { integerSymbols } from '../domain/domain.js';
import { FlowproofError } from '../errors.js';
import type { Expression } from '../expression/expression.js';
import { subexpressions } from '../expression/traverse.js';
import { NotInvertible, WorkExhausted } from '../rules/algebra.js';
import { Budget, BudgetExhausted } from '../rules/budget.js';
import { definednessFacts } from '../rules/definedness.js';
import { cite } from '../rules/lemma.js';
import type { SignsOf } from '../rules/operation-signs.js';
import { boxOf, factsOfDomain, type SignFact } from '../rules/sign-facts.js';
import type { Judgement } from './judgement.js';
import { stepsTo } from './judgement.js';
import { DivisorVanishes } from './resolver.js';
import { SignOracle } from './sign-oracle.js';

/** A comparison to prove wherever both sides, and `alsoDefined`, are defined. */
export interface ComparisonGoal {
  readonly relation: ComparisonOperator;
  readonly left: Expression;
  readonly right: Expression;
  readonly domain: Domain;
  readonly alsoDefined?: readonly Expression[];
  /** Earlier claims the proof may use. */
  readonly lemmas?: readonly Hypothesis[];
}

export interface KernelOptions {
  readonly seed: number;
  /** Elementary steps and milliseconds the attempt may take. */
  readonly steps?: number;
  readonly ms?: number;
}

export interface Proved {
  readonly kind: 'proved';
  /** Written down when it is asked for. */
  readonly certificate: StoredCertificate;
  /** How, in a word or two. */
  readonly method: string;
  /** Ids of the claims the proof rests on. */
  readonly using: readonly string[];
}

export type ProofResult = Proved | { readonly kind: 'not-proved'; readonly reason: string };

/** The search found no proof; the message says why. */
export class NotProved extends Error {}

/** Claims with more distinct subexpressions are not attempted. */
const MAX_SUBEXPRESSIONS = 30_000;

/** What a search for a proof works with. */
export interface Attempt {
  readonly statement: Statement;
  readonly rewrite: (e: Expression) => Expression;
  readonly facts: readonly SignFact[];
  readonly budget: Budget;
}

/** Signs from an oracle, and the judgements that were asked for: they have to stand in the certificate. */
export class AskedSigns {
  readonly #asked = new Map<Expression, Judgement>();
  readonly #judge: (e: Expression) => Judgement;

  /** @param source an oracle, or what else judges. */
  constructor(source: SignOracle | ((e: Expression) => Judgement)) {
    this.#judge = source instanceof SignOracle ? (e) => source.judge(e) : source;
  }

  of: SignsOf = (e) => {
    const judgement = this.#judge(e);
    this.#asked.set(e, judgement);
    return judgement.signs;
  };

  get steps(): SignStep[] {
    return stepsTo(this.#asked.values());
  }
}

/**
 * Runs a search and hands what it finds to the checker, whose word counts. Never throws for a claim it cannot settle.
 * @param method names the proof for the report.
 */
export function attempt(
  goal: ComparisonGoal,
  options: Required<KernelOptions>,
  method: string,
  search: (attempt: Attempt) => Proof,
): ProofResult {
  const budget = new Budget(options.steps, options.ms);
  const defined = [goal.left, goal.right, ...(goal.alsoDefined ?? [])];
  const size = subexpressions(...defined).length;
  if (size > MAX_SUBEXPRESSIONS) {
    const reason = `${size} distinct subexpressions are more than the kernel looks at (${MAX_SUBEXPRESSIONS})`;
    return { kind: 'not-proved', reason };
  }
  try {
    const own = [...factsOfDomain(goal.domain), ...definednessFacts(defined, integerSymbols(goal.domain))];
    const lemmas = goal.lemmas ?? [];
    let oracle: SignOracle | undefined;
    const grounds = new AskedSigns((e) => {
      oracle ??= new SignOracle(own, budget, boxOf(goal.domain));
      return oracle.judge(e);
    });
    const cited = cite(lemmas, goal.domain, grounds.of);
    const { relation, left, right, domain, alsoDefined = [] } = goal;
    const hypotheses = cited.used.map(({ id, relation: r, left: a, right: b, domain: d }) => ({
      id,
      relation: r,
      left: a,
      right: b,
      domain: d,
    }));
    const statement: Statement = { relation, left, right, domain, alsoDefined, hypotheses };
    const facts = [...own, ...cited.facts];
    const proof = search({ statement, rewrite: cited.rewrite, facts, budget });
    const steps = hypotheses.length === 0 ? [] : grounds.steps;
    const using = [...new Set(hypotheses.map((h) => h.id))];
    const certificate: ComparisonCertificate = { kind: 'comparison', statement, grounds: steps, proof };
    return new CheckedProof(certificate, decideCertificate(certificate, budget), method, using);
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === undefined) throw error;
    return { kind: 'not-proved', reason };
  }
}

class CheckedProof implements Proved {
  readonly kind = 'proved';
  #stored: StoredCertificate | undefined;

  constructor(
    private readonly checked: ComparisonCertificate,
    private readonly decision: Decision,
    readonly method: string,
    readonly using: readonly string[],
  ) {}

  get certificate(): StoredCertificate {
    this.#stored ??= store(this.checked, this.decision);
    return this.#stored;
  }
}

/** Why an attempt ended, for failures that are answers rather than defects. */
export function reasonOf(error: unknown): string | undefined {
  if (error instanceof NotProved || error instanceof BudgetExhausted) return error.message;
  if (error instanceof DivisorVanishes || error instanceof NotInvertible) {
    return 'a divisor vanishes identically, or its radicals are dependent in a way the kernel does not see';
  }
  if (error instanceof WorkExhausted) return 'the radicals of the claim generate too large an algebra';
  // What is enclosed along the way may be too long to write out where the claim is not.
  if (error instanceof FlowproofError && error.code === 'magnitude-too-large') return error.message;
  if (error instanceof Rejected) return `the proof that was found is not complete: ${error.message}`;
  return undefined;
}
