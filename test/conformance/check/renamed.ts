import { createHash } from "node:crypto";
import type { SourceTree } from "../../../src/cpython/tree.ts";
import type { Manifest } from "../../../src/manifest/model.ts";

/**
 * A CPython that never was: half of the names of its API are called otherwise, wherever its headers name them. An
 * extension that compiles with all real versions says little; with this one it lacks much of what it uses.
 */
export function renamed(tree: SourceTree, manifest: Manifest): SourceTree {
  const names = new Set<string>();
  for (const symbol of manifest.symbols) {
    // Without a type, or a macro that makes declarations or statements, gcc does not find the way back.
    const isExpression =
      symbol.kind !== "macro" || !/[;{}]|[^=!<>]=[^=]|\b(?:static|extern|inline|return)\b/.test(symbol.body);
    if (symbol.kind !== "typedef" && isExpression && !/^_?PY_/.test(symbol.name)) names.add(symbol.name);
  }
  // Without a prefix of its own a member's name is that of parameters and of the system's as well.
  for (const { members } of manifest.structs)
    for (const { name } of members ?? []) if (name !== null && /^[a-z]{1,2}_\w+$/.test(name)) names.add(name);
  const lost = new Set([...names].filter(isLost));
  const files = [...tree.files.values()].map((file) => {
    if (!file.path.startsWith("Include/")) return file;
    const text = file.text.replace(/^.*$/gm, (line) =>
      /^\s*#\s*include/.test(line)
        ? line
        : line.replace(/\b[A-Za-z_]\w*/g, (name) => (lost.has(name) ? `${name}_` : name)),
    );
    return { ...file, text };
  });
  return { ...tree, files: new Map(files.map((file) => [file.path, file])) };
}

const isLost = (name: string): boolean => (createHash("sha1").update(name).digest()[0] as number) % 2 === 0;
