import type { ResolvedRef } from "../src/cpython/repository.ts";
import { type TargetRequest, targetKey } from "../src/cpython/target.ts";
import type { DiffFilter } from "../src/diff/filter.ts";
import type { PartRequest } from "../src/manifest/part.ts";
import { engineVersion } from "./engine-version.ts";

/** The key of a manifest. */
export const manifestKey = (ref: ResolvedRef, target: TargetRequest) => keyOf("manifest", [ref], target, {});

/** The request, with its fields in a fixed order. */
export function partKey(part: PartRequest): unknown[] {
  if (part.kind === "symbol") return [part.kind, part.name];
  if ("name" in part) return [part.kind, part.name, part.expand === true, part.member];
  const { kind, filter, page } = part;
  return [kind, filter.kind, filter.tier, filter.surface, filter.header, filter.name, page.limit, page.cursor];
}

/** Everything that determines an answer's bytes, in a fixed order, so that equal requests have equal keys. */
export function keyOf(
  kind: "manifest" | "diff" | "impact",
  refs: ResolvedRef[],
  target: TargetRequest,
  { rule, topic, tier, surface, symbol, source, binary }: DiffFilter,
): string {
  return JSON.stringify([
    engineVersion,
    kind,
    refs.map(({ ref, commit }) => [ref, commit]),
    targetKey(target),
    [rule && [...new Set(rule)].sort(), topic && [...new Set(topic)].sort(), tier, surface, symbol, source, binary],
  ]);
}
