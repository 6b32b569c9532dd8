import { describe, expect, it } from 'vitest';
import type { MatrixEquation } from '../../src/matrix/index.js';
import { BALANCED, equation, isProved, prove, rate } from './world.js';

describe('identities of matrices of every size', () => {
  it.each([
    ['(A + B)*(A - B)', 'A*A - A*B + B*A - B*B'],
    ['inv(A) + inv(B)', 'inv(A)*(A + B)*inv(B)'],
    ['inv(A) - inv(B)', 'inv(B)*(B - A)*inv(A)'],
    ['inv(I - A)*A', 'A*inv(I - A)'],
    ["inv(I + X*X')*X", "X*inv(I + X'*X)"],
    ['inv(I + A*B)*A', 'A*inv(I + B*A)'],
    ["inv(A*B)'", "inv(A')*inv(B')"],
    ['trace(A*B)', 'trace(B*A)'],
    ['trace(A*B)', "trace(A'*B')"],
    ['trace(eye(n))', 'n'],
    ["det(c*A*B')", 'c^n*det(A)*det(B)'],
    ['det(inv(A))', '1/det(A)'],
    ['sqnorm(A + B)', 'sqnorm(A) + 2*inner(A, B) + sqnorm(B)'],
    ['expm(c*A)*expm(u*A)', 'expm((u + c)*A)'],
    ['inv(expm(A))', 'expm(-A)'],
    ['A*expm(u*A)', 'expm(u*A)*A'],
    ["expm(A)'", "expm(A')"],
    ['expm(A + A*A)', 'expm(A)*expm(A*A)'],
    ['sqrtm(M)*sqrtm(M)', 'M'],
    ["K'*A*K", '-K*A*K'],
    ["trace(K*(A + A'))", '0'],
    ["R*R'", 'I'],
    ['[A, B; 0, A]*[A, B; 0, A]', '[A^2, A*B + B*A; 0, A^2]'],
  ])('%s = %s', (left, right) => {
    expect(isProved(left, right)).toBe(true);
  });

  it.each([
    ['(A + B)*(A - B)', 'A*A - B*B'],
    ['inv(A) + inv(B)', 'inv(A)*(A - B)*inv(B)'],
    ['trace(A*B)', 'trace(A)*trace(B)'],
    ['trace(A*B)', "trace(A'*B)"],
    ['trace(A*B*M)', 'trace(B*A*M)'],
    ['det(c*A)', 'c*det(A)'],
    ['expm(A + B)', 'expm(A)*expm(B)'],
    ['expm(A)*B', 'B*expm(A)'],
    ['inv(I - A)*A', 'inv(I + A)*A'],
    ["X*X'", 'I'],
    ['sqrtm(A*B)', 'sqrtm(A)*sqrtm(B)'],
    ['[A, B; 0, A]*[A, B; 0, A]', '[A^2, 2*A*B; 0, A^2]'],
  ])('not %s = %s', (left, right) => {
    expect(isProved(left, right)).toBe(false);
  });
});

describe('statements about balanced networks, from their hypothesis alone', () => {
  it.each([
    ["(W1'*W1)^2 + lambda*W1'*W1", "(W2*W1)'*W2*W1"],
    ["(W2*W2')^2 - lambda*W2*W2'", "W2*W1*(W2*W1)'"],
    ["W2*W2'*W2*W1", "W2*W1*W1'*W1 + lambda*W2*W1"],
    ["trace(W2*W2') - trace(W1'*W1)", 'lambda*Nh'],
    ["(W2*R')'*(W2*R') - R*W1*(R*W1)'", 'lambda*I'],
  ])('%s = %s', (left, right) => {
    expect(isProved(left, right, [BALANCED])).toBe(true);
    expect(isProved(left, right)).toBe(false);
  });

  it.each([
    ["(W1'*W1)^2 - lambda*W1'*W1", "(W2*W1)'*W2*W1"],
    ["W2*W2'*W2*W1", "W2*W1*W1'*W1 - lambda*W2*W1"],
    ["trace(W2*W2') - trace(W1'*W1)", 'lambda*Ni'],
  ])('not %s = %s', (left, right) => {
    expect(isProved(left, right, [BALANCED])).toBe(false);
  });

  it('any balance D takes the place of lambda', () => {
    const given = [equation('D', "W2'*W2 - W1*W1'")];
    expect(isProved("(W1'*W1)^2 + W1'*D*W1", "(W2*W1)'*W2*W1", given)).toBe(true);
    expect(isProved("(W2*W2')^2 - W2*D*W2'", "W2*W1*(W2*W1)'", given)).toBe(true);
  });

  it('the drift of the balance under gradient descent is exact', () => {
    const e = '(S - W2*W1)';
    const [next1, next2] = [`(W1 + eta*W2'*${e})`, `(W2 + eta*${e}*W1')`];
    const drift = `${next2}'*${next2} - ${next1}*${next1}' - (W2'*W2 - W1*W1')`;
    expect(isProved(drift, `eta^2*(W1*${e}'*${e}*W1' - W2'*${e}*${e}'*W2)`)).toBe(true);
    expect(isProved(drift, '0*D')).toBe(false);
  });
});

const FLOW = { W1: "W2'*(S - W2*W1)", W2: "(S - W2*W1)*W1'" };
const F = "[-lambda/2*eye(Ni), S'; S, lambda/2*eye(No)]";
const P = "[W1'*W1, (W2*W1)'; W2*W1, W2*W2']";
const SOLUTION = "expm(u*F)*Q0*inv(eye(Nh) + Q0'*Gamma*Q0)*Q0'*expm(u*F)";
const RICCATI = `F*(${SOLUTION}) + (${SOLUTION})*F - (${SOLUTION})*(${SOLUTION})`;

describe('derivatives along flows', () => {
  const cases: readonly (readonly [string, MatrixEquation, readonly MatrixEquation[]])[] = [
    [
      'the balance is conserved for any loss',
      rate({ W1: "W2'*G", W2: "G*W1'" }, "W2'*W2 - W1*W1'", '0*D'),
      [],
    ],
    ['the product has a closed equation', rate(FLOW, 'W2*W1', "W2*W2'*(S - W2*W1) + (S - W2*W1)*W1'*W1"), []],
    [
      'the stacked Gram matrix solves a Riccati equation',
      rate(FLOW, P, `${F}*${P} + ${P}*${F} - ${P}*${P}`),
      [BALANCED],
    ],
    [
      'so do the stacked weights, before squaring',
      rate(FLOW, "[W1'; W2]", `${F}*[W1'; W2] - 1/2*[W1'; W2]*[W1, W2']*[W1'; W2]`),
      [BALANCED],
    ],
    ['its solution', rate({ u: '1', Gamma: 'expm(2*u*F)' }, SOLUTION, RICCATI), []],
    [
      'the loss decays',
      rate(FLOW, 'sqnorm(S - W2*W1)/2', "-sqnorm(W2'*(S - W2*W1)) - sqnorm((S - W2*W1)*W1')"),
      [],
    ],
    ['an inverse', rate({ A: 'B' }, 'inv(A)', '-inv(A)*B*inv(A)'), []],
    ['a determinant', rate({ A: 'B' }, 'det(A)', 'det(A)*trace(inv(A)*B)'), []],
  ];
  it.each(cases)('%s', (_, statement, given) => {
    expect(prove(statement, given).kind).toBe('proved');
  });

  const wrong: readonly (readonly [string, MatrixEquation, readonly MatrixEquation[]])[] = [
    ['the sum of the Gram matrices', rate({ W1: "W2'*G", W2: "G*W1'" }, "W2'*W2 + W1*W1'", '0*D'), []],
    ['the sign of the square', rate(FLOW, P, `${F}*${P} + ${P}*${F} + ${P}*${P}`), [BALANCED]],
    ['without balance', rate(FLOW, P, `${F}*${P} + ${P}*${F} - ${P}*${P}`), []],
    ['half the exponent', rate({ u: '1', Gamma: 'expm(u*F)' }, SOLUTION, RICCATI), []],
    ['only one of two terms', rate(FLOW, 'sqnorm(S - W2*W1)/2', "-sqnorm(W2'*(S - W2*W1))"), []],
  ];
  it.each(wrong)('not: %s', (_, statement, given) => {
    expect(prove(statement, given).kind).toBe('not-proved');
  });

  it('refuses what turns inside an exponential', () => {
    expect(() => rate({ A: 'B' }, 'expm(A)', 'B*expm(A)')).toThrow(/an exponential of a matrix that turns/);
  });
});
