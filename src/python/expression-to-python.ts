import type { Expression, FunctionName } from '../expression/expression.js';
import { printLiteral } from '../expression/print.js';
import { fold } from '../expression/traverse.js';
import { pythonName } from './python-names.js';

/** Functions that are called otherwise than in formulas. */
const CALLED: Readonly<Partial<Record<FunctionName, string>>> = {
  abs: 'absolute',
  min: 'minimum',
  max: 'maximum',
};

const STRENGTH = { sum: 1, product: 2, negation: 3, atom: 4 } as const;

interface Written {
  readonly text: string;
  readonly strength: number;
}

const wrap = ({ text, strength }: Written, least: number): string => (strength >= least ? text : `(${text})`);

/**
 * An expression as Python, over the functions of `python/recheck.py`. Numbers are exact texts, since Python would read 0.1 as a
 * float, and quotients and powers are calls that refuse what has no real value.
 */
export function expressionToPython(root: Expression): string {
  return fold<Written>(root, (node, parts) => {
    switch (node.kind) {
      case 'number':
        return { text: `N("${printLiteral(node)}")`, strength: STRENGTH.atom };
      case 'symbol':
        return { text: pythonName(node.name), strength: STRENGTH.atom };
      case 'constant':
        return { text: `${node.name}()`, strength: STRENGTH.atom };
      case 'call':
        return {
          text: `${CALLED[node.name] ?? node.name}(${parts.map((p) => p.text).join(', ')})`,
          strength: STRENGTH.atom,
        };
      case 'negate':
        return { text: `-${wrap(parts[0], STRENGTH.negation)}`, strength: STRENGTH.negation };
      case 'add':
      case 'subtract':
        return {
          text: `${wrap(parts[0], STRENGTH.sum)} ${node.kind === 'add' ? '+' : '-'} ${wrap(parts[1], STRENGTH.product)}`,
          strength: STRENGTH.sum,
        };
      case 'multiply':
        return {
          text: `${wrap(parts[0], STRENGTH.product)} * ${wrap(parts[1], STRENGTH.negation)}`,
          strength: STRENGTH.product,
        };
      case 'divide':
      case 'power': {
        const name = node.kind === 'divide' ? 'divide' : 'power';
        return { text: `${name}(${parts.map((p) => p.text).join(', ')})`, strength: STRENGTH.atom };
      }
    }
  }).text;
}
