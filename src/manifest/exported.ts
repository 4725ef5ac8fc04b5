import { isAtLeast } from "../cpython/target.ts";
import type { Version } from "../cpython/version.ts";
import type { ManifestSymbol } from "./model.ts";

/**
 * Whether libpython hides functions and variables that its headers do not mark with `PyAPI_FUNC` or `PyAPI_DATA`: always
 * on Windows; elsewhere 3.9 was the first to be compiled with `-fvisibility=hidden` (bpo-11410).
 * @param platform as in a target
 */
export function hidesUnmarked(version: Version, platform: string): boolean {
  return platform.startsWith("win") || isAtLeast(version, 9);
}

/** Whether an extension that uses a symbol imports it from libpython. */
export function isExported(symbol: ManifestSymbol, hides: boolean): boolean {
  if (symbol.kind === "variable") return symbol.exported || (!hides && !symbol.static);
  if (symbol.kind === "function") return symbol.exported || !hides;
  return symbol.kind === "inline-function" && symbol.exported;
}
