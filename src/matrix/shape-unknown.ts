/** Sizes that are not known while a formula is read: that of an `I` is settled by what it is added to or multiplied with. */
import { type Size, sameSize } from './size.js';

export class UnknownSize {
  #known: Size | undefined;
  #same: UnknownSize | undefined;

  constructor(known?: Size) {
    this.#known = known;
  }

  #root(): UnknownSize {
    let node: UnknownSize = this;
    while (node.#same !== undefined) node = node.#same;
    return node;
  }

  get size(): Size | undefined {
    return this.#root().#known;
  }

  /** Makes two sizes one; false where they are known and differ. */
  unite(other: UnknownSize): boolean {
    const [a, b] = [this.#root(), other.#root()];
    if (a === b) return true;
    if (a.#known !== undefined && b.#known !== undefined) return sameSize(a.#known, b.#known);
    if (a.#known === undefined) a.#same = b;
    else b.#same = a;
    return true;
  }
}

export interface UnknownShape {
  readonly rows: UnknownSize;
  readonly columns: UnknownSize;
}

export const unknownShapeText = ({ rows, columns }: UnknownShape): string =>
  `${rows.size?.key ?? '?'} x ${columns.size?.key ?? '?'}`;
