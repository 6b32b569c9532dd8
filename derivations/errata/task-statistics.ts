import { derivation } from 'flowproof';

export default derivation({
  derivation: 'task-statistics-errata',
  title: 'False forms of the error of fine-tuning',
  source: 'arXiv:2602.20062, its public summary, and the code of its authors',
  prose: 'Every false form stands beside the right one, or names the claim that states it.',
  require: 'proved',
  symbols: {
    alpha: { gt: 0, lt: 1 },
    B: 'positive',
    c: 'positive',
    p: 'real',
    theta: 'positive',
    y: 'real',
    s: 'real',
    rho: { gt: 0, lt: 1 },
    t: 'positive',
    Phi: { gt: 0, lt: '1/2' },
    phi: 'positive',
    active: { gt: 0, lt: 1 },
    delta: { gt: 0, le: 1 },
    noise: 'positive',
    power: 'positive',
  },
  define: {
    Err_wrong: '(1 - alpha)/(1 + alpha)*B',
    threshold: 'rho*(1 + t^2) + 2*(1 - rho)*((1 + t^2)*Phi - t*phi)',
  },
  claims: [
    {
      id: 'omega-without-alpha',
      source: 'pretraining-finetuning/fixed-point',
      prose:
        'omega^2 = Err without 1/alpha: for the smallest l2 norm at alpha = 1/2 it gives 1/3 for 1/2; that value solves no fixed ' +
        'point.',
      symbols: { alpha: { ge: '1/2', le: '1/2' } },
      equal: ['Err_wrong', '(1 - alpha)^2*B + alpha^2*Err_wrong/alpha'],
      expect: 'refuted',
      right: 'omega^2 = (Err + sigma^2)/alpha: claim error-at-the-saddle of fixed-point',
    },
    {
      id: 'slope-of-one-minus-alpha',
      source: 'pretraining-finetuning/fixed-point',
      prose: "E P' = 1 - alpha.",
      equal: ['(1 - alpha)*B', '(1 - (1 - alpha))^2*B + (1 - alpha)^2*((1 - alpha)*B)/alpha'],
      expect: 'refuted',
      right: "E P' = alpha: claim saddle-in-omega of fixed-point",
    },
    {
      id: 'prox-at-half-its-argument',
      source: 'pretraining-finetuning/X9',
      prose: 'At y = 1, theta = 3/10, c = 1/10 it gives 0.70427 for 0.62111.',
      equal: ['(c*sinh(s) - (c*sinh(s) + theta*s/2))/theta + asinh(c*sinh(s)/(2*c))/2', 0],
      expect: 'refuted',
      right: 'asinh(p/c)/2: claim prox-is-stationary of fixed-point',
    },
    {
      id: 'prox-at-half-its-argument-at-one',
      source: 'pretraining-finetuning/prox',
      prose: 'The root of the false equation lies at p = 0.70427…, far from that of the right one.',
      symbols: { p: { ge: '0.70427', le: '0.70428' } },
      equal: ['p + (3/20)*asinh(p/(1/10))', 1],
      expect: 'refuted',
      right: 'p = 0.62111…: claim prox-is-stationary of fixed-point',
    },
    {
      id: 'one-sided-threshold',
      source: 'pretraining-finetuning/donoho-tanner',
      prose:
        'Stationarity of the threshold of weights that are known to be positive: 0.16707 for 0.20390 at rho = 1/20.',
      rate: {
        of: 'threshold',
        along: { t: 1, Phi: '-phi', phi: '-t*phi' },
        is: '2*(rho*t - (1 - rho)*(phi - t*Phi))',
      },
      expect: 'refuted',
      right: 'both signs count: claim threshold-slope of error-special-cases',
    },
    {
      id: 'threshold-for-the-penalty',
      source: 'pretraining-finetuning/X10',
      prose: 'The threshold theta taken for the penalty of the LASSO: 1 for 0.717.',
      equal: ['theta', 'theta*(1 - active/delta)'],
      expect: 'refuted',
      right: 'theta (1 - P(active)/delta)',
    },
    {
      id: 'linear-error-of-unit-power',
      source: 'pretraining-finetuning/X11',
      prose:
        'The error of the best linear estimate at noise s2, for any prior: it is that of E x^2 = 1; here E x^2 = 0.244.',
      symbols: { power: { ge: '61/250', le: '61/250' } },
      equal: ['noise/(1 + noise)', 'power*noise/(power + noise)'],
      expect: 'refuted',
      right: 'power noise/(power + noise): claim linear-error',
    },
    {
      id: 'linear-error',
      source: 'pretraining-finetuning/X11',
      prose: 'With the factor power/(power + noise).',
      equal: [
        '(power/(power + noise) - 1)^2*power + (power/(power + noise))^2*noise',
        'power*noise/(power + noise)',
      ],
    },
  ],
});
