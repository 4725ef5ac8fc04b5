/** castxml's elements → the declarations that stand in the headers of the tree. */
import type { Element, Graph } from "./castxml.ts";
import { type Speller, speller } from "./spelling.ts";
import type { Declarations, Location, TruthFunction, TruthMember, TruthStruct } from "./truth.ts";
import type { TypeFacts } from "./type-facts.ts";

/** The location of a declaration or definition of a function. */
export interface FunctionPlace extends Location {
  definition: boolean;
}

/** What castxml cannot say and compilers can. */
export interface Supplement extends TypeFacts {
  /** Every location of every function: castxml knows only the first. */
  places: Map<string, FunctionPlace[]>;
}

export function emptyDeclarations(): Declarations {
  return {
    functions: new Map(),
    variables: new Map(),
    typedefs: new Map(),
    enumerators: new Map(),
    enums: new Map(),
    structs: new Map(),
  };
}

/** `headerOf` returns `Include/…` for a file of the tree and null for any other. */
export function readDeclarations(
  graph: Graph,
  supplement: Supplement,
  headerOf: (file: string) => string | null,
): Declarations {
  const spell = speller(graph, supplement.untaggedEnums);
  const found = emptyDeclarations();
  const typedefsOf = new Map<string, string[]>();
  const tagged: { element: Element; location: Location }[] = [];

  for (const element of graph.elements) {
    const { kind, attributes } = element;
    const header = headerOf(graph.files.get(attributes.file ?? "") ?? "");
    // Artificial: clang's own declaration of a builtin, placed at its first use.
    if (header === null || attributes.artificial === "1") continue;
    const location: Location = { header, line: Number(attributes.line) };
    const name = attributes.name ?? "";
    const marks = {
      exported: /\bannotate\(default\)/.test(attributes.attributes ?? ""),
      deprecated: /\bdeprecated\b/.test(attributes.attributes ?? ""),
    };
    const global = graph.byId.get(attributes.context ?? "")?.kind === "Namespace";
    if (kind === "Function" && global) {
      found.functions.set(name, { ...readFunction(element, spell), ...marks, ...place(name, location, supplement) });
    } else if (kind === "Variable" && global) {
      found.variables.set(name, { ...location, ...marks, type: spell(attributes.type) });
    } else if (kind === "Typedef" && global) {
      found.typedefs.set(name, { ...location, deprecated: marks.deprecated, type: spell(attributes.type) });
      const target = elaborated(graph, attributes.type);
      if (target) typedefsOf.set(target, [...(typedefsOf.get(target) ?? []), name]);
    } else if ((kind === "Enumeration" || kind === "Struct" || kind === "Union") && !withinFunction(graph, element)) {
      tagged.push({ element, location });
    }
  }

  for (const { element, location } of tagged) {
    const { id = "", name } = element.attributes;
    const typedefs = typedefsOf.get(id) ?? [];
    if (element.kind === "Enumeration") {
      const tag = name && !supplement.untaggedEnums.has(name) ? name : null;
      const [typedef = null] = typedefs;
      const values = Object.fromEntries(
        element.children.map(({ attributes: { name = "", init = "" } }) => [name, init]),
      );
      for (const [enumerator, value] of Object.entries(values)) {
        found.enumerators.set(enumerator, { header: location.header, enum: typedef ?? tag, value });
      }
      const key = tag ? `enum ${tag}` : typedef;
      if (key !== null) found.enums.set(key, { ...location, tag, typedef, values });
    } else {
      const struct = readStruct(graph, spell, element, typedefs);
      const key = struct.tag ? `${struct.kind} ${struct.tag}` : typedefs[0];
      // One without any name appears as the type of a member or variable.
      if (key === undefined) continue;
      const align = supplement.alignmentOf.get(key) ?? struct.align;
      found.structs.set(key, { ...location, ...struct, align });
    }
  }
  return found;
}

function readStruct(
  graph: Graph,
  spell: Speller,
  element: Element,
  typedefs: string[],
): Omit<TruthStruct, keyof Location> {
  const { name, incomplete, size, align } = element.attributes;
  return {
    kind: element.kind === "Union" ? "union" : "struct",
    tag: name || null,
    typedefs,
    ...(incomplete === "1"
      ? { members: null, size: null, align: null }
      : { members: readMembers(graph, spell, element, 0), size: Number(size) / 8, align: Number(align) / 8 }),
  };
}

function readFunction(element: Element, spell: Speller): Pick<TruthFunction, "returns" | "params" | "variadic"> {
  const params = element.children.filter((child) => child.kind === "Argument");
  return {
    returns: spell(element.attributes.returns),
    params: params.map((child) => ({ type: spell(child.attributes.type), name: child.attributes.name ?? null })),
    variadic: element.children.some((child) => child.kind === "Ellipsis"),
  };
}

/** The manifest's entry is that of the definition if there is one, else of the first declaration. */
function place(name: string, first: Location, { places }: Supplement): Location & { inline: boolean } {
  const definition = places.get(name)?.find((place) => place.definition);
  return { header: (definition ?? first).header, line: (definition ?? first).line, inline: definition !== undefined };
}

/** The id of the struct, union or enum that a typedef directly stands for. */
function elaborated(graph: Graph, id: string | undefined): string | null {
  const type = graph.byId.get(id ?? "");
  return type?.kind === "ElaboratedType" ? (type.attributes.type ?? null) : null;
}

function withinFunction(graph: Graph, element: Element): boolean {
  const context = graph.byId.get(element.attributes.context ?? "");
  if (!context || context.kind === "Namespace") return false;
  return context.kind === "Function" || withinFunction(graph, context);
}

/** Members as C sees them: those of an anonymous struct or union are the outer one's. `base` is in bits. */
function readMembers(graph: Graph, spell: Speller, record: Element, base: number): TruthMember[] {
  const ids = (record.attributes.members ?? "").split(" ");
  const fields = ids.map((id) => graph.byId.get(id)).filter((member) => member?.kind === "Field") as Element[];
  return fields.flatMap(({ attributes }): TruthMember[] => {
    const offset = base + Number(attributes.offset);
    const unnamed = unnamedRecord(graph, attributes.type);
    if (unnamed && !attributes.name) return readMembers(graph, spell, unnamed, offset);
    return [
      {
        name: attributes.name || null,
        type: spell(attributes.type),
        offset,
        size: sizeOf(graph, attributes.type),
        bitWidth: attributes.bits === undefined ? null : Number(attributes.bits),
        members: unnamed ? readMembers(graph, spell, unnamed, offset) : null,
      },
    ];
  });
}

/** The struct or union without name that a type is, or is an array of. */
function unnamedRecord(graph: Graph, id: string | undefined): Element | null {
  const type = graph.byId.get(id ?? "");
  if (type === undefined) return null;
  if (/^(ElaboratedType|CvQualifiedType|ArrayType)$/.test(type.kind)) return unnamedRecord(graph, type.attributes.type);
  return /^(Struct|Union)$/.test(type.kind) && !type.attributes.name ? type : null;
}

/** In bytes, as castxml gives it for basic types. */
function sizeOf(graph: Graph, id: string | undefined): number | null {
  const type = graph.byId.get(id ?? "");
  if (type === undefined) return null;
  if (type.attributes.size !== undefined) return Number(type.attributes.size) / 8;
  const of = sizeOf(graph, type.attributes.type);
  if (type.kind !== "ArrayType") return of;
  const { max } = type.attributes;
  return of === null ? null : max ? of * (Number(max) + 1) : 0;
}
