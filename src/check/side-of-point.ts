/** From which sides, and at which parameters, the points of a domain come near to a point of one of its symbols. */
import type { Extension } from '../claim/claim.js';
import { relationHolds } from '../domain/contains-point.js';
import type { Domain, Point, Relation, RelationOperator, SymbolDomain } from '../domain/domain.js';
import { clip, findConflict, isEmpty, literalValue } from '../domain/domain-conflict.js';
import { difference, type Expression, fromRational } from '../expression/expression.js';
import { print } from '../expression/print.js';
import { compare } from '../expression/rational.js';
import { mentions, substitute, symbolsOf } from '../expression/traverse.js';
import { asymptotics, type Path } from '../kernel/index.js';

/** The variable comes to its point from one side. */
export interface SideOfPoint {
  readonly path: Extract<Path, { kind: 'point' }>;
  /** `from the right`. */
  readonly words: string;
  /** The parameters at which the domain may have points near the point on this side; the variable is free in it. */
  readonly domain: Domain;
  /**
   * Relations that tie the variable to the parameters in a way `domain` does not express: at some of its parameters the
   * domain may have no points near the point. What is shown at all of them holds all the more; one that is to refute
   * has to be looked at first ({@link comesNear}).
   */
  readonly open: readonly Relation[];
}

const NONE: ReadonlySet<string> = new Set();
const RELATION_STEPS = 500_000;
const RELATION_MS = 2_000;

/** The sides of the point on which the domain may have points near it. */
export function sidesOfPoint(
  domain: Domain,
  { variable, approach }: Extension,
  seed: number,
): readonly SideOfPoint[] {
  const written = { right: [1], left: [-1], both: [1, -1] } as const;
  return written[approach.side]
    .map((side) =>
      sideOfPoint(domain, variable, { kind: 'point', value: approach.value.expanded, side }, seed),
    )
    .filter((side) => side !== undefined);
}

function sideOfPoint(
  domain: Domain,
  variable: string,
  path: SideOfPoint['path'],
  seed: number,
): SideOfPoint | undefined {
  const { value, side } = path;
  const gathered = new Gathered(domain, variable);
  const { lower, upper } = domain.symbols.get(variable) ?? {};
  // Near the point, on its right: above what lies at the point or below it, and below what lies above the point.
  const above: RelationOperator = side > 0 ? '>=' : '>';
  const below: RelationOperator = side > 0 ? '<' : '<=';
  if (lower) gathered.require(value, above, fromRational(lower.value));
  if (upper) gathered.require(value, below, fromRational(upper.value));
  const tied: Relation[] = [];
  for (const relation of domain.relations) {
    const { left, right } = relation;
    if (!mentions(left, variable) && !mentions(right, variable)) continue;
    const wall = wallOf(relation, variable);
    if (wall === undefined) tied.push(relation);
    else if (wall.operator !== '!=')
      gathered.require(value, wall.operator.startsWith('<') ? below : above, wall.at);
  }
  const parameters = gathered.domain();
  if (parameters === undefined) return undefined;
  const open: Relation[] = [];
  for (const relation of tied) {
    const holds = holdsNear(relation, variable, path, parameters, seed);
    if (holds === false) return undefined;
    if (holds === undefined) open.push(relation);
  }
  return { path, words: `from the ${side > 0 ? 'right' : 'left'}`, domain: parameters, open };
}

/** Certainly in the domain: points near the point on this side, at these values of the parameters. */
export function comesNear(
  { path, open }: SideOfPoint,
  variable: string,
  parameters: Point,
  seed: number,
): boolean {
  const fixed = new Map([...parameters].map(([name, value]) => [name, fromRational(value)] as const));
  const real = { symbols: new Map([[variable, { name: variable, integer: false }]]), relations: [] };
  const at = (e: Expression) => substitute(e, fixed);
  return open.every((relation) => {
    const there = { ...relation, left: at(relation.left), right: at(relation.right) };
    return holdsNear(there, variable, { ...path, value: at(path.value) }, real, seed) === true;
  });
}

/**
 * Does a relation hold near the point, on its side, at every one of the parameters (true), at none (false)? Undefined where
 * the exact expansion of the difference of its sides does not tell.
 */
function holdsNear(
  { operator, left, right }: Relation,
  variable: string,
  path: Path,
  domain: Domain,
  seed: number,
): boolean | undefined {
  const known = asymptotics(
    { of: difference(left, right), variable, path, domain },
    { seed, steps: RELATION_STEPS, ms: RELATION_MS },
  );
  if (known.kind === 'unknown') return undefined;
  const holds = known.vanishes
    ? operator === '<=' || operator === '>='
    : operator === '!='
      ? known.nonzero || undefined
      : known.sign && operator.startsWith(known.sign > 0 ? '>' : '<');
  // Where a part of it is undefined, a relation does not hold.
  return holds === true && known.alsoDefined.length > 0 ? undefined : holds;
}

/** The variable stands alone on one side, as `variable operator at`, against something that is always defined. */
function wallOf(
  { left, right, operator }: Relation,
  variable: string,
): { readonly operator: RelationOperator; readonly at: Expression } | undefined {
  const alone = (e: Expression) => e.kind === 'symbol' && e.name === variable;
  const plain = (e: Expression) => !alone(e) && (e.kind === 'symbol' || literalValue(e) !== undefined);
  if (alone(left) && plain(right)) return { operator, at: right };
  if (alone(right) && plain(left)) return { operator: MIRRORED[operator], at: left };
  return undefined;
}

const MIRRORED: Readonly<Record<RelationOperator, RelationOperator>> = {
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
  '!=': '!=',
};

/** The parameters of a domain, with further conditions; the variable loses its range and its relations. */
class Gathered {
  readonly #symbols: Map<string, SymbolDomain>;
  readonly #relations: Relation[];
  #contradicted = false;

  constructor(domain: Domain, variable: string) {
    this.#symbols = new Map(domain.symbols).set(variable, { name: variable, integer: false });
    this.#relations = domain.relations.filter(
      ({ left, right }) => !mentions(left, variable) && !mentions(right, variable),
    );
  }

  require(left: Expression, operator: RelationOperator, right: Expression): void {
    const [a, b] = [literalValue(left), literalValue(right)];
    const strict = operator === '<' || operator === '>' || operator === '!=';
    if (left === right || (a && b && compare(a, b) === 0)) {
      if (strict) this.#contradicted = true;
      return;
    }
    if (a && b) {
      const greater = compare(a, b) > 0;
      if (operator !== '!=' && greater !== operator.startsWith('>')) this.#contradicted = true;
      return;
    }
    if (left.kind === 'symbol' && b) this.#clip(left.name, operator, b);
    else if (right.kind === 'symbol' && a) this.#clip(right.name, MIRRORED[operator], a);
    else this.#relations.push({ operator, left, right, text: `${print(left)} ${operator} ${print(right)}` });
  }

  #clip(name: string, operator: RelationOperator, value: NonNullable<ReturnType<typeof literalValue>>): void {
    const range = this.#symbols.get(name);
    if (range === undefined || operator === '!=') return;
    const clipped = { ...clip(range, operator, value), name };
    this.#symbols.set(name, clipped);
    if (isEmpty(clipped)) this.#contradicted = true;
  }

  /** Undefined where it is plain that nothing satisfies the conditions. */
  domain(): Domain | undefined {
    const domain = { symbols: this.#symbols, relations: this.#relations };
    const never = this.#relations.some(
      (relation) =>
        symbolsOf(relation.left, relation.right).length === 0 &&
        relationHolds(relation, new Map(), NONE) === false,
    );
    return this.#contradicted || never || findConflict(domain) !== undefined ? undefined : domain;
  }
}

/** The domain at the point itself: its variable has the value of the point. Undefined where the domain cannot hold the point. */
export function domainAtPoint(domain: Domain, { variable, approach }: Extension): Domain | undefined {
  const value = approach.value.expanded;
  const at = (e: Expression) => substitute(e, new Map([[variable, value]]));
  const gathered = new Gathered(domain, variable);
  const { lower, upper } = domain.symbols.get(variable) ?? {};
  if (lower) gathered.require(value, lower.strict ? '>' : '>=', fromRational(lower.value));
  if (upper) gathered.require(value, upper.strict ? '<' : '<=', fromRational(upper.value));
  for (const { left, right, operator } of domain.relations) {
    if (mentions(left, variable) || mentions(right, variable))
      gathered.require(at(left), operator, at(right));
  }
  return withoutVariable(gathered.domain(), variable);
}

/** The parameters alone. */
export const withoutVariable = <D extends Domain | undefined>(domain: D, variable: string): D =>
  domain && { ...domain, symbols: new Map([...domain.symbols].filter(([name]) => name !== variable)) };
