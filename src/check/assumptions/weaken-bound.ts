/** The bounds of one symbol as assumptions: `x > 1` may give way to `x > 0`, to `x >= 1`, or to nothing. */
import type { Bound, Domain, Relation, RelationOperator, SymbolDomain } from '../../domain/domain.js';
import { clip, literalValue } from '../../domain/domain-conflict.js';
import { fromRational, symbol } from '../../expression/expression.js';
import { compare, equals, formatRational, signOf, ZERO } from '../../expression/rational.js';
import type { Assumption, Weakening } from './assumption.js';

export type End = 'lower' | 'upper';

const MIRRORED = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;

/** The bound that a relation between a bare symbol and a number sets at this end of the symbol, if it does. */
export function boundOfRelation(
  { left, right, operator }: Relation,
  { name, integer }: SymbolDomain,
  end: End,
): Bound | undefined {
  if (operator === '!=') return undefined;
  const bare = left.kind === 'symbol' && left.name === name;
  if (!bare && !(right.kind === 'symbol' && right.name === name)) return undefined;
  const value = literalValue(bare ? right : left);
  const facing: RelationOperator = bare ? operator : MIRRORED[operator];
  if (value === undefined || facing.startsWith('>') !== (end === 'lower')) return undefined;
  return clip({ integer }, facing, value)[end];
}

const sameBound = (a: Bound | undefined, b: Bound | undefined): boolean =>
  a === undefined || b === undefined ? a === b : a.strict === b.strict && equals(a.value, b.value);

/** Does every number within `a` lie within `b`, at this end? */
function within(a: Bound, b: Bound | undefined, end: End): boolean {
  if (b === undefined) return true;
  const order = compare(a.value, b.value);
  return order === 0 ? a.strict || !b.strict : order > 0 === (end === 'lower');
}

/** The bound at one end of a symbol as an assumption; undefined where the end is open. */
export function boundAssumption(domain: Domain, name: string, end: End): Assumption | undefined {
  const range = domain.symbols.get(name)!;
  const bound = range[end];
  if (bound === undefined) return undefined;
  const text = boundText(name, bound, end);
  const stated = domain.relations.filter((r) => sameBound(boundOfRelation(r, range, end), bound));
  const seen: (Bound | undefined)[] = [bound];
  const weakenings: Weakening[] = [];
  for (const target of targets(range, bound, end)) {
    const reached = withBound(domain, name, end, target).symbols.get(name)![end];
    // What another condition of the domain still implies is no weakening.
    if (seen.some((known) => sameBound(known, reached))) continue;
    seen.push(reached);
    weakenings.push({
      ...(reached === undefined ? {} : { instead: boundText(name, reached, end) }),
      weaken: (d) => withBound(d, name, end, target),
      outside: (d) => beyond(withBound(d, name, end, target), name, end, bound),
    });
  }
  return {
    kind: 'bound',
    text: stated.length === 1 ? stated[0].text : text,
    symbols: [name],
    condition: { left: symbol(name), operator: operatorOf(bound, end), right: fromRational(bound.value) },
    weakenings,
  };
}

/** Bounds to try, weakest first: none; the sign alone; the same bound, attained. */
function targets(range: SymbolDomain, bound: Bound, end: End): (Bound | undefined)[] {
  const found: (Bound | undefined)[] = [undefined];
  if (signOf(bound.value) === (end === 'lower' ? 1 : -1)) {
    found.push(clip({ integer: range.integer }, end === 'lower' ? '>' : '<', ZERO)[end]);
  }
  if (bound.strict) found.push({ value: bound.value, strict: false });
  return found;
}

/** The domain with another bound at this end. Relations that state the present bound go; weaker ones stay and bind. */
function withBound(domain: Domain, name: string, end: End, target: Bound | undefined): Domain {
  const range = domain.symbols.get(name)!;
  const relations = domain.relations.filter((r) => !sameBound(boundOfRelation(r, range, end), range[end]));
  const others = relations.map((r) => boundOfRelation(r, range, end)).filter((b) => b !== undefined);
  const tightest = [...(target ? [target] : []), ...others].reduce<Bound | undefined>(
    (best, b) => (within(b, best, end) ? b : best),
    undefined,
  );
  const [lower, upper] = end === 'lower' ? [tightest, range.upper] : [range.lower, tightest];
  return {
    symbols: new Map(domain.symbols).set(name, rangeOf(name, range.integer, lower, upper)),
    relations,
  };
}

const rangeOf = (
  name: string,
  integer: boolean,
  lower: Bound | undefined,
  upper: Bound | undefined,
): SymbolDomain => ({ name, integer, ...(lower && { lower }), ...(upper && { upper }) });

/** The part of a domain on which the symbol lies beyond the bound. */
function beyond(domain: Domain, name: string, end: End, { value, strict }: Bound): Domain {
  const operator = end === 'lower' ? (strict ? '<=' : '<') : strict ? '>=' : '>';
  const symbols = new Map(domain.symbols);
  symbols.set(name, { name, ...clip(domain.symbols.get(name)!, operator, value) });
  return { ...domain, symbols };
}

function operatorOf({ strict }: Bound, end: End) {
  if (end === 'lower') return strict ? '>' : '>=';
  return strict ? '<' : '<=';
}

const boundText = (name: string, bound: Bound, end: End): string =>
  `${name} ${operatorOf(bound, end)} ${formatRational(bound.value)}`;
