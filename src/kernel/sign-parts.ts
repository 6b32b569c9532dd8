/** Into which parts a domain is split by the sign of a quantity. */
import type { Expression } from '../expression/expression.js';
import { subexpressions } from '../expression/traverse.js';
import { NEGATIVE, NONNEGATIVE, NONPOSITIVE, NULL, POSITIVE, type Signs } from '../rules/signs.js';

/** Two closed halves are enough for magnitudes; sign() needs the zero set as a part of its own. */
export const isThreeWay = (spoken: readonly Expression[]): boolean =>
  subexpressions(...spoken).some((node) => node.kind === 'call' && node.name === 'sign');

export const partsBySign = (spoken: readonly Expression[]): readonly Signs[] =>
  isThreeWay(spoken) ? [POSITIVE, NEGATIVE, NULL] : [NONNEGATIVE, NONPOSITIVE];
