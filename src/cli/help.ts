/** The parts of `--help` that teach. */

export const MAIN_HELP = `
Verdicts:
  proved      derived exactly for every point of the domain where both sides are defined
  certified   rigorous enclosures cover the whole bounded domain; nothing was sampled
  supported   no counterexample in the reported number of draws
  undecided   the budget ended, or the claim is outside what the tool can decide
  refuted     a concrete point at which the two sides are provably different
  error       the claim itself is malformed

Exit codes:
  0  everything as required (an erratum declared "expect: refuted" must be refuted)
  1  a claim fell short of the verdict it requires
  2  bad input: a malformed file, claim, option or path; the other files are still checked
  130  interrupted with Ctrl-C

Examples:
  flowproof init                                start a project here
  flowproof check                               check derivations/ and proofs/ here
  flowproof check theory.claims.yaml            check one claim file
  flowproof verify                              check the stored certificates of proved claims
  flowproof eval "asinh(x)" --at x=1/3          fifty correct digits
  flowproof export --latex -o theory.tex        LaTeX with the verdict beside each claim
  flowproof regimes --x c=1e-4..1e4 --y lambda=-1..1 -o map.png
                                                the regimes of fine-tuning over two parameters

flowproof <command> --help tells more.`;

export const CHECK_HELP = `
Files: TypeScript modules (*.ts, loaded without a build) that export a derivation or a proof, and claim files
(*.claims.yaml, *.claims.json). Without paths: derivations/, proofs/ and claim files in this folder. A LaTeX file (*.tex) is read
where it is named: comment lines below "% flowproof" bind the symbols, \\checked{id}{…} or "% flowproof: id" marks an equation.

Examples:
  flowproof check --only aligned-mode/limit     only claims whose derivation/id contains this
  flowproof check --seed 7 --runs 2000          another, longer search; the same seed gives the same draws
  flowproof check --assumptions                 which assumptions of a proved claim are needed
  flowproof check paper.tex                     the marked equations of a paper, each at its line
  flowproof check --verbose                     all evidence: second opinions, certificates
  flowproof check derivations --json            the report as JSON on stdout
  flowproof check --json report.json            JSON to a file, the readable report on stdout
  flowproof check --reporter junit=junit.xml    for a CI server; sarif=FILE for code scanning, github for annotations

--assumptions drops each assumption of every proved claim in turn (a bound, a relation, integer, a citation) and says whether
it is needed (with a counterexample outside it), not needed (with the stronger proof), vacuous outside (proved
without it, and nothing is defined there), needed to prove, or open. It changes no verdict and no exit code.

Every claim prints its verdict, the evidence in short, and the time. A refuted claim prints the point that refutes
it and both sides there; a broken chain prints its first wrong step. Press Ctrl-C once to stop after the current
claim and keep what is known (while a module or a proof runs, it ends the run at once). An interrupted run writes no
file. --json replaces its own earlier reports only; --force replaces other files, but never an input.`;

export const MERGE_HELP = `
A run in parts: claims that cite each other stay together, and groups of them are dealt to the parts. merge wants every part
of the same run (same claims, options, seed, flowproof and Node) exactly once, and gives the report, and the exit code, that
one run would have given. The parts keep their certificates; the folders can be copied into one.

Examples:
  flowproof check --shard 1/2 --json shard-1.json
  flowproof check --shard 2/2 --json shard-2.json
  flowproof merge shard-*.json --reporter junit=junit.xml
  flowproof check --shard auto --json shard-$SLURM_ARRAY_TASK_ID.json       in a Slurm array
  flowproof check --shard auto/8 --json shard-$JOB_COMPLETION_INDEX.json    in an indexed Kubernetes job of 8`;

export const EXPORT_HELP = `
Checks the derivations (or takes the verdicts of an earlier check with --report) and writes a LaTeX document that
compiles by itself. Equations carry the label derivation:claim. The exit code is that of the check;
a claim that has changed since its report was written is marked stale, and the code is 1. -o replaces documents of
flowproof only; --force replaces other files, but never an input.

--format markdown writes Markdown with KaTeX, --format mathml a page of HTML with MathML.
--format python writes a script that re-checks the claims with mpmath and SymPy, by none of flowproof's arithmetic: at random points
of the domain, and at the counterexample of what is refuted. It says of every claim whether it agrees, and ends with 1 where
it does not.

Examples:
  flowproof export --latex -o theory.tex
  flowproof export --pdf -o theory.pdf
  flowproof export --fragments equations           then \\input{equations/derivation--claim}, with \\usepackage{flowproof}
  flowproof export --format python -o recheck.py; python3 recheck.py
  flowproof export --latex --only aligned-mode     only claims whose derivation/id contains this
  flowproof check --json report.json; flowproof export --latex --report report.json -o theory.tex`;

export const VERIFY_HELP = `
A check stores the certificates of every proved claim: what was proved, on which parts of the domain, with which
generators, sign steps and identities. verify reads the claims again and accepts a certificate only if it states just what
the claim needs, every step in it follows, and every identity holds at the primes that belong to the statement and at fresh
ones. It searches for nothing. A certificate of a claim that has changed since is stale. The exit code is 0 where all are
verified, 1 where one is stale or rejected.

Examples:
  flowproof check; flowproof verify
  flowproof check --certificates proofs-of-record; flowproof verify --certificates proofs-of-record`;

export const MUTATE_HELP = `
Slips: a sign, a factor of 2, a number off by one, an exponent, a dropped term or factor, a quotient upside down, a symbol in the
place of another of the same range, x for |x| and back, sinh for cosh and the like, the other root, an inequality the wrong
way round; for matrices a transpose, an inverse, the order of factors. One slip a mutant, checked by itself (without what
the claim cites). Each is

  caught        refuted, with a counterexample
  still true    proved: the slip left a true statement, and is set aside
  says nothing  both sides are defined at next to no point: it is undecided, and no requirement accepts it
  survived      none of these: the checker could have been fooled, and the mutant is shown

The score is caught / (caught + survived); the exit code is 1 where one survived. Errata are not mutated.

Examples:
  flowproof mutate derivations/mode.ts --sample all
  flowproof mutate --only aligned-mode --seed 7 --json`;

export const EVAL_HELP = `
Numbers are exact: 1/3 is a third and 0.1 a tenth. Every printed digit is guaranteed, the last to within a unit.
Where the formula is 0/0, its limit is printed, with a note on standard error that says so.

Examples:
  flowproof eval "sqrt(lambda^2 + 4*s^2)" --at lambda=-1/3,s=2
  flowproof eval "tanh(x) - 1" --at x=100 --digits 20
  flowproof eval "sinh(x)/x" --at x=0
  flowproof eval --at x=2 -- "-x^2"             after -- a formula may begin with a minus`;

export const EXPLORE_HELP = `
Every digit of the table is guaranteed. digits is how far the two sides agree (all: their difference was not told from 0);
verdict is what the claim says of that point. Symbols that neither run nor are given are held at values of the domain, which
are printed. A change of the verdict, of which side is larger, of the sign of the left side, or of the shape of its curve is
enclosed by bisection. With --over the left side is a curve: how often it turns and bends, from the signs of its derivatives.

--open serves a page to this machine only, until Ctrl-C: the claims with their formulas and verdicts, a slider for each symbol,
closed forms beside flows integrated in the browser, the movement of the tangent kernel, and the map of the regimes. It needs
no network. A claim is checked when it is chosen, unless an earlier run has.

Examples:
  flowproof explore product --sweep lambda=-10..10 --at s=1
  flowproof explore aligned-mode/gap --sweep lambda=-1e6..1e6:symlog --plot gap.svg
  flowproof explore mode --sweep lambda=0..2 --over u=0..10 --plot mode.png      sigmoidal, or concave?
  flowproof explore --open
  flowproof explore mode --open --at lambda=0 --port 8080`;

export const REGIMES_HELP = `
Parameters, for one coordinate of a diagonal network that is pretrained and then fine-tuned:
  c        scale of the initialisation, w0^2 + v0^2 > 0
  lambda   relative scale of the layers, (w0^2 - v0^2)/c in [-1, 1]; w is the layer that fine-tuning keeps
  gamma    readout at the start of fine-tuning, >= 0
  beta_PT  weight after pretraining       beta_FT  weight after fine-tuning
On no axis and not in --at: c = 0.001, lambda = 0, gamma = 0.01, beta_PT = beta_FT = 1.

ell = dlog q/dlog|beta_FT| and PD = dlog q/dlog|beta_PT| of the penalty q of fine-tuning lie in a triangle, and
(ell, PD) = a_I (1, 0) + a_II (2, -1) + a_III (2, 0). Regime I, II or III where its share is at least 2/3; IV where none is and
a_III < 1/3; X, the crossover to III, elsewhere. Points are classified one by one; the boundaries come from closed forms.

Axes are logarithmic where both ends are positive and a factor of 20 apart; lambda:log is the logarithm of 1 + lambda.
Points are centres of cells, so an end itself is never one of them.

Examples:
  flowproof regimes --at c=1e-3,lambda=-0.9                     the regime of one coordinate
  flowproof regimes --x c=1e-4..1e4 --y lambda=-1..1 -o map.svg
  flowproof regimes --x c=1e-4..1e4 --y lambda=-0.999..1:log -o map.png
  flowproof regimes --x gamma=0..3 --y beta_FT=1e-3..1e3 --at lambda=-0.5 --format json`;

export const SIMULATE_HELP = `
A simulation sets a prediction beside the mean of many random runs, case by case. A prediction is rejected when the mean
departs from it by more than four standard errors and the finite-size allowance of the case. Runs go on, doubling, until the
prediction raised and lowered by the stated resolution, and the wrong predictions that the case is to tell, are all
rejected. The same seed gives the same runs, on any number of threads. check runs the simulations too; this command prints
their tables. The exit code is 0 where every prediction agrees and every wrong one is rejected.

Examples:
  flowproof simulate proofs/pretraining-finetuning
  flowproof simulate --only error-table --set features=400 --runs 40
  flowproof simulate --seed 7 --json`;

export const INIT_HELP = `
Writes derivations/logistic.ts, derivations/identities.claims.yaml, proofs/logistic.ts, .github/workflows/flowproof.yml,
.vscode/settings.json (the schema of claim files), .gitignore and package.json, each only where it does not exist. Nothing is
installed.

Examples:
  flowproof init                  in this folder
  flowproof init paper --dry-run  what it would write into paper/`;

export const DOCTOR_HELP = `
The exit code is 1 where something that checking needs is broken, and 0 otherwise: what is marked with a dot is optional.`;
