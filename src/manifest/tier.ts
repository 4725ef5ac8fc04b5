import type { Surface, Tier } from "./model.ts";

/** The promise made for a name (PEP 620 and PEP 697): the first that fits. */
export function tierOf(name: string, surface: Surface, isInLimitedApi: boolean): Tier {
  if (surface === "internal") return "internal";
  if (name.startsWith("PyUnstable_")) return "unstable";
  if (name.startsWith("_")) return "private";
  return isInLimitedApi ? "limited" : "public";
}
