import { seriesOf, versionIn } from "../cpython/version.ts";
import type { DiffSide } from "../diff/model.ts";
import type { Manifest } from "../manifest/model.ts";
import type { VersionData } from "./api.ts";
import { namesToLookUp } from "./changes.ts";
import { Comparisons } from "./comparisons.ts";
import { EarlierUses, type Unread } from "./earlier-uses.ts";
import type { VersionUses } from "./extension.ts";
import { inOrder } from "./finding.ts";
import { GeneratedFiles } from "./generated-files.ts";
import { judge } from "./judge.ts";
import { type Check, type CheckDiagnostic, usedKey } from "./model.ts";
import { HeaderImports } from "./module/header-imports.ts";
import { type BuiltModule, moduleUses } from "./module/module.ts";
import { brokenPromises, isOfOtherThreading, misfits, partsFor } from "./module-fit.ts";
import { type SymbolUse, seesInternals } from "./use.ts";
import { groupUses, type UseGroup } from "./use-groups.ts";

/** The impact of one version on an extension compared with another one. */
export interface Judged extends Pick<Check, "complete" | "findings" | "diagnostics"> {
  from: DiffSide;
  to: DiffSide;
  uses: Check["summary"]["uses"];
}

/**
 * @param uses as compiled for `to`
 * @param before as compiled for `from`; null where there are no sources. If they are missed, the result is to be discarded
 * @param changes whether what changed between them is asked for
 * @param comparisons of other checks
 */
export function judgeVersions(
  from: VersionData,
  to: VersionData,
  uses: VersionUses,
  before: VersionUses | Unread | null,
  changes = true,
  comparisons = new Comparisons(),
): Judged {
  const [baseline, target] = [comparisons.apiOf(from), comparisons.apiOf(to)];
  const isSame = from.manifest.commit === to.manifest.commit;
  const earlier = new EarlierUses(before);
  const internals = seesInternals(uses.source.map(({ use }) => use));
  const source = earlier.withNews(uses.source, ({ use }) => target.presence(use, internals).state === "there");
  const modules = partsFor(uses.modules, to.manifest);
  const binary = groupUses(importsOf(modules, from.manifest, to.manifest));
  const changed = () => {
    const names = namesToLookUp(
      [...source, ...binary].map(({ use }) => use),
      baseline,
    );
    return comparisons.changesAbout(names, from.manifest, to.manifest);
  };
  const judged = judge({
    headerImports: from.tree && new HeaderImports(from.tree),
    baseline,
    target,
    diff: { changes: isSame || !changes ? [] : changed() },
    uses: { source, binary },
    facts: uses.facts,
    ...(before && { isInBaseline: (group) => earlier.has(group) }),
  });
  const findings = [...judged, ...brokenPromises(modules, judged, to.manifest)].sort(inOrder);
  const generated = new GeneratedFiles(uses.generated, to.manifest);
  const gaps = uses.diagnostics.filter(({ gap }) => gap);
  const isRead = uses.complete || (gaps.length > 0 && gaps.every((gap) => earlier.refuses(gap)));
  return {
    from: sideOf(from.manifest),
    to: sideOf(to.manifest),
    complete: to.manifest.complete && isRead,
    findings: findings.map((finding) => generated.advised(finding)),
    diagnostics: [
      ...(to.manifest.complete ? [] : [incomplete(to.manifest, true)]),
      // Something not understood in the baseline does not affect the target.
      ...(isSame || from.manifest.complete ? [] : [incomplete(from.manifest, false)]),
      // What is refused in both comes from a macro that is missing from the build.
      ...uses.diagnostics.map((one) => (earlier.refuses(one) ? { ...one, gap: false } : one)),
      ...modules.flatMap((module) => misfits(module, to.manifest)),
      ...generated.diagnostics(findings),
    ],
    uses: count([...uses.source, ...binary]),
  };
}

export function sideOf({ ref, commit, version, target }: Manifest): DiffSide {
  return { ref, commit, version, target };
}

/** Imports from Python, except names that another module of the extension exports. */
function importsOf(modules: readonly BuiltModule[], from: Manifest, to: Manifest): SymbolUse[] {
  const exported = new Set(modules.flatMap(({ exports = [] }) => exports));
  return modules.flatMap((module) => {
    const built = relationOf(module, from, to);
    const uses = moduleUses(module).filter(({ name }) => !exported.has(name));
    return uses.map((use): SymbolUse => ({ ...use, ...built }));
  });
}

/** How the build of a module relates to the versions. */
function relationOf(module: BuiltModule, from: Manifest, to: Manifest): Pick<SymbolUse, "rebuilt" | "current"> {
  const { abi = "abi3", version = null } = module.build ?? {};
  const isOfOne = version !== null && !abi.startsWith("abi3");
  const [before, series] = [from, to].map((manifest) => seriesOf(versionIn(manifest)));
  if (isOfOtherThreading(module, to) || (isOfOne && version !== series)) return { rebuilt: true };
  return isOfOne && before !== series ? { current: true } : {};
}

function count(groups: readonly UseGroup[]): Judged["uses"] {
  const counts = { symbols: 0, members: 0, headers: 0 };
  for (const { kind } of new Map(groups.map(({ use }) => [usedKey(use), use])).values()) counts[`${kind}s`]++;
  return counts;
}

function incomplete({ ref }: Manifest, gap: boolean): CheckDiagnostic {
  const message = `The headers of ${ref} were not understood in full; see \`capidiff manifest\`.`;
  return { code: "incomplete-manifest", place: null, message, gap };
}
