/** `flowproof explore --open`: the claims as a page on this machine. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { forgetModules } from '../claim/import-module.js';
import type { ReadFiles } from '../claim/read-files.js';
import { FlowproofError } from '../errors.js';
import { formatRational } from '../expression/rational.js';
import { writePlace } from '../page/place.js';
import { Desk } from '../serve/desk.js';
import { pageFiles } from '../serve/page-files.js';
import { servePage } from '../serve/page-server.js';
import { cacheOf, complain } from './cache-folder.js';
import type { CheckFiles } from './check.js';
import { claimNamed } from './claim-named.js';
import { defaultPaths } from './default-paths.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { type ExploreFlags, readPoint } from './explore.js';
import { wholeNumber } from './flags.js';
import { packageRoot } from './package-root.js';
import { programPath } from './probes.js';
import type { Terminal } from './terminal.js';

export async function openPage(
  named: string | undefined,
  others: readonly string[],
  flags: ExploreFlags,
  terminal: Terminal,
  checkFiles: CheckFiles,
  readFiles: (paths: readonly string[]) => Promise<ReadFiles>,
  folder: string = join(packageRoot(), 'dist', 'page'),
): Promise<ExitCode> {
  requireOpenable(flags);
  const port = flags.port === undefined ? 0 : wholeNumber('--port', flags.port, 1, 65_535);
  const values = Object.fromEntries(
    [...readPoint(flags.at ?? [])].map(([name, value]) => [name, formatRational(value)]),
  );
  // Without a claim, the first argument is a path already.
  const isPath = named !== undefined && existsSync(named);
  const given = isPath ? [named, ...others] : others;
  const paths = given.length > 0 ? given : defaultPaths(terminal.cwd);
  const files = pageFiles(folder);
  const cache = cacheOf(undefined, terminal.cwd);
  const read = async (): Promise<ReadFiles> => {
    forgetModules();
    return readFiles(paths);
  };
  const first = await readFiles(paths);
  const claim =
    named === undefined || isPath
      ? undefined
      : claimNamed(
          named,
          first.derivations.flatMap((derivation) => derivation.claims),
        );
  const desk = new Desk({ first, read, check: checkFiles, options: { cache } });
  const server = await servePage(desk, files, port);
  const place =
    claim === undefined ? '' : writePlace({ name: `${claim.derivation}/${claim.id}`, values, part: 1 });
  const address = `${server.address}${place}`;
  terminal.stdout(`${address}\n`);
  terminal.stderr('serving to this machine only; Ctrl-C ends\n');
  if (terminal.stdoutIsTTY) showInBrowser(address, terminal);
  await new Promise<void>((done) => {
    terminal.onInterrupt(done);
  });
  await server.close();
  complain(cache, terminal);
  return EXIT.asRequired;
}

/** @throws FlowproofError `bad-option` for what is of use in a sweep only. */
function requireOpenable(flags: ExploreFlags): void {
  const names = ['sweep', 'over', 'part', 'points', 'digits', 'plot', 'csv', 'json', 'force'] as const;
  const against = names.find((name) => flags[name] !== undefined);
  if (against === undefined) return;
  throw new FlowproofError({
    code: 'bad-option',
    message: `--open and --${against} do not go together`,
    expected: 'a page, or a sweep',
  });
}

/** The address is printed in any case: a browser that does not come is no failure. */
function showInBrowser(address: string, { env }: Terminal): void {
  const opener = { darwin: 'open', win32: 'explorer' }[process.platform as string] ?? 'xdg-open';
  const path = programPath(opener, env);
  if (path === undefined) return;
  const child = spawn(path, [address], { detached: true, stdio: 'ignore' });
  child.on('error', () => undefined);
  child.unref();
}
