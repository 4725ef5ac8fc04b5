import type { PartRequest } from "../manifest/part.ts";
import { compilePattern } from "../manifest/pattern.ts";
import type { Lookups } from "./outline.ts";
import type { TargetIndex } from "./target-index.ts";

/** What a part of a manifest is made of; null if it takes all entries. */
export function lookupsFor(part: PartRequest, index: TargetIndex): Lookups | null {
  if (part.kind === "symbol") return { names: [part.name], steps: [] };
  if (part.kind !== "struct" && part.kind !== "layouts") return null;
  const steps = part.expand ? "all" : (part.member?.split(".").slice(0, -1) ?? []);
  if (part.kind === "struct") return { names: [part.name.replace(/^(?:struct|union)\s+/, "")], steps };
  const matches = compilePattern(part.name);
  return { names: [...index.names("struct")].filter(matches), steps };
}
