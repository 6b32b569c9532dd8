import type { RegimeMap } from '../theory/regimes/regime-map.js';
import { DEFAULT_PIXELS, sceneToPng } from './raster.js';
import { regimeFigure } from './regime-figure.js';
import { sceneToSvg } from './svg.js';

export { lineFigure } from './line-figure.js';
export { sceneToPng } from './raster.js';
/** Figures: a regime map as SVG, PNG, JSON and CSV. */
export { regimeMapToCsv, regimeMapToJson } from './regime-data.js';
export type { Scene } from './scene.js';
export { sceneToSvg } from './svg.js';

/** The figure of a map as a standalone SVG document: coloured points, boundaries in closed form on top, axes, legend. */
export const regimeMapToSvg = (map: RegimeMap): string => sceneToSvg(regimeFigure(map));

/**
 * The same figure as a PNG file.
 * @param pixels a point of the figure, which is 900 by 620 points; default 2.
 */
export const regimeMapToPng = (map: RegimeMap, pixels: number = DEFAULT_PIXELS): Uint8Array =>
  sceneToPng(regimeFigure(map), pixels);
