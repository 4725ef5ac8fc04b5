import type { CType } from "./types.ts";

type TagType = CType & { kind: "record" | "enum" };

/** Calls `visit` for a type and all that it is made of, also the types of members, from the outside in. */
export function walkType(type: CType, visit: (type: CType) => void): void {
  visit(type);
  switch (type.kind) {
    case "record":
      for (const member of type.definition?.members ?? []) walkType(member.type, visit);
      break;
    case "pointer":
      walkType(type.to, visit);
      break;
    case "array":
      walkType(type.of, visit);
      break;
    case "function":
      walkType(type.returns, visit);
      for (const parameter of type.parameters) walkType(parameter.type, visit);
      break;
    case "qualified":
    case "atomic":
      walkType(type.type, visit);
      break;
  }
}

/** Calls `visit` for each struct, union and enum specifier in a type. */
export function walkTags(type: CType, visit: (tag: TagType) => void): void {
  walkType(type, (part) => {
    if (part.kind === "record" || part.kind === "enum") visit(part);
  });
}
