/** The public API of flowproof, and nothing else. */

export { checkDerivation, claimChecker } from './check/check-derivation.js';
export { type ExtendedEvaluation, evaluateExtended } from './check/evaluate-extended.js';
export {
  type AssumptionFinding,
  type AssumptionReport,
  type AssumptionStatus,
  checkAssumptions,
  checkFiles,
  type SuggestedDomain,
} from './check/index.js';
export type { CheckOptions, CheckProgress } from './check/options.js';
export { type CheckReport, type CheckSummary, type ClaimResult, exitCodeOf } from './check/result.js';
export type { Claim, Derivation, Extension, Formula, Statement } from './claim/claim.js';
export { closedFormOf, definitionOf, statementOf } from './claim/closed-form.js';
export { type CompiledDerivation, compileDerivation, derivationOf } from './claim/compile-derivation.js';
export { derivation } from './claim/derivation.js';
export type { ClaimInput, DerivationInput, SymbolInput, SymbolsInput } from './claim/document.js';
export { type Comparison, type Draw, type Proof, type ProofInput, proof } from './claim/proof.js';
export { type ReadFiles, readFiles } from './claim/read-files.js';
export {
  type SimulationInput,
  simulation,
  type WrongPrediction,
} from './claim/simulation.js';
export type { Counterexample, Evidence, Verdict } from './claim/verdict.js';
export type { Domain, Point, Relation, SymbolDomain } from './domain/domain.js';
export { onGrid, type RandomGenerator } from './domain/random.js';
export { describeDomain, domainOf } from './domain/read-domain.js';
export type { WrittenDomain } from './domain/write-domain.js';
export { type FailureFacts, FlowproofError, type SourcePlace } from './errors.js';
export { differentiate } from './expression/differentiate.js';
export type { Expression } from './expression/expression.js';
export { math } from './expression/math.js';
export { parse } from './expression/parse.js';
export { print } from './expression/print.js';
export { fromNumber, parseRational, type Rational } from './expression/rational.js';
export { substitute, symbolsOf } from './expression/traverse.js';
export * from './flow/index.js';
export { regimeMapToCsv, regimeMapToJson, regimeMapToPng, regimeMapToSvg } from './plot/index.js';
export { type Evaluation, evaluate } from './precision/evaluate.js';
export { valueAt } from './precision/value-at.js';
export * from './spectral/index.js';
export * from './theory/index.js';
