/** What is looked at, as the address of the page says it: `#/derivation/claim?lambda=1/2&.over=t&.part=2`. */
export interface Place {
  readonly name?: string;
  /** Values as typed; symbols that are left out have a telling one. */
  readonly values: Readonly<Record<string, string>>;
  /** The symbol that curves run over. */
  readonly over?: string;
  /** Which comparison, from 1. */
  readonly part: number;
}

/** No symbol of a claim has these names in an address. */
const RESERVED = ['.over', '.part'];

export function readPlace(hash: string): Place {
  const [path, query = ''] = hash.replace(/^#\/?/, '').split('?');
  const facts = new URLSearchParams(query);
  const values = Object.fromEntries([...facts].filter(([name]) => !RESERVED.includes(name)));
  const part = Number(facts.get('.part') ?? 1);
  const name = decoded(path);
  return {
    ...(name !== '' && { name }),
    values,
    ...(facts.has('.over') && { over: facts.get('.over') ?? '' }),
    part: Number.isInteger(part) && part > 0 ? part : 1,
  };
}

export function writePlace({ name = '', values, over, part }: Place): string {
  const facts = new URLSearchParams(values);
  if (over !== undefined) facts.set('.over', over);
  if (part > 1) facts.set('.part', String(part));
  const query = facts.size > 0 ? `?${facts}` : '';
  return `#/${name.split('/').map(encodeURIComponent).join('/')}${query}`;
}

/** An address that somebody typed may hold a % that stands for nothing. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
