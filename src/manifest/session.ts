import type { Declared, Fragment } from "../c/fragment.ts";
import { Session } from "../c/session.ts";
import type { Token } from "../c/token.ts";
import { KnownReadings } from "../cpython/known-readings.ts";
import { Documents } from "./documents.ts";
import { KnownMeanings } from "./known-meanings.ts";
import { KnownSymbols } from "./known-symbols.ts";
import { ManifestJson } from "./manifest-json.ts";
import type { ElsewhereName } from "./model.ts";
import { deprecationIn } from "./symbols.ts";
import { Variants } from "./variants.ts";

/** Names introduced by a declaration. */
export interface DeclaredNames {
  /** Including tags that are only used. */
  readonly all: readonly string[];
  /** Excluding those, with facts about each. */
  readonly defined: readonly PublicName[];
  /** The header that contains it. */
  readonly header: string;
}

/** A name and where it is declared. */
export type PublicName = Pick<ElsewhereName, "name" | "kind" | "header" | "line" | "deprecated">;

/** State shared by several manifests, across refs and targets, to make each one cheaper without changing it. */
export class ManifestSession {
  readonly frontEnd = new Session();
  readonly readings = new KnownReadings();
  readonly documents = new Documents();
  readonly symbols = new KnownSymbols();
  readonly variants = new Variants();
  readonly meanings = new KnownMeanings(this.variants);
  readonly json = new ManifestJson();
  readonly #names = new WeakMap<readonly Declared[], readonly DeclaredNames[]>();
  readonly #pieces = new WeakMap<readonly Fragment[], readonly (readonly DeclaredNames[])[]>();

  /** The names introduced by the fragments of a translation unit, in order; equal text gives the same list. */
  namesIn(fragments: readonly Fragment[]): readonly (readonly DeclaredNames[])[] {
    let pieces = this.#pieces.get(fragments);
    if (pieces === undefined) {
      const found: (readonly DeclaredNames[])[] = [];
      this.frontEnd.fragments.visit(fragments, (declared) => found.push(this.#namesOf(declared)));
      pieces = found;
      this.#pieces.set(fragments, pieces);
    }
    return pieces;
  }

  /** Names introduced by declarations, including tags and enumerators. */
  #namesOf(declared: readonly Declared[]): readonly DeclaredNames[] {
    let names = this.#names.get(declared);
    if (names === undefined) {
      names = declared.map(declaredNames);
      this.#names.set(declared, names);
    }
    return names;
  }
}

function declaredNames({ declaration, tokens, body, tags }: Declared): DeclaredNames {
  const { name, kind, attributes, token } = declaration;
  const all: string[] = [];
  const defined: PublicName[] = [];
  const define = (name: string, kind: PublicName["kind"], at: number, deprecated: string | null = null) => {
    const { header, line } = tokens[at] as Token;
    all.push(name);
    defined.push({ name, kind, header, line, deprecated });
  };
  if (name !== "" && kind !== "type")
    define(name, kind === "function" && body !== null ? "inline-function" : kind, token, deprecationIn(attributes));
  for (const tag of tags) {
    if (tag.definition === null) {
      if (tag.tag !== null) all.push(tag.tag);
      continue;
    }
    if (tag.tag !== null) define(tag.tag, tag.kind === "enum" ? "enum" : tag.record, tag.definition.token);
    if (tag.kind !== "enum") continue;
    for (const { name, token } of tag.definition.enumerators) define(name, "enumerator", token);
  }
  return { all, defined, header: tokens[0]?.header ?? "" };
}
