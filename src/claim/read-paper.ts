/** Reads the claims that an author has marked in a LaTeX file. */
import { basename } from 'node:path';
import { type FailureFacts, FlowproofError, type SourcePlace } from '../errors.js';
import { spellGreek } from '../expression/greek.js';
import {
  LEVEL,
  Notation,
  origin,
  plainTree,
  readMacros,
  readTexDefinition,
  readTexStatement,
  type StatementTree,
  symbolTable,
  type Written as TexFormula,
  type TexSource,
  writtenAt,
} from '../tex/index.js';
import type { Derivation } from './claim.js';
import { compileDerivation } from './compile-derivation.js';
import { splitDefinitions } from './compile-matrix-scope.js';
import { type Block, findMarks, type Mark } from './paper-marks.js';
import { type DataPath, lineTable, type Places } from './places.js';
import { isPlainMap, type PlainData, type PlainMap } from './plain-data.js';
import { readTextFile } from './read-text-file.js';
import { offsetOf, readTree, type Written } from './yaml-data.js';
import { parseYaml } from './yaml-document.js';

/** What could be read of a paper: equations with problems are left out, all others are claims. */
export interface ReadPaper {
  readonly derivation?: Derivation;
  readonly problems: readonly FlowproofError[];
}

/** An equation as a claim. */
interface PaperClaim {
  readonly mark: Mark;
  readonly statement: Readonly<Record<string, StatementTree>>;
  readonly options?: { readonly root: Written; readonly at: number };
}

/** Reads a LaTeX file (`*.tex`); `name` is what reports call it. */
export async function readPaper(path: string, name: string): Promise<ReadPaper> {
  try {
    return readPaperText(await readTextFile(path, name), name);
  } catch (error) {
    if (!(error instanceof FlowproofError)) throw error;
    return { problems: [error] };
  }
}

const FORBIDDEN_IN_BLOCK = ['claims'];

/**
 * The derivation that a LaTeX file states: symbols and domains from its `% flowproof` block, claims from its marked equations.
 * @param name what reports call the file.
 */
export function readPaperText(source: string, name: string): ReadPaper {
  const table = lineTable(source);
  const placeOf = (offset: number): SourcePlace => ({ file: name, ...table(offset) });
  const placed = (offset: number, facts: FailureFacts) =>
    new FlowproofError({ ...facts, place: placeOf(offset) });
  const { block, marks, problems: unmarked } = findMarks(source, placed);
  const problems = [...unmarked];
  if (block === undefined) {
    problems.push(
      placed(0, {
        code: 'no-block',
        message:
          marks.length === 0 ? 'the file marks nothing for flowproof' : 'the file does not bind its symbols',
        expected:
          'a comment block: a line "% flowproof", below it lines such as "% symbols: { lambda: real }"',
        hint: 'a mark is \\checked{id}{…} in an equation, or the comment line "% flowproof: id" above it',
      }),
    );
    return { problems };
  }
  const head = readYaml(block.text, (offset) => placeOf(block.offsetInFile(offset)), problems);
  if (head === undefined) return { problems };
  const reading = new PaperReading(source, block, head, marks, placed, problems);
  return reading.compile(name, placeOf);
}

/** A map in YAML; undefined after a problem. */
function readYaml(
  text: string,
  placeOf: (offset: number) => SourcePlace,
  problems: FlowproofError[],
): Written | undefined {
  const { document, problems: syntax } = parseYaml(text, placeOf);
  const before = problems.length;
  problems.push(...syntax);
  if (problems.length > before) return undefined;
  const root = readTree(document?.contents ?? null, text, (offset, facts) =>
    problems.push(new FlowproofError({ ...facts, place: placeOf(offset) })),
  );
  if (problems.length > before) return undefined;
  if (isPlainMap(root.data)) return root;
  problems.push(
    new FlowproofError({
      code: 'shape',
      message: 'this is no map of keys',
      expected: 'keys such as symbols:',
      place: placeOf(0),
    }),
  );
  return undefined;
}

class PaperReading {
  readonly #definitions = new Map<string, { readonly mark: Mark; readonly meaning: TexFormula }>();
  readonly #claims: PaperClaim[] = [];

  constructor(
    readonly source: string,
    readonly block: Block,
    readonly head: Written,
    readonly marks: readonly Mark[],
    readonly placed: (offset: number, facts: FailureFacts) => FlowproofError,
    readonly problems: FlowproofError[],
  ) {}

  compile(file: string, placeOf: (offset: number) => SourcePlace): ReadPaper {
    const data = this.head.data as PlainMap;
    for (const key of FORBIDDEN_IN_BLOCK) {
      if (data[key] === undefined) continue;
      const offset = this.block.offsetInFile(offsetOf(this.head, [key], 'key'));
      const expected = 'marks at the equations themselves';
      this.problems.push(
        this.placed(offset, { code: 'unknown-key', message: `the block of a paper has no ${key}`, expected }),
      );
      return { problems: this.problems };
    }
    this.#readEquations(data);
    const kept = [...this.#claims];
    for (;;) {
      if (kept.length === 0) return { problems: this.problems };
      const owners = new Map<string, PaperClaim>();
      const places = this.#places(file, placeOf, kept, owners);
      const compiled = compileDerivation(this.#document(data, kept, file), places);
      if (compiled.kind === 'derivation') return { derivation: compiled.derivation, problems: this.problems };
      this.problems.push(...compiled.problems);
      // A claim with a problem is left out, and the others are read again without it.
      const guilty = compiled.problems.map(({ place }) => owners.get(keyOf(place)));
      if (guilty.some((claim) => claim === undefined)) return { problems: this.problems };
      for (const claim of new Set(guilty)) if (claim) kept.splice(kept.indexOf(claim), 1);
    }
  }

  #readEquations(data: PlainMap): void {
    const define = isPlainMap(data.define) ? data.define : {};
    const texts = Object.fromEntries(
      Object.entries(define).flatMap(([key, text]) => (typeof text === 'string' ? [[key, text]] : [])),
    );
    const letters = new Set(keysOf(data.matrices));
    const levels = new Map<string, number>(
      [...letters, ...Object.keys(splitDefinitions(texts, letters).matrix)].map((key) => [key, LEVEL.matrix]),
    );
    const defined = this.marks.filter(({ kind }) => kind === 'define').map(({ id }) => spellGreek(id));
    const notation = (own: PlainData) => this.#notation(data, own, defined, levels);
    for (const mark of this.marks) {
      if (mark.kind !== 'define') continue;
      this.#attempt(() => {
        const { name, meaning } = readTexDefinition(this.#tex(mark, notation(undefined)));
        if (name !== spellGreek(mark.id)) {
          const expected = `an equation that begins with ${mark.id}`;
          throw this.placed(mark.at, {
            code: 'mark-syntax',
            message: `this does not define ${mark.id}`,
            expected,
            found: name,
          });
        }
        this.#definitions.set(mark.id, { mark, meaning });
        if (meaning.level !== LEVEL.scalar) levels.set(name, meaning.level);
      });
    }
    for (const mark of this.marks) {
      if (mark.kind !== 'claim') continue;
      this.#attempt(() => {
        const options = mark.options && this.#options(mark.options);
        if (mark.options !== undefined && options === undefined) return;
        const statement = readTexStatement(this.#tex(mark, notation(options?.root.data)));
        this.#claims.push({ mark, statement, ...(options && { options }) });
      });
    }
  }

  /** One equation that cannot be read keeps no other from being read. */
  #attempt(read: () => void): void {
    try {
      read();
    } catch (error) {
      if (!(error instanceof FlowproofError)) throw error;
      const { line, column } = error.place ?? {};
      this.problems.push(line === undefined ? this.placed((column ?? 1) - 1, error.facts()) : error);
    }
  }

  #options(options: {
    readonly text: string;
    readonly at: number;
  }): { root: Written; at: number } | undefined {
    const placeOf = (offset: number) =>
      this.placed(options.at + offset, { code: '', message: '' }).place ?? {};
    const root = readYaml(options.text, placeOf, this.problems);
    return root && { root, at: options.at };
  }

  #tex({ from, to }: Mark, notation: Notation): TexSource {
    // A macro may be defined anew: what holds is what was said before the equation.
    return { source: this.source, from, to, macros: readMacros(this.source, from), notation };
  }

  #notation(
    data: PlainMap,
    own: PlainData,
    defined: readonly string[],
    levels: ReadonlyMap<string, number>,
  ): Notation {
    const names = Object.entries(isPlainMap(data.names) ? data.names : {}).flatMap(([name, tex]) =>
      typeof tex === 'string' ? [[spellGreek(name), tex] as const] : [],
    );
    const claim = isPlainMap(own) ? own : {};
    const table = symbolTable(
      [
        ...[data.symbols, data.matrices, data.define].flatMap(keysOf),
        ...defined,
        ...[claim.symbols, claim.matrices].flatMap(keysOf),
        ...sizesIn(data.matrices),
      ],
      new Map(names),
    );
    const matrices = new Map([
      ...levels,
      ...keysOf(claim.matrices).map((name) => [name, LEVEL.matrix] as const),
    ]);
    return new Notation(table, matrices);
  }

  #document(data: PlainMap, claims: readonly PaperClaim[], file: string): unknown {
    const definitions = Object.fromEntries(
      [...this.#definitions].map(([name, { meaning }]) => [name, meaning.text]),
    );
    const define = { ...(isPlainMap(data.define) ? data.define : {}), ...definitions };
    return {
      derivation: basename(file)
        .replace(/\.tex$/, '')
        .replace(/[^A-Za-z0-9._-]+/g, '-'),
      title: /\\title\s*\{([^{}]*)\}/.exec(this.source)?.[1].replace(/\s+/g, ' ').trim() || basename(file),
      ...data,
      ...(Object.keys(define).length > 0 && { define }),
      claims: claims.map(({ mark, statement, options }) => {
        const own = options?.root.data as PlainMap | undefined;
        const stated = plainTree(statement) as Record<string, unknown>;
        const assume = [...listOf(own?.assume), ...listOf(stated.assume as PlainData)];
        return { ...own, ...stated, id: mark.id, ...(assume.length > 0 && { assume }) };
      }),
    };
  }

  #places(
    file: string,
    placeOf: (offset: number) => SourcePlace,
    claims: readonly PaperClaim[],
    owners: Map<string, PaperClaim>,
  ): Places {
    const offsetAt = (path: DataPath, at: 'key' | number): number => {
      const [first, second, ...rest] = path;
      if (first === 'define') {
        const marked = this.#definitions.get(String(second));
        if (marked !== undefined) return at === 'key' ? marked.mark.at : origin(marked.meaning, at);
      }
      const claim = first === 'claims' ? claims[Number(second)] : undefined;
      return claim === undefined
        ? this.block.offsetInFile(offsetOf(this.head, path, at))
        : offsetInClaim(claim, rest, at);
    };
    return {
      file,
      locate: (path, at = 0) => {
        const place = placeOf(offsetAt(path, at));
        const claim = path[0] === 'claims' ? claims[Number(path[1])] : undefined;
        if (claim !== undefined) owners.set(keyOf(place), claim);
        return place;
      },
    };
  }
}

/** Names in the shapes of matrices are symbols, too. */
const sizesIn = (matrices: PlainData): string[] =>
  isPlainMap(matrices)
    ? [...JSON.stringify(matrices).matchAll(/[A-Za-z_]\w*/g)]
        .map(([word]) => word)
        .filter(
          (word) =>
            !/^(?:x|is|shape|symmetric|skew|orthogonal|positive|definite|invertible)$/.test(word) &&
            !Object.hasOwn(matrices, word),
        )
    : [];

const keysOf = (data: PlainData): string[] => (isPlainMap(data) ? Object.keys(data).map(spellGreek) : []);

const listOf = (data: PlainData): readonly PlainData[] => (Array.isArray(data) ? data : []);

const keyOf = (place: SourcePlace | undefined): string => `${place?.line}:${place?.column}`;

function offsetInClaim({ mark, statement, options }: PaperClaim, path: DataPath, at: 'key' | number): number {
  const [key, index] = path;
  // A claim stands where its equation does.
  if (key === undefined) return origin(writtenAt(statement, []) ?? { marks: [[0, mark.at]] }, 0);
  const own = options?.root.data as PlainMap | undefined;
  const listed = key === 'assume' && typeof index === 'number' ? listOf(own?.assume).length : 0;
  const fromStatement =
    key !== undefined && Object.hasOwn(statement, key) && (key !== 'assume' || Number(index) >= listed);
  if (fromStatement) {
    const where = key === 'assume' ? ['assume', Number(index) - listed] : path;
    const formula = writtenAt(statement, where);
    return formula === undefined ? mark.at : origin(formula, at === 'key' ? 0 : at);
  }
  if (options !== undefined && key !== undefined && own !== undefined && Object.hasOwn(own, key)) {
    return options.at + offsetOf(options.root, path, at);
  }
  return mark.at;
}
