/**
 * The centre of the largest square (as drawn) of cells of one kind: where a name has most room.
 * @param aspect width of the table as drawn by its height.
 * @returns the centre, 0..1 from the left and from row 0, and the side as a part of the height; undefined without a cell.
 */
export function labelledCentre(
  cells: Uint8Array,
  columns: number,
  rows: number,
  kind: number,
  aspect: number,
): { readonly x: number; readonly y: number; readonly side: number } | undefined {
  // Sampled on a grid that is square as drawn.
  const tall = Math.min(160, Math.max(rows, columns));
  const wide = Math.max(1, Math.round(tall * aspect));
  const reach = new Uint16Array(wide * tall);
  let best = { size: 0, right: 0, top: 0 };
  for (let j = 0; j < tall; j++) {
    const row = Math.floor(((j + 0.5) * rows) / tall);
    for (let i = 0; i < wide; i++) {
      const column = Math.floor(((i + 0.5) * columns) / wide);
      if (cells[row * columns + column] !== kind) continue;
      const at = j * wide + i;
      const size =
        i === 0 || j === 0 ? 1 : 1 + Math.min(reach[at - 1], reach[at - wide], reach[at - wide - 1]);
      reach[at] = size;
      if (size > best.size) best = { size, right: i + 1, top: j + 1 };
    }
  }
  if (best.size === 0) return undefined;
  return {
    x: (best.right - best.size / 2) / wide,
    y: (best.top - best.size / 2) / tall,
    side: best.size / tall,
  };
}
