/** What the sign oracle knows of a quantity, with the reasons: what a certificate needs to say it again. */
import type { SignStep } from '../certificate/certificate.js';
import type { Expression } from '../expression/expression.js';
import { ANY_SIGN, type Signs } from '../rules/signs.js';

type StepBody<Step> = Step extends SignStep ? Omit<Step, 'of' | 'is'> : never;

/** One rule that narrows the signs of a quantity. */
export interface Reason {
  readonly signs: Signs;
  readonly premises: readonly Judgement[];
  /** The rule as a certificate states it. */
  readonly rule: () => StepBody<SignStep>;
}

export class Judgement {
  readonly signs: Signs;
  readonly reasons: readonly Reason[];
  readonly #subject: Expression | (() => Expression);

  constructor(subject: Expression | (() => Expression), reasons: readonly Reason[]) {
    this.#subject = subject;
    const narrowing: Reason[] = [];
    let signs = ANY_SIGN;
    for (const reason of reasons) {
      if ((signs & reason.signs) === signs) continue;
      signs &= reason.signs;
      narrowing.push(reason);
    }
    this.signs = signs;
    this.reasons = narrowing;
  }

  get subject(): Expression {
    return typeof this.#subject === 'function' ? this.#subject() : this.#subject;
  }
}

/** The steps that lead to the judgements, premises first, each once. */
export function stepsTo(judgements: Iterable<Judgement>): SignStep[] {
  const steps: SignStep[] = [];
  const done = new Set<Judgement>();
  const visit = (judgement: Judgement): void => {
    if (done.has(judgement)) return;
    done.add(judgement);
    for (const reason of judgement.reasons) for (const premise of reason.premises) visit(premise);
    const of = judgement.subject;
    for (const reason of judgement.reasons) {
      steps.push({ of, is: reason.signs, ...reason.rule() });
    }
  };
  for (const judgement of judgements) visit(judgement);
  return steps;
}
