/** The tower as definitions of a certificate: only those that an identity depends on, each after what it is made of. */
import type { Definition, Factor, Term } from '../certificate/certificate.js';
import { call, childrenOf, type Expression } from '../expression/expression.js';
import { isInteger, ONE, rational } from '../expression/rational.js';
import { rationalValue } from '../rules/core-form.js';
import { dependenciesOf } from '../rules/dependencies.js';
import type { Recipe, Tower } from './tower.js';

/** Definitions of everything in the expressions that is no field operation. */
export function definitionsFor(roots: readonly Expression[], tower: Tower): Definition[] {
  const writer = new DefinitionWriter(tower);
  for (const root of roots) writer.need(root);
  return writer.definitions;
}

class DefinitionWriter {
  readonly definitions: Definition[] = [];
  readonly #tower: Tower;
  readonly #done = new Set<Expression>();

  constructor(tower: Tower) {
    this.#tower = tower;
  }

  /** Writes the definitions that the value of an expression needs. */
  need(root: Expression): void {
    const stack: Expression[] = [root];
    while (stack.length > 0) {
      const node = stack.pop()!;
      if (this.#done.has(node)) continue;
      this.#done.add(node);
      const operands = fieldOperands(node);
      if (operands === undefined) this.#define(node);
      else stack.push(...operands);
    }
  }

  #define(node: Expression): void {
    const definition = definitionOf(node, this.#tower);
    for (const e of dependenciesOf(definition)) this.need(e);
    this.definitions.push(definition);
  }
}

/** What a field operation is made of; undefined for every other node. */
function fieldOperands(node: Expression): readonly Expression[] | undefined {
  if (node.kind === 'call' || node.kind === 'constant') return undefined;
  if (node.kind !== 'power') return childrenOf(node);
  const exponent = rationalValue(node.right);
  return exponent !== undefined && isInteger(exponent) ? [node.left] : undefined;
}

function definitionOf(node: Expression, tower: Tower): Definition {
  const free: Definition = { kind: 'free', node };
  const recipe = tower.recipes.get(node);
  if (recipe === undefined) return free;
  switch (recipe.kind) {
    case 'same':
      // log(exp(u))
      return { kind: 'sum', node, terms: [{ of: recipe.expression, coefficient: ONE }] };
    case 'product': {
      if (recipe.terms !== undefined) return { kind: 'sum', node, terms: recipe.terms };
      const [first] = recipe.factors;
      const opaque = first !== undefined && tower.generators[first.generator].kind === 'opaque';
      if (!opaque) return rootDefinition(node, recipe, tower);
      const as = tower.generators[first.generator].argument;
      return as === node ? free : { kind: 'same', node, as };
    }
    case 'sum': {
      const terms = termsOfSum(recipe, tower);
      const own = terms.length === 1 && terms[0].of === node;
      return own ? free : { kind: 'sum', node, terms, ...(recipe.at === undefined ? {} : { at: recipe.at }) };
    }
    default: {
      const terms: Term[] = [
        ...recipe.factors.map(({ generator, exponent }) => ({
          of: tower.generators[generator].argument,
          coefficient: exponent,
        })),
        ...recipe.angles.map(({ argument, exponent }) => ({
          of: call('atan', argument),
          coefficient: rational(exponent),
        })),
      ];
      return { kind: 'sum', node, terms };
    }
  }
}

function rootDefinition(
  node: Expression,
  recipe: Extract<Recipe, { kind: 'product' }>,
  tower: Tower,
): Definition {
  const factors: Factor[] = [
    ...recipe.factors.map(({ generator, exponent }) => {
      const { kind, argument } = tower.generators[generator];
      return { of: kind === 'exponential' ? call('exp', argument) : argument, exponent };
    }),
    ...recipe.powers.map(({ base, exponent }) => ({ of: base, exponent: rational(exponent) })),
  ];
  return { kind: 'product', node, scale: recipe.scale, factors };
}

function termsOfSum(recipe: Extract<Recipe, { kind: 'sum' }>, tower: Tower): Term[] {
  return [
    ...recipe.generators.map(({ generator, coefficient }) => {
      const { kind, argument } = tower.generators[generator];
      return { of: call(kind === 'logarithm' ? 'log' : 'atan', argument), coefficient };
    }),
    ...recipe.expressions.map(({ expression, coefficient }) => ({ of: expression, coefficient })),
  ];
}
