/** What a verdict is about, in 64 hexadecimal digits: a verdict holds for a claim as it is now only if these are equal. */
import { createHash } from 'node:crypto';
import type { Domain } from '../domain/domain.js';
import { hashExpressions } from '../expression/fingerprint.js';
import { formulaKey, lettersKey, partsOf } from '../matrix/index.js';
import type { Approach, Claim, Extension, LimitValue, Statement } from './claim.js';
import type { Confrontation } from './confrontation.js';
import { formulasOf } from './formulas-of.js';
import { type MatrixStatementKind, sidesOf } from './matrix-claim.js';
import type { Simulation } from './simulation.js';

/**
 * SHA-256 over the statement (with definitions expanded), the domain, what is required of it, and the fingerprints of the
 * claims it cites. Ids, prose and places do not matter.
 */
export function claimFingerprint(
  { statement, domain, require, expect, using = [] }: Claim,
  fingerprintOf: (id: string) => string | undefined,
): string {
  const cited = using.map((id) => fingerprintOf(id) ?? null);
  const facts = [structureOf(statement), rangesOf(domain), require, expect ?? null, cited];
  const formulas = formulasOf(statement).map((formula) => formula.expanded);
  const hash = createHash('sha256').update(`${JSON.stringify(facts)}\n`);
  hashExpressions(hash, [...formulas, ...domain.relations.flatMap((r) => [r.left, r.right])]);
  return hash.digest('hex');
}

/** The fingerprints of all claims of a derivation, by id; citations point to earlier claims. */
export function claimFingerprints(claims: readonly Claim[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const claim of claims)
    found.set(
      claim.id,
      claimFingerprint(claim, (id) => found.get(id)),
    );
  return found;
}

/**
 * SHA-256 over what a proof draws, the claims it confronts and the text of its function. What that function calls is not in
 * it: the file of the proof must not be newer than a report, either.
 */
export function proofFingerprint(proof: Confrontation): string {
  const claims = claimFingerprints(proof.derivation.claims);
  const confronted = proof.confronts.map((id) => claims.get(id) ?? null);
  if (proof.kind === 'simulation') return simulationFingerprint(proof, confronted);
  const { domain, runs, confront, controls } = proof;
  const facts: unknown[] = ['flow', rangesOf(domain), confronted, runs ?? null, String(confront)];
  if (controls !== undefined) facts.push(Object.entries(controls).map(([name, f]) => [name, String(f)]));
  const hash = createHash('sha256').update(`${JSON.stringify(facts)}\n`);
  hashExpressions(
    hash,
    domain.relations.flatMap((r) => [r.left, r.right]),
  );
  return hash.digest('hex');
}

function simulationFingerprint(simulation: Simulation, confronted: readonly unknown[]): string {
  const { cases, runs, predict, sample, allowance, resolution, controls } = simulation;
  const functions = [predict, sample, allowance, resolution].map(String);
  const wrong = [...controls].map(([name, { predict: f, rejectedIn }]) => [name, String(f), rejectedIn]);
  const facts = ['simulation', [...cases], runs, confronted, functions, wrong];
  return createHash('sha256')
    .update(`${JSON.stringify(facts)}\n`)
    .digest('hex');
}

const rangesOf = ({ symbols, relations }: Domain) => [
  [...symbols.values()].map(({ name, integer, lower, upper }) => [
    name,
    integer,
    ...[lower, upper].map((b) => b && `${b.value.numerator}/${b.value.denominator} ${b.strict}`),
  ]),
  relations.map((r) => r.operator),
];

/** All of a statement but its formulas. */
function structureOf(statement: Statement): readonly unknown[] {
  const { kind } = statement;
  switch (kind) {
    case 'equality':
      return [kind, ...extensionOf(statement.extend)];
    case 'chain':
      return [kind, statement.steps.length, ...extensionOf(statement.extend)];
    case 'inequality':
      return [kind, statement.operator, ...extensionOf(statement.extend)];
    case 'derivative':
      return [kind, statement.by];
    case 'solves': {
      const { variable, forms, field, initial } = statement;
      return [kind, variable, [...forms.keys()], [...field.keys()], initial && [...initial.values.keys()]];
    }
    case 'conserved':
      return [kind, [...statement.field.keys()], statement.loss !== undefined];
    case 'limit': {
      const { variable, approach, is } = statement;
      return [kind, variable, approachOf(approach), is.kind === 'finite' ? is.kind : is.sign];
    }
    case 'order':
      return [kind, statement.variable, approachOf(statement.approach), statement.exact];
    case 'extends':
      return [kind, statement.variable, approachOf(statement.approach)];
    case 'integral': {
      const { by, range } = statement;
      return [kind, by, range && [endOf(range.from), endOf(range.to), range.antiderivative !== undefined]];
    }
    case 'sum':
      return [kind, statement.over, endOf(statement.to), statement.partial !== undefined];
    case 'expectation':
      return [kind, [...statement.over.keys()]];
    case 'boundary': {
      const { variable, field, initial, derivatives, reduce, below } = statement;
      return [kind, variable, [...field.keys()], [...initial.keys()], derivatives, reduce, below];
    }
    case 'minimiser':
      return [kind, statement.state, [...statement.each]];
    case 'identity':
      return [kind, statement.steps.length, [...statement.at.keys()], ...matricesOf(statement)];
    case 'rate':
      return [kind, [...statement.along.keys()], ...matricesOf(statement)];
  }
}

/** The formulas of a statement about matrices, with what is declared of their letters. */
function matricesOf(statement: MatrixStatementKind): readonly unknown[] {
  const formulas = sidesOf(statement).map(({ expanded }) => expanded);
  return [formulas.map(formulaKey), lettersKey(partsOf(formulas).letters.values())];
}

const extensionOf = (extend: Extension | undefined): readonly unknown[] =>
  extend === undefined ? [] : ['extend', extend.variable, approachOf(extend.approach)];

const approachOf = (approach: Approach) => (approach.kind === 'point' ? approach.side : approach.sign);

const endOf = (end: LimitValue) => (end.kind === 'finite' ? end.kind : end.sign);
