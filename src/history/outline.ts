import type { ManifestMember, ManifestStruct } from "../manifest/model.ts";
import type { TargetIndex } from "./target-index.ts";

/** What is looked up in a version. */
export interface Lookups {
  /** Of symbols, structs, enums, tags and headers, the latter with their folder. */
  names: Iterable<string>;
  /** Members whose types are looked up too, as those on the way to others. */
  steps: Iterable<string> | "all";
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
