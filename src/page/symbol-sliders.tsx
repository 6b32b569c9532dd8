import { useEffect, useId, useState } from 'preact/hooks';
import type { SymbolDomain } from '../domain/domain.js';
import { placeOn, type SweepAxis, valueOn } from '../explore/sweep-axis.js';
import { parseRational, type Rational, toNumber } from '../expression/rational.js';
import { Formula } from './formula.js';

export interface SliderRow {
  readonly symbol: SymbolDomain;
  readonly axis: SweepAxis;
  readonly tex: string;
  /** As typed: `1/2`, `-3e-7`. */
  readonly value: string;
}

export interface SymbolSlidersProps {
  readonly rows: readonly SliderRow[];
  readonly over: string;
  readonly onValue: (name: string, value: string) => void;
  readonly onOver: (name: string) => void;
}

/** A row a symbol: what curves run over, a slider over its axis, and a field for any value. */
export function SymbolSliders({ rows, over, onValue, onOver }: SymbolSlidersProps) {
  return (
    <fieldset class="sliders">
      <legend>Symbols</legend>
      {rows.map((row) => (
        <SymbolRow
          key={row.symbol.name}
          row={row}
          isOver={row.symbol.name === over}
          onValue={(value) => onValue(row.symbol.name, value)}
          onOver={() => onOver(row.symbol.name)}
        />
      ))}
    </fieldset>
  );
}

interface SymbolRowProps {
  readonly row: SliderRow;
  readonly isOver: boolean;
  readonly onValue: (value: string) => void;
  readonly onOver: () => void;
}

function SymbolRow({ row, isOver, onValue, onOver }: SymbolRowProps) {
  const { symbol, axis, tex, value } = row;
  return (
    <div class="slider">
      <label class="over" title={`curves run over ${symbol.name}`}>
        <input
          type="radio"
          name="over"
          checked={isOver}
          onChange={onOver}
          aria-label={`curves run over ${symbol.name}`}
        />
      </label>
      <Formula tex={tex} />
      <AxisSlider label={symbol.name} axis={axis} integer={symbol.integer} value={value} onValue={onValue} />
    </div>
  );
}

/** Positions of a slider: even, so that its middle is one of them. */
const POSITIONS = 400;

export interface AxisSliderProps {
  readonly label: string;
  readonly axis: SweepAxis;
  readonly integer?: boolean;
  readonly value: string;
  readonly onValue: (value: string) => void;
}

/** A slider and a field that show one value: the field takes what lies between two positions, or beyond the ends. */
export function AxisSlider({ label, axis, integer = false, value, onValue }: AxisSliderProps) {
  const number = parseRational(value);
  const positions = integer ? Math.max(1, toNumber(axis.to) - toNumber(axis.from)) : POSITIONS;
  const place = number === undefined ? 0 : placeOn(axis, toNumber(number));
  const shown = Math.round(Math.min(1, Math.max(0, place)) * positions);
  return (
    <>
      <input
        type="range"
        min={0}
        max={positions}
        step={1}
        value={shown}
        aria-label={label}
        aria-valuetext={`${label} = ${value}`}
        onInput={(event) => onValue(written(valueOn(axis, Number(event.currentTarget.value) / positions)))}
      />
      <ValueField label={label} value={value} onValue={onValue} />
    </>
  );
}

/** The shortest text of a value of a slider. */
const written = (value: Rational): string => String(toNumber(value));

function ValueField({
  label,
  value,
  onValue,
}: {
  label: string;
  value: string;
  onValue: (value: string) => void;
}) {
  const [text, setText] = useState(value);
  const hint = useId();
  useEffect(() => setText(value), [value]);
  const wrong = parseRational(text.trim()) === undefined;
  return (
    <span class="value">
      <input
        type="text"
        inputMode="text"
        size={10}
        value={text}
        aria-label={`value of ${label}`}
        aria-invalid={wrong}
        aria-describedby={wrong ? hint : undefined}
        onInput={(event) => {
          const typed = event.currentTarget.value;
          setText(typed);
          if (parseRational(typed.trim()) !== undefined) onValue(typed.trim());
        }}
      />
      {wrong && (
        <small id={hint} class="wrong">
          a number such as 1/3 or -2e-7
        </small>
      )}
    </span>
  );
}
