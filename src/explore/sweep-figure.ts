import type { Claim } from '../claim/claim.js';
import type { Point } from '../domain/domain.js';
import { type Rational, toNumber } from '../expression/rational.js';
import { lineFigure, type Scene } from '../plot/index.js';
import { powersOn } from './axis-ticks.js';
import { sweptValue } from './comparison-at.js';
import { integratedCurve } from './integrated-curve.js';
import type { Sweep } from './sweep.js';
import { placeOn, type SweepAxis, valuesOn } from './sweep-axis.js';

/** Digits of agreement beyond this are drawn as so many. */
const MOST_DIGITS = 20;
/** Curves over the second symbol, and points of each. */
const CURVES = 5;
const CURVE_POINTS = 121;
const DOTS = 25;

/** Both sides over the swept symbol, how many digits agree, and where something changes. */
export function sweepFigure(claim: Claim, { sides, axis, at, rows, changes }: Sweep): Scene {
  const numberOf = (value: Rational) => toNumber(value);
  const side = (which: 'left' | 'right') =>
    rows.map((row): readonly [number, number] => {
      const found = row[which];
      return [numberOf(row.value), found.kind === 'value' ? found.number : Number.NaN];
    });
  const agreement = rows.map((row): readonly [number, number] => [
    numberOf(row.value),
    Math.min(MOST_DIGITS, row.agreement),
  ]);
  const panels = [
    {
      title: 'both sides',
      series: [
        { label: 'left side', points: side('left') },
        { label: 'right side', points: side('right'), dash: true },
      ],
    },
    ...(sides.relation === '='
      ? [
          {
            title: 'digits in which they agree',
            series: [{ label: `at most ${MOST_DIGITS} drawn`, points: agreement, dots: true }],
            range: [0, MOST_DIGITS + 1] as const,
          },
        ]
      : []),
  ];
  return lineFigure({
    title: `${claim.derivation}/${claim.id}`,
    subtitle: [sides.label, heldText(at)].filter((part) => part !== '').join('   '),
    x: xAxis(axis),
    panels,
    marks: [...new Set(changes.map(({ from }) => numberOf(from)))],
  });
}

/** The curve of a claim over the second symbol, for a few values of the swept one; beside a closed form the integrated flow. */
export function curvesFigure(
  claim: Claim,
  { sides, axis, at, rows }: Sweep,
  over: SweepAxis,
  part = 0,
): Scene {
  const chosen = Array.from(
    { length: Math.min(CURVES, rows.length) },
    (_, k) => rows[Math.round((k * (rows.length - 1)) / Math.max(1, Math.min(CURVES, rows.length) - 1))],
  );
  const values = valuesOn(over, CURVE_POINTS);
  const series = chosen.map(({ value, shape }) => ({
    label: `${axis.symbol} = ${Number(toNumber(value).toPrecision(6))}: ${shape ?? ''}`,
    points: values.map((t): readonly [number, number] => {
      const found = sweptValue(sides.curve, new Map([...at, [axis.symbol, value], [over.symbol, t]]), 10);
      return [toNumber(t), found.kind === 'value' ? found.number : Number.NaN];
    }),
  }));
  const integrated = chosen.flatMap(({ value }) =>
    flowDots(claim, part, new Map([...at, [axis.symbol, value]]), over),
  );
  return lineFigure({
    title: `${claim.derivation}/${claim.id}`,
    subtitle: [sides.label, heldText(new Map([...at].filter(([name]) => name !== over.symbol)))]
      .filter((part) => part !== '')
      .join('   '),
    x: xAxis(over),
    panels: [
      {
        title: `${integrated.length > 0 ? 'closed form' : 'the curve'} over ${over.symbol}`,
        series: [
          ...series,
          ...(integrated.length > 0 ? [{ label: 'integrated flow', points: integrated, dots: true }] : []),
        ],
      },
    ],
  });
}

/** The integrated flow at a few times; none where the claim states no flow over this symbol. */
function flowDots(
  claim: Claim,
  part: number,
  point: Point,
  over: SweepAxis,
): readonly (readonly [number, number])[] {
  if (claim.statement.kind !== 'solves' || claim.statement.variable !== over.symbol) return [];
  const times = valuesOn(over, DOTS).map(toNumber);
  const states = integratedCurve(claim, part, point, times);
  return states?.map((state, k) => [times[k], state] as const) ?? [];
}

const heldText = (at: ReadonlyMap<string, Rational>): string =>
  [...at].map(([name, value]) => `${name} = ${Number(toNumber(value).toPrecision(6))}`).join(', ');

function xAxis(axis: SweepAxis) {
  const [from, to] = [toNumber(axis.from), toNumber(axis.to)];
  return {
    label: axis.symbol,
    from,
    to,
    placeOf: (x: number) => placeOn(axis, x),
    ticks: axis.scale === 'linear' ? undefined : powersOn(axis),
  };
}
