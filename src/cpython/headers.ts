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
  /** Where `#include` looks, as paths of the tree. */
  readonly folders: readonly string[];
  private readonly sources = new Map<string, LexedSource | null>();
  private readonly found = new Map<string, { source: LexedSource | null; paths: readonly string[] }>();
  /** What `definedBeside` found when so many paths had been looked at. */
  private beside: { path: string; read: number; names: ReadonlySet<string> } | null = null;
  /** What there was at each path that the reading under way asked for. */
  private asked: Map<string, LexedSource | null> = new Map();

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
    let known = this.found.get(key);
    if (known === undefined) {
      known = this.search(name, angled ? this.folders : [folder, ...this.folders]);
      this.found.set(key, known);
    } else for (const path of known.paths) this.asked.set(path, this.sources.get(path) ?? null);
    return known.source;
  }

  /** Looks at one path after the other. */
  private search(name: string, folders: readonly string[]) {
    const paths: string[] = [];
    for (const path of [...folders.map((folder) => posix.normalize(`${folder}/${name}`)), `<${name}>`]) {
      paths.push(path);
      const source = this.source(path);
      if (source !== null) return { source, paths };
    }
    return { source: null, paths };
  }

  /** The header at a path of the tree; null where there is none. */
  source(path: string): LexedSource | null {
    let source = this.sources.get(path);
    if (source === undefined) {
      source = this.lookUp(path);
      this.sources.set(path, source);
    }
    this.asked.set(path, source);
    return source;
  }

  private lookUp(path: string): LexedSource | null {
    const header = this.generated.get(path) ?? { path, text: this.textOf(path) };
    return header.text === undefined ? null : this.session.lex(header.path, header.text);
  }

  /** Begins to note what there is at each path that is asked for; gives what was noted from now on. */
  noteAsked(): ReadonlyMap<string, LexedSource | null> {
    this.asked = new Map();
    return this.asked;
  }

  /** Those of the paths that have something else now; asks for nothing. */
  differing(asked: ReadonlyMap<string, LexedSource | null>): string[] {
    return [...asked].flatMap(([path, source]) => (this.peek(path) === source ? [] : [path]));
  }

  /** As `source`, without asking for it. */
  peek(path: string): LexedSource | null {
    return this.sources.get(path) ?? this.lookUp(path);
  }

  private textOf(path: string): string | undefined {
    return path.startsWith("<") ? this.system.get(path.slice(1, -1)) : this.tree.files.get(path)?.text;
  }

  /** Paths of the headers that one names in an `#include`, whatever condition that stands under. */
  includedBy(path: string): string[] {
    const includes = this.source(path)?.includes ?? [];
    const found = includes.map(({ name, angled }) => this.find(name, angled, path));
    return found.filter((source) => source !== null).map((source) => source.path);
  }

  /** Include guards of all headers that were read. */
  guards(): Set<string> {
    return new Set([...this.sources.values()].flatMap((source) => source?.guards ?? []));
  }

  /** Macros that headers of the tree which were read define under some condition, but for one header's. */
  definedBeside(path: string): ReadonlySet<string> {
    if (this.beside?.path === path && this.beside.read === this.sources.size) return this.beside.names;
    const names = new Set<string>();
    for (const [other, source] of this.sources) {
      if (other === path || other.startsWith("<")) continue;
      for (const name of source?.defines ?? []) names.add(name);
    }
    this.beside = { path, read: this.sources.size, names };
    return names;
  }
}
