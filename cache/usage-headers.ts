import { Api } from "../src/check/api.ts";
import { lastOfSeries, releasesIn } from "../src/check/history.ts";
import type { KnownNames } from "../src/check/known.ts";
import { HeaderImports } from "../src/check/module/header-imports.ts";
import type { Repository } from "../src/cpython/repository.ts";
import { readStableAbi } from "../src/cpython/stable-abi.ts";
import { defaultTarget } from "../src/cpython/target.ts";
import { seriesOf } from "../src/cpython/version.ts";
import { headerNames } from "../src/usage/header-names.ts";
import type { UsageIndex, UsagePackage } from "../src/usage/model.ts";
import type { Answers } from "./answers.ts";

/**
 * How the headers that modules were built with explain their imports, and which imports are not CPython's. For modules of
 * unknown series, uses the headers of the newest final release.
 * @param known the names of all versions
 * @throws CapidiffError of the repository
 */
export async function namesInHeaders(
  packages: readonly UsagePackage[],
  known: KnownNames,
  answers: Answers,
  repository: Pick<Repository, "tree">,
): Promise<Pick<UsageIndex, "headers" | "foreign">> {
  const units = packages.flatMap((one) => one.units).filter(({ kind }) => kind === "module");
  const names = [...new Set(units.flatMap(({ uses }) => uses))];
  const releases = lastOfSeries(releasesIn(await answers.refs()));
  const newest = releases.at(-1);
  const wanted = new Set(units.map(({ build }) => build?.version ?? (newest && seriesOf(newest.version))));
  const versions = await Promise.all(
    releases
      .filter(({ version }) => wanted.has(seriesOf(version)))
      .map(async ({ ref, version }) => {
        const tree = await repository.tree(ref);
        const manifest = JSON.parse((await (await answers.manifest(ref, defaultTarget)).bytes()).toString());
        return { series: seriesOf(version), tree, listed: readStableAbi(tree).entries, manifest };
      }),
  );
  const isListed = (name: string) => versions.some(({ listed }) => listed.has(name));
  const foreign = names.filter((name) => !known.isName(name) && !isListed(name)).sort();
  const headers = versions.map(({ series, tree, listed, manifest }) => {
    const api = new Api(manifest, listed.keys());
    const declares = (name: string) =>
      api.importPresence(name).state !== "missing" ||
      api.presence({ kind: "symbol", name, place: null }, true).state !== "missing";
    return headerNames(series, tree, new HeaderImports(tree), declares, names, new Set(foreign));
  });
  return { headers, foreign };
}
