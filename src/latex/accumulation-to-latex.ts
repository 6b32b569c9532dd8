/** Integrals, sums and expectations as display mathematics. */
import type {
  ExpectationStatement,
  Formula,
  IntegralStatement,
  LimitValue,
  SumStatement,
} from '../claim/claim.js';
import type { SymbolTable } from '../tex/names.js';
import { expressionToLatex, printedFormula } from './expression-to-latex.js';
import { bound, STRENGTH } from './printed.js';

/** How a symbol is written. */
type Name = (symbol: string) => string;

/** The integral sign with its limits, the integrand and the differential. */
export function integralToLatex(
  { of, by, range }: IntegralStatement,
  names: SymbolTable,
  name: Name,
): string {
  const limits = range ? `_{${end(range.from, names)}}^{${end(range.to, names)}}` : '';
  return `\\int${limits} ${asFactor(of, names)} \\, \\mathrm{d}${name(by)}`;
}

/** The summation sign with its limits, and the summand. */
export function sumToLatex({ of, over, from, to }: SumStatement, names: SymbolTable, name: Name): string {
  const low = expressionToLatex(from.typed, names);
  return `\\sum_{${name(over)} = ${low}}^{${end(to, names)}} ${asFactor(of, names)}`;
}

/** The expectation, and the distributions of its variables. */
export function expectationToLatex(
  { of, over }: ExpectationStatement,
  names: SymbolTable,
  name: Name,
): { readonly left: string; readonly where: string } {
  const tex = (formula: Formula) => expressionToLatex(formula.typed, names);
  const laws = [...over].map(
    ([variable, { mean, variance }]) =>
      `${name(variable)} \\sim \\mathcal{N}\\left(${tex(mean)}, ${tex(variance)}\\right)`,
  );
  const lead = laws.length > 1 ? '\\text{for independent } ' : '\\text{for } ';
  return {
    left: `\\mathbb{E}\\left[${tex(of)}\\right]`,
    where: `${lead}${laws.join(',\\; ')}`,
  };
}

const asFactor = (formula: Formula, names: SymbolTable): string =>
  bound(printedFormula(formula.typed, names), STRENGTH.product).tex;

function end(value: LimitValue, names: SymbolTable): string {
  if (value.kind === 'finite') return expressionToLatex(value.value.typed, names);
  return value.sign > 0 ? '\\infty' : '-\\infty';
}
