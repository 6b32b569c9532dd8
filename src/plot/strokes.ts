import type { LineShape, Place, RichText, Shape } from './scene.js';

export const INK = '#1a1a1a';

/** A mark of an axis. */
export const tick = (from: Place, to: Place, width = 1): LineShape => ({
  kind: 'line',
  points: [from, to],
  colour: INK,
  width,
});

export const text = (
  x: number,
  y: number,
  rich: RichText,
  size: number,
  rest: { anchor?: 'start' | 'middle' | 'end'; bold?: boolean; colour?: string; turn?: number } = {},
): Shape => ({ kind: 'text', x, y, text: rich, size, anchor: 'start', colour: INK, ...rest });
