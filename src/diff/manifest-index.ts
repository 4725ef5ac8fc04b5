import type { Target } from "../cpython/target.ts";
import { versionIn } from "../cpython/version.ts";
import { CapidiffError } from "../errors.ts";
import { push } from "../group-by.ts";
import { hidesUnmarked, isExported } from "../manifest/exported.ts";
import type {
  ElsewhereName,
  Entry,
  EnumeratorSymbol,
  Manifest,
  ManifestEnum,
  ManifestStruct,
  ManifestSymbol,
} from "../manifest/model.ts";
import { type HeaderEntry, HeaderGraph } from "./header-graph.ts";

/** Anything a change can be about. */
export type SubjectEntry = ManifestSymbol | ManifestStruct | ManifestEnum | HeaderEntry | ElsewhereName;
/** Entries with parts: typedefs, and the enumerators of an enum. */
export type Whole = ManifestStruct | ManifestEnum;

const indexes = new WeakMap<Manifest, ManifestIndex>();

/** A manifest indexed by name, with the relations between entries. */
export class ManifestIndex {
  /** PEP 440. */
  readonly version: string;
  readonly target: Target;
  readonly symbols: ReadonlyMap<string, ManifestSymbol>;
  readonly structs: ReadonlyMap<string, ManifestStruct>;
  /** Structs by tag. */
  readonly tags: ReadonlyMap<string, ManifestStruct>;
  readonly enums: ReadonlyMap<string, ManifestEnum>;
  readonly headers: HeaderGraph;
  readonly #hidesUnmarked: boolean;
  readonly #wholes = new Map<ManifestSymbol, Whole>();
  readonly #enumTags: ReadonlyMap<string, ManifestEnum>;
  readonly #elsewhere: ReadonlyMap<string, ElsewhereName>;
  readonly #parts = new Map<Whole, ManifestSymbol[]>();
  #headersOfUnnamedEnums: ReadonlySet<string> | undefined;

  /** The index of a manifest, which must not change; equal for the same object. */
  static of(manifest: Manifest): ManifestIndex {
    let index = indexes.get(manifest);
    if (index === undefined) {
      index = new ManifestIndex(manifest);
      indexes.set(manifest, index);
    }
    return index;
  }

  private constructor(manifest: Manifest) {
    this.version = manifest.version;
    this.target = manifest.target;
    this.#hidesUnmarked = hidesUnmarked(versionIn(manifest), manifest.target.platform);
    this.symbols = byName(manifest, "symbol", manifest.symbols);
    this.structs = byName(manifest, "struct", manifest.structs);
    this.tags = new Map(manifest.structs.flatMap((struct) => (struct.tag === null ? [] : [[struct.tag, struct]])));
    this.enums = byName(manifest, "enum", manifest.enums);
    this.#enumTags = new Map(manifest.enums.flatMap((type) => (type.tag === null ? [] : [[type.tag, type]])));
    this.headers = new HeaderGraph(manifest.headers);
    this.#elsewhere = new Map(manifest.elsewhere.map((entry) => [entry.name, entry]));
    const structByTypedef = new Map(
      manifest.structs.flatMap((struct) => struct.typedefs.map((name) => [name, struct] as const)),
    );
    for (const symbol of manifest.symbols) {
      if (symbol.kind === "typedef")
        this.#join(symbol, structByTypedef.get(symbol.name) ?? this.enums.get(symbol.name));
      else if (symbol.kind === "enumerator") this.#join(symbol, this.enums.get(symbol.enum ?? ""));
    }
  }

  #join(symbol: ManifestSymbol, whole: Whole | undefined): void {
    if (whole === undefined) return;
    this.#wholes.set(symbol, whole);
    push(this.#parts, whole, symbol);
  }

  /** Other targets that have a name missing in this manifest. */
  elsewhere(name: string): readonly string[] | undefined {
    return this.#elsewhere.get(name)?.targets;
  }

  /** The symbol, or else the name of other targets. */
  declarationOf(name: string): ManifestSymbol | ElsewhereName | undefined {
    return this.symbols.get(name) ?? this.#elsewhere.get(name);
  }

  /** Whether a symbol, struct, enum or tag has this name. */
  hasName(name: string): boolean {
    return this.symbols.has(name) || this.structs.has(name) || this.tags.has(name) || this.enums.has(name);
  }

  /** Whether the enum of an enumerator of another version is here; one without a name is known by its header. */
  hasEnumOf({ enum: name, header }: EnumeratorSymbol): boolean {
    if (name !== null) return true;
    this.#headersOfUnnamedEnums ??= new Set(
      [...this.symbols.values()].flatMap((one) => (one.kind === "enumerator" && one.enum === null ? [one.header] : [])),
    );
    return this.#headersOfUnnamedEnums.has(header);
  }

  /** Whether a built module resolves the entry in the Python it is loaded into. */
  isExported(entry: SubjectEntry): boolean {
    return "exported" in entry && isExported(entry, this.#hidesUnmarked);
  }

  /** The struct, union or enum that a type name stands for: a typedef, or `struct tag`. */
  typeNamed(name: string): Whole | undefined {
    const typedef = this.symbols.get(name);
    if (typedef !== undefined) return typedef.kind === "typedef" ? this.wholeOf(typedef) : undefined;
    const [, keyword, tag] = /^(struct|union|enum) (\w+)$/.exec(name) ?? [];
    if (tag === undefined) return undefined;
    return keyword === "enum" ? this.#enumTags.get(tag) : this.tags.get(tag);
  }

  /** The struct or enum named by a typedef, or the enum of an enumerator; undefined for others. */
  wholeOf(symbol: ManifestSymbol): Whole | undefined {
    return this.#wholes.get(symbol);
  }

  /** The inverse of `wholeOf`. */
  partsOf(entry: SubjectEntry): readonly ManifestSymbol[] {
    return this.#parts.get(entry as Whole) ?? [];
  }
}

function byName<T extends Entry>(manifest: Manifest, what: string, entries: readonly T[]): Map<string, T> {
  const index = new Map<string, T>();
  for (const entry of entries) {
    if (index.has(entry.name)) {
      throw new CapidiffError("internal", `The manifest of ${manifest.ref} has the ${what} ${entry.name} twice.`);
    }
    index.set(entry.name, entry);
  }
  return index;
}
