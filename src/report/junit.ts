/** The report as JUnit XML: a suite for each derivation, a case for each claim, what fell short as failures. */
import type { CheckReport, ClaimResult } from '../check/result.js';
import { nameOf, problemSentence, shortfallOf } from './shortfall.js';
import { oneLine } from './style.js';

const OPENING = '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="flowproof"';

/** Is this the text of a report, as {@link reportToJunit} writes it? */
export const isJunit = (text: string): boolean => text.startsWith(OPENING);

const SPECIAL: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
};
/** What XML 1.0 cannot hold in any form: controls, lone surrogates, and two that are no characters. */
const IMPOSSIBLE = /[^\P{Cc}\n\t]|\p{Cs}|[\ufffe\uffff]/gu;
const xml = (text: string): string =>
  text.replace(IMPOSSIBLE, '\ufffd').replace(/[&<>"\n]/g, (c) => SPECIAL[c]);
const seconds = (ms: number): string => (ms / 1_000).toFixed(3);

export function reportToJunit({ results, problems, summary }: CheckReport): string {
  const suites = new Map<string, ClaimResult[]>();
  for (const result of results) {
    const name = `${oneLine(result.file)} ${oneLine(result.derivation)}`;
    suites.set(name, [...(suites.get(name) ?? []), result]);
  }
  const isError = ({ verdict }: ClaimResult) => verdict === 'error';
  const errors = results.filter(isError).length + problems.length;
  const failures = results.filter((r) => !r.ok && !isError(r)).length;
  const lines = [
    `${OPENING} tests="${results.length + problems.length}" failures="${failures}" errors="${errors}" time="${seconds(summary.ms)}">`,
  ];
  for (const [name, own] of suites) {
    const failed = own.filter((r) => !r.ok && !isError(r)).length;
    const time = own.reduce((sum, r) => sum + (r.remembered ? 0 : r.ms), 0);
    lines.push(
      `  <testsuite name="${xml(name)}" tests="${own.length}" failures="${failed}" errors="${own.filter(isError).length}" time="${seconds(time)}">`,
      ...own.flatMap(testCase),
      '  </testsuite>',
    );
  }
  if (problems.length > 0) {
    lines.push(
      `  <testsuite name="input" tests="${problems.length}" failures="0" errors="${problems.length}" time="0.000">`,
    );
    for (const problem of problems) {
      const place = problem.place?.file === undefined ? '' : ` file="${xml(oneLine(problem.place.file))}"`;
      lines.push(
        `    <testcase classname="input" name="${xml(oneLine(problem.code))}"${place} time="0.000">`,
        `      <error type="${xml(oneLine(problem.code))}" message="${xml(problemSentence(problem))}"/>`,
        '    </testcase>',
      );
    }
    lines.push('  </testsuite>');
  }
  return `${lines.join('\n')}\n</testsuites>\n`;
}

function testCase(result: ClaimResult): string[] {
  const line = result.line === undefined ? '' : ` line="${result.line}"`;
  const time = seconds(result.remembered ? 0 : result.ms);
  const head = `    <testcase classname="${xml(oneLine(result.derivation))}" name="${xml(oneLine(result.claim))}" file="${xml(oneLine(result.file))}"${line} time="${time}"`;
  const wrong = shortfallOf(result);
  if (wrong === undefined) return [`${head}/>`];
  const kind = result.verdict === 'error' ? 'error' : 'failure';
  const text = [`${result.file}${result.line === undefined ? '' : `:${result.line}`}`, ...wrong.lines].join(
    '\n',
  );
  return [
    `${head}>`,
    `      <${kind} type="${result.verdict}" message="${xml(wrong.title.slice(nameOf(result).length + 2))}">${xml(text).replaceAll('&#10;', '\n')}</${kind}>`,
    '    </testcase>',
  ];
}
