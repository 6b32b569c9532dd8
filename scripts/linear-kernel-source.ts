/**
 * The WebAssembly text of `src/flow/linear-kernel.wat`: matrix products, matrix-vector passes and weighted sums of vectors
 * over float64 pairs. Tiles of several sizes are one text with other numbers in it, so they are written by a program.
 *
 * Every sum is taken in the order in which the plain loops of `src/flow/plain-algebra.ts` take it, and products and sums are
 * rounded one by one, so that both give the same bits.
 */

const get = (name: string): string => `(local.get $${name})`;
const add = (a: string, b: string): string => `(i32.add ${a} ${b})`;
const bump = (name: string, by: string): string => `(local.set $${name} ${add(get(name), by)})`;
const int = (n: number): string => `(i32.const ${n})`;
const params = (names: string): string =>
  names
    .split(' ')
    .map((name) => (name === 'h' ? `(param $${name} f64)` : `(param $${name} i32)`))
    .join(' ');
const locals = (type: string, names: readonly string[]): string =>
  names.map((name) => `(local $${name} ${type})`).join(' ');
const each = <T>(list: readonly T[], text: (item: T) => string): string => list.map(text).join('\n    ');
const upTo = (n: number): number[] => Array.from({ length: n }, (_, k) => k);

/** A vector lane count of 2 (pairs) or 1 (the last odd column). */
interface Lanes {
  readonly type: 'v128' | 'f64';
  readonly bytes: 16 | 8;
  load(at: string, offset: number): string;
  store(at: string, offset: number, value: string): string;
  add(a: string, b: string): string;
  multiply(a: string, b: string): string;
  spread(value: string): string;
  /** One number in all lanes. */
  loadSpread(at: string, offset: number): string;
  readonly zero: string;
}

const PAIR: Lanes = {
  type: 'v128',
  bytes: 16,
  load: (at, offset) => `(v128.load offset=${offset} ${at})`,
  store: (at, offset, value) => `(v128.store offset=${offset} ${at} ${value})`,
  add: (a, b) => `(f64x2.add ${a} ${b})`,
  multiply: (a, b) => `(f64x2.mul ${a} ${b})`,
  spread: (value) => `(f64x2.splat ${value})`,
  loadSpread: (at, offset) => `(v128.load64_splat offset=${offset} ${at})`,
  zero: '(v128.const f64x2 0 0)',
};

const SINGLE: Lanes = {
  type: 'f64',
  bytes: 8,
  load: (at, offset) => `(f64.load offset=${offset} ${at})`,
  store: (at, offset, value) => `(f64.store offset=${offset} ${at} ${value})`,
  add: (a, b) => `(f64.add ${a} ${b})`,
  multiply: (a, b) => `(f64.mul ${a} ${b})`,
  spread: (value) => value,
  loadSpread: (at, offset) => `(f64.load offset=${offset} ${at})`,
  zero: '(f64.const 0)',
};

const TILE_PARAMETERS = 'a b c inner height width';

/**
 * c tile (rows x columns·lanes) = a^T b; the sums stay in registers over the whole inner index. The entries of `a` that a
 * step of the loop needs lie side by side, so that one address serves them all.
 */
function tile(name: string, rows: number, columns: number, lanes: Lanes): string {
  const cells = upTo(rows).flatMap((r) => upTo(columns).map((v) => ({ r, v, sum: `s${r}_${v}` })));
  const rowOf = (r: number) => (r === 0 ? get('c') : get(`c${r}`));
  const later = upTo(rows).slice(1);
  return `(func $${name} ${params(TILE_PARAMETERS)}
    ${locals(
      lanes.type,
      cells.map(({ sum }) => sum),
    )}
    ${locals(
      lanes.type,
      upTo(columns).map((v) => `x${v}`),
    )} (local $w ${lanes.type})
    ${locals('i32', ['end', ...later.map((r) => `c${r}`)])}
    (local.set $end ${add(get('a'), `(i32.mul ${get('inner')} ${get('height')})`)})
    (loop $next
    ${each(upTo(columns), (v) => `(local.set $x${v} ${lanes.load(get('b'), v * lanes.bytes)})`)}
    ${each(upTo(rows), (r) => {
      const row = cells.filter((cell) => cell.r === r);
      return `(local.set $w ${lanes.loadSpread(get('a'), 8 * r)})
    ${each(row, ({ v, sum }) => `(local.set $${sum} ${lanes.add(get(sum), lanes.multiply(get('w'), get(`x${v}`)))})`)}`;
    })}
    ${bump('b', get('width'))}
    (br_if $next (i32.lt_u (local.tee $a ${add(get('a'), get('height'))}) ${get('end')})))
    ${each(later, (r) => `(local.set $c${r} ${add(rowOf(r - 1), get('width'))})`)}
    ${each(cells, ({ r, v, sum }) => lanes.store(rowOf(r), v * lanes.bytes, get(sum)))})`;
}

/** Rows of the tiles, tallest first. */
const HEIGHTS = [4, 2, 1];

/** All rows of one panel of columns. */
function panel(name: string, columns: number, lanes: Lanes): string {
  const call = (height: number) =>
    `(call $${name}_${height} ${TILE_PARAMETERS.split(' ').map(get).join(' ')})`;
  const repeat = (height: number) => `(block $done${height} (loop $more${height}
    (br_if $done${height} (i32.lt_s ${get('rows')} ${int(height)}))
    ${call(height)}
    ${bump('a', int(8 * height))}
    ${bump('c', `(i32.mul ${int(height)} ${get('width')})`)}
    (local.set $rows (i32.sub ${get('rows')} ${int(height)}))
    (br $more${height})))`;
  return `${HEIGHTS.map((height) => tile(`${name}_${height}`, height, columns, lanes)).join('\n  ')}
  (func $${name} ${params(`${TILE_PARAMETERS} rows`)}
    ${each(HEIGHTS, repeat)})`;
}

/**
 * Panels by width, widest first. Four rows of two pairs are what the compilers of the hosts serve best: wider tiles, and
 * loops that are unrolled, were measured to be slower.
 */
const PANELS = [
  { name: 'four', columns: 2, lanes: PAIR },
  { name: 'two', columns: 1, lanes: PAIR },
  { name: 'one', columns: 1, lanes: SINGLE },
];

/** c (columns x width) = a^T b for a (rows x columns), b (rows x width). */
function transposeMultiply(): string {
  const sweep = ({ name, columns, lanes }: (typeof PANELS)[number]): string => {
    const bytes = columns * lanes.bytes;
    return `(block $done_${name} (loop $more_${name}
    (br_if $done_${name} (i32.lt_s ${get('left')} ${int(bytes / 8)}))
    (call $${name} ${TILE_PARAMETERS.split(' ').map(get).join(' ')} ${get('columns')})
    ${bump('b', int(bytes))} ${bump('c', int(bytes))}
    (local.set $left (i32.sub ${get('left')} ${int(bytes / 8)}))
    (br $more_${name})))`;
  };
  return `(func (export "transposeMultiply") ${params('a b c inner columns left')} ${locals('i32', ['height', 'width'])}
    (local.set $height (i32.shl ${get('columns')} ${int(3)}))
    (local.set $width (i32.shl ${get('left')} ${int(3)}))
    ${each(PANELS, sweep)})`;
}

/** to (columns x rows) = from^T for from (rows x columns). */
const transpose = (): string => `(func (export "transpose") ${params('from to rows columns')}
    (local $j i32) (local $p i32) (local $q i32) (local $width i32) (local $height i32) (local $x v128) (local $y v128)
    (local.set $width (i32.shl ${get('columns')} ${int(3)}))
    (local.set $height (i32.shl ${get('rows')} ${int(3)}))
    (block $donePairs (loop $pairs
      (br_if $donePairs (i32.lt_s ${get('rows')} ${int(2)}))
      (local.set $p ${get('from')}) (local.set $q ${get('to')}) (local.set $j ${get('columns')})
      (block $doneInner (loop $inner
        (br_if $doneInner (i32.lt_s ${get('j')} ${int(2)}))
        (local.set $x (v128.load ${get('p')}))
        (local.set $y (v128.load ${add(get('p'), get('width'))}))
        (v128.store ${get('q')} (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 ${get('x')} ${get('y')}))
        (v128.store ${add(get('q'), get('height'))} (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 ${get('x')} ${get('y')}))
        ${bump('p', int(16))} ${bump('q', `(i32.shl ${get('height')} ${int(1)})`)}
        (local.set $j (i32.sub ${get('j')} ${int(2)}))
        (br $inner)))
      (if ${get('j')} (then
        (f64.store ${get('q')} (f64.load ${get('p')}))
        (f64.store offset=8 ${get('q')} (f64.load ${add(get('p'), get('width'))}))))
      ${bump('from', `(i32.shl ${get('width')} ${int(1)})`)} ${bump('to', int(16))}
      (local.set $rows (i32.sub ${get('rows')} ${int(2)}))
      (br $pairs)))
    (if ${get('rows')} (then
      (loop $last
        (f64.store ${get('to')} (f64.load ${get('from')}))
        ${bump('from', int(8))} ${bump('to', get('height'))}
        (br_if $last (local.tee $columns (i32.sub ${get('columns')} ${int(1)})))))))`;

/**
 * For each of `Rows` rows x_s of the matrix: r = y_s - x_s beta, then g += r x_s while the row is near. Vectors are padded with
 * zeros to multiples of four. A row's product with beta is four sums over the indices modulo four, added pairwise.
 */
function correlateRows(name: string, rows: number): string {
  const list = upTo(rows);
  const rowOf = (r: number) => (r === 0 ? get('x') : get(`x${r}`));
  const sums = list.flatMap((r) => [`s${r}`, `t${r}`]);
  const columnsOf = (r: number, offset: number) => `(v128.load offset=${offset} ${add(rowOf(r), get('d'))})`;
  const lane = (value: string, k: number) => `(f64x2.extract_lane ${k} ${value})`;
  const gain = (start: string, offset: number) =>
    list.reduce((sum, r) => PAIR.add(sum, PAIR.multiply(get(`s${r}`), columnsOf(r, offset))), start);
  return `(func $${name} ${params('x beta g y width')}
    ${locals('v128', [...sums, 'b0', 'b1'])}
    ${locals('i32', [...list.slice(1).map((r) => `x${r}`), 'd'])}
    ${each(list.slice(1), (r) => `(local.set $x${r} ${add(rowOf(r - 1), get('width'))})`)}
    (loop $dot
      (local.set $b0 (v128.load ${add(get('beta'), get('d'))}))
      (local.set $b1 (v128.load offset=16 ${add(get('beta'), get('d'))}))
      ${each(
        list,
        (r) => `(local.set $s${r} ${PAIR.add(get(`s${r}`), PAIR.multiply(columnsOf(r, 0), get('b0')))})
      (local.set $t${r} ${PAIR.add(get(`t${r}`), PAIR.multiply(columnsOf(r, 16), get('b1')))})`,
      )}
      (br_if $dot (i32.lt_u (local.tee $d ${add(get('d'), int(32))}) ${get('width')})))
    ${each(
      list,
      (r) => `(local.set $s${r} ${PAIR.add(get(`s${r}`), get(`t${r}`))})
    (local.set $s${r} (f64x2.splat (f64.sub (f64.load offset=${8 * r} ${get('y')}) (f64.add ${lane(get(`s${r}`), 0)} ${lane(get(`s${r}`), 1)}))))`,
    )}
    (local.set $d ${int(0)})
    (loop $axpy
      (v128.store ${add(get('g'), get('d'))} ${gain(`(v128.load ${add(get('g'), get('d'))})`, 0)})
      (v128.store offset=16 ${add(get('g'), get('d'))} ${gain(`(v128.load offset=16 ${add(get('g'), get('d'))})`, 16)})
      (br_if $axpy (i32.lt_u (local.tee $d ${add(get('d'), int(32))}) ${get('width')}))))`;
}

/** g += X^T (y - X beta). */
function correlate(): string {
  const repeat = (rows: number) => `(block $done${rows} (loop $more${rows}
    (br_if $done${rows} (i32.lt_s ${get('samples')} ${int(rows)}))
    (call $correlate_${rows} ${['x', 'beta', 'g', 'y', 'width'].map(get).join(' ')})
    ${bump('x', `(i32.mul ${int(rows)} ${get('width')})`)} ${bump('y', int(8 * rows))}
    (local.set $samples (i32.sub ${get('samples')} ${int(rows)}))
    (br $more${rows})))`;
  return `${correlateRows('correlate_4', 4)}
  ${correlateRows('correlate_1', 1)}
  (func (export "correlate") ${params('x beta g y width samples')}
    ${repeat(4)}
    ${repeat(1)})`;
}

/**
 * out = y + h (w1 k1 + w2 k2 + ...) over whole blocks of sixteen. The table holds, sixteen bytes a term, the weight and the
 * address of its vector.
 */
function combine(): string {
  const parts = upTo(8);
  const terms = (first: boolean) => `(local.set $k (i32.load offset=8 ${get('term')}))
      (local.set $w (v128.load64_splat ${get('term')}))
      ${each(parts, (p) => {
        const product = PAIR.multiply(get('w'), PAIR.load(add(get('k'), get('i')), 16 * p));
        return `(local.set $s${p} ${first ? product : PAIR.add(get(`s${p}`), product)})`;
      })}
      ${bump('term', int(16))}`;
  return `(func (export "combine") ${params('out y h table end bytes')}
    ${locals(
      'v128',
      parts.map((p) => `s${p}`),
    )} (local $w v128) (local $k i32) (local $i i32) (local $term i32)
    (loop $block
      (local.set $term ${get('table')})
      ${terms(true)}
      (block $done (loop $more
      (br_if $done (i32.ge_u ${get('term')} ${get('end')}))
      ${terms(false)}
      (br $more)))
      ${each(parts, (p) =>
        PAIR.store(
          add(get('out'), get('i')),
          16 * p,
          PAIR.add(
            PAIR.load(add(get('y'), get('i')), 16 * p),
            PAIR.multiply(PAIR.spread(get('h')), get(`s${p}`)),
          ),
        ),
      )}
      (br_if $block (i32.lt_u (local.tee $i ${add(get('i'), int(128))}) ${get('bytes')}))))`;
}

/** The sum of (e / (absolute + relative max(|y|, |next|)))^2 in rising order; what pads the vectors is zero and adds nothing. */
function scaledSquares(): string {
  const sizeOf = (name: string) => `(f64x2.abs (v128.load ${add(get(name), get('i'))}))`;
  const scale = PAIR.add(
    PAIR.spread(get('absolute')),
    PAIR.multiply(PAIR.spread(get('relative')), `(f64x2.max ${sizeOf('y')} ${sizeOf('next')})`),
  );
  const lane = (k: number) => `(f64x2.extract_lane ${k} ${get('q')})`;
  return `(func (export "scaledSquares") ${params('e y next bytes')} (param $relative f64) (param $absolute f64) (result f64)
    (local $s f64) (local $q v128) (local $i i32)
    (loop $pair
      (local.set $q (f64x2.div (v128.load ${add(get('e'), get('i'))}) ${scale}))
      (local.set $q ${PAIR.multiply(get('q'), get('q'))})
      (local.set $s (f64.add (f64.add ${get('s')} ${lane(0)}) ${lane(1)}))
      (br_if $pair (i32.lt_u (local.tee $i ${add(get('i'), int(16))}) ${get('bytes')})))
    ${get('s')})`;
}

/** The whole module; its memory is handed in. */
export const linearKernelSource = (): string => `(module
  (memory (import "flow" "memory") 1)
  ${PANELS.map(({ name, columns, lanes }) => panel(name, columns, lanes)).join('\n  ')}
  ${transposeMultiply()}
  ${transpose()}
  ${correlate()}
  ${combine()}
  ${scaledSquares()})
`;
