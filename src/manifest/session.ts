import type { Declared, Fragment } from "../c/fragment.ts";
import { DeclarationParser } from "../c/parser.ts";
import { Session } from "../c/session.ts";
import type { Token } from "../c/token.ts";
import { KnownReadings } from "../cpython/known-readings.ts";
import { Derived } from "./derived.ts";
import { DerivedList } from "./derived-list.ts";
import { Documents } from "./documents.ts";
import type { Types } from "./entries.ts";
import { KnownMeanings } from "./known-meanings.ts";
import { KnownStructs } from "./known-structs.ts";
import { KnownSymbols } from "./known-symbols.ts";
import { KnownUnits } from "./known-units.ts";
import type { LimitedNames } from "./limited-api.ts";
import { LimitedMemory } from "./limited-evidence.ts";
import { ManifestJson } from "./manifest-json.ts";
import type { ElsewhereName, ManifestSymbol } from "./model.ts";
import { deprecationIn } from "./symbols.ts";
import { Variants } from "./variants.ts";

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

/** State shared by several manifests, across refs and targets, to make each one cheaper without changing it. */
export class ManifestSession {
  readonly frontEnd: Session;
  readonly readings = new KnownReadings();
  readonly documents = new Documents();
  readonly units = new KnownUnits();
  readonly symbols = new KnownSymbols();
  readonly structs = new KnownStructs();
  readonly variants = new Variants();
  readonly meanings = new KnownMeanings(this.variants);
  readonly limitedNames = new Derived<LimitedNames>();
  readonly types = new Derived<Types>();
  readonly limited = new LimitedMemory();
  readonly elsewhere = new Derived<ElsewhereName[]>();
  readonly documented = new DerivedList<ManifestSymbol, ManifestSymbol>();
  readonly json = new ManifestJson();
  readonly #names = new WeakMap<readonly Declared[], readonly DeclaredNames[]>();
  readonly #pieces = new WeakMap<readonly Fragment[], readonly (readonly DeclaredNames[])[]>();

  /** The parameters of `Session`. */
  constructor(parser = new DeclarationParser(), onFirstRead = () => {}) {
    this.frontEnd = new Session(parser, onFirstRead);
  }

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
