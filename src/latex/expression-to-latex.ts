import { FlowproofError } from '../errors.js';
import type { Expression, NumberLiteral } from '../expression/expression.js';
import { printLiteral } from '../expression/print.js';
import { fold, symbolsOf } from '../expression/traverse.js';
import { type SymbolTable, symbolTable } from '../tex/names.js';
import { called, poweredCall } from './functions.js';
import { multiplied, negated, raised, slashed, stacked, summed } from './operations.js';
import { type Printed, printed, STRENGTH } from './printed.js';

/** A formula of more nodes than this is no display mathematics. */
export const MAX_LATEX_SIZE = 20_000;

interface Styles {
  readonly display: Printed;
  readonly inline: Printed;
  /** For a call: what a power of it is built from. */
  readonly operands?: readonly Styles[];
}

/**
 * The formula as an author would typeset it, for display mathematics; `names` says how symbols are written
 * (default: every symbol of the formula by its customary form).
 * @throws FlowproofError `formula-too-large` beyond {@link MAX_LATEX_SIZE} nodes.
 */
export const expressionToLatex = (root: Expression, names?: SymbolTable): string =>
  printedFormula(root, names).tex;

/** As {@link expressionToLatex}, with what is known of its width and binding. */
export function printedFormula(root: Expression, names: SymbolTable = symbolTable(symbolsOf(root))): Printed {
  if (root.size > MAX_LATEX_SIZE) {
    throw new FlowproofError({
      code: 'formula-too-large',
      message: 'the formula is too large to be typeset',
      expected: `at most ${MAX_LATEX_SIZE} nodes`,
      found: `${root.size} nodes`,
      hint: 'name its parts with define',
    });
  }
  return fold<Styles>(root, (node, parts) => visit(node, parts, names)).display;
}

/** Width in letters of every part of the formulas, each as it is printed by itself. */
export function printedWidths(roots: readonly Expression[], names: SymbolTable): Map<Expression, number> {
  const widths = new Map<Expression, number>();
  for (const root of roots) {
    fold<Styles>(root, (node, parts) => {
      const styles = visit(node, parts, names);
      widths.set(node, styles.display.width);
      return styles;
    });
  }
  return widths;
}

const same = (part: Printed): Styles => ({ display: part, inline: part });

function visit(node: Expression, parts: readonly Styles[], names: SymbolTable): Styles {
  const both = (make: (style: 'display' | 'inline') => Printed): Styles => ({
    display: make('display'),
    inline: make('inline'),
  });
  switch (node.kind) {
    case 'number':
      return same(literal(node));
    case 'symbol': {
      const tex = names.get(node.name) ?? symbolTable([node.name]).get(node.name) ?? node.name;
      return same(printedName(tex));
    }
    case 'constant':
      return same(printed(node.name === 'pi' ? '\\pi' : 'e', 1));
    case 'negate':
      return both((style) => negated(parts[0][style]));
    case 'add':
      return both((style) => summed('+', parts[0][style], parts[1][style]));
    case 'subtract':
      return both((style) => summed('-', parts[0][style], parts[1][style]));
    case 'multiply':
      return both((style) => multiplied(parts[0][style], parts[1][style]));
    case 'divide':
      return {
        display: stacked(parts[0], parts[1]),
        inline: slashed(parts[0].inline, parts[1].inline),
      };
    case 'power': {
      const exponent = parts[1].inline;
      const { left } = node;
      return both((style) => {
        const operands = parts[0].operands?.map((o) => o[style]);
        const powered = left.kind === 'call' && operands && poweredCall(left.name, operands, exponent);
        return powered || raised(parts[0][style], exponent);
      });
    }
    case 'call': {
      const inline = parts.map((p) => p.inline);
      return {
        display: called(
          node.name,
          parts.map((p) => p.display),
          inline,
        ),
        inline: called(node.name, inline, inline),
        operands: parts,
      };
    }
  }
}

function literal(node: NumberLiteral): Printed {
  const text = printLiteral(node);
  const [mantissa, exponent] = text.split('e');
  if (exponent === undefined) {
    return printed(text, text.length, { digitFirst: true, digitLast: true, number: true });
  }
  const power = `10^{${exponent}}`;
  return printed(mantissa === '1' ? power : `${mantissa} \\cdot ${power}`, text.length, {
    strength: mantissa === '1' ? STRENGTH.power : STRENGTH.product,
    digitFirst: true,
  });
}

const SUBSCRIPT = /_\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/g;
const DELIMITED = /^\\(?:left|operatorname)/;

/** A name as a factor: with a superscript, a prime or an argument of its own, a power of it needs parentheses. */
export function printedName(tex: string): Printed {
  const raised = !DELIMITED.test(tex) && /[\^'(]|\\prime/.test(tex.replace(SUBSCRIPT, ''));
  return printed(tex, symbolWidth(tex), { strength: raised ? STRENGTH.power : STRENGTH.atom });
}

/** Letters a reader sees: commands count one, subscripts less. */
const symbolWidth = (tex: string): number =>
  tex
    .replace(/\\(?:mathrm|mathtt|hat|bar|tilde|dot|ddot|vec)/g, '')
    .replace(/\\[A-Za-z]+/g, 'x')
    .replace(/[{}_\\]/g, '').length;
