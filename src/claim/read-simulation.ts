import * as v from 'valibot';
import type { FailureFacts, FlowproofError } from '../errors.js';
import { nearest } from '../expression/nearest.js';
import { checkAgainst } from './check-shape.js';
import { compileConfronted, confrontationEntries, IdSchema, requireClaims } from './confronted-claims.js';
import type { Places } from './places.js';
import { plainData } from './plain-data.js';
import { Problems } from './problems.js';
import type { Setting, Simulation, SimulationInput } from './simulation.js';

/** A simulation, or everything that is wrong with it. */
export type CompiledSimulation =
  | { readonly kind: 'simulation'; readonly simulation: Simulation }
  | { readonly kind: 'problems'; readonly problems: readonly FlowproofError[] };

const COUNT = v.pipe(
  v.number('an integer from 2 on'),
  v.safeInteger('an integer from 2 on'),
  v.minValue(2, 'an integer from 2 on: one run has no spread'),
);

/** The data of a simulation: everything but its functions and its derivation. */
const SimulationDataSchema = v.strictObject({
  simulation: IdSchema,
  ...confrontationEntries,
  cases: v.pipe(
    v.record(v.string(), v.record(v.string(), v.unknown(), 'plain data'), 'cases by name'),
    v.check((cases) => Object.keys(cases).length > 0, 'at least one case'),
  ),
  runs: v.optional(v.strictObject({ least: v.optional(COUNT), most: v.optional(COUNT) })),
});

const FUNCTIONS = ['predict', 'sample', 'allowance', 'resolution'] as const;
const DEFAULT_LEAST = 40;
const DEFAULT_MOST = 400;

/** Checks what `simulation(…)` was given: its data, its functions, its derivation, and that its controls name its cases. */
export function compileSimulation(input: SimulationInput, places: Places): CompiledSimulation {
  const problems = new Problems(places);
  const { derivation: derivationInput, predict, sample, allowance, resolution, controls, ...rest } = input;
  checkAgainst(SimulationDataSchema, plainData(rest, problems), [], problems);
  const functions = { predict, sample, allowance, resolution };
  for (const name of FUNCTIONS) {
    if (typeof functions[name] !== 'function')
      problems.add([name], {
        code: 'proof-confront',
        message: `a simulation needs ${name}`,
        expected: 'a function of a case',
      });
  }
  const derivation = compileConfronted(derivationInput, problems);
  if (problems.count > 0 || derivation === undefined) return { kind: 'problems', problems: problems.list() };
  requireClaims(derivation, input.confronts, problems);
  const cases = new Map(Object.entries(input.cases));
  for (const [path, facts] of controlProblems(controls, [...cases.keys()])) problems.add(path, facts);
  const least = input.runs?.least ?? DEFAULT_LEAST;
  const most = input.runs?.most ?? Math.max(least, DEFAULT_MOST);
  if (most < least)
    problems.add(['runs'], {
      code: 'proof-confront',
      message: `at most ${most} runs are fewer than at least ${least}`,
      expected: 'least <= most',
    });
  if (problems.count > 0) return { kind: 'problems', problems: problems.list() };
  return {
    kind: 'simulation',
    simulation: {
      kind: 'simulation',
      id: input.simulation,
      title: input.title,
      derivation,
      confronts: input.confronts,
      sources: input.source === undefined ? undefined : [input.source].flat(),
      cases: cases as ReadonlyMap<string, Setting>,
      ...functions,
      runs: { least, most },
      controls: new Map(Object.entries(controls)),
      file: places.file,
      place: places.locate([]),
    },
  };
}

/** A test that nothing can fail shows nothing: there must be wrong predictions, each with cases that tell. */
function controlProblems(
  controls: SimulationInput['controls'] | undefined,
  cases: readonly string[],
): [string[], FailureFacts][] {
  const entries = Object.entries(controls ?? {});
  if (entries.length === 0) {
    const message = 'a simulation without a wrong prediction cannot show that it would reject one';
    return [
      [
        ['controls'],
        { code: 'proof-confront', message, expected: '{ "what is wrong": { predict, rejectedIn } }' },
      ],
    ];
  }
  return entries.flatMap(([name, control]): [string[], FailureFacts][] => {
    const { predict, rejectedIn } = control ?? {};
    if (typeof predict !== 'function' || !Array.isArray(rejectedIn) || rejectedIn.length === 0) {
      const message = `the control ${JSON.stringify(name)} is no wrong prediction`;
      return [
        [['controls'], { code: 'proof-confront', message, expected: '{ predict, rejectedIn: [a case, …] }' }],
      ];
    }
    return rejectedIn
      .filter((known) => !cases.includes(known))
      .map((unknown) => {
        const guess = nearest(String(unknown), cases);
        return [
          ['controls'],
          {
            code: 'unknown-case',
            message: `the control ${JSON.stringify(name)} names a case that there is not: ${String(unknown)}`,
            expected: `one of ${cases.slice(0, 20).join(', ')}`,
            hint: guess && `did you mean ${guess}?`,
          },
        ];
      });
  });
}
