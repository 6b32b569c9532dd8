import type { Proof } from './proof.js';
import type { Simulation } from './simulation.js';

/** What speaks about claims from outside of the kernel: an integrated flow, or many random runs. */
export type Confrontation = Proof | Simulation;
