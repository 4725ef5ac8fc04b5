import type { ManifestStruct } from "../../manifest/model.ts";
import type { Comparison } from "../comparison.ts";
import { lossOfSight } from "../completion.ts";
import { findingOf, spoken } from "../finding.ts";
import type { Confidence, Impact } from "../model.ts";
import type { Pair } from "../pair.ts";
import { samePlace, sourceOfMove } from "../place.ts";
import { canReplace } from "../reach.ts";
import { aliasTarget } from "../renamed-structs.ts";
import { type Rule, structKinds } from "../rule.ts";

export const structRenamed: Rule = {
  id: "struct-renamed",
  title: "Struct renamed",
  purpose: "Checks that every struct and union keeps its name, as known by its typedefs, and its tag.",
  kinds: structKinds,
  impact: { source: "breaking", binary: "compatible" },
  impactReason:
    "Source breaking if it moved from the public surface to the internal one. Source compatible if the old names " +
    "still refer to it, as when a tag or typedef was added; if another header declares it now, as for " +
    "symbol-moved. Source risky if only a tag was removed and the typedef remains. Built modules do not contain " +
    "the names.",
  mirror: "struct-renamed",
  explains: ["presence", "place"],
  check(comparison, report) {
    for (const pair of comparison.structs.paired) {
      const { from, to } = pair;
      if (from.name === to.name && from.tag === to.tag) continue;
      const lost = without(namesOf(from), to).filter((name) => aliasTarget(bare(name), comparison.to) !== to.name);
      const gained = without(namesOf(to), from);
      const isOther = from.name !== to.name && (lost.length > 0 || gained.length > 0);
      if (!isOther && from.tag === to.tag) continue;
      // A struct that becomes opaque needs a tag.
      if (!isOther && lost.length === 0 && lossOfSight(from, to) > 0) continue;
      const [newName = to.name] = gained;
      report(
        findingOf({
          source: sourceImpact(comparison, pair, lost),
          binary: "compatible",
          ...pair,
          newName,
          confidence: confidence(comparison, pair),
          aliasKept: lost.length === 0,
          message: message(pair, lost, gained),
          ...(lost.length > 0 && canReplace(pair) && { replacement: namesOf(to).slice(0, 1) }),
        }),
        isOther ? [from, to, ...partsNamed(comparison, pair)] : [],
      );
    }
  },
};

/** As written in code: `PyFoo`, `struct _foo`. */
function namesOf({ kind, tag, typedefs }: ManifestStruct): string[] {
  return [...typedefs, ...(tag === null ? [] : [`${kind} ${tag}`])];
}

const bare = (name: string) => name.replace(/^\w+ /, "");

function without(names: readonly string[], struct: ManifestStruct): string[] {
  return names.filter((name) => !namesOf(struct).includes(name));
}

function sourceImpact(comparison: Comparison, pair: Pair<ManifestStruct>, lost: readonly string[]): Impact {
  const { from, to } = pair;
  if (from.surface === "public" && to.surface === "internal") return "breaking";
  if (lost.length === 0)
    return from.name === to.name || samePlace(from, to) ? "compatible" : sourceOfMove(comparison, pair);
  return lost.every((name) => name.includes(" ")) && from.typedefs.length > 0 ? "risky" : "breaking";
}

/** A surviving name is proof; equal members make it likely. */
function confidence({ from, to }: Comparison, pair: Pair<ManifestStruct>): Confidence {
  const keeps = namesOf(pair.from).some((name) => namesOf(pair.to).includes(name));
  const isAlias =
    aliasTarget(pair.from.name, to) === pair.to.name || aliasTarget(pair.to.name, from) === pair.from.name;
  return keeps || isAlias ? "certain" : "likely";
}

/** Typedefs involved in the rename, which are not reported as added or removed. */
function partsNamed({ from, to }: Comparison, pair: Pair<ManifestStruct>) {
  return [...from.partsOf(pair.from), ...to.partsOf(pair.to)].filter(
    ({ name }) => name === pair.from.name || name === pair.to.name,
  );
}

function message({ from, to }: Pair<ManifestStruct>, lost: readonly string[], gained: readonly string[]): string {
  const place = samePlace(from, to) || from.name === to.name ? "" : `, in ${to.header}`;
  const now = gained.length === 0 ? `only ${namesOf(to).join(" and ")}` : gained.join(" and ");
  if (lost.length === 0) return `The ${spoken(from)} has the name ${now} too${place}.`;
  return `The ${spoken(from)} is no longer ${lost.join(" and ")} but ${now}${place}.`;
}
