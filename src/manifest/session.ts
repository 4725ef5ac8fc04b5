import type { Diagnostic } from "../c/diagnostic.ts";
import { DeclarationParser } from "../c/parser.ts";
import { Session } from "../c/session.ts";
import { KnownReadings } from "../cpython/known-readings.ts";
import { Derived } from "./derived.ts";
import { DerivedList } from "./derived-list.ts";
import { Documents } from "./documents.ts";
import { KnownMeanings } from "./known-meanings.ts";
import { KnownStructs } from "./known-structs.ts";
import { KnownSymbols } from "./known-symbols.ts";
import { KnownUnits } from "./known-units.ts";
import { LimitedMemory } from "./limited-evidence.ts";
import type { LimitedNames } from "./limited-names.ts";
import { ManifestJson } from "./manifest-json.ts";
import type { ElsewhereName, Entries, ManifestSymbol } from "./model.ts";
import { TextNames } from "./text-names.ts";
import { Variants } from "./variants.ts";

/** The types of a manifest, and what was reported of them. */
type Types = Pick<Entries, "structs" | "enums"> & { readonly diagnostics: readonly Diagnostic[] };

/** State shared by several manifests, across refs and targets, to make each one cheaper without changing it. */
export class ManifestSession {
  readonly frontEnd: Session;
  readonly textNames: TextNames;
  readonly readings = new KnownReadings();
  readonly documents = new Documents();
  readonly units = new KnownUnits();
  readonly symbols = new KnownSymbols();
  readonly structs = new KnownStructs();
  readonly variants = new Variants();
  readonly meanings = new KnownMeanings(this.variants);
  readonly limitedNames = new Derived<LimitedNames>();
  readonly types = new Derived<Types>();
  readonly limited: LimitedMemory;
  readonly elsewhere = new Derived<ElsewhereName[]>();
  readonly documented = new DerivedList<ManifestSymbol, ManifestSymbol>();
  readonly json = new ManifestJson();

  /** The parameters of `Session`. */
  constructor(parser = new DeclarationParser(), onFirstRead = () => {}) {
    this.frontEnd = new Session(parser, onFirstRead);
    this.textNames = new TextNames(this.frontEnd.fragments);
    this.limited = new LimitedMemory(this.variants, this.frontEnd.fragments);
  }
}
