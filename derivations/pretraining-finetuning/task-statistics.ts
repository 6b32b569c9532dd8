import { derivation } from 'flowproof';

export default derivation({
  derivation: 'task-statistics',
  title: 'Two tasks of spikes and slabs, and how many features they share',
  source: 'arXiv:2602.20062',
  prose:
    'A feature is used in pretraining with probability rho_PT; in fine-tuning with rho_sh if it was used before and with rho_new ' +
    'if it was not. Used features have the amplitudes bp and bf. The signs of the amplitudes play no part.',
  require: 'proved',
  symbols: {
    rho_PT: { gt: 0, lt: 1 },
    rho_sh: { ge: 0, le: 1 },
    rho_new: { ge: 0, le: 1 },
    sigma_PT: 'positive',
    sigma_FT: 'positive',
  },
  define: {
    both: 'rho_PT*rho_sh',
    pretrained: 'rho_PT*(1 - rho_sh)',
    fresh: '(1 - rho_PT)*rho_new',
    neither: '(1 - rho_PT)*(1 - rho_new)',
    rho_FT: 'rho_PT*rho_sh + (1 - rho_PT)*rho_new',
    bp: 'sigma_PT/sqrt(rho_PT)',
    bf: 'sigma_FT/sqrt(rho_FT)',
  },
  claims: [
    {
      id: 'weights-add-up',
      source: 'pretraining-finetuning/spike-and-slab',
      equal: ['both + pretrained + fresh + neither', 1],
    },
    {
      id: 'weights-are-not-negative',
      source: 'pretraining-finetuning/spike-and-slab',
      holds: 'min(min(both, pretrained), min(fresh, neither)) >= 0',
    },
    {
      id: 'share-of-pretraining',
      source: 'pretraining-finetuning/spike-and-slab',
      equal: ['both + pretrained', 'rho_PT'],
    },
    {
      id: 'share-of-fine-tuning',
      source: 'pretraining-finetuning/spike-and-slab',
      equal: ['both + fresh', 'rho_FT'],
    },
    {
      id: 'share-of-fine-tuning-at-most-one',
      source: 'pretraining-finetuning/spike-and-slab',
      holds: 'rho_FT <= 1',
    },
    {
      id: 'power-of-pretraining',
      source: 'pretraining-finetuning/spike-and-slab',
      prose: 'E beta_PT^2 = sigma_PT^2.',
      equal: ['(both + pretrained)*bp^2', 'sigma_PT^2'],
    },
    {
      id: 'power-of-fine-tuning',
      source: 'pretraining-finetuning/spike-and-slab',
      assume: ['rho_FT > 0'],
      equal: ['(both + fresh)*bf^2', 'sigma_FT^2'],
    },
    {
      id: 'overlap-of-the-tasks',
      source: 'pretraining-finetuning/spike-and-slab',
      prose: 'Only what is shared correlates them; at rho_sh = 1, rho_new = 0 they are proportional.',
      assume: ['rho_FT > 0'],
      equal: ['both*bp*bf/(sigma_PT*sigma_FT)', 'rho_sh*sqrt(rho_PT/rho_FT)'],
    },
  ],
});
