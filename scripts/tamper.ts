/**
 * Changes one field of stored certificates at random and has the verifier judge each:
 * `npm run tamper -- --runs N --seed S [--from I] [--forge]` (certificates that a check of these derivations stored), or
 * `npx tsx scripts/tamper.ts FOLDER [paths with the claims]` with the same options. With `--forge` trials and
 * digests are made again after the change. Exit code 1 where a change was accepted (forged: where something false was).
 */
import { parseArgs } from 'node:util';
import { readFiles } from '../src/claim/read-files.js';
import { readFolder } from '../src/cli/certificate-folder.js';
import { campaign, type Target } from '../test/checker/tampering/campaign.js';
import { targetsOf } from '../test/checker/tampering/targets.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    forge: { type: 'boolean', default: false },
  },
});

function numberOf(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0)
    throw new Error(`--${name}: expected a nonnegative integer, found ${text}`);
  return value;
}

async function main(): Promise<void> {
  const [folder, ...paths] = positionals;
  if (folder === undefined) throw new Error('expected the folder of the certificates');
  const files = readFolder(folder);
  const { derivations } = await readFiles(paths.length > 0 ? paths : ['derivations']);
  const targets: Target[] = [];
  for (const derivation of derivations) {
    const found = await targetsOf(derivation, (claim) => {
      const file = files.find((f) => f.derivation === claim.derivation && f.claim === claim.id);
      return file === undefined || 'problem' in file.content ? undefined : file.content;
    });
    targets.push(...found);
  }
  if (targets.length === 0) throw new Error(`no certificate in ${folder} speaks of a claim that was read`);
  const seed = numberOf('seed', values.seed);
  const report = await campaign(targets, {
    seed,
    runs: numberOf('runs', values.runs),
    from: numberOf('from', values.from),
    forged: values.forge,
  });
  console.log(
    `seed ${seed}: ${report.tamperings} ${values.forge ? 'forgeries' : 'tamperings'} of ${targets.length} claims`,
  );
  for (const [outcome, count] of report.counts) console.log(`  ${String(count).padStart(6)}  ${outcome}`);
  for (const { index, target, what, outcome, detail } of report.accepted)
    console.log(`  ${outcome} ${index}: ${target}: ${what}${detail === undefined ? '' : `\n    ${detail}`}`);
  const allowed = values.forge ? ['accepted'] : [];
  process.exitCode = report.accepted.every(({ outcome }) => allowed.includes(outcome)) ? 0 : 1;
}

void main();
