/** `claimTests` declares what this run then finds: three tests, the last of which expects a refutation. */
import { derivation } from 'flowproof';
import { claimTests } from 'flowproof/vitest';
import { describe, expect, it } from 'vitest';

const square = derivation({
  derivation: 'square',
  title: 'A square',
  symbols: { x: 'real' },
  claims: [
    { id: 'expanded', equal: ['(x + 1)^2', 'x^2 + 2*x + 1'], require: 'proved' },
    { id: 'cites', equal: ['(x + 1)^2 - 1', 'x^2 + 2*x'], using: ['expanded'] },
    { id: 'no-middle', equal: ['(x + 1)^2', 'x^2 + 1'], expect: 'refuted', right: 'claim expanded' },
  ],
});
await claimTests(square);

describe('claimTests', () => {
  it('refuses to pass where there is nothing to check', async () => {
    await expect(claimTests([])).rejects.toMatchObject({ code: 'nothing-to-check' });
  });

  it('refuses a malformed derivation', async () => {
    const [first] = square.claims;
    const malformed = { ...square, claims: [{ ...first, equal: ['x +', 'x'] as const }] };
    await expect(claimTests(malformed)).rejects.toMatchObject({ name: 'FlowproofError' });
  });
});
