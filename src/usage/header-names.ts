import type { HeaderImports } from "../check/module/header-imports.ts";
import type { SourceTree } from "../cpython/tree.ts";
import type { HeaderNames } from "./model.ts";

/**
 * What the headers that modules were built with say of what these import.
 * @param declares whether the version declares a name or lists it, on whatever surface
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
    // A public name is mostly the author's own.
    if (!name.startsWith("_")) continue;
    const found = [...headers.referrersOf(name)].sort();
    if (found.length > 0) makers[name] = found;
  }
  return { series, ref, commit, makers, unseen };
}
