import { groupBy } from "../group-by.ts";

type Named = { abi: string; platform: string };

/** `linux_x86_64, win_amd64 (cp and cpt); win32 (cp)`. */
export function targetsText(targets: readonly Named[]): string {
  const onPlatforms = [...groupBy(targets, ({ platform }) => platform).values()];
  const byAbis = groupBy(onPlatforms, (same) => same.map(({ abi }) => abi).join(" and "));
  return [...byAbis]
    .map(([abis, alike]) => `${alike.map(([{ platform }]) => platform).join(", ")} (${abis})`)
    .join("; ");
}

/** Some of all targets in the fewest words: `not abi3`, `linux_i686, win32`; nothing for all of them. */
export function subsetText(some: readonly Named[], all: readonly Named[]): string[] {
  const isSome = ({ abi, platform }: Named) => some.some((one) => one.abi === abi && one.platform === platform);
  const others = all.filter((one) => !isSome(one));
  if (others.length === 0) return [];
  const texts = [targetsText(all.filter(isSome)), `not ${targetsText(others)}`];
  for (const field of ["abi", "platform"] as const) {
    const within = new Set(some.map((target) => target[field]));
    const without = new Set(others.map((target) => target[field]));
    const tellsApart = [...within].every((name) => !without.has(name));
    if (tellsApart) texts.push([...within].join(", "), `not ${[...without].join(", ")}`);
  }
  return [texts.sort((a, b) => a.length - b.length)[0] as string];
}
