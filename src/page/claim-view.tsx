import { useEffect, useMemo } from 'preact/hooks';
import type { Claim } from '../claim/claim.js';
import type { Point } from '../domain/domain.js';
import { FlowproofError } from '../errors.js';
import { axisTicks } from '../explore/axis-ticks.js';
import type { ClaimLook } from '../explore/claim-look.js';
import { claimFromText } from '../explore/claim-text.js';
import { defaultPoint } from '../explore/default-point.js';
import { placeOn } from '../explore/sweep-axis.js';
import { axisOfSymbol } from '../explore/symbol-axis.js';
import { formatRational, parseRational, type Rational, toNumber } from '../expression/rational.js';
import type { ClaimAnswer } from './answers.js';
import { CurvePlot } from './curve-plot.js';
import { Formula } from './formula.js';
import type { Place } from './place.js';
import { SymbolSliders } from './symbol-sliders.js';
import { failureText } from './use-answer.js';
import { useTask } from './use-task.js';
import { VerdictPanel } from './verdict-panel.js';

interface ClaimViewProps {
  readonly answer: ClaimAnswer;
  readonly place: Place;
  readonly onPlace: (place: Place) => void;
}

export function ClaimView({ answer, place, onPlace }: ClaimViewProps) {
  const { name, derivation, kind, prose, source, right, file, line } = answer;
  return (
    <article class="claim">
      <p class="faint">
        {derivation} · {kind} · {file}
        {line === undefined ? '' : `:${line}`}
      </p>
      <h1>{name}</h1>
      {prose !== undefined && <p>{prose}</p>}
      <div class="statement">
        <Formula tex={answer.tex} display />
      </div>
      {answer.where.length > 0 && (
        <details>
          <summary>Abbreviations</summary>
          {answer.where.map((tex) => (
            <Formula key={tex} tex={tex} display />
          ))}
        </details>
      )}
      {answer.conditions.length > 0 && (
        <p>
          for{' '}
          {answer.conditions.map((tex, k) => (
            <span key={tex}>
              {k > 0 && ', '}
              <Formula tex={tex} />
            </span>
          ))}
        </p>
      )}
      {right !== undefined && <p>Right is: {right}</p>}
      {source !== undefined && <p class="faint">Source: {source}</p>}
      <VerdictPanel key={name} name={name} fingerprint={answer.fingerprint} />
      {answer.claim === undefined ? (
        <p class="faint">{answer.notSwept}; the verdict above is what was found about it.</p>
      ) : (
        <Explorer key={name} answer={answer} text={answer.claim} place={place} onPlace={onPlace} />
      )}
    </article>
  );
}

/** A claim that can be looked at point by point. */
function Explorer({ answer, text, place, onPlace }: ClaimViewProps & { text: string }) {
  const opened = useMemo(() => open(text, place.values), [text]);
  if ('failure' in opened) return <p class="failure">{opened.failure}</p>;
  if (opened.claim.domain.symbols.size === 0) return <p class="faint">The claim has no symbols to move.</p>;
  return <MovedPoint answer={answer} text={text} place={place} onPlace={onPlace} opened={opened} />;
}

interface MovedPointProps extends ClaimViewProps {
  readonly text: string;
  readonly opened: OpenedClaim;
}

/** The claim at a point that somebody moves. */
function MovedPoint({ answer, text, place, onPlace, opened }: MovedPointProps) {
  const { claim, values: first } = opened;
  const symbols = [...claim.domain.symbols.values()];
  const values = Object.fromEntries(symbols.map(({ name }) => [name, place.values[name] ?? first[name]]));
  // The address says all of what is looked at, and the network below shares lambda.
  useEffect(() => {
    if (symbols.some(({ name }) => place.values[name] === undefined)) onPlace({ ...place, values });
  }, []);
  const over = symbols.find(({ name }) => name === (place.over ?? runsFirst(claim))) ?? symbols[0];
  const axis = axisOfSymbol(over);
  const part = Math.min(place.part, answer.parts.length);
  const at: Point = new Map(
    symbols.map(({ name }) => [
      name,
      parseRational(values[name]) ?? (parseRational(first[name]) as Rational),
    ]),
  );
  const key = JSON.stringify([values, over.name, part]);
  const given = { claim: text, at, axis, part: part - 1 };
  const look = useTask('look', given, key);
  const others = JSON.stringify([{ ...values, [over.name]: '' }, over.name, part]);
  const changes = useTask('changes', given, others);
  const here = placeOn(axis, toNumber(at.get(over.name) as Rational));
  return (
    <section aria-labelledby="explore-heading">
      <h2 id="explore-heading">Explore</h2>
      {answer.parts.length > 1 && (
        <label>
          Comparison{' '}
          <select
            value={part}
            onChange={(event) => onPlace({ ...place, part: Number(event.currentTarget.value) })}
          >
            {answer.parts.map((label, k) => (
              <option key={label} value={k + 1}>
                {k + 1}: {label}
              </option>
            ))}
          </select>
        </label>
      )}
      <SymbolSliders
        rows={symbols.map((symbol) => ({
          symbol,
          axis: axisOfSymbol(symbol),
          tex: answer.symbols[symbol.name] ?? symbol.name,
          value: values[symbol.name],
        }))}
        over={over.name}
        onValue={(name, value) => onPlace({ ...place, values: { ...values, [name]: value } })}
        onOver={(name) => onPlace({ ...place, values, over: name })}
      />
      {look.failure && <p class="failure">{failureText(look.failure)}</p>}
      {look.found && <Here look={look.found} ms={look.ms} busy={look.busy} />}
      {look.found?.panels.map((panel) => (
        <CurvePlot
          key={panel.title}
          title={panel.title}
          x={over.name}
          places={panel.places}
          ticks={axisTicks(axis)}
          series={panel.series}
          here={here}
        />
      ))}
      {look.found?.notes.map((note) => (
        <p key={note} class="failure">
          {note}
        </p>
      ))}
      <Changes found={changes.found} busy={changes.busy} over={over.name} />
    </section>
  );
}

interface OpenedClaim {
  readonly claim: Claim;
  /** A point of its domain, as typed. */
  readonly values: Readonly<Record<string, string>>;
}

/** The claim, and a point of its domain to begin with: what the address gives, telling values for the rest. */
function open(
  text: string,
  typed: Readonly<Record<string, string>>,
): OpenedClaim | { readonly failure: string } {
  try {
    const claim = claimFromText(text);
    const given = new Map<string, Rational>();
    for (const name of claim.domain.symbols.keys()) {
      const value = typed[name] === undefined ? undefined : parseRational(typed[name]);
      if (value !== undefined) given.set(name, value);
    }
    const point = defaultPoint(claim.domain, given);
    return {
      claim,
      values: Object.fromEntries([...point].map(([name, value]) => [name, formatRational(value)])),
    };
  } catch (error) {
    if (error instanceof FlowproofError) return { failure: failureText(error) };
    throw error;
  }
}

/** Time, for a claim that something solves a flow; else lambda, where there is one. */
function runsFirst({ statement, domain }: Claim): string | undefined {
  if (statement.kind === 'solves') return statement.variable;
  return [...domain.symbols.keys()].find((name) => name === 'lambda');
}

function Here({ look, ms, busy }: { look: ClaimLook; ms: number; busy: boolean }) {
  const { left, right, relation, agreement, verdict } = look;
  const text = (side: ClaimLook['left']) => (side.kind === 'value' ? side.text : side.kind);
  const digits = Number.isFinite(agreement) ? agreement.toFixed(1) : 'all that were asked for';
  return (
    <div class="here" data-busy={busy}>
      <p aria-live="polite">
        Here the claim{' '}
        <strong
          class={`badge ${verdict === 'holds' ? 'good' : verdict === 'fails' ? 'bad' : 'warn'}`}
          data-here={verdict}
        >
          {verdict === 'open'
            ? 'stays open'
            : verdict === 'undefined'
              ? 'is undefined'
              : verdict === 'outside the domain'
                ? 'says nothing: outside the domain'
                : verdict}
        </strong>
      </p>
      <dl class="sides">
        <dt>left side</dt>
        <dd>{text(left)}</dd>
        <dt>right side</dt>
        <dd>{text(right)}</dd>
        {relation !== 'undefined' && relation !== 'open' && (
          <>
            <dt>digits that agree</dt>
            <dd>{digits}</dd>
          </>
        )}
      </dl>
      <small class="faint">
        20 guaranteed digits and the curves below, computed here in {Math.round(ms)} ms
      </small>
    </div>
  );
}

function Changes({ found, busy, over }: { found?: readonly string[]; busy: boolean; over: string }) {
  if (found === undefined) return busy ? <p class="faint">looking for changes along {over} …</p> : null;
  if (found.length === 0) return <p class="faint">Along {over} nothing changes.</p>;
  return (
    <>
      <h3>What changes along {over}</h3>
      <ul>
        {found.map((change) => (
          <li key={change}>{change}</li>
        ))}
      </ul>
    </>
  );
}
