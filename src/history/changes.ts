import { changesByName } from "../diff/diff.ts";
import type { Change } from "../diff/model.ts";
import { type Manifest, tiers } from "../manifest/model.ts";
import type { BoundaryChange, Changes } from "./model.ts";

/** The changes between two neighbours, as histories use them. */
export function changesBetween(from: Manifest, to: Manifest): Changes {
  const positions = new Map<Change, number>();
  const names: Record<string, number[]> = {};
  for (const [name, changes] of changesByName(from, to)) {
    names[name] = changes.map((change) => {
      const position = positions.get(change) ?? positions.size;
      positions.set(change, position);
      return position;
    });
  }
  return { changes: [...positions.keys()].map(briefly), names };
}

function briefly(change: Change): BoundaryChange {
  const { id, rule, topic, subject, member, source, binary, message, hint } = change;
  const sides = [change.from, change.to].filter((side) => side !== null);
  const tier = tiers.find((tier) => sides.some((side) => side.tier === tier)) ?? "internal";
  const { newName, renamedFrom, confidence, shifted, replacement } = change;
  return {
    ...{ id, rule, topic, subject, member, tier, source, binary, message, hint },
    ...(newName !== undefined && { newName }),
    ...(renamedFrom !== undefined && { renamedFrom }),
    ...(confidence !== undefined && { confidence }),
    ...(shifted !== undefined && { shifted }),
    ...(replacement !== undefined && { replacement }),
  };
}
