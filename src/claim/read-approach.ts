import type { Domain, Relation, SymbolDomain } from '../domain/domain.js';
import { describeRange } from '../domain/symbol-range.js';
import { symbol } from '../expression/expression.js';
import { nearest } from '../expression/nearest.js';
import { compare } from '../expression/rational.js';
import { mentions, symbolsOf } from '../expression/traverse.js';
import type { Approach, Formula, PointApproach } from './claim.js';
import type { FormulaInput } from './document.js';
import type { DataPath } from './places.js';
import type { Problems } from './problems.js';
import { numberOf, readFormula, type Scope } from './read-formula.js';
import { splitApproach, type WrittenApproach } from './split-approach.js';

export interface ReadApproach {
  readonly variable: string;
  readonly approach: Approach;
}

/**
 * Reads `x -> 0+` at `path`. The variable stays within its range: where the domain lets it come from one side only,
 * a two-sided approach means that side, and the other side is a problem; so is a point outside the range's closure.
 * Relations bound the variable where all their symbols are `used`: what the formula mentions stays where it is while
 * the variable moves.
 */
export function readApproach(
  text: string,
  path: DataPath,
  scope: Scope,
  { symbols, relations }: Domain,
  used: ReadonlySet<string>,
  problems: Problems,
): ReadApproach | undefined {
  let written: WrittenApproach;
  try {
    written = splitApproach(text);
  } catch (error) {
    problems.addFromText(path, error);
    return undefined;
  }
  const { variable, target } = written;
  if (target.kind === 'point') {
    return readPointApproach(
      { ...target, variable, input: target.text },
      path,
      scope,
      { symbols, relations },
      used,
      problems,
    );
  }
  const range = rangeOf(variable, path, scope, symbols, problems);
  if (range === undefined) return undefined;
  const domain = { symbols, relations: relationsAmong(relations, new Set([...used, variable])) };
  const end = target.sign > 0 ? 'above' : 'below';
  if (isBounded(range, domain, end)) {
    const message = `${variable} is bounded from ${end} and cannot go to infinity there`;
    problems.add(path, { code: 'approach-outside', message, expected: reachable(variable) });
    return undefined;
  }
  return { variable, approach: { kind: 'infinity', sign: target.sign } };
}

const reachable = (variable: string): string => `a point that ${variable} can come near to`;

function rangeOf(
  variable: string,
  path: DataPath,
  scope: Scope,
  symbols: Domain['symbols'],
  problems: Problems,
): SymbolDomain | undefined {
  const range = symbols.get(variable);
  if (range === undefined) {
    if (!scope.broken.has(variable)) {
      const guess = nearest(variable.slice(0, 60), [...symbols.keys()]);
      const hint = guess ? `did you mean ${guess}?` : `declare ${variable} under symbols`;
      const message = `the variable ${variable} is not a symbol`;
      problems.add(path, { code: 'unknown-symbol', message, expected: 'a declared symbol', hint });
    }
  }
  return range;
}

/** A symbol and a finite point it comes near to, as written: `offset` characters of other text stand before the point. */
export interface WrittenPoint {
  readonly variable: string;
  readonly input: FormulaInput;
  readonly offset: number;
  readonly side: 'left' | 'right' | 'both';
}

/** The same for a finite point. The problems are those of {@link readApproach}. */
export function readPointApproach(
  { variable, input, offset, side: wanted }: WrittenPoint,
  path: DataPath,
  scope: Scope,
  { symbols, relations }: Domain,
  used: ReadonlySet<string>,
  problems: Problems,
): { readonly variable: string; readonly approach: PointApproach } | undefined {
  const range = rangeOf(variable, path, scope, symbols, problems);
  if (range === undefined) return undefined;
  const unreachable = (message: string) => {
    const found = describeRange(range);
    const hint = `choose a point in the closure of that range, or change the range of ${variable}`;
    problems.add(
      path,
      { code: 'approach-outside', message, expected: reachable(variable), found, hint },
      offset,
    );
    return undefined;
  };
  const itself = {
    code: 'approach-point',
    message: `the point mentions ${variable} itself`,
    expected: 'a point that does not move with the variable',
  };
  const pointScope = { ...scope, forbidden: new Map([[variable, itself]]) };
  const value = readFormula(input, path, pointScope, problems, offset);
  if (value === undefined) return undefined;
  if (range.integer) return unreachable(`${variable} is an integer and comes near to no finite point`);
  const fixed = new Set([...used, variable, ...symbolsOf(value.expanded)]);
  const open = openSides(range, value, { symbols, relations: relationsAmong(relations, fixed) });
  if (open === 'none') {
    return unreachable(`${value.text} is not in the closure of the range of ${variable}`);
  }
  if (open !== 'both' && wanted !== 'both' && wanted !== open) {
    const message = `${variable} cannot come to ${value.text} from the ${wanted}`;
    problems.add(path, { code: 'approach-side', message, expected: `an approach from the ${open}` }, offset);
    return undefined;
  }
  const side = wanted === 'both' ? open : wanted;
  return { variable, approach: { kind: 'point', value, side } };
}

const relationsAmong = (relations: readonly Relation[], names: ReadonlySet<string>): readonly Relation[] =>
  relations.filter(({ left, right }) => symbolsOf(left, right).every((name) => names.has(name)));

/** Relations whose one side is the bare variable, written `variable operator other`. */
function* relationsOf(name: string, { relations }: Domain) {
  const variable = symbol(name);
  for (const { left, right, operator } of relations) {
    if (left === variable && operator !== '!=') yield { below: operator.startsWith('<'), other: right };
    if (right === variable && operator !== '!=') yield { below: operator.startsWith('>'), other: left };
  }
}

function isBounded(range: SymbolDomain, domain: Domain, end: 'above' | 'below'): boolean {
  if (end === 'above' ? range.upper : range.lower) return true;
  for (const { below, other } of relationsOf(range.name, domain)) {
    if (below === (end === 'above') && !mentions(other, range.name)) return true;
  }
  return false;
}

/** The sides from which the variable can come to the point, as far as bounds and relations say so outright. */
function openSides(range: SymbolDomain, point: Formula, domain: Domain): 'left' | 'right' | 'both' | 'none' {
  const p = point.expanded;
  const value = numberOf(p);
  const bounds = p.kind === 'symbol' ? domain.symbols.get(p.name) : undefined;
  const least = value ?? bounds?.lower?.value;
  const greatest = value ?? bounds?.upper?.value;
  const { lower, upper } = range;
  // Beyond the whole range of the point: outside. At its very end: only the inner side is left.
  const atLower = lower && greatest ? compare(lower.value, greatest) : -1;
  const atUpper = upper && least ? compare(least, upper.value) : -1;
  let left = atLower < 0;
  let right = atUpper < 0;
  for (const { below, other } of relationsOf(range.name, domain)) {
    if (other !== p) {
      // A fixed symbol between the variable and the point keeps them apart.
      const wall = other.kind === 'symbol' ? domain.symbols.get(other.name) : undefined;
      const end = below ? wall?.upper : wall?.lower;
      const [low, high] = below ? [end?.value, least] : [greatest, end?.value];
      const order = low && high ? compare(low, high) : 1;
      if (order < 0 || (order === 0 && end?.strict)) return 'none';
      continue;
    }
    if (below) right = false;
    else left = false;
  }
  if (atLower > 0 || atUpper > 0 || !(left || right)) return 'none';
  return left && right ? 'both' : left ? 'left' : 'right';
}
