/** What the compilers say about one ref for one target, both surfaces. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, normalize, relative } from "node:path";
import { platformDefinition } from "../../../src/cpython/platforms/registry.ts";
import { pyconfig } from "../../../src/cpython/pyconfig.ts";
import type { Abi } from "../../../src/cpython/target.ts";
import type { SourceTree } from "../../../src/cpython/tree.ts";
import { versionOf } from "../../../src/cpython/version.ts";
import { writeTree } from "../../write-tree.ts";
import { compilerOf } from "../compilers.ts";
import type { Setting } from "./compiler.ts";
import { type LimitedNames, limitedNames } from "./limited-names.ts";
import { includeGuard } from "./preprocessed.ts";
import { judgeOnAnotherPlatform, judgeSurface, type SurfaceHeaders } from "./surface.ts";
import { type ConformanceTarget, firstPlatform, targetsOf } from "./targets.ts";
import type { SurfaceTruth } from "./truth.ts";

export interface Truth {
  public: SurfaceTruth;
  /** Null for a limited abi: CPython itself is never built so. */
  internal: SurfaceTruth | null;
}

/** A ref's tree on disk, as compilers want it. */
export class Judge {
  readonly #tree: SourceTree;
  readonly #folder: string;
  readonly #truths = new Map<string, Promise<Truth>>();
  readonly #running: (Promise<SurfaceTruth> | null)[] = [];
  readonly #guards = new Map<string, string | null>();

  private constructor(tree: SourceTree, folder: string) {
    this.#tree = tree;
    this.#folder = folder;
    for (const { path, text } of tree.files.values()) this.#guards.set(path, includeGuard(text));
  }

  static async of(tree: SourceTree): Promise<Judge> {
    const folder = await mkdtemp(join(tmpdir(), "capidiff-conformance-"));
    await writeTree(tree, join(folder, "tree"));
    return new Judge(tree, folder);
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.#running); // A failure of one leaves others at work in the folder.
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** Kept until close: what a limited API shows is asked more than once. */
  judge(target: ConformanceTarget): Promise<Truth> {
    const known = this.#truths.get(target.label) ?? this.#judge(target);
    this.#truths.set(target.label, known);
    return known;
  }

  /** What the limited API shows by the lowest version first: abi3's, of which free-threaded builds have their own. */
  async limitedApi(abi: "abi3" | "abi3t"): Promise<LimitedNames> {
    const limited = targetsOf(versionOf(this.#tree)).filter(({ request }) => request.abi === abi);
    const truths = await Promise.all(limited.map((target) => this.judge(target)));
    return limitedNames(
      limited.map(({ request }, index) => [request.limitedApi ?? "", (truths[index] as Truth).public]),
    );
  }

  async #judge(target: ConformanceTarget): Promise<Truth> {
    const limited = target.request.limitedApi !== null;
    const surfaces = [
      this.#judgeSurface(target, "public"),
      limited ? null : this.#judgeSurface(target, "internal"),
    ] as const;
    this.#running.push(...surfaces);
    const [shown, internal] = await Promise.all(surfaces);
    return { public: shown, internal };
  }

  async #judgeSurface(target: ConformanceTarget, surface: "public" | "internal"): Promise<SurfaceTruth> {
    const { abi, platform } = target.request;
    const folder = await mkdtemp(join(this.#folder, `${abi}-`));
    const tree = join(this.#folder, "tree");
    await writeFile(join(folder, "pyconfig.h"), pyconfig(this.#tree, platformDefinition(platform), abi).text);
    const headers = this.#headers(/^Include\/[^/]+\.h$/);
    const internals = this.#headers(/^Include\/internal\/.+\.h$/);
    const setting: Setting = {
      compiler: compilerOf(platform),
      folder,
      includePath: [
        folder,
        ...["Include", "Include/internal", ...this.#libraryFolders()].map((one) => join(tree, one)),
      ],
      defines: surface === "internal" ? [...target.defines, "Py_BUILD_CORE"] : target.defines,
    };
    const asked: SurfaceHeaders = {
      paths: ["Include/Python.h", ...headers, ...(surface === "internal" ? internals : [])],
      pathOf: (header) => join(tree, header),
      headerOf: (file) => {
        const path = file.startsWith(tree) ? relative(tree, normalize(file)) : "";
        return path.startsWith("Include/") ? path : null;
      },
      guardOf: (header) => this.#guards.get(header) ?? null,
      // One abi a ref says enough of how constants are computed.
      values: abi === "cp",
      before: (header) => this.#configuring(header),
    };
    const truth =
      platform === firstPlatform
        ? await judgeSurface(setting, asked)
        : await judgeOnAnotherPlatform(setting, asked, await this.#onFirstPlatform(abi, surface));
    await rm(folder, { recursive: true });
    return truth;
  }

  async #onFirstPlatform(abi: Abi, surface: "public" | "internal"): Promise<SurfaceTruth> {
    const target = targetsOf(versionOf(this.#tree)).find(({ label }) => label === abi);
    return (await this.judge(target as ConformanceTarget))[surface] as SurfaceTruth;
  }

  /** In the order of their names; Python.h, which every unit begins with, is left out. */
  #headers(pattern: RegExp): string[] {
    return [...this.#tree.files.keys()].filter((path) => pattern.test(path) && path !== "Include/Python.h").sort();
  }

  /** The folders of bundled libraries that the Makefile passes as `-I`: 3.13.0a2 to b1 need them. */
  #libraryFolders(): string[] {
    const folders = this.#text("Makefile.pre.in").matchAll(/-I\$\(srcdir\)\/(Include\/internal\/\S+)/g);
    return [...folders].map(([, folder]) => folder as string);
  }

  /** CPython's own header that includes the bundled library a header is part of: it sets how that is configured. */
  #configuring(header: string): string | null {
    const library = /^Include\/internal\/([^/]+)\//.exec(header)?.[1];
    if (library === undefined) return null;
    const includes = new RegExp(`^\\s*#\\s*include\\s*"${library}[/.]`, "m");
    return this.#headers(/^Include\/internal\/[^/]+$/).find((path) => includes.test(this.#text(path))) ?? null;
  }

  #text(path: string): string {
    return this.#tree.files.get(path)?.text ?? "";
  }
}
