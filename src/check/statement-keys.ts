/** Texts by which certificates are found again. */
import type { ExpansionStatement, Hypothesis } from '../certificate/certificate.js';
import { statementKey } from '../certificate/statement-key.js';
import type { ComparisonGoal } from '../kernel/index.js';

export const comparisonKey = (
  s: Pick<ComparisonGoal, 'relation' | 'left' | 'right' | 'domain' | 'alsoDefined'>,
): string => statementKey([s.relation], [s.left, s.right, ...(s.alsoDefined ?? [])], s.domain);

export const hypothesisKey = ({ id, relation, left, right, domain }: Hypothesis): string =>
  statementKey([id, relation], [left, right], domain);

export const expansionKey = ({ of, variable, path, domain }: ExpansionStatement): string =>
  path.kind === 'point'
    ? statementKey(['expansion', variable, `${path.side}`], [of, path.value], domain)
    : statementKey(['expansion', variable, `${path.sign} infinity`], [of], domain);
