/**
 * How many elementary identities the kernel proves, by class, and which it does not:
 *   npx tsx bench/elementary-reach.ts [words of a class]
 */
import { questionsOf } from '../src/check/lower-claim.js';
import { compileDerivation } from '../src/claim/compile-derivation.js';
import { nowhere } from '../src/claim/places.js';
import { proveEquality } from '../src/kernel/index.js';
import { ELEMENTARY_IDENTITIES } from './elementary-identities.js';
import { IDENTITIES } from './identities.js';

const wanted = process.argv.slice(2).join(' ');
for (const { name, identities } of [...IDENTITIES, ...ELEMENTARY_IDENTITIES]) {
  if (!name.includes(wanted)) continue;
  const started = performance.now();
  let proved = 0;
  for (const [left, right, symbols] of identities) {
    const input = {
      derivation: 'bench',
      title: 'bench',
      symbols,
      claims: [{ id: 'i', equal: [left, right] }],
    };
    const compiled = compileDerivation(input, nowhere('bench'));
    if (compiled.kind !== 'derivation') {
      console.log(`  ${left} = ${right}: ${compiled.problems.map((p) => p.describe()).join(' | ')}`);
      continue;
    }
    const claim = compiled.derivation.claims[0];
    const result = proveEquality(questionsOf(claim)[0], { seed: 1 });
    if (result.kind === 'proved') proved += 1;
    else console.log(`  ${left} = ${right} ${JSON.stringify(symbols)}\n      ${result.reason}`);
  }
  const ms = performance.now() - started;
  console.log(`${name.padEnd(40)} ${proved} of ${identities.length} proved, ${ms.toFixed(0)} ms`);
}
