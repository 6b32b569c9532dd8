/** Functions as LaTeX writes them. */

/** A function of one argument by its command; `\operatorname{…}` by its name. */
const PLAIN: Readonly<Record<string, string>> = {
  exp: 'exp',
  log: 'log',
  sinh: 'sinh',
  cosh: 'cosh',
  tanh: 'tanh',
  sin: 'sin',
  cos: 'cos',
  tan: 'tan',
  arcsin: 'asin',
  arccos: 'acos',
  arctan: 'atan',
  arsinh: 'asinh',
  arcosh: 'acosh',
  artanh: 'atanh',
  asinh: 'asinh',
  acosh: 'acosh',
  atanh: 'atanh',
  arcsinh: 'asinh',
  arccosh: 'acosh',
  arctanh: 'atanh',
  sign: 'sign',
  sgn: 'sign',
  abs: 'abs',
  min: 'min',
  max: 'max',
};

/** Functions that are quotients of others, by numerator and denominator. */
const QUOTIENTS: Readonly<Record<string, readonly [above: string | undefined, below: string]>> = {
  coth: ['cosh', 'sinh'],
  cot: ['cos', 'sin'],
  sec: [undefined, 'cos'],
  csc: [undefined, 'sin'],
  sech: [undefined, 'cosh'],
  csch: [undefined, 'sinh'],
};

/** Functions of matrices. */
const OF_MATRICES: Readonly<Record<string, string>> = {
  tr: 'trace',
  Tr: 'trace',
  trace: 'trace',
  det: 'det',
  vec: 'vec',
};

/** Functions whose square is customarily written `\sin^2 x`; of the others it could be f∘f. */
const POWERED = new Set([
  'sinh',
  'cosh',
  'tanh',
  'sin',
  'cos',
  'tan',
  'coth',
  'cot',
  'sec',
  'csc',
  'sech',
  'csch',
]);

export type TexFunction =
  | { readonly kind: 'plain'; readonly name: string; readonly powered: boolean }
  | { readonly kind: 'quotient'; readonly above?: string; readonly below: string; readonly powered: true }
  | { readonly kind: 'matrix'; readonly name: string };

/** The function that a token names. */
export function functionOf(text: string): TexFunction | undefined {
  const name = /^\\operatorname\{(.*)\}$/.exec(text)?.[1] ?? /^\\([A-Za-z]+)$/.exec(text)?.[1];
  if (name === undefined) return undefined;
  if (Object.hasOwn(PLAIN, name)) return { kind: 'plain', name: PLAIN[name], powered: POWERED.has(name) };
  if (Object.hasOwn(OF_MATRICES, name) && text !== '\\vec')
    return { kind: 'matrix', name: OF_MATRICES[name] };
  if (!Object.hasOwn(QUOTIENTS, name)) return undefined;
  const [above, below] = QUOTIENTS[name];
  return { kind: 'quotient', ...(above !== undefined && { above }), below, powered: true };
}

export const FUNCTION_SPELLINGS: readonly string[] = [
  ...[
    'exp',
    'log',
    'ln',
    'sinh',
    'cosh',
    'tanh',
    'coth',
    'sin',
    'cos',
    'tan',
    'cot',
    'sec',
    'csc',
    'arcsin',
    'arccos',
    'arctan',
  ],
  ...['min', 'max', 'det'],
].map((name) => `\\${name}`);
