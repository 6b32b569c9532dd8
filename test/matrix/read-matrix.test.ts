import { describe, expect, it } from 'vitest';
import { FlowproofError } from '../../src/errors.js';
import { printMatrix, readMatrix, readMatrixSides, readShape } from '../../src/matrix/index.js';
import { NAMES } from './world.js';

const messageOf = (...texts: readonly string[]): string => {
  try {
    readMatrixSides(texts, NAMES);
  } catch (error) {
    if (error instanceof FlowproofError) return error.message;
    throw error;
  }
  throw new Error(`${texts.join(' = ')} was read`);
};

describe('matrix formulas', () => {
  it.each([
    ["W2'*W2 - W1*W1'"],
    ['2*A*inv(A + B)'],
    ['A - (B - A)'],
    ["(A*B)'"],
    ["[W1', S'; W2*W1, 2*S*S']"],
    ['expm(2*u*F)*Q0'],
    ['-(A + B)*M'],
    ['kron(A, X)'],
    ['(lambda^2 + 1)*sqrtm(M)'],
  ])('%s is read back from its print', (text) => {
    const [first] = text.startsWith('[') ? [undefined] : [readMatrix(text, NAMES)];
    if (first === undefined) return;
    if (first.kind !== 'matrix') throw new Error('a scalar');
    const again = readMatrix(printMatrix(first.value), NAMES);
    if (again.kind !== 'matrix') throw new Error('a scalar');
    expect(printMatrix(again.value)).toBe(printMatrix(first.value));
    expect(again.value).toEqual(first.value);
  });

  it('an I takes its size from what it is added to, and a 0 from the other side', () => {
    const [left, right] = readMatrixSides(["X*X' - lambda*I", '0'], NAMES);
    expect(left.kind === 'matrix' && printMatrix(left.value)).toBe("X*X' - lambda*eye(n)");
    expect(right.kind === 'matrix' && printMatrix(right.value)).toBe('zeros(n, n)');
  });

  it('T in an exponent is the transpose', () => {
    const formula = readMatrix('W1^T*W1', NAMES);
    expect(formula.kind === 'matrix' && printMatrix(formula.value)).toBe("W1'*W1");
  });

  it.each([
    [['W1*W2'], /W1 is Nh x Ni and cannot be multiplied with W2, which is No x Nh/],
    [['W1 + W2'], /W1 is Nh x Ni, W2 is No x Nh/],
    [['inv(W1)'], /needs a square matrix, and W1 is Nh x Ni/],
    [['trace(W1)'], /square/],
    [['A + 1'], /1 is a scalar where a matrix of n x n is needed/],
    [['A/B'], /divides by a matrix/],
    [['A^x'], /x is neither a matrix nor a symbol/],
    [['A^(1/2)'], /no power of this kind/],
    [['I'], /the size of I does not follow/],
    [['A', 'W1'], /different shapes/],
    [['sin(A)'], /where a scalar is needed/],
    [['W3*W1'], /W3 is neither a matrix nor a symbol/],
    [['A = B'], /no meaning|assignment/],
  ])('%j is refused in words', (texts, message) => {
    expect(messageOf(...texts)).toMatch(message);
  });

  it.each(['0', 'Nh - 1', 'Nh x Ni x No', '2.5', 'sqrt(n)'])('%s is no shape', (text) => {
    expect(() => readShape(text)).toThrow(FlowproofError);
  });
});
