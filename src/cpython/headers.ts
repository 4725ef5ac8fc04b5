import { posix } from "node:path";
import { headerName } from "../c/directive.ts";
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
  private readonly system: ReadonlyMap<string, string>;
  /** By path: not in the tree but made for one abi, such as `Include/pyconfig.h`. */
  private readonly generated: ReadonlyMap<string, LexedSource>;
  private readonly lexed: Map<string, LexedSource | null>;

  /** `sibling`: the same ref's headers with other generated ones, whose tokens are shared. */
  constructor(
    tree: SourceTree,
    system: ReadonlyMap<string, string>,
    generated: ReadonlyMap<string, string>,
    sibling?: RefHeaders,
  ) {
    this.tree = tree;
    this.system = system;
    this.generated = new Map([...generated].map(([path, text]) => [path, lex(path, text)]));
    this.lexed = sibling?.lexed ?? new Map();
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
    const generated = this.generated.get(path);
    if (generated !== undefined) return generated;
    const known = this.lexed.get(path);
    if (known !== undefined) return known;
    const text = path.startsWith("<") ? this.system.get(path.slice(1, -1)) : this.tree.files.get(path)?.text;
    const source = text === undefined ? null : lex(path, text);
    this.lexed.set(path, source);
    return source;
  }

  /** Paths of the headers that one names in an `#include`, whatever condition that stands under. */
  includedBy(path: string): string[] {
    const items = this.source(path)?.items ?? [];
    return items.flatMap((item) => {
      if (item.kind !== "directive" || item.name !== "include") return [];
      const name = headerName(item.tokens);
      const source = name === null ? null : this.find(name.name, name.angled, path);
      return source === null ? [] : [source.path];
    });
  }

  /** Include guards of all headers that were read. */
  guards(): Set<string> {
    return new Set([...this.lexed.values()].flatMap((source) => source?.guards ?? []));
  }
}
