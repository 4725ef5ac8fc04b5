import { memberTree } from "../diff/member-tree.ts";
import type { Manifest } from "../manifest/model.ts";
import { isInternalHeader } from "./api.ts";
import type { KnownApi } from "./source/uses.ts";

/** What the names of the C API are in some versions: a source uses what one of them has, whether its target has it or not. */
export class KnownNames implements KnownApi {
  readonly #names = new Set<string>();
  readonly #headers = new Set<string>();
  readonly #structs = new Map<string, Set<string>>();

  constructor(manifests: Iterable<Manifest>) {
    for (const manifest of manifests) this.#add(manifest);
  }

  /** Whether a symbol, a struct or its tag, or an enum has the name, also one that only other targets have. */
  isName(name: string): boolean {
    return this.#names.has(name);
  }

  /** The structs that the public headers complete and that have such a member. */
  structsWith(member: string): readonly string[] {
    return [...(this.#structs.get(member) ?? [])];
  }

  /** Whether there is a header of the name, as an `#include` gives it. */
  isHeader(name: string): boolean {
    return this.#headers.has(name);
  }

  #add({ symbols, structs, enums, elsewhere, headers }: Manifest): void {
    for (const { name } of [...symbols, ...structs, ...enums, ...elsewhere]) this.#names.add(name);
    for (const { tag } of [...structs, ...enums]) if (tag !== null) this.#names.add(tag);
    for (const { path } of headers) {
      const name = path.replace(/^Include\//, "");
      this.#headers.add(name);
      if (isInternalHeader(name)) this.#headers.add(name.replace(/^internal\//, ""));
    }
    for (const struct of structs) {
      if (struct.surface === "internal" || struct.opaque) continue;
      for (const { name } of memberTree(struct)) {
        const known = this.#structs.get(name);
        if (known) known.add(struct.name);
        else this.#structs.set(name, new Set([struct.name]));
      }
    }
  }
}
