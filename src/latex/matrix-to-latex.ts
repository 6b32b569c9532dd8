/** Matrix formulas as display mathematics. */
import { type Expression, integer, powerOf, symbol } from '../expression/expression.js';
import { substitute, symbolsOf } from '../expression/traverse.js';
import type { MatrixExpression, MatrixFormula, MatrixScalar, Shape, Size } from '../matrix/index.js';
import { printMatrix, sizeAsExpression } from '../matrix/index.js';
import { type SymbolTable, symbolTable } from '../tex/names.js';
import { printedFormula, printedName } from './expression-to-latex.js';
import { multiplied, negated, raised, summed } from './operations.js';
import { bound, type Printed, parenthesised, printed, STRENGTH } from './printed.js';

/** The typed formula; scalars that are made of matrices by what they are made of. */
export function printedMatrix({ kind, value, scalars }: MatrixFormula, names: SymbolTable): Printed {
  const printer = new MatrixPrinter(names, scalars);
  return kind === 'matrix' ? printer.matrix(value) : printer.scalar(value);
}

/** `N_h \times N_i`. */
export const shapeToLatex = ({ rows, columns }: Shape, names: SymbolTable): string => {
  const size = (s: Size): string => bound(printedFormula(sizeAsExpression(s), names), STRENGTH.product).tex;
  return `${size(rows)} \\times ${size(columns)}`;
};

/** A of tr(A'A). */
function squaredNormOf({ kind, of }: MatrixScalar): MatrixExpression | undefined {
  if (kind !== 'trace' || of.kind !== 'multiply' || of.left.kind !== 'transpose') return undefined;
  return printMatrix(of.left.of) === printMatrix(of.right) ? of.right : undefined;
}

class MatrixPrinter {
  readonly #names: SymbolTable;
  readonly #scalars: ReadonlyMap<string, MatrixScalar>;

  constructor(names: SymbolTable, scalars: ReadonlyMap<string, MatrixScalar>) {
    this.#names = names;
    this.#scalars = scalars;
  }

  scalar(e: Expression): Printed {
    const table = new Map(this.#names);
    const squares = new Map<string, Expression>();
    for (const name of symbolsOf(e)) {
      const made = this.#scalars.get(name);
      if (made === undefined) continue;
      const squared = squaredNormOf(made);
      if (squared === undefined) table.set(name, this.#made(made));
      else {
        // The norm is a name and its square a power, so that powers of it are printed as powers of powers.
        const norm = `norm of ${name}`;
        table.set(norm, `\\left\\lVert ${this.matrix(squared).tex}\\right\\rVert_{\\mathrm{F}}`);
        squares.set(name, powerOf(symbol(norm), integer(2)));
      }
    }
    return printedFormula(squares.size === 0 ? e : substitute(e, squares), table);
  }

  #made({ kind, of }: MatrixScalar): string {
    return `\\operatorname{${kind === 'trace' ? 'tr' : 'det'}}${parenthesised(this.matrix(of)).tex}`;
  }

  matrix(e: MatrixExpression): Printed {
    switch (e.kind) {
      case 'letter':
        return this.#name(e.name);
      case 'identity':
        return printed('I', 1);
      case 'zero':
        return printed('0', 1, { digitFirst: true, digitLast: true });
      case 'add':
        return summed('+', this.matrix(e.left), this.matrix(e.right));
      case 'subtract':
        return summed('-', this.matrix(e.left), this.matrix(e.right));
      case 'multiply':
        return multiplied(this.matrix(e.left), this.matrix(e.right));
      case 'kronecker': {
        const [left, right] = [this.matrix(e.left), this.matrix(e.right)].map((p) =>
          bound(p, STRENGTH.power),
        );
        return printed(`${left.tex} \\otimes ${right.tex}`, left.width + right.width + 2, {
          // Beside a factor it takes parentheses: which of the products comes first is no convention.
          strength: STRENGTH.sum,
          tall: left.tall || right.tall,
        });
      }
      case 'scale':
        return multiplied(this.scalar(e.by), this.matrix(e.of));
      case 'negate':
        return negated(this.matrix(e.of));
      case 'transpose':
        return raised(this.matrix(e.of), printed('\\mathsf{T}', 1));
      case 'inverse':
        return raised(this.matrix(e.of), printed('-1', 2));
      case 'exponential':
        return raised(printed('e', 1), this.matrix(e.of));
      case 'root':
        return raised(parenthesised(this.matrix(e.of)), printed('1/2', 2));
      case 'vectorise': {
        const of = parenthesised(this.matrix(e.of));
        return printed(`\\operatorname{vec}${of.tex}`, of.width + 3, { tall: of.tall });
      }
      case 'blocks':
        return this.#blocks(e.rows);
    }
  }

  #name(name: string): Printed {
    const tex = this.#names.get(name) ?? symbolTable([name]).get(name) ?? name;
    return printedName(tex);
  }

  #blocks(rows: readonly (readonly MatrixExpression[])[]): Printed {
    const cells = rows.map((row) => row.map((block) => this.matrix(block)));
    const width = Math.max(...cells.map((row) => row.reduce((w, cell) => w + cell.width + 2, 2)));
    const body = cells.map((row) => row.map(({ tex }) => tex).join(' & ')).join(' \\\\ ');
    return printed(`\\begin{pmatrix} ${body} \\end{pmatrix}`, width, { tall: true });
  }
}
