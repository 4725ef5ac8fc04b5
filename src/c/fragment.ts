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

/** Text that begins and ends between declarations and is parsed as a whole. The same run has the same pieces. */
interface Piece {
  readonly externals: readonly ExternalDeclaration[];
}

/** The declarations in a run of text. */
export interface Fragment {
  readonly pieces: readonly Piece[];
  /** The first token of each unterminated declaration. */
  readonly unterminated: readonly Token[];
}

/** A piece, parsed, and its assumptions about which names are types. */
interface ParsedPiece extends Piece, Declarations {
  readonly typedefs: readonly string[];
  readonly asked: ReadonlyMap<string, boolean>;
  /** Whether no two of its external declarations make opposite assumptions. */
  readonly isConsistent: boolean;
}

/** Cuts runs into external declarations and parses them. Results are cached per run. */
export class Fragments {
  readonly #parser: DeclarationParser;
  readonly #byRun = new WeakMap<TextRun, readonly Piece[]>();
  readonly #parsed = new WeakMap<Piece, ParsedPiece>();

  constructor(parser: DeclarationParser) {
    this.#parser = parser;
  }

  /** The fragment of consecutive runs. A declaration left open at the end is not continued by later runs. */
  of(runs: readonly TextRun[]): Fragment {
    const declarations = new ExternalDeclarations();
    const pieces: Piece[] = [];
    for (const run of runs) this.#add(run, declarations, pieces);
    declarations.finish();
    addPiece(declarations, pieces);
    return { pieces, unterminated: declarations.unterminated };
  }

  /** Parses the fragments of one translation unit; `types` reads expressions in the scope after them. */
  parse(fragments: readonly Fragment[]): { results: Declarations[]; types: TypeNames } {
    const names = typeNamesIn(this.#read(fragments.flatMap(({ pieces }) => pieces)));
    const results = fragments.map(({ pieces }) =>
      inOrder(this.#read(pieces).map((piece) => this.#declarationsOf(piece, names))),
    );
    return { results, types: new TypeNames(names) };
  }

  /**
   * Visits the declarations of a translation unit in order, in the smallest pieces for which the same text gives
   * the same array.
   */
  visit(fragments: readonly Fragment[], visit: (declared: readonly Declared[]) => void): void {
    const pieces = this.#read(fragments.flatMap(({ pieces }) => pieces));
    const names = typeNamesIn(pieces);
    for (const piece of pieces) visit(this.#declarationsOf(piece, names).declared);
  }

  /** Each piece parsed: surfaces have a thousand, of which most are known, so that each is looked up once. */
  #read(pieces: readonly Piece[]): ParsedPiece[] {
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

  /** Adds a run to the text, and the pieces that end in it: runs among which a declaration is divided are one. */
  #add(run: TextRun, declarations: ExternalDeclarations, pieces: Piece[]): void {
    const { isBetween } = declarations;
    const known = isBetween ? this.#byRun.get(run) : undefined;
    if (known !== undefined) {
      for (let index = 0; index < known.length; index++) pieces.push(known[index] as Piece);
      return;
    }
    const start = pieces.length;
    if (run.parts !== undefined) for (const part of run.parts) this.#add(part, declarations, pieces);
    else {
      declarations.add(run);
      if (declarations.isBetween) addPiece(declarations, pieces);
    }
    if (isBetween && declarations.isBetween) this.#byRun.set(run, pieces.slice(start));
  }

  #parsedOf(piece: Piece): ParsedPiece {
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

function addPiece(declarations: ExternalDeclarations, pieces: Piece[]): void {
  const externals = declarations.take();
  if (externals.length > 0) pieces.push({ externals });
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
