/** A figure as a list of shapes in points, y downwards: drawn the same as SVG and as pixels. */
export interface Scene {
  readonly width: number;
  readonly height: number;
  /** For readers that see no picture, and for catalogues. */
  readonly title: string;
  readonly description: string;
  /** Later shapes lie on top. */
  readonly shapes: readonly Shape[];
}

export type Shape = CellsShape | BoxShape | LineShape | TextShape;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A table of colours that fills a box; row 0 is the lowest. */
export interface CellsShape extends Box {
  readonly kind: 'cells';
  readonly columns: number;
  readonly rows: number;
  /** Index into the colours, at row * columns + column. */
  readonly cells: Uint8Array;
  readonly colours: readonly string[];
}

export interface BoxShape extends Box {
  readonly kind: 'box';
  readonly fill?: string;
  readonly stroke?: string;
}

export interface LineShape {
  readonly kind: 'line';
  readonly points: readonly Place[];
  readonly colour: string;
  readonly width: number;
  /** Lengths of dash and gap. */
  readonly dash?: readonly [number, number];
  /** Nothing is drawn outside. */
  readonly clip?: Box;
}

export type Place = readonly [x: number, y: number];

export interface TextShape {
  readonly kind: 'text';
  readonly x: number;
  /** Of the base line. */
  readonly y: number;
  readonly text: RichText;
  readonly size: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly colour: string;
  readonly bold?: boolean;
  /** Degrees, clockwise, about (x, y). */
  readonly turn?: number;
}

/** Text with `_{low}` and `^{high}` parts. */
export type RichText = string;

export interface Run {
  readonly text: string;
  readonly level: 'base' | 'low' | 'high';
}

/** Size of low and high parts, and how far their base line is from that of the text, in units of its size. */
export const SMALL_SIZE = 0.72;
export const SHIFT: Readonly<Record<Run['level'], number>> = { base: 0, low: 0.22, high: -0.36 };

/** The runs of a rich text. */
export function runsOf(text: RichText): Run[] {
  const parts = text.split(/([_^]\{[^}]*\})/).filter((part) => part !== '');
  return parts.map((part) =>
    /^[_^]\{/.test(part)
      ? { text: part.slice(2, -1), level: part.startsWith('_') ? 'low' : 'high' }
      : { text: part, level: 'base' },
  );
}
