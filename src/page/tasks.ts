/** What a worker computes for the page: plain data there and back. */
import type { FailureFacts } from '../errors.js';
import type { ClaimLook, LookInput, NetworkLook, NetworkSetting } from '../explore/index.js';
import type { RegimeMap, RegimeMapInput } from '../theory/index.js';

export interface Tasks {
  /** A claim at a point, and along a symbol. */
  readonly look: { readonly given: LookInput & { readonly claim: string }; readonly found: ClaimLook };
  /** Where something changes along the symbol, in words. */
  readonly changes: {
    readonly given: LookInput & { readonly claim: string };
    readonly found: readonly string[];
  };
  readonly network: { readonly given: NetworkSetting; readonly found: NetworkLook };
  readonly regimes: { readonly given: RegimeMapInput; readonly found: DrawnMap };
}

/** A regime map without its functions, which do not travel; curves of boundaries by place 0..1 on both axes. */
export interface DrawnMap extends Pick<RegimeMap, 'columns' | 'rows' | 'regimes'> {
  readonly boundaries: readonly {
    readonly id: RegimeMap['boundaries'][number]['id'];
    readonly curves: readonly (readonly (readonly [number, number])[])[];
  }[];
}

export type TaskName = keyof Tasks;

export type TaskRequest = {
  [Name in TaskName]: { readonly id: number; readonly name: Name; readonly given: Tasks[Name]['given'] };
}[TaskName];

export type TaskReply =
  | { readonly id: number; readonly ms: number; readonly found: Tasks[TaskName]['found'] }
  | { readonly id: number; readonly ms: number; readonly failure: FailureFacts };
