import { LRUCache } from "lru-cache";
import { platformDefinition } from "../cpython/platforms/registry.ts";
import { minorThatMatters, type Pyconfig, pyconfig, pyconfigPath } from "../cpython/pyconfig.ts";
import { readPython3Def } from "../cpython/python3-def.ts";
import { readReferenceCounts } from "../cpython/refcounts.ts";
import { readStableAbi } from "../cpython/stable-abi.ts";
import type { TargetRequest } from "../cpython/target.ts";
import { readThreadSafety } from "../cpython/thread-safety.ts";
import type { SourceTree } from "../cpython/tree.ts";

/** How many are kept: a manifest needs a `pyconfig.h` for each of seven targets. */
const maxKnown = 32;

/** What the files of a tree say that are no headers; where the text is that of the tree before, so is the object. */
export class Documents {
  readonly #known = new LRUCache<string, { texts: readonly (string | undefined)[]; read: unknown }>({ max: maxKnown });

  stableAbi(tree: SourceTree): ReturnType<typeof readStableAbi> {
    return this.#read(tree, ["Misc/stable_abi.toml", "Misc/stable_abi.txt"], readStableAbi);
  }

  referenceCounts(tree: SourceTree): ReturnType<typeof readReferenceCounts> {
    return this.#read(tree, ["Doc/data/refcounts.dat"], readReferenceCounts);
  }

  threadSafety(tree: SourceTree): ReturnType<typeof readThreadSafety> {
    return this.#read(tree, ["Doc/data/threadsafety.dat"], readThreadSafety);
  }

  python3Def(tree: SourceTree): ReturnType<typeof readPython3Def> {
    return this.#read(tree, ["PC/python3.def"], readPython3Def);
  }

  pyconfig(tree: SourceTree, { platform, abi, macros = [] }: TargetRequest): Pyconfig {
    const definition = platformDefinition(platform);
    const key = JSON.stringify([platform, abi, minorThatMatters(tree, definition), macros]);
    const paths = [pyconfigPath, "pyconfig.h.in", "PC/pyconfig.h", "PC/pyconfig.h.in"];
    return this.#read(tree, paths, () => pyconfig(tree, definition, abi, macros), key);
  }

  /** @param paths of all files that `read` looks at */
  #read<T>(tree: SourceTree, paths: readonly string[], read: (tree: SourceTree) => T, key = paths[0] as string): T {
    const texts = paths.map((path) => tree.files.get(path)?.text);
    const known = this.#known.get(key);
    if (known?.texts.every((text, index) => text === texts[index])) return known.read as T;
    const fresh = read(tree);
    this.#known.set(key, { texts, read: fresh });
    return fresh;
  }
}
