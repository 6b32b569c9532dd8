/** What was found about the assumptions of a claim, for the terminal. */
import type {
  AssumptionFinding,
  AssumptionReport,
  AssumptionStatus,
  SuggestedDomain,
} from '../check/assumptions/assumption.js';
import type { Counterexample } from '../claim/verdict.js';
import { evidenceAtLength } from './evidence.js';
import { oneLine, type Paint, type Tone } from './style.js';

const STATUSES: readonly AssumptionStatus[] = [
  'needed',
  'not needed',
  'vacuous outside',
  'needed to prove',
  'open',
  'not examined',
];

const TONES: Readonly<Record<AssumptionStatus, Tone>> = {
  needed: 'good',
  'not needed': 'strong',
  'vacuous outside': 'faint',
  'needed to prove': 'warn',
  open: 'warn',
  'not examined': 'faint',
};

/** One aligned line an assumption, then the weakest domain; nothing where assumptions were not asked about. */
export function assumptionLines(
  { assumptions, assumptionsSkipped, suggestedDomain }: AssumptionReport,
  verbose: boolean,
  paint: Paint,
): string[] {
  if (assumptionsSkipped !== undefined) {
    return [paint('faint', `assumptions not examined: ${oneLine(assumptionsSkipped)}`)];
  }
  if (assumptions === undefined) return [];
  if (assumptions.length === 0) return [paint('faint', 'no assumptions')];
  const names = assumptions.map(nameOf);
  const width = Math.min(40, Math.max(...names.map((name) => name.length)));
  const statusWidth = Math.max(...assumptions.map(({ status }) => status.length));
  const lines = assumptions.flatMap((finding, i) => [
    [
      names[i].padEnd(width),
      paint(TONES[finding.status], finding.status.padEnd(statusWidth)),
      explanation(finding),
    ]
      .join('  ')
      .trimEnd(),
    ...(verbose ? finding.evidence.flatMap(evidenceAtLength).map((line) => paint('faint', `  ${line}`)) : []),
  ]);
  return [
    'assumptions',
    ...[...lines, ...(suggestedDomain ? suggestionLines(suggestedDomain) : [])].map((line) => `  ${line}`),
  ];
}

const nameOf = ({ assumption, instead }: AssumptionFinding): string =>
  oneLine(instead === undefined ? assumption : `${assumption} → ${instead}`);

function explanation(finding: AssumptionFinding): string {
  const { status, reason, counterexample, outside } = finding;
  if (counterexample !== undefined) return placeOf(counterexample);
  const why = reason === undefined ? '' : oneLine(reason);
  switch (status) {
    case 'vacuous outside':
      return `${proofOf(finding)} without it; outside, a side is undefined at all of ${outside?.draws ?? 0} draws`;
    case 'not needed':
      return why === '' ? `${proofOf(finding)} without it` : why;
    default:
      return why;
  }
}

/** How the claim without the assumption was shown. */
const proofOf = ({ evidence }: Pick<AssumptionFinding, 'evidence'>): string =>
  evidence.some(({ kind }) => kind === 'box-cover') ? 'certified' : 'proved';

function placeOf({ point, values }: Counterexample): string {
  const at = Object.entries(point).map(([name, value]) => `${oneLine(name)} = ${oneLine(value)}`);
  const sides = values
    .filter(({ label }) => label !== 'left − right')
    .map(({ label, value }) => `${oneLine(label)} ${oneLine(value)}`);
  return `at ${at.join(', ')}: ${sides.join(', ')}`;
}

function suggestionLines({ changes, kept, evidence }: SuggestedDomain): string[] {
  const stay = kept.map(oneLine).join(', ');
  return [
    `weakest domain  ${changes.map(oneLine).join('; ')} (${proofOf({ evidence })})`,
    ...(kept.length > 0
      ? [
          `                ${stay} ${kept.length === 1 ? 'stays' : 'stay'}: weakened as well, the claim is no longer proved`,
        ]
      : []),
  ];
}

/** How many assumptions there are of each status; nothing where none was asked about. */
export function assumptionSummary(results: readonly AssumptionReport[]): string[] {
  const asked = results.filter((r) => r.assumptions !== undefined || r.assumptionsSkipped !== undefined);
  if (asked.length === 0) return [];
  const findings = asked.flatMap((r) => r.assumptions ?? []);
  const counts = STATUSES.map(
    (status) => [findings.filter((f) => f.status === status).length, status] as const,
  )
    .filter(([n]) => n > 0)
    .map(([n, status]) => `${n} ${status}`);
  const skipped = asked.filter((r) => r.assumptionsSkipped !== undefined).length;
  const aside = skipped > 0 ? `; ${skipped} claim${skipped === 1 ? '' : 's'} not examined` : '';
  return [`assumptions: ${counts.length > 0 ? counts.join(', ') : 'none'}${aside}`];
}
