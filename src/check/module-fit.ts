import { seriesOf } from "../cpython/version.ts";
import type { Manifest } from "../manifest/model.ts";
import { findingId } from "./finding.ts";
import { versionIn } from "./history.ts";
import { outsideLimitedApi } from "./limited-api.ts";
import { type CheckDiagnostic, type CheckFinding, usedKey } from "./model.ts";
import type { BuiltModule } from "./module/module.ts";

/**
 * Imports of stable ABI modules beyond the limited API in their tags: the target has them, but other versions the
 * module claims to support need not.
 * @param told what is already reported about an import
 */
export function brokenPromises(
  modules: readonly BuiltModule[],
  told: readonly CheckFinding[],
  target: Manifest,
): CheckFinding[] {
  const known = new Set(told.filter(({ by }) => by === "binary").map(({ used }) => usedKey(used)));
  const findings = new Map<string, CheckFinding>();
  for (const { file, build, imports } of modules) {
    if (build === null || !build.abi.startsWith("abi3")) continue;
    // Without a version, it is for the lowest that has everything.
    const outside = outsideLimitedApi(imports, build.version ?? "3.2", target);
    for (const { name, since } of outside.filter(({ since }) => build.version !== null || since === null)) {
      const used = { kind: "symbol", name } as const;
      if (known.has(usedKey(used))) continue;
      const finding = findings.get(name);
      if (finding) {
        finding.places.push({ file });
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

/** Whether the target would load a module at all, and whether the module's platform is the target's. */
export function misfits({ file, build, platform, architecture }: BuiltModule, target: Manifest): CheckDiagnostic[] {
  const diagnostics: CheckDiagnostic[] = [];
  const place = { file };
  const series = seriesOf(versionIn(target));
  if (build !== null && build.version !== null && !build.abi.startsWith("abi3") && build.version !== series) {
    const message = `It is for Python ${build.version} only; the findings are for the same code rebuilt for ${series}.`;
    diagnostics.push({ code: "module-of-another-version", place, message, gap: false });
  }
  if (platform !== target.target.platform) {
    const message = `It is for ${platform ?? architecture}, but is compared with ${target.target.platform}.`;
    // For a supported platform the answer may differ, so suggest it.
    diagnostics.push({ code: "module-of-another-platform", place, message, gap: platform !== null });
  }
  return diagnostics;
}
