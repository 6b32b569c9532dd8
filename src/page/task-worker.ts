/** Runs beside the page, so that a slider moves while something is computed. The programs are those of the command line. */
import type { Claim } from '../claim/claim.js';
import { FlowproofError, messageOf } from '../errors.js';
import { lookAtClaim } from '../explore/claim-look.js';
import { claimFromText } from '../explore/claim-text.js';
import { lookAtNetwork } from '../explore/network-look.js';
import { changeInWords, sweepClaim } from '../explore/sweep.js';
import { axisOf } from '../theory/regimes/axis.js';
import { regimeMap } from '../theory/regimes/regime-map.js';
import type { DrawnMap, TaskName, TaskReply, TaskRequest, Tasks } from './tasks.js';

type Work = { readonly [Name in TaskName]: (given: Tasks[Name]['given']) => Tasks[Name]['found'] };

const SWEPT_POINTS = 61;

const WORK: Work = {
  look: ({ claim, ...input }) => lookAtClaim(claimOf(claim), input),
  changes: ({ claim, at, axis, part }) =>
    sweepClaim(claimOf(claim), { axis, at, points: SWEPT_POINTS, digits: 12 }, part).changes.map((change) =>
      changeInWords(change, axis.symbol),
    ),
  network: lookAtNetwork,
  regimes(input): DrawnMap {
    const { columns, rows, regimes, boundaries } = regimeMap(input);
    const [x, y] = [axisOf(input.x), axisOf(input.y)];
    const placed = boundaries.map(({ id, curves }) => ({
      id,
      curves: curves.map((curve) => curve.map(([a, b]) => [x.placeOf(a), y.placeOf(b)] as const)),
    }));
    return { columns, rows, regimes, boundaries: placed };
  },
};

let known: { readonly text: string; readonly claim: Claim } | undefined;

/** A claim is looked at many times in a row. */
function claimOf(text: string): Claim {
  if (known?.text !== text) known = { text, claim: claimFromText(text) };
  return known.claim;
}

function reply({ id, name, given }: TaskRequest): TaskReply {
  const start = performance.now();
  const ms = () => performance.now() - start;
  try {
    const work = WORK[name] as (given: unknown) => Tasks[TaskName]['found'];
    const found = work(given);
    return { id, ms: ms(), found };
  } catch (error) {
    const failure =
      error instanceof FlowproofError ? error.facts() : { code: 'internal', message: messageOf(error) };
    return { id, ms: ms(), failure };
  }
}

addEventListener('message', ({ data }: MessageEvent<TaskRequest>) => postMessage(reply(data)));
