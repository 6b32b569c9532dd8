/** A relation as an assumption: `a < b` may give way to `a <= b`, or to nothing. */
import { inRange } from '../../domain/contains-point.js';
import type { Domain, Relation, RelationOperator } from '../../domain/domain.js';
import { literalValue } from '../../domain/domain-conflict.js';
import { splitRelation } from '../../domain/relation-text.js';
import { symbolsOf } from '../../expression/traverse.js';
import type { Assumption, Weakening } from './assumption.js';

const NEGATED = { '<': '>=', '<=': '>', '>': '<=', '>=': '<' } as const;

export function relationAssumption(relation: Relation): Assumption {
  const { operator, left, right, text } = relation;
  const dropped: Weakening = {
    weaken: (domain) => replaced(domain, relation),
    outside: (domain) => (operator === '!=' ? equal(domain, relation) : negated(domain, relation, operator)),
  };
  const attained = operator === '<' ? '<=' : operator === '>' ? '>=' : undefined;
  const milder: Weakening[] =
    attained === undefined
      ? []
      : [
          {
            instead: withOperator(relation, attained).text,
            weaken: (domain) => replaced(domain, relation, withOperator(relation, attained)),
            outside: (domain) => equal(domain, relation),
          },
        ];
  return {
    kind: 'relation',
    text,
    symbols: symbolsOf(left, right),
    condition: { left, operator, right },
    weakenings: [dropped, ...milder],
  };
}

const replaced = (domain: Domain, relation: Relation, ...by: readonly Relation[]): Domain => ({
  ...domain,
  relations: domain.relations.flatMap((r) => (r === relation ? by : [r])),
});

const negated = (domain: Domain, relation: Relation, operator: keyof typeof NEGATED): Domain =>
  replaced(domain, relation, withOperator(relation, NEGATED[operator]));

/** The points at which both sides are equal. A number a symbol must not equal becomes its range: a thin set is hard to draw. */
function equal(domain: Domain, relation: Relation): Domain {
  const { left, right } = relation;
  for (const [side, other] of [
    [left, literalValue(right)],
    [right, literalValue(left)],
  ] as const) {
    if (side.kind !== 'symbol' || other === undefined) continue;
    const range = domain.symbols.get(side.name)!;
    // A value outside the range leaves no point; the two relations below say so.
    if (!inRange(range, other)) continue;
    const { name, integer } = range;
    const bound = { value: other, strict: false };
    const symbols = new Map(domain.symbols).set(name, { name, integer, lower: bound, upper: bound });
    return { ...replaced(domain, relation), symbols };
  }
  return replaced(domain, relation, withOperator(relation, '<='), withOperator(relation, '>='));
}

/** The relation with another operator, in the author's spelling of its sides. */
function withOperator(relation: Relation, operator: RelationOperator): Relation {
  const [left, right] = splitRelation(relation.text).sides;
  return { ...relation, operator, text: `${left.text} ${operator} ${right.text}` };
}
