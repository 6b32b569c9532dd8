import { useEffect, useRef, useState } from 'preact/hooks';
import { FlowproofError } from '../errors.js';
import type { SweepAxis } from '../explore/sweep-axis.js';
import { fromNumber, parseRational, rational, toNumber } from '../expression/rational.js';
import { REGIME_COLOURS, REGIME_MEANINGS } from '../plot/regime-figure.js';
import { axisOf } from '../theory/regimes/axis.js';
import { classifyRegime, REGIMES, type Regime } from '../theory/regimes/classify.js';
import { REGIME_PARAMETERS, type RegimeParameter } from '../theory/regimes/coordinate.js';
import { DEFAULT_COORDINATE } from '../theory/regimes/regime-map.js';
import { Formula } from './formula.js';
import { drawMap } from './regime-canvas.js';
import { AxisSlider } from './symbol-sliders.js';
import { failureText } from './use-answer.js';
import { useTask } from './use-task.js';

const TEX: Readonly<Record<RegimeParameter, string>> = {
  c: 'c',
  lambda: '\\lambda',
  gamma: '\\gamma',
  betaPT: '|\\beta_{PT}|',
  betaFT: '|\\beta_{FT}|',
};
const RANGES: Readonly<Record<RegimeParameter, readonly [from: number, to: number]>> = {
  c: [1e-4, 1e4],
  lambda: [-1, 1],
  gamma: [0, 3],
  betaPT: [1e-3, 1e3],
  betaFT: [1e-3, 1e3],
};
const PLANES: readonly (readonly [RegimeParameter, RegimeParameter])[] = [
  ['c', 'lambda'],
  ['c', 'gamma'],
  ['gamma', 'lambda'],
  ['betaPT', 'betaFT'],
  ['c', 'betaFT'],
];
const SIZE = [160, 110] as const;

const sliderAxis = (parameter: RegimeParameter): SweepAxis => {
  const [from, to] = RANGES[parameter].map((end) => fromNumber(end));
  return { symbol: parameter, from, to, scale: from.numerator > 0n ? 'log' : 'linear' };
};

interface RegimePanelProps {
  /** As typed; where it lies in [-1, 1], it is that of the map. */
  readonly lambda: string;
  readonly onLambda: (value: string) => void;
}

/** The regimes of fine-tuning in a plane of two parameters, and where one coordinate stands. */
export function RegimePanel({ lambda, onLambda }: RegimePanelProps) {
  const [plane, setPlane] = useState(0);
  const [typed, setTyped] = useState<Readonly<Record<RegimeParameter, string>>>(() => ({
    c: String(DEFAULT_COORDINATE.c),
    lambda: String(DEFAULT_COORDINATE.lambda),
    gamma: String(DEFAULT_COORDINATE.gamma),
    betaPT: String(DEFAULT_COORDINATE.betaPT),
    betaFT: String(DEFAULT_COORDINATE.betaFT),
  }));
  const shared = Math.abs(numberOf(lambda)) <= 1;
  const texts = { ...typed, ...(shared && { lambda }) };
  const here = Object.fromEntries(REGIME_PARAMETERS.map((name) => [name, numberOf(texts[name])])) as Record<
    RegimeParameter,
    number
  >;
  const [x, y] = PLANES[plane].map((parameter) => {
    const [from, to] = RANGES[parameter];
    return { parameter, from, to };
  });
  const input = { x, y, at: here, size: SIZE };
  const held = REGIME_PARAMETERS.filter((name) => !PLANES[plane].includes(name)).map((name) => here[name]);
  const { found, failure, ms } = useTask('regimes', input, JSON.stringify([plane, held]));
  const canvas = useRef<HTMLCanvasElement>(null);
  const cross = [axisOf(x).placeOf(here[x.parameter]), axisOf(y).placeOf(here[y.parameter])] as const;
  useEffect(() => {
    const element = canvas.current;
    if (element === null || found === undefined) return undefined;
    const draw = () => drawMap(element, found, axisOf(x), axisOf(y), cross);
    const resized = new ResizeObserver(draw);
    resized.observe(element);
    return () => resized.disconnect();
  }, [found, cross[0], cross[1]]);
  const now = regimeHere(here);
  return (
    <section class="regimes" aria-labelledby="regimes-heading">
      <h2 id="regimes-heading">Regimes of fine-tuning</h2>
      <p class="faint">
        A coordinate of a diagonal network that is pretrained and fine-tuned (arXiv 2602.20062). Here{' '}
        <Formula tex="\lambda = (w_0^2 - v_0^2)/c \in [-1, 1]" />
        {shared ? ', that of the claim' : '; the λ of the claim lies outside, so the map has its own'}.
      </p>
      <fieldset class="sliders">
        <legend>Coordinate</legend>
        {REGIME_PARAMETERS.map((name) => (
          <div class="slider" key={name}>
            <span class="over" />
            <Formula tex={TEX[name]} />
            <AxisSlider
              label={`${name} of the coordinate`}
              axis={sliderAxis(name)}
              value={texts[name]}
              onValue={(value) => {
                if (name === 'lambda' && shared) onLambda(value);
                else setTyped({ ...typed, [name]: value });
              }}
            />
          </div>
        ))}
        <label class="row">
          map over{' '}
          <select value={plane} onChange={(event) => setPlane(Number(event.currentTarget.value))}>
            {PLANES.map(([a, b], k) => (
              <option key={`${a} ${b}`} value={k}>
                {a} and {b}
              </option>
            ))}
          </select>
        </label>
      </fieldset>
      <p aria-live="polite" data-regime={now.regime}>
        {now.text}
      </p>
      {failure && <p class="failure">{failureText(failure)}</p>}
      <figure class="plot">
        <figcaption>
          <Formula tex={TEX[x.parameter]} /> across, <Formula tex={TEX[y.parameter]} /> upwards
        </figcaption>
        <canvas ref={canvas} class="map" role="img" aria-label={`map of the regimes; ${now.text}`} />
        <Legend regimes={REGIMES.filter((_, k) => found?.regimes.includes(k))} />
      </figure>
      <small class="faint">
        {SIZE[0]} × {SIZE[1]} points, computed here in {Math.round(ms)} ms; lines are boundaries in closed
        form
      </small>
    </section>
  );
}

const numberOf = (text: string): number => toNumber(parseRational(text) ?? rational(0n));

function regimeHere(here: Record<RegimeParameter, number>): {
  readonly regime?: Regime;
  readonly text: string;
} {
  try {
    const { regime, ell, pd } = classifyRegime(here);
    const [name] = REGIME_MEANINGS[regime];
    const text = `Here: regime ${regime} (${name}); ℓ = ${ell.toFixed(4)}, PD = ${pd.toFixed(4)}.`;
    return { regime, text };
  } catch (error) {
    if (error instanceof FlowproofError) return { text: failureText(error) };
    throw error;
  }
}

const Legend = ({ regimes }: { regimes: readonly Regime[] }) => (
  <ul class="legend">
    {regimes.map((regime) => (
      <li key={regime}>
        <span class="swatch" style={{ background: REGIME_COLOURS[regime] }} />
        <strong>{regime}</strong> {REGIME_MEANINGS[regime].join(': ')}
      </li>
    ))}
  </ul>
);
