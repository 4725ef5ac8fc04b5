/** castxml's graph of types, spelled as clang spells types: `const char *`, `PyObject *(*)(PyObject *)`, `int[4]`. */
import type { Element, Graph } from "./castxml.ts";

/** What castxml calls the basic types in gcc's words, in clang's. */
const basic: Partial<Record<string, string>> = {
  bool: "_Bool", // what clang says once stdbool.h is in
  "short int": "short",
  "short unsigned int": "unsigned short",
  "long int": "long",
  "long unsigned int": "unsigned long",
  "long long int": "long long",
  "long long unsigned int": "unsigned long long",
};

/** Spells the type of an id. Parameters have been adjusted (C11 6.7.6.3) by castxml. */
export type Speller = (id: string | undefined) => string;

/** `untagged`: enums without a tag, which castxml names after their typedef. */
export function speller(graph: Graph, untagged: Set<string>): Speller {
  const at = (id: string | undefined): Element => {
    const element = graph.byId.get(id ?? "");
    if (!element) throw new Error(`castxml names ${id} and does not describe it`);
    return element;
  };

  /** C's declarators are read inside out: `inner` is what stands around the place of the name so far. */
  const declare = (id: string | undefined, inner: string): string => {
    const { kind, attributes, children } = at(id);
    switch (kind) {
      case "FundamentalType":
        return beside(basic[attributes.name ?? ""] ?? attributes.name ?? "", inner);
      case "Typedef":
        return beside(attributes.name ?? "", inner);
      case "Struct":
      case "Union":
        return beside(`${kind.toLowerCase()} ${attributes.name || "(unnamed)"}`, inner);
      case "Enumeration":
        return beside(
          `enum ${untagged.has(attributes.name ?? "") ? "(unnamed)" : attributes.name || "(unnamed)"}`,
          inner,
        );
      case "ElaboratedType":
        return declare(attributes.type, inner);
      case "AtomicType":
        return beside(`_Atomic(${declare(attributes.type, "")})`, inner);
      case "PointerType":
        return pointer(attributes.type, `*${inner}`);
      case "CvQualifiedType": {
        const words = ["const", "volatile", "restrict"].filter((word) => attributes[word] === "1").join(" ");
        const target = at(attributes.type);
        if (target.kind !== "PointerType") return `${words} ${declare(attributes.type, inner)}`;
        return pointer(target.attributes.type, beside(`*${words}`, inner));
      }
      case "ArrayType": {
        const last = attributes.max ?? "";
        return declare(attributes.type, `${inner}[${last === "" ? "" : BigInt(last) + 1n}]`);
      }
      case "FunctionType": {
        const types = children.map((child) => (child.kind === "Ellipsis" ? "..." : declare(child.attributes.type, "")));
        return declare(attributes.returns, `${inner}(${types.join(", ") || "void"})`);
      }
      default:
        // castxml has no words for typeof, _Complex, vectors and f(): shown as what it is, and equal to nothing.
        return beside(`<castxml: ${attributes.type_class ?? kind}>`, inner);
    }
  };

  const pointer = (to: string | undefined, inner: string): string =>
    declare(to, ["ArrayType", "FunctionType"].includes(at(to).kind) ? `(${inner})` : inner);

  return (id) => declare(id, "");
}

function beside(words: string, inner: string): string {
  return inner === "" || inner.startsWith("[") ? words + inner : `${words} ${inner}`;
}
