import { useState } from 'preact/hooks';
import type { FoundVerdict, VerdictAnswer } from './answers.js';
import { failureText, useAnswer } from './use-answer.js';

const MEANINGS: Readonly<Record<string, string>> = {
  proved: 'holds at every point of its domain where both sides are defined, by an exact proof',
  certified: 'holds on its whole bounded domain, by rigorous enclosures',
  supported: 'agreed wherever it was drawn; nothing is proved',
  undecided: 'neither proved nor refuted',
  refuted: 'false: a point of its domain refutes it',
  error: 'could not be read or checked',
};

/** The verdict of a claim and what it rests on. The claim is checked when it is chosen, unless an earlier run has. */
export function VerdictPanel({ name, fingerprint }: { name: string; fingerprint: string }) {
  const [attempt, setAttempt] = useState(0);
  const answer = useAnswer<VerdictAnswer>('POST', `api/verdict?name=${encodeURIComponent(name)}`, attempt);
  return (
    <section class="verdict" aria-labelledby="verdict-heading">
      <h2 id="verdict-heading">Verdict</h2>
      <div aria-live="polite">
        {answer.kind === 'waiting' && <p class="badge waiting">checking …</p>}
        {answer.kind === 'failed' && (
          <p class="failure">
            {failureText(answer.failure)}{' '}
            <button type="button" onClick={() => setAttempt(attempt + 1)}>
              check again
            </button>
          </p>
        )}
        {answer.kind === 'found' && (
          <Found answer={answer.found} stale={answer.found.fingerprint !== fingerprint} />
        )}
      </div>
    </section>
  );
}

function Found({ answer, stale }: { answer: VerdictAnswer; stale: boolean }) {
  const { verdict, ok, expected, headline, reason, counterexample, flows, remembered, seconds } = answer;
  const erratum = expected === 'refuted';
  return (
    <>
      <p>
        <strong
          class={`badge ${ok ? 'good' : verdict === 'undecided' ? 'warn' : 'bad'}`}
          data-verdict={verdict}
        >
          {erratum && ok ? 'refuted, as it should be' : verdict}
        </strong>{' '}
        <span>{MEANINGS[verdict]}</span>
      </p>
      {stale && <p class="failure">the file has changed since it was read: read the files again</p>}
      {!ok && <p>The author asks for {expected}.</p>}
      {headline !== '' && <p>{headline}</p>}
      {reason !== undefined && <p class="faint">{reason}</p>}
      {counterexample && (
        <dl class="counterexample">
          <dt>at</dt>
          <dd>
            {Object.entries(counterexample.point)
              .map(([symbol, value]) => `${symbol} = ${value}`)
              .join(', ') || 'every point: there are no symbols'}
          </dd>
          {counterexample.values.map(({ label, value }) => (
            <>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </>
          ))}
        </dl>
      )}
      <details>
        <summary>
          Evidence{' '}
          <span class="faint">
            {remembered ? '(of an earlier run)' : `(found in ${seconds.toFixed(2)} s)`}
          </span>
        </summary>
        <Lines found={answer} />
        {flows.map((flow) => (
          <div key={flow.id}>
            <p>
              <strong>{flow.verdict}</strong> by the flow {flow.id}: {flow.headline}
            </p>
            <Lines found={flow} />
          </div>
        ))}
      </details>
    </>
  );
}

const Lines = ({ found }: { found: FoundVerdict }) => (
  <ul>
    {found.evidence.map((line) => (
      <li key={line}>{line}</li>
    ))}
  </ul>
);
