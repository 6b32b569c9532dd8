import { withCited } from '../check/citations.js';
import type { ClaimResult } from '../check/result.js';
import { isChosen, unmatched } from '../check/selection.js';
import { type Verification, verifyClaim } from '../check/verify-claim.js';
import type { Claim, Derivation } from '../claim/claim.js';
import { claimFingerprints } from '../claim/fingerprint.js';
import { type FailureFacts, FlowproofError } from '../errors.js';
import { problemLines } from '../report/index.js';
import { type CertificateFile, defaultFolder, readFolder } from './certificate-folder.js';
import { defaultPaths } from './default-paths.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import type { ReadDerivations } from './export.js';
import { type CheckFlags, runOptions } from './flags.js';
import { interruptible } from './interruptible.js';
import { ProgressLine } from './progress.js';
import type { Terminal } from './terminal.js';

export interface VerifyFlags extends Pick<CheckFlags, 'only' | 'seed'> {
  readonly certificates?: string;
  readonly json?: true;
}

/** What became of the certificates of one claim. */
interface Line {
  readonly derivation: string;
  readonly claim: string;
  readonly outcome: Verification['kind'];
  readonly certificates: number;
  /** Certificates whose identities hold by exact reduction; the others rest on trials modulo primes. */
  readonly exact: number;
  readonly reason?: string;
}

interface Outcome {
  readonly lines: readonly Line[];
  /** Files that speak of derivations which were not asked for. */
  readonly others: number;
  readonly interrupted: boolean;
}

/**
 * `flowproof verify`: checks stored certificates against the claims as they are written now. The exit code is 0 where
 * all are accepted, 1 where one is rejected or stale, 2 on bad input.
 */
export async function verifyCertificates(
  paths: readonly string[],
  flags: VerifyFlags,
  terminal: Terminal,
  readDerivations: ReadDerivations,
): Promise<ExitCode> {
  const { only = [], seed = 1 } = runOptions(flags);
  const files = readFolder(flags.certificates ?? defaultFolder(terminal.cwd));
  if (flags.json) terminal.divertStdout();
  const { derivations, problems } = await read(paths, only, terminal, readDerivations);
  for (const problem of problems) terminal.stderr(`${problemLines(problem).join('\n')}\n`);
  const progress = new ProgressLine(terminal);
  const outcome = await interruptible(terminal, progress, (signal) => {
    const settings = { only, seed, signal, progress, everything: paths.length === 0 };
    return verifyAll(files, derivations, settings);
  });
  const { lines, interrupted } = outcome;
  if (lines.length === 0 && !interrupted && problems.length === 0) {
    throw new FlowproofError({
      code: 'nothing-to-check',
      message: 'no certificate speaks of a claim that was chosen',
      expected: 'certificates of claims in the given files',
      hint: 'check these files first: flowproof check stores the certificates of what it proves',
    });
  }
  terminal.stdout(flags.json ? jsonOf(outcome) : textOf(outcome));
  if (interrupted) return EXIT.interrupted;
  if (problems.length > 0) return EXIT.badInput;
  return lines.every((line) => line.outcome === 'verified') ? EXIT.asRequired : EXIT.fellShort;
}

/** The claims, and everything that is wrong with what was given. */
async function read(
  paths: readonly string[],
  only: readonly string[],
  terminal: Terminal,
  readDerivations: ReadDerivations,
): Promise<{ readonly derivations: readonly Derivation[]; readonly problems: readonly FailureFacts[] }> {
  const { derivations, problems } = await readDerivations(
    paths.length > 0 ? paths : defaultPaths(terminal.cwd),
  );
  const claims = derivations.flatMap((d) => d.claims);
  const late = (await terminal.lateErrors()).map((message) => ({
    code: 'late-error',
    message: `a module failed outside any call: ${message}`,
  }));
  const misspelt = unmatched(only, claims).map((problem) => problem.facts());
  return { derivations, problems: [...problems, ...misspelt, ...late] };
}

interface Settings {
  readonly only: readonly string[];
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly progress: ProgressLine;
  /** No paths were given: all that may be checked here was read. */
  readonly everything: boolean;
}

async function verifyAll(
  files: readonly CertificateFile[],
  derivations: readonly Derivation[],
  settings: Settings,
): Promise<Outcome> {
  const { only, seed, signal, progress, everything } = settings;
  const lines: Line[] = [];
  const speaking = new Map<string, CertificateFile>();
  let others = 0;
  for (const file of files) {
    const { derivation, claim, content } = file;
    const known = derivations.filter((d) => d.id === derivation).flatMap((d) => d.claims);
    if (known.length === 0 && !everything) others++;
    else if (known.some((c) => c.id === claim)) speaking.set(`${derivation}/${claim}`, file);
    else if (isChosen(derivation, claim, only)) {
      const [outcome, reason] =
        'problem' in content
          ? (['rejected', content.problem] as const)
          : (['stale', 'there is no such claim in the files that were read'] as const);
      lines.push({ derivation, claim, outcome, certificates: 0, exact: 0, reason });
    }
  }
  let done = 0;
  for (const { claims, file } of derivations) {
    const fingerprints = claimFingerprints(claims);
    const earlier = new Map<string, { readonly claim: Claim; readonly result: ClaimResult }>();
    for (const claim of withCited(claims, (c) => isChosen(c.derivation, c.id, only))) {
      const stored = speaking.get(`${claim.derivation}/${claim.id}`);
      if (stored === undefined) continue;
      progress.show({ done: done++, total: speaking.size, current: claim.id });
      await letSignalsIn();
      const fingerprint = fingerprints.get(claim.id)!;
      const verification: Verification =
        'problem' in stored.content
          ? { kind: 'rejected', reason: stored.content.problem }
          : await verifyClaim(stored.content, { claim, file, fingerprint, earlier }, { seed, signal });
      if (signal.aborted) return { lines, others, interrupted: true };
      if (verification.kind === 'verified') earlier.set(claim.id, { claim, result: verification.result });
      const { certificates, matrices } =
        'problem' in stored.content ? { certificates: [], matrices: [] } : stored.content;
      lines.push({
        derivation: claim.derivation,
        claim: claim.id,
        outcome: verification.kind,
        certificates: certificates.length + matrices.length,
        // A combination leaves no error: what it leaves undecided has certificates of its own.
        exact: certificates.filter((c) => c.decision === 'exact').length + matrices.length,
        ...(verification.kind === 'verified' ? {} : { reason: verification.reason }),
      });
    }
  }
  return { lines, others, interrupted: false };
}

/** Work that never waits would not hear Ctrl-C. */
const letSignalsIn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const summaryOf = ({ lines, others }: Outcome) => ({
  claims: lines.length,
  certificates: lines.reduce((total, line) => total + line.certificates, 0),
  exact: lines.reduce((total, line) => total + line.exact, 0),
  verified: lines.filter((l) => l.outcome === 'verified').length,
  stale: lines.filter((l) => l.outcome === 'stale').length,
  rejected: lines.filter((l) => l.outcome === 'rejected').length,
  others,
});

const jsonOf = (outcome: Outcome): string => {
  const { lines, interrupted } = outcome;
  return `${JSON.stringify({ results: lines, summary: { ...summaryOf(outcome), interrupted } }, null, 2)}\n`;
};

function textOf(outcome: Outcome): string {
  const { lines, interrupted } = outcome;
  const width = Math.min(60, Math.max(0, ...lines.map((l) => l.derivation.length + l.claim.length + 1)));
  const rows = lines.map((l) => {
    const mark = l.outcome === 'verified' ? '✓' : '✗';
    const name = `${l.derivation}/${l.claim}`.padEnd(width);
    return `  ${mark} ${name}  ${l.outcome}  ${l.reason ?? counted(l.certificates, 'certificate')}\n`;
  });
  const { claims, certificates, exact, verified, stale, rejected, others } = summaryOf(outcome);
  const counts = [
    `${verified} verified`,
    ...(stale > 0 ? [`${stale} stale`] : []),
    ...(rejected > 0 ? [`${rejected} rejected`] : []),
  ];
  const rests = `${exact} exact, ${certificates - exact} by trials`;
  const total = `${counted(claims, 'claim')}, ${counted(certificates, 'certificate')} (${rests}): ${counts.join(', ')}\n`;
  const left =
    others > 0 ? `certificates of ${counted(others, 'claim')} in other files were not looked at\n` : '';
  return `${rows.join('')}${rows.length > 0 ? '\n' : ''}${total}${left}${interrupted ? 'interrupted\n' : ''}`;
}

const counted = (n: number, thing: string): string => `${n} ${thing}${n === 1 ? '' : 's'}`;
