/** What the page asks of the program that serves it, and what it is told: plain data, in both of them. */

export interface ListedClaim {
  readonly id: string;
  readonly kind: string;
  /** An erratum: the claim is meant to be false. */
  readonly erratum: boolean;
}

export interface ListedDerivation {
  readonly id: string;
  readonly title: string;
  readonly source?: string;
  readonly claims: readonly ListedClaim[];
}

/** `GET api/derivations`. */
export interface ListAnswer {
  readonly derivations: readonly ListedDerivation[];
  /** What was wrong with the input, one line each. */
  readonly problems: readonly string[];
}

/** `GET api/claim?name=derivation/id`. */
export interface ClaimAnswer {
  readonly name: string;
  readonly derivation: string;
  readonly kind: string;
  /** The weakest verdict that the author accepts; `refuted` for an erratum. */
  readonly expected: string;
  readonly prose?: string;
  readonly source?: string;
  /** Of an erratum: what is right. */
  readonly right?: string;
  readonly file: string;
  readonly line?: number;
  readonly fingerprint: string;
  /** The statement, its abbreviations, and what it adds to the domain, as LaTeX. */
  readonly tex: string;
  readonly where: readonly string[];
  readonly conditions: readonly string[];
  /** How symbols are written. */
  readonly symbols: Readonly<Record<string, string>>;
  /** Of a claim that has two sides at a point: the claim, as `claimFromText` reads it. */
  readonly claim?: string;
  /** Labels of its comparisons. */
  readonly parts: readonly string[];
  /** Why it has no two sides. */
  readonly notSwept?: string;
}

/** What was found about a claim, or about a flow that confronts it. */
export interface FoundVerdict {
  readonly id: string;
  readonly verdict: string;
  readonly ok: boolean;
  readonly reason?: string;
  /** What carries the verdict, in short. */
  readonly headline: string;
  /** Every finding, one line each. */
  readonly evidence: readonly string[];
}

/** `POST api/verdict?name=derivation/id`: the claim is checked, unless an earlier run has. */
export interface VerdictAnswer extends FoundVerdict {
  readonly expected: string;
  readonly fingerprint: string;
  readonly seconds: number;
  /** An earlier run found it. */
  readonly remembered: boolean;
  readonly counterexample?: {
    readonly point: Readonly<Record<string, string>>;
    readonly values: readonly { readonly label: string; readonly value: string }[];
    readonly because: string;
  };
  readonly flows: readonly FoundVerdict[];
}

/** Any answer with a status of 400 or more. */
export interface FailureAnswer {
  readonly code: string;
  readonly message: string;
  readonly expected?: string;
  readonly hint?: string;
}
