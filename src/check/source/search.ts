import { posix } from "node:path";
import { type LexedSource, lex } from "../../c/lexer.ts";
import type { HeaderSearch } from "../../c/preprocessor-options.ts";
import type { RefHeaders } from "../../cpython/headers.ts";
import { groupBy } from "../../group-by.ts";

/** One of the extension's files. */
export interface SourceText {
  /** As named by the caller, with `/`. */
  path: string;
  text: string;
}

/** In characters; longer files are mostly read once, and would take much memory as tokens. */
const longText = 500_000;

/** Prefix for paths of the extension's files, which might equal a CPython path. */
const mark = "\0";

/** Whether a header's path, as in tokens, is that of one of the extension's files. */
export const isOwn = (header: string): boolean => header.startsWith(mark);
/** The path of an extension's file as named by the caller, from its path in tokens. */
export const ownPath = (header: string): string => header.slice(mark.length);

/**
 * Finds headers among the extension's files, CPython's and the system's. The build's include folders are unknown, so
 * among the extension's files the nearest one whose path ends as in the `#include` is chosen.
 */
export class ExtensionHeaders implements HeaderSearch {
  readonly #files: ReadonlyMap<string, SourceText>;
  readonly #cpython: RefHeaders;
  readonly #byName: ReadonlyMap<string, readonly string[]>;
  readonly #lexed = new Map<string, LexedSource>();

  constructor(files: readonly SourceText[], cpython: RefHeaders) {
    this.#files = new Map(files.map((file) => [posix.normalize(file.path), file]));
    this.#cpython = cpython;
    this.#byName = groupBy(this.#files.keys(), (path) => posix.basename(path));
  }

  find(name: string, angled: boolean, includer: string): LexedSource | null {
    if (!isOwn(includer)) return this.#cpython.find(name, angled, includer);
    const own = this.findOwn(name, ownPath(includer));
    if (!angled && own !== null) return this.source(own);
    // CPython's headers are searched only as with `-I…/Include`: none is next to the includer.
    return this.#cpython.find(name, true, "") ?? (own === null ? null : this.source(own));
  }

  /** The path of the extension's file that an `#include` means, or null. */
  findOwn(name: string, includer: string): string | null {
    const folder = posix.dirname(posix.normalize(includer));
    const beside = posix.normalize(`${folder}/${name}`);
    if (this.#files.has(beside)) return beside;
    const wanted = posix.normalize(name).replace(/^(?:\.\.\/)+/, "");
    const found = (this.#byName.get(posix.basename(wanted)) ?? []).filter(
      (path) => path === wanted || path.endsWith(`/${wanted}`),
    );
    const distance = (path: string) => posix.relative(folder, path).split("/").length;
    return found.sort((a, b) => distance(a) - distance(b) || (a < b ? -1 : 1))[0] ?? null;
  }

  /** The tokens of one of the extension's files. */
  source(path: string): LexedSource {
    let source = this.#lexed.get(path);
    if (source === undefined) {
      const text = this.text(path);
      source = lex(mark + (this.#files.get(path)?.path ?? path), text, text.length < longText);
      this.#lexed.set(path, source);
    }
    return source;
  }

  text(path: string): string {
    return this.#files.get(path)?.text ?? "";
  }

  /** Drops the tokens of a file that no other includes. */
  forget(path: string): void {
    this.#lexed.delete(path);
  }

  get paths(): Iterable<string> {
    return this.#files.keys();
  }
}
