import { posix } from "node:path";
import type { LexedSource } from "../c/lexer.ts";
import type { HeaderSearch } from "../c/preprocessor.ts";
import type { Session } from "../c/session.ts";
import type { SourceTree } from "./tree.ts";

/**
 * What CPython's own Makefile gives to the compiler as `-I`: headers of a bundled library include one another by it. Of a
 * tree without a Makefile (installed headers), the folders of such libraries.
 */
function includeFoldersOf({ files }: SourceTree): string[] {
  const makefile = files.get("Makefile.pre.in")?.text;
  const more =
    makefile === undefined
      ? [...files.keys()].map((path) => /^(Include\/internal\/[^/]+)\/[^/]+\.h$/.exec(path)?.[1])
      : [...makefile.matchAll(/-I\s*\$\(srcdir\)\/(Include(?:\/[\w.-]+)*)/g)].map(([, folder]) => folder);
  return [...new Set(["Include", "Include/internal", ...more.filter((folder) => folder !== undefined)])];
}

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
  private readonly session: Session;
  private readonly folders: readonly string[];
  private readonly sources = new Map<string, LexedSource | null>();
  private readonly found = new Map<string, LexedSource | null>();
  private readonly included = new Map<string, string[]>();

  /** `system`: by the name in `#include <…>`. `generated`: by the path where a build puts it, made for one abi. */
  constructor(
    tree: SourceTree,
    system: ReadonlyMap<string, string>,
    generated: ReadonlyMap<string, GeneratedHeader>,
    session: Session,
  ) {
    this.tree = tree;
    this.system = system;
    this.generated = generated;
    this.session = session;
    this.folders = includeFoldersOf(tree);
  }

  find(name: string, angled: boolean, includer: string): LexedSource | null {
    const folder = angled ? "" : posix.dirname(includer);
    const key = `${folder} ${name}`;
    let source = this.found.get(key);
    if (source === undefined) {
      source = this.search(name, angled ? this.folders : [folder, ...this.folders]);
      this.found.set(key, source);
    }
    return source;
  }

  private search(name: string, folders: readonly string[]): LexedSource | null {
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
      source = header.text === undefined ? null : this.session.lex(header.path, header.text);
      this.sources.set(path, source);
    }
    return source;
  }

  private textOf(path: string): string | undefined {
    return path.startsWith("<") ? this.system.get(path.slice(1, -1)) : this.tree.files.get(path)?.text;
  }

  /** Paths of the headers that one names in an `#include`, whatever condition that stands under. */
  includedBy(path: string): string[] {
    let paths = this.included.get(path);
    if (paths === undefined) {
      const includes = this.source(path)?.includes ?? [];
      const found = includes.map(({ name, angled }) => this.find(name, angled, path));
      paths = found.filter((source) => source !== null).map((source) => source.path);
      this.included.set(path, paths);
    }
    return paths;
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
      for (const name of source?.defines ?? []) names.add(name);
    }
    return names;
  }
}
