/** The order ell, the dependence on pretraining, and the four regimes of fine-tuning. */
export { type Axis, type AxisInput, type AxisScale, axisOf } from './axis.js';
export {
  classifyRegime,
  REGIMES,
  type Regime,
  type RegimePoint,
  type RegimeShares,
  regimeOfShares,
  regimeShares,
} from './classify.js';
export { type FineTunedCoordinate, REGIME_PARAMETERS, type RegimeParameter } from './coordinate.js';
export type { RegimeLevel } from './level.js';
export { levelCurve, type RegimePlane } from './level-curve.js';
export { orderArgument } from './order-argument.js';
export { type RegimeLimit, regimeLimits } from './regime-limits.js';
export {
  DEFAULT_COORDINATE,
  type RegimeBoundary,
  type RegimeMap,
  type RegimeMapInput,
  regimeBoundaries,
  regimeMap,
} from './regime-map.js';
export { MONOTONICITY, orderSensitivity, type Sensitivities } from './sensitivity.js';
export type { PlanePoint } from './trace-curve.js';
export { coordinateWith } from './triangle.js';
