import type { PlatformDefinition } from "../../cpython/platforms/platform.ts";
import { counted } from "../../diff/counted.ts";
import { asText, sideText, table, wrapped } from "../table.ts";
import type { Cause, Move, PlatformComparison, StructDifference } from "./differences.ts";

/** The platforms and how far each is supported. */
export function platformsText(platforms: readonly Pick<PlatformDefinition, "name" | "support">[]): string {
  const rows = platforms.map(({ name, support: { tier, since, sources } }) => [
    name,
    tier === null ? "-" : String(tier),
    since === null ? "all" : `3.${since}`,
    sources,
  ]);
  return asText(table([["platform", "tier", "since", "facts from"], ...rows]));
}

const lineWidth = 100;

/** Maximum number of members listed per difference. */
const maxMembers = 3;

/**
 * Structs that differ between platforms, and why. A platform on which most structs differ, e.g. by pointer size, takes
 * one line.
 */
export function comparisonText({ base, platforms, structs }: PlatformComparison): string {
  const { platform } = base.target;
  const crowded = new Set(
    platforms.filter(({ structs, differing }) => differing > structs / 2).map(({ name }) => name),
  );
  const lines = [
    `Structs of ${sideText(base)} with another layout than on ${platform}`,
    "",
    ...table(
      platforms.map(({ name, structs, differing }) => [
        name,
        `${differing} of ${structs}`,
        crowded.has(name) ? "nearly all: pointers, long or bit-fields differ" : "",
      ]),
      ["left", "right"],
    ),
  ];
  for (const { name, layout, elsewhere } of structs) {
    const shown = elsewhere
      .map((one) => ({ ...one, platforms: one.platforms.filter((platform) => !crowded.has(platform)) }))
      .filter(({ platforms }) => platforms.length > 0);
    if (shown.length === 0) continue;
    lines.push("", `${name}: ${layoutText(layout)}`);
    for (const { platforms, layout: own, causes, moved } of shown) {
      const members = [...causes.map(causeText), ...moved.map(moveText)];
      if (members.length === 0 && layout?.size && own?.size) members.push(onlyAligned);
      lines.push(...wrapped(`${layoutText(own)} on ${platforms.join(", ")}`, lineWidth, "  ", "      "));
      lines.push(...members.slice(0, maxMembers).map((member) => `    ${member}`));
      if (members.length > maxMembers) lines.push(`    and ${counted(members.length - maxMembers, "more member")}`);
    }
  }
  return asText(lines);
}

/** Manifests do not tell the alignment of a member. */
const onlyAligned = "no member has another size or offset: a type underneath, or its packing, is aligned differently";

function layoutText(layout: StructDifference["layout"]): string {
  if (layout === null) return "not there";
  return layout.size === null ? "only named" : `${counted(layout.size, "byte")}, aligned to ${layout.align}`;
}

function causeText({ member, type, from, to }: Cause): string {
  const what = `${member} (${type})`;
  if (from === null) return `${what} is there`;
  return to === null ? `${what} is missing` : `${what} has ${to} instead of ${from}`;
}

const moveText = ({ member, type, from, to }: Move) => `${member} (${type}) is at ${to} instead of ${from}`;
