import { CapidiffError } from "../errors.ts";
import { canonicalName, findRef } from "./find-ref.ts";
import { unknownRef } from "./near-refs.ts";
import { expandRange, isRange } from "./ref-range.ts";
import { parseRef, type RefInfo } from "./refs.ts";
import { releasesOf } from "./releases.ts";
import type { ResolvedRef } from "./repository.ts";

/**
 * The tags meant by words: tags, version words, and ranges including their prereleases. Without words, all releases of
 * Python 3, oldest version first.
 * @throws CapidiffError `invalid-ref`, `unknown-ref`, `ambiguous-ref`; `invalid-request` for a ref that is not a tag
 */
export function tagsOf(refs: readonly RefInfo[], words: readonly string[]): ResolvedRef[] {
  const found =
    words.length === 0
      ? releasesOf(refs).flatMap(({ ref, version }) => (version.major < 3 ? [] : [ref]))
      : words.flatMap((word) =>
          isRange(word) ? expandRange(refs, word, { prereleases: true }) : [tagNamed(word, refs)],
        );
  return [...new Set(found)]
    .filter(({ kind }) => kind === "tag")
    .map((ref) => ({ ref: canonicalName(ref, refs), commit: ref.commit, kind: ref.kind }));
}

function tagNamed(word: string, refs: readonly RefInfo[]): RefInfo {
  const request = parseRef(word);
  const ref = findRef(request, refs);
  if (ref === null) throw unknownRef(request, refs);
  if (ref.kind !== "tag") throw new CapidiffError("invalid-request", `${word} is a branch; expected tags.`);
  return ref;
}
