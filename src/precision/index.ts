/** The precision room: rigorous enclosures and correct digits. */

export { acos, asin, atan } from './arctangent.js';
export {
  add,
  divide,
  fromInteger,
  fromRational,
  multiply,
  negate,
  scale,
  square,
  subtract,
} from './arithmetic.js';
export type { Ball } from './ball.js';
export {
  abs,
  contains,
  containsZero,
  intersection,
  isExactZero,
  max,
  min,
  order,
  separated,
  sign,
  signOfBall,
  union,
} from './compare.js';
export { ln2, pi } from './constants.js';
export {
  agreeingDigits,
  ballToText,
  endpoints,
  guaranteedDigits,
  hasDigits,
  relativeGap,
  shortEndpoints,
  toDecimal,
} from './decimal.js';
export { type EnclosureOptions, enclose, MAX_BITS, MIN_BITS, type Place } from './enclose.js';
export { encloseTo, type Narrowing, type PrecisionOptions } from './enclose-to.js';
export type { Enclosure } from './enclosure.js';
export { type Evaluation, evaluate } from './evaluate.js';
export { e, exp, expm1 } from './exp.js';
export { cosh, sinh, tanh } from './hyperbolic.js';
export { fromEnds, fromInterval } from './interval.js';
export { acosh, asinh, atanh } from './inverse-hyperbolic.js';
export { type Jet, type JetOptions, jetAlong, jetOf } from './jet.js';
export { log, log1p } from './log.js';
export { integerPower, rationalPower, realPower } from './power.js';
export { integrate, type Quadrature, type QuadratureOptions } from './quadrature.js';
export { cbrt, root, sqrt } from './roots.js';
export { exactBall, roundBall } from './rounding.js';
export { cos, sin, tan } from './trigonometric.js';
