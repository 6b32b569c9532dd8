import type { ExtendedEvaluation } from '../check/evaluate-extended.js';
import type { Point } from '../domain/domain.js';
import { FlowproofError } from '../errors.js';
import type { Expression } from '../expression/expression.js';
import { spellGreek } from '../expression/greek.js';
import { parse, SYMBOL_NAME } from '../expression/parse.js';
import { print } from '../expression/print.js';
import { formatRational, parseRational, type Rational } from '../expression/rational.js';
import { symbolsOf } from '../expression/traverse.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { wholeNumber } from './flags.js';
import type { Terminal } from './terminal.js';

export interface EvaluateFlags {
  readonly at?: readonly string[];
  readonly digits?: string;
}

/**
 * The value at an exact point as decimal text of which every digit is guaranteed, the last one to within a unit; where the
 * formula is 0/0 there, that of its continuous extension.
 * @throws FlowproofError where the formula has no value there, or none could be found.
 */
export type EvaluateDigits = (root: Expression, point: Point, digits: number) => ExtendedEvaluation;

/** `flowproof eval`: a formula at an exact point, to as many correct digits as asked for. */
export function evaluate(
  formula: string,
  flags: EvaluateFlags,
  terminal: Terminal,
  evaluateDigits: EvaluateDigits,
): ExitCode {
  const digits = wholeNumber('--digits', flags.digits ?? '50', 1, 10_000);
  const root = parse(formula);
  const point = readPoint(flags.at ?? []);
  const names = symbolsOf(root);
  const unused = [...point.keys()].filter((name) => !names.includes(name));
  if (unused.length > 0) {
    throw new FlowproofError({
      code: 'unused-value',
      message: `--at gives a value for ${unused.join(', ')}, which the formula does not mention`,
      expected: names.length > 0 ? `values for ${names.join(', ')}` : 'no values: the formula has no symbols',
    });
  }
  const missing = names.filter((name) => !point.has(name));
  if (missing.length > 0) {
    throw new FlowproofError({
      code: 'missing-value',
      message: `no value is given for ${missing.join(', ')}`,
      expected: 'a value for every symbol of the formula',
      hint: `--at ${missing.map((name) => `${name}=1/3`).join(',')}`,
    });
  }
  const { text, extended } = evaluateDigits(root, point, digits);
  terminal.stdout(`${text}\n`);
  // Beside the digits, not among them: a program that reads them gets a number.
  if (extended !== undefined) terminal.stderr(`${extensionNote(extended, point)}\n`);
  return EXIT.asRequired;
}

/** What the digits stand for where the formula itself has no value. */
function extensionNote(
  { variable, sides, divisor }: NonNullable<ExtendedEvaluation['extended']>,
  point: Point,
): string {
  const held = [...point].filter(([name]) => name !== variable);
  const values = held.map(([name, value]) => `${name} = ${formatRational(value)}`).join(', ');
  const at = formatRational(point.get(variable)!);
  const from =
    sides === 'both'
      ? 'from both sides'
      : `from the ${sides}; on the other side it was found undefined wherever it was looked at`;
  const zero = divisor.size > 60 ? 'a divisor' : `the divisor ${print(divisor)}`;
  return [
    `note: the formula is undefined at ${variable} = ${at}, where ${zero} vanishes;`,
    `this is its continuous extension: its limit as ${variable} -> ${at} ${from}`,
    values === '' ? '' : `(with ${values})`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/**
 * `x=1/3,y=-2` as exact rationals.
 * @throws FlowproofError `bad-option`.
 */
export function readPoint(texts: readonly string[]): Point {
  const point = new Map<string, Rational>();
  for (const assignment of texts.flatMap((text) => text.split(',')).filter((text) => text.trim() !== '')) {
    const [left, ...right] = assignment.split('=');
    const name = spellGreek(left.trim());
    const value = right.length === 1 ? parseRational(right[0]) : undefined;
    if (value === undefined || !SYMBOL_NAME.test(name) || point.has(name)) {
      throw new FlowproofError({
        code: 'bad-option',
        message: point.has(name) ? `${name} is given two values` : 'a part of --at is no assignment',
        expected: 'symbol=value with an exact number, such as lambda=-1/3 or s=0.5',
        found: JSON.stringify(assignment.trim()),
      });
    }
    point.set(name, value);
  }
  return point;
}
