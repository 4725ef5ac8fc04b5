import { posix } from "node:path";
import { type LexedSource, lex } from "../c/lexer.ts";
import type { HeaderSearch } from "../c/preprocessor.ts";
import type { SourceTree } from "./tree.ts";

/** What CPython's own Makefile gives to the compiler as `-I`. */
const includeFolders = ["Include", "Include/internal"];

/**
 * The headers of one ref on one platform, found as a compiler finds them (C11 6.10.2): `"name"` beside its includer,
 * then in CPython's include folders, then among the system's. The path of a system header is `<name>`.
 */
export class RefHeaders implements HeaderSearch {
  private readonly tree: SourceTree;
  /** Besides the tree's own: by the path under which `#include` finds them. */
  private readonly generated: ReadonlyMap<string, string>;
  private readonly system: ReadonlyMap<string, string>;
  private readonly lexed = new Map<string, LexedSource | null>();

  constructor(tree: SourceTree, generated: ReadonlyMap<string, string>, system: ReadonlyMap<string, string>) {
    this.tree = tree;
    this.generated = generated;
    this.system = system;
  }

  find(name: string, angled: boolean, includer: string): LexedSource | null {
    const folders = angled ? includeFolders : [posix.dirname(includer), ...includeFolders];
    for (const folder of folders) {
      const source = this.source(posix.normalize(`${folder}/${name}`));
      if (source !== null) return source;
    }
    return this.source(`<${name}>`);
  }

  /** The header at a path of the tree, cut into tokens once. */
  source(path: string): LexedSource | null {
    const known = this.lexed.get(path);
    if (known !== undefined) return known;
    const text =
      this.generated.get(path) ??
      this.tree.files.get(path)?.text ??
      (path.startsWith("<") ? this.system.get(path.slice(1, -1)) : undefined);
    const source = text === undefined ? null : lex(path, text);
    this.lexed.set(path, source);
    return source;
  }
}
