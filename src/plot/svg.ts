import {
  type CellsShape,
  type LineShape,
  runsOf,
  type Scene,
  SHIFT,
  type Shape,
  SMALL_SIZE,
  type TextShape,
} from './scene.js';

const FAMILY = "'DejaVu Sans', Verdana, Helvetica, Arial, sans-serif";

/** Marks what flowproof wrote. */
export const SVG_MARK = 'flowproof figure';

/** Is this the text of a figure of {@link sceneToSvg}? */
export const isSvgFigure = (text: string): boolean =>
  text.startsWith('<svg ') && text.includes(`<metadata>${SVG_MARK}</metadata>`);

/** A scene as a standalone SVG document: text stays text, all of it escaped. */
export function sceneToSvg(scene: Scene): string {
  const clips: string[] = [];
  const body = scene.shapes.map((shape) => shapeToSvg(shape, clips)).join('\n');
  const { width, height } = scene;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title description" font-family="${FAMILY}">`,
    `<title id="title">${escaped(scene.title)}</title>`,
    `<desc id="description">${escaped(scene.description)}</desc>`,
    `<metadata>${SVG_MARK}</metadata>`,
    ...(clips.length > 0 ? [`<defs>${clips.join('')}</defs>`] : []),
    body,
    '</svg>',
    '',
  ].join('\n');
}

function shapeToSvg(shape: Shape, clips: string[]): string {
  switch (shape.kind) {
    case 'cells':
      return cellsToSvg(shape);
    case 'box': {
      const { x, y, width, height, fill = 'none', stroke } = shape;
      const rim = stroke === undefined ? '' : ` stroke="${escaped(stroke)}"`;
      return `<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" fill="${escaped(fill)}"${rim}/>`;
    }
    case 'line':
      return lineToSvg(shape, clips);
    case 'text':
      return textToSvg(shape);
  }
}

/** One path a colour, of runs of equal cells: a map is few hundred runs, not tens of thousands of rectangles. */
function cellsToSvg({ x, y, width, height, columns, rows, cells, colours }: CellsShape): string {
  const paths = colours.map(() => '');
  const [w, h] = [width / columns, height / rows];
  for (let row = 0; row < rows; row++) {
    const top = y + height - (row + 1) * h;
    for (let from = 0; from < columns; ) {
      const colour = cells[row * columns + from];
      let to = from + 1;
      while (to < columns && cells[row * columns + to] === colour) to++;
      paths[colour] += `M${n(x + from * w)} ${n(top)}H${n(x + to * w)}V${n(top + h)}H${n(x + from * w)}Z`;
      from = to;
    }
  }
  const drawn = paths.map((path, k) =>
    path === '' ? '' : `<path fill="${escaped(colours[k])}" d="${path}"/>`,
  );
  return `<g shape-rendering="crispEdges">${drawn.join('\n')}</g>`;
}

function lineToSvg({ points, colour, width, dash, clip }: LineShape, clips: string[]): string {
  let within = '';
  if (clip !== undefined) {
    const box = `<rect x="${n(clip.x)}" y="${n(clip.y)}" width="${n(clip.width)}" height="${n(clip.height)}"/></clipPath>`;
    const known = clips.findIndex((text) => text.endsWith(box));
    const index = known >= 0 ? known : clips.length;
    if (known < 0) clips.push(`<clipPath id="clip${index}">${box}`);
    within = ` clip-path="url(#clip${index})"`;
  }
  const path = points.map(([px, py]) => `${n(px)},${n(py)}`).join(' ');
  const dashes = dash === undefined ? '' : ` stroke-dasharray="${dash.join(' ')}"`;
  return `<polyline points="${path}" fill="none" stroke="${escaped(colour)}" stroke-width="${n(width)}" stroke-linejoin="round"${dashes}${within}/>`;
}

function textToSvg({ x, y, text, size, anchor, colour, bold, turn }: TextShape): string {
  let shift = 0;
  const runs = runsOf(text).map((run) => {
    // dy is relative to the run before.
    const dy = SHIFT[run.level] * size - shift;
    shift += dy;
    const small = run.level === 'base' ? '' : ` font-size="${n(size * SMALL_SIZE)}"`;
    return dy === 0 && small === ''
      ? escaped(run.text)
      : `<tspan dy="${n(dy)}"${small}>${escaped(run.text)}</tspan>`;
  });
  const facts = [
    `x="${n(x)}" y="${n(y)}" font-size="${n(size)}" text-anchor="${anchor}" fill="${escaped(colour)}"`,
    bold ? ' font-weight="bold"' : '',
    turn ? ` transform="rotate(${n(turn)} ${n(x)} ${n(y)})"` : '',
  ];
  return `<text xml:space="preserve" ${facts.join('')}>${runs.join('')}</text>`;
}

/** Hundredths of a point are finer than any screen. */
const n = (value: number): string => String(Math.round(value * 100) / 100);

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text for XML: markup escaped, and characters that XML forbids replaced. */
const escaped = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[&<>"']/g, (character) => ENTITIES[character]);
