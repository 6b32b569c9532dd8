/** Is what an accepted certificate states false? Enclosures say so, which know nothing of certificates. */

import type { Certificate } from '../../../src/certificate/certificate.js';
import type { Question } from '../../../src/check/question.js';
import { searchCounterexample } from '../../../src/check/search.js';
import { FlowproofError } from '../../../src/errors.js';
import { NOUGHT } from '../../../src/expression/expression.js';
import { mentions, subexpressions } from '../../../src/expression/traverse.js';
import { parametersOf } from '../../../src/rules/limit-parameters.js';

function questionsOf(certificate: Certificate): Question[] {
  if (certificate.kind === 'comparison') {
    const { hypotheses, ...statement } = certificate.statement;
    // What rests on hypotheses holds only if they do.
    return hypotheses.length > 0 ? [] : [{ ...statement, label: 'statement' }];
  }
  const { of, variable, domain } = certificate.statement;
  const parameters = parametersOf(domain, variable);
  const alsoDefined = subexpressions(of).filter((e) => !mentions(e, variable));
  const asked = { domain: parameters, alsoDefined, relation: '=' as const, right: NOUGHT };
  return certificate.zeros.map((left) => ({ ...asked, left, label: 'coefficient' }));
}

/** A counterexample in words, if one is found. */
export async function counterexampleTo(certificate: Certificate, seed: number): Promise<string | undefined> {
  for (const question of questionsOf(certificate)) {
    try {
      const found = await searchCounterexample(question, { draws: 60, seed, deadlineMs: 1_000 });
      if (found.kind === 'refuted')
        return `${found.counterexample.because} at ${JSON.stringify(found.counterexample.point)}`;
    } catch (error) {
      // A domain without points, or a formula that does not evaluate: nothing to contradict.
      if (!(error instanceof FlowproofError)) throw error;
    }
  }
  return undefined;
}
