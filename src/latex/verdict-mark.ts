import type { ClaimResult } from '../check/result.js';
import { type SymbolTable, symbolTable } from '../tex/names.js';
import { coordinateToLatex } from './domain-to-latex.js';
import { joined, type Segment } from './segments.js';
import { escapeText } from './text.js';

/** What stands in the margin: the verdict, and its evidence in a few words. */
export interface VerdictMark {
  readonly verdict: string;
  readonly evidence: readonly Segment[];
}

/** The mark of a claim that has changed since it was checked. */
export const STALE: VerdictMark = { verdict: 'stale', evidence: [{ text: 'changed since it was checked' }] };

/** The mark of a claim; undefined result: the claim was not checked in this run. */
export function verdictMark(result: ClaimResult | undefined, names: SymbolTable): VerdictMark {
  if (result === undefined) return { verdict: 'not checked', evidence: [] };
  const { verdict } = result;
  const flow = result.evidence.flatMap((e) =>
    e.kind === 'flow' && e.agrees ? [`follows the flow in ${e.runs} draws`] : [],
  );
  const crossed = result.evidence.flatMap((e) =>
    e.kind === 'boundary' ? [`crosses there on the flows of ${e.decided} draws`] : [],
  );
  switch (verdict) {
    case 'proved':
    case 'certified':
      return { verdict, evidence: inWords(flow) };
    case 'supported': {
      const searches = result.evidence.filter((e) => e.kind === 'sampled');
      const draws = searches.reduce((total, e) => total + e.draws, 0);
      const digits = Math.min(...searches.map((e) => e.digits));
      const sampled = searches.length > 0 ? [`${draws} draws, ${digits} digits`] : [];
      const instances = result.evidence.flatMap((e) =>
        e.kind === 'instances' ? [`${e.agreeing} random instances`] : [],
      );
      return { verdict, evidence: inWords([...sampled, ...instances, ...crossed, ...flow]) };
    }
    case 'refuted': {
      const label = result.expected === 'refuted' ? 'erratum: refuted' : 'refuted';
      return { verdict: label, evidence: counterexample(result, names) };
    }
    case 'undecided':
    case 'error':
      return { verdict, evidence: inWords([shorten(result.reason ?? '')]) };
  }
}

/** Findings in one line; nothing where there are none. */
const inWords = (findings: readonly string[]): readonly Segment[] => {
  const text = findings.join('; ');
  return text === '' ? [] : [{ text }];
};

function counterexample(result: ClaimResult, names: SymbolTable): readonly Segment[] {
  const point = Object.entries(result.counterexample?.point ?? {});
  if (point.length === 0) return [];
  const written = point.map(([name, value]) => {
    const tex = names.get(name) ?? symbolTable([name]).get(name) ?? escapeText(name);
    return coordinateToLatex(tex, value);
  });
  return [{ text: 'at ' }, ...joined(written, ', ')];
}

const shorten = (text: string): string => (text.length > 90 ? `${text.slice(0, 90)}…` : text);
