import type { Domain, Relation, SymbolDomain } from '../domain/domain.js';
import { splitRelation } from '../domain/relation-text.js';
import { parse } from '../expression/parse.js';
import { parseRational, type Rational, toNumber } from '../expression/rational.js';
import { type SymbolTable, symbolTable } from '../tex/names.js';
import { expressionToLatex } from './expression-to-latex.js';
import { INEQUALITIES } from './statement-to-latex.js';
import { escapeText } from './text.js';

/** An exact rational, fractions small: `\tfrac{1}{10}`. */
export function rationalToLatex({ numerator, denominator }: Rational): string {
  if (denominator === 1n) return `${numerator}`;
  return `${numerator < 0n ? '-' : ''}\\tfrac{${numerator < 0n ? -numerator : numerator}}{${denominator}}`;
}

/** `\lambda \in \mathbb{R}`, `s > 0`, `0 \le x < 1`, `n \in \mathbb{Z},\ n \ge 1`. */
export function symbolDomainToLatex(symbol: SymbolDomain, names: SymbolTable): string {
  const name = names.get(symbol.name) ?? symbolTable([symbol.name]).get(symbol.name) ?? symbol.name;
  const { lower, upper } = symbol;
  const below = lower && `${rationalToLatex(lower.value)} ${lower.strict ? '<' : '\\le'} `;
  const above = upper && ` ${upper.strict ? '<' : '\\le'} ${rationalToLatex(upper.value)}`;
  const set = `${name} \\in ${symbol.integer ? '\\mathbb{Z}' : '\\mathbb{R}'}`;
  if (!lower && !upper) return set;
  const range =
    lower && !upper
      ? `${name} ${lower.strict ? '>' : '\\ge'} ${rationalToLatex(lower.value)}`
      : `${below ?? ''}${name}${above ?? ''}`;
  return symbol.integer ? `${set},\\ ${range}` : range;
}

/** Every symbol's range, then the relations between symbols. */
export function domainToLatex(domain: Domain, names: SymbolTable): string[] {
  return [
    ...[...domain.symbols.values()].map((symbol) => symbolDomainToLatex(symbol, names)),
    ...domain.relations.map((relation) => relationToLatex(relation, names)),
  ];
}

/** A relation with the abbreviations that its author used. */
function relationToLatex({ text, operator }: Relation, names: SymbolTable): string {
  const [left, right] = splitRelation(text).sides.map((side) => expressionToLatex(parse(side.text), names));
  return `${left} ${INEQUALITIES[operator]} ${right}`;
}

/** Conditions of `domain` that `outer` does not state already: what a claim narrows or adds. */
export function narrowedToLatex(domain: Domain, outer: Domain, names: SymbolTable): string[] {
  const known = new Set(domainToLatex(outer, names));
  return domainToLatex(domain, names).filter((condition) => !known.has(condition));
}

/** One coordinate of a counterexample, its value exact rational text: `s = \tfrac{1}{2}`, or rounded where that is long. */
export function coordinateToLatex(name: string, text: string): string {
  const rows = matrixRows(text);
  if (rows !== undefined) {
    const body = rows.map((row) => row.map(rationalToLatex).join(' & ')).join(' \\\\ ');
    return `${name} = \\left(\\begin{smallmatrix} ${body} \\end{smallmatrix}\\right)`;
  }
  const value = parseRational(text);
  if (value === undefined) return `${name} = \\text{${escapeText(text)}}`;
  if (text.length <= 14) return `${name} = ${rationalToLatex(value)}`;
  const [mantissa, exponent] = toNumber(value).toPrecision(6).split('e');
  const rounded = exponent === undefined ? mantissa : `${mantissa} \\cdot 10^{${Number(exponent)}}`;
  return `${name} \\approx ${rounded.replace('Infinity', '\\infty')}`;
}

/** The entries of `[[1, 2], [3, 1/2]]`, as a counterexample holds a matrix; undefined for other texts. */
function matrixRows(text: string): Rational[][] | undefined {
  if (!/^\[\[.*\]\]$/.test(text)) return undefined;
  const rows = text
    .slice(2, -2)
    .split(/\],\s*\[/)
    .map((row) => row.split(',').map((entry) => parseRational(entry.trim())));
  return rows.every((row): row is Rational[] => row.every((entry) => entry !== undefined)) ? rows : undefined;
}
