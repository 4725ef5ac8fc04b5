import type { Comparison } from "./comparison.ts";
import { includeName, isEntry } from "./header-graph.ts";
import type { HeaderEntry } from "./headers.ts";
import type { Impact } from "./model.ts";

/** What the loss of a header does to the `#include` lines that name it. */
export function sourceOfInclude({ name, surface }: HeaderEntry, { from }: Comparison): Impact {
  if (surface === "internal") return "breaking";
  if (!isEntry(name)) return "compatible";
  return from.headers.inPython(name) ? "risky" : "breaking";
}

/** What to include for what stood in a header and stands in another one of `to`. */
export function hintOfInclude({ surface }: HeaderEntry, path: string, { to: { headers } }: Comparison): string | null {
  const isInternal = path.startsWith("Include/internal/");
  if (isInternal && surface === "public") return null;
  if (headers.inPython(path)) return "Python.h includes it.";
  const [entry = path] = isInternal ? [] : headers.entriesTo(path);
  return `Include ${includeName(entry)}.`;
}
