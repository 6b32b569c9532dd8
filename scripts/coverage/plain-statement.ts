/** Statements in one line of plain text, formulas as their author typed them. */
import type { Approach, Claim, Derivation, LimitValue, Statement } from '../../src/claim/claim.js';
import { formulasOf } from '../../src/claim/formulas-of.js';
import { symbolsOf } from '../../src/expression/traverse.js';

/** What a claim says, e.g. `K/lambda -> 2 as lambda -> inf`. */
export function plainStatement(statement: Statement): string {
  switch (statement.kind) {
    case 'equality':
      return `${statement.left.text} = ${statement.right.text}`;
    case 'chain':
      return statement.steps.map(({ text }) => text).join(' = ');
    case 'inequality':
      return `${statement.left.text} ${statement.operator} ${statement.right.text}`;
    case 'derivative':
      return `d/d${statement.by} (${statement.of.text}) = ${statement.is.text}`;
    case 'solves': {
      const { variable, forms, field, initial } = statement;
      const solved = `${assigned(forms)} solves ${assigned(field, "'")} in ${variable}`;
      return initial ? `${solved} from ${assigned(initial.values)} at ${initial.at.text}` : solved;
    }
    case 'conserved': {
      const { quantity, field, loss } = statement;
      return loss
        ? `${quantity.text} is conserved by the gradient flow of ${loss.text}`
        : `${quantity.text} is conserved along ${assigned(field, "'")}`;
    }
    case 'limit':
      return `${statement.of.text} -> ${limitText(statement.is)} as ${approached(statement)}`;
    case 'order': {
      const { of, exponent, approach, exact, variable } = statement;
      const power =
        approach.kind === 'infinity' ? `|${variable}|^(${exponent.text})` : `h^(${exponent.text})`;
      return `${of.text} = ${exact ? `const * ${power}` : `O(${power})`} as ${approached(statement)}`;
    }
    case 'extends':
      return `${statement.of.text} continues to ${statement.is.text} at ${statement.variable} = ${statement.approach.value.text}`;
    case 'integral': {
      const { of, by, is, range } = statement;
      const ends = range ? ` from ${limitText(range.from)} to ${limitText(range.to)}` : '';
      return `integral of ${of.text} over ${by}${ends} = ${is.text}`;
    }
    case 'sum': {
      const { of, over, from, to, is } = statement;
      return `sum of ${of.text} over ${over} from ${from.text} to ${limitText(to)} = ${is.text}`;
    }
    case 'expectation':
      return `E[${statement.of.text}] = ${statement.is.text}`;
    case 'minimiser': {
      const { of, state, speed, initial } = statement;
      return `the flow ${state}' = (${speed.text}) X^T (y - X ${state}) from ${initial.text} ends at the minimiser of the sum of ${of.text}`;
    }
    case 'identity':
      return statement.steps.map(({ text }) => text).join(' = ');
    case 'rate':
      return `(${statement.of.text})' = ${statement.is.text} along ${assigned(statement.along, "'")}`;
    default:
      return formulasOf(statement)
        .map(({ text }) => text)
        .join('; ');
  }
}

/** The definitions of its derivation that a claim uses, those inside definitions included, in their order. */
export function definitionsIn(claim: Claim, { definitions }: Derivation): readonly string[] {
  const byName = new Map(definitions.map((definition) => [definition.name, definition]));
  const used = new Set<string>();
  const take = (names: Iterable<string>): void => {
    for (const name of names) {
      const definition = byName.get(name);
      if (definition === undefined || used.has(name)) continue;
      used.add(name);
      take(symbolsOf(definition.formula.typed));
    }
  };
  for (const { typed } of formulasOf(claim.statement)) take(symbolsOf(typed));
  return definitions
    .filter(({ name }) => used.has(name))
    .map(({ name, formula }) => `${name} = ${formula.text}`);
}

interface Written {
  readonly text: string;
}

const assigned = (forms: ReadonlyMap<string, Written>, mark = ''): string =>
  [...forms].map(([name, { text }]) => `${name}${mark} = ${text}`).join(', ');

const limitText = (value: LimitValue): string =>
  value.kind === 'finite' ? value.value.text : value.sign > 0 ? 'inf' : '-inf';

const SIDES = { left: '-', right: '+', both: '' } as const;

function approached({
  variable,
  approach,
}: {
  readonly variable: string;
  readonly approach: Approach;
}): string {
  if (approach.kind === 'infinity') return `${variable} -> ${approach.sign > 0 ? 'inf' : '-inf'}`;
  return `${variable} -> ${approach.value.text}${SIDES[approach.side]}`;
}
