import type { MacroSymbol } from "../manifest/model.ts";
import type { Matched } from "./matched.ts";
import type { Pair } from "./pair.ts";

/** A macro that takes arguments and stands for one function in both versions. */
export interface Caller extends Pair<MacroSymbol> {
  /** The name of the function. */
  calls: string;
}

/** The callers on the public surface that changed. */
export function* callersOf({ symbols }: Pick<Matched, "symbols">): Iterable<Caller> {
  for (const { from, to } of symbols.changed) {
    if (from.kind !== "macro" || to.kind !== "macro" || from.params === null || from.surface !== "public") continue;
    if (from.standsFor !== null && from.standsFor === to.standsFor) yield { from, to, calls: from.standsFor };
  }
}
