import type { Approach, Extension, Formula, InequalityOperator, Statement } from '../claim/claim.js';
import type { Expression } from '../expression/expression.js';
import { symbolsOf } from '../expression/traverse.js';
import { type SymbolTable, symbolTable } from '../tex/names.js';
import { abbreviate } from './abbreviate.js';
import { expectationToLatex, integralToLatex, sumToLatex } from './accumulation-to-latex.js';
import { boundaryToLatex } from './boundary-to-latex.js';
import { aligned, LINE_WIDTH } from './display-lines.js';
import { expressionToLatex, printedFormula } from './expression-to-latex.js';
import { matrixStatementToLatex } from './matrix-statement-to-latex.js';
import { minimiserToLatex } from './minimiser-to-latex.js';
import { bound, STRENGTH } from './printed.js';
import { namesOf, typedOf, withTyped } from './statement-formulas.js';

export const INEQUALITIES: Readonly<Record<InequalityOperator | '!=', string>> = {
  '<': '<',
  '<=': '\\le',
  '>': '>',
  '>=': '\\ge',
  '!=': '\\ne',
};

const LOSS = '\\mathcal{L}';

const differential = (what: string, by: string, partial = false): string => {
  const d = partial ? '\\partial ' : '\\mathrm{d}';
  return `\\frac{${d}${what}}{${d}${by}}`;
};

/** A term wider than this many lines is not merely shrunk: parts of it get names. */
const TOO_WIDE = 1.2;

/**
 * A claim's statement as the body of a display: one line, or an `aligned` environment. From the author's typed form;
 * only a formula that no line can hold is printed with abbreviations, which are spelled out below it.
 */
export function statementToLatex(statement: Statement, names?: SymbolTable): string {
  const table = names ?? symbolTable(namesOf(statement));
  const typed = typedOf(statement);
  const short = abbreviate(typed, table, TOO_WIDE * LINE_WIDTH);
  if (short.where.length === 0) return bodyOf(statement, table);
  const shortened = new Map(typed.map((e, i) => [e, short.formulas[i]]));
  const body = bodyOf(
    withTyped(statement, (e) => shortened.get(e) ?? e),
    short.names,
  );
  const where = short.where.map(
    ({ tex, meaning }, i) =>
      `${i === 0 ? '\\text{where } ' : ''}${rows([[tex, sumLines(meaning, short.names)]], '=')}`,
  );
  return `\\begin{gathered}\n${[body, ...where].join(' \\\\\n')}\n\\end{gathered}`;
}

function bodyOf(statement: Statement, table: SymbolTable): string {
  const tex = (formula: Formula) => expressionToLatex(formula.typed, table);
  const name = (symbol: string) => expressionToLatexName(symbol, table);
  switch (statement.kind) {
    case 'equality':
      return extended(relation([statement.left, statement.right], '=', table), statement.extend, table);
    case 'chain':
      return extended(relation(statement.steps, '=', table), statement.extend, table);
    case 'inequality': {
      const sign = INEQUALITIES[statement.operator];
      return extended(relation([statement.left, statement.right], sign, table), statement.extend, table);
    }
    case 'derivative': {
      const partial = symbolsOf(statement.of.expanded).length > 1;
      const atom = statement.of.typed.kind === 'symbol';
      const left = atom
        ? differential(tex(statement.of), name(statement.by), partial)
        : `${differential('', name(statement.by), partial)} \\left[${tex(statement.of)}\\right]`;
      const right = sumLines(statement.is.typed, table);
      const width = [statement.of, statement.is].reduce(
        (w, f) => w + printedFormula(f.typed, table).width,
        6,
      );
      if (width <= LINE_WIDTH) return rows([[left, right]], '=');
      return aligned([
        `& ${left}`,
        ...right.map((line, i) => (i === 0 ? `&= ${line}` : `& \\qquad ${line}`)),
      ]);
    }
    case 'solves': {
      const variable = name(statement.variable);
      const forms = [...statement.forms].map(
        ([f, formula]): Row => [name(f), sumLines(formula.typed, table)],
      );
      const field = [...statement.field].map(
        ([f, formula]): Row => [differential(name(f), variable), sumLines(formula.typed, table)],
      );
      const { initial } = statement;
      const start = [...(initial?.values ?? [])].map(
        ([f, formula]): Row => [
          `${name(f)}\\big|_{${variable} = ${initial ? tex(initial.at) : ''}}`,
          sumLines(formula.typed, table),
        ],
      );
      return rows([...forms, ...field, ...start], '=');
    }
    case 'conserved': {
      const { loss } = statement;
      // A field derived from a loss is nobody's typing: the loss is what the author wrote.
      const along = [...statement.field].map(
        ([f, formula]): Row => [
          differential(name(f), 't'),
          loss ? [`-${differential(LOSS, name(f), true)}`] : sumLines(formula.typed, table),
        ],
      );
      const quantity: Row = [`${differential('', 't')} \\left[${tex(statement.quantity)}\\right]`, ['0']];
      const of: Row[] = loss ? [[LOSS, sumLines(loss.typed, table)]] : [];
      return rows([quantity, ...along, ...of], '=');
    }
    case 'limit': {
      const of = bound(printedFormula(statement.of.typed, table), STRENGTH.product).tex;
      const value = statement.is.kind === 'finite' ? tex(statement.is.value) : infinity(statement.is.sign);
      return `\\lim_{${name(statement.variable)} \\to ${approached(statement.approach, table)}} ${of} = ${value}`;
    }
    case 'order': {
      const { approach } = statement;
      const variable = name(statement.variable);
      const head = statement.exact ? '\\Theta' : 'O';
      const power = `${distance(approach, variable, table)}^{${printedInline(statement.exponent, table)}}`;
      return `${tex(statement.of)} = ${head}\\left(${power}\\right) \\quad \\text{as } ${variable} \\to ${approached(approach, table)}`;
    }
    case 'extends':
      return extendsToLatex(statement, table);
    case 'integral':
      return equated(integralToLatex(statement, table, name), statement.of, statement.is, table);
    case 'sum':
      return equated(sumToLatex(statement, table, name), statement.of, statement.is, table);
    case 'expectation': {
      const { left, where } = expectationToLatex(statement, table, name);
      const equation = equated(left, statement.of, statement.is, table);
      return aligned([`& ${equation}`, `& \\quad ${where}`]);
    }
    case 'boundary':
      return aligned(
        boundaryToLatex(statement, table, name, (formula) => sumLines(formula.typed, table)).flatMap(
          ({ left, relation, right }) =>
            right.map((line, i) => (i === 0 ? `${left} &${relation} ${line}` : `& \\qquad ${line}`)),
        ),
      );
    case 'minimiser':
      return aligned(minimiserToLatex(statement, table, name, (formula) => sumLines(formula.typed, table)));
    case 'identity':
    case 'rate':
      return matrixStatementToLatex(statement, table);
  }
}

/** `left = is`, on two lines where one cannot hold both; `of` is what stands on the left side. */
function equated(left: string, of: Formula, is: Formula, table: SymbolTable): string {
  const width = [of, is].reduce((w, f) => w + printedFormula(f.typed, table).width, 8);
  const right = sumLines(is.typed, table);
  if (width <= LINE_WIDTH) return rows([[left, right]], '=');
  return aligned([`& ${left}`, ...right.map((line, i) => (i === 0 ? `&= ${line}` : `& \\qquad ${line}`))]);
}

type Row = readonly [left: string, right: readonly string[]];

/** `a = b` on one line where it fits, else aligned at the relation with long sums broken. */
function relation(steps: readonly Formula[], sign: string, table: SymbolTable): string {
  const parts = steps.map((s) => printedFormula(s.typed, table));
  const total = parts.reduce((width, p) => width + p.width + 3, 0);
  if (steps.length === 2 && total <= LINE_WIDTH) return `${parts[0].tex} ${sign} ${parts[1].tex}`;
  if (steps.length === 2 && parts[0].width <= LINE_WIDTH / 3) {
    return rows([[parts[0].tex, sumLines(steps[1].typed, table)]], sign);
  }
  const [first, ...others] = steps.map((s) => sumLines(s.typed, table));
  const head = first.map((line, i) => (i === 0 ? `& ${line}` : `& \\qquad ${line}`));
  const tail = others.flatMap((lines) =>
    lines.map((line, i) => (i === 0 ? `&${sign} ${line}` : `& \\qquad ${line}`)),
  );
  return aligned([...head, ...tail]);
}

const rows = (list: readonly Row[], sign: string): string => {
  if (list.length === 1 && list[0][1].length === 1) return `${list[0][0]} ${sign} ${list[0][1][0]}`;
  return aligned(
    list.flatMap(([left, lines]) =>
      lines.map((line, i) => (i === 0 ? `${left} &${sign} ${line}` : `& \\qquad ${line}`)),
    ),
  );
};

/** The formula on as many lines as it needs, broken before the terms of its outermost sum. */
export function sumLines(root: Expression, table: SymbolTable): readonly string[] {
  const whole = printedFormula(root, table);
  if (whole.width <= LINE_WIDTH || (root.kind !== 'add' && root.kind !== 'subtract')) return [whole.tex];
  const lines: { tex: string; width: number }[] = [];
  for (const { sign, term } of termsOf(root)) {
    const part = printedFormula(term, table);
    const fits = bound(part, STRENGTH.product);
    const pulled = sign === '+' && part.negative && part.strength >= STRENGTH.product;
    const tex = pulled ? `- ${part.tex.slice(1)}` : `${sign} ${fits.tex}`;
    const last = lines.at(-1);
    if (last === undefined) lines.push({ tex: part.tex, width: part.width });
    else if (last.width + part.width + 2 <= LINE_WIDTH) {
      last.tex += ` ${tex}`;
      last.width += part.width + 2;
    } else lines.push({ tex: `{} ${tex}`, width: part.width + 4 });
  }
  return lines.map((line) => line.tex);
}

/** The terms of a sum as typed, from left to right. */
function termsOf(root: Expression): { sign: '+' | '-'; term: Expression }[] {
  const terms: { sign: '+' | '-'; term: Expression }[] = [];
  let rest = root;
  while (rest.kind === 'add' || rest.kind === 'subtract') {
    terms.push({ sign: rest.kind === 'add' ? '+' : '-', term: rest.right });
    rest = rest.left;
  }
  terms.push({ sign: '+', term: rest });
  return terms.reverse();
}

const infinity = (sign: 1 | -1): string => (sign === 1 ? '\\infty' : '-\\infty');

function approached(approach: Approach, table: SymbolTable): string {
  if (approach.kind === 'infinity') return infinity(approach.sign);
  const value = bound(printedFormula(approach.value.typed, table), STRENGTH.atom);
  const negativeNumber = printedFormula(approach.value.typed, table);
  if (approach.side === 'both') return negativeNumber.tex;
  return `${value.tex}^{${approach.side === 'left' ? '-' : '+'}}`;
}

/** What is small (or large): |x|, |x - a|, or x itself where its sign is known. */
function distance(approach: Approach, variable: string, table: SymbolTable): string {
  if (approach.kind === 'infinity') return approach.sign === 1 ? variable : `\\lvert ${variable}\\rvert `;
  const point = printedFormula(approach.value.typed, table);
  const atZero = point.tex === '0';
  if (approach.side === 'right' && atZero) return variable;
  const gap = atZero ? variable : `${variable} - ${bound(point, STRENGTH.product).tex}`;
  return approach.side === 'right' ? `(${gap})` : `\\lvert ${gap}\\rvert `;
}

/** An exponent: fractions with a slash. */
const printedInline = (formula: Formula, table: SymbolTable): string => {
  const { typed } = formula;
  if (typed.kind === 'divide') {
    return `${bound(printedFormula(typed.left, table), STRENGTH.atom).tex}/${bound(printedFormula(typed.right, table), STRENGTH.atom).tex}`;
  }
  return expressionToLatex(typed, table);
};

const expressionToLatexName = (symbol: string, table: SymbolTable): string =>
  table.get(symbol) ?? symbolTable([symbol]).get(symbol) ?? symbol;

/** The extension as the limit it is, with the point it is taken at. */
function extendsToLatex(statement: Extract<Statement, { kind: 'extends' }>, table: SymbolTable): string {
  const { of, variable, approach, is } = statement;
  const body = bound(printedFormula(of.typed, table), STRENGTH.product).tex;
  const bar = `\\Big|_{${expressionToLatexName(variable, table)} = ${expressionToLatex(approach.value.typed, table)}}`;
  return `\\left[${body}\\right]${bar} = ${expressionToLatex(is.typed, table)} \\quad \\text{by continuity}`;
}

/** A comparison with the point to which its sides are extended. */
function extended(body: string, extend: Extension | undefined, table: SymbolTable): string {
  if (extend === undefined) return body;
  const place = `${expressionToLatexName(extend.variable, table)} = ${expressionToLatex(extend.approach.value.typed, table)}`;
  const remark = `\\text{also at } ${place} \\text{ by continuity}`;
  if (!body.startsWith('\\begin')) return `${body} \\quad ${remark}`;
  return `\\begin{gathered}\n${body} \\\\\n${remark}\n\\end{gathered}`;
}
