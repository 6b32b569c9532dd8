/** Checks again whenever a file changes that a claim or a proof comes from. */
import { existsSync, type FSWatcher, watch as watchFolder } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { filesBehind } from '../check/cache/files-behind.js';
import type { CheckOptions } from '../check/options.js';
import type { CheckReport } from '../check/result.js';
import { forgetModules } from '../claim/import-module.js';
import { messageOf } from '../errors.js';
import { reportToTerminal } from '../report/index.js';
import { type CheckFiles, runCheck } from './check.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { inputFiles } from './output-file.js';
import { type Terminal, wantsColour } from './terminal.js';

/** Editors write in several steps: what follows within this time is one change. */
const SETTLE_MS = 25;

/**
 * Watches until Ctrl-C. Each change checks the files that it reaches (a module and all that import it), and reports what has
 * changed, and what falls short.
 */
export async function watch(
  paths: readonly string[],
  options: Partial<CheckOptions>,
  terminal: Terminal,
  checkFiles: CheckFiles,
): Promise<ExitCode> {
  const changes = new Changes();
  const watched = new WatchedFiles(changes, terminal);
  watched.look(paths, await inputFiles(paths));
  let stopped = false;
  const listen = () =>
    terminal.onInterrupt(() => {
      stopped = true;
      changes.wake();
    });
  let stopListening = listen();
  const say = (): void => terminal.stderr('watching for changes; Ctrl-C ends\n');
  say();
  try {
    for (;;) {
      const changed = await changes.next();
      if (stopped) return EXIT.asRequired;
      const inputs = await inputFiles(paths);
      const affected = watched.affectedBy(changed, inputs);
      watched.look(paths, inputs);
      if (affected.length === 0) continue;
      forgetModules();
      stopListening();
      const report = await runCheck(affected, { ...options, changedOnly: true }, terminal, checkFiles);
      stopListening = listen();
      terminal.stdout(
        `\n${reportToTerminal(ofThisChange(report), { colour: wantsColour(terminal), verbose: false })}`,
      );
      if (report.summary.interrupted) return EXIT.interrupted;
      say();
    }
  } finally {
    stopListening();
    watched.close();
  }
}

/** What is a problem of a run over everything, and none where only some of its files are checked. */
const OF_A_WHOLE_RUN = new Set(['nothing-matches', 'module-without-derivation']);

function ofThisChange(report: CheckReport): CheckReport {
  const problems = report.problems.filter(({ code }) => !OF_A_WHOLE_RUN.has(code));
  return { ...report, problems, summary: { ...report.summary, problems: problems.length } };
}

/** Files that have changed since somebody asked. */
class Changes {
  readonly #files = new Set<string>();
  #awake: (() => void) | undefined;

  add(file: string): void {
    this.#files.add(file);
    this.wake();
  }

  wake(): void {
    this.#awake?.();
  }

  async next(): Promise<ReadonlySet<string>> {
    if (this.#files.size === 0) {
      await new Promise<void>((done) => {
        this.#awake = done;
      });
    }
    this.#awake = undefined;
    await new Promise((done) => setTimeout(done, SETTLE_MS));
    const files = new Set(this.#files);
    this.#files.clear();
    return files;
  }
}

/** The folders of all files behind the inputs, and which inputs a file is behind. */
class WatchedFiles {
  readonly #watchers = new Map<string, FSWatcher>();
  #behind = new Map<string, readonly string[]>();

  constructor(
    readonly changes: Changes,
    readonly terminal: Terminal,
  ) {}

  look(paths: readonly string[], inputs: readonly string[]): void {
    this.#behind = new Map(inputs.map((input) => [input, behind(input)]));
    const folders = new Set([
      ...[...this.#behind.values()].flat().map((file) => dirname(file)),
      ...paths.map((path) => resolve(path)).map((path) => (inputs.includes(path) ? dirname(path) : path)),
    ]);
    for (const folder of folders) if (!this.#watchers.has(folder) && existsSync(folder)) this.#watch(folder);
  }

  /** Inputs that a changed file is, or is behind: as it was before the change, or as it is now. */
  affectedBy(changed: ReadonlySet<string>, inputs: readonly string[]): readonly string[] {
    return inputs.filter((input) =>
      [input, ...(this.#behind.get(input) ?? []), ...behind(input)].some((file) => changed.has(file)),
    );
  }

  close(): void {
    for (const watcher of this.#watchers.values()) watcher.close();
  }

  #watch(folder: string): void {
    try {
      const watcher = watchFolder(folder, (_event, name) => {
        if (name !== null) this.changes.add(join(folder, name));
      });
      watcher.on('error', () => this.#watchers.delete(folder));
      this.#watchers.set(folder, watcher);
    } catch (error) {
      this.terminal.stderr(`${folder} is not watched: ${messageOf(error)}\n`);
    }
  }
}

/** A file may vanish while it is looked at. */
function behind(input: string): readonly string[] {
  try {
    return filesBehind(input);
  } catch {
    return [input];
  }
}
