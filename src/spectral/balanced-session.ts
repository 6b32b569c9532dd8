import type { Entry } from './entry.js';
import { matrixRows } from './matrix-rows.js';
import { qqt } from './qqt.js';
import { type Network, type Reader, readTime } from './read-network.js';
import { type Setting, settingOf } from './setting.js';
import { qqtStableMax, qqtStableMin, type StableForm } from './stable-form.js';

/** A balanced network over one arithmetic, with what does not depend on time computed once. */
export class BalancedSession<S, M> {
  readonly setting: Setting<S, M>;
  #stableMin?: StableForm<S, M>;
  #stableMax?: StableForm<S, M>;

  constructor(
    readonly reader: Reader<S, M>,
    network: Network<S, M>,
  ) {
    this.setting = settingOf(network);
  }

  time(u: Entry): S {
    return readTime(this.reader, u);
  }

  get stableMin(): StableForm<S, M> {
    this.#stableMin ??= qqtStableMin(this.setting);
    return this.#stableMin;
  }

  get stableMax(): StableForm<S, M> {
    this.#stableMax ??= qqtStableMax(this.setting);
    return this.#stableMax;
  }

  qqt(u: Entry): M {
    return qqt(this.setting, this.time(u));
  }

  rows(A: M): S[][] {
    return matrixRows(this.setting.on, A);
  }
}
