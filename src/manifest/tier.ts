import type { Surface, Tier } from "./model.ts";

/** The stability promised for a name (PEP 384 for `limited`, PEP 689 for the others); the first rule that matches. */
export function tierOf(name: string, surface: Surface, isInLimitedApi: boolean): Tier {
  if (surface === "internal") return "internal";
  if (name.startsWith("PyUnstable_")) return "unstable";
  if (name.startsWith("_")) return "private";
  return isInLimitedApi ? "limited" : "public";
}
