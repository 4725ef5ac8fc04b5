/**
 * What clang says about one ref's headers with the system headers of a platform, which others wrote, in place of the
 * prelude: it judges the prelude's types and macros, and which way the conditions of CPython's headers go.
 */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import type { PlatformDefinition } from "../../../src/cpython/platforms/platform.ts";
import { platformDefinition } from "../../../src/cpython/platforms/registry.ts";
import { pyconfig } from "../../../src/cpython/pyconfig.ts";
import type { Abi, TargetRequest } from "../../../src/cpython/target.ts";
import type { SourceTree } from "../../../src/cpython/tree.ts";
import { readDeclarations } from "../manifest/declarations.ts";
import type { Truth } from "../manifest/judge.ts";
import { includeGuard, readPreprocessed } from "../manifest/preprocessed.ts";
import type { Rejection, SurfaceTruth } from "../manifest/truth.ts";
import { erringHeaders, firstError } from "../manifest/unit.ts";
import { Clang } from "./clang.ts";

/** The system's headers of a platform, as others wrote them. */
export interface SystemHeaders {
  /** clang's arguments for them, beside those for the target. */
  args: string[];
  /**
   * C text up to `#include <Python.h>`.
   * @param config the text of `pyconfig.h`
   */
  start(definition: PlatformDefinition, config: string, abi: Abi, internal: boolean): string;
}

/** A ref's tree on disk. */
export class SystemJudge {
  readonly #tree: SourceTree;
  readonly #folder: string;
  readonly #guards: Map<string, string | null>;

  readonly #system: SystemHeaders;

  private constructor(tree: SourceTree, folder: string, system: SystemHeaders) {
    this.#tree = tree;
    this.#system = system;
    this.#folder = folder;
    this.#guards = new Map([...tree.files.values()].map(({ path, text }) => [path, includeGuard(text)]));
  }

  static async of(tree: SourceTree, system: SystemHeaders): Promise<SystemJudge> {
    const folder = await mkdtemp(join(tmpdir(), "capidiff-system-"));
    for (const { path, text } of tree.files.values()) {
      await mkdir(dirname(join(folder, "tree", path)), { recursive: true });
      await writeFile(join(folder, "tree", path), text);
    }
    return new SystemJudge(tree, folder, system);
  }

  async close(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** Without which functions have a body, and what is exported: castxml does not tell that of every system. */
  async judge(request: TargetRequest, target: readonly string[]): Promise<Truth> {
    const [shown, internal] = await Promise.all([
      this.#judgeSurface(request, target, false),
      this.#judgeSurface(request, target, true),
    ]);
    return { public: shown, internal };
  }

  async #judgeSurface(request: TargetRequest, target: readonly string[], internal: boolean): Promise<SurfaceTruth> {
    const { abi, platform } = request;
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
    const clang = new Clang(folder, [...target, ...this.#system.args, ...include]);
    const start = this.#system.start(definition, config.text, abi, internal);
    const rejected: Rejection[] = [];
    let headers = this.#headers(internal);
    const unit = () => start + headers.map((path) => `#include "${join(tree, path)}"\n`).join("");
    for (let errors = await clang.errors(unit()); errors.length > 0; errors = await clang.errors(unit())) {
      const wrong = erringHeaders(errors.join("\n"), headerOf).filter((header) => headers.includes(header));
      if (wrong.length === 0)
        throw new Error(`clang does not take ${this.#tree.ref}: ${errors.slice(0, 5).join("\n")}`);
      for (const header of wrong) {
        const own = errors.filter((line) => headerOf(/^[^:]+/.exec(line)?.[0] ?? "") === header);
        const error = firstError(own.join("\n"), headerOf);
        rejected.push({ header, stage: "preprocessing", error, brought: new Set([header]) });
      }
      headers = headers.filter((header) => !wrong.includes(header));
    }
    const text = unit();
    const graph = await clang.describe(text + this.#tags(), (file) => headerOf(file) !== null);
    const supplement = { places: new Map(), untaggedEnums: await clang.untaggedEnums(text, graph) };
    const { macros, headers: judged } = readPreprocessed(await clang.preprocess(text), headerOf);
    const told = [...macros].flatMap(([name, { header, ...macro }]) => {
      const isConfig = header === config.path && !this.#definesBeside(name, header);
      return header === null || isConfig || this.#guards.get(header) === name
        ? []
        : [[name, { header, ...macro }] as const];
    });
    await rm(folder, { recursive: true });
    return {
      ...readDeclarations(graph, supplement, headerOf),
      macros: new Map(told),
      values: new Map(),
      groups: [],
      rejected,
      judged,
    };
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

  /** castxml leaves out the members of a struct that is defined within another, unless the file names it too. */
  #tags(): string {
    const tags = [...this.#tree.files.values()].flatMap(
      ({ text }) => text.match(/\b(?:struct|union)\s+\w+(?=\s*\{)/g) ?? [],
    );
    return [...new Set(tags)].map((tag) => `${tag};\n`).join("");
  }
}
