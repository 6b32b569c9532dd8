/** Names that a formula in Python must not take from the script around it. */
const TAKEN = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from global if import in is ' +
    'lambda nonlocal not or pass raise return try while with yield ' +
    'N pi e sqrt log asin acos acosh atanh exp sinh cosh tanh asinh sin cos tan atan cbrt absolute sign minimum maximum divide power ' +
    'point claim Range'
  ).split(' '),
);

/** A symbol as a Python name: `lambda` → `lambda_`. Letters beyond ASCII are letters there, too. */
export const pythonName = (name: string): string => (TAKEN.has(name) ? `${name}_` : name);

/** A text as a Python string. */
export const pythonString = (text: string): string => JSON.stringify(text).replaceAll('\u2028', '\\u2028');
