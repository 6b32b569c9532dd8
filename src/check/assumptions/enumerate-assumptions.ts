/** The assumptions of a claim: each bound, each type, each relation, each citation; and those that cannot be dropped. */
import type { Claim } from '../../claim/claim.js';
import { isMatrixStatement, sidesOf } from '../../claim/matrix-claim.js';
import type { Bound, SymbolDomain } from '../../domain/domain.js';
import { equals, formatRational, ONE } from '../../expression/rational.js';
import { mentions } from '../../expression/traverse.js';
import { partsOf } from '../../matrix/index.js';
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
  const sizes = isMatrixStatement(statement)
    ? partsOf(sidesOf(statement).map(({ expanded }) => expanded)).sizes
    : NONE;
  for (const range of domain.symbols.values()) {
    const { name } = range;
    if (sizes.has(name)) {
      found.push(...boundsOfSize(range));
      continue;
    }
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

const NONE: ReadonlySet<string> = new Set();

/** That a size is a positive integer is no assumption; what restricts it further is one. */
function boundsOfSize({ name, lower, upper }: SymbolDomain): Fixed[] {
  const fixed = 'matrices of other sizes were not looked at';
  const text = (relation: string, bound: Bound): Fixed => ({
    kind: 'bound',
    text: `${name} ${relation}${bound.strict ? '' : '='} ${formatRational(bound.value)}`,
    fixed,
  });
  const isFirst = lower !== undefined && !lower.strict && equals(lower.value, ONE);
  return [...(lower && !isFirst ? [text('>', lower)] : []), ...(upper ? [text('<', upper)] : [])];
}

const boundOf = (bound: ReturnType<typeof boundOfRelation>): string =>
  bound === undefined ? '' : `${bound.value.numerator}/${bound.value.denominator} ${bound.strict}`;
