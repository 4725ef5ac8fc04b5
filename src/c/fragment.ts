import type { Diagnostic } from "./diagnostic.ts";
import { type ExternalDeclaration, ExternalDeclarations } from "./external-declarations.ts";
import { type DeclarationParser, type Parsed, type Reading, TypeNames } from "./parser.ts";
import type { TextRun } from "./text-run.ts";
import { printTokens, type Token } from "./token.ts";
import type { Declaration } from "./types.ts";
import { type TagType, walkTags } from "./walk.ts";

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
  /** The fragments of a header and of all it includes; null for a single run. */
  readonly parts: readonly Fragment[] | null;
}

/** A parsed fragment and its assumptions about which names are types. */
interface ParsedFragment extends Declarations {
  readonly typedefs: readonly string[];
  readonly asked: ReadonlyMap<string, boolean>;
  /** Whether no two of its external declarations make opposite assumptions. */
  readonly isConsistent: boolean;
}

/** Cuts runs into external declarations and parses them. Results are cached per run and per fragment. */
export class Fragments {
  readonly #parser: DeclarationParser;
  readonly #byRun = new WeakMap<TextRun, Fragment>();
  readonly #parsed = new WeakMap<Fragment, ParsedFragment>();

  constructor(parser: DeclarationParser) {
    this.#parser = parser;
  }

  /** The fragment of consecutive runs. A declaration left open at the end is not continued by later runs. */
  of(runs: readonly TextRun[]): Fragment {
    const [only, ...more] = runs;
    const known = only !== undefined && more.length === 0 ? this.#byRun.get(only) : undefined;
    if (known !== undefined) return known;
    const declarations = new ExternalDeclarations();
    const parts: Fragment[] = [];
    let isWhole = true;
    for (const run of runs) {
      const part = this.#add(run, declarations);
      if (part === null) isWhole = false;
      else parts.push(part);
    }
    if (isWhole && parts.length === 1) return parts[0] as Fragment;
    declarations.finish();
    const { externals, unterminated } = declarations;
    return { externals, unterminated, parts: isWhole ? parts : null };
  }

  /** Parses the fragments of one translation unit; `types` reads expressions in the scope after them. */
  parse(fragments: readonly Fragment[]): { results: Declarations[]; types: TypeNames } {
    const names = this.#typeNamesOf(fragments);
    return { results: fragments.map((fragment) => this.#declarationsOf(fragment, names)), types: new TypeNames(names) };
  }

  /** The typedef names of a translation unit. */
  #typeNamesOf(fragments: readonly Fragment[]): Set<string> {
    this.#parser.read(fragments.flatMap((fragment) => this.#unread(fragment)));
    const names = new Set<string>();
    for (const fragment of fragments) for (const name of this.#parsedOf(fragment).typedefs) names.add(name);
    return names;
  }

  /** The declarations of a fragment, given the names that are types. */
  #declarationsOf(fragment: Fragment, typeNames: ReadonlySet<string>): Declarations {
    const parsed = this.#parsedOf(fragment);
    if (parsed.isConsistent && holds(parsed.asked, typeNames)) return parsed;
    const { externals, parts } = fragment;
    if (parts !== null) return inOrder(parts.map((part) => this.#declarationsOf(part, typeNames)));
    return declarationsOf(
      externals,
      externals.map((external) => this.#parser.readingFor(external, typeNames).parsed),
    );
  }

  /**
   * Visits the declarations of a translation unit in order, in the smallest pieces for which the same fragment gives
   * the same array.
   */
  visit(fragments: readonly Fragment[], visit: (declared: readonly Declared[]) => void): void {
    const typeNames = this.#typeNamesOf(fragments);
    const walk = (fragment: Fragment) => {
      if (fragment.parts === null) visit(this.#declarationsOf(fragment, typeNames).declared);
      else for (const part of fragment.parts) walk(part);
    };
    for (const fragment of fragments) walk(fragment);
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
    let parts: Fragment[] | null = run.parts === undefined ? null : [];
    if (run.parts === undefined) declarations.add(run);
    else {
      for (const part of run.parts) {
        const fragment = this.#add(part, declarations);
        if (fragment === null) parts = null;
        else parts?.push(fragment);
      }
    }
    if (!isBetween || !declarations.isBetween) return null;
    const [only] = parts ?? [];
    const fragment =
      parts?.length === 1
        ? (only as Fragment)
        : { externals: declarations.externals.slice(start), unterminated: [], parts };
    this.#byRun.set(run, fragment);
    return fragment;
  }

  /** External declarations not parsed yet. */
  #unread(fragment: Fragment): readonly ExternalDeclaration[] {
    if (this.#parsed.has(fragment)) return [];
    return fragment.parts === null ? fragment.externals : fragment.parts.flatMap((part) => this.#unread(part));
  }

  #parsedOf(fragment: Fragment): ParsedFragment {
    let parsed = this.#parsed.get(fragment);
    if (parsed === undefined) {
      parsed =
        fragment.parts === null
          ? parsedExternals(
              fragment.externals,
              fragment.externals.map((external) => this.#parser.firstReading(external)),
            )
          : together(fragment.parts.map((part) => this.#parsedOf(part)));
      this.#parsed.set(fragment, parsed);
    }
    return parsed;
  }
}

function parsedExternals(externals: readonly ExternalDeclaration[], readings: readonly Reading[]): ParsedFragment {
  const declarations = declarationsOf(
    externals,
    readings.map(({ parsed }) => parsed),
  );
  const typedefs = readings.flatMap((reading) => reading.typedefs);
  const { declared, missing } = declarations;
  const { asked, isConsistent } = merged(readings.map((reading) => reading.asked));
  return { declared, missing, typedefs, asked, isConsistent };
}

function together(parts: readonly ParsedFragment[]): ParsedFragment {
  const { asked, isConsistent } = merged(parts.map((part) => part.asked));
  const { declared, missing } = inOrder(parts);
  return {
    declared,
    missing,
    typedefs: parts.flatMap(({ typedefs }) => typedefs),
    asked,
    isConsistent: isConsistent && parts.every((part) => part.isConsistent),
  };
}

function inOrder(parts: readonly Declarations[]): Declarations {
  return {
    declared: parts.flatMap(({ declared }) => declared),
    missing: parts.flatMap(({ missing }) => missing),
  };
}

function merged(all: readonly ReadonlyMap<string, boolean>[]) {
  const asked = new Map<string, boolean>();
  let isConsistent = true;
  for (const one of all) {
    for (const [name, answer] of one) {
      if ((asked.get(name) ?? answer) !== answer) isConsistent = false;
      asked.set(name, answer);
    }
  }
  return { asked, isConsistent };
}

function holds(asked: ReadonlyMap<string, boolean>, names: ReadonlySet<string>): boolean {
  for (const [name, answer] of asked) if (names.has(name) !== answer) return false;
  return true;
}

function declarationsOf(externals: readonly ExternalDeclaration[], parsed: readonly Parsed[]): Declarations {
  const declared: Declared[] = [];
  const missing: Missing[] = [];
  for (const [index, { tokens, body }] of externals.entries()) {
    const result = parsed[index] as Parsed;
    if ("declarations" in result) {
      for (const declaration of result.declarations) {
        const tags: TagType[] = [];
        walkTags(declaration.type, (tag) => tags.push(tag));
        declared.push({ declaration, tokens, body, tags, defines: tags.some(({ definition }) => definition !== null) });
      }
    } else {
      const { header, line } = tokens[0] as Token;
      const message = `${printTokens(tokens.slice(0, 12))}: ${result.error}`;
      missing.push({ diagnostic: { code: "declaration-not-understood", header, line, message }, tokens });
    }
  }
  return { declared, missing };
}
