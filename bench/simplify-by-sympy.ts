/** SymPy's simplify(left − right) on a list of identities, in one Python process. */
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Domain, SymbolDomain } from '../src/domain/domain.js';
import { childrenOf, type Expression } from '../src/expression/expression.js';
import { signOf } from '../src/expression/rational.js';

// The bench runs compiled, from the root of the project; the script stays where it is.
const SCRIPT = join(process.cwd(), 'bench', 'sympy-simplify.py');

export interface Simplified {
  readonly ms: number;
  readonly proved: boolean;
  /** `done`, `timeout` or the name of an exception. */
  readonly end: string;
}

export interface SympyRun {
  readonly version: string;
  readonly megabytes: number;
  readonly results: readonly Simplified[];
}

interface Equation {
  readonly left: Expression;
  readonly right: Expression;
  readonly domain: Domain;
}

type Tree = readonly [head: string, ...rest: (string | Tree)[]];

function treeOf(e: Expression): Tree {
  switch (e.kind) {
    case 'number':
      return ['number', `${e.value.numerator}`, `${e.value.denominator}`];
    case 'symbol':
    case 'constant':
      return [e.kind, e.name];
    case 'call':
      return ['call', e.name, ...e.operands.map(treeOf)];
    default:
      return [e.kind, ...childrenOf(e).map(treeOf)];
  }
}

/** The strongest assumptions of SymPy's that follow from a symbol's range. */
function assumptionsOf({ integer, lower, upper }: SymbolDomain): string[] {
  const facts = integer ? ['integer'] : ['real'];
  if (lower && signOf(lower.value) >= 0)
    facts.push(signOf(lower.value) > 0 || lower.strict ? 'positive' : 'nonnegative');
  if (upper && signOf(upper.value) <= 0)
    facts.push(signOf(upper.value) < 0 || upper.strict ? 'negative' : 'nonpositive');
  return facts;
}

export const hasSympy = (python: string): boolean => spawnSync(python, ['-c', 'import sympy']).status === 0;

/**
 * @param seconds What one identity may take.
 * @param onResult Called after each identity, with how many are done.
 */
export async function simplifyBySympy(
  python: string,
  equations: readonly Equation[],
  seconds: number,
  onResult: (done: number) => void,
): Promise<SympyRun> {
  const child = spawn(python, [SCRIPT], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(
    JSON.stringify({
      seconds,
      identities: equations.map(({ left, right, domain }) => ({
        left: treeOf(left),
        right: treeOf(right),
        symbols: Object.fromEntries([...domain.symbols].map(([name, s]) => [name, assumptionsOf(s)])),
      })),
    }),
  );
  const results: Simplified[] = [];
  let version = '';
  let megabytes = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    const said = JSON.parse(line) as Partial<SympyRun> & Partial<Simplified>;
    if (said.version !== undefined) version = said.version;
    else if (said.megabytes !== undefined) megabytes = said.megabytes;
    else onResult(results.push(said as Simplified));
  }
  if (results.length !== equations.length) {
    throw new Error(`SymPy ended after ${results.length} of ${equations.length} identities`);
  }
  return { version, megabytes, results };
}
