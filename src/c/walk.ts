import type { CType, RecordDefinition } from "./types.ts";

/** A type that has a tag in C: a struct, union or enum. */
export type TagType = CType & { kind: "record" | "enum" };

/**
 * Calls `visit` for a type and all types it contains, including those of members, from the outside in. A definition
 * shared by several members of a record (`struct { … } a, b;`) is visited once.
 */
export function walkType(type: CType, visit: (type: CType) => void, seen?: Set<RecordDefinition>): void {
  visit(type);
  switch (type.kind) {
    case "record":
      if (type.definition === null || seen?.has(type.definition)) break;
      seen ??= new Set();
      seen.add(type.definition);
      for (const member of type.definition.members) walkType(member.type, visit, seen);
      break;
    case "pointer":
      walkType(type.to, visit, seen);
      break;
    case "array":
      walkType(type.of, visit, seen);
      break;
    case "function":
      walkType(type.returns, visit, seen);
      for (const parameter of type.parameters) walkType(parameter.type, visit, seen);
      break;
    case "qualified":
    case "atomic":
      walkType(type.type, visit, seen);
      break;
  }
}

/** The struct, union and enum specifiers in a type. */
export function tagsOf(type: CType): TagType[] {
  const tags: TagType[] = [];
  walkType(type, (part) => {
    if (part.kind === "record" || part.kind === "enum") tags.push(part);
  });
  return tags;
}
