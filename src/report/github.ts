/** What fell short as annotations of a GitHub workflow, at the line of the claim. */
import type { CheckReport } from '../check/result.js';
import type { SourcePlace } from '../errors.js';
import { problemSentence, shortfallOf } from './shortfall.js';

const value = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => value(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

function annotation(place: SourcePlace | undefined, title: string, message: string): string {
  const properties = [
    ...(place?.file === undefined ? [] : [`file=${property(place.file)}`]),
    ...(place?.line === undefined ? [] : [`line=${place.line}`]),
    ...(place?.column === undefined ? [] : [`col=${place.column}`]),
    `title=${property(title)}`,
  ];
  return `::error ${properties.join(',')}::${value(message)}\n`;
}

/** One line each; nothing where everything is as required. */
export function reportToGithub({ results, problems }: CheckReport): string {
  const short = results.flatMap((result) => {
    const wrong = shortfallOf(result);
    return wrong === undefined
      ? []
      : [annotation(result, wrong.title, wrong.lines.join('\n') || wrong.title)];
  });
  const broken = problems.map((problem) =>
    annotation(problem.place, `input: ${problem.code}`, problemSentence(problem)),
  );
  return [...short, ...broken].join('');
}
