/** What optional programs this machine has. Nothing is installed, and nothing of them is needed to check a claim. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** The path of a program, as a shell would find it. */
export function programPath(name: string, { PATH = '' }: Environment): string | undefined {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
  for (const folder of PATH.split(delimiter)) {
    for (const ending of endings) {
      const path = join(folder, name + ending);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // Not here.
      }
    }
  }
  return undefined;
}

/** The first program of a list that is there. */
export const firstProgram = (names: readonly string[], env: Environment): string | undefined => {
  for (const name of names) {
    const path = programPath(name, env);
    if (path !== undefined) return path;
  }
  return undefined;
};

/** Engines that compile the exported LaTeX, the best first. */
export const LATEX_ENGINES = ['pdflatex', 'lualatex', 'xelatex', 'tectonic'];
/** Browsers that can show the page of `explore` without a window. */
export const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
/** Interpreters of the exported script, the ones whose `import sympy` is likeliest to work first. */
export const PYTHONS = ['python3', 'python'];

/** The first line that a program prints, or undefined where it fails or takes longer than ten seconds. */
export function firstLine(path: string, args: readonly string[], env: Environment): string | undefined {
  const { status, stdout } = spawnSync(path, args, {
    encoding: 'utf8',
    timeout: 10_000,
    env: { ...env } as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  if (status !== 0) return undefined;
  return stdout.split('\n')[0].trim();
}
