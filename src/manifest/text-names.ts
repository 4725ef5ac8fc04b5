import type { Declared, Fragment, Fragments } from "../c/fragment.ts";
import type { Token } from "../c/token.ts";
import type { ElsewhereName } from "./model.ts";
import { deprecationIn } from "./symbols.ts";

/** Names introduced by a declaration. */
export interface DeclaredNames {
  /** With facts about each. */
  readonly defined: readonly PublicName[];
  /** Structs, unions and enums that are only named by their tags, which declares no name of a typedef. */
  readonly tags: readonly string[];
  /** The header that contains it. */
  readonly header: string;
}

/** A name and where it is declared. */
export type PublicName = Pick<ElsewhereName, "name" | "kind" | "header" | "line" | "deprecated">;

/** The names that unparsed surfaces introduce, found once for equal text. */
export class TextNames {
  readonly #fragments: Fragments;
  readonly #names = new WeakMap<readonly Declared[], readonly DeclaredNames[]>();
  readonly #pieces = new WeakMap<readonly Fragment[], readonly (readonly DeclaredNames[])[]>();

  constructor(fragments: Fragments) {
    this.#fragments = fragments;
  }

  /** The names introduced by the fragments of a translation unit, in order; equal text gives the same list. */
  of(fragments: readonly Fragment[]): readonly (readonly DeclaredNames[])[] {
    let pieces = this.#pieces.get(fragments);
    if (pieces === undefined) {
      const found: (readonly DeclaredNames[])[] = [];
      this.#fragments.visit(fragments, (declared) => found.push(this.#namesOf(declared)));
      pieces = found;
      this.#pieces.set(fragments, pieces);
    }
    return pieces;
  }

  /** Names introduced by declarations, including tags and enumerators. */
  #namesOf(declared: readonly Declared[]): readonly DeclaredNames[] {
    let names = this.#names.get(declared);
    if (names === undefined) {
      names = declared.map(namesIntroducedBy);
      this.#names.set(declared, names);
    }
    return names;
  }
}

function namesIntroducedBy({ declaration, tokens, body, tags: types }: Declared): DeclaredNames {
  const { name, kind, attributes, token } = declaration;
  const tags: string[] = [];
  const defined: PublicName[] = [];
  const define = (name: string, kind: PublicName["kind"], at: number, deprecated: string | null = null) => {
    const { header, line } = tokens[at] as Token;
    defined.push({ name, kind, header, line, deprecated });
  };
  if (name !== "" && kind !== "type")
    define(name, kind === "function" && body !== null ? "inline-function" : kind, token, deprecationIn(attributes));
  for (const type of types) {
    if (type.definition === null) {
      if (type.tag !== null) tags.push(type.tag);
      continue;
    }
    if (type.tag !== null) define(type.tag, type.kind === "enum" ? "enum" : type.record, type.definition.token);
    if (type.kind !== "enum") continue;
    for (const { name, token } of type.definition.enumerators) define(name, "enumerator", token);
  }
  // Kept for long, and an array that was pushed to has room for 17.
  return { defined: defined.slice(), tags, header: tokens[0]?.header ?? "" };
}
