import { posix } from "node:path";
import { type LexedSource, lex } from "../../c/lexer.ts";
import type { HeaderSearch } from "../../c/preprocessor.ts";
import type { RefHeaders } from "../../cpython/headers.ts";

/** One of the extension's files. */
export interface SourceText {
  /** As the caller names it, with `/`. */
  path: string;
  text: string;
}

/** Characters; a file that has more is read once mostly, and would take much room as tokens. */
const longText = 500_000;

/** Before the path of one of the extension's files, which could be that of one of CPython's. */
const mark = "\0";

export const isOwn = (header: string): boolean => header.startsWith(mark);
export const ownPath = (header: string): string => header.slice(mark.length);

/**
 * Finds headers for the extension's files among themselves, CPython's and the system's. Which folders its build searches
 * is not known: a header is the one of the extension's whose path ends as the `#include` says and that is nearest.
 */
export class ExtensionHeaders implements HeaderSearch {
  private readonly files: ReadonlyMap<string, SourceText>;
  private readonly cpython: RefHeaders;
  private readonly byName = new Map<string, string[]>();
  private readonly lexed = new Map<string, LexedSource>();

  constructor(files: readonly SourceText[], cpython: RefHeaders) {
    this.files = new Map(files.map((file) => [posix.normalize(file.path), file]));
    this.cpython = cpython;
    for (const path of this.files.keys()) {
      const name = posix.basename(path);
      const same = this.byName.get(name);
      if (same === undefined) this.byName.set(name, [path]);
      else same.push(path);
    }
  }

  find(name: string, angled: boolean, includer: string): LexedSource | null {
    if (!isOwn(includer)) return this.cpython.find(name, angled, includer);
    const own = this.findOwn(name, ownPath(includer));
    if (!angled && own !== null) return this.source(own);
    // CPython's includes are for `-I…/Include` alone: beside the includer there is none of its headers.
    return this.cpython.find(name, true, "") ?? (own === null ? null : this.source(own));
  }

  /** The path of the extension's file that an `#include` means, null where there is none. */
  findOwn(name: string, includer: string): string | null {
    const folder = posix.dirname(posix.normalize(includer));
    const beside = posix.normalize(`${folder}/${name}`);
    if (this.files.has(beside)) return beside;
    const wanted = posix.normalize(name).replace(/^(?:\.\.\/)+/, "");
    const found = (this.byName.get(posix.basename(wanted)) ?? []).filter(
      (path) => path === wanted || path.endsWith(`/${wanted}`),
    );
    const distance = (path: string) => posix.relative(folder, path).split("/").length;
    return found.sort((a, b) => distance(a) - distance(b) || (a < b ? -1 : 1))[0] ?? null;
  }

  /** The tokens of one of the extension's files, by its path. */
  source(path: string): LexedSource {
    let source = this.lexed.get(path);
    if (source === undefined) {
      const text = this.text(path);
      source = lex(mark + (this.files.get(path)?.path ?? path), text, text.length < longText);
      this.lexed.set(path, source);
    }
    return source;
  }

  text(path: string): string {
    return this.files.get(path)?.text ?? "";
  }

  /** Forgets the tokens of a file that no other includes. */
  forget(path: string): void {
    this.lexed.delete(path);
  }

  get paths(): Iterable<string> {
    return this.files.keys();
  }
}
