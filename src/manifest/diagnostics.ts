import type { Diagnostic } from "../c/diagnostic.ts";
import type { StableAbiEntry } from "../cpython/stable-abi.ts";
import type { ManifestSymbol } from "./model.ts";

/** Diagnostics about quirks of the headers or the documentation, which do not make a manifest incomplete. */
export const harmless = new Set([
  "header-rejected",
  "header-not-self-contained",
  "invalid-refcounts",
  "invalid-thread-safety",
  "stable-abi-disagrees",
  "stable-abi-unknown",
]);

/** Removes duplicates by place: several readings of a header report the same. */
export function uniqueDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const unique = new Map(diagnostics.map((one) => [`${one.code} ${one.header} ${one.line} ${one.message}`, one]));
  return [...unique.values()].sort(
    (a, b) =>
      compare(a.header, b.header) || a.line - b.line || compare(a.code, b.code) || compare(a.message, b.message),
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Names on which `Misc/stable_abi.toml` and the headers disagree about the limited API (PEP 652). */
export function stableAbiDisagreements(
  symbols: readonly ManifestSymbol[],
  listed: ReadonlyMap<string, StableAbiEntry>,
): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const { name, header, line, limitedApi } of symbols) {
    const entry = listed.get(name);
    if (entry === undefined || entry.abiOnly || entry.feature !== null || limitedApi?.since === entry.added) continue;
    const shown = limitedApi === null ? "in no version" : `since ${limitedApi.since}`;
    const message = `The stable ABI's list has ${name} since ${entry.added}; the limited API of the headers shows it ${shown}`;
    diagnostics.push({ code: "stable-abi-disagrees", header, line, message });
  }
  return diagnostics;
}
