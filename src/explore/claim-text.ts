/** A claim as text, for a program that runs elsewhere: nothing is printed and parsed again, and nothing is rounded. */
import type { Claim } from '../claim/claim.js';
import { looksLikeExpression, rebuildExpression } from '../claim/rebuild-expression.js';
import { FlowproofError } from '../errors.js';
import type { Expression } from '../expression/expression.js';

/** Marks what JSON has no form for. */
const TAG = '$';

/** Nodes of expressions, each once, parts before wholes. */
type Row = readonly [kind: string, ...facts: readonly (string | number)[]];

interface Document {
  readonly nodes: readonly Row[];
  readonly claim: unknown;
}

/** @throws TypeError for data that no claim holds. */
export function claimToText(claim: Claim): string {
  const nodes: Row[] = [];
  const places = new Map<Expression, number>();
  const placeOf = (expression: Expression): number => {
    const known = places.get(expression);
    if (known !== undefined) return known;
    const place = nodes.push(rowOf(expression, placeOf)) - 1;
    places.set(expression, place);
    return place;
  };
  const written = dataOf(claim, (expression) => ({ [TAG]: 'expression', at: placeOf(expression) }));
  return JSON.stringify({ nodes, claim: written } satisfies Document);
}

/**
 * The claim of {@link claimToText}, its expressions those of this program.
 * @throws FlowproofError `claim-text` for another text.
 */
export function claimFromText(text: string): Claim {
  try {
    const { nodes, claim } = JSON.parse(text) as Document;
    const trees: object[] = [];
    for (const row of nodes) trees.push(treeOf(row, trees));
    const built = new Map<number, Expression>();
    const expressionAt = (at: number): Expression => {
      const known = built.get(at) ?? rebuildExpression(trees[at]);
      built.set(at, known);
      return known;
    };
    return restored(claim, expressionAt) as Claim;
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError || error instanceof RangeError))
      throw error;
    throw new FlowproofError({
      code: 'claim-text',
      message: `this is not the text of a claim: ${error.message}`,
      expected: 'what claimToText wrote',
      hint: 'reload the page: it may be of another version than the program that serves it',
    });
  }
}

function rowOf(node: Expression, placeOf: (part: Expression) => number): Row {
  switch (node.kind) {
    case 'number':
      return ['number', String(node.value.numerator), String(node.value.denominator)];
    case 'symbol':
    case 'constant':
      return [node.kind, node.name];
    case 'negate':
      return ['negate', placeOf(node.operand)];
    case 'call':
      return ['call', node.name, ...node.operands.map(placeOf)];
    default:
      return [node.kind, placeOf(node.left), placeOf(node.right)];
  }
}

/** The fields of a node, as {@link rebuildExpression} reads them. */
function treeOf([kind, ...facts]: Row, trees: readonly object[]): object {
  const part = (k: number) => trees[Number(facts[k])];
  switch (kind) {
    case 'number':
      return { kind, value: { numerator: BigInt(facts[0]), denominator: BigInt(facts[1]) } };
    case 'symbol':
    case 'constant':
      return { kind, name: facts[0] };
    case 'negate':
      return { kind, operand: part(0) };
    case 'call':
      return { kind, name: facts[0], operands: facts.slice(1).map((at) => trees[Number(at)]) };
    default:
      return { kind, left: part(0), right: part(1) };
  }
}

function dataOf(value: unknown, ofExpression: (expression: Expression) => object): unknown {
  const inner = (part: unknown) => dataOf(part, ofExpression);
  switch (typeof value) {
    case 'string':
    case 'boolean':
    case 'undefined':
      return value;
    case 'number':
      if (Number.isFinite(value)) return value;
      break;
    case 'bigint':
      return { [TAG]: 'integer', text: String(value) };
    case 'object':
      if (looksLikeExpression(value)) return ofExpression(value as Expression);
      if (Array.isArray(value)) return value.map(inner);
      if (value instanceof Map)
        return { [TAG]: 'map', entries: [...value].map(([key, part]) => [key, inner(part)]) };
      if (value !== null && Object.getPrototypeOf(value) === Object.prototype && !(TAG in value))
        return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, inner(part)]));
      break;
  }
  throw new TypeError(`a claim holds ${String(value)}`);
}

function restored(value: unknown, expressionAt: (at: number) => Expression): unknown {
  const inner = (part: unknown) => restored(part, expressionAt);
  if (Array.isArray(value)) return value.map(inner);
  if (typeof value !== 'object' || value === null) return value;
  const fields = value as Record<string, unknown>;
  switch (fields[TAG]) {
    case undefined:
      return Object.fromEntries(Object.entries(fields).map(([key, part]) => [key, inner(part)]));
    case 'expression':
      return expressionAt(Number(fields.at));
    case 'integer':
      return BigInt(String(fields.text));
    case 'map':
      return new Map((fields.entries as [string, unknown][]).map(([key, part]) => [key, inner(part)]));
    default:
      throw new TypeError(`${String(fields[TAG])} is no part of a claim`);
  }
}
