/** How the names of a derivation look in LaTeX, for finding them in an equation. */
import type { SymbolTable } from './names.js';
import { normalize } from './normalize.js';
import type { Token } from './token.js';
import { tokenize } from './tokenize.js';
import { LEVEL, type Written } from './written.js';

interface Node {
  readonly next: Map<string, Node>;
  name?: string;
  /** Of a name that the equation itself explains. */
  meaning?: Written;
}

/** A name that was found at the head of some tokens. */
export interface FoundName {
  readonly name: string;
  readonly length: number;
  readonly meaning?: Written;
}

/** A tree of tokens: the longest name that stands somewhere is the one that is meant. */
export class Notation {
  readonly #root: Node = { next: new Map() };
  readonly #levels: ReadonlyMap<string, number>;
  readonly #table: SymbolTable;
  readonly #locals: { readonly tokens: readonly Token[]; readonly meaning: Written }[] = [];
  /** How the names are written, for messages. */
  readonly spellings: readonly string[];

  /**
   * @param levels names that are matrices, or made of them.
   * @throws FlowproofError where the table holds no LaTeX of one name.
   */
  constructor(table: SymbolTable, levels: ReadonlyMap<string, number> = new Map()) {
    this.#table = table;
    this.#levels = levels;
    this.spellings = [...table.values()];
    for (const [name, tex] of table) this.#add(normalize(tokenize(tex)), { name });
  }

  #add(tokens: readonly Token[], { name, meaning }: { name: string; meaning?: Written }): void {
    let node = this.#root;
    for (const { text } of tokens) {
      const next = node.next.get(text) ?? { next: new Map() };
      node.next.set(text, next);
      node = next;
    }
    node.name ??= name;
    node.meaning = meaning;
  }

  /** The same with one more name, which stands for a formula. */
  explaining(tokens: readonly Token[], meaning: Written): Notation {
    const richer = new Notation(this.#table, this.#levels);
    for (const local of this.#locals) richer.#explain(local.tokens, local.meaning);
    richer.#explain(tokens, meaning);
    return richer;
  }

  #explain(tokens: readonly Token[], meaning: Written): void {
    this.#locals.push({ tokens, meaning });
    this.#add(tokens, { name: tokens.map(({ text }) => text).join(''), meaning });
  }

  levelOf(name: string): number {
    return this.#levels.get(name) ?? LEVEL.scalar;
  }

  get hasMatrices(): boolean {
    return this.#levels.size > 0;
  }

  /** The longest name that begins at token `from`. */
  at(tokens: readonly Token[], from: number): FoundName | undefined {
    let node: Node | undefined = this.#root;
    let found: FoundName | undefined;
    for (let i = from; i < tokens.length; i++) {
      node = node.next.get(tokens[i].text);
      if (node === undefined) break;
      const { name, meaning } = node;
      if (name !== undefined) found = { name, length: i - from + 1, ...(meaning && { meaning }) };
    }
    return found;
  }
}
