import type { SourceTree } from "./tree.ts";

/**
 * The names that `python3.dll` exports, by the tree's own `PC/python3.def`: what the limited API was taken for before
 * PEP 652 had a list of it. Null where the tree has no such file.
 */
export function readPython3Def(tree: SourceTree): ReadonlySet<string> | null {
  const text = tree.files.get("PC/python3.def")?.text;
  if (text === undefined) return null;
  // `  PyArg_Parse=python39.PyArg_Parse`, with DATA behind a variable.
  return new Set([...text.matchAll(/^[ \t]*(\w+)=\w+\.\w+/gm)].map(([, name]) => name as string));
}
