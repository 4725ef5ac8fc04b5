/** A ref's tree on disk, for compilers that read it with a platform's system headers. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import type { PlatformDefinition } from "../../../src/cpython/platforms/platform.ts";
import { platformDefinition } from "../../../src/cpython/platforms/registry.ts";
import { pyconfig } from "../../../src/cpython/pyconfig.ts";
import type { Abi, TargetRequest } from "../../../src/cpython/target.ts";
import type { SourceTree } from "../../../src/cpython/tree.ts";
import { writeTree } from "../../write-tree.ts";
import { includeGuard, type Preprocessed, readPreprocessed } from "../manifest/preprocessed.ts";
import type { Rejection, TruthMacro } from "../manifest/truth.ts";
import { erringHeaders, firstError, type HeaderOf } from "../manifest/unit.ts";

/** The system's headers of a platform, as others wrote them. */
export interface SystemHeaders {
  /** The compiler's arguments for them, beside those for the target. */
  args: string[];
  /**
   * C text up to `#include <Python.h>`.
   * @param config the text of `pyconfig.h`
   */
  start(definition: PlatformDefinition, config: string, abi: Abi, internal: boolean): string;
}

/** Macros that depend on the order of headers, which are all in one unit here and not each by itself. */
export const orderDependent = new Set(["WIN32_LEAN_AND_MEAN", "MAXPENDINGCALLSLOOP"]);

export class TreeFolder {
  readonly #tree: SourceTree;
  readonly #folder: string;
  readonly #guards: Map<string, string | null>;

  private constructor(tree: SourceTree, folder: string) {
    this.#tree = tree;
    this.#folder = folder;
    this.#guards = new Map([...tree.files.values()].map(({ path, text }) => [path, includeGuard(text)]));
  }

  static async of(tree: SourceTree): Promise<TreeFolder> {
    const folder = await mkdtemp(join(tmpdir(), "capidiff-system-"));
    await writeTree(tree, join(folder, "tree"));
    return new TreeFolder(tree, folder);
  }

  async close(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** A surface for one target, with a folder of its own for the compiler's files. */
  async surface({ abi, platform }: TargetRequest, system: SystemHeaders, internal: boolean): Promise<SurfaceFolder> {
    const folder = await mkdtemp(join(this.#folder, "surface-"));
    const definition = platformDefinition(platform);
    const config = pyconfig(this.#tree, definition, abi);
    await writeFile(join(folder, "pyconfig.h"), config.text);
    const tree = join(this.#folder, "tree");
    const headerOf = (file: string) => {
      if (file === join(folder, "pyconfig.h")) return this.#tree.files.has(config.path) ? config.path : null;
      const path = file.startsWith(`${tree}/Include/`) ? relative(tree, file) : "";
      return this.#tree.files.has(path) ? path : null;
    };
    const include = [folder, join(tree, "Include"), join(tree, "Include", "internal")].map((path) => `-I${path}`);
    const start = system.start(definition, config.text, abi, internal);
    const unitOf = (headers: readonly string[]) =>
      start + headers.map((path) => `#include "${join(tree, path)}"\n`).join("");
    const isOwn = (name: string, header: string) =>
      (header !== config.path || this.#definesBeside(name, header)) && this.#guards.get(header) !== name;
    return { folder, args: [...system.args, ...include], headers: this.#headers(internal), headerOf, unitOf, isOwn };
  }

  /** The text of structs' and unions' tags: castxml leaves out members of nested ones unless the file names them too. */
  tags(): string {
    const tags = [...this.#tree.files.values()].flatMap(
      ({ text }) => text.match(/\b(?:struct|union)\s+\w+(?=\s*\{)/g) ?? [],
    );
    return [...new Set(tags)].map((tag) => `${tag};\n`).join("");
  }

  /** CPython's own before those of the libraries that it carries with it, which they configure. */
  #headers(internal: boolean): string[] {
    const own = internal ? /^Include\/(?:internal\/)?[^/]+\.h$/ : /^Include\/[^/]+\.h$/;
    const bundled = internal ? /^Include\/internal\/.+\/.+\.h$/ : /^$/;
    const paths = [...this.#tree.files.keys()].sort();
    return [...paths.filter((path) => own.test(path)), ...paths.filter((path) => bundled.test(path))];
  }

  /** Whether another header defines a macro, under whatever condition. */
  #definesBeside(name: string, header: string): boolean {
    const definition = new RegExp(`^[ \\t]*#[ \\t]*define[ \\t]+${name}\\b`, "m");
    return [...this.#tree.files.values()].some(({ path, text }) => path !== header && definition.test(text));
  }
}

export interface SurfaceFolder {
  folder: string;
  /** The compiler's arguments for the system's headers and the tree. */
  args: string[];
  headers: readonly string[];
  headerOf: HeaderOf;
  /** A unit with these headers after Python.h. */
  unitOf(headers: readonly string[]): string;
  /** Whether a macro that a header defines is a symbol: neither its include guard nor configure's. */
  isOwn(name: string, header: string): boolean;
}

/**
 * Leaves out the headers that a compiler sees errors in.
 * @param errorsOf the compiler's error lines for a unit
 */
export async function accepted(
  { headers, headerOf, unitOf }: SurfaceFolder,
  errorsOf: (text: string) => Promise<string[]>,
) {
  const rejected: Rejection[] = [];
  let taken = headers;
  for (;;) {
    const text = unitOf(taken);
    const errors = await errorsOf(text);
    if (errors.length === 0) return { headers: taken, text, rejected };
    const wrong = erringHeaders(errors.join("\n"), headerOf).filter((header) => taken.includes(header));
    if (wrong.length === 0) throw new Error(`not compiled: ${errors.slice(0, 5).join("\n")}`);
    for (const header of wrong) {
      const own = errors.filter((line) => headerOf(/^[^:]+/.exec(line)?.[0] ?? "") === header);
      const error = firstError(own.join("\n"), headerOf);
      rejected.push({ header, stage: "preprocessing", error, brought: new Set([header]) });
    }
    taken = taken.filter((header) => !wrong.includes(header));
  }
}

/** The macros that are symbols, and the headers read, of a unit that a compiler preprocessed. */
export function ownMacros(
  { headerOf, isOwn }: SurfaceFolder,
  preprocessed: string,
): { macros: Map<string, TruthMacro>; headers: Preprocessed["headers"] } {
  const { macros, headers } = readPreprocessed(preprocessed, headerOf);
  const own = [...macros].flatMap(([name, { header, ...macro }]) =>
    header !== null && isOwn(name, header) ? [[name, { header, ...macro }] as const] : [],
  );
  return { macros: new Map(own), headers };
}
