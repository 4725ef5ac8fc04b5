import type { SourceTree } from "./tree.ts";

/**
 * The names exported by `python3.dll`, from the tree's `PC/python3.def`: the best evidence of the limited API before
 * PEP 652's list. Null if the tree has no such file.
 */
export function readPython3Def(tree: SourceTree): ReadonlySet<string> | null {
  const text = tree.files.get("PC/python3.def")?.text;
  if (text === undefined) return null;
  // `  PyArg_Parse=python39.PyArg_Parse`, followed by DATA for a variable.
  return new Set([...text.matchAll(/^[ \t]*(\w+)=\w+\.\w+/gm)].map(([, name]) => name as string));
}
