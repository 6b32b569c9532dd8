import { lineTable, type Places } from './places.js';
import { isPlainMap, type PlainData } from './plain-data.js';

/**
 * Places in a TypeScript or JavaScript module, by looking for what the data says: keys as `key:`, claims by their id,
 * texts as string literals. A best effort: what is composed at run time is found at the nearest part around it.
 */
export function modulePlaces(file: string, source: string, data: PlainData): Places {
  const table = lineTable(source);
  const claims = isPlainMap(data) && Array.isArray(data.claims) ? (data.claims as readonly PlainData[]) : [];
  const derivationId = textAt(data, 'derivation') ?? textAt(data, 'proof');
  const top = derivationId === undefined ? undefined : findLiteral(source, derivationId, 0, source.length);
  const starts = claimStarts(source, claims, top ?? 0);
  const claimStart = (i: number): number | undefined =>
    starts.get(textAt(claims[i], 'id') ?? '')?.at(nthOf(i));
  // The second claim of a repeated id stands after the first; the last one found stands for all that are not.
  const nthOf = (i: number): number => {
    const id = textAt(claims[i], 'id');
    const nth = claims.slice(0, i).filter((claim) => textAt(claim, 'id') === id).length;
    return Math.min(nth, (starts.get(id ?? '')?.length ?? 1) - 1);
  };
  return {
    file,
    locate(path, at = 0) {
      let from = top;
      let to = source.length;
      let value = data;
      let known = top;
      for (const [depth, key] of path.entries()) {
        value = partOf(value, key);
        if (depth === 1 && path[0] === 'claims' && typeof key === 'number') {
          known = claimStart(key) ?? known;
          from = known;
          const next = claimStart(key + 1);
          if (next !== undefined && from !== undefined && next > from) to = next;
        } else if (typeof key === 'string' && !(depth === 0 && key === 'claims')) {
          const found = depth === 0 && key === 'derivation' ? top : findKey(source, key, from ?? 0, to);
          known = found ?? known;
          from = found ?? from;
        }
      }
      if (typeof value === 'string' && at !== 'key') {
        const literal = findLiteral(source, value, from ?? 0, to);
        if (literal !== undefined) known = literal + at;
      }
      return known === undefined ? { file } : { file, ...table(known) };
    },
  };
}

/** Where an `id:` of a claim is written, by the id: from the top of the derivation down. */
function claimStarts(source: string, claims: readonly PlainData[], top: number): Map<string, number[]> {
  const ids = new Set(claims.map((claim) => textAt(claim, 'id')));
  const starts = new Map<string, number[]>();
  const pattern = /\bid\s*:\s*(['"`])((?:(?!\1)[^\n])*)\1/g;
  pattern.lastIndex = top;
  for (let match = pattern.exec(source); match !== null; match = pattern.exec(source)) {
    const [, , id] = match;
    if (ids.has(id)) starts.set(id, [...(starts.get(id) ?? []), match.index]);
  }
  return starts;
}

function partOf(data: PlainData, key: string | number): PlainData {
  if (Array.isArray(data)) return (data as readonly PlainData[])[Number(key)];
  return isPlainMap(data) && Object.hasOwn(data, key) ? data[key] : undefined;
}

const textAt = (data: PlainData, key: string): string | undefined => {
  const value = partOf(data, key);
  return typeof value === 'string' ? value : undefined;
};

/** Offset of a key, or of the quote before it. */
function findKey(source: string, key: string, from: number, to: number): number | undefined {
  for (let at = source.indexOf(key, from); at >= 0 && at < to; at = source.indexOf(key, at + 1)) {
    const quoted = /['"]/.test(source[at - 1] ?? '') && at > from;
    const start = quoted ? at - 1 : at;
    AFTER_KEY.lastIndex = at + key.length;
    if (!WORD_END.test(source.slice(Math.max(0, start - 2), start)) && AFTER_KEY.test(source)) return start;
  }
  return undefined;
}

const AFTER_KEY = /['"]?\s*[:,}]/y;
const WORD_END = /[\p{L}\p{N}_$]$/u;

/** Offset of the first letter of `text` inside a string literal. */
function findLiteral(source: string, text: string, from: number, to: number): number | undefined {
  let best: number | undefined;
  for (const quote of ["'", '"', '`']) {
    const index = source.indexOf(`${quote}${text}${quote}`, from);
    if (index >= 0 && index < to && (best === undefined || index < best)) best = index;
  }
  return best === undefined ? undefined : best + 1;
}
