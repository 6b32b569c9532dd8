/** What an exported derivation consists of: formulas as LaTeX, and text that every format escapes in its own way. */
import type { ClaimResult } from '../check/result.js';
import type { Claim, Derivation, Formula } from '../claim/claim.js';
import { symbol } from '../expression/expression.js';
import { parse } from '../expression/parse.js';
import { symbolsOf } from '../expression/traverse.js';
import { type SymbolTable, symbolTable } from '../tex/names.js';
import { domainToLatex, narrowedToLatex } from './domain-to-latex.js';
import { expressionToLatex } from './expression-to-latex.js';
import { equationToLatex } from './matrix-statement-to-latex.js';
import { printedMatrix, shapeToLatex } from './matrix-to-latex.js';
import { joined, type Segment } from './segments.js';
import { namesOf } from './statement-formulas.js';
import { INEQUALITIES, statementToLatex } from './statement-to-latex.js';
import { STALE, type VerdictMark, verdictMark } from './verdict-mark.js';

export interface DerivationParts {
  readonly id: string;
  readonly title: string;
  readonly source?: string;
  readonly prose?: string;
  /** What holds throughout. */
  readonly conditions: readonly string[];
  /** Matrices with their shapes and what is known of them. */
  readonly shapes: readonly Segment[];
  /** What claims may be given, by name. */
  readonly hypotheses: readonly { readonly name: string; readonly tex: string }[];
  readonly definitions: readonly string[];
  readonly claims: readonly ClaimParts[];
  /** Confrontations with flows, in words. */
  readonly flows: readonly { readonly id: string; readonly text: string }[];
}

export interface ClaimParts {
  readonly id: string;
  /** Stable as long as the ids are. */
  readonly label: string;
  readonly prose?: string;
  /** What the claim adds to the domain of the derivation. */
  readonly conditions: readonly string[];
  readonly tex: string;
  readonly mark: VerdictMark;
  /** Of an erratum: what is right. */
  readonly right?: readonly Segment[];
}

/** The label of a claim's equation. */
export const labelOf = (claim: Claim): string => `${claim.derivation}:${claim.id}`;

/** How the symbols of one derivation are written: its domain first, then definitions, then what claims add. */
export const derivationSymbols = (derivation: Derivation): SymbolTable =>
  symbolTable(
    [
      ...derivation.domain.symbols.keys(),
      ...derivation.matrices.letters.map(({ name }) => name),
      ...derivation.definitions.map((d) => d.name),
      ...derivation.matrices.definitions.map((d) => d.name),
      ...derivation.claims.flatMap((claim) => [...claim.domain.symbols.keys(), ...namesOf(claim.statement)]),
    ],
    derivation.notation,
  );

/**
 * @param stale claims that have changed since they were checked.
 * @throws FlowproofError `formula-too-large` for a formula that cannot be typeset.
 */
export function derivationParts(
  derivation: Derivation,
  results: readonly ClaimResult[],
  stale: ReadonlySet<Claim> = new Set(),
): DerivationParts {
  const names = derivationSymbols(derivation);
  const { id, title, source, prose, file, claims, domain, matrices } = derivation;
  // Results name their file; two files may hold derivations of the same id. Proofs live in files of their own.
  const own = results.filter((r) => r.derivation === id && (r.kind === 'flow' || r.file === file));
  return {
    id,
    title,
    ...(source !== undefined && { source }),
    ...(prose !== undefined && { prose }),
    conditions: domainToLatex(domain, names),
    shapes: matrices.letters.flatMap(({ name, shape, property }, k) => [
      ...(k === 0 ? [] : [{ text: ', ' }]),
      { tex: `${names.get(name) ?? name} \\in \\mathbb{R}^{${shapeToLatex(shape, names)}}` },
      ...(property === undefined ? [] : [{ text: ` ${property}` }]),
    ]),
    hypotheses: matrices.hypotheses.map((equation) => ({
      name: equation.name ?? '',
      tex: equationToLatex(equation, names),
    })),
    definitions: definitionFormulas(derivation, names),
    claims: claims.map((claim) => claimParts(claim, derivation, own, names, stale.has(claim))),
    flows: own.filter((r) => r.kind === 'flow').map((r) => ({ id: r.claim, text: flowText(r) })),
  };
}

function claimParts(
  claim: Claim,
  derivation: Derivation,
  results: readonly ClaimResult[],
  names: SymbolTable,
  stale: boolean,
): ClaimParts {
  const result = results.find((r) => r.kind !== 'flow' && r.claim === claim.id);
  return {
    id: claim.id,
    label: labelOf(claim),
    ...(claim.prose !== undefined && { prose: claim.prose }),
    conditions: narrowedToLatex(claim.domain, derivation.domain, names),
    tex: statementToLatex(claim.statement, names),
    mark: stale ? STALE : verdictMark(result, names),
    ...(claim.right !== undefined && { right: rightForm(claim.right, names) }),
  };
}

function definitionFormulas({ definitions, matrices }: Derivation, names: SymbolTable): readonly string[] {
  return [
    ...definitions.map(({ name, formula }) => {
      const named = symbol(name);
      const left: Formula = { text: name, typed: named, expanded: named, place: formula.place };
      return statementToLatex({ kind: 'equality', left, right: formula }, names);
    }),
    ...matrices.definitions.map(
      ({ name, side }) => `${names.get(name) ?? name} = ${printedMatrix(side.typed, names).tex}`,
    ),
  ];
}

/** The right form of an erratum: as mathematics where it reads as a formula over the derivation's symbols, else as prose. */
function rightForm(text: string, names: SymbolTable): readonly Segment[] {
  try {
    const [, left, relation, right] = /^([^<>=!]*?)(?:(<=|>=|!=|<|>|=)([^<>=!]*))?$/.exec(text) ?? [];
    const sides = [left ?? text, right].filter((side) => side !== undefined).map((side) => parse(side));
    if (symbolsOf(...sides).some((name) => !names.has(name))) return [{ text }];
    const sign = relation === '=' ? '=' : INEQUALITIES[relation as keyof typeof INEQUALITIES];
    return [{ tex: sides.map((side) => expressionToLatex(side, names)).join(` ${sign} `) }];
  } catch {
    return [{ text }];
  }
}

function flowText({ verdict, evidence }: ClaimResult): string {
  const runs = evidence.flatMap((e) => (e.kind === 'flow' ? [`${e.runs} draws`] : []));
  return `${verdict}${runs.length > 0 ? ` (${runs.join(', ')})` : ''}`;
}

/** `Throughout, a > 0, b > 0.` and the like, as segments. */
export const sentence = (start: string, formulas: readonly string[], end: string): readonly Segment[] => [
  { text: start },
  ...joined(formulas, ', '),
  { text: end },
];
