import type { PageRequest } from "../cpython/page.ts";
import { type EntryFilter, listStructs, listSymbols, type StructsPage, type SymbolsPage } from "./entry-list.ts";
import type { Manifest } from "./model.ts";
import { type StructList, type StructPart, type StructView, structList, structPart } from "./struct-part.ts";
import { type SymbolPart, symbolPart } from "./symbol-part.ts";

/**
 * A request for part of a manifest: one entry by name (for a struct, any of its names), the structs that match a glob, or
 * a page of entries.
 */
export type PartRequest =
  | { kind: "symbol"; name: string }
  | ({ kind: "struct" | "layouts"; name: string } & StructView)
  | { kind: "symbols" | "structs"; filter: EntryFilter; page: PageRequest };

/** An answer about part of a manifest. */
export type Part = SymbolPart | StructPart | StructList | SymbolsPage | StructsPage;

/** @throws CapidiffError `unknown-symbol`, `unknown-struct`, `unknown-member`, or `invalid-request` for an invalid cursor */
export function partOf(manifest: Manifest, request: PartRequest): Part {
  switch (request.kind) {
    case "symbol":
      return symbolPart(manifest, request.name);
    case "struct":
      return structPart(manifest, request.name, request);
    case "layouts":
      return structList(manifest, request.name, request);
    case "symbols":
      return listSymbols(manifest, request.filter, request.page);
    case "structs":
      return listStructs(manifest, request.filter, request.page);
  }
}
