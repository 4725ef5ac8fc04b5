import type { ManifestMember, ManifestStruct } from "../manifest/model.ts";
import type { PartRequest } from "../manifest/part.ts";
import { compilePattern } from "../manifest/pattern.ts";
import type { TargetIndex } from "./target-index.ts";

/** What is looked up in a version. */
export interface Lookups {
  /** Of symbols, structs, enums, tags and headers, the latter with their folder. */
  names: Iterable<string>;
  /** Members whose types are looked up too, as those on the way to others. */
  steps: Iterable<string> | "all";
}

/** What a part of a manifest is made of; null if it takes all entries. */
export function lookupsFor(part: PartRequest, index: TargetIndex): Lookups | null {
  if (part.kind === "symbol") return { names: [part.name], steps: [] };
  if (part.kind !== "struct" && part.kind !== "layouts") return null;
  const steps = part.expand ? "all" : (part.member?.split(".").slice(0, -1) ?? []);
  if (part.kind === "struct") return { names: [part.name.replace(/^(?:struct|union)\s+/, "")], steps };
  const matches = compilePattern(part.name);
  return { names: [...index.names("struct")].filter(matches), steps };
}

/**
 * A tag's manifest as far as some lookups need it, with all diagnostics; undefined if the index does not have it.
 * @throws CapidiffError the reason of a recorded absence
 */
export function outlineOf(
  index: TargetIndex,
  { ref, commit }: { ref: string; commit: string },
  lookups: Lookups,
): Buffer | undefined {
  const names = new Set(lookups.names);
  const steps = lookups.steps === "all" ? null : new Set<string | null>(lookups.steps);
  for (;;) {
    const bytes = index.excerpt(ref, commit, names);
    if (bytes === undefined || steps?.size === 0) return bytes;
    const before = names.size;
    const { structs }: { structs: ManifestStruct[] } = JSON.parse(bytes.toString());
    for (const { members } of structs) {
      for (const { name, type } of within(members ?? [])) {
        if (steps?.has(name) !== false) for (const [word] of type.matchAll(/\w+/g)) names.add(word);
      }
    }
    if (names.size === before) return bytes;
  }
}

function* within(members: readonly ManifestMember[]): Iterable<ManifestMember> {
  for (const member of members) {
    yield member;
    yield* within(member.members ?? []);
  }
}
