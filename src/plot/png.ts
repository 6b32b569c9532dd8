import { deflateSync } from 'node:zlib';

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue, from the top left. */
  readonly pixels: Uint8Array;
}

export interface PngFacts {
  readonly pixelsPerInch: number;
  /** Stored beside the picture, under names of the PNG standard. */
  readonly texts: Readonly<Record<string, string>>;
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Stored as the name of the program; marks what flowproof wrote. */
export const PNG_MARK = 'flowproof figure';
const METRES_PER_INCH = 0.0254;
/** Each row as its difference from the one above: figures are flat. */
const FILTER_UP = 2;

/** Pixels as a PNG file (ISO/IEC 15948), 8 bits a channel. The same pixels give the same bytes. */
export function encodePng({ width, height, pixels }: Pixels, { pixelsPerInch, texts }: PngFacts): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits, true colour, standard compression and filters, no interlacing.
  header.set([8, 2, 0, 0, 0], 8);
  const density = Buffer.alloc(9);
  const perMetre = Math.round(pixelsPerInch / METRES_PER_INCH);
  density.writeUInt32BE(perMetre, 0);
  density.writeUInt32BE(perMetre, 4);
  density[8] = 1;
  return Buffer.concat([
    Buffer.from(SIGNATURE),
    chunk('IHDR', header),
    chunk('pHYs', density),
    ...Object.entries({ Software: PNG_MARK, ...texts }).map(([key, text]) =>
      chunk('iTXt', textOf(key, text)),
    ),
    chunk('IDAT', deflateSync(filtered(pixels, width, height), { level: 6 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Is this the content of a file of {@link encodePng}? Its first byte is no UTF-8 and reads as anything. */
export const isPngFigure = (text: string): boolean =>
  text.startsWith('PNG', 1) && text.includes(`iTXtSoftware\0\0\0\0\0${PNG_MARK}`);

function filtered(pixels: Uint8Array, width: number, height: number): Uint8Array {
  const stride = 3 * width;
  const rows = new Uint8Array((stride + 1) * height);
  for (let row = 0; row < height; row++) {
    const to = row * (stride + 1);
    rows[to] = FILTER_UP;
    for (let n = 0; n < stride; n++) {
      const above = row === 0 ? 0 : pixels[(row - 1) * stride + n];
      rows[to + 1 + n] = pixels[row * stride + n] - above;
    }
  }
  return rows;
}

/** Keyword, no compression, no language, no translated keyword, UTF-8. */
const textOf = (key: string, text: string): Buffer => Buffer.from(`${key}\0\0\0\0\0${text}`, 'utf8');

function chunk(type: string, data: Uint8Array): Buffer {
  const whole = Buffer.alloc(12 + data.length);
  whole.writeUInt32BE(data.length, 0);
  whole.write(type, 4, 'latin1');
  whole.set(data, 8);
  whole.writeUInt32BE(crc32(whole.subarray(4, 8 + data.length)), 8 + data.length);
  return whole;
}

let crcTable: Uint32Array | undefined;

/** The cyclic redundancy check of PNG: ISO 3309, reflected. (Node's own is younger than Node 20.) */
export function crc32(data: Uint8Array): number {
  crcTable ??= Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
    return value;
  });
  let sum = 0xffffffff;
  for (const byte of data) sum = crcTable[(sum ^ byte) & 255] ^ (sum >>> 8);
  return (sum ^ 0xffffffff) >>> 0;
}
