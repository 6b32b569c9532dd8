import { derivation } from 'flowproof';

// Formulas are text; 0.1 is exactly a tenth. `npx flowproof check` proves, refutes or searches.
export default derivation({
  derivation: 'logistic',
  title: 'A balanced mode that starts small',
  symbols: { s: 'positive', a0: 'positive', u: 'nonnegative' },
  define: { mode: 's*a0/(a0 + (s - a0)*exp(-2*s*u))' },
  claims: [
    {
      id: 'solves-the-flow',
      prose: 'The closed form solves the equation of the flow.',
      solves: {
        variable: 'u',
        forms: { a: 'mode' },
        field: { a: '2*a*(s - a)' },
        initial: { at: 0, values: { a: 'a0' } },
      },
    },
    { id: 'end', limit: { of: 'mode', as: 'u -> inf', is: 's' } },
    {
      id: 'half-the-rate',
      prose: 'An erratum: this form is to be refuted.',
      derivative: { of: 'mode', by: 'u', is: 'mode*(s - mode)' },
      expect: 'refuted',
      right: '2*mode*(s - mode)',
    },
  ],
});
