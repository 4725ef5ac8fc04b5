import type { HeaderImports } from "../check/module/header-imports.ts";
import type { SourceTree } from "../cpython/tree.ts";
import type { HeaderNames } from "./model.ts";

/**
 * What headers say about the names imported by modules built with them.
 * @param declares whether the version declares or lists a name, on any surface
 * @param foreign names of other libraries
 */
export function headerNames(
  series: string,
  { ref, commit }: Pick<SourceTree, "ref" | "commit">,
  headers: Pick<HeaderImports, "referrersOf">,
  declares: (name: string) => boolean,
  names: Iterable<string>,
  foreign: ReadonlySet<string>,
): HeaderNames {
  const makers: HeaderNames["makers"] = {};
  const unseen: string[] = [];
  for (const name of [...new Set(names)].sort()) {
    if (!declares(name) && !foreign.has(name)) unseen.push(name);
    // Public names are mostly used by the author.
    if (!name.startsWith("_")) continue;
    const found = [...headers.referrersOf(name)].sort();
    if (found.length > 0) makers[name] = found;
  }
  return { series, ref, commit, makers, unseen };
}
