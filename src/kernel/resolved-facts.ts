/** Facts as they read on a part of the domain: |s| is s where s is not negative. */
import type { Expression } from '../expression/expression.js';
import { subexpressions } from '../expression/traverse.js';
import type { SignsOf } from '../rules/operation-signs.js';
import { SignNeeded } from '../rules/resolve-signs.js';
import { resolvedForm } from '../rules/resolved-form.js';
import { NULL } from '../rules/signs.js';
import { Judgement } from './judgement.js';
import type { SignOracle } from './sign-oracle.js';

const BY_CASES = new Set(['abs', 'sign', 'min', 'max']);

/** Tells the oracle its own facts again, with abs, sign, min and max resolved where their signs are known. */
export function tellResolvedFacts(oracle: SignOracle): void {
  const turns = (node: Expression): boolean =>
    node.kind === 'call' ? BY_CASES.has(node.name) : node.kind === 'symbol' && oracle.signs(node) === NULL;
  const told: Judgement[] = [];
  for (const from of new Set(oracle.facts.map(({ expression }) => expression))) {
    if (!subexpressions(from).some(turns)) continue;
    const premises: Judgement[] = [];
    const signsOf: SignsOf = (e) => {
      const judgement = oracle.judge(e);
      premises.push(judgement);
      return judgement.signs;
    };
    try {
      const of = resolvedForm(from, signsOf);
      const signs = signsOf(from);
      if (of !== from)
        told.push(new Judgement(of, [{ signs, premises, rule: () => ({ by: 'resolution', from }) }]));
    } catch (error) {
      if (!(error instanceof SignNeeded)) throw error;
    }
  }
  oracle.tell(told);
}
