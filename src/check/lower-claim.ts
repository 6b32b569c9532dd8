/** A claim as the elementary questions that decide it. */
import type { Claim, Formula } from '../claim/claim.js';
import { differentiate } from '../expression/differentiate.js';
import { type Expression, NOUGHT, product, sum } from '../expression/expression.js';
import { substitute } from '../expression/traverse.js';
import type { Question } from './question.js';

/** The questions of a claim; none where its kind is decided as a whole (see `decide-whole.ts`). */
export function questionsOf(claim: Claim): Question[] {
  const { statement, domain } = claim;
  const question = (
    label: string,
    left: Expression,
    right: Expression,
    alsoDefined: readonly Expression[] = [],
    relation: Question['relation'] = '=',
  ): Question => ({ relation, left, right, domain, alsoDefined, label });
  switch (statement.kind) {
    case 'equality':
      return [question('', statement.left.expanded, statement.right.expanded)];
    case 'inequality':
      return [question('', statement.left.expanded, statement.right.expanded, [], statement.operator)];
    case 'chain': {
      const lines = statement.steps.map((step) => step.expanded);
      const steps = lines.slice(1).map((line, i) => question(`lines ${i + 1} and ${i + 2}`, lines[i], line));
      // A line that is defined more rarely than its neighbours would make every step true and the chain a lie.
      const ends = question('first and last line', lines[0], lines[lines.length - 1]);
      return lines.length > 2 ? [...steps, { ...ends, refuteOnly: true }] : steps;
    }
    case 'derivative': {
      const { of, by, is } = statement;
      return [question(`d/d${by}`, differentiate(of.expanded, by), is.expanded, [of.expanded])];
    }
    case 'solves': {
      const { variable, forms, field, initial } = statement;
      const closed = expandedForms(forms);
      const along = [...forms].map(([name, form]) =>
        question(
          `d${name}/d${variable}`,
          differentiate(form.expanded, variable),
          substitute(field.get(name)!.expanded, closed),
          [...closed.values()],
        ),
      );
      if (initial === undefined) return along;
      const start = new Map([[variable, initial.at.expanded]]);
      const starts = [...initial.values].map(([name, value]) =>
        question(`initial value of ${name}`, substitute(forms.get(name)!.expanded, start), value.expanded),
      );
      return [...along, ...starts];
    }
    case 'conserved': {
      const { quantity, field } = statement;
      let derivative: Expression = NOUGHT;
      for (const [name, velocity] of field) {
        const slope = differentiate(quantity.expanded, name);
        if (slope === NOUGHT) continue;
        const term = product(slope, velocity.expanded);
        derivative = derivative === NOUGHT ? term : sum(derivative, term);
      }
      return [question('derivative along the flow', derivative, NOUGHT, [quantity.expanded])];
    }
    case 'integral': {
      const { of, by, is, range } = statement;
      if (range !== undefined) return [];
      const slope = differentiate(is.expanded, by);
      return [question(`d/d${by} of the antiderivative`, slope, of.expanded, [is.expanded])];
    }
    case 'limit':
    case 'order':
    case 'extends':
    case 'sum':
    case 'expectation':
    case 'boundary':
    case 'minimiser':
    case 'identity':
    case 'rate':
      return [];
  }
}

const expandedForms = (forms: ReadonlyMap<string, Formula>): ReadonlyMap<string, Expression> =>
  new Map([...forms].map(([name, form]) => [name, form.expanded]));
