/** Short campaigns against stored certificates of every kind; `npm run tamper` runs them for as long as wanted. */
import { beforeAll, describe, expect, it } from 'vitest';
import { derivationOf } from '../../src/claim/compile-derivation.js';
import type { DerivationInput } from '../../src/claim/document.js';
import { type CampaignReport, campaign, type Target } from './tampering/campaign.js';
import { checkedTargets } from './tampering/targets.js';

const INPUT: DerivationInput = {
  derivation: 'sample',
  title: 'A claim of every kind',
  symbols: { x: 'real', y: 'positive', s: 'positive', t: 'real', n: { is: 'integer', ge: 0 } },
  matrices: { A: 'p x q', B: 'r x p', Z: 'p', H: 'r x q' },
  claims: [
    { id: 'radicals', equal: ['sqrt(x^2*y)', 'abs(x)*sqrt(y)'] },
    { id: 'nested', equal: ['sqrt(5 + 2*sqrt(6))', 'sqrt(2) + sqrt(3)'] },
    { id: 'logarithms', equal: ['log(y^2*s)', '2*log(y) + log(s)'] },
    { id: 'angles', equal: ['atan(y) + atan(1/y)', 'pi/2'] },
    { id: 'chain', chain: ['sinh(2*x)', '2*sinh(x)*cosh(x)', '(exp(2*x) - exp(-2*x))/2'] },
    { id: 'bound', holds: 'exp(x) >= 1 + x' },
    { id: 'segment', holds: 'y > tanh(y)' },
    { id: 'lemma', holds: 'exp(x) - x - 1 >= 0', using: ['bound'] },
    { id: 'rate', derivative: { of: 'log(cosh(x))', by: 'x', is: 'tanh(x)' } },
    {
      id: 'logistic',
      solves: {
        variable: 't',
        forms: { a: '1/(1 + exp(-t))' },
        field: { a: 'a*(1 - a)' },
        initial: { at: '0', values: { a: '1/2' } },
      },
    },
    { id: 'balance', conserved: { quantity: 'x^2 - t^2', loss: '(x*t - s)^2/2', parameters: ['x', 't'] } },
    { id: 'limit', limit: { of: '(cosh(x) - 1)/x^2', as: 'x -> 0', is: '1/2' } },
    { id: 'order', order: { of: 'sqrt(1 + x^2) - 1', as: 'x -> 0', exponent: '2' } },
    { id: 'extends', extends: { of: 'sinh(x)/x', at: { x: 0 }, is: '1' } },
    { id: 'integral', integral: { of: '1/(1 + x^2)', by: 'x', is: 'atan(x)' } },
    { id: 'sum', sum: { of: 'k', over: 'k', from: '1', to: 'n', is: 'n*(n + 1)/2' } },
    { id: 'gram', given: ["B'*B - A*A' = t*I"], identity: ["(A'*A)^2 + t*A'*A", "(B*A)'*B*A"] },
    {
      id: 'blocks',
      given: ["B'*B - A*A' = t*I"],
      identity: ["[A, Z; Z*A, B'*B]", "[A, Z; Z*A, t*I + A*A']"],
    },
    { id: 'trace', given: ["B'*B - A*A' = t*I"], identity: ['sqnorm(B) - sqnorm(A)', 't*p'] },
    { id: 'inverse', identity: ["inv(I + A*A')*A", "A*inv(I + A'*A)"] },
    {
      id: 'root',
      matrices: { M: { shape: 'p', is: 'positive-definite' } },
      identity: ['s*sqrtm(M)^2', 'sqrt(s)^2*M'],
    },
    {
      id: 'matrix-rate',
      rate: { of: "B'*B - A*A'", along: { A: "B'*H", B: "H*A'" }, is: 0 },
    },
    { id: 'moment', expectation: { of: 'z^4', over: { z: { gaussian: { variance: 's' } } }, is: '3*s^2' } },
  ],
};

let targets: Target[] = [];
beforeAll(async () => {
  targets = await checkedTargets(derivationOf(INPUT));
}, 60_000);

const told = ({ accepted }: CampaignReport): string[] =>
  accepted.map(
    ({ outcome, index, target, what, detail }) => `${outcome} ${index} ${target} ${what} ${detail ?? ''}`,
  );

describe('stored certificates', () => {
  it('are there for every kind of claim', () => {
    expect(targets.map(({ name }) => name)).toEqual(INPUT.claims.map(({ id }) => `sample/${id}`));
  });

  it('are rejected when any one field is changed', async () => {
    const report = await campaign(targets, { seed: 21, runs: 250 });
    expect(told(report)).toEqual([]);
    expect(report.tamperings).toBe(250);
  }, 60_000);

  it('prove nothing false when the change is sealed again', async () => {
    const report = await campaign(targets, { seed: 22, runs: 150, forged: true });
    expect(told(report).filter((line) => !line.startsWith('accepted'))).toEqual([]);
    // Some changes make another proof of the same claim; most have to be seen.
    expect(report.counts.get('rejected') ?? 0).toBeGreaterThan(75);
  }, 60_000);
});
