/** Implicit bias: where a gradient flow of linear regression ends. */
import type { FailureFacts } from '../errors.js';
import { symbolsOf } from '../expression/traverse.js';
import type { MinimiserStatement } from './claim.js';
import type { MinimiserInput } from './document.js';
import { readFormula } from './read-formula.js';
import { readSymbolName, type StatementContext } from './statement-context.js';

export function compileMinimiser(
  input: MinimiserInput['minimiser'],
  context: StatementContext,
): MinimiserStatement | undefined {
  const { scope, problems, domain } = context;
  const before = problems.count;
  const path = [...context.path, 'minimiser'];
  const state = readSymbolName(input.state, [...path, 'state'], context);
  const each = (input.each ?? []).map((name, i) => readSymbolName(name, [...path, 'each', i], context));
  const of = readFormula(input.of, [...path, 'of'], scope, problems);
  const speed = readFormula(input.speed, [...path, 'speed'], scope, problems);
  const moves: FailureFacts = {
    code: 'mentions-unknown',
    message: `${input.state} starts from here: this cannot depend on it`,
    expected: 'symbols and numbers',
  };
  const still = { ...scope, forbidden: new Map([...(scope.forbidden ?? []), [input.state, moves]]) };
  const initial = readFormula(input.initial ?? 0, [...path, 'initial'], still, problems);
  if (state !== undefined) {
    const range = domain.symbols.get(state);
    const bound = domain.relations.some(({ left, right }) => symbolsOf(left, right).includes(state));
    if (range?.integer || range?.lower || range?.upper || bound) {
      problems.add([...path, 'state'], {
        code: 'minimiser-state',
        message: `${state} runs over a part of the real numbers only`,
        expected:
          'a state that is `real`, without bounds and relations: the minimiser is one among all vectors',
      });
    }
    if (each.includes(state)) {
      problems.add([...path, 'each'], {
        code: 'minimiser-state',
        message: `${state} is the state: it differs between coordinates by itself`,
        expected: 'other symbols',
      });
    }
  }
  if (problems.count > before || state === undefined || !of || !speed || !initial) return undefined;
  return { kind: 'minimiser', of, state, speed, initial, each: each.filter((name) => name !== undefined) };
}
