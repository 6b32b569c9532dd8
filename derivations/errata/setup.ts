import { derivation } from 'flowproof';
import setup from '../lambda-balanced/setup.js';

const LOSS_ONE_OVER_N = '((d*c*x1 - y1)^2 + (d*c*x2 - y2)^2)/2';

export default derivation({
  derivation: 'lambda-balanced-setup-errata',
  title: 'False forms of the loss, of its flow and of its descent',
  source: 'arXiv:2409.14623, the thesis behind it, and the code of its authors',
  prose: 'Every false form stands beside the right one, or names the claim that states it.',
  require: 'proved',
  symbols: { ...setup.symbols, tau: 'positive', t: 'positive' },
  define: {
    ...setup.define,
    K_thesis: 'sqrt(lambda^2/4 + s^2)',
    loss: '((d*c*x1 - y1)^2 + (d*c*x2 - y2)^2)/4',
  },
  claims: [
    {
      id: 'loss-with-whole-target-norm',
      source: 'lambda-balanced/erratum-42',
      prose: "Thesis (4.40) adds the whole tr YY'/n where half of it belongs.",
      equal: ['loss', '(d*c)^2*S_xx/2 - d*c*S + S_yy'],
      expect: 'refuted',
      right: "tr YY'/(2n): claim loss-decomposition of lambda-balanced-setup",
    },
    {
      id: 'loss-as-mean-of-entries',
      source: 'lambda-balanced/erratum-47',
      prose: 'linear_network.py reports the mean over all n N_o squared entries, which is 2 L/N_o.',
      equal: ['((d*c*x1 - y1)^2 + (d*c*x2 - y2)^2)/2', 'loss'],
      expect: 'refuted',
      right: 'L = |W X - Y|^2/(2n): claim loss-decomposition of lambda-balanced-setup',
    },
    {
      id: 'gradient-without-sample-mean',
      source: 'lambda-balanced/erratum-2',
      prose: 'Thesis (2.7)-(2.10): the factor 1/n is missing in the updates (here n = 2).',
      derivative: { of: 'loss', by: 'c', is: '-d*((y1*x1 + y2*x2) - d*c*(x1^2 + x2^2))' },
      expect: 'refuted',
      right:
        'the correlations are means over the samples: claim gradient-first-layer of lambda-balanced-setup',
    },
    {
      id: 'gradient-of-doubled-loss',
      source: 'lambda-balanced/gradient-flow',
      prose: 'A loss with 1/n in the place of 1/(2n) doubles the flow.',
      derivative: { of: LOSS_ONE_OVER_N, by: 'c', is: '-d*(S - d*c*S_xx)' },
      expect: 'refuted',
      right: 'twice that; with 1/(2n) it is right: claim gradient-first-layer of lambda-balanced-setup',
    },
    {
      id: 'loss-decay-of-one-layer',
      source: 'lambda-balanced/loss-decay',
      equal: ['-(s - c*d)*((c^2 + d^2)*(s - c*d))', '-(d*(s - c*d))^2'],
      expect: 'refuted',
      right: 'both layers count: claim loss-decay-from-product of lambda-balanced-setup',
    },
    {
      id: 'loss-growth',
      source: 'lambda-balanced/loss-decay',
      holds: '-(s - c*d)*((c^2 + d^2)*(s - c*d)) >= 0',
      expect: 'refuted',
      right: 'it never grows: claim loss-never-grows of lambda-balanced-setup',
    },
    {
      id: 'transpose-keeps-balance',
      source: 'lambda-balanced/transpose-duality',
      equal: ['c^2 - d^2', 'd^2 - c^2'],
      expect: 'refuted',
      right: 'lambda changes its sign: claim transpose-duality of lambda-balanced-setup',
    },
    {
      id: 'descent-conserves-balance',
      source: 'lambda-balanced/gd-balance-drift',
      equal: ['q1_next^2 - p1_next^2', 'q1^2 - p1^2'],
      expect: 'refuted',
      right: 'it drifts by O(eta^2): claim descent-drift-diagonal of lambda-balanced-setup',
    },
    {
      id: 'descent-drift-first-order',
      source: 'lambda-balanced/gd-balance-drift',
      symbols: { p1: 'positive', q1: { ge: 0, le: 0 }, q2: { ge: 0, le: 0 }, s: 'positive' },
      order: { of: 'q1_next^2 - p1_next^2 - (q1^2 - p1^2)', as: 'eta -> 0', exponent: 1 },
      expect: 'refuted',
      right: 'second order: claim descent-drift-order of lambda-balanced-setup',
    },
    {
      id: 'time-constant-times-lambda',
      source: 'lambda-balanced/erratum-26',
      prose:
        "Thesis p. 33 rescales time by tau' = lambda tau; exp(-|lambda| t/tau) = exp(-t/tau') needs tau/|lambda|.",
      assume: ['lambda != 0'],
      equal: ['exp(-abs(lambda)*t/tau)', 'exp(-t/(abs(lambda)*tau))'],
      expect: 'refuted',
      right:
        "tau' = tau/|lambda|, that is, a step eta' = |lambda| eta: claim descent-error-scale of lambda-balanced-setup",
    },
    {
      id: 'time-constant-right',
      source: 'lambda-balanced/gd-error-scale',
      assume: ['lambda != 0'],
      equal: ['exp(-abs(lambda)*t/tau)', 'exp(-t/(tau/abs(lambda)))'],
    },
    {
      id: 'exponent-without-two',
      source: 'lambda-balanced/erratum-26',
      prose:
        'Thesis p. 33: exp(-K t) ~ exp(-|lambda| t) with K = sqrt(lambda^2/4 + s^2), which is about |lambda|/2.',
      symbols: { lambda: 'positive' },
      limit: { of: 'K_thesis/lambda', as: 'lambda -> inf', is: 1 },
      expect: 'refuted',
      right: 'exp(-2 K t) with this K',
    },
    {
      id: 'exponent-right',
      source: 'lambda-balanced/gd-error-scale',
      symbols: { lambda: 'positive' },
      limit: { of: '2*K_thesis/lambda', as: 'lambda -> inf', is: 1 },
    },
    {
      id: 'descent-beyond-the-step',
      source: 'lambda-balanced/gd-error-scale',
      prose:
        'A step eta < 2/s is not enough; what counts is 2/K with the largest K = sqrt(lambda^2 + 4 s^2).',
      symbols: { s: 'positive', eta: 'positive' },
      assume: ['eta < 2/s'],
      holds: 'abs(1 - eta*sqrt(lambda^2 + 4*s^2)) < 1',
      expect: 'refuted',
      right: 'eta < 2/K: claims descent-stable-step and descent-unstable-step of lambda-balanced-setup',
    },
  ],
});
