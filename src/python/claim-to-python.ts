import type { ClaimResult } from '../check/result.js';
import type { Approach, Claim, Formula, LimitValue, Statement } from '../claim/claim.js';
import type { Relation, SymbolDomain } from '../domain/domain.js';
import { splitRelation } from '../domain/relation-text.js';
import { parse } from '../expression/parse.js';
import { formatRational, type Rational } from '../expression/rational.js';
import { type Definitions, formulaToPython } from './formula-to-python.js';
import { pythonString } from './python-names.js';

/** Collects the functions of one claim while its call is written. */
class Functions {
  readonly texts: string[] = [];

  constructor(
    readonly prefix: string,
    readonly definitions: Definitions,
    readonly bound: ReadonlySet<string>,
  ) {}

  /** The name of a new function for a formula. */
  of(formula: Pick<Formula, 'typed'>): string {
    const name = `${this.prefix}_${this.texts.length + 1}`;
    this.texts.push(formulaToPython(name, formula.typed, this.definitions, this.bound));
    return name;
  }

  /** `{"x": c1_2, …}`. */
  map(formulas: ReadonlyMap<string, Formula>): string {
    return `{${[...formulas].map(([name, f]) => `${pythonString(name)}: ${this.of(f)}`).join(', ')}}`;
  }
}

type Parts = Readonly<Record<string, string>>;

/** Why a claim of this kind is exported without its formulas. */
const ONLY_NAMED: Readonly<Partial<Record<Statement['kind'], string>>> = {
  boundary: 'boundary',
  identity: 'identity about matrices',
  rate: 'rate of matrices',
};

/**
 * A claim as Python: a function a formula, then the call that registers them with the domain and the verdict.
 * @param prefix names the functions: unique in the script.
 */
export function claimToPython(
  claim: Claim,
  result: ClaimResult | undefined,
  definitions: Definitions,
  prefix: string,
): string {
  const { statement, domain } = claim;
  const functions = new Functions(prefix, definitions, boundOf(statement, domain.symbols));
  const kind = kindOf(statement);
  const parts = ONLY_NAMED[statement.kind] === undefined ? partsOf(statement, functions) : {};
  const relations = domain.relations.map((relation) => relationToPython(relation, functions));
  const symbols = [...symbolsOfClaim(claim)].map(
    ([name, range]) => `${pythonString(name)}: ${rangeToPython(range)}`,
  );
  const point = result?.counterexample && pointToPython(result.counterexample.point);
  const facts = [
    pythonString(`${claim.derivation}/${claim.id}`),
    pythonString(kind),
    pythonString(result?.verdict ?? 'not checked'),
    `{${symbols.join(', ')}}`,
    ...(relations.length > 0 ? [`relations=[${relations.join(', ')}]`] : []),
    ...(point === undefined ? [] : [`counterexample=${point}`]),
    ...Object.entries(parts).map(([name, text]) => `${name}=${text}`),
  ];
  return [...functions.texts, `claim(\n${facts.map((fact) => `    ${fact},`).join('\n')}\n)`].join('\n\n');
}

const kindOf = (statement: Statement): string =>
  ONLY_NAMED[statement.kind] ??
  (statement.kind === 'integral' && statement.range === undefined ? 'antiderivative' : statement.kind);

/** Names that are no abbreviations in a claim although the derivation has an abbreviation of that name. */
function boundOf(statement: Statement, symbols: ReadonlyMap<string, SymbolDomain>): ReadonlySet<string> {
  const own = [...symbols.keys()];
  switch (statement.kind) {
    case 'solves':
      return new Set([...own, ...statement.forms.keys(), statement.variable]);
    case 'conserved':
      return new Set([...own, ...statement.field.keys()]);
    case 'expectation':
      return new Set([...own, ...statement.over.keys()]);
    case 'sum':
      return new Set([...own, statement.over]);
    case 'integral':
      return new Set([...own, statement.by]);
    default:
      return new Set(own);
  }
}

/** The symbols to draw; of the unknowns of `solves` the forms say the values. */
function symbolsOfClaim({ statement, domain }: Claim): ReadonlyMap<string, SymbolDomain> {
  const symbols = new Map(domain.symbols);
  if (statement.kind === 'conserved') {
    for (const name of statement.field.keys()) {
      if (!symbols.has(name)) symbols.set(name, { name, integer: false });
    }
  }
  return symbols;
}

function partsOf(statement: Statement, f: Functions): Parts {
  switch (statement.kind) {
    case 'equality':
      return { left: f.of(statement.left), right: f.of(statement.right) };
    case 'inequality':
      return {
        left: f.of(statement.left),
        operator: pythonString(statement.operator),
        right: f.of(statement.right),
      };
    case 'chain':
      return { steps: `[${statement.steps.map((step) => f.of(step)).join(', ')}]` };
    case 'derivative':
      return { of: f.of(statement.of), by: pythonString(statement.by), value: f.of(statement.is) };
    case 'solves':
      return {
        variable: pythonString(statement.variable),
        forms: f.map(statement.forms),
        field: f.map(statement.field),
        ...(statement.initial && {
          at: f.of(statement.initial.at),
          initial: f.map(statement.initial.values),
        }),
      };
    case 'conserved':
      return { quantity: f.of(statement.quantity), field: f.map(statement.field) };
    case 'limit':
      return { ...approachParts(statement, f), value: limitValue(statement.is, f) };
    case 'extends':
      return { ...approachParts(statement, f), value: f.of(statement.is) };
    case 'order':
      return {
        ...approachParts(statement, f),
        exponent: f.of(statement.exponent),
        exact: statement.exact ? 'True' : 'False',
      };
    case 'integral': {
      const { of, by, is, range } = statement;
      const ends = range && { start: endValue(range.from, f), end: endValue(range.to, f) };
      return { of: f.of(of), by: pythonString(by), ...ends, value: f.of(is) };
    }
    case 'sum': {
      const { of, over, from, to, is } = statement;
      const ends = { start: f.of(from), end: endValue(to, f) };
      return { of: f.of(of), over: pythonString(over), ...ends, value: f.of(is) };
    }
    case 'expectation': {
      const laws = [...statement.over].map(
        ([name, { mean, variance }]) => `${pythonString(name)}: (${f.of(mean)}, ${f.of(variance)})`,
      );
      return { of: f.of(statement.of), over: `{${laws.join(', ')}}`, value: f.of(statement.is) };
    }
    case 'minimiser':
      return {
        of: f.of(statement.of),
        state: pythonString(statement.state),
        speed: f.of(statement.speed),
        initial: f.of(statement.initial),
        each: `[${statement.each.map(pythonString).join(', ')}]`,
      };
    default:
      return {};
  }
}

function approachParts(
  {
    of,
    variable,
    approach,
  }: { readonly of: Formula; readonly variable: string; readonly approach: Approach },
  f: Functions,
): Parts {
  const at = approach.kind === 'point' ? f.of(approach.value) : 'None';
  const side = approach.kind === 'point' ? pythonString(approach.side) : String(approach.sign);
  return { of: f.of(of), variable: pythonString(variable), approach: `{"at": ${at}, "side": ${side}}` };
}

const limitValue = (value: LimitValue, f: Functions): string =>
  value.kind === 'finite' ? f.of(value.value) : value.sign > 0 ? '"inf"' : '"-inf"';

/** An end of an integral or a sum, as a function. */
const endValue = (value: LimitValue, f: Functions): string =>
  value.kind === 'finite' ? f.of(value.value) : `lambda point: ${value.sign > 0 ? 'mp.inf' : '-mp.inf'}`;

function relationToPython({ text, operator }: Relation, f: Functions): string {
  const [left, right] = splitRelation(text).sides.map((side) => f.of({ typed: parse(side.text) }));
  return `(${pythonString(operator)}, ${left}, ${right})`;
}

function rangeToPython({ integer, lower, upper }: SymbolDomain): string {
  const bound = (name: string, { value, strict }: { value: Rational; strict: boolean }) => [
    `${name}="${formatRational(value)}"`,
    ...(strict ? [`${name}_strict=True`] : []),
  ];
  const facts = [
    ...(integer ? ['integer=True'] : []),
    ...(lower ? bound('lower', lower) : []),
    ...(upper ? bound('upper', upper) : []),
  ];
  return `Range(${facts.join(', ')})`;
}

/** The point of a counterexample; undefined where it is not made of numbers. */
function pointToPython(point: Readonly<Record<string, string>>): string | undefined {
  const entries = Object.entries(point);
  if (entries.some(([, text]) => !/^-?\d+(?:\/\d+)?(?:\.\d+)?(?:e-?\d+)?$/.test(text))) return undefined;
  return `{${entries.map(([name, text]) => `${pythonString(name)}: "${text}"`).join(', ')}}`;
}
