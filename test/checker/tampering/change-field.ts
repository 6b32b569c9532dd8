/** One field of a JSON document changed at random. */
import type { FuzzDice } from '../../soundness/fuzz/dice.js';

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

export interface Change {
  readonly document: Json;
  /** Where and how, for a report. */
  readonly what: string;
}

type Step = string | number;

/** Every place of a document: a field, an entry of a list, or the whole. */
function placesOf(
  value: Json,
  path: readonly Step[] = [],
  out: (readonly Step[])[] = [],
): (readonly Step[])[] {
  out.push(path);
  if (Array.isArray(value)) for (const [i, part] of value.entries()) placesOf(part, [...path, i], out);
  else if (typeof value === 'object' && value !== null)
    for (const [key, part] of Object.entries(value)) placesOf(part, [...path, key], out);
  return out;
}

const at = (document: Json, path: readonly Step[]): Json =>
  path.reduce((value, step) => (value as { [key: string]: Json })[step], document);

function replaced(document: Json, path: readonly Step[], value: Json): Json {
  if (path.length === 0) return value;
  const [step, ...rest] = path;
  if (Array.isArray(document)) return document.map((v, i) => (i === step ? replaced(v, rest, value) : v));
  return Object.fromEntries(
    Object.entries(document as object).map(([k, v]) => [k, k === step ? replaced(v, rest, value) : v]),
  );
}

const OPERATORS = ['=', '<', '<=', '>', '>=', '!='];
const RULES = [
  'given',
  'operation',
  'enclosure',
  'bound',
  'combination',
  'fraction',
  'quadratic',
  'chord',
  'dominance',
  'rewriting',
  'resolution',
  'identity',
  'monotone',
  'logarithms',
];
const CONCLUSIONS = ['empty', 'difference', 'squares', 'sign'];
const KINDS = [
  'free',
  'product',
  'sum',
  'same',
  'part',
  'split',
  'comparison',
  'expansion',
  'point',
  'infinity',
];
const ROWS = [
  'add',
  'subtract',
  'multiply',
  'divide',
  'power',
  'negate',
  'sqrt',
  'exp',
  'log',
  'atan',
  'sin',
  'cos',
  'abs',
];
const VOCABULARIES = [OPERATORS, RULES, CONCLUSIONS, KINDS, ROWS];
const RATIONAL = /^(-?)(\d+)(?:\/(\d+))?$/;

function otherText(text: string, dice: FuzzDice): string {
  const rational = RATIONAL.exec(text);
  if (rational !== null) {
    const [, sign, above, below = '1'] = rational;
    const n = BigInt(`${sign}${above}`);
    const over = (a: bigint, b: string): string => (b === '1' ? `${a}` : `${a}/${b}`);
    return dice.pick([
      over(n + 1n, below),
      over(n - BigInt(below), below),
      over(-n, below),
      over(n, `${BigInt(below) + 1n}`),
      over(2n * n, below),
    ]);
  }
  const words = VOCABULARIES.find((vocabulary) => vocabulary.includes(text));
  if (words !== undefined) return dice.pick(words);
  const i = dice.integer(0, Math.max(0, text.length - 1));
  return dice.pick([
    `${text}x`,
    text.slice(1),
    `${text.slice(0, i)}${text[i] === '0' ? '1' : '0'}${text.slice(i + 1)}`,
  ]);
}

function otherNumber(n: number, key: Step | undefined, dice: FuzzDice): number {
  if (key === 'is' || key === 'signs') return dice.integer(0, 7);
  return dice.pick([n + 1, n - 1, -n, 2 * n, 0, dice.integer(0, Math.max(1, 2 * Math.abs(Math.trunc(n))))]);
}

const STRANGE_KEYS = ['note', 'constructor', 'toString', '__proto__', 'at', 'contradiction'];

function otherMap(map: { [key: string]: Json }, dice: FuzzDice): Json {
  const entries = Object.entries(map);
  const make = (changed: [string, Json][]): Json => Object.fromEntries(changed);
  const added = (): Json => make([...entries, [dice.pick(STRANGE_KEYS), dice.pick([0, '1', true, []])]]);
  if (entries.length === 0) return added();
  const i = dice.integer(0, entries.length - 1);
  switch (dice.integer(0, 2)) {
    case 0:
      return make(entries.filter((_, j) => j !== i));
    case 1:
      return make(entries.map(([k, v], j) => (j === i ? [`${k}x`, v] : [k, v])));
    default:
      return added();
  }
}

function otherList(list: readonly Json[], dice: FuzzDice): Json {
  if (list.length === 0) return [dice.pick<Json>([0, '1', {}])];
  const i = dice.integer(0, list.length - 1);
  const j = dice.integer(0, list.length - 1);
  switch (dice.integer(0, 2)) {
    case 0:
      return list.filter((_, k) => k !== i);
    case 1:
      return [...list.slice(0, i), list[i], ...list.slice(i)];
    default:
      return list.map((v, k) => (k === i ? list[j] : k === j ? list[i] : v));
  }
}

function other(value: Json, key: Step | undefined, dice: FuzzDice): Json {
  if (dice.chance(0.02)) return dice.pick<Json>([null, '', 0, [], {}, '-1', 0.5]);
  if (typeof value === 'string') return otherText(value, dice);
  if (typeof value === 'number') return otherNumber(value, key, dice);
  if (typeof value === 'boolean') return !value;
  if (Array.isArray(value)) return otherList(value, dice);
  return value === null ? 0 : otherMap(value, dice);
}

/** Another document: the place is drawn first among the kinds of place, so that long tables do not take all draws. */
export function changeField(document: Json, dice: FuzzDice): Change {
  const kinds = new Map<string, (readonly Step[])[]>();
  for (const path of placesOf(document)) {
    const kind = path
      .map((step) => (typeof step === 'number' ? '#' : step))
      .slice(-3)
      .join('.');
    kinds.set(kind, [...(kinds.get(kind) ?? []), path]);
  }
  const before = JSON.stringify(document);
  for (;;) {
    const path = dice.pick(dice.pick([...kinds.values()]));
    const old = at(document, path);
    const value = other(old, path[path.length - 1], dice);
    const changed = replaced(document, path, value);
    if (JSON.stringify(changed) === before) continue;
    const shown = [old, value].map((v) => JSON.stringify(v)?.slice(0, 60));
    return { document: changed, what: `${path.join('.')}: ${shown.join(' → ')}` };
  }
}
