import type { Inclusion } from "../../c/run-state.ts";
import { groupBy } from "../../group-by.ts";
import type { Place } from "../use.ts";
import type { HeaderFault, UseRecorder } from "./recorder.ts";

/** What a header of CPython's lacks, and the `#include` of the extension's that leads there, if one does. */
export interface IncludedFault extends HeaderFault {
  at: Inclusion | null;
}

/**
 * Notes that CPython's own headers do not compile as they are included: at the `#include` that leads there, else at the
 * one of another library that is taken to, else in the first line of the file.
 */
export function noteHeaderFaults(
  headerFaults: readonly IncludedFault[],
  supposed: Inclusion | null,
  wholly: Place,
  recorder: UseRecorder,
): void {
  for (const [first, ...others] of groupBy(headerFaults, ({ at }) => at ?? supposed).values()) {
    const at = first.at ?? supposed;
    const place = (at && recorder.placeOf(at.at)) ?? wholly;
    const more = others.length === 0 ? "" : `, and ${others.length} more`;
    const message = `${first.header.replace(/^Include\//, "")}:${first.line} uses ${first.message}${more}.`;
    recorder.refused(place, at?.name ?? "Python.h", { kind: "broken-header", message });
  }
}
