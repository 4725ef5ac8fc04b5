import type { DiffSide } from "../../diff/model.ts";
import { pathUri } from "../sarif.ts";

/** A header's line on GitHub, at the tag; at the commit where the ref is none, for branches go on. */
export function headerUrl({ ref, commit }: Pick<DiffSide, "ref" | "commit">, place: { header: string; line: number }) {
  const at = /^v\d/.test(ref) ? ref : commit;
  return `https://github.com/python/cpython/blob/${pathUri(at)}/${pathUri(place.header)}#L${place.line}`;
}
