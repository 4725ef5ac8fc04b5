import type { ManifestSymbol } from "../../manifest/model.ts";
import { sameType } from "../conversion.ts";
import { counted } from "../counted.ts";
import { isFunction } from "../finding.ts";
import type { Matched } from "../matched.ts";
import type { Pair } from "../pair.ts";
import { signatureChange } from "../signature.ts";

/** The value of an integer constant. */
export const constantOf = (symbol: ManifestSymbol): string | null => ("value" in symbol ? symbol.value : null);

/** Functions and function-like macros. */
export const isCallable = (symbol: ManifestSymbol): boolean => "params" in symbol && symbol.params !== null;

/** Whether calls of one are valid calls of the other. */
export function isCalledAlike(pair: Pair<ManifestSymbol>, matched: Matched): boolean {
  const { from, to } = pair;
  if (!("params" in from && "params" in to) || from.params?.length !== to.params?.length) return false;
  if (!isFunction(from) || !isFunction(to)) return true;
  return signatureChange({ from, to }, matched)?.impact.source !== "breaking";
}

/** Whether code may use one in place of the other: with the same calls, or for the same value, type or text. */
export function isUsedAlike(pair: Pair<ManifestSymbol>, matched: Matched): boolean {
  const { from, to } = pair;
  if (isCallable(from) && isCallable(to)) return isCalledAlike(pair, matched);
  if (constantOf(from) !== null) return constantOf(from) === constantOf(to);
  return isTheSame(pair, matched);
}

/** Whether everything but the name is equal. */
export function isTheSame({ from, to }: Pair<ManifestSymbol>, matched: Matched): boolean {
  if (isFunction(from) && isFunction(to)) return signatureChange({ from, to }, matched) === null;
  if (from.kind === "macro" && to.kind === "macro")
    return from.params?.join() === to.params?.join() && from.body === to.body;
  if (from.kind !== to.kind || !("type" in from && "type" in to)) return false;
  const { types } = matched;
  return sameType(types.of(matched.from, from.type), types.of(matched.to, to.type));
}

/** Whether both are integer constants, with different values. */
export function hasOtherValue({ from, to }: Pair<ManifestSymbol>): boolean {
  const [before, after] = [constantOf(from), constantOf(to)];
  return before !== null && after !== null && before !== after;
}

/** How uses of one must change to become uses of the other, and how their values differ, as parts of a sentence. */
export function useDifferences({ from, to }: Pair<ManifestSymbol>, matched: Matched): string[] {
  if (hasOtherValue({ from, to })) return [`its value is ${constantOf(to)}, not ${constantOf(from)}`];
  if (isFunction(from) && isFunction(to)) return signatureChange({ from, to }, matched)?.details ?? [];
  if (!("params" in from && "params" in to) || from.params?.length === to.params?.length) return [];
  return [`it takes ${counted(to.params?.length ?? 0, "parameter")}, not ${from.params?.length ?? 0}`];
}
