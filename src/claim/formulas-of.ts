import type { Extension, Formula, LimitValue, Statement } from './claim.js';

/** Every formula of a statement, in the order an author writes them. */
export function formulasOf(statement: Statement): readonly Formula[] {
  switch (statement.kind) {
    case 'equality':
    case 'inequality':
      return [statement.left, statement.right, ...pointOf(statement.extend)];
    case 'chain':
      return [...statement.steps, ...pointOf(statement.extend)];
    case 'derivative':
      return [statement.of, statement.is];
    case 'solves': {
      const { forms, field, initial } = statement;
      return [
        ...forms.values(),
        ...field.values(),
        ...(initial ? [initial.at, ...initial.values.values()] : []),
      ];
    }
    case 'conserved': {
      const { quantity, field, loss } = statement;
      return [quantity, ...field.values(), ...(loss ? [loss] : [])];
    }
    case 'limit': {
      const { of, approach, is } = statement;
      const point = approach.kind === 'point' ? [approach.value] : [];
      return [of, ...point, ...(is.kind === 'finite' ? [is.value] : [])];
    }
    case 'order': {
      const { of, approach, exponent } = statement;
      return [of, ...(approach.kind === 'point' ? [approach.value] : []), exponent];
    }
    case 'extends':
      return [statement.of, statement.approach.value, statement.is];
    case 'integral': {
      const { of, is, range } = statement;
      if (range === undefined) return [of, is];
      const { from, to, antiderivative } = range;
      return [of, ...valueIn(from), ...valueIn(to), is, ...(antiderivative ? [antiderivative] : [])];
    }
    case 'sum': {
      const { of, from, to, is, partial } = statement;
      return [of, from, ...valueIn(to), is, ...(partial ? [partial] : [])];
    }
    // Made of matrix formulas: see matrix-claim.ts.
    case 'identity':
    case 'rate':
      return [];
    case 'expectation': {
      const { of, over, is } = statement;
      return [of, ...[...over.values()].flatMap(({ mean, variance }) => [mean, variance]), is];
    }
    case 'minimiser':
      return [statement.of, statement.speed, statement.initial];
    case 'boundary': {
      const { at, field, initial, until, quantity, level } = statement;
      return [at, ...field.values(), ...initial.values(), until, quantity, level];
    }
  }
}

const valueIn = (value: LimitValue): readonly Formula[] => (value.kind === 'finite' ? [value.value] : []);

const pointOf = (extend: Extension | undefined): readonly Formula[] =>
  extend === undefined ? [] : [extend.approach.value];
