import { minorOf } from "../cpython/version.ts";
import type { HeaderNames, UsageIndex } from "./model.ts";

/** Merges indexes; of packages with the same name the last wins. */
export function mergedUsage(indexes: readonly UsageIndex[]): UsageIndex {
  const packages = new Map(indexes.flatMap((index) => index.packages).map((one) => [one.name, one]));
  const headers = new Map<string, HeaderNames>();
  for (const names of indexes.flatMap((index) => index.headers)) {
    const known = headers.get(names.series);
    const unseen = [...new Set([...(known?.unseen ?? []), ...names.unseen])].sort();
    headers.set(names.series, { ...names, makers: { ...known?.makers, ...names.makers }, unseen });
  }
  const sources = new Map(indexes.flatMap((index) => index.sources).map((one) => [`${one.title} ${one.date}`, one]));
  return {
    sources: [...sources.values()],
    headers: [...headers.values()].sort((a, b) => minorOf(a.series) - minorOf(b.series)),
    foreign: [...new Set(indexes.flatMap(({ foreign }) => foreign))].sort(),
    packages: [...packages.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}
