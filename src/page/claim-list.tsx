import { useMemo, useState } from 'preact/hooks';
import type { ListAnswer, ListedDerivation } from './answers.js';
import { type Place, writePlace } from './place.js';

interface ClaimListProps {
  readonly list: ListAnswer;
  readonly place: Place;
}

/** Derivations and their claims, as links: every claim has an address. */
export function ClaimList({ list, place }: ClaimListProps) {
  const [filter, setFilter] = useState('');
  const shown = useMemo(() => filtered(errataLast(list.derivations), filter), [list, filter]);
  const count = shown.reduce((sum, { claims }) => sum + claims.length, 0);
  return (
    <nav aria-label="Claims">
      <label class="filter">
        Find a claim{' '}
        <input type="search" value={filter} onInput={(event) => setFilter(event.currentTarget.value)} />
      </label>
      <p class="faint" aria-live="polite">
        {count} claims
      </p>
      {shown.map(({ id, title, claims }) => (
        <details key={id} open={filter !== '' || place.name?.startsWith(`${id}/`)}>
          <summary>
            {title} <span class="faint">{claims.length}</span>
          </summary>
          <ul>
            {claims.map((claim) => {
              const name = `${id}/${claim.id}`;
              const current = name === place.name;
              return (
                <li key={claim.id}>
                  <a
                    href={writePlace({ name, values: {}, part: 1 })}
                    aria-current={current ? 'page' : undefined}
                  >
                    {claim.id}
                  </a>
                  {claim.erratum && <span class="faint"> erratum</span>}
                </li>
              );
            })}
          </ul>
        </details>
      ))}
    </nav>
  );
}

/** What is true comes first. */
const errataLast = (derivations: readonly ListedDerivation[]): readonly ListedDerivation[] => {
  const isErrata = ({ claims }: ListedDerivation) =>
    claims.filter(({ erratum }) => erratum).length > claims.length / 2;
  return [...derivations.filter((d) => !isErrata(d)), ...derivations.filter(isErrata)];
};

/** Every word of the filter is part of the id, the title, or the kind. */
function filtered(derivations: readonly ListedDerivation[], filter: string): readonly ListedDerivation[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return derivations;
  return derivations.flatMap((derivation) => {
    const claims = derivation.claims.filter((claim) => {
      const text = `${derivation.id}/${claim.id} ${derivation.title} ${claim.kind}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
    return claims.length > 0 ? [{ ...derivation, claims }] : [];
  });
}
