import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import type { AxisTick } from '../explore/axis-ticks.js';
import type { LookSeries } from '../explore/claim-look.js';

export interface CurvePlotProps {
  readonly title: string;
  /** What the horizontal axis is, in plain text. */
  readonly x: string;
  /** Places 0..1, rising. */
  readonly places: readonly number[];
  readonly ticks: readonly AxisTick[];
  readonly series: readonly PlotSeries[];
  /** The place of the value that is looked at. */
  readonly here?: number;
}

/** Series of one group have one colour: a mode by its closed form, and as integrated. */
export type PlotSeries = LookSeries & { readonly group?: number };

/** Of the palette of Okabe and Ito: told apart with any colour vision. */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9'];
const HERE = '#555555';
const HEIGHT = 250;

export function CurvePlot({ title, x, places, ticks, series, here }: CurvePlotProps) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>();
  const now = useRef({ ticks, here });
  now.current = { ticks, here };
  const shape = JSON.stringify([x, series.map(({ label, kind, group }) => [label, kind, group])]);
  const data = [places, ...series.map(({ values }) => values.map(drawable))] as uPlot.AlignedData;

  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const own = new uPlot(optionsOf(x, series, now, element.clientWidth), data, element);
    plot.current = own;
    const resized = new ResizeObserver(() => own.setSize({ width: element.clientWidth, height: HEIGHT }));
    resized.observe(element);
    return () => {
      resized.disconnect();
      own.destroy();
    };
  }, [shape]);
  useEffect(() => plot.current?.setData(data), [places, series, here, ticks]);

  return (
    <figure class="plot">
      <figcaption>{title}</figcaption>
      <div ref={box} role="img" aria-label={`${title} over ${x}: ${summary(series)}`} />
    </figure>
  );
}

/** Floats that a canvas cannot place are gaps. */
const drawable = (value: number): number | null =>
  Number.isFinite(value) && Math.abs(value) < 1e150 ? value : null;

function optionsOf(
  x: string,
  series: readonly PlotSeries[],
  now: { readonly current: { readonly ticks: readonly AxisTick[]; readonly here?: number } },
  width: number,
): uPlot.Options {
  return {
    width,
    height: HEIGHT,
    scales: { x: { time: false, range: [0, 1] } },
    cursor: { drag: { x: false, y: false } },
    legend: { live: false },
    axes: [
      {
        label: x,
        labelSize: 22,
        splits: () => now.current.ticks.map(({ place }) => place),
        values: () => now.current.ticks.map(({ label }) => label),
      },
      { size: 64 },
    ],
    series: [
      {},
      ...series.map(({ label, kind, group }, k): uPlot.Series => {
        const colour = COLOURS[(group ?? k) % COLOURS.length];
        return kind === 'dots'
          ? { label, stroke: colour, paths: () => null, points: { show: true, size: 7, fill: colour } }
          : {
              label,
              stroke: colour,
              width: kind === 'dashes' ? 2.5 : 2,
              points: { show: false },
              ...(kind === 'dashes' && { dash: [7, 6] }),
            };
      }),
    ],
    hooks: { draw: [(plot) => drawHere(plot, now.current.here)] },
  };
}

function drawHere(plot: uPlot, here: number | undefined): void {
  if (here === undefined || !(here >= 0 && here <= 1)) return;
  const { ctx, bbox } = plot;
  const at = Math.round(plot.valToPos(here, 'x', true));
  ctx.save();
  ctx.strokeStyle = HERE;
  ctx.setLineDash([3, 4]);
  ctx.beginPath();
  ctx.moveTo(at, bbox.top);
  ctx.lineTo(at, bbox.top + bbox.height);
  ctx.stroke();
  ctx.restore();
}

/** For readers that see no picture: where each curve begins and ends. */
function summary(series: readonly PlotSeries[]): string {
  return series
    .map(({ label, values }) => {
      const drawn = values.filter((value) => Number.isFinite(value));
      if (drawn.length === 0) return `${label} has no values`;
      const [first, last] = [drawn[0], drawn[drawn.length - 1]].map((value) => Number(value.toPrecision(3)));
      return `${label} from ${first} to ${last}`;
    })
    .join('; ');
}
