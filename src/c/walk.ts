import type { CType } from "./types.ts";

type TagType = CType & { kind: "record" | "enum" };

/** Calls `visit` for each struct, union and enum specifier in a type, from the outside in, also those of members. */
export function walkTags(type: CType, visit: (tag: TagType) => void): void {
  switch (type.kind) {
    case "record":
      visit(type);
      for (const member of type.definition?.members ?? []) walkTags(member.type, visit);
      break;
    case "enum":
      visit(type);
      break;
    case "pointer":
      walkTags(type.to, visit);
      break;
    case "array":
      walkTags(type.of, visit);
      break;
    case "function":
      walkTags(type.returns, visit);
      for (const parameter of type.parameters) walkTags(parameter.type, visit);
      break;
    case "qualified":
    case "atomic":
      walkTags(type.type, visit);
      break;
  }
}
