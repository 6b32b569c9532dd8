/** SciPy's DOP853 and mpmath's odefun on the problems of `flow.ts`, each in a Python process of its own. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** What a peer needs to build the same field; numbers as text where they must stay exact. */
export type PeerField =
  | { readonly kind: 'mode'; readonly s: number }
  | { readonly kind: 'two-layer'; readonly sigma: readonly (readonly number[])[] }
  | { readonly kind: 'diagonal'; readonly X: readonly (readonly number[])[]; readonly y: readonly number[] };

export interface PeerQuestion {
  readonly field: PeerField;
  readonly initial: readonly number[];
  readonly until: number;
  readonly relativeTolerance: number;
  readonly absoluteTolerance: number;
  readonly rounds: number;
}

export interface PeerAnswer {
  readonly version: string;
  /** Microseconds of each run. */
  readonly times: readonly number[];
  readonly end: readonly number[];
  readonly steps: number;
}

const SCIPY = `
import json, sys, time
import numpy as np, scipy
from scipy.integrate import solve_ivp
q = json.load(sys.stdin); p = q['field']
if p['kind'] == 'mode':
    s = p['s']
    def f(t, y):
        e = s - y[0] * y[1]
        return np.array([y[1] * e, y[0] * e])
elif p['kind'] == 'two-layer':
    S = np.array(p['sigma']); m = S.shape[0]
    def f(t, y):
        W1 = y[:m * m].reshape(m, m); W2 = y[m * m:].reshape(m, m)
        E = S - W2 @ W1
        return np.concatenate([(W2.T @ E).ravel(), (E @ W1.T).ravel()])
else:
    X = np.array(p['X']); t_ = np.array(p['y']); D = X.shape[1]
    def f(t, y):
        wp, wm, vp, vm = y[:D], y[D:2*D], y[2*D:3*D], y[3*D:]
        g = X.T @ (t_ - X @ (vp * wp - vm * wm))
        return np.concatenate([vp * g, -vm * g, wp * g, -wm * g])
y0 = np.array(q['initial'])
run = lambda: solve_ivp(f, (0, q['until']), y0, method='DOP853', rtol=q['relativeTolerance'], atol=q['absoluteTolerance'])
for _ in range(2): r = run()
times = []
for _ in range(q['rounds']):
    t = time.perf_counter(); run(); times.append((time.perf_counter() - t) * 1e6)
print(json.dumps({'version': scipy.__version__, 'times': times, 'end': list(r.y[:, -1]), 'steps': len(r.t) - 1}))
`;

const MPMATH = `
import json, sys, time
import mpmath
from mpmath import mp, mpf, odefun
q = json.load(sys.stdin); mp.dps = q['digits']
S = [[mpf(x) for x in row] for row in q['sigma']]; m = len(S); R = range(m)
y0 = [mpf(x) for x in q['initial']]
def f(t, y):
    a = [y[m * i:m * i + m] for i in R]; b = [y[m * m + m * i:m * m + m * i + m] for i in R]
    e = [[S[i][j] - sum(b[i][l] * a[l][j] for l in R) for j in R] for i in R]
    return ([sum(b[l][i] * e[l][j] for l in R) for i in R for j in R]
        + [sum(e[i][l] * a[j][l] for l in R) for i in R for j in R])
times = []
for _ in range(q['rounds']):
    t = time.perf_counter(); r = odefun(f, 0, y0)(mpf(q['until'])); times.append((time.perf_counter() - t) * 1e6)
print(json.dumps({'version': mpmath.__version__ + ' on ' + mpmath.libmp.BACKEND,
    'times': times, 'end': [mpmath.nstr(x, q['digits'] + 5) for x in r]}))
`;

/** The stable form of a square network, as the theory writes it, in numpy. */
const STABLE = `
import json, sys, time
import numpy as np
q = json.load(sys.stdin)
W1, W2, S = (np.array(q[k]) for k in ('W1', 'W2', 'sigma')); lam = q['lambda']; us = q['times']
def forms():
    U, s, Vt = np.linalg.svd(S); rho = np.hypot(lam / 2, s)
    half = np.arctan2(2 * s, lam) / 2; p, r = np.cos(half), np.sin(half)
    grow = np.vstack([Vt.T * r, U * p]); fade = np.vstack([Vt.T * p, -U * r])
    Q0 = np.vstack([W1.T, W2]); inv = np.linalg.inv(grow.T @ Q0); C = fade.T @ Q0 @ inv; start = inv.T @ inv
    out = []
    for u in us:
        d = np.exp(-rho * u); psi = (1 - d * d) / (2 * rho)
        between = d[:, None] * C * d; X = np.sqrt(psi)[:, None] * (C * d)
        Z = grow + fade @ between; Y = d[:, None] * start * d + np.diag(psi) + X.T @ X
        out.append(Z @ np.linalg.solve(Y, Z.T))
    return out
forms(); times = []
for _ in range(q['rounds']):
    t = time.perf_counter(); r = forms(); times.append((time.perf_counter() - t) * 1e6)
print(json.dumps({'version': np.__version__, 'times': times, 'last': r[-1].tolist()}))
`;

/** The answer of a script to a question, or undefined where Python or the package is missing. */
function ask<Answer>(python: string, script: string, question: unknown): Answer | undefined {
  if (python.includes('/') && !existsSync(python)) return undefined;
  const { status, stdout, stderr } = spawnSync(python, ['-c', script], {
    input: JSON.stringify(question),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status === 0) return JSON.parse(stdout) as Answer;
  if (status === null || stderr.includes('ModuleNotFoundError')) return undefined;
  throw new Error(`the peer failed: ${stderr}`);
}

export const askScipy = (python: string, question: PeerQuestion): PeerAnswer | undefined =>
  ask(python, SCIPY, question);

export interface DigitsQuestion {
  readonly sigma: readonly (readonly string[])[];
  /** W1, then W2, row by row. */
  readonly initial: readonly string[];
  readonly until: string;
  readonly digits: number;
  readonly rounds: number;
}

export interface DigitsAnswer {
  readonly version: string;
  readonly times: readonly number[];
  readonly end: readonly string[];
}

export const askMpmath = (python: string, question: DigitsQuestion): DigitsAnswer | undefined =>
  ask(python, MPMATH, question);

export interface StableQuestion {
  readonly W1: readonly (readonly number[])[];
  readonly W2: readonly (readonly number[])[];
  readonly sigma: readonly (readonly number[])[];
  readonly lambda: number;
  readonly times: readonly number[];
  readonly rounds: number;
}

export interface StableAnswer {
  readonly version: string;
  /** Microseconds of each run over all times. */
  readonly times: readonly number[];
  /** P at the last time. */
  readonly last: readonly (readonly number[])[];
}

export const askNumpy = (python: string, question: StableQuestion): StableAnswer | undefined =>
  ask(python, STABLE, question);
