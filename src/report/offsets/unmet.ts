import type { OffsetTable } from "../../history/offsets.ts";
import { nearText } from "../near.ts";

/** A line for each fact that no version has. */
export function unmetLines({ unmet }: OffsetTable): string[] {
  return unmet.map(({ name, reason, near }) => `No version has a value for ${name}: ${reason}.${nearText(near)}`);
}
