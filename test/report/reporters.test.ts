/** Reports for other programs: what they must hold, and that no text of an author breaks their syntax. */
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import {
  isJunit,
  isSarif,
  reportToGithub,
  reportToJson,
  reportToJunit,
  reportToSarif,
} from '../../src/report/index.js';
import { ERRATUM, FLOW, PROVED, REFUTED, reportOf, result, SUPPORTED, UNDECIDED } from './sample-report.js';

const PROBLEM = {
  code: 'formula-syntax',
  message: 'the formula does not parse',
  expected: 'scalar mathematics',
  place: { file: 'derivations/a b.ts', line: 3, column: 7 },
  hint: 'a hint',
};
const ALL = reportOf([PROVED, SUPPORTED, REFUTED, ERRATUM, UNDECIDED, FLOW], { problems: [PROBLEM] });
const FINE = reportOf([PROVED, ERRATUM, FLOW]);
const nasty = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(']]>', '<x>&"\'', 'a\r\nb', '%0A::error::', '\u0000\u001b[31m', '\ud800', '--', 'a,b:c'),
);

/** Elements of an XML text with their attributes; throws where it is not well formed, as far as these reports go. */
function elementsOf(
  xml: string,
): { readonly name: string; readonly attributes: Record<string, string>; readonly text: string }[] {
  const found: { name: string; attributes: Record<string, string>; text: string }[] = [];
  const open: { name: string; attributes: Record<string, string>; text: string }[] = [];
  const token = /<\?xml[^?]*\?>|<(\/?)(\w+)((?: \w+="[^"<]*")*)(\/?)>|([^<]+)/gy;
  for (let at = 0; at < xml.length; at = token.lastIndex) {
    const match = token.exec(xml);
    if (match === null) throw new Error(`not XML: ${xml.slice(at, at + 60)}`);
    const [, closing, name, attributes = '', empty, text] = match;
    const decoded = (s: string) => {
      const rest = s.replace(/&(?:amp|lt|gt|quot|#10);/g, '');
      if (rest.includes('&')) throw new Error(`an entity: ${rest}`);
      return s
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
        .replaceAll('&#10;', '\n')
        .replaceAll('&amp;', '&');
    };
    if (text !== undefined) {
      const around = open.at(-1);
      if (around !== undefined) around.text += decoded(text);
      else if (text.trim() !== '') throw new Error('text outside of the root');
    } else if (closing === '/') {
      if (open.pop()?.name !== name) throw new Error(`</${name}> closes nothing`);
    } else if (name !== undefined) {
      const pairs = [...attributes.matchAll(/ (\w+)="([^"]*)"/g)].map(([, key, value]) => [
        key,
        decoded(value),
      ]);
      const element = { name, attributes: Object.fromEntries(pairs) as Record<string, string>, text: '' };
      found.push(element);
      if (empty !== '/') open.push(element);
    }
  }
  if (open.length > 0) throw new Error('an element is not closed');
  return found;
}

describe('JUnit', () => {
  it('counts and places what fell short, with the counterexample', () => {
    const elements = elementsOf(reportToJunit(ALL));
    expect(elements[0]).toMatchObject({
      name: 'testsuites',
      attributes: { tests: '7', failures: '2', errors: '1' },
    });
    const cases = elements.filter(({ name }) => name === 'testcase');
    expect(cases.map(({ attributes }) => attributes.name)).toEqual([
      'product',
      'threshold',
      'wrong-sign',
      'published-factor',
      'hard',
      'mode-follows-flow',
      'formula-syntax',
    ]);
    const failures = elements.filter(({ name }) => name === 'failure');
    expect(failures.map(({ attributes }) => attributes)).toEqual([
      { type: 'refuted', message: 'expected supported, found refuted' },
      { type: 'undecided', message: 'expected supported, found undecided' },
    ]);
    expect(failures[0].text).toContain('derivations/mode.ts:12');
    expect(failures[0].text).toContain('line 4 does not equal line 3');
    expect(failures[0].text).toContain('at lambda = -1/2, s = 1\n  left: 2.0000\n  right: 4.0000');
    expect(failures[1].text).toContain('why: the budget of 20 s ended');
    expect(elements.filter(({ name }) => name === 'error')).toHaveLength(1);
  });

  it('has no failure where everything is as required', () => {
    const text = reportToJunit(FINE);
    expect(elementsOf(text)[0].attributes).toMatchObject({ tests: '3', failures: '0', errors: '0' });
    expect(text).not.toMatch(/<(?:failure|error)/);
  });

  it('is well formed whatever an author writes', () => {
    fc.assert(
      fc.property(nasty, nasty, nasty, (claim, reason, file) => {
        const text = reportToJunit(
          reportOf([result({ claim, reason, file, ok: false, verdict: 'undecided' })], {
            problems: [{ ...PROBLEM, message: reason }],
          }),
        );
        expect(elementsOf(text).filter(({ name }) => name === 'testcase')).toHaveLength(2);
        expect(isJunit(text)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('is read by an XML parser of another house, where there is one', () => {
    const read = spawnSync(
      'python3',
      [
        '-c',
        'import sys, xml.dom.minidom as m; print(len(m.parseString(sys.stdin.buffer.read()).getElementsByTagName("testcase")))',
      ],
      {
        input: reportToJunit(ALL),
        encoding: 'utf8',
      },
    );
    if (read.error !== undefined) return;
    expect(read.stdout.trim()).toBe('7');
  });
});

describe('SARIF', () => {
  const sarif = (report = ALL) =>
    JSON.parse(reportToSarif(report)) as {
      version: string;
      runs: {
        tool: { driver: { rules: { id: string }[] } };
        results: {
          ruleId: string;
          message: { text: string };
          locations: unknown[];
          partialFingerprints?: object;
        }[];
      }[];
    };

  it('has a result with a rule and a place for each thing that fell short', () => {
    const { version, runs } = sarif();
    expect(version).toBe('2.1.0');
    const [{ tool, results }] = runs;
    expect(results.map(({ ruleId }) => ruleId)).toEqual(['refuted', 'fell-short', 'input']);
    const rules = tool.driver.rules.map(({ id }) => id);
    for (const { ruleId } of results) expect(rules).toContain(ruleId);
    expect(results[0].locations).toEqual([
      { physicalLocation: { artifactLocation: { uri: 'derivations/mode.ts' }, region: { startLine: 12 } } },
    ]);
    expect(results[0].partialFingerprints).toEqual({ 'claim/v1': 'mode/wrong-sign' });
    expect(results[2].locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: 'derivations/a%20b.ts' },
          region: { startLine: 3, startColumn: 7 },
        },
      },
    ]);
  });

  it('tells an erratum that was not refuted from a claim that fell short', () => {
    const { runs } = sarif(
      reportOf([
        result({ expected: 'refuted', verdict: 'proved', ok: false }),
        result({ verdict: 'error', ok: false }),
      ]),
    );
    expect(runs[0].results.map(({ ruleId }) => ruleId)).toEqual(['not-refuted', 'malformed']);
  });

  it('is empty where everything is as required, and known as ours', () => {
    expect(sarif(FINE).runs[0].results).toEqual([]);
    expect(isSarif(reportToSarif(FINE))).toBe(true);
    expect(isSarif(reportToJson(FINE))).toBe(false);
    expect(isSarif('[]')).toBe(false);
    expect(parse(reportToSarif(FINE))).toMatchObject({ version: '2.1.0' });
  });
});

describe('annotations of GitHub', () => {
  it('stand at the lines of the claims', () => {
    const lines = reportToGithub(ALL).trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(
      /^::error file=derivations\/mode\.ts,line=12,title=mode\/wrong-sign%3A expected supported%2C found refuted::/,
    );
    expect(lines[0]).toContain('%0Aat lambda = -1/2, s = 1%0A');
    expect(lines[2]).toMatch(
      /^::error file=derivations\/a b\.ts,line=3,col=7,title=input%3A formula-syntax::/,
    );
    expect(reportToGithub(FINE)).toBe('');
  });

  it('are one line each, whatever an author writes', () => {
    fc.assert(
      fc.property(nasty, nasty, (claim, reason) => {
        const text = reportToGithub(reportOf([result({ claim, reason, ok: false, verdict: 'undecided' })]));
        expect(text.endsWith('\n')).toBe(true);
        expect(text.slice(0, -1)).not.toMatch(/[\r\n]/);
        expect(text.split('::')[1]).toMatch(/^error file=[^,]*,title=[^,:]*$/);
      }),
      { numRuns: 300 },
    );
  });
});
