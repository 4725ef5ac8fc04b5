/**
 * What clang says about one ref's headers on Windows with the system headers of mingw-w64, which others wrote: it judges
 * the prelude's types and macros, and which way the conditions of CPython's headers go.
 *
 * mingw-w64's headers are for gcc. So a unit begins as if the compiler were gcc, and includes them; then it is Visual
 * C++, and goes on to CPython's. Records are laid out by Microsoft's rules from the start.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { platformDefinition } from "../../../src/cpython/platforms/registry.ts";
import { commandLine, pyconfig } from "../../../src/cpython/pyconfig.ts";
import type { Platform, TargetRequest } from "../../../src/cpython/target.ts";
import type { SourceTree } from "../../../src/cpython/tree.ts";
import { readDeclarations } from "../manifest/declarations.ts";
import type { Truth } from "../manifest/judge.ts";
import { includeGuard, readPreprocessed } from "../manifest/preprocessed.ts";
import type { Rejection, SurfaceTruth } from "../manifest/truth.ts";
import { erringHeaders, firstError } from "../manifest/unit.ts";
import { Clang } from "./clang.ts";

/** Of Debian's mingw-w64-common. */
const mingwHeaders = "/usr/share/mingw-w64/include";

/** gcc's words for the architecture, which clang does not say when it compiles for Visual C++. */
const architectures: Partial<Record<Platform, string[]>> = {
  win32: ["-D__i386__", "-D_X86_"],
  win_amd64: ["-D__MINGW64__"],
};

/** Why a platform's system headers cannot be asked about; null where they can. */
export function whyNoMingw(platform: Platform): string | null {
  if (architectures[platform] === undefined) return "mingw-w64 has no headers of it that CPython's compile with";
  return existsSync(`${mingwHeaders}/windows.h`) ? null : `${mingwHeaders} is not installed`;
}

/** clang's arguments for mingw-w64's headers, beside those for the target: as if it were gcc with Microsoft's newest runtime. */
export function mingwArgs(platform: Platform): string[] {
  const own = spawnSync("clang", ["-print-resource-dir"], { encoding: "utf8" }).stdout.trim();
  return [
    ...["-U_MSC_VER", "-D__GNUC__=4", "-D__GNUC_MINOR__=2", "-D__MINGW32__", ...(architectures[platform] ?? [])],
    ...["-D_UCRT", "-D__MSVCRT_VERSION__=0xE00", "-D_PID_T_", "-D_SSIZE_T_DEFINED"],
    ...["-nostdinc", "-isystem", mingwHeaders, "-idirafter", `${own}/include`],
  ];
}

/** All that CPython's headers include of the system's. What follows is not to come upon intrin.h: its bodies are gcc's. */
const systemHeaders = [
  ..."assert ctype direct errno fcntl float inttypes io limits locale malloc math process signal".split(" "),
  ..."stdarg stdbool stddef stdint stdio stdlib string sys/stat sys/types time wchar wctype".split(" "),
  ..."winapifamily basetsd immintrin".split(" "),
]
  .map((name) => `#include <${name}.h>\n`)
  .concat("#define __INTRIN_H_\n")
  .join("");

/** What gcc and clang have, and mingw-w64 in `sys/stat.h`, and Visual C++ has not. */
const visualC = `
${"__GNUC__ __GNUC_MINOR__ __MINGW32__ __MINGW64__ __i386__ __x86_64__ __aarch64__ __clang__ __clang_major__ __STDC_VERSION__"
  .split(" ")
  .concat("__forceinline __has_attribute __has_builtin S_ISREG S_ISDIR S_ISCHR".split(" "))
  .map((name) => `#undef ${name}\n`)
  .join("")}#define _MSC_VER 1944
`;

/** Macros that depend on the order of headers, which are all in one unit here and not each by itself. */
export const mingwLeftOut = new Set(["WIN32_LEAN_AND_MEAN", "MAXPENDINGCALLSLOOP"]);

/** A ref's tree on disk. */
export class MingwJudge {
  readonly #tree: SourceTree;
  readonly #folder: string;
  readonly #guards: Map<string, string | null>;

  private constructor(tree: SourceTree, folder: string) {
    this.#tree = tree;
    this.#folder = folder;
    this.#guards = new Map([...tree.files.values()].map(({ path, text }) => [path, includeGuard(text)]));
  }

  static async of(tree: SourceTree): Promise<MingwJudge> {
    const folder = await mkdtemp(join(tmpdir(), "capidiff-mingw-"));
    for (const { path, text } of tree.files.values()) {
      await mkdir(dirname(join(folder, "tree", path)), { recursive: true });
      await writeFile(join(folder, "tree", path), text);
    }
    return new MingwJudge(tree, folder);
  }

  async close(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** Without what castxml does not tell of Visual C++: which functions have a body, and what is exported. */
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
    const clang = new Clang(folder, [...target, ...mingwArgs(platform), ...include]);
    const start = `${commandLine(definition, abi, internal)}${internal ? "#define Py_BUILD_CORE 1\n" : ""}
#ifdef Py_BUILD_CORE
#define NTDDI_VERSION ${windowsVersion(config.text)}0000
#define _WIN32_WINNT ${windowsVersion(config.text)}
#endif
${systemHeaders}${internal ? definition.internal : ""}${visualC}#include <Python.h>\n`;
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

/** The `_WIN32_WINNT` that a build of CPython itself asks for: system headers come before pyconfig.h here. */
function windowsVersion(config: string): string {
  return /^#\s*define\s+Py_WINVER\s+(0x\w+)/m.exec(config)?.[1] ?? "0x0600";
}
