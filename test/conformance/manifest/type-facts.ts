/** What castxml does not tell of types, and compilers do by errors in what they are asked. */
import type { Graph } from "./castxml.ts";

export interface TypeFacts {
  /** Enums without a tag; castxml names them after their typedef. */
  untaggedEnums: Set<string>;
  /** Bytes, by typedef, of structs and unions without a tag: castxml knows no alignment of a typedef. */
  alignmentOf: Map<string, number>;
}

/** @param errs which of these lines, one declaration each after the text that `graph` describes, are errors */
export async function typeFacts(
  graph: Graph,
  headerOf: (file: string) => string | null,
  errs: (declarations: readonly string[]) => Promise<number[]>,
): Promise<TypeFacts> {
  const enums = doubtfulEnums(graph);
  const alignments = untaggedStructs(graph, headerOf).flatMap((name) =>
    powersOfTwo.map((align): [string, number] => [name, align]),
  );
  const tagged = new Set<string>();
  const alignmentOf = new Map<string, number>();
  const found = [
    ...enums.map((name) => () => tagged.add(name)),
    ...alignments.map((one) => () => alignmentOf.set(...one)),
  ];
  const declarations = [
    // The tag of an enum is no struct's.
    ...enums.map((name) => `struct ${name};`),
    ...alignments.map(([name, align]) => `_Static_assert(_Alignof(${name}) != ${align}, "");`),
  ];
  if (declarations.length > 0) for (const index of await errs(declarations)) found[index]?.();
  return { untaggedEnums: new Set(enums.filter((name) => !tagged.has(name))), alignmentOf };
}

/** Bytes. */
const powersOfTwo = [1, 2, 4, 8, 16, 32, 64, 128];

/** Enums named as a typedef is: by their tag, or by castxml for lack of one. */
function doubtfulEnums({ elements }: Graph): string[] {
  const names = (kind: string) => elements.filter((e) => e.kind === kind).map((e) => e.attributes.name ?? "");
  const typedefs = new Set(names("Typedef"));
  return names("Enumeration").filter((name) => typedefs.has(name));
}

/** The typedefs of structs and unions without a tag. */
function untaggedStructs({ elements, byId, files }: Graph, headerOf: (file: string) => string | null): string[] {
  return elements
    .filter(({ kind, attributes: { file = "" } }) => kind === "Typedef" && headerOf(files.get(file) ?? "") !== null)
    .filter(({ attributes: { type = "" } }) => {
      const named = byId.get(byId.get(type)?.attributes.type ?? "");
      return named !== undefined && /^(Struct|Union)$/.test(named.kind) && !named.attributes.name;
    })
    .map(({ attributes: { name = "" } }) => name);
}
