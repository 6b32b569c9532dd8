import type { ClaimResult } from '../check/result.js';
import type { Claim, Derivation, Formula, MatrixVocabulary } from '../claim/claim.js';
import { symbol } from '../expression/expression.js';
import { parse } from '../expression/parse.js';
import { symbolsOf } from '../expression/traverse.js';
import { domainToLatex, narrowedToLatex } from './domain-to-latex.js';
import { expressionToLatex } from './expression-to-latex.js';
import { equationToLatex } from './matrix-statement-to-latex.js';
import { printedMatrix, shapeToLatex } from './matrix-to-latex.js';
import { type SymbolTable, symbolTable } from './names.js';
import { MARKER, PREAMBLE } from './preamble.js';
import { namesOf } from './statement-formulas.js';
import { INEQUALITIES, statementToLatex } from './statement-to-latex.js';
import { escapeText } from './text.js';
import { STALE, verdictMark } from './verdict-mark.js';

/** The label of a claim's equation: stable as long as the ids are. */
export const labelOf = (claim: Claim): string => `${claim.derivation}:${claim.id}`;

/** How the symbols of one derivation are written: its domain first, then definitions, then what claims add. */
export const derivationSymbols = (derivation: Derivation): SymbolTable =>
  symbolTable([
    ...derivation.domain.symbols.keys(),
    ...derivation.matrices.letters.map(({ name }) => name),
    ...derivation.definitions.map((d) => d.name),
    ...derivation.matrices.definitions.map((d) => d.name),
    ...derivation.claims.flatMap((claim) => [...claim.domain.symbols.keys(), ...namesOf(claim.statement)]),
  ]);

/**
 * A document that compiles by itself: each derivation a section with its symbols, definitions and claims, and each
 * claim's verdict in the margin; `stale` marks claims that have changed since they were checked.
 * @throws FlowproofError `formula-too-large` for a formula that cannot be typeset.
 */
export function latexDocument(
  derivations: readonly Derivation[],
  results: readonly ClaimResult[],
  stale: ReadonlySet<Claim> = new Set(),
): string {
  const body = derivations.map((derivation) => derivationToLatex(derivation, results, stale));
  return [MARKER, PREAMBLE, '\\begin{document}', ...body, '\\end{document}', ''].join('\n');
}

/** One derivation as a section, for `\input` in a document that has the macros of the preamble. */
export function derivationToLatex(
  derivation: Derivation,
  results: readonly ClaimResult[],
  stale: ReadonlySet<Claim> = new Set(),
): string {
  const names = derivationSymbols(derivation);
  const own = results.filter((r) => r.derivation === derivation.id && isOf(r, derivation));
  const conditions = domainToLatex(derivation.domain, names).map((condition) => `$${condition}$`);
  return [
    `\\section{${escapeText(derivation.title)}}`,
    `\\label{${derivation.id}}`,
    ...(derivation.source ? [`\\emph{Source: ${escapeText(derivation.source)}.}\n`] : []),
    ...(derivation.prose ? [`${escapeText(derivation.prose)}\n`] : []),
    ...(conditions.length > 0 ? [`Throughout, ${conditions.join(', ')}.\n`] : []),
    ...vocabularyToLatex(derivation.matrices, names),
    ...definitionsToLatex(derivation, names),
    ...derivation.claims.map((claim) => claimToLatex(claim, derivation, own, names, stale.has(claim))),
    ...flowsToLatex(own),
  ].join('\n');
}

/** Results name their file; two files may hold derivations of the same id. Proofs live in files of their own. */
const isOf = (result: ClaimResult, derivation: Derivation): boolean =>
  result.kind === 'flow' || result.file === derivation.file;

function definitionsToLatex(derivation: Derivation, names: SymbolTable): string[] {
  const { definitions } = derivation.matrices;
  if (derivation.definitions.length + definitions.length === 0) return [];
  const lines = derivation.definitions.map(({ name, formula }) => {
    const named = symbol(name);
    const left: Formula = { text: name, typed: named, expanded: named, place: formula.place };
    return `\\[\\flowproofmath{${statementToLatex({ kind: 'equality', left, right: formula }, names)}}\\]`;
  });
  const matrices = definitions.map(
    ({ name, side }) =>
      `\\[\\flowproofmath{${names.get(name) ?? name} = ${printedMatrix(side.typed, names).tex}}\\]`,
  );
  return ['We write', ...lines, ...matrices];
}

/** The matrices with their shapes, and what claims may be given. */
function vocabularyToLatex({ letters, hypotheses }: MatrixVocabulary, names: SymbolTable): string[] {
  const shapes = letters.map(({ name, shape, property }) => {
    const kind = property === undefined ? '' : ` ${property}`;
    return `$${names.get(name) ?? name} \\in \\mathbb{R}^{${shapeToLatex(shape, names)}}$${kind}`;
  });
  const given = hypotheses.map(
    (equation) =>
      `\\item \\textsf{${escapeText(equation.name ?? '')}}: $${equationToLatex(equation, names)}$`,
  );
  return [
    ...(shapes.length > 0 ? [`Matrices of every size: ${shapes.join(', ')}.\n`] : []),
    ...(given.length > 0 ? ['Claims may be given:', '\\begin{itemize}', ...given, '\\end{itemize}'] : []),
  ];
}

function claimToLatex(
  claim: Claim,
  derivation: Derivation,
  results: readonly ClaimResult[],
  names: SymbolTable,
  stale: boolean,
): string {
  const narrowed = narrowedToLatex(claim.domain, derivation.domain, names).map((c) => `$${c}$`);
  const lead = [
    claim.prose ? escapeText(claim.prose) : '',
    narrowed.length > 0 ? `For ${narrowed.join(', ')}:` : '',
  ].filter(Boolean);
  return [
    '',
    '\\medskip',
    `\\textbf{${escapeText(claim.id)}.}${markOf(claim, derivation, results, names, stale)}`,
    ...lead,
    claimEquation(claim, names),
    ...(claim.right ? [`Right is: ${rightForm(claim.right, names)}.\n`] : []),
  ].join('\n');
}

/** The verdict for the margin. */
export function markOf(
  claim: Claim,
  { file }: Derivation,
  results: readonly ClaimResult[],
  names: SymbolTable,
  stale: boolean,
): string {
  const result = results.find(
    (r) => r.kind !== 'flow' && r.derivation === claim.derivation && r.claim === claim.id && r.file === file,
  );
  const { verdict, evidence } = stale ? STALE : verdictMark(result, names);
  return `\\flowproofmark{${verdict}}{${evidence}}`;
}

/** The claim as a numbered equation with its label. */
export const claimEquation = (claim: Claim, names: SymbolTable): string =>
  [
    '\\begin{equation}',
    `\\label{${labelOf(claim)}}`,
    `\\flowproofmath{${statementToLatex(claim.statement, names)}}`,
    '\\end{equation}',
  ].join('\n');

/** The right form of an erratum: as mathematics where it reads as a formula over the derivation's symbols, else as prose. */
function rightForm(text: string, names: SymbolTable): string {
  try {
    const [, left, relation, right] = /^([^<>=!]*?)(?:(<=|>=|!=|<|>|=)([^<>=!]*))?$/.exec(text) ?? [];
    const sides = [left ?? text, right].filter((side) => side !== undefined).map((side) => parse(side));
    if (symbolsOf(...sides).some((name) => !names.has(name))) return escapeText(text);
    const sign = relation === '=' ? '=' : INEQUALITIES[relation as keyof typeof INEQUALITIES];
    return `$${sides.map((side) => expressionToLatex(side, names)).join(` ${sign} `)}$`;
  } catch {
    return escapeText(text);
  }
}

function flowsToLatex(results: readonly ClaimResult[]): string[] {
  const flows = results.filter((r) => r.kind === 'flow');
  if (flows.length === 0) return [];
  const items = flows.map((r) => {
    const runs = r.evidence.flatMap((e) => (e.kind === 'flow' ? [`${e.runs} draws`] : []));
    return `\\item \\textsf{${escapeText(r.claim)}}: ${r.verdict}${runs.length > 0 ? ` (${runs.join(', ')})` : ''}.`;
  });
  return ['', 'Confronted with integrated gradient flow:', '\\begin{itemize}', ...items, '\\end{itemize}'];
}
