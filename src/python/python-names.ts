/** Names that a formula in Python must not take from the script around it. */
const TAKEN = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from global if import in is ' +
    'lambda nonlocal not or pass raise return try while with yield ' +
    'N pi e sqrt log asin acos acosh atanh exp sinh cosh tanh asinh sin cos tan atan cbrt absolute sign minimum maximum divide power ' +
    'point claim Range'
  ).split(' '),
);

/**
 * A symbol as a Python name, different ones for different symbols: `lambda` → `lambda_`, `lambda_` → `lambda__`. Python takes some
 * letters for others (ℓ for l), so those beyond ASCII are spelled by their code points.
 */
export function pythonName(name: string): string {
  const ascii = Array.from(name, (letter) =>
    /[A-Za-z0-9_]/.test(letter) ? letter : `_u${(letter.codePointAt(0) ?? 0).toString(16)}_`,
  ).join('');
  return TAKEN.has(ascii.replace(/_+$/, '')) ? `${ascii}_` : ascii;
}

/** A text as a Python string. */
export const pythonString = (text: string): string => JSON.stringify(text).replaceAll('\u2028', '\\u2028');
