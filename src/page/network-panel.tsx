import { useState } from 'preact/hooks';
import { axisTicks } from '../explore/axis-ticks.js';
import type { NetworkCurves, NetworkLook } from '../explore/network-look.js';
import type { SweepAxis } from '../explore/sweep-axis.js';
import { parseRational, rational, toNumber } from '../expression/rational.js';
import { CurvePlot, type PlotSeries } from './curve-plot.js';
import { Formula } from './formula.js';
import { AxisSlider } from './symbol-sliders.js';
import { failureText } from './use-answer.js';
import { useTask } from './use-task.js';

const SHAPES = [
  { label: '3 → 3 → 3', sizes: { inputs: 3, hidden: 3, outputs: 3 } },
  { label: '5 → 3 → 3 (funnel)', sizes: { inputs: 5, hidden: 3, outputs: 3 } },
  { label: '3 → 3 → 5 (anti-funnel)', sizes: { inputs: 3, hidden: 3, outputs: 5 } },
  { label: '5 → 5 → 3 (lazy side λ < 0 only)', sizes: { inputs: 5, hidden: 5, outputs: 3 } },
  { label: '3 → 6 → 3 (wide: λ = 0 only)', sizes: { inputs: 3, hidden: 6, outputs: 3 } },
];

const axis = (symbol: string, from: string, to: string, scale: SweepAxis['scale']): SweepAxis => ({
  symbol,
  from: parseRational(from) ?? rational(0n),
  to: parseRational(to) ?? rational(1n),
  scale,
});
const LAMBDA = axis('lambda', '-20', '20', 'symlog');
const SCALE = axis('scale', '0.001', '2', 'log');
const TARGET = axis('largest target', '0.1', '10', 'log');

interface NetworkPanelProps {
  /** As typed. */
  readonly lambda: string;
  readonly onLambda: (value: string) => void;
}

/** A whole network while it learns: what lambda does to its singular values and to its tangent kernel. */
export function NetworkPanel({ lambda, onLambda }: NetworkPanelProps) {
  const [shape, setShape] = useState(0);
  const [scale, setScale] = useState('0.1');
  const [largest, setLargest] = useState('3');
  const value = (text: string) => toNumber(parseRational(text) ?? rational(0n));
  const top = value(largest);
  const setting = {
    sizes: SHAPES[shape].sizes,
    lambda: value(lambda),
    scale: value(scale),
    target: [top, (2 * top) / 3, top / 3],
    seed: 1,
  };
  const { found, failure, ms, busy } = useTask('network', setting, JSON.stringify(setting));
  return (
    <section class="network" aria-labelledby="network-heading">
      <h2 id="network-heading">
        A <Formula tex="\lambda" />
        -balanced network
      </h2>
      <p class="faint">
        A two-layer linear network with{' '}
        <Formula tex="W_2^{\mathsf T} W_2 - W_1 W_1^{\mathsf T} = \lambda I" />, from the same function{' '}
        <Formula tex="W_2 W_1" /> for every <Formula tex="\lambda" />. Lines are closed forms (arXiv
        2409.14623), dots are gradient flow integrated in this browser.
      </p>
      <fieldset class="sliders">
        <legend>Network</legend>
        <label class="row">
          widths{' '}
          <select value={shape} onChange={(event) => setShape(Number(event.currentTarget.value))}>
            {SHAPES.map(({ label }, k) => (
              <option key={label} value={k}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <SettingRow
          tex="\lambda"
          label="lambda of the network"
          axis={LAMBDA}
          value={lambda}
          onValue={onLambda}
        />
        <SettingRow
          tex="a_1(0)"
          label="largest singular value at the start"
          axis={SCALE}
          value={scale}
          onValue={setScale}
        />
        <SettingRow
          tex="s_1"
          label="largest singular value of the target"
          axis={TARGET}
          value={largest}
          onValue={setLargest}
        />
      </fieldset>
      {failure && <p class="failure">{failureText(failure)}</p>}
      {found && !failure && <NetworkCurvesView look={found} ms={ms} busy={busy} />}
    </section>
  );
}

function SettingRow({ tex, ...slider }: { tex: string } & Parameters<typeof AxisSlider>[0]) {
  return (
    <div class="slider">
      <span class="over" />
      <Formula tex={tex} />
      <AxisSlider {...slider} />
    </div>
  );
}

function NetworkCurvesView({ look, ms, busy }: { look: NetworkLook; ms: number; busy: boolean }) {
  const { closed, integrated, gap, steps } = look;
  const { times } = closed;
  const until = times[times.length - 1];
  const time = axis('u', '0', String(until), 'linear');
  const places = times.map((t) => t / until);
  const ticks = axisTicks(time);
  const moved = closed.kernelDistance[closed.kernelDistance.length - 1];
  return (
    <div data-busy={busy} class="network-curves" data-moved={moved} data-gap={gap}>
      <p aria-live="polite">
        From u = 0 to {Number(until.toPrecision(3))} the tangent kernel turned by{' '}
        <strong>{moved.toFixed(4)}</strong> (1 − cosine; 0 is the lazy end). Closed form and integrated flow
        differ by at most {gap.toExponential(1)} in any entry of W.
      </p>
      <CurvePlot
        title="singular values of W₂W₁"
        x="u = t/τ"
        places={places}
        ticks={ticks}
        series={closed.singularValues.flatMap((values, k) => [
          { label: `σ${'₁₂₃₄₅₆'[k]}`, values, kind: 'line' as const, group: k },
          {
            label: `σ${'₁₂₃₄₅₆'[k]} integrated`,
            values: spread(times, integrated, integrated.singularValues[k]),
            kind: 'dots' as const,
            group: k,
          },
        ])}
      />
      <CurvePlot
        title="movement of the tangent kernel: 1 − cos(K(0), K(u))"
        x="u = t/τ"
        places={places}
        ticks={ticks}
        series={
          [
            { label: 'closed form', values: closed.kernelDistance, kind: 'line', group: 0 },
            {
              label: 'integrated flow',
              values: spread(times, integrated, integrated.kernelDistance),
              kind: 'dots',
              group: 0,
            },
          ] satisfies PlotSeries[]
        }
      />
      <small class="faint">
        {steps} steps of the integration; all of it computed here in {Math.round(ms)} ms
      </small>
    </div>
  );
}

/** Values at some of the times, gaps at the others. */
function spread(
  times: readonly number[],
  { times: some }: NetworkCurves,
  values: readonly number[],
): number[] {
  const known = new Map(some.map((time, k) => [time, values[k]]));
  return times.map((time) => known.get(time) ?? Number.NaN);
}
