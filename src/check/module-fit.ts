import { type Abi, firstLimited, isFreeThreaded } from "../cpython/target.ts";
import { seriesOf, versionIn } from "../cpython/version.ts";
import type { DiffSide } from "../diff/model.ts";
import type { Manifest } from "../manifest/model.ts";
import { findingId } from "./finding.ts";
import { outsideLimitedApi } from "./limited-api.ts";
import { type CheckDiagnostic, type CheckFinding, usedKey } from "./model.ts";
import type { BuiltModule, ModuleBuild } from "./module/module.ts";

/**
 * Imports of stable ABI modules beyond the limited API in their tags: the target has them, but other versions the
 * module claims to support need not.
 * @param reported findings already reported about imports
 */
export function brokenPromises(
  modules: readonly BuiltModule[],
  reported: readonly CheckFinding[],
  target: Manifest,
): CheckFinding[] {
  const known = new Set(reported.filter(({ by }) => by === "binary").map(({ used }) => usedKey(used)));
  const findings = new Map<string, CheckFinding>();
  for (const module of modules) {
    const { file, imports } = module;
    const build = promiseFor(module, target);
    if (build === null) continue;
    // Without a version, it is for the lowest that has everything.
    const outside = outsideLimitedApi(imports, build.version ?? "3.2", target);
    for (const { name, since } of outside.filter(({ since }) => build.version !== null || since === null)) {
      const used = { kind: "symbol", name } as const;
      if (known.has(usedKey(used))) continue;
      const finding = findings.get(name);
      if (finding) {
        if (finding.places.at(-1)?.file !== file) finding.places.push({ file });
        continue;
      }
      const fact = since === null ? "not in the limited API" : `in the limited API only since ${since}`;
      findings.set(name, {
        id: findingId("outside-limited-api", "binary", used),
        kind: "outside-limited-api",
        used,
        by: "binary",
        impact: "risky",
        confidence: "certain",
        places: [{ file }],
        change: null,
        since: null,
        replacement: [],
        message: `${name} is ${fact}, but the module is for ${build.abi}${build.version === null ? "" : ` of ${build.version} on`}.`,
        hint: since === null ? null : `Build it for ${build.abi} of ${since}, or avoid it.`,
      });
    }
  }
  return [...findings.values()];
}

/** The modules, without the parts of universal files that are for other platforms if one is for the target's. */
export function partsFor(modules: readonly BuiltModule[], { target }: Manifest): BuiltModule[] {
  const isFitting = ({ platform }: BuiltModule) => platform === target.platform;
  const fitting = new Set(modules.filter(isFitting).map(({ file }) => file));
  return modules.filter((module) => isFitting(module) || !fitting.has(module.file));
}

/** The limited ABIs that a module promises to suffice. */
export const promisesOf = ({ build, alsoFor = [] }: BuiltModule) =>
  [...(build === null ? [] : [build]), ...alsoFor].filter(({ abi }) => abi.startsWith("abi3"));

/**
 * The limited ABI that a target answers for. Manifests give the limited API of abi3, except those for abi3t;
 * free-threaded builds load no abi3 modules.
 */
function limitedAbiOf({ target: { abi } }: Pick<Manifest, "target">): string | null {
  if (abi === "abi3t") return abi;
  return isFreeThreaded(abi) ? null : "abi3";
}

/** The promise that the target judges, or the only one; null without any. */
function promiseFor(module: BuiltModule, target: Manifest): ModuleBuild | null {
  const promises = promisesOf(module);
  const judged = limitedAbiOf(target);
  // Manifests for abi3t do not know since when abi3 has a name.
  return promises.find(({ abi }) => abi === judged) ?? (judged === "abi3t" ? null : (promises[0] ?? null));
}

/**
 * The limited ABIs that modules promise besides the one that the target answers for: that of a module for both, and
 * abi3t of other builds.
 * @param promises those of each module
 */
export function unjudgedAbis(promises: readonly (readonly Abi[])[], target: DiffSide): Abi[] {
  if (versionIn(target).minor < firstLimited.abi3t) return [];
  const judged = limitedAbiOf(target);
  const left = promises.flatMap((abis) => abis.filter((abi) => abi !== judged && (abis.length > 1 || abi === "abi3t")));
  return [...new Set(left)];
}

function unjudged(module: BuiltModule, target: Manifest): CheckDiagnostic[] {
  return unjudgedAbis([promisesOf(module).map(({ abi }) => abi)], target).map((abi) => {
    const message = `It is also for ${abi}, which was not judged; check it with --abi ${abi} too.`;
    return { code: notJudged, place: { file: module.file }, message, gap: true };
  });
}

/** The code of the diagnostic of an ABI that was not judged. */
export const notJudged = "abi-not-judged";

/** Whether a build with the target's ABI does not load a module, as only one of the two is for free-threaded builds. */
export function isOfOtherThreading(module: BuiltModule, { target: { abi: wanted } }: Manifest): boolean {
  const abis = [module.build, ...(module.alsoFor ?? [])].flatMap((build) => build?.abi ?? []);
  if (wanted === "abi3" || abis.length === 0 || abis.includes("abi3t")) return false;
  const isThreaded = wanted === "abi3t" || isFreeThreaded(wanted);
  return abis.every((abi) => abi.startsWith("cpt") !== isThreaded);
}

/**
 * Whether the target would load a module at all, and whether it answers for all that the module is for. A library that
 * imports nothing of Python fits every target, as a debugger's for other platforms.
 */
export function misfits(module: BuiltModule, target: Manifest): CheckDiagnostic[] {
  const { file, build, platform, architecture, imports, isOfPyPy } = module;
  const place = { file };
  if (isOfPyPy) {
    const message = "It is for PyPy, and was not judged; check one for CPython.";
    return [{ code: "module-of-another-implementation", place, message, gap: true }];
  }
  if (imports.length === 0) return [];
  const diagnostics = unjudged(module, target);
  const series = seriesOf(versionIn(target));
  if (build !== null && build.version !== null && !build.abi.startsWith("abi3") && build.version !== series) {
    const message = `It is for Python ${build.version} only; the findings are for the same code rebuilt for ${series}.`;
    diagnostics.push({ code: "module-of-another-version", place, message, gap: false });
  }
  if (isOfOtherThreading(module, target)) {
    const loaders = build?.abi.startsWith("cpt") ? "builds with a GIL do" : "free-threaded builds do";
    const message = `It is for ${build?.abi}, which ${loaders} not load; the findings are for the same code rebuilt.`;
    // Free-threaded builds have no limited API before abi3t.
    diagnostics.push({ code: "module-of-another-abi", place, message, gap: build?.abi === "abi3" });
  }
  if (platform !== target.target.platform) {
    const message = `It is for ${platform ?? architecture}, but is compared with ${target.target.platform}.`;
    // For a supported platform the answer may differ, so suggest it.
    diagnostics.push({ code: "module-of-another-platform", place, message, gap: platform !== null });
  }
  return diagnostics;
}
