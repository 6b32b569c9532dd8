/** Random claims about matrices through the whole ladder, and their certificates through the checker. */
import { checkClaim } from '../../../src/check/check-claim.js';
import { certificatesOf, readCertificates, sealed } from '../../../src/check/claim-certificates.js';
import { DEFAULT_OPTIONS } from '../../../src/check/options.js';
import { verifyClaim } from '../../../src/check/verify-claim.js';
import { derivationOf } from '../../../src/claim/compile-derivation.js';
import { claimFingerprints } from '../../../src/claim/fingerprint.js';
import { changeField, type Json } from '../../checker/tampering/change-field.js';
import type { FuzzDice } from './dice.js';
import { matrixClaim } from './matrix-claims.js';
import { stopwatch, type TrialResult, timed } from './trial.js';

const BUDGET_MS = 1_000;

export async function matrixTrial(dice: FuzzDice): Promise<TrialResult> {
  const made = matrixClaim(dice);
  const forge = dice.chance(0.3);
  return timed(`matrix ${made.kind} (${made.isTrue ? 'true' : 'false'})`, made.text, async () => {
    const { claims } = derivationOf(made.input);
    const [claim] = claims;
    const elapsed = stopwatch();
    const options = { ...DEFAULT_OPTIONS, runs: 30, claimBudgetMs: BUDGET_MS };
    const result = await checkClaim(claim, 'fuzz', options);
    const over = { overMs: elapsed(), budgetMs: BUDGET_MS };
    const { verdict } = result;
    if (verdict === 'error') return { verdict: 'WRONG error', wrong: `called malformed: ${result.reason}` };
    if (made.isTrue && verdict === 'refuted')
      return { verdict: 'WRONG refuted', wrong: `refuted at ${JSON.stringify(result.counterexample)}` };
    if (!made.isTrue && verdict === 'proved')
      return { verdict: 'WRONG proved', wrong: 'it fails modulo a prime' };
    if (verdict !== 'proved') return { verdict, ...over };
    const stored = certificatesOf(result);
    if (stored === undefined) return { verdict: 'WRONG proved', wrong: 'proved without certificates' };
    const back = JSON.parse(JSON.stringify(stored)) as typeof stored;
    const toVerify = {
      claim,
      file: 'fuzz',
      fingerprint: claimFingerprints(claims).get(claim.id)!,
      earlier: new Map(),
    };
    const again = await verifyClaim(back, toVerify, { seed: 1 });
    if (again.kind !== 'verified')
      return { verdict: 'WRONG proved', wrong: `its certificates do not replay: ${again.reason}` };
    if (forge) {
      // The claim is true: another combination may prove it as well. Nothing may make the verifier fall over.
      const { document } = changeField(back.matrices as unknown as Json, dice);
      const changed = sealed({ ...back, matrices: document as unknown as typeof back.matrices });
      const read = readCertificates(JSON.stringify(changed));
      if (!('problem' in read)) await verifyClaim(read, toVerify, { seed: 1 });
    }
    return { verdict, ...over };
  });
}
