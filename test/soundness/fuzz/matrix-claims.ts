/** Random claims about matrices of every size, with a judge that knows nothing of the kernel: evaluation modulo a prime. */
import type { DerivationInput } from '../../../src/claim/document.js';
import type { FuzzDice } from './dice.js';
import {
  add,
  drawValues,
  dualOf,
  inverse,
  inverted,
  isEqual,
  type Letter,
  multiply,
  type Place,
  product,
  scale,
  sumOf,
  type Term,
  textOf,
  traceOf,
  transpose,
  turned,
  type Values,
  zero,
} from './matrix-terms.js';

type Property = 'symmetric' | 'skew' | 'orthogonal' | 'invertible';

const SIZES = ['n', 'm', 'k'];
const SCALARS = ['u', 'v'];

interface Declared {
  readonly letter: Letter;
  readonly property?: Property;
}

const declared = (name: string, rows: string, columns: string, property?: Property): Declared => ({
  letter: { kind: 'letter', name, rows, columns },
  ...(property && { property }),
});

const LETTERS: readonly Declared[] = [
  declared('A', 'n', 'n'),
  declared('B', 'n', 'n'),
  declared('S', 'n', 'n', 'symmetric'),
  declared('K', 'n', 'n', 'skew'),
  declared('O', 'n', 'n', 'orthogonal'),
  declared('V', 'n', 'n', 'invertible'),
  declared('X', 'n', 'm'),
  declared('Y', 'm', 'n'),
  declared('Z', 'm', 'k'),
  declared('W', 'k', 'n'),
  declared('C', 'n', 'n'),
];
/** C stands for this by hypothesis, in every other claim. */
const DEFINED = 'C';

/** A random term of a shape, from letters that fit. */
function randomTerm(rows: string, columns: string, depth: number, dice: FuzzDice): Term {
  const fitting = LETTERS.flatMap(({ letter, property }): Term[] => [
    ...(letter.rows === rows && letter.columns === columns ? [letter] : []),
    ...(letter.columns === rows && letter.rows === columns ? [transpose(letter)] : []),
    ...(property === 'invertible' && rows === 'n' && columns === 'n' ? [inverse(letter)] : []),
  ]);
  if (depth <= 0 || (fitting.length > 0 && dice.chance(0.15))) {
    if (fitting.length > 0) return dice.pick(fitting);
    return depth < -3 ? zero(rows, columns) : through(rows, columns, depth, dice);
  }
  switch (dice.integer(0, 5)) {
    case 0:
      return add(randomTerm(rows, columns, depth - 1, dice), randomTerm(rows, columns, depth - 1, dice));
    case 1:
      return add(
        randomTerm(rows, columns, depth - 1, dice),
        randomTerm(rows, columns, depth - 1, dice),
        'subtract',
      );
    case 2:
      return scale(
        dice.chance(0.5) ? dice.pick([2, 3, -1]) : dice.pick(SCALARS),
        randomTerm(rows, columns, depth - 1, dice),
      );
    case 3:
      return transpose(randomTerm(columns, rows, depth - 1, dice));
    default:
      return through(rows, columns, depth, dice);
  }
}

function through(rows: string, columns: string, depth: number, dice: FuzzDice): Term {
  const inner = dice.pick(SIZES);
  return multiply(randomTerm(rows, inner, depth - 1, dice), randomTerm(inner, columns, depth - 1, dice));
}

/** The same matrix written otherwise: products of sums, transposes of products, additions of nothing, definitions. */
function rewritten(t: Term, dice: FuzzDice): Term {
  const at = (part: Term): Term => rewritten(part, dice);
  if (dice.chance(0.05)) {
    const same = randomTerm(t.rows, t.columns, 1, dice);
    return add(add(at(t), same), same, 'subtract');
  }
  switch (t.kind) {
    case 'add':
      return dice.chance(0.5) ? add(at(t.right), at(t.left)) : add(at(t.left), at(t.right));
    case 'subtract':
      return dice.chance(0.5)
        ? add(scale(-1, at(t.right)), at(t.left))
        : add(at(t.left), at(t.right), 'subtract');
    case 'scale':
      return t.by === 2 ? add(at(t.of), at(t.of)) : scale(t.by, at(t.of));
    case 'transpose':
      return turnedInside(t.of, dice);
    case 'multiply': {
      const { left, right } = t;
      if (left.kind === 'add' || left.kind === 'subtract')
        return add(at(multiply(left.left, right)), at(multiply(left.right, right)), left.kind);
      if (right.kind === 'add' || right.kind === 'subtract')
        return add(at(multiply(left, right.left)), at(multiply(left, right.right)), right.kind);
      if (left.kind === 'scale') return scale(left.by, at(multiply(left.of, right)));
      if (right.kind === 'multiply' && dice.chance(0.5))
        return multiply(multiply(at(left), at(right.left)), at(right.right));
      return multiply(at(left), at(right));
    }
    default:
      return t;
  }
}

/** The transpose of a term, taken inside. */
function turnedInside(t: Term, dice: FuzzDice): Term {
  const at = (part: Term): Term => turnedInside(part, dice);
  switch (t.kind) {
    case 'add':
    case 'subtract':
      return add(at(t.left), at(t.right), t.kind);
    case 'multiply':
      return multiply(at(t.right), at(t.left));
    case 'scale':
      return scale(t.by, at(t.of));
    case 'transpose':
      return rewritten(t.of, dice);
    case 'letter': {
      const property = LETTERS.find(({ letter }) => letter.name === t.name)?.property;
      if (property === 'symmetric') return t;
      if (property === 'skew') return scale(-1, t);
      return property === 'orthogonal' && dice.chance(0.5) ? inverse(t) : transpose(t);
    }
    default:
      return transpose(t);
  }
}

/** One place changed: mostly another matrix. */
function corrupted(t: Term, dice: FuzzDice): Term {
  const deeper = dice.chance(0.7);
  if (deeper && 'left' in t) {
    const [left, right] = dice.chance(0.5)
      ? [corrupted(t.left, dice), t.right]
      : [t.left, corrupted(t.right, dice)];
    return t.kind === 'multiply' ? multiply(left, right) : add(left, right, t.kind);
  }
  if (deeper && t.kind === 'transpose') return transpose(corrupted(t.of, dice));
  if (deeper && t.kind === 'scale') return scale(t.by, corrupted(t.of, dice));
  if (t.kind === 'add') return add(t.left, t.right, 'subtract');
  if (t.kind === 'subtract') return add(t.right, t.left, 'subtract');
  if (t.kind === 'scale') return dice.chance(0.5) ? t.of : scale(t.by === 'u' ? 'v' : 'u', t.of);
  if (t.rows !== t.columns) return scale(2, t);
  if (t.kind === 'multiply' && t.left.rows === t.left.columns) return multiply(t.right, t.left);
  return t.kind === 'transpose' ? t.of : transpose(t);
}

/** The product rule, written out. */
function rateOf(t: Term, field: ReadonlyMap<string, Term>, moving: ReadonlyMap<string, number>): Term {
  const at = (part: Term): Term => rateOf(part, field, moving);
  switch (t.kind) {
    case 'letter':
      return field.get(t.name) ?? zero(t.rows, t.columns);
    case 'add':
    case 'subtract':
      return add(at(t.left), at(t.right), t.kind);
    case 'multiply':
      return add(multiply(at(t.left), t.right), multiply(t.left, at(t.right)));
    case 'scale': {
      const speed = typeof t.by === 'string' ? moving.get(t.by) : undefined;
      const inner = scale(t.by, at(t.of));
      return speed === undefined ? inner : add(scale(speed, t.of), inner);
    }
    case 'transpose':
      return transpose(at(t.of));
    case 'inverse':
      return scale(-1, multiply(multiply(t, at(t.of)), t));
    default:
      return zero(t.rows, t.columns);
  }
}

export interface MatrixClaim {
  readonly kind: 'identity' | 'trace' | 'rate';
  readonly input: DerivationInput;
  /** By evaluation modulo a prime at several sizes. */
  readonly isTrue: boolean;
  readonly text: string;
}

const TRIALS = [
  { n: 1, m: 1, k: 1 },
  { n: 2, m: 3, k: 1 },
  { n: 3, m: 2, k: 4 },
  { n: 4, m: 1, k: 2 },
];

function valuesOf({ letter, property }: Declared, sizes: Place['sizes'], dice: FuzzDice): Values {
  const [rows, columns] = [sizes[letter.rows], sizes[letter.columns]];
  const a = drawValues(rows, columns, dice);
  switch (property) {
    case 'symmetric':
      return sumOf(a, turned(a, rows), 1n);
    case 'skew':
      return sumOf(a, turned(a, rows), -1n);
    case 'orthogonal': {
      // Cayley, and one column turned round: both kinds of orthogonal matrices.
      const k = sumOf(a, turned(a, rows), -1n);
      const one = a.map((row, i) => row.map((_, j) => (i === j ? 1n : 0n)));
      const rotation = product(sumOf(one, k, -1n), inverted(sumOf(one, k, 1n)) ?? one, rows);
      const sign = dice.chance(0.5) ? -1n : 1n;
      return sumOf(
        rotation.map((row) => row.map(() => 0n)),
        rotation.map((row) => row.map((x, j) => (j === 0 ? sign * x : x))),
        1n,
      );
    }
    default:
      return a;
  }
}

/** Do the sides agree at random matrices of several sizes? */
function agree(
  [left, right]: readonly [Term, Term],
  kind: MatrixClaim['kind'],
  definition: Term | undefined,
  field: ReadonlyMap<string, Term>,
  moving: ReadonlyMap<string, number>,
  dice: FuzzDice,
): boolean {
  return TRIALS.every((sizes) => {
    const letters: Record<string, Values> = {};
    for (const one of LETTERS) letters[one.letter.name] = valuesOf(one, sizes, dice);
    const scalars = Object.fromEntries(SCALARS.map((name) => [name, BigInt(dice.integer(2, 1_000_000))]));
    const place: Place = { sizes, letters, scalars };
    if (definition !== undefined) letters[DEFINED] = dualOf(definition, place)?.value ?? letters[DEFINED];
    const rates: Record<string, Values | bigint> = {};
    for (const [name, by] of field) rates[name] = dualOf(by, place)!.value;
    for (const [name, speed] of moving) rates[name] = BigInt(speed);
    const [a, b] = [dualOf(left, { ...place, rates }), dualOf(right, place)];
    if (a === undefined || b === undefined) return true;
    if (kind === 'trace') return traceOf(a.value) === traceOf(b.value);
    return isEqual(kind === 'rate' ? a.rate : a.value, b.value);
  });
}

export function matrixClaim(dice: FuzzDice): MatrixClaim {
  const kind = dice.pick(['identity', 'identity', 'trace', 'rate'] as const);
  const [rows, columns] = kind === 'trace' ? ['n', 'n'] : [dice.pick(SIZES), dice.pick(SIZES)];
  const depth = dice.integer(1, 3);
  const of = randomTerm(rows, columns, depth, dice);
  // Nothing that is given moves: a definition is there for identities only.
  const definition = kind !== 'rate' && dice.chance(0.5) ? definitionOf(dice) : undefined;
  const field = new Map<string, Term>();
  const moving = new Map<string, number>();
  if (kind === 'rate') {
    for (const name of ['A', 'X', 'V'])
      if (dice.chance(0.6)) {
        const { letter } = LETTERS.find((one) => one.letter.name === name)!;
        field.set(name, randomTerm(letter.rows, letter.columns, 1, dice));
      }
    moving.set('u', dice.pick([1, 2]));
  }
  const plain = kind === 'rate' ? rateOf(of, field, moving) : unfolded(of, definition, dice);
  const same = rewritten(plain, dice);
  const turnedRound = kind === 'trace' && same.kind === 'multiply' ? multiply(same.right, same.left) : same;
  const right = dice.chance(0.5) ? corrupted(turnedRound, dice) : turnedRound;
  const trace = (t: Term): string => (kind === 'trace' ? `trace(${textOf(t)})` : textOf(t));
  const claim =
    kind === 'rate'
      ? {
          id: 'claim',
          rate: {
            of: textOf(of),
            along: {
              ...Object.fromEntries([...field].map(([name, by]) => [name, textOf(by)])),
              ...Object.fromEntries([...moving].map(([name, speed]) => [name, `${speed}`])),
            },
            is: textOf(right),
          },
        }
      : {
          id: 'claim',
          identity: [trace(of), trace(right)],
          ...(definition && { given: [`${DEFINED} = ${textOf(definition)}`] }),
        };
  const input: DerivationInput = {
    derivation: 'fuzz',
    title: 'Fuzz',
    symbols: Object.fromEntries(SCALARS.map((name) => [name, 'real' as const])),
    matrices: Object.fromEntries(
      LETTERS.map(({ letter, property }) => [
        letter.name,
        property ? { shape: letter.rows, is: property } : `${letter.rows} x ${letter.columns}`,
      ]),
    ),
    claims: [claim],
  };
  return {
    kind,
    input,
    isTrue: agree([of, right], kind, definition, field, moving, dice),
    text: JSON.stringify(claim),
  };
}

/** A definition of C without C. */
function definitionOf(dice: FuzzDice): Term {
  for (;;) {
    const t = randomTerm('n', 'n', 1, dice);
    if (!textOf(t).includes(DEFINED)) return t;
  }
}

/** C by its definition, here and there. */
function unfolded(t: Term, definition: Term | undefined, dice: FuzzDice): Term {
  if (definition === undefined) return t;
  const at = (part: Term): Term => unfolded(part, definition, dice);
  switch (t.kind) {
    case 'letter':
      return t.name === DEFINED && dice.chance(0.7) ? definition : t;
    case 'add':
    case 'subtract':
      return add(at(t.left), at(t.right), t.kind);
    case 'multiply':
      return multiply(at(t.left), at(t.right));
    case 'scale':
      return scale(t.by, at(t.of));
    case 'transpose':
      return transpose(at(t.of));
    default:
      return t;
  }
}
