import type { OffsetTable } from "../../history/offsets.ts";

/** A line for each fact that no version has. */
export function unmetLines({ unmet }: OffsetTable): string[] {
  return unmet.map(({ name, reason, near }) => {
    const hint = near.length === 0 ? "" : ` Did you mean ${near.join(", ")}?`;
    return `No version has a value for ${name}: ${reason}.${hint}`;
  });
}
