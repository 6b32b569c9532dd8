import { fail } from '../expression/formula-failure.js';
import { readAbsolute, readBlocks, readFraction, readNorm, readRoot } from './atom-readers.js';
import { readCall } from './call-reader.js';
import type { Cursor } from './cursor.js';
import { functionOf } from './functions.js';
import type { Notation } from './notation.js';
import { readExponent } from './power-reader.js';
import { refuseAmbiguous, refuseName, refuseToken } from './refusals.js';
import { contentOf, END, type Token, wordOf } from './token.js';
import { bound, LEVEL, STRENGTH, type Written, written } from './written.js';

/** A factor, and how it ended: after `\sin x` a further factor could belong to the argument. */
export interface Factor {
  readonly value: Written;
  /** A function whose argument stands without brackets. */
  readonly bare?: boolean;
  /** Between plain bars. */
  readonly bars?: boolean;
}

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '\\{': '\\}' };
const RELATIONS = new Set([
  '=',
  '<',
  '>',
  '\\le',
  '\\ge',
  '\\ne',
  '\\to',
  '\\sim',
  ':',
  '\\coloneqq',
  '\\equiv',
  '\\approx',
  '\\in',
]);
const ENDS = new Set([
  END,
  ')',
  ']',
  '}',
  '\\}',
  '\\rvert',
  '\\rVert',
  ',',
  '.',
  ';',
  '+',
  '-',
  '/',
  '\\cdot',
  '\\otimes',
  '^',
  '_',
  '&',
  '\\\\',
  '\\quad',
  '\\qquad',
  "'",
  '\\pm',
  '\\mp',
]);
const MAX_DEPTH = 150;

export const isRelation = (text: string): boolean => RELATIONS.has(text);

/** `^{+}` or `^{-}`, from which side a point is approached. */
export function sideAt(cursor: Cursor): '+' | '-' | undefined {
  const sign = cursor.peek(2).text;
  const sided = cursor.peek().text === '^' && cursor.peek(1).text === '{' && cursor.peek(3).text === '}';
  return sided && (sign === '+' || sign === '-') ? sign : undefined;
}

/**
 * Reads a formula: what a mathematician would read, and nothing that two could read in two ways.
 * @throws FlowproofError `tex-syntax`, `tex-unsupported`, `tex-ambiguous`, `unknown-symbol`; the offset as column.
 */
export class FormulaReader {
  #depth = 0;
  #openBars = 0;
  /** Does something other than a factor begin here, for whoever reads? */
  #stops: (token: Token) => boolean = () => false;

  constructor(
    readonly cursor: Cursor,
    readonly notation: Notation,
  ) {}

  /** A sum that ends where `stops` says so. */
  sumUntil(stops: (token: Token) => boolean): Written {
    const before = this.#stops;
    this.#stops = stops;
    try {
      return this.sum();
    } finally {
      this.#stops = before;
    }
  }

  sum(): Written {
    if (++this.#depth > MAX_DEPTH) {
      fail(this.cursor.peek().at, {
        code: 'tex-too-large',
        message: 'the equation is nested too deeply',
        expected: `at most ${MAX_DEPTH} levels`,
      });
    }
    let total = this.#signedTerm();
    for (;;) {
      this.#skipEmptyGroups();
      const { text, at } = this.cursor.peek();
      if (text !== '+' && text !== '-') break;
      this.cursor.take();
      total = written(
        STRENGTH.sum,
        total.marks[0][1] ?? at,
        total,
        ` ${text} `,
        bound(this.product(), STRENGTH.product),
      );
    }
    this.#depth -= 1;
    return total;
  }

  #signedTerm(): Written {
    this.#skipEmptyGroups();
    const { text, at } = this.cursor.peek();
    if (text !== '-' && text !== '+') return this.product();
    this.cursor.take();
    const term = this.product();
    // In the grammar of formulas a sign binds more than a product: -a*b is (-a)*b, the same.
    if (text === '+') return term;
    const negated = bound(term, STRENGTH.product);
    return written(Math.min(negated.strength, STRENGTH.sign), at, '-', negated);
  }

  /** `{}` before a sign that begins a line. */
  #skipEmptyGroups(): void {
    while (this.cursor.peek().text === '{' && this.cursor.peek(1).text === '}') this.cursor.skip(2);
  }

  /** Factors side by side, `a/b`, `A \otimes B`. */
  product(): Written {
    const start = this.cursor.peek();
    let last = this.factor();
    let value = last.value;
    let [factors, barsBefore] = [1, last.bars === true];
    for (;;) {
      const sign = this.cursor.peek();
      const operator =
        sign.text === '\\cdot' || sign.text === '/' || sign.text === '\\otimes' ? sign.text : '';
      if (operator === '' && !this.startsFactor()) return value;
      if (last.bare && (operator !== '' || functionOf(sign.text) === undefined)) {
        refuseAmbiguous(
          sign,
          'this could belong to the argument of the function before it',
          'the argument in parentheses',
        );
      }
      if (operator !== '') this.cursor.take();
      const next = this.cursor.peek();
      if (operator === '' && /^\d/.test(next.text))
        refuseAmbiguous(next, 'a number follows a factor', '\\cdot between them');
      if (next.text === '|' && barsBefore && !last.bars) {
        refuseAmbiguous(next, 'these bars may open or close', '\\lvert … \\rvert');
      }
      last = this.factor();
      barsBefore ||= last.bars === true;
      value = this.#joined(operator, value, last.value, { factors, sign, at: start.at });
      factors += 1;
      if (operator === '/' || operator === '\\otimes') this.#refuseMore(operator);
    }
  }

  #joined(
    operator: string,
    left: Written,
    right: Written,
    { factors, sign, at }: { factors: number; sign: Token; at: number },
  ): Written {
    if (operator === '\\otimes') {
      if (factors > 1) refuseAmbiguous(sign, 'products of both kinds stand side by side', 'parentheses');
      return written(STRENGTH.atom, at, 'kron(', left, ', ', right, ')');
    }
    const by = operator === '/' ? '/' : '*';
    return written(STRENGTH.product, at, bound(left, STRENGTH.product), by, bound(right, STRENGTH.sign));
  }

  #refuseMore(operator: string): void {
    const next = this.cursor.peek();
    if (next.text !== '/' && next.text !== '\\cdot' && next.text !== '\\otimes' && !this.startsFactor())
      return;
    refuseAmbiguous(next, `after ${operator} this could belong to either side`, 'parentheses, or \\frac');
  }

  /** Does a factor begin here? Whatever is no sign, no end and no word is one, or will be refused as one. */
  startsFactor(): boolean {
    const token = this.cursor.peek();
    const { text } = token;
    if (text === '|') return this.#openBars === 0;
    if (ENDS.has(text) || RELATIONS.has(text) || this.#stops(token)) return false;
    if (text.startsWith('\\end{') || (text === '{' && this.cursor.peek(1).text === '}')) return false;
    const word = wordOf(text);
    return (
      word === undefined ||
      word === 'e' ||
      this.notation.at(this.cursor.tokens, this.cursor.position) !== undefined
    );
  }

  factor(): Factor {
    const start = this.cursor.peek();
    const base = this.base();
    const { cursor } = this;
    const next = cursor.peek();
    if (next.text === "'")
      refuseAmbiguous(next, 'a prime may be a derivative', 'a name of its own, by names:');
    if (next.text === '_') refuseToken(next, 'behind this');
    if (next.text !== '^' || sideAt(cursor) !== undefined) return base;
    if (start.text === '\\frac') {
      refuseAmbiguous(
        next,
        'this power could be of the denominator or of the fraction',
        'the fraction in parentheses',
      );
    }
    if (base.bare)
      refuseAmbiguous(next, 'this power could be of the argument or of the value', 'parentheses');
    const value = readExponent(this, base.value);
    this.#refuseApplication(next, value.level);
    if (cursor.peek().text === '^') refuseToken(cursor.peek(), 'after an exponent');
    return { value };
  }

  /** What a power may stand on. */
  base(): Factor {
    const { cursor, notation } = this;
    const token = cursor.peek();
    const { text, at } = token;
    const found = notation.at(cursor.tokens, cursor.position);
    if (found !== undefined) {
      cursor.skip(found.length);
      this.#refuseApplication(token, found.meaning?.level ?? notation.levelOf(found.name));
      const value = { ...written(STRENGTH.atom, at, found.name), level: notation.levelOf(found.name) };
      return { value: found.meaning ?? value };
    }
    if (/^\d/.test(text)) {
      cursor.take();
      return { value: written(STRENGTH.atom, at, text) };
    }
    if (Object.hasOwn(CLOSING, text)) return { value: this.#bracketed(text) };
    if (functionOf(text) !== undefined) return readCall(this);
    switch (text) {
      case '\\frac':
        return { value: readFraction(this) };
      case '\\sqrt':
        return { value: readRoot(this) };
      case '{':
        return this.#braced();
      case '|':
        return { value: readAbsolute(this, '|'), bars: true };
      case '\\lvert':
        return { value: readAbsolute(this, '\\rvert') };
      case '\\lVert':
      case '\\Vert':
        return { value: readNorm(this, text === '\\lVert' ? '\\rVert' : '\\Vert') };
      case '\\pi':
        cursor.take();
        return { value: written(STRENGTH.atom, at, 'pi') };
      case 'e':
      case '\\mathrm{e}':
        cursor.take();
        return { value: written(STRENGTH.atom, at, 'e') };
      case 'I':
        if (!notation.hasMatrices) break;
        cursor.take();
        return { value: { ...written(STRENGTH.atom, at, 'I'), level: LEVEL.matrix } };
      default:
        break;
    }
    if (/^\\begin\{(?:[pbB]|small)?matrix\}$/.test(text)) return { value: readBlocks(this) };
    return this.#unknown(token);
  }

  #unknown(token: Token): never {
    const { cursor } = this;
    if (
      /^[A-Za-z]$/.test(token.text) ||
      contentOf(token.text) !== undefined ||
      /^\\(?:[a-z]*(?:alpha|eta|amma|elta|epsilon|iota|appa|ambda|mu|nu|xi|rho|igma|tau|phi|chi|psi|mega|ell)|Theta|Pi|hat|bar|tilde|dot|vec)$/.test(
        token.text,
      )
    ) {
      cursor.take();
      let name = token.text;
      if (cursor.peek().text === '_' && cursor.peek(1).text === '{') {
        name += '_{';
        for (cursor.skip(2); cursor.peek().text !== '}' && cursor.peek().text !== END; )
          name += cursor.take().text;
        name += '}';
      }
      refuseName(token, name, this.notation.spellings);
    }
    return refuseToken(token);
  }

  /** `a(t)`: a product to some, a value to others. */
  #refuseApplication(name: Token, level: number): void {
    const { cursor, notation } = this;
    if (cursor.peek().text !== '(') return;
    const inside = notation.at(cursor.tokens, cursor.position + 1);
    const length = inside?.length ?? (/^\d/.test(cursor.peek(1).text) ? 1 : 0);
    const after = cursor.peek(1 + length).text;
    if (length === 0 || (after !== ')' && after !== ',')) return;
    // Of two matrices none is a function of the other.
    if (level === LEVEL.matrix && inside !== undefined && notation.levelOf(inside.name) === LEVEL.matrix)
      return;
    refuseAmbiguous(
      name,
      'this may be a product or a function of its argument',
      "\\cdot for a product; for a value, bind the whole of it under names: { a: 'a(t)' }",
    );
  }

  #bracketed(open: string): Written {
    const { cursor } = this;
    const { at } = cursor.take();
    const value = this.nested(() => this.sum());
    cursor.expect(CLOSING[open], `the bracket ${open}`);
    // Parentheses are put again where they are needed.
    return { ...value, marks: value.marks.length > 0 ? value.marks : [[0, at]] };
  }

  /** Reads what stands between brackets: bars outside of them are not open inside, and nothing stops it but its end. */
  nested<Value>(read: () => Value, bars = 0): Value {
    const [outer, stops] = [this.#openBars, this.#stops];
    this.#openBars = bars;
    this.#stops = () => false;
    try {
      return read();
    } finally {
      this.#openBars = outer;
      this.#stops = stops;
    }
  }

  /** Braces do not print: they may hold one factor, no more. */
  #braced(): Factor {
    const { cursor } = this;
    const open = cursor.take();
    const value = this.nested(() => this.sum());
    cursor.expect('}', 'the brace {');
    if (value.strength < STRENGTH.power)
      refuseAmbiguous(open, 'these braces group what they do not show', 'parentheses');
    return { value };
  }

  /** The group behind a command. */
  group(command: string): Written {
    const { cursor } = this;
    cursor.expect('{', `the argument of ${command}`);
    const value = this.nested(() => this.sum());
    cursor.expect('}', `the argument of ${command}`);
    return value;
  }
}
