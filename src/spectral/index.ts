/** The spectral room: closed forms of lambda-balanced linear networks at concrete sizes, in float64 and to many digits. */
export { AlignedModeFlow, type AlignedModeInput } from './aligned-mode-flow.js';
export { BalancedFlow } from './balanced-flow.js';
export type { Entries, Entry } from './entry.js';
export type { NetworkInput, SpectralTask } from './read-network.js';
export { Spectral, spectralFloat64, spectralToDigits } from './spectral.js';
export type { FrozenLayer } from './transfer.js';
