import { changesByName } from "../diff/diff.ts";
import type { Change } from "../diff/model.ts";
import { type Manifest, tiers } from "../manifest/model.ts";
import { ChangeList } from "./change-list.ts";
import type { BoundaryChange } from "./model.ts";

/** The changes between two neighbours, as histories use them. */
export function changesBetween(from: Manifest, to: Manifest): ChangeList {
  const positions = new Map<Change, number>();
  const names = new Map<string, number[]>();
  for (const [name, changes] of changesByName(from, to)) {
    const found = changes.map((change) => {
      const position = positions.get(change) ?? positions.size;
      positions.set(change, position);
      return position;
    });
    names.set(name, found);
  }
  return ChangeList.of([...positions.keys()].map(briefly), names);
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
