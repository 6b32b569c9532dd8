/** What the page is answered: the derivations of some files, and verdicts about their claims. */
import type { CheckOptions } from '../check/options.js';
import type { CheckReport } from '../check/result.js';
import type { Claim, Derivation } from '../claim/claim.js';
import type { ReadFiles } from '../claim/read-files.js';
import { FlowproofError } from '../errors.js';
import { nearest } from '../expression/nearest.js';
import type { ClaimAnswer, ListAnswer, VerdictAnswer } from '../page/answers.js';
import { claimAnswer } from './claim-answer.js';
import { verdictAnswer } from './verdict-answer.js';

/** The reader and the checker, as the program has them. */
export interface DeskTools {
  /** The files as they were when the program started. */
  readonly first: ReadFiles;
  /** Reads the files as they are now. */
  readonly read: () => Promise<ReadFiles>;
  readonly check: (paths: readonly string[], options: Partial<CheckOptions>) => Promise<CheckReport>;
  readonly options: Partial<CheckOptions>;
}

export class Desk {
  readonly #tools: DeskTools;
  #read: ReadFiles;
  /** Checks run one after the other: each takes all of the thread. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(tools: DeskTools) {
    this.#tools = tools;
    this.#read = tools.first;
  }

  /** The derivations as they were when the files were last read. */
  list(): ListAnswer {
    const { derivations, problems } = this.#read;
    return {
      derivations: derivations.map(({ id, title, source, claims }) => ({
        id,
        title,
        ...(source !== undefined && { source }),
        claims: claims.map((claim) => ({
          id: claim.id,
          kind: claim.statement.kind,
          erratum: claim.expect === 'refuted',
        })),
      })),
      problems: problems.map((problem) => problem.describe()),
    };
  }

  /** Reads the files again. */
  async reload(): Promise<ListAnswer> {
    this.#read = await this.#tools.read();
    return this.list();
  }

  /** @throws FlowproofError `unknown-claim`, `formula-too-large`. */
  claim(name: string): ClaimAnswer {
    const { derivation, claim } = this.#named(name);
    return claimAnswer(derivation, claim);
  }

  /**
   * Checks a claim and the flows that confront it, as far as no earlier run has.
   * @throws FlowproofError `unknown-claim`, `not-checked`, `interrupted` where the signal is aborted.
   */
  async verdict(name: string, signal: AbortSignal): Promise<VerdictAnswer> {
    const { derivation, claim } = this.#named(name);
    const { proofs } = this.#read;
    const paths = [
      derivation.file,
      ...proofs.filter((proof) => proof.derivation.id === derivation.id).map(({ file }) => file),
    ];
    const run = this.#last.then(async () => {
      signal.throwIfAborted();
      return this.#tools.check([...new Set(paths)], {
        ...this.#tools.options,
        only: [`${derivation.id}/${claim.id}`],
        signal,
      });
    });
    this.#last = run.catch(() => undefined);
    const report = await run;
    if (report.summary.interrupted) {
      throw new FlowproofError({ code: 'interrupted', message: `the check of ${name} was given up` });
    }
    return verdictAnswer(report, derivation.id, claim.id);
  }

  #named(name: string): { derivation: Derivation; claim: Claim } {
    const { derivations } = this.#read;
    for (const derivation of derivations) {
      const claim = derivation.claims.find(({ id }) => `${derivation.id}/${id}` === name);
      if (claim !== undefined) return { derivation, claim };
    }
    const guess = nearest(
      name,
      derivations.flatMap((d) => d.claims.map(({ id }) => `${d.id}/${id}`)),
    );
    throw new FlowproofError({
      code: 'unknown-claim',
      message: `there is no claim ${name}`,
      expected: 'derivation/id of a claim of the files that are served',
      ...(guess !== undefined && { hint: `did you mean ${guess}?` }),
    });
  }
}
