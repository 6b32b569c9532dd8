import { describe, expect, it } from 'vitest';
import { isProved, prove, rate } from './world.js';

describe('Kronecker products and stacked columns', () => {
  it.each([
    ["kron(A, X)*kron(B, X')", "kron(A*B, X*X')"],
    ["kron(A, X)'", "kron(A', X')"],
    ['kron(A + B, X)', 'kron(A, X) + kron(B, X)'],
    ['kron(2*A, X)', 'kron(A, 2*X)'],
    ['inv(kron(A, B))', 'kron(inv(A), inv(B))'],
    ['kron(A, B)*kron(inv(A), inv(B))', 'I'],
    ['kron(A, B)*kron(A, inv(B))*kron(A, B)', 'kron(A*A*A, B)'],
    ['trace(kron(A, B))', 'trace(A)*trace(B)'],
    ['trace(kron(A, eye(n)))', 'n*trace(A)'],
    ["trace(kron(X, X')*kron(X', X))", "sqnorm(X)*trace(X*X')"],
    ["vec(A*X*X')", "kron(X*X', A)*vec(eye(n))"],
    ['vec(A*B)', "kron(B', eye(n))*vec(A)"],
    ['vec(A*B)', 'kron(eye(n), A)*vec(B)'],
    ["vec(W2*W1*S')", "kron(S*W1', W2)*vec(eye(Nh))"],
    ["vec(A)'*kron(B, eye(n))", "vec(A*B)'"],
    ["trace(vec(A)*vec(B)')", "trace(A*B')"],
    [
      '[kron(A, B), zeros(n*n, n); zeros(n, n*n), A]*[kron(B, A), zeros(n*n, n); zeros(n, n*n), B]',
      '[kron(A*B, B*A), zeros(n*n, n); zeros(n, n*n), A*B]',
    ],
    ['kron([A, B], B)', '[kron(A, B), kron(B, B)]'],
    ['sqnorm(kron(A, X))', 'sqnorm(A)*sqnorm(X)'],
  ])('%s = %s', (left, right) => {
    expect(isProved(left, right)).toBe(true);
  });

  it.each([
    ['kron(A, B)', 'kron(B, A)'],
    ['kron(A, B)*kron(B, A)', 'kron(B*A, A*B)'],
    ["kron(A, X)'", "kron(X', A')"],
    ['trace(kron(A, B))', 'trace(A*B)'],
    ['vec(A*B)', 'kron(B, eye(n))*vec(A)'],
    ['vec(A*B)', 'kron(eye(n), A)*vec(A)'],
    ['inv(kron(A, B))', 'kron(inv(B), inv(A))'],
  ])('not %s = %s', (left, right) => {
    expect(isProved(left, right)).toBe(false);
  });
});

describe('the tangent kernel of a two-layer network', () => {
  // With n = Ni inputs X: f = W2 W1 X is followed along gradient flow on |f − Y|²/2, for S = Y X' and whitened inputs.
  const FLOW = { W1: "W2'*(S - W2*W1)", W2: "(S - W2*W1)*W1'" };

  it('moves the product', () => {
    const moved = rate(FLOW, 'vec(W2*W1)', "(kron(eye(Ni), W2*W2') + kron(W1'*W1, eye(No)))*vec(S - W2*W1)");
    expect(prove(moved).kind).toBe('proved');
  });

  it.each([
    "(kron(W2*W2', eye(Ni)) + kron(eye(No), W1'*W1))*vec(S - W2*W1)",
    "(kron(eye(Ni), W2*W2') - kron(W1'*W1, eye(No)))*vec(S - W2*W1)",
    "kron(eye(Ni), W2*W2')*vec(S - W2*W1)",
  ])('does not move it by %s', (wrong) => {
    expect(prove(rate(FLOW, 'vec(W2*W1)', wrong)).kind).toBe('not-proved');
  });
});
