import type { Claim } from '../claim/claim.js';
import type { Point } from '../domain/domain.js';
import { FlowproofError } from '../errors.js';
import {
  changeInWords,
  curvesFigure,
  defaultPoint,
  requireAxis,
  type Sweep,
  type SweepAxis,
  type SweepRow,
  type SweepScale,
  sweepClaim,
  sweepFigure,
  sweptSides,
} from '../explore/index.js';
import { spellGreek } from '../expression/greek.js';
import { nearest } from '../expression/nearest.js';
import { formatRational, parseRational, type Rational, toNumber } from '../expression/rational.js';
import { sceneToPng, sceneToSvg } from '../plot/index.js';
import { isPngFigure } from '../plot/png.js';
import { isSvgFigure } from '../plot/svg.js';
import { problemLines } from '../report/index.js';
import { claimNamed } from './claim-named.js';
import { defaultPaths } from './default-paths.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import type { ReadDerivations } from './export.js';
import { wholeNumber } from './flags.js';
import { interruptible } from './interruptible.js';
import { inputFiles } from './output-file.js';
import { ProgressLine } from './progress.js';
import type { Terminal } from './terminal.js';
import { checkTarget, type WriteRules, writeWhole } from './write-file.js';

export interface ExploreFlags {
  readonly sweep?: string;
  readonly over?: string;
  readonly at?: readonly string[];
  readonly points?: string;
  readonly digits?: string;
  readonly part?: string;
  readonly plot?: string;
  readonly csv?: string;
  readonly json?: true;
  readonly force?: boolean;
  readonly open?: true;
  readonly port?: string;
}

/** `flowproof explore`: a claim while one symbol runs through a range. */
export async function explore(
  name: string | undefined,
  paths: readonly string[],
  flags: ExploreFlags,
  terminal: Terminal,
  readDerivations: ReadDerivations,
): Promise<ExitCode> {
  if (name === undefined) {
    throw badOption('nothing says which claim', 'the id of a claim, or --open for a page of all of them');
  }
  if (flags.port !== undefined) throw badOption('--port is for the page', '--port with --open');
  if (flags.sweep === undefined) {
    throw badOption('nothing says what runs', '--sweep symbol=from..to', undefined, '--sweep lambda=-10..10');
  }
  const axis = requireAxis(readSweep('--sweep', flags.sweep));
  const over = flags.over === undefined ? undefined : requireAxis(readSweep('--over', flags.over));
  const points = wholeNumber('--points', flags.points ?? '41', 2, 10_000);
  const digits = wholeNumber('--digits', flags.digits ?? '20', 3, 1_000);
  const part = wholeNumber('--part', flags.part ?? '1', 1, 1_000);
  const given = readPoint(flags.at ?? []);
  const chosen = paths.length > 0 ? paths : defaultPaths(terminal.cwd);
  const inputs = await inputFiles(chosen);
  const plot = flags.plot === undefined ? undefined : plotFile(flags.plot, inputs, flags.force);
  const csv = flags.csv === undefined ? undefined : csvFile(flags.csv, inputs, flags.force);
  if (flags.json) terminal.divertStdout();
  const read = await readDerivations(chosen);
  for (const problem of read.problems) terminal.stderr(`${problemLines(problem).join('\n')}\n`);
  const claim = claimNamed(
    name,
    read.derivations.flatMap((d) => d.claims),
  );
  const all = sweptSides(claim);
  if (part > all.length) {
    throw badOption(`${name} has no part ${part}`, `a part from 1 to ${all.length}`, String(part));
  }
  const at = held(claim, all[part - 1].domain, axis, over, given);
  const progress = new ProgressLine(terminal);
  const sweep = await interruptible(terminal, progress, async (signal) =>
    sweepClaim(
      claim,
      {
        axis,
        at,
        points,
        digits,
        over,
        signal,
        onProgress: (done, total) => progress.show({ done, total, current: axis.symbol }),
      },
      part - 1,
    ),
  );
  plot?.(over === undefined ? sweepFigure(claim, sweep) : curvesFigure(claim, sweep, over, part - 1));
  csv?.(csvOf(sweep));
  terminal.stdout(
    flags.json ? jsonOf(claim, sweep) : textOf(claim, sweep, { parts: all.length, part, over }),
  );
  return read.problems.length > 0 ? EXIT.badInput : EXIT.asRequired;
}

/** Values of the symbols that do not run: those given, and telling ones. */
function held(
  claim: Claim,
  domain: Claim['domain'],
  axis: SweepAxis,
  over: SweepAxis | undefined,
  given: Point,
): Point {
  const running = [axis, ...(over === undefined ? [] : [over])];
  const names = [...domain.symbols.keys()];
  for (const name of [...running.map(({ symbol }) => symbol), ...given.keys()]) {
    if (names.includes(name)) continue;
    const guess = nearest(name, names);
    throw badOption(
      `${claim.derivation}/${claim.id} has no symbol ${name}`,
      `one of ${names.join(', ')}`,
      undefined,
      guess && `did you mean ${guess}?`,
    );
  }
  const twice = running.find(
    ({ symbol }, k) => given.has(symbol) || running.slice(0, k).some((r) => r.symbol === symbol),
  );
  if (twice !== undefined)
    throw badOption(`${twice.symbol} runs and is held, or runs twice`, 'each symbol once', twice.symbol);
  const point = defaultPoint(domain, given, [axis.symbol]);
  // A symbol that the curve runs over has a value, too: that at which the sides are compared.
  return new Map([...point].filter(([name]) => name !== axis.symbol));
}

/** `lambda=-10..10`, with `:log`, `:symlog` or `:linear` behind it. */
function readSweep(option: string, text: string): SweepAxis {
  const [, name, low, high, scale = 'linear'] =
    /^([^=]+)=(.+?)\.\.(.+?)(?::(linear|log|symlog))?$/.exec(text.trim()) ?? [];
  const [from, to] = [low, high].map((end) => (end === undefined ? undefined : parseRational(end.trim())));
  if (name === undefined || from === undefined || to === undefined) {
    throw badOption(
      `the value of ${option} is no range`,
      'symbol=from..to, with :log or :symlog behind it if need be',
      JSON.stringify(text),
      `${option} lambda=-10..10:symlog`,
    );
  }
  return { symbol: spellGreek(name.trim()), from, to, scale: scale as SweepScale };
}

export function readPoint(texts: readonly string[]): Point {
  const point = new Map<string, Rational>();
  for (const assignment of texts.flatMap((text) => text.split(',')).filter((text) => text.trim() !== '')) {
    const [left, ...right] = assignment.split('=');
    const value = right.length === 1 ? parseRational(right[0].trim()) : undefined;
    const name = spellGreek(left.trim());
    if (value === undefined || point.has(name)) {
      throw badOption(
        'a part of --at is no assignment, or a second one',
        'symbol=number',
        JSON.stringify(assignment.trim()),
      );
    }
    point.set(name, value);
  }
  return point;
}

function plotFile(path: string, inputs: readonly string[], force = false) {
  const png = /\.png$/i.test(path);
  if (!png && !/\.svg$/i.test(path)) {
    throw badOption(
      'the format of the plot is not known',
      'a file that ends in .svg or .png',
      JSON.stringify(path),
    );
  }
  const rules: WriteRules = { inputs, isOurs: png ? isPngFigure : isSvgFigure, force };
  checkTarget(path, rules);
  return (scene: Parameters<typeof sceneToSvg>[0]): void => {
    checkTarget(path, rules);
    writeWhole(path, png ? sceneToPng(scene) : sceneToSvg(scene));
  };
}

const CSV_HEAD = 'left,right,relation,agreement,verdict,shape';

function csvFile(path: string, inputs: readonly string[], force = false) {
  if (!/\.csv$/i.test(path))
    throw badOption('the table is written as CSV', 'a file that ends in .csv', JSON.stringify(path));
  const rules: WriteRules = {
    inputs,
    isOurs: (text) => (text.split('\n')[0] ?? '').endsWith(CSV_HEAD),
    force,
  };
  checkTarget(path, rules);
  return (text: string): void => {
    checkTarget(path, rules);
    writeWhole(path, text);
  };
}

const valueText = (value: SweepRow['left']): string => (value.kind === 'value' ? value.text : value.kind);

const digitsText = ({ agreement, relation }: SweepRow): string =>
  relation === 'undefined' || relation === 'open'
    ? ''
    : Number.isFinite(agreement)
      ? agreement.toFixed(1)
      : 'all';

function textOf(
  claim: Claim,
  { sides, axis, at, rows, changes }: Sweep,
  { parts, part, over }: { readonly parts: number; readonly part: number; readonly over?: SweepAxis },
): string {
  const heldText = [...at].map(([name, value]) => `${name} = ${formatRational(value)}`).join(', ');
  const table = [
    [
      axis.symbol,
      'left side',
      'right side',
      'digits',
      'verdict',
      ...(rows[0]?.shape === undefined ? [] : [`curve over ${over?.symbol}`]),
    ],
    ...rows.map((row) => [
      String(Number(toNumber(row.value).toPrecision(6))),
      short(valueText(row.left)),
      short(valueText(row.right)),
      digitsText(row),
      row.verdict,
      ...(row.shape === undefined ? [] : [row.shape]),
    ]),
  ];
  const widths = table[0].map((_, k) => Math.max(...table.map((cells) => cells[k].length)));
  const lines = table.map((cells) =>
    cells
      .map((cell, k) => cell.padEnd(widths[k]))
      .join('  ')
      .trimEnd(),
  );
  const which =
    parts === 1 ? '' : `  (part ${part} of ${parts}${sides.label === '' ? '' : `: ${sides.label}`})`;
  return [
    `${claim.derivation}/${claim.id}${which}`,
    ...(heldText === '' ? [] : [`held: ${heldText}`]),
    '',
    ...lines,
    '',
    ...(changes.length === 0
      ? ['nothing changes']
      : changes.map((change) => `changes at ${changeInWords(change, axis.symbol)}`)),
    '',
  ].join('\n');
}

/** Ten digits of a number; a number that no float holds keeps its exponent. */
function short(text: string): string {
  const [mantissa, exponent] = text.split('e');
  if (text.length <= 14 || !/^-?[\d.]+$/.test(mantissa)) return text;
  const number = Number(text);
  const held = Number.isFinite(number) && Math.abs(number) > 1e-290;
  return held
    ? number.toPrecision(10)
    : `${mantissa.slice(0, 11)}${exponent === undefined ? '' : `e${exponent}`}`;
}

const csvOf = ({ axis, rows }: Sweep): string =>
  [
    `${axis.symbol},${CSV_HEAD}`,
    ...rows.map((row) =>
      [
        formatRational(row.value),
        valueText(row.left),
        valueText(row.right),
        row.relation,
        digitsText(row),
        row.verdict,
        JSON.stringify(row.shape ?? ''),
      ].join(','),
    ),
    '',
  ].join('\n');

const jsonOf = (claim: Claim, { sides, axis, at, rows, changes }: Sweep): string =>
  `${JSON.stringify(
    {
      claim: `${claim.derivation}/${claim.id}`,
      part: sides.label,
      symbol: axis.symbol,
      held: Object.fromEntries([...at].map(([name, value]) => [name, formatRational(value)])),
      rows: rows.map((row) => ({
        value: formatRational(row.value),
        left: valueText(row.left),
        right: valueText(row.right),
        relation: row.relation,
        agreement: digitsText(row),
        verdict: row.verdict,
        shape: row.shape,
      })),
      changes: changes.map(({ from, to, before, after }) => ({
        from: formatRational(from),
        to: formatRational(to),
        before,
        after,
      })),
    },
    undefined,
    2,
  )}\n`;

const badOption = (message: string, expected: string, found?: string, hint?: string): FlowproofError =>
  new FlowproofError({
    code: 'bad-option',
    message,
    expected,
    ...(found && { found }),
    ...(hint && { hint }),
  });
