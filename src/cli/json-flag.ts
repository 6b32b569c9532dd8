import { FlowproofError } from '../errors.js';

/** `--json` takes an optional value: a path after it must not be mistaken for the file to write. */
export function jsonTarget(json: string | true | undefined): string | undefined {
  if (json === undefined || json === true) return undefined;
  if (!json.endsWith('.json') || json.endsWith('.claims.json')) {
    throw new FlowproofError({
      code: 'bad-option',
      message: `--json would write its report to ${json}`,
      expected: 'a file name that ends in .json (and not in .claims.json)',
      hint: `to check ${json} and print JSON, put the paths first: flowproof check ${json} --json`,
    });
  }
  return json;
}
