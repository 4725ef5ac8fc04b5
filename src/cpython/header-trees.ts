import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { CapidiffError } from "../errors.ts";
import { hashOf, readHeaderFolder } from "./header-folder.ts";
import type { RefTrees, ResolvedRef } from "./repository.ts";
import type { SourceFile, SourceTree } from "./tree.ts";

const prefix = "headers:";
const namePattern = /^\w[\w.+-]{0,99}$/;

/**
 * Headers outside a git repository, kept in the data folder under a name: another implementation's, or an installed
 * build's with its own `pyconfig.h`. Their ref is `headers:NAME`.
 */
export class HeaderTrees {
  readonly #folder: string;

  /** @param dataDir created when the first headers are kept */
  constructor(dataDir: string) {
    this.#folder = join(dataDir, "headers");
  }

  /**
   * Reads a folder (`readHeaderFolder`) and keeps its headers, replacing those of that name.
   * @param name default: the folder's name
   * @throws CapidiffError `invalid-headers`, `invalid-ref` for the name, `store-failed`
   */
  async keep(folder: string, name: string = basename(resolve(folder))): Promise<SourceTree> {
    const file = this.#file(name);
    const files = await readHeaderFolder(folder);
    try {
      await mkdir(this.#folder, { recursive: true });
      const draft = `${file}.${randomUUID()}`;
      await writeFile(draft, JSON.stringify([...files.values()]));
      await rename(draft, file);
    } catch (cause) {
      throw new CapidiffError("store-failed", `${file} cannot be written: ${(cause as Error).message}.`, {}, { cause });
    }
    return { ref: prefix + name, commit: hashOf(files), files };
  }

  /** @throws CapidiffError `unknown-ref`, with the known names */
  async resolve(ref: string): Promise<ResolvedRef> {
    const { commit } = await this.tree(ref);
    return { ref, commit, kind: "headers" };
  }

  /** @throws CapidiffError `unknown-ref` likewise, `store-failed` for a damaged file */
  async tree(ref: string): Promise<SourceTree> {
    const file = this.#file(ref.slice(prefix.length));
    const text = await readFile(file, "utf8").catch(() => null);
    if (text === null) {
      const message = `No headers are kept as ${ref}: keep them with \`capidiff manifest --headers FOLDER --name NAME\`.`;
      throw new CapidiffError("unknown-ref", message, { near: await this.refs() });
    }
    try {
      const files = new Map((JSON.parse(text) as SourceFile[]).map((file) => [file.path, file]));
      return { ref, commit: hashOf(files), files };
    } catch (cause) {
      throw new CapidiffError("store-failed", `${file} was damaged: keep the headers again.`, {}, { cause });
    }
  }

  /** The names of all kept headers, sorted. */
  async refs(): Promise<string[]> {
    const names = await readdir(this.#folder).catch(() => []);
    return names.flatMap((name) => (name.endsWith(".json") ? [prefix + name.slice(0, -".json".length)] : [])).sort();
  }

  #file(name: string): string {
    if (namePattern.test(name)) return join(this.#folder, `${name}.json`);
    const shown = JSON.stringify(name.slice(0, 80));
    throw new CapidiffError("invalid-ref", `${shown} is no name for headers: letters, digits and . _ + - make one.`);
  }
}

/** The repository with `headers:NAME` as additional refs. */
export function withHeaderTrees(repository: RefTrees, trees: HeaderTrees): RefTrees {
  const isKept = (ref: string) => ref.startsWith(prefix);
  return {
    get outage() {
      return repository.outage;
    },
    get knowsRefs() {
      return repository.knowsRefs;
    },
    get freshRefs() {
      return repository.freshRefs;
    },
    refs: () => repository.refs(),
    resolveKnown: (ref) => repository.resolveKnown(ref),
    resolve: (ref) => (isKept(ref) ? trees.resolve(ref) : repository.resolve(ref)),
    tree: (ref) => {
      const name = typeof ref === "string" ? ref : ref.ref;
      return isKept(name) ? trees.tree(name) : repository.tree(ref);
    },
    expect: (ref) => {
      if (!isKept(ref.ref)) repository.expect(ref);
    },
  };
}
