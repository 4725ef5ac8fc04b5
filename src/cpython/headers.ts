import { posix } from "node:path";
import { LRUCache } from "lru-cache";
import { headerName } from "../c/directive.ts";
import { type LexedSource, lex } from "../c/lexer.ts";
import type { HeaderSearch } from "../c/preprocessor.ts";
import type { SourceTree } from "./tree.ts";

/**
 * Headers that were cut into tokens, with their text, for as long as they are among the last ones used: the same header
 * is read for each abi and surface, and is mostly the same in the next version.
 */
const lexed = new LRUCache<string, { text: string; source: LexedSource }>({ max: 2000 });

/** The tokens of a header; the same object for the same path and text. */
export function lexHeader(path: string, text: string): LexedSource {
  const known = lexed.get(path);
  if (known?.text === text) return known.source;
  const source = lex(path, text);
  lexed.set(path, { text, source });
  return source;
}

/** What CPython's own Makefile gives to the compiler as `-I`. */
const includeFolders = ["Include", "Include/internal"];

/** A header that a build makes, such as `pyconfig.h`. */
export interface GeneratedHeader {
  /** Of the file in the tree that it is a copy of, else where a build puts it. */
  path: string;
  text: string;
}

/**
 * The headers of one ref on one platform, found as a compiler finds them (C11 6.10.2): `"name"` beside its includer,
 * then in CPython's include folders, then among the system's. The path of a system header is `<name>`.
 */
export class RefHeaders implements HeaderSearch {
  private readonly tree: SourceTree;
  private readonly system: ReadonlyMap<string, string>;
  private readonly generated: ReadonlyMap<string, GeneratedHeader>;
  private readonly sources = new Map<string, LexedSource | null>();

  /** `system`: by the name in `#include <…>`. `generated`: by the path where a build puts it, made for one abi. */
  constructor(tree: SourceTree, system: ReadonlyMap<string, string>, generated: ReadonlyMap<string, GeneratedHeader>) {
    this.tree = tree;
    this.system = system;
    this.generated = generated;
  }

  find(name: string, angled: boolean, includer: string): LexedSource | null {
    const folders = angled ? includeFolders : [posix.dirname(includer), ...includeFolders];
    for (const folder of folders) {
      const source = this.source(posix.normalize(`${folder}/${name}`));
      if (source !== null) return source;
    }
    return this.source(`<${name}>`);
  }

  /** The header at a path of the tree; null where there is none. */
  source(path: string): LexedSource | null {
    let source = this.sources.get(path);
    if (source === undefined) {
      const header = this.generated.get(path) ?? { path, text: this.textOf(path) };
      source = header.text === undefined ? null : lexHeader(header.path, header.text);
      this.sources.set(path, source);
    }
    return source;
  }

  private textOf(path: string): string | undefined {
    return path.startsWith("<") ? this.system.get(path.slice(1, -1)) : this.tree.files.get(path)?.text;
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
    return new Set([...this.sources.values()].flatMap((source) => source?.guards ?? []));
  }

  /** Macros that headers of the tree which were read define under some condition, but for one header's. */
  definedBeside(path: string): Set<string> {
    const names = new Set<string>();
    for (const [other, source] of this.sources) {
      if (other === path || other.startsWith("<")) continue;
      for (const item of source?.items ?? [])
        if (item.kind === "directive" && item.name === "define") names.add(item.tokens[0]?.text ?? "");
    }
    return names;
  }
}
