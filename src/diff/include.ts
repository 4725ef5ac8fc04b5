import type { Comparison } from "./comparison.ts";
import { type HeaderEntry, includeName, isEntry } from "./header-graph.ts";
import type { Impact } from "./model.ts";

/** The impact of a removed header on `#include` lines that name it. */
export function sourceOfInclude({ name, surface }: HeaderEntry, { from }: Comparison): Impact {
  if (surface === "internal") return "breaking";
  if (!isEntry(name)) return "compatible";
  return from.headers.inPython(name) ? "risky" : "breaking";
}

/** The header to include for what moved from one header to another of `to`. */
export function hintOfInclude({ surface }: HeaderEntry, path: string, { to: { headers } }: Comparison): string | null {
  const isInternal = path.startsWith("Include/internal/");
  if (isInternal && surface === "public") return null;
  if (headers.inPython(path)) return "Python.h includes it.";
  const [entry = path] = isInternal ? [] : headers.entriesTo(path);
  return `Include ${includeName(entry)}.`;
}
