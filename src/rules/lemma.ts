/** Earlier claims as tools of a proof: inequalities become sign facts, equalities rewrite from left to right. */
import type { Domain, SymbolDomain } from '../domain/domain.js';
import { integerSymbols } from '../domain/domain.js';
import { difference, type Expression } from '../expression/expression.js';
import { compare } from '../expression/rational.js';
import { fold, subexpressions, symbolsOf, withChildren } from '../expression/traverse.js';
import { rationalValue } from './core-form.js';
import { definednessFacts } from './definedness.js';
import type { SignsOf } from './operation-signs.js';
import type { SignFact } from './sign-facts.js';
import { isSubset, NONNEGATIVE, NONZERO, POSITIVE } from './signs.js';

/** A claim that is already proved over its own domain. */
export interface ProvedClaim {
  readonly id: string;
  readonly relation: '=' | '<' | '<=' | '>' | '>=';
  readonly left: Expression;
  readonly right: Expression;
  readonly domain: Domain;
}

/** What a proof takes from the claims it cites. */
export interface CitedClaims {
  readonly facts: readonly SignFact[];
  readonly rewrite: (e: Expression) => Expression;
  /** The claims that could be used, and why the others could not. */
  readonly used: readonly ProvedClaim[];
  readonly refused: readonly { readonly id: string; readonly reason: string }[];
}

/**
 * A cited claim may be used where its domain contains the present one and both its sides are provably defined wherever
 * the present claim speaks: a proved claim says nothing about points at which a side of it is undefined.
 */
export function cite(lemmas: readonly ProvedClaim[], domain: Domain, signs: SignsOf): CitedClaims {
  const facts: SignFact[] = [];
  const rules = new Map<Expression, Expression>();
  const used: ProvedClaim[] = [];
  const refused: { id: string; reason: string }[] = [];
  for (const lemma of lemmas) {
    const reason = refusal(lemma, domain, signs);
    if (reason !== undefined) {
      refused.push({ id: lemma.id, reason });
      continue;
    }
    used.push(lemma);
    if (lemma.relation === '=') {
      if (lemma.left !== lemma.right) rules.set(lemma.left, lemma.right);
      continue;
    }
    const up = lemma.relation.startsWith('>');
    facts.push({
      expression: up ? difference(lemma.left, lemma.right) : difference(lemma.right, lemma.left),
      signs: lemma.relation.endsWith('=') ? NONNEGATIVE : POSITIVE,
    });
  }
  // Rules may lead on to each other; none leads back further than their number.
  const target = (from: Expression): Expression | undefined => {
    let to = rules.get(from);
    for (let i = 0; i < rules.size && to !== undefined && rules.has(to); i++) to = rules.get(to);
    return to;
  };
  const rewrite = (e: Expression): Expression =>
    rules.size === 0 ? e : fold<Expression>(e, (node, parts) => target(node) ?? withChildren(node, parts));
  return { facts, rewrite, used, refused };
}

function refusal(
  { left, right, domain: own }: ProvedClaim,
  domain: Domain,
  signs: SignsOf,
): string | undefined {
  for (const name of symbolsOf(left, right)) {
    if (!domain.symbols.has(name)) return `it speaks of ${name}, which the claim does not`;
  }
  for (const range of own.symbols.values()) {
    const here = domain.symbols.get(range.name);
    if (here === undefined || !contains(range, here)) return `its domain restricts ${range.name}`;
  }
  for (const relation of own.relations) {
    const same = domain.relations.some(
      (r) => r.operator === relation.operator && r.left === relation.left && r.right === relation.right,
    );
    if (!same) return `its domain needs ${relation.text}`;
  }
  // Whether x^n with an integer symbol n is defined at x = 0 is not among the facts.
  const powers = subexpressions(left, right).some(
    (node) =>
      node.kind === 'power' &&
      rationalValue(node.right) === undefined &&
      !isSubset(signs(node.left), NONZERO),
  );
  if (powers) return 'it holds a symbolic power of something that may be zero';
  const defined = definednessFacts([left, right], integerSymbols(domain)).every((fact) => {
    const there = signs(fact.expression);
    return there !== 0 && isSubset(there, fact.signs);
  });
  return defined ? undefined : 'it could not be shown to be defined wherever the claim is';
}

/** Is every value of `inner` in the range `outer`? */
function contains(outer: SymbolDomain, inner: SymbolDomain): boolean {
  // An integer symbol in place of a real one can change what a power means.
  if (outer.integer !== inner.integer) return false;
  if (outer.lower) {
    if (!inner.lower) return false;
    const order = compare(inner.lower.value, outer.lower.value);
    if (order < 0 || (order === 0 && outer.lower.strict && !inner.lower.strict)) return false;
  }
  if (outer.upper) {
    if (!inner.upper) return false;
    const order = compare(inner.upper.value, outer.upper.value);
    if (order > 0 || (order === 0 && outer.upper.strict && !inner.upper.strict)) return false;
  }
  return true;
}
