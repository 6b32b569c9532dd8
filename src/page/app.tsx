import { useEffect, useState } from 'preact/hooks';
import { parseRational } from '../expression/rational.js';
import type { ClaimAnswer, ListAnswer } from './answers.js';
import { ClaimList } from './claim-list.js';
import { ClaimView } from './claim-view.js';
import { NetworkPanel } from './network-panel.js';
import { type Place, readPlace, writePlace } from './place.js';
import { RegimePanel } from './regime-panel.js';
import { failureText, useAnswer } from './use-answer.js';

/** The whole page: what is looked at is in its address. */
export function App() {
  const [place, setPlace] = usePlace();
  const [attempt, setAttempt] = useState(0);
  const list = useAnswer<ListAnswer>(
    attempt === 0 ? 'GET' : 'POST',
    attempt === 0 ? 'api/derivations' : 'api/reload',
    attempt,
  );
  const path = place.name === undefined ? undefined : `api/claim?name=${encodeURIComponent(place.name)}`;
  const claim = useAnswer<ClaimAnswer>('GET', list.kind === 'found' ? path : undefined, attempt);
  // A claim without lambda leaves the network a lambda of its own.
  const [own, setOwn] = useState('1');
  const hasLambda =
    claim.kind === 'found' && claim.found.claim !== undefined && 'lambda' in claim.found.symbols;
  const lambda = (hasLambda ? place.values.lambda : undefined) ?? own;
  const setLambda = (value: string) => {
    setOwn(value);
    if (hasLambda) setPlace({ ...place, values: { ...place.values, lambda: value } });
  };
  return (
    <>
      <button type="button" class="skip" onClick={() => document.getElementById('main')?.focus()}>
        Skip to the claim
      </button>
      <header>
        <strong>flowproof</strong> <span>explore</span>
        <button type="button" onClick={() => setAttempt(attempt + 1)}>
          Read the files again
        </button>
      </header>
      <div class="columns">
        <details class="claims" open={place.name === undefined || innerWidth > 860}>
          <summary>Claims</summary>
          {list.kind === 'waiting' && <p class="faint">reading the derivations …</p>}
          {list.kind === 'failed' && <p class="failure">{failureText(list.failure)}</p>}
          {list.kind === 'found' && (
            <>
              {list.found.problems.map((problem) => (
                <p key={problem} class="failure">
                  {problem}
                </p>
              ))}
              <ClaimList list={list.found} place={place} />
            </>
          )}
        </details>
        <main id="main" tabIndex={-1}>
          {place.name === undefined && (
            <p>Choose a claim: its formula, its verdict and its curves appear here.</p>
          )}
          {claim.kind === 'failed' && <p class="failure">{failureText(claim.failure)}</p>}
          {claim.kind === 'waiting' && path !== undefined && <p class="faint">reading the claim …</p>}
          {claim.kind === 'found' && (
            <ClaimView
              key={claim.found.name + claim.found.fingerprint}
              answer={claim.found}
              place={place}
              onPlace={setPlace}
            />
          )}
          <NetworkPanel lambda={parseRational(lambda) === undefined ? '0' : lambda} onLambda={setLambda} />
          <RegimePanel lambda={parseRational(lambda) === undefined ? '0' : lambda} onLambda={setLambda} />
        </main>
      </div>
    </>
  );
}

/** The address holds the place; a slider does not fill the history. */
function usePlace(): readonly [Place, (place: Place) => void] {
  const [place, setPlace] = useState(() => readPlace(location.hash));
  useEffect(() => {
    const changed = () => setPlace(readPlace(location.hash));
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
  const move = (next: Place): void => {
    setPlace(next);
    history.replaceState(null, '', writePlace(next));
  };
  return [place, move];
}
