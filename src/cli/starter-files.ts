/** What `flowproof init` writes: the smallest project in which every part of the tool has something to do. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from './package-root.js';

/** One file of a new project. */
export interface StarterFile {
  /** From the root of the project, with `/`. */
  readonly path: string;
  readonly text: string;
  /** What to do by hand where the file exists and is left as it is: only where it may lack something. */
  readonly merge?: string;
}

/** The folder `starter/` of the package, which is copied as it is. */
const COPIED: readonly Omit<StarterFile, 'text'>[] = [
  { path: 'derivations/logistic.ts' },
  { path: 'derivations/identities.claims.yaml' },
  { path: 'proofs/logistic.ts' },
  { path: '.github/workflows/flowproof.yml' },
  {
    path: '.vscode/settings.json',
    merge: `yaml.schemas: { "./node_modules/flowproof/schema/claims.schema.json": "*.claims.yaml" }`,
  },
];

/** @param version of flowproof, which the new package.json asks for. */
export const starterFiles = (version: string): readonly StarterFile[] => [
  { path: 'package.json', text: packageJson(version), merge: 'npm install --save-dev flowproof' },
  ...COPIED.map((file) => ({
    ...file,
    text: readFileSync(join(packageRoot(), 'starter', file.path), 'utf8'),
  })),
  // npm leaves files of this name out of packages.
  { path: '.gitignore', text: 'node_modules/\n.flowproof/\n', merge: 'add the line .flowproof/' },
];

const packageJson = (version: string): string => {
  const facts = {
    private: true,
    type: 'module',
    scripts: { check: 'flowproof check' },
    devDependencies: { flowproof: `^${version}` },
  };
  return `${JSON.stringify(facts, undefined, 2)}\n`;
};
