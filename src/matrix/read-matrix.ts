import type {
  ArrayNode,
  ConstantNode,
  FunctionNode,
  MathNode,
  OperatorNode,
  ParenthesisNode,
  SymbolNode,
} from 'mathjs';
import {
  type BinaryOperator,
  binary,
  call,
  constant,
  type Expression,
  negation,
  quotient,
  symbol,
  UNIT,
} from '../expression/expression.js';
import { refuseNode } from '../expression/foreign-syntax.js';
import { fail, offsetOfName } from '../expression/formula-failure.js';
import { spellGreek } from '../expression/greek.js';
import { nearest } from '../expression/nearest.js';
import { functionName, literalOf, parseTree } from '../expression/parse.js';
import { type Draft, knownDraft, type MatrixDraft, type ScalarDraft, scalarDraft } from './draft.js';
import { asMatrix, fitting, requireMatrix, requireSquare, settled } from './draft-shapes.js';
import { refuseTooLarge } from './formula-size.js';
import type { MatrixExpression, MatrixScalar } from './matrix-expression.js';
import * as make from './matrix-expression.js';
import { callMatrixFunction, MATRIX_FUNCTIONS, settledNow } from './matrix-functions.js';
import { type MatrixNames, RESERVED_MATRIX_NAMES } from './matrix-names.js';
import { UnknownSize, unknownShapeText } from './shape-unknown.js';

/** A formula with matrices in it: its value is a matrix or a scalar. */
export type MatrixFormula = { readonly text: string } & (
  | { readonly kind: 'matrix'; readonly value: MatrixExpression }
  | { readonly kind: 'scalar'; readonly value: Expression }
) & {
    /** Scalars made of matrices that the formula speaks of, by the names of their symbols. */
    readonly scalars: ReadonlyMap<string, MatrixScalar>;
  };

const MAX_LENGTH = 20_000;
const EXPECTED = "matrix mathematics such as W2'*W2 - W1*W1' or trace(inv(A)*B)";

/**
 * Reads sides that are to be equal: an `I` or a `0` on one side takes its size from the other.
 * @throws FlowproofError `shape-mismatch`, `shape-unknown`, `formula-syntax`, `formula-unsupported`, `unknown-name`, …
 */
export function readMatrixSides(
  texts: readonly string[],
  names: MatrixNames,
  failed: SideFailure = rethrow,
): MatrixFormula[] {
  const readers = texts.map((text) => new Reader(text, names));
  const within = <Value>(i: number, work: () => Value): Value => {
    try {
      return work();
    } catch (error) {
      return failed(i, error);
    }
  };
  const drafts = readers.map((reader, i) => within(i, () => reader.read()));
  const [shaped] = drafts.filter((draft) => draft.kind === 'matrix');
  const sides = drafts.map((draft, i) => {
    if (shaped === undefined || draft === shaped) return draft;
    return within(i, () => fitting(asMatrix(draft, shaped.shape), shaped, 'the sides'));
  });
  return sides.map((draft, i) =>
    within(i, (): MatrixFormula => {
      const rest = { text: texts[i], scalars: readers[i].scalars };
      return draft.kind === 'matrix'
        ? { kind: 'matrix', value: refuseTooLarge(draft.build(), texts[i]), ...rest }
        : { kind: 'scalar', value: draft.build(), ...rest };
    }),
  );
}

/** Told which side could not be read, and why. */
export type SideFailure = (side: number, error: unknown) => never;

const rethrow: SideFailure = (_side, error) => {
  throw error;
};

/** Reads one formula. @throws FlowproofError */
export const readMatrix = (text: string, names: MatrixNames): MatrixFormula =>
  readMatrixSides([text], names)[0];

const SCALAR_OPERATORS = new Map<string, BinaryOperator>([
  ['add', 'add'],
  ['subtract', 'subtract'],
  ['multiply', 'multiply'],
  ['divide', 'divide'],
  ['pow', 'power'],
]);

class Reader {
  readonly scalars = new Map<string, MatrixScalar>();
  readonly #text: string;
  readonly #names: MatrixNames;

  constructor(text: string, names: MatrixNames) {
    this.#text = text;
    this.#names = names;
  }

  read(): Draft {
    if (this.#text.length > MAX_LENGTH)
      return fail(undefined, {
        code: 'formula-too-large',
        message: 'the formula is too long',
        expected: `at most ${MAX_LENGTH} characters`,
        found: `${this.#text.length} characters`,
      });
    const tree = parseTree(this.#text, EXPECTED);
    refuseDeep(tree);
    return this.#draft(tree);
  }

  #draft(node: MathNode): Draft {
    switch (node.type) {
      case 'ParenthesisNode':
        return this.#draft((node as ParenthesisNode).content);
      case 'ConstantNode':
        return this.#literal(node as ConstantNode);
      case 'SymbolNode':
        return this.#name((node as SymbolNode).name);
      case 'OperatorNode':
        return this.#operator(node as OperatorNode);
      case 'FunctionNode':
        return this.#call(node as FunctionNode);
      case 'ArrayNode':
        return this.#blocks(node as ArrayNode);
      default:
        return refuseNode(node, this.#text);
    }
  }

  #literal(node: ConstantNode): ScalarDraft {
    const value = literalOf(node, this.#text);
    const isZero = value.kind === 'number' && value.value.numerator === 0n;
    return { kind: 'scalar', build: () => value, text: node.toString(), isZero };
  }

  #name(typed: string): Draft {
    const name = spellGreek(typed);
    const letter = this.#names.letters.get(name);
    if (letter) return knownDraft(letter, name);
    const meaning = this.#names.meanings?.get(name);
    if (meaning) return this.#meant(meaning, name);
    if (this.#names.scalars.has(name)) return scalarDraft(() => symbol(name), name);
    if (name === 'pi' || name === 'e') return scalarDraft(() => constant(name), name);
    if (name === 'I') {
      const size = new UnknownSize();
      const shape = { rows: size, columns: size };
      return { kind: 'matrix', shape, text: 'I', build: () => make.identity(settled(shape, 'I').rows) };
    }
    const { letters, scalars, meanings = new Map() } = this.#names;
    const declared = [...letters.keys(), ...meanings.keys(), ...scalars];
    const guess = nearest(name.slice(0, 60), [...declared, ...RESERVED_MATRIX_NAMES]);
    return fail(offsetOfName(this.#text, typed), {
      code: 'unknown-name',
      message: `${name.slice(0, 60)} is neither a matrix nor a symbol of this claim`,
      expected: `one of ${declared.slice(0, 20).join(', ')}${declared.length > 20 ? ', …' : ''}`,
      hint: guess ? `did you mean ${guess}?` : undefined,
    });
  }

  #meant(meaning: MatrixFormula, name: string): Draft {
    for (const [key, made] of meaning.scalars) this.scalars.set(key, made);
    return meaning.kind === 'matrix'
      ? knownDraft(meaning.value, name)
      : scalarDraft(() => meaning.value, name);
  }

  #operator(node: OperatorNode): Draft {
    const name = node.fn as string;
    const text = node.toString();
    if (name === 'ctranspose' || name === 'transpose')
      return this.#transposed(this.#matrix(node.args[0]), text);
    if (name === 'unaryPlus') return this.#draft(node.args[0]);
    if (name === 'unaryMinus') {
      const of = this.#draft(node.args[0]);
      return of.kind === 'scalar'
        ? { ...scalarDraft(() => negation(of.build()), text), isZero: of.isZero }
        : { ...of, text, build: () => make.negate(of.build()) };
    }
    const operator = SCALAR_OPERATORS.get(name);
    if (operator === undefined || node.args.length !== 2) return refuseNode(node, this.#text);
    if (operator === 'power') return this.#power(node.args[0], node.args[1], text);
    const [left, right] = node.args.map((arg) => this.#draft(arg));
    if (left.kind === 'scalar' && right.kind === 'scalar')
      return scalarDraft(() => binary(operator, left.build(), right.build()), text);
    switch (operator) {
      case 'multiply':
        return this.#product(left, right, text);
      case 'divide':
        if (left.kind === 'matrix' && right.kind === 'scalar')
          return { ...left, text, build: () => make.scale(quotient(UNIT, right.build()), left.build()) };
        return fail(undefined, {
          code: 'formula-unsupported',
          message: `${text} divides by a matrix`,
          expected: 'a division by a scalar',
          hint: 'multiply with inv(…), from the left or from the right',
        });
      default: {
        const [first, second] =
          left.kind === 'matrix'
            ? [left, asMatrix(right, left.shape)]
            : [asMatrix(left, (right as MatrixDraft).shape), right as MatrixDraft];
        fitting(second, first, `the terms of ${text}`);
        const join = operator === 'add' ? make.add : make.subtract;
        return { kind: 'matrix', shape: first.shape, text, build: () => join(first.build(), second.build()) };
      }
    }
  }

  #product(left: Draft, right: Draft, text: string): MatrixDraft {
    if (left.kind === 'scalar' || right.kind === 'scalar') {
      const [by, of] = left.kind === 'scalar' ? [left, right as MatrixDraft] : [right as ScalarDraft, left];
      return { ...of, text, build: () => make.scale(by.build(), of.build()) };
    }
    if (!left.shape.columns.unite(right.shape.rows))
      return fail(undefined, {
        code: 'shape-mismatch',
        message: `${text}: ${left.text} is ${unknownShapeText(left.shape)} and cannot be multiplied with ${right.text}, which is ${unknownShapeText(right.shape)}`,
        expected: `${left.shape.columns.size?.key} rows`,
        found: `${right.shape.rows.size?.key} rows`,
      });
    return {
      kind: 'matrix',
      shape: { rows: left.shape.rows, columns: right.shape.columns },
      text,
      build: () => make.multiply(left.build(), right.build()),
    };
  }

  #power(base: MathNode, exponent: MathNode, text: string): Draft {
    const of = this.#draft(base);
    if (of.kind === 'scalar') {
      const by = this.#scalar(exponent);
      return scalarDraft(() => binary('power', of.build(), by.build()), text);
    }
    if (exponent.type === 'SymbolNode' && (exponent as SymbolNode).name === 'T' && !this.#isDeclared('T'))
      return this.#transposed(of, text);
    const value = this.#integer(exponent, text);
    requireSquare(of, text);
    const factor = (): MatrixExpression => (value < 0 ? make.inverse(of.build()) : of.build());
    return {
      ...of,
      text,
      build: () => {
        if (value === 0) return make.identity(settled(of.shape, of.text).rows);
        const once = factor();
        let power = once;
        for (let i = 1; i < Math.abs(value); i++) power = make.multiply(power, once);
        return power;
      },
    };
  }

  #integer(node: MathNode, text: string): number {
    const by = this.#scalar(node).build();
    const [sign, literal] = by.kind === 'negate' ? [-1, by.operand] : [1, by];
    const value =
      literal.kind === 'number' && literal.value.denominator === 1n ? literal.value.numerator : undefined;
    if (value === undefined || value > MAX_POWER)
      return fail(undefined, {
        code: 'formula-unsupported',
        message: `${text}: a matrix has no power of this kind`,
        expected: `a whole number between -${MAX_POWER} and ${MAX_POWER}, or T for the transpose`,
        hint: 'sqrtm(A) is the square root, expm(A) the exponential',
      });
    return sign * Number(value);
  }

  #isDeclared(name: string): boolean {
    const { letters, scalars, meanings } = this.#names;
    return letters.has(name) || scalars.has(name) || meanings?.has(name) === true;
  }

  #transposed(of: MatrixDraft, text: string): MatrixDraft {
    const shape = { rows: of.shape.columns, columns: of.shape.rows };
    return { kind: 'matrix', shape, text, build: () => make.transpose(of.build()) };
  }

  #matrix(node: MathNode): MatrixDraft {
    return requireMatrix(this.#draft(node));
  }

  #scalar(node: MathNode): ScalarDraft {
    const draft = this.#draft(node);
    if (draft.kind === 'scalar') return draft;
    return fail(undefined, {
      code: 'shape-mismatch',
      message: `${draft.text} is a matrix of ${unknownShapeText(draft.shape)} where a scalar is needed`,
      expected: 'a scalar',
      hint: 'trace(…) and det(…) make scalars of matrices',
    });
  }

  #call(node: FunctionNode): Draft {
    const head: unknown = node.fn;
    const name = (head as { isSymbolNode?: boolean }).isSymbolNode ? (head as SymbolNode).name : '';
    const text = node.toString();
    const arity = MATRIX_FUNCTIONS.get(name);
    const first = arity === undefined && (name === 'exp' || name === 'sqrt') && node.args.length === 1;
    if (arity !== undefined) {
      if (node.args.length === arity)
        return callMatrixFunction(
          name,
          node.args.map((arg) => this.#draft(arg)),
          text,
          this.scalars,
        );
      return fail(offsetOfName(this.#text, name), {
        code: 'formula-syntax',
        message: `${name} has the wrong number of arguments`,
        expected: `${arity}`,
        found: `${node.args.length}`,
      });
    }
    if (first) {
      const of = this.#draft(node.args[0]);
      if (of.kind === 'matrix')
        return callMatrixFunction(name === 'exp' ? 'expm' : 'sqrtm', [of], text, this.scalars);
    }
    const scalarName = functionName(node, this.#text);
    const operands = node.args.map((arg) => this.#scalar(arg));
    return scalarDraft(() => call(scalarName, ...operands.map((operand) => operand.build())), text);
  }

  #blocks(node: ArrayNode): MatrixDraft {
    const text = node.toString();
    const isNested = node.items.every((item) => item.type === 'ArrayNode');
    const grid = (isNested ? node.items.map((row) => (row as ArrayNode).items) : [node.items]).map((row) =>
      row.map((item) => this.#draft(item)),
    );
    if (grid.length === 0 || grid.some((row) => row.length === 0 || row.length !== grid[0].length))
      return fail(undefined, {
        code: 'formula-syntax',
        message: `${text}: the rows of blocks have different lengths, or there are none`,
        expected: 'as many blocks in each row',
      });
    const heights = grid.map(() => new UnknownSize());
    const widths = grid[0].map(() => new UnknownSize());
    const rows = grid.map((row, i) =>
      row.map((draft, j) => {
        const shape = { rows: heights[i], columns: widths[j] };
        const block = asMatrix(draft, shape);
        const whole: MatrixDraft = {
          kind: 'matrix',
          shape,
          text: `the place of ${block.text}`,
          build: block.build,
        };
        return fitting(block, whole, `the blocks of ${text}`);
      }),
    );
    return settledNow(rows.flat(), text, () =>
      make.blocks(rows.map((row) => row.map((block) => block.build()))),
    );
  }
}

const MAX_POWER = 64n;

/** Operations inside one another; a sum of terms is as deep as it is long. */
const MAX_DEPTH = 500;

/** @throws FlowproofError `formula-too-large` */
function refuseDeep(root: MathNode): void {
  let level: MathNode[] = [root];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH)
      fail(undefined, {
        code: 'formula-too-large',
        message: 'the formula has too many operations inside one another',
        expected: `at most ${MAX_DEPTH}: a sum or product counts as many as it has terms`,
      });
    const next: MathNode[] = [];
    for (const node of level) node.forEach((child) => void next.push(child));
    level = next;
  }
}
