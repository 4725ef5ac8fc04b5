import { readPython3Def } from "../cpython/python3-def.ts";
import { readReferenceCounts } from "../cpython/refcounts.ts";
import { readStableAbi } from "../cpython/stable-abi.ts";
import { readThreadSafety } from "../cpython/thread-safety.ts";
import type { SourceTree } from "../cpython/tree.ts";

/** What the files of a tree say that are no headers; where the text is that of the tree before, so is the object. */
export class Documents {
  readonly #known = new Map<string, { texts: readonly (string | undefined)[]; read: unknown }>();

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

  /** @param paths of all files that `read` looks at */
  #read<T>(tree: SourceTree, paths: readonly string[], read: (tree: SourceTree) => T): T {
    const texts = paths.map((path) => tree.files.get(path)?.text);
    const known = this.#known.get(paths[0] as string);
    if (known?.texts.every((text, index) => text === texts[index])) return known.read as T;
    const fresh = read(tree);
    this.#known.set(paths[0] as string, { texts, read: fresh });
    return fresh;
  }
}
