import { FlowproofError } from '../errors.js';
import { spellGreek } from '../expression/greek.js';
import { parseRational, toNumber } from '../expression/rational.js';
import { regimeMapToCsv, regimeMapToJson, regimeMapToPng, regimeMapToSvg } from '../plot/index.js';
import { isPngFigure } from '../plot/png.js';
import { isRegimeData } from '../plot/regime-data.js';
import { isSvgFigure } from '../plot/svg.js';
import {
  type AxisInput,
  classifyRegime,
  DEFAULT_COORDINATE,
  type FineTunedCoordinate,
  REGIME_PARAMETERS,
  type RegimeParameter,
  regimeMap,
} from '../theory/regimes/index.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { wholeNumber } from './flags.js';
import type { Terminal } from './terminal.js';
import { checkTarget, type WriteRules, writeWhole } from './write-file.js';

export interface RegimesFlags {
  readonly x?: string;
  readonly y?: string;
  readonly at?: readonly string[];
  readonly size?: string;
  readonly format?: string;
  readonly output?: string;
  readonly force?: boolean;
}

/** How a map is written, and how an earlier output is told from a file of somebody else. */
const FORMATS = {
  svg: { write: regimeMapToSvg, isOurs: isSvgFigure },
  png: { write: regimeMapToPng, isOurs: isPngFigure },
  csv: { write: regimeMapToCsv, isOurs: isRegimeData },
  json: { write: regimeMapToJson, isOurs: isRegimeData },
} as const;
type Format = keyof typeof FORMATS;

/** `flowproof regimes`: the regime of a coordinate, or a map over two parameters. */
export function regimes(flags: RegimesFlags, terminal: Terminal): ExitCode {
  const at = readValues(flags.at ?? []);
  if (flags.x === undefined && flags.y === undefined) return onePoint(at, flags, terminal);
  if (flags.x === undefined || flags.y === undefined) {
    throw badOption('a map needs two axes', '--x and --y', flags.x === undefined ? '--y only' : '--x only');
  }
  const [x, y] = [readAxis('--x', flags.x), readAxis('--y', flags.y)];
  const twice = [x, y].find(({ parameter }) => at[parameter] !== undefined);
  if (twice !== undefined) {
    throw badOption(
      `${twice.parameter} is on an axis and held`,
      'either an axis or a value of --at',
      `--at ${twice.parameter}`,
    );
  }
  const format = readFormat(flags);
  const rules: WriteRules = { inputs: [], isOurs: FORMATS[format].isOurs, force: flags.force };
  if (flags.output !== undefined) checkTarget(flags.output, rules);
  const written = FORMATS[format].write(regimeMap({ x, y, at, size: readSize(flags.size) }));
  if (flags.output !== undefined) {
    checkTarget(flags.output, rules);
    writeWhole(flags.output, written);
  } else if (typeof written === 'string') terminal.stdout(written);
  return EXIT.asRequired;
}

function onePoint(at: Partial<FineTunedCoordinate>, flags: RegimesFlags, terminal: Terminal): ExitCode {
  const useless = (['size', 'format', 'output'] as const).find((name) => flags[name] !== undefined);
  if (flags.at === undefined || useless !== undefined) {
    throw badOption(
      useless === undefined ? 'nothing says which coordinate, or which map' : `--${useless} is for maps`,
      '--x and --y for a map, or --at for one coordinate',
      useless === undefined ? 'neither' : 'no axes',
      'flowproof regimes --at c=1e-3,lambda=-0.9,gamma=0.01,beta_PT=1,beta_FT=1',
    );
  }
  const whole = { ...DEFAULT_COORDINATE, ...at };
  const { regime, ell, pd, aI, aII, aIII, cFT, margin } = classifyRegime(whole);
  const held = REGIME_PARAMETERS.map((name) => `${spelled(name)} = ${whole[name]}`).join(', ');
  terminal.stdout(
    [
      `regime ${regime}`,
      `at      ${held}`,
      `ell     ${ell}`,
      `PD      ${pd}`,
      `shares  I ${aI}, II ${aII}, III ${aIII}; ${margin} from the nearest boundary`,
      `c_FT    ${cFT}`,
      '',
    ].join('\n'),
  );
  return EXIT.asRequired;
}

/** `c=1e-4..1e4`, with `:log` or `:linear` behind it. */
export function readAxis(option: string, text: string): AxisInput {
  const match = /^([^=]+)=(.+?)\.\.(.+?)(?::(log|linear))?$/.exec(text.trim());
  const parameter = match === null ? undefined : parameterOf(match[1]);
  const [from, to] = [numberOf(match?.[2]), numberOf(match?.[3])];
  if (parameter === undefined || from === undefined || to === undefined) {
    throw badOption(
      `the value of ${option} is no axis`,
      `parameter=from..to, with :log or :linear behind it if need be; parameters: ${REGIME_PARAMETERS.map(spelled).join(', ')}`,
      JSON.stringify(text),
      `${option} c=1e-4..1e4:log`,
    );
  }
  const scale = match?.[4];
  return scale === 'log' || scale === 'linear' ? { parameter, from, to, scale } : { parameter, from, to };
}

function readValues(texts: readonly string[]): Partial<FineTunedCoordinate> {
  const values: Partial<Record<RegimeParameter, number>> = {};
  for (const assignment of texts.flatMap((text) => text.split(',')).filter((text) => text.trim() !== '')) {
    const [left, ...right] = assignment.split('=');
    const parameter = parameterOf(left);
    const value = right.length === 1 ? numberOf(right[0]) : undefined;
    if (parameter === undefined || value === undefined || values[parameter] !== undefined) {
      throw badOption(
        'a part of --at is no assignment, or a second one',
        `parameter=number; parameters: ${REGIME_PARAMETERS.map(spelled).join(', ')}`,
        JSON.stringify(assignment.trim()),
      );
    }
    values[parameter] = value;
  }
  return values;
}

/** As the command line writes a parameter; `β_PT` and `betaPT` are read, too. */
const spelled = (name: RegimeParameter): string => name.replace(/^beta/, 'beta_');

const parameterOf = (text: string): RegimeParameter | undefined => {
  const name = spellGreek(text.trim()).replace(/^\|(.*)\|$/, '$1');
  return REGIME_PARAMETERS.find((parameter) => parameter === name || spelled(parameter) === name);
};

function numberOf(text: string | undefined): number | undefined {
  const value = text === undefined ? undefined : parseRational(text.trim());
  return value === undefined ? undefined : toNumber(value);
}

function readSize(text: string | undefined): readonly [number, number] | undefined {
  if (text === undefined) return undefined;
  const [columns, rows = columns, ...rest] = text.split('x');
  if (rest.length > 0)
    throw badOption('the value of --size is no size', 'such as 200x200', JSON.stringify(text));
  return [wholeNumber('--size', columns, 1, 4_000), wholeNumber('--size', rows, 1, 4_000)];
}

function readFormat({ format, output }: RegimesFlags): Format {
  const ending = output === undefined ? undefined : /\.([a-z]+)$/.exec(output.toLowerCase())?.[1];
  const chosen = format ?? ending ?? 'csv';
  const known = (Object.keys(FORMATS) as Format[]).find((name) => name === chosen);
  if (known === undefined || (ending !== undefined && ending !== chosen)) {
    throw badOption(
      known === undefined
        ? 'the format of the map is not known'
        : 'the name of the file belongs to another format',
      'a file that ends in .svg, .png, .csv or .json, or --format with one of these for standard output',
      JSON.stringify(known === undefined ? chosen : `${output} as ${chosen}`),
    );
  }
  if (output !== undefined && /\.claims\.json$/.test(output)) {
    throw badOption(`${output} is the name of an input`, 'a file name that ends in .json', 'a claim file');
  }
  if (known === 'png' && output === undefined) {
    throw badOption('a PNG is no text', '-o with a file that ends in .png', 'standard output');
  }
  return known;
}

const badOption = (message: string, expected: string, found: string, hint?: string): FlowproofError =>
  new FlowproofError({ code: 'bad-option', message, expected, found, hint });
