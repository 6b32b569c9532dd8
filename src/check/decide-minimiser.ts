/**
 * Implicit bias, for any number of coordinates and samples.
 *
 * Let beta_d' = s_d(beta_d) (X^T (y - X beta))_d from beta(0) = b, with continuous s_d > 0, and let P_d be continuously
 * differentiable on the real line. Suppose that P_d'' s_d = k, one positive constant in all coordinates, that P_d'(b_d) = 0, and
 * that P_d' goes to plus and minus infinity with beta_d. Then for every X and y the flow exists for all times and converges to the
 * unique minimiser of sum P_d among the solutions of X^T X beta = X^T y (those of X beta = y, where there are any):
 * - d/dt P_d'(beta_d) = k (X^T r)_d, r = y - X beta, so that P'(beta(t)) = X^T nu(t) for all t, with nu' = k r and nu(0) = 0;
 * - nu moves down the gradient of Psi(nu) = sum P_d*((X^T nu)_d) - y.nu, times k. Psi is convex; P_d* is finite and differentiable,
 *   for P_d' maps the line onto itself. For y in the range of X, Psi is coercive on it, has a minimiser there, and a gradient flow
 *   of a convex function that has one converges to one, where X beta = y. A part of y across the range changes X^T r by nothing;
 * - P' in the row space is the stationarity of a strictly convex problem with linear constraints: sufficient, and the
 *   minimiser is unique.
 *
 * Conversely, if P_d'' s_d differs between two weights (in two coordinates), or P_d'(b_d) is not 0, the claim is false: with one
 * sample x_d = K_d(beta_d), K_d the integral of 1/s_d from b_d, the flow passes through any chosen (beta_1, beta_2) and ends
 * there for y = x.beta, while the minimiser asks for P_1'/P_2' = x_1/x_2. Were that so for all weights, P_d' would be a multiple of
 * K_d, and P_d'' s_d a constant. A constant that is not positive makes a maximum, or no unique minimum.
 */
import type { Claim, Formula, MinimiserStatement, Statement } from '../claim/claim.js';
import type { Domain } from '../domain/domain.js';
import { differentiate } from '../expression/differentiate.js';
import { type Expression, NOUGHT, product, symbol } from '../expression/expression.js';
import { print } from '../expression/print.js';
import { subexpressions, substitute, symbolsOf } from '../expression/traverse.js';
import type { ProvedClaim } from '../kernel/index.js';
import { decideLimit } from './decide-limit.js';
import { type Decision, decideQuestion, type QuestionBudget } from './decide-question.js';
import { undefinedSomewhere } from './defined-throughout.js';
import { orUnsampled, together, undecided } from './near-point.js';
import type { Question } from './question.js';
import { remainingMs } from './remaining-ms.js';

/** What their formulas say of a derivative is not true where they have a kink. */
const KINKED = new Set(['abs', 'sign', 'min', 'max', 'cbrt']);

export async function decideMinimiser(
  claim: Claim,
  statement: MinimiserStatement,
  lemmas: readonly ProvedClaim[],
  budget: QuestionBudget,
): Promise<Decision> {
  const begin = performance.now();
  const left = (): QuestionBudget => ({ ...budget, ms: remainingMs(budget.ms, begin) });
  const { domain } = claim;
  const { state, of, speed, initial } = statement;
  const slope = differentiate(of.expanded, state);
  const curvature = differentiate(slope, state);
  const rate = product(curvature, speed.expanded);
  const ask = async (
    label: string,
    question: Pick<Question, 'relation' | 'left' | 'right' | 'domain'>,
  ): Promise<Decision> =>
    labelled(
      label,
      await decideQuestion(
        { ...question, label, alsoDefined: [], ...(lemmas.length > 0 ? { lemmas } : {}) },
        left(),
      ),
    );
  const start = substitute(slope, new Map([[state, initial.expanded]]));
  const others = anotherCoordinate(domain, statement);
  const decisions = [
    await ask(`the slope of the penalty at ${state} = ${initial.text}, where the flow starts`, {
      relation: '=',
      left: start,
      right: NOUGHT,
      domain: without(domain, state),
    }),
    await ask('the rate of the slope of the penalty along the flow, in two coordinates', {
      relation: '=',
      left: rate,
      right: substitute(rate, others.renamed),
      domain: others.domain,
    }),
    await ask('the sign of that rate', { relation: '>', left: rate, right: NOUGHT, domain }),
  ];
  const wrong = decisions.find(({ verdict }) => verdict === 'refuted');
  if (wrong !== undefined) return wrong;

  decisions.push(
    premise(
      `the speed is positive`,
      await ask('the sign of the speed', { relation: '>', left: speed.expanded, right: NOUGHT, domain }),
    ),
  );
  for (const sign of [1, -1] as const) {
    const end = sign > 0 ? `${state} -> inf` : `${state} -> -inf`;
    const limit: Statement = {
      kind: 'limit',
      of: { ...of, text: print(slope), typed: slope, expanded: slope } satisfies Formula,
      variable: state,
      approach: { kind: 'infinity', sign },
      is: { kind: 'infinite', sign },
    };
    const decision = await orUnsampled(() => decideLimit({ ...claim, statement: limit }, left()));
    decisions.push(premise(`the slope of the penalty is unbounded as ${end}`, decision));
  }
  const rough = roughness([of.expanded, slope, curvature, speed.expanded], claim, statement, left(), lemmas);
  if (rough !== undefined)
    decisions.push({ verdict: 'supported', evidence: [], reason: `the penalty must be smooth: ${rough}` });
  return together(decisions);
}

/** A condition of the theorem. Where it fails the claim may still be true: it is left open. */
function premise(what: string, decision: Decision): Decision {
  if (decision.verdict !== 'refuted') return decision;
  const because = decision.counterexample?.because ?? '';
  return {
    ...undecided(`that the flow ends at a minimiser rests on this, which fails: ${what} (${because})`),
    evidence: decision.evidence.filter(({ kind }) => kind !== 'refutation'),
  };
}

const labelled = (label: string, decision: Decision): Decision => ({
  ...decision,
  ...(decision.reason === undefined ? {} : { reason: `${label}: ${decision.reason}` }),
  ...(decision.counterexample === undefined
    ? {}
    : {
        counterexample: {
          ...decision.counterexample,
          because: `${label}: ${decision.counterexample.because}`,
        },
      }),
});

/** The domain of two coordinates, and the names of the second one's own symbols. */
function anotherCoordinate(domain: Domain, { state, each }: MinimiserStatement) {
  const own = [state, ...each].filter((name) => domain.symbols.has(name));
  const taken = new Set(domain.symbols.keys());
  const names = new Map<string, string>();
  for (const name of own) {
    let other = `${name}_other`;
    while (taken.has(other)) other = `${other}_`;
    taken.add(other);
    names.set(name, other);
  }
  const renamed = new Map([...names].map(([name, other]) => [name, symbol(other)] as const));
  const symbols = new Map(domain.symbols);
  for (const [name, other] of names) symbols.set(other, { ...domain.symbols.get(name)!, name: other });
  const copied = domain.relations
    .filter(({ left, right }) => symbolsOf(left, right).some((name) => names.has(name)))
    .map((relation) => ({
      ...relation,
      left: substitute(relation.left, renamed),
      right: substitute(relation.right, renamed),
    }));
  return { renamed, domain: { symbols, relations: [...domain.relations, ...copied] } };
}

/** The parameters alone: the state has no relations. */
const without = ({ symbols, relations }: Domain, name: string): Domain => ({
  symbols: new Map([...symbols].filter(([known]) => known !== name)),
  relations,
});

/** Why it is not known that the penalty is twice differentiable on the whole line, with a continuous speed. */
function roughness(
  expressions: readonly Expression[],
  { domain }: Claim,
  { state }: MinimiserStatement,
  { seed, ms }: QuestionBudget,
  lemmas: readonly ProvedClaim[],
): string | undefined {
  const kink = subexpressions(...expressions).find(
    (node) => node.kind === 'call' && KINKED.has(node.name) && symbolsOf(node).includes(state),
  );
  if (kink !== undefined) return `${print(kink)} has a kink`;
  return undefinedSomewhere(expressions, [{ parts: [{ domain, put: new Map() }] }], {
    seed,
    ms,
    given: [],
    lemmas,
  });
}
