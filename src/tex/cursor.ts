import { fail } from '../expression/formula-failure.js';
import { END, type Token } from './token.js';

/** A place among tokens. */
export class Cursor {
  #at = 0;
  readonly #last: Token;

  constructor(
    readonly tokens: readonly Token[],
    end: number,
  ) {
    this.#last = { text: END, at: end, end };
  }

  get position(): number {
    return this.#at;
  }

  /** Back to a place where it has been. */
  return(position: number): void {
    this.#at = position;
  }

  peek(ahead = 0): Token {
    return this.tokens[this.#at + ahead] ?? this.#last;
  }

  take(): Token {
    const token = this.peek();
    this.#at += 1;
    return token;
  }

  skip(count: number): void {
    this.#at += count;
  }

  /** Takes the token if it is this one. */
  takes(text: string): boolean {
    if (this.peek().text !== text) return false;
    this.#at += 1;
    return true;
  }

  /** @throws FlowproofError `tex-syntax` where another one stands here. */
  expect(text: string, where: string): Token {
    const token = this.take();
    if (token.text === text) return token;
    return fail(token.at, {
      code: 'tex-syntax',
      message: `${where} is not closed`,
      expected: text,
      found: describe(token),
    });
  }
}

/** A token as a message shows it. */
export const describe = ({ text }: Token): string =>
  text === END ? 'the end of the equation' : text.length > 60 ? `${text.slice(0, 60)}…` : text;
