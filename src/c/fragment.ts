import type { Diagnostic } from "./diagnostic.ts";
import { type ExternalDeclaration, ExternalDeclarations } from "./external-declarations.ts";
import { type DeclarationParser, type Parsed, type Reading, TypeNames } from "./parser.ts";
import type { TextRun } from "./text-run.ts";
import { printTokens, type Token } from "./token.ts";
import type { Declaration } from "./types.ts";
import { type TagType, tagsOf } from "./walk.ts";

/** A declaration and its source tokens. */
export interface Declared {
  readonly declaration: Declaration;
  /** Tokens of the external declaration that contains it; positions in `declaration` index them. */
  readonly tokens: readonly Token[];
  /** The body of a function definition. */
  readonly body: readonly Token[] | null;
  /** The struct, union and enum specifiers in its type. */
  readonly tags: readonly TagType[];
  /** Whether one of the tags is defined here. */
  readonly defines: boolean;
}

/** External declarations as data. */
export interface Declarations {
  readonly declared: readonly Declared[];
  readonly missing: readonly Missing[];
}

/** A declaration that was not understood. */
export interface Missing {
  readonly diagnostic: Diagnostic;
  readonly tokens: readonly Token[];
}

/** The declarations in a run of text. The same run always has the same fragment. */
export interface Fragment {
  readonly externals: readonly ExternalDeclaration[];
  /** The first token of each unterminated declaration. */
  readonly unterminated: readonly Token[];
  /** The fragments of a header and of all it includes; null for one that is parsed as a whole. */
  readonly parts: readonly Fragment[] | null;
}

/** The declarations of a single run, parsed, and its assumptions about which names are types. */
interface ParsedPiece extends Declarations {
  readonly externals: readonly ExternalDeclaration[];
  readonly typedefs: readonly string[];
  readonly asked: ReadonlyMap<string, boolean>;
  /** Whether no two of its external declarations make opposite assumptions. */
  readonly isConsistent: boolean;
}

/** Cuts runs into external declarations and parses them. Results are cached per run. */
export class Fragments {
  readonly #parser: DeclarationParser;
  readonly #byRun = new WeakMap<TextRun, Fragment>();
  readonly #parsed = new WeakMap<Fragment, ParsedPiece>();

  constructor(parser: DeclarationParser) {
    this.#parser = parser;
  }

  /** The fragment of consecutive runs. A declaration left open at the end is not continued by later runs. */
  of(runs: readonly TextRun[]): Fragment {
    const [only, ...more] = runs;
    const known = only !== undefined && more.length === 0 ? this.#byRun.get(only) : undefined;
    if (known !== undefined) return known;
    const declarations = new ExternalDeclarations();
    const parts = this.#addAll(runs, declarations);
    if (parts?.length === 1) return parts[0] as Fragment;
    declarations.finish();
    const { externals, unterminated } = declarations;
    return { externals, unterminated, parts };
  }

  /** Parses the fragments of one translation unit; `types` reads expressions in the scope after them. */
  parse(fragments: readonly Fragment[]): { results: Declarations[]; types: TypeNames } {
    const all = fragments.map((fragment) => piecesOf(fragment));
    const names = typeNamesIn(this.#read(all.flat()));
    const results = all.map((pieces) => inOrder(this.#read(pieces).map((piece) => this.#declarationsOf(piece, names))));
    return { results, types: new TypeNames(names) };
  }

  /**
   * Visits the declarations of a translation unit in order, in the smallest pieces for which the same fragment gives
   * the same array.
   */
  visit(fragments: readonly Fragment[], visit: (declared: readonly Declared[]) => void): void {
    const pieces = this.#read(fragments.flatMap((fragment) => piecesOf(fragment)));
    const names = typeNamesIn(pieces);
    for (const piece of pieces) visit(this.#declarationsOf(piece, names).declared);
  }

  /** Each piece parsed: surfaces have a thousand, of which most are known, so that each is looked up once. */
  #read(pieces: readonly Fragment[]): ParsedPiece[] {
    const known = pieces.map((piece) => this.#parsed.get(piece));
    const unread = pieces.filter((_, index) => known[index] === undefined);
    this.#parser.read(unread.flatMap(({ externals }) => externals));
    return pieces.map((piece, index) => known[index] ?? this.#parsedOf(piece));
  }

  /** The declarations of a piece, given the names that are types. */
  #declarationsOf(piece: ParsedPiece, typeNames: ReadonlySet<string>): Declarations {
    if (piece.isConsistent && holds(piece.asked, typeNames)) return piece;
    const { externals } = piece;
    return declarationsOf(
      externals,
      externals.map((external) => this.#parser.readingFor(external, typeNames).parsed),
    );
  }

  /** Adds a run. Returns its fragment if it begins and ends between declarations, else null. */
  #add(run: TextRun, declarations: ExternalDeclarations): Fragment | null {
    const isBetween = declarations.isBetween;
    const known = isBetween ? this.#byRun.get(run) : undefined;
    if (known !== undefined) {
      declarations.append(known.externals);
      return known;
    }
    const start = declarations.externals.length;
    let parts: Fragment[] | null = null;
    if (run.parts === undefined) declarations.add(run);
    else parts = this.#addAll(run.parts, declarations);
    if (!isBetween || !declarations.isBetween) return null;
    const fragment = parts?.length === 1 ? (parts[0] as Fragment) : fragmentFrom(start, declarations, parts);
    this.#byRun.set(run, fragment);
    return fragment;
  }

  /**
   * Adds runs. Returns their fragments, one for those among which a declaration is divided; null if the last one is
   * left open.
   */
  #addAll(runs: readonly TextRun[], declarations: ExternalDeclarations): Fragment[] | null {
    const parts: Fragment[] = [];
    let start = declarations.externals.length;
    for (const run of runs) {
      const part = this.#add(run, declarations);
      if (!declarations.isBetween) continue;
      parts.push(part ?? fragmentFrom(start, declarations, null));
      start = declarations.externals.length;
    }
    return declarations.isBetween ? parts : null;
  }

  #parsedOf(piece: Fragment): ParsedPiece {
    let parsed = this.#parsed.get(piece);
    if (parsed === undefined) {
      const { externals } = piece;
      parsed = parsedExternals(
        externals,
        externals.map((external) => this.#parser.firstReading(external)),
      );
      this.#parsed.set(piece, parsed);
    }
    return parsed;
  }
}

/** Of the declarations from `start` on, all complete. */
function fragmentFrom(start: number, { externals }: ExternalDeclarations, parts: Fragment[] | null): Fragment {
  return { externals: externals.slice(start), unterminated: [], parts };
}

/** The smallest fragments in a fragment, in order. */
function piecesOf(fragment: Fragment, pieces: Fragment[] = []): Fragment[] {
  if (fragment.parts === null) pieces.push(fragment);
  else for (const part of fragment.parts) piecesOf(part, pieces);
  return pieces;
}

function parsedExternals(externals: readonly ExternalDeclaration[], readings: readonly Reading[]): ParsedPiece {
  const declarations = declarationsOf(
    externals,
    readings.map(({ parsed }) => parsed),
  );
  const typedefs = readings.flatMap((reading) => reading.typedefs);
  const { declared, missing } = declarations;
  const { asked, isConsistent } = merged(readings.map((reading) => reading.asked));
  return { externals, declared, missing, typedefs, asked, isConsistent };
}

/** The typedef names of a translation unit. */
function typeNamesIn(pieces: readonly ParsedPiece[]): Set<string> {
  return new Set(pieces.flatMap(({ typedefs }) => typedefs));
}

function inOrder(pieces: readonly Declarations[]): Declarations {
  return {
    declared: pieces.flatMap(({ declared }) => declared),
    missing: pieces.flatMap(({ missing }) => missing),
  };
}

function merged(all: readonly ReadonlyMap<string, boolean>[]) {
  const asked = new Map<string, boolean>();
  let isConsistent = true;
  const add = (answer: boolean, name: string) => {
    if ((asked.get(name) ?? answer) !== answer) isConsistent = false;
    asked.set(name, answer);
  };
  for (const one of all) one.forEach(add);
  return { asked, isConsistent };
}

function holds(asked: ReadonlyMap<string, boolean>, names: ReadonlySet<string>): boolean {
  for (const [name, answer] of asked) if (names.has(name) !== answer) return false;
  return true;
}

function declarationsOf(externals: readonly ExternalDeclaration[], parsed: readonly Parsed[]): Declarations {
  const declared: Declared[] = [];
  const missing: Missing[] = [];
  externals.forEach(({ tokens, body }, index) => {
    const result = parsed[index] as Parsed;
    if ("declarations" in result) {
      for (const declaration of result.declarations) {
        const tags = tagsOf(declaration.type);
        declared.push({ declaration, tokens, body, tags, defines: tags.some(({ definition }) => definition !== null) });
      }
    } else {
      const { header, line } = tokens[0] as Token;
      const message = `${printTokens(tokens.slice(0, 12))}: ${result.error}`;
      missing.push({ diagnostic: { code: "declaration-not-understood", header, line, message }, tokens });
    }
  });
  return { declared, missing };
}
