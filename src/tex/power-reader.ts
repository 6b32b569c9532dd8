import type { FormulaReader } from './formula-reader.js';
import { refuseToken } from './refusals.js';
import { bound, LEVEL, STRENGTH, type Written, written } from './written.js';

/** What an exponent makes of its base: a power, and of a matrix also its transpose, inverse or square root. */
export function readExponent(reader: FormulaReader, base: Written): Written {
  const { cursor } = reader;
  cursor.take();
  const { at } = cursor.expect('{', 'the exponent');
  const start = base.marks[0][1];
  if (base.level === LEVEL.matrix) {
    const minus = cursor.takes('-');
    const sign = cursor.peek();
    const transposed = sign.text === '\\top' || (sign.text === 'T' && cursor.peek(1).text === '}');
    if (transposed) {
      cursor.take();
      cursor.expect('}', 'the exponent');
      const of = minus ? written(STRENGTH.atom, start, 'inv(', base, ')') : bound(base, STRENGTH.atom);
      return written(STRENGTH.atom, start, of, "'");
    }
    const by = reader.nested(() => reader.sum());
    cursor.expect('}', 'the exponent');
    const exponent = `${minus ? '-' : ''}${by.text}`;
    if (exponent === '-1') return written(STRENGTH.atom, start, 'inv(', base, ')');
    if (exponent === '1/2') return written(STRENGTH.atom, start, 'sqrtm(', base, ')');
    const raised = minus
      ? written(STRENGTH.sign, at, '-', bound(by, STRENGTH.sign))
      : bound(by, STRENGTH.sign);
    return written(STRENGTH.power, start, bound(base, STRENGTH.atom), '^', raised);
  }
  const sign = cursor.peek();
  if (sign.text === '\\top') refuseToken(sign, 'on a scalar');
  const by = reader.nested(() => reader.sum());
  cursor.expect('}', 'the exponent');
  // exp(x) is printed as e^x, and the other way round.
  if (base.text === 'e') {
    return written(STRENGTH.atom, start, by.level === LEVEL.matrix ? 'expm(' : 'exp(', by, ')');
  }
  return written(STRENGTH.power, start, bound(base, STRENGTH.atom), '^', bound(by, STRENGTH.sign));
}
