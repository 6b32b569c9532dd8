/** The tables of a simulation: every case beside its prediction, and the wrong predictions beside the cases that reject them. */
import type { ClaimResult } from '../check/result.js';
import type { SimulatedRow } from '../claim/verdict.js';

export function simulationTable({ claim, verdict, reason, evidence }: ClaimResult): string {
  const found = evidence.find((e) => e.kind === 'simulation');
  const lines = [`${claim}: ${verdict}${reason === undefined ? '' : ` (${reason})`}`];
  if (found?.kind !== 'simulation') return `${lines.join('\n')}\n`;
  const cases = found.rows.map((row) => [
    row.case,
    number(row.predicted),
    `${number(row.mean)} ± ${number(row.standardError)}`,
    signed((row.mean - row.predicted) / row.standardError),
    number(row.allowance),
    String(row.runs),
    outcomeOf(row),
  ]);
  lines.push(
    ...aligned([['case', 'theory', 'simulation', 'SE off', 'allowance', 'runs', 'verdict'], ...cases]),
  );
  const wrong = found.rows.flatMap((row) =>
    row.controls.map(({ name, predicted, deviation, rejected }) => [
      name,
      row.case,
      number(predicted),
      signed(deviation),
      rejected ? 'rejected' : 'NOT REJECTED',
    ]),
  );
  if (wrong.length > 0)
    lines.push('', ...aligned([['wrong prediction', 'case', 'it says', 'SE off', 'verdict'], ...wrong]));
  lines.push('', `seed ${found.seed}, ${(found.ms / 1_000).toFixed(1)} s`);
  return `${lines.join('\n')}\n`;
}

function outcomeOf({ agrees, decided }: SimulatedRow): string {
  if (!agrees) return 'REJECTED';
  return decided ? 'agrees' : 'NOT DECIDED';
}

const number = (value: number): string => value.toFixed(5);
const signed = (value: number): string => `${value >= 0 ? '+' : ''}${value.toFixed(1)}`;

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0].map((_, k) => Math.max(...rows.map((row) => row[k].length)));
  return rows.map((row) => `  ${row.map((cell, k) => cell.padEnd(widths[k])).join('  ')}`.trimEnd());
}
