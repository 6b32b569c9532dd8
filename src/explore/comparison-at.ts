import type { Point } from '../domain/domain.js';
import { difference, type Expression } from '../expression/expression.js';
import { ballToText, encloseTo, signOfBall } from '../precision/index.js';

/** A value that could not be computed, or a text of guaranteed digits. */
export type SweptValue =
  | {
      readonly kind: 'value';
      readonly text: string;
      readonly sign: -1 | 0 | 1;
      /** The nearest float: 0 or infinite where floats end. */
      readonly number: number;
    }
  | { readonly kind: 'undefined'; readonly reason: string }
  | { readonly kind: 'open' };

export interface SidesAt {
  readonly left: SweptValue;
  readonly right: SweptValue;
  /** left against right; `=` where they are equal, or agree in more digits than asked for. */
  readonly relation: '<' | '=' | '>' | 'undefined' | 'open';
  /** Digits in which the sides agree: Infinity where their difference was not told from 0. */
  readonly agreement: number;
}

/** A value to guaranteed digits. */
export function sweptValue(formula: Expression, point: Point, digits: number, maxBits?: number): SweptValue {
  const found = encloseTo(formula, point, digits, { maxBits });
  switch (found.kind) {
    case 'zero':
      return { kind: 'value', text: '0', sign: 0, number: 0 };
    case 'digits': {
      const text = ballToText(found.ball, digits);
      return { kind: 'value', text, sign: text.startsWith('-') ? -1 : 1, number: Number(text) };
    }
    case 'undefined':
      return { kind: 'undefined', reason: found.reason };
    case 'exhausted':
      return { kind: 'open' };
  }
}

/** Both sides at one point, and how far they agree. */
export function sidesAt(left: Expression, right: Expression, point: Point, digits: number): SidesAt {
  const [a, b] = [sweptValue(left, point, digits), sweptValue(right, point, digits)];
  if (a.kind === 'undefined' || b.kind === 'undefined')
    return { left: a, right: b, relation: 'undefined', agreement: Number.NaN };
  const gap = encloseTo(difference(left, right), point, 3, { maxBits: Math.max(1024, 8 * digits) });
  if (gap.kind === 'undefined') return { left: a, right: b, relation: 'undefined', agreement: Number.NaN };
  if (gap.kind === 'zero') return { left: a, right: b, relation: '=', agreement: Number.POSITIVE_INFINITY };
  if (gap.kind === 'exhausted') {
    // Defined on both sides, and nothing between them that so many bits could show.
    const known = a.kind === 'value' && b.kind === 'value';
    return {
      left: a,
      right: b,
      relation: known ? '=' : 'open',
      agreement: known ? Number.POSITIVE_INFINITY : Number.NaN,
    };
  }
  const size = Math.max(...[a, b].map((side) => (side.kind === 'value' ? log10Of(side.text) : -Infinity)));
  const apart = log10Of(ballToText(gap.ball, 3));
  return {
    left: a,
    right: b,
    relation: signOfBall(gap.ball) === -1 ? '<' : '>',
    agreement: Math.max(0, size - apart),
  };
}

/** log10 of the size of a written number, also of those that no float holds; of 0, -Infinity. */
function log10Of(text: string): number {
  const [mantissa, exponent = '0'] = text.replace(/^-/, '').split('e');
  return Math.log10(Number(mantissa)) + Number(exponent);
}
