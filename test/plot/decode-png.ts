import { inflateSync } from 'node:zlib';

/** A PNG of 8-bit true colour, read by the letter of the standard: what is wrong with it is in `problems`. */
export function decodePng(bytes: Uint8Array) {
  const data = Buffer.from(bytes);
  const problems: string[] = [];
  const chunks: string[] = [];
  const parts: Buffer[] = [];
  let [width, height] = [0, 0];
  if (data.subarray(0, 8).toString('latin1') !== '\u0089PNG\r\n\u001a\n') problems.push('signature');
  for (let at = 8; at < data.length; ) {
    if (at + 12 > data.length || at + 12 + data.readUInt32BE(at) > data.length) {
      problems.push('a chunk is cut off');
      break;
    }
    const length = data.readUInt32BE(at);
    const type = data.toString('latin1', at + 4, at + 8);
    const content = data.subarray(at + 8, at + 8 + length);
    if (crc(data.subarray(at + 4, at + 8 + length)) !== data.readUInt32BE(at + 8 + length))
      problems.push(`check of ${type}`);
    chunks.push(type);
    if (type === 'IHDR') {
      [width, height] = [content.readUInt32BE(0), content.readUInt32BE(4)];
      if (content.subarray(8).toString('hex') !== '0802000000') problems.push('format');
    }
    if (type === 'IDAT') parts.push(content);
    at += 12 + length;
  }
  if (chunks[0] !== 'IHDR' || chunks[chunks.length - 1] !== 'IEND') problems.push('order of chunks');
  const pixels =
    problems.length > 0
      ? Buffer.alloc(0)
      : unfiltered(inflateSync(Buffer.concat(parts)), width, height, problems);
  const at = (x: number, y: number): string =>
    `#${pixels.subarray(3 * (y * width + x), 3 * (y * width + x) + 3).toString('hex')}`;
  return { width, height, chunks, problems, at };
}

function unfiltered(rows: Buffer, width: number, height: number, problems: string[]): Buffer {
  const stride = 3 * width;
  if (rows.length !== (stride + 1) * height) problems.push('number of bytes');
  const pixels = Buffer.alloc(stride * height);
  for (let row = 0; row < height; row++) {
    const filter = rows[row * (stride + 1)];
    if (filter !== 0 && filter !== 2) problems.push(`filter ${filter}`);
    for (let n = 0; n < stride; n++) {
      const above = filter === 2 && row > 0 ? pixels[(row - 1) * stride + n] : 0;
      pixels[row * stride + n] = (rows[row * (stride + 1) + 1 + n] + above) & 255;
    }
  }
  return pixels;
}

/** Bit by bit, as the standard defines it. */
function crc(data: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of data) {
    for (let bit = 0; bit < 8; bit++) {
      const carry = (sum ^ (byte >>> bit)) & 1;
      sum = (sum >>> 1) ^ (carry ? 0xedb88320 : 0);
    }
  }
  return (sum ^ 0xffffffff) >>> 0;
}
