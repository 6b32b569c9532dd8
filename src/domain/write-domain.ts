/** A domain in the notation in which authors write domains: `{ symbols: { x: 'positive' }, assume: ['x < y'] }`. */
import { equals, formatRational, ZERO } from '../expression/rational.js';
import type { Domain, SymbolDomain } from './domain.js';
import type { SymbolInput } from './read-domain.js';

export interface WrittenDomain {
  readonly symbols: Readonly<Record<string, SymbolInput>>;
  readonly assume: readonly string[];
}

/** What `domainOf(symbols, assume)` reads back as this domain (with the definitions that its relations use). */
export const writeDomain = ({ symbols, relations }: Domain): WrittenDomain => ({
  symbols: Object.fromEntries([...symbols.values()].map((range) => [range.name, writeRange(range)])),
  assume: relations.map(({ text }) => text),
});

/** The range of a symbol: a type name where one says it all, else bounds. */
export function writeRange({ integer, lower, upper }: SymbolDomain): SymbolInput {
  if (lower === undefined && upper === undefined) return integer ? 'integer' : 'real';
  if (!integer && upper === undefined && lower !== undefined && equals(lower.value, ZERO)) {
    return lower.strict ? 'positive' : 'nonnegative';
  }
  if (!integer && lower === undefined && upper !== undefined && equals(upper.value, ZERO)) {
    return upper.strict ? 'negative' : 'nonpositive';
  }
  return {
    ...(integer ? { is: 'integer' } : {}),
    ...(lower && { [lower.strict ? 'gt' : 'ge']: formatRational(lower.value) }),
    ...(upper && { [upper.strict ? 'lt' : 'le']: formatRational(upper.value) }),
  };
}

/** The same as it stands in a claim file: `positive`, `{ gt: 1/10, lt: 10 }`. */
export function rangeNotation(range: SymbolDomain): string {
  const written = writeRange(range);
  if (typeof written === 'string') return written;
  const parts = Object.entries(written).map(([key, value]) => `${key}: ${value}`);
  return `{ ${parts.join(', ')} }`;
}
