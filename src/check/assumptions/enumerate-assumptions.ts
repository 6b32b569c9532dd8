/** The assumptions of a claim: each bound, each type, each relation, each citation; and those that cannot be dropped. */
import type { Claim } from '../../claim/claim.js';
import { mentions } from '../../expression/traverse.js';
import type { Assumption } from './assumption.js';
import { boundAssumption, boundOfRelation, type End } from './weaken-bound.js';
import { changesMeaning, integerAssumption, integerText } from './weaken-integer.js';
import { relationAssumption } from './weaken-relation.js';

/** An assumption that it makes no sense to drop, and why. */
export interface Fixed {
  readonly kind: Assumption['kind'];
  readonly text: string;
  readonly fixed: string;
}

/** Every condition of the domain once, in the order of its symbols, then of its relations. */
export function assumptionsOf(claim: Claim, seed: number): (Assumption | Fixed)[] {
  const { domain, statement } = claim;
  const moving = statement.kind === 'limit' || statement.kind === 'order' ? statement.variable : undefined;
  const found: (Assumption | Fixed)[] = [];
  const stated = new Set<unknown>();
  const ends: readonly End[] = ['lower', 'upper'];
  for (const range of domain.symbols.values()) {
    const { name } = range;
    if (range.integer) {
      const fixed =
        name === moving
          ? `${name} goes to its limit through the integers`
          : changesMeaning(claim, name, seed);
      found.push(
        fixed === undefined ? integerAssumption(name) : { kind: 'integer', text: integerText(name), fixed },
      );
    }
    for (const end of ends) {
      const bound = boundAssumption(domain, name, end);
      if (bound === undefined) continue;
      found.push(
        name === moving
          ? {
              kind: 'bound',
              text: bound.text,
              fixed: `${name} moves to its limit: only values near that count`,
            }
          : bound,
      );
      for (const relation of domain.relations) {
        const same = boundOfRelation(relation, range, end);
        if (same !== undefined && boundOf(range[end]) === boundOf(same)) stated.add(relation);
      }
    }
  }
  for (const relation of domain.relations) {
    if (stated.has(relation)) continue;
    const ties =
      moving !== undefined && [relation.left, relation.right].some((side) => mentions(side, moving));
    found.push(
      ties
        ? {
            kind: 'relation',
            text: relation.text,
            fixed: `it restricts ${moving}, which moves to its limit: only values near that count`,
          }
        : relationAssumption(relation),
    );
  }
  return found;
}

const boundOf = (bound: ReturnType<typeof boundOfRelation>): string =>
  bound === undefined ? '' : `${bound.value.numerator}/${bound.value.denominator} ${bound.strict}`;
