/** The shape of a certificate in JSON. What it reads is written back and must give the same text. */
import * as v from 'valibot';
import type { Domain, Point, Relation, SymbolDomain } from '../domain/domain.js';
import type { Expression } from '../expression/expression.js';
import { print } from '../expression/print.js';
import type { Rational } from '../expression/rational.js';
import type { Certificate, Definition, Hypothesis, Path, Proof, SignStep } from './certificate.js';
import { decodeExpressions, type Encoded, encode, type Json, readRational } from './format.js';
import { Rejected } from './rejected.js';

/** Enclosures at a higher precision are not repeated. */
const MAX_BITS = 4096;

const rationalText = v.pipe(v.string(), v.transform(readRational));
const signs = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(7));
const RELATIONS = ['=', '<', '<=', '>', '>='] as const;

type Schema<Value> = v.GenericSchema<unknown, Value>;

function schemaOver(table: readonly Expression[]): Schema<Certificate> {
  const expression = v.pipe(
    v.number(),
    v.check((i) => table[i] !== undefined),
    v.transform((i) => table[i]),
  );
  const factor = v.strictObject({ of: expression, exponent: rationalText });
  const term = v.strictObject({ of: expression, coefficient: rationalText });
  const monomial = v.strictObject({ scale: rationalText, factors: v.array(factor) });
  const point: Schema<Point> = v.pipe(
    v.record(v.string(), rationalText),
    v.transform((values) => new Map<string, Rational>(Object.entries(values))),
  );
  const definition: Schema<Definition> = v.variant('kind', [
    v.strictObject({ kind: v.literal('free'), node: expression }),
    v.strictObject({
      kind: v.literal('product'),
      node: expression,
      scale: rationalText,
      factors: v.array(factor),
    }),
    v.strictObject({
      kind: v.literal('sum'),
      node: expression,
      terms: v.array(term),
      at: v.exactOptional(point),
    }),
    v.strictObject({ kind: v.literal('same'), node: expression, as: expression }),
  ]);
  const head = { of: expression, is: signs };
  const steps: Schema<SignStep[]> = v.array(v.lazy((): Schema<SignStep> => step));
  const step: Schema<SignStep> = v.variant('by', [
    v.strictObject({ ...head, by: v.literal('given') }),
    v.strictObject({ ...head, by: v.literal('operation') }),
    v.strictObject({ ...head, by: v.literal('rewriting') }),
    v.strictObject({ ...head, by: v.literal('resolution'), from: expression }),
    v.strictObject({
      ...head,
      by: v.literal('identity'),
      proof: v.lazy((): Schema<Proof> => proof),
    }),
    v.strictObject({
      ...head,
      by: v.literal('monotone'),
      variable: v.string(),
      from: expression,
      along: steps,
    }),
    v.strictObject({ ...head, by: v.literal('logarithms'), terms: v.array(term) }),
    v.strictObject({
      ...head,
      by: v.literal('enclosure'),
      bits: v.pipe(v.number(), v.integer(), v.minValue(32), v.maxValue(MAX_BITS)),
    }),
    v.strictObject({ ...head, by: v.literal('bound'), about: expression }),
    v.strictObject({ ...head, by: v.literal('combination'), times: monomial, terms: v.array(monomial) }),
    v.strictObject({
      ...head,
      by: v.literal('fraction'),
      above: expression,
      below: expression,
      divisors: monomial,
    }),
    v.strictObject({
      ...head,
      by: v.literal('quadratic'),
      x: expression,
      a: expression,
      b: expression,
      c: expression,
      gap: expression,
    }),
    v.strictObject({
      ...head,
      by: v.literal('chord'),
      x: expression,
      from: expression,
      to: expression,
      bend: expression,
    }),
    v.strictObject({
      ...head,
      by: v.literal('dominance'),
      larger: expression,
      rest: expression,
      gap: expression,
      touch: v.exactOptional(
        v.strictObject({
          m: expression,
          v: expression,
          scale: rationalText,
          q: expression,
          there: expression,
        }),
      ),
    }),
  ]);
  const part = v.strictObject({
    kind: v.literal('part'),
    signs: v.array(step),
    continuity: v.array(step),
    definitions: v.array(definition),
    conclusion: v.picklist(['empty', 'difference', 'squares', 'sign']),
  });
  const proof: Schema<Proof> = v.lazy(() =>
    v.variant('kind', [
      part,
      v.strictObject({
        kind: v.literal('split'),
        on: expression,
        signs: v.array(step),
        parts: v.array(v.strictObject({ signs, proof })),
      }),
    ]),
  );
  const domain = domainSchema(expression);
  const comparison = { relation: v.picklist(RELATIONS), left: expression, right: expression };
  const hypothesis: Schema<Hypothesis> = v.strictObject({ ...comparison, id: v.string(), domain });
  const sided = v.picklist([1, -1]);
  const path: Schema<Path> = v.variant('kind', [
    v.strictObject({ kind: v.literal('point'), value: expression, side: sided }),
    v.strictObject({ kind: v.literal('infinity'), sign: sided }),
  ]);
  return v.variant('kind', [
    v.strictObject({
      kind: v.literal('comparison'),
      statement: v.strictObject({
        ...comparison,
        domain,
        alsoDefined: v.array(expression),
        hypotheses: v.array(hypothesis),
      }),
      grounds: v.array(step),
      proof,
    }),
    v.strictObject({
      kind: v.literal('expansion'),
      statement: v.strictObject({ of: expression, variable: v.string(), path, domain }),
      signs: v.array(step),
      continuity: v.array(step),
      definitions: v.array(definition),
      zeros: v.array(expression),
      contradiction: v.exactOptional(expression),
    }),
  ]);
}

function domainSchema(expression: Schema<Expression>): Schema<Domain> {
  const bound = v.strictObject({ value: rationalText, strict: v.boolean() });
  const range = v.strictObject({
    name: v.string(),
    integer: v.boolean(),
    lower: v.exactOptional(bound),
    upper: v.exactOptional(bound),
  });
  const relation = v.strictObject({
    left: expression,
    operator: v.picklist(['<', '<=', '>', '>=', '!=']),
    right: expression,
  });
  return v.pipe(
    v.strictObject({ symbols: v.array(range), relations: v.array(relation) }),
    v.transform(({ symbols, relations }) => ({
      symbols: new Map<string, SymbolDomain>(symbols.map((range) => [range.name, range])),
      relations: relations.map((r): Relation => ({ ...r, text: textOf(r) })),
    })),
  );
}

const textOf = ({ left, operator, right }: Omit<Relation, 'text'>): string =>
  `${print(left)} ${operator} ${print(right)}`;

const writtenDomain = ({ symbols, relations }: Domain) => ({
  symbols: [...symbols.values()],
  relations: relations.map(({ left, operator, right }) => ({ left, operator, right })),
});

export function encodeCertificate(certificate: Certificate): Encoded {
  const { domain } = certificate.statement;
  if (certificate.kind === 'expansion') {
    return encode({ ...certificate, statement: { ...certificate.statement, domain: writtenDomain(domain) } });
  }
  const hypotheses = certificate.statement.hypotheses.map((h) => ({ ...h, domain: writtenDomain(h.domain) }));
  return encode({
    ...certificate,
    statement: { ...certificate.statement, domain: writtenDomain(domain), hypotheses },
  });
}

/** @throws Rejected where the JSON is not exactly what {@link encodeCertificate} writes. */
export function decodeCertificate(encoded: {
  readonly expressions?: unknown;
  readonly content?: unknown;
}): Certificate {
  const table = decodeExpressions(encoded.expressions);
  const read = v.safeParse(schemaOver(table), encoded.content);
  if (!read.success)
    throw new Rejected(`${v.getDotPath(read.issues[0]) ?? 'the certificate'}: ${read.issues[0].message}`);
  const again = encodeCertificate(read.output);
  const same = (a: unknown, b: Json): boolean => JSON.stringify(a) === JSON.stringify(b);
  if (!same(encoded.content, again.content) || !same(encoded.expressions, again.expressions as Json))
    throw new Rejected('the certificate is not written as it would be');
  return read.output;
}
