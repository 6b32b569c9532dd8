/** Claims about matrices as the body of a display. */
import type { GivenEquation, MatrixSide, MatrixStatementKind } from '../claim/matrix-claim.js';
import { sidesOf } from '../claim/matrix-claim.js';
import { type MatrixExpression, type MatrixFormula, partsOf } from '../matrix/index.js';
import type { SymbolTable } from '../tex/names.js';
import { aligned, LINE_WIDTH } from './display-lines.js';
import { printedMatrix } from './matrix-to-latex.js';
import { bound, printed, STRENGTH } from './printed.js';

/** Every name that is printed, as typed. */
export function namesOfMatrices(statement: MatrixStatementKind): string[] {
  const { letters, symbols } = partsOf(sidesOf(statement).map(({ typed }) => typed));
  const moved = statement.kind === 'rate' ? statement.along : statement.at;
  return [...moved.keys(), ...letters.keys(), ...symbols];
}

export function matrixStatementToLatex(statement: MatrixStatementKind, names: SymbolTable): string {
  const name = (symbol: string): string => names.get(symbol) ?? symbol;
  const tex = (side: MatrixSide): string => printedMatrix(side.typed, names).tex;
  const given = statement.given.map((equation) => `& \\text{given } ${equationToLatex(equation, names)}`);
  if (statement.kind === 'identity') {
    const at = [...statement.at].map(([symbol, value]) => `${name(symbol)} = ${tex(value)}`);
    const place = at.length === 0 ? [] : [`& \\text{at } ${at.join(',\\ ')}`];
    const equation = relation(statement.steps, names);
    if (place.length + given.length === 0)
      return equation.length === 1 ? equation[0].replace(/^& /, '') : aligned(equation);
    return aligned([...equation, ...place, ...given]);
  }
  const of = bound(printedMatrix(statement.of.typed, names), STRENGTH.atom);
  const derivative = `\\frac{\\mathrm{d}}{\\mathrm{d}t} ${of.tex}`;
  const along = [...statement.along].map(
    ([symbol, value]) => `& \\text{along } \\dot{${name(symbol)}} = ${tex(value)}`,
  );
  const [first, ...rest] = sumLines(statement.is.typed, names);
  const wide = of.width + printedMatrix(statement.is.typed, names).width > LINE_WIDTH;
  const equation = wide ? [`& ${derivative}`, `&= ${first}`] : [`& ${derivative} = ${first}`];
  return aligned([...equation, ...rest.map((line) => `& \\qquad ${line}`), ...along, ...given]);
}

export const equationToLatex = (
  { left, right }: Pick<GivenEquation, 'left' | 'right'>,
  names: SymbolTable,
): string => `${printedMatrix(left.typed, names).tex} = ${printedMatrix(right.typed, names).tex}`;

function relation(steps: readonly MatrixSide[], names: SymbolTable): string[] {
  const parts = steps.map(({ typed }) => printedMatrix(typed, names));
  const total = parts.reduce((width, p) => width + p.width + 3, 0);
  if (steps.length === 2 && total <= LINE_WIDTH) return [`& ${parts[0].tex} = ${parts[1].tex}`];
  return steps.flatMap(({ typed }, i) =>
    sumLines(typed, names).map((line, k) =>
      k > 0 ? `& \\qquad ${line}` : i === 0 ? `& ${line}` : `&= ${line}`,
    ),
  );
}

/** The formula on as many lines as it needs, broken before the terms of its outermost sum. */
function sumLines(formula: MatrixFormula, names: SymbolTable): readonly string[] {
  const whole = printedMatrix(formula, names);
  if (formula.kind === 'scalar' || whole.width <= LINE_WIDTH) return [whole.tex];
  const lines: { tex: string; width: number }[] = [];
  for (const { sign, term } of termsOf(formula.value)) {
    const part = bound(printedMatrix({ ...formula, kind: 'matrix', value: term }, names), STRENGTH.product);
    const last = lines.at(-1);
    const joined = printed(`${sign} ${part.tex}`, part.width + 2);
    if (last === undefined) lines.push({ tex: sign === '-' ? `-${part.tex}` : part.tex, width: part.width });
    else if (last.width + joined.width <= LINE_WIDTH) {
      last.tex += ` ${joined.tex}`;
      last.width += joined.width;
    } else lines.push({ tex: `{} ${joined.tex}`, width: joined.width });
  }
  return lines.map(({ tex }) => tex);
}

function termsOf(e: MatrixExpression): { sign: '+' | '-'; term: MatrixExpression }[] {
  if (e.kind !== 'add' && e.kind !== 'subtract') return [{ sign: '+', term: e }];
  return [...termsOf(e.left), { sign: e.kind === 'add' ? '+' : '-', term: e.right }];
}
