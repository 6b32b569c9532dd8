export { type ClaimLook, type LookInput, lookAtClaim } from './claim-look.js';
export { claimFromText, claimToText } from './claim-text.js';
export { defaultPoint } from './default-point.js';
export { lookAtNetwork, type NetworkLook, type NetworkSetting } from './network-look.js';
export { changeInWords, type Sweep, type SweepRow, sweepClaim } from './sweep.js';
export { requireAxis, type SweepAxis, type SweepScale } from './sweep-axis.js';
export { curvesFigure, sweepFigure } from './sweep-figure.js';
export { sweptSides } from './swept-sides.js';
export { axisOfSymbol } from './symbol-axis.js';
