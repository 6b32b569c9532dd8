/** A place in a file an author wrote; line and column count from 1. */
export interface SourcePlace {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

/** What a thrown value says about itself: user code may throw anything, also a value that throws again when it is read. */
export function messageOf(thrown: unknown): string {
  try {
    return String(thrown instanceof Error ? thrown.message : thrown);
  } catch {
    return 'a value that cannot be printed';
  }
}

export interface FailureFacts {
  /** Stable machine-readable name of the failure, e.g. `unknown-symbol`. */
  readonly code: string;
  /** One sentence of fact. */
  readonly message: string;
  readonly expected?: string;
  readonly found?: string;
  readonly place?: SourcePlace;
  /** What to do next. */
  readonly hint?: string;
}

/** Every failure flowproof reports: what was expected, what was found, where, and what to do next. */
export class FlowproofError extends Error {
  readonly code: string;
  readonly expected?: string;
  readonly found?: string;
  readonly place?: SourcePlace;
  readonly hint?: string;

  constructor(facts: FailureFacts) {
    super(facts.message);
    this.name = 'FlowproofError';
    this.code = facts.code;
    this.expected = facts.expected;
    this.found = facts.found;
    this.place = facts.place;
    this.hint = facts.hint;
  }

  /** The same failure, known to have happened at `place`. */
  at(place: SourcePlace): FlowproofError {
    return new FlowproofError({ ...this.facts(), place: { ...this.place, ...place } });
  }

  facts(): FailureFacts {
    const { code, message, expected, found, place, hint } = this;
    return { code, message, expected, found, place, hint };
  }

  /** `file:line:column: message; expected …; found …` and the hint on a line of its own. */
  describe(): string {
    const { file, line, column } = this.place ?? {};
    const where = [file, line, column].filter((part) => part !== undefined).join(':');
    const facts = [
      this.message,
      this.expected && `expected ${this.expected}`,
      this.found && `found ${this.found}`,
    ];
    const sentence = facts.filter(Boolean).join('; ');
    return `${where ? `${where}: ` : ''}${sentence}${this.hint ? `\n  hint: ${this.hint}` : ''}`;
  }
}

/** A failure of flowproof, also of another copy of it: user code imports the package, the command line is one bundled file. */
export const isFlowproofFailure = (thrown: unknown): thrown is Error & FailureFacts =>
  thrown instanceof Error && thrown.name === 'FlowproofError' && 'code' in thrown;

/** A failure of flowproof in full; else what the thrown value says about itself, after `otherwise`. */
export function describeThrown(thrown: unknown, otherwise = ''): string {
  if (!isFlowproofFailure(thrown)) return `${otherwise}${messageOf(thrown)}`;
  const { code, message, expected, found, place, hint } = thrown;
  return new FlowproofError({ code, message, expected, found, place, hint }).describe();
}
