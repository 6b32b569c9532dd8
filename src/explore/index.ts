export { defaultPoint } from './default-point.js';
export { changeInWords, type Sweep, type SweepRow, sweepClaim } from './sweep.js';
export { requireAxis, type SweepAxis, type SweepScale } from './sweep-axis.js';
export { curvesFigure, sweepFigure } from './sweep-figure.js';
export { sweptSides } from './swept-sides.js';
