/**
 * Kills a check with -9 at random moments and runs it again: `npx tsx scripts/kill-check.ts [kills] [seed] [paths…]`, after a build.
 * Every killed run shares one cache and one set of output files with the next. After each kill, what is on disk must be whole;
 * at the end the report must be that of a run that nobody disturbed, and nothing may be broken. Ends with 1 where it is not so.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { randomStream } from '../src/domain/random-stream.js';

const MAIN = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const [kills = '50', seed = '1', ...given] = process.argv.slice(2);
const paths =
  given.length > 0 ? given : ['derivations/lambda-balanced/balancedness.ts', 'derivations/errata/setup.ts'];
const folder = mkdtempSync(join(tmpdir(), 'flowproof-kill-'));
const random = randomStream(Number(seed));

function start(name: string): ChildProcess {
  const files = [
    '--json',
    join(folder, `${name}.json`),
    '--reporter',
    `junit=${join(folder, `${name}.xml`)}`,
  ];
  const folders = [
    '--cache',
    join(folder, `${name}-cache`),
    '--certificates',
    join(folder, `${name}-proofs`),
  ];
  return spawn(process.execPath, [MAIN, 'check', ...paths, ...files, ...folders], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

function ended(child: ChildProcess): Promise<{ readonly code: number | null; readonly stderr: string }> {
  let stderr = '';
  child.stderr?.on('data', (part) => {
    stderr += part;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stderr })));
}

/** The report without times, and without where a result was remembered from. */
function reportIn(name: string): string | undefined {
  const file = join(folder, `${name}.json`);
  if (!existsSync(file)) return undefined;
  return JSON.stringify(
    JSON.parse(readFileSync(file, 'utf8'), (key, value) =>
      key === 'ms' || key === 'remembered' ? undefined : value,
    ),
  );
}

const failures: string[] = [];
const before = performance.now();
const undisturbed = await ended(start('reference'));
const duration = performance.now() - before;
const reference = reportIn('reference');
if (undisturbed.code !== 0 || reference === undefined)
  failures.push(`the reference run: ${undisturbed.stderr}`);

let runs = 0;
let killed = 0;
while (killed < Number(kills)) {
  runs += 1;
  // With a full cache a run is short: now and then it starts from nothing.
  if (random.uniform() < 0.3) rmSync(join(folder, 'killed-cache'), { recursive: true, force: true });
  const child = start('killed');
  const end = ended(child);
  const timer = setTimeout(() => child.kill('SIGKILL'), random.uniform() * duration);
  const { code, stderr } = await end;
  clearTimeout(timer);
  if (code === null) killed += 1;
  if (/broken|cannot be read|not kept/.test(stderr)) failures.push(`after ${killed} kills: ${stderr}`);
  const seen = reportIn('killed');
  if (seen !== undefined && seen !== reference)
    failures.push(`after ${killed} kills the report is another one`);
  if (process.stderr.isTTY) process.stderr.write(`\r${killed}/${kills}`);
}
const last = await ended(start('killed'));
if (last.code !== 0) failures.push(`the last run ended with ${last.code}: ${last.stderr}`);
if (/broken|cannot be read|not kept/.test(last.stderr)) failures.push(`the last run: ${last.stderr}`);
if (reportIn('killed') !== reference) failures.push('the last report is another one');
rmSync(folder, { recursive: true, force: true });
for (const failure of failures) process.stdout.write(`${failure}\n`);
process.stdout.write(
  `${runs} runs, ${killed} killed at random moments of ${Math.round(duration)} ms (seed ${seed}): ${
    failures.length === 0 ? 'the same report, nothing broken' : `${failures.length} failures`
  }\n`,
);
process.exitCode = failures.length === 0 ? 0 : 1;
