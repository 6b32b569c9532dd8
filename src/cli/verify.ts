import type { EarlierClaims } from '../check/citations.js';
import { isChosen, unmatched } from '../check/selection.js';
import { type Verification, verifyClaim } from '../check/verify-claim.js';
import type { Claim, Derivation } from '../claim/claim.js';
import { FlowproofError } from '../errors.js';
import { problemLines } from '../report/index.js';
import { type CertificateFile, DEFAULT_FOLDER, readFolder } from './certificate-folder.js';
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
  const files = readFolder(flags.certificates ?? DEFAULT_FOLDER);
  if (flags.json) terminal.divertStdout();
  const read = await readDerivations(paths.length > 0 ? paths : defaultPaths(terminal.cwd));
  const problems = [
    ...read.problems,
    ...unmatched(
      only,
      read.derivations.flatMap((d) => d.claims),
    ).map((problem) => problem.facts()),
  ];
  for (const problem of problems) terminal.stderr(`${problemLines(problem).join('\n')}\n`);
  const progress = new ProgressLine(terminal);
  const { lines, interrupted } = await interruptible(terminal, progress, (signal) =>
    verifyAll(files, read.derivations, only, { seed, signal }),
  );
  if (lines.length === 0 && !interrupted && problems.length === 0) {
    throw new FlowproofError({
      code: 'nothing-to-check',
      message: 'no certificate speaks of a claim that was chosen',
      expected: 'certificates of claims in the given files',
    });
  }
  terminal.stdout(
    flags.json ? `${JSON.stringify({ results: lines, summary: countsOf(lines) }, null, 2)}\n` : textOf(lines),
  );
  if (interrupted) return EXIT.interrupted;
  if (problems.length > 0) return EXIT.badInput;
  return lines.every((line) => line.outcome === 'verified') ? EXIT.asRequired : EXIT.fellShort;
}

async function verifyAll(
  files: readonly CertificateFile[],
  derivations: readonly Derivation[],
  only: readonly string[],
  options: { readonly seed: number; readonly signal: AbortSignal },
): Promise<{ readonly lines: Line[]; readonly interrupted: boolean }> {
  const lines: Line[] = [];
  const speaking = new Map<string, CertificateFile>();
  for (const file of files) {
    const { path, content } = file;
    const known = 'problem' in content ? undefined : derivations.find((d) => d.id === content.derivation);
    if ('problem' in content) lines.push(fileLine(path, 'rejected', content.problem));
    else if (!known?.claims.some((c) => c.id === content.claim))
      lines.push(fileLine(path, 'stale', 'there is no such claim in the files that were read'));
    else speaking.set(`${content.derivation}/${content.claim}`, file);
  }
  for (const { claims, file } of derivations) {
    const earlier = new Map<string, EarlierClaims extends ReadonlyMap<string, infer Value> ? Value : never>();
    for (const claim of claims) {
      if (options.signal.aborted) return { lines, interrupted: true };
      const stored = speaking.get(`${claim.derivation}/${claim.id}`)?.content;
      if (stored === undefined || 'problem' in stored) continue;
      if (!isNeeded(claim, claims, only)) continue;
      const verification = await verifyClaim(claim, file, stored, earlier, options);
      if (options.signal.aborted) return { lines, interrupted: true };
      if (verification.kind === 'verified') earlier.set(claim.id, { claim, result: verification.result });
      lines.push({
        derivation: claim.derivation,
        claim: claim.id,
        outcome: verification.kind,
        certificates: stored.certificates.length,
        exact: stored.certificates.filter((c) => c.exact).length,
        ...(verification.kind === 'verified' ? {} : { reason: verification.reason }),
      });
    }
  }
  return { lines, interrupted: false };
}

/** Chosen, or cited by a claim that is chosen. */
const isNeeded = (claim: Claim, claims: readonly Claim[], only: readonly string[]): boolean =>
  isChosen(claim.derivation, claim.id, only) ||
  claims.some((c) => c.using?.includes(claim.id) === true && isNeeded(c, claims, only));

function fileLine(path: string, outcome: Line['outcome'], reason: string): Line {
  const [derivation, claim] = path
    .replace(/^.*[\\/]/, '')
    .replace(/\.json$/, '')
    .split('@');
  return { derivation, claim, outcome, certificates: 0, exact: 0, reason };
}

const countsOf = (lines: readonly Line[]) => ({
  claims: lines.length,
  certificates: lines.reduce((total, line) => total + line.certificates, 0),
  exact: lines.reduce((total, line) => total + line.exact, 0),
  verified: lines.filter((l) => l.outcome === 'verified').length,
  stale: lines.filter((l) => l.outcome === 'stale').length,
  rejected: lines.filter((l) => l.outcome === 'rejected').length,
});

function textOf(lines: readonly Line[]): string {
  const width = Math.min(60, Math.max(...lines.map((l) => l.derivation.length + l.claim.length + 1)));
  const rows = lines.map((l) => {
    const mark = l.outcome === 'verified' ? '✓' : '✗';
    const name = `${l.derivation}/${l.claim}`.padEnd(width);
    const detail = l.reason ?? (l.certificates === 1 ? '1 certificate' : `${l.certificates} certificates`);
    return `  ${mark} ${name}  ${l.outcome}  ${detail}`;
  });
  const { claims, certificates, exact, verified, stale, rejected } = countsOf(lines);
  const rest = [stale > 0 ? `${stale} stale` : '', rejected > 0 ? `${rejected} rejected` : ''].filter(
    Boolean,
  );
  return `${rows.join('\n')}\n\n${claims} claims, ${certificates} certificates (${exact} exact, ${certificates - exact} by trials): ${[`${verified} verified`, ...rest].join(', ')}\n`;
}
