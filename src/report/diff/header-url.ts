import type { DiffSide } from "../../diff/model.ts";
import { pathUri } from "../sarif.ts";

/** The URL of a header's line on GitHub: at the tag, or at the commit if the ref is not a tag, since branches move. */
export function headerUrl({ ref, commit }: Pick<DiffSide, "ref" | "commit">, place: { header: string; line: number }) {
  const at = /^v\d/.test(ref) ? ref : commit;
  return `https://github.com/python/cpython/blob/${pathUri(at)}/${pathUri(place.header)}#L${place.line}`;
}
