import type { SourceTree } from "../cpython/tree.ts";
import { seriesOf } from "../cpython/version.ts";
import type { DiffSide } from "../diff/model.ts";
import type { Manifest } from "../manifest/model.ts";
import { Comparisons } from "./comparisons.ts";
import type { VersionUses } from "./extension.ts";
import { inOrder } from "./finding.ts";
import { type Generator, generatorAdvice } from "./generators.ts";
import { versionIn } from "./history.ts";
import { judge } from "./judge.ts";
import { type Check, type CheckDiagnostic, type CheckFinding, usedKey } from "./model.ts";
import { HeaderImports } from "./module/header-imports.ts";
import { type BuiltModule, moduleUses } from "./module/module.ts";
import { brokenPromises, isOfOtherThreading, misfits } from "./module-fit.ts";
import type { SymbolUse, Use } from "./use.ts";

/** A version with everything needed to judge by it. */
export interface VersionData {
  manifest: Manifest;
  /** Only needed for built modules: the stable ABI has undeclared names. */
  tree: SourceTree | null;
}

/** The impact of one version on an extension compared with another one. */
export interface Judged extends Pick<Check, "complete" | "findings" | "diagnostics"> {
  from: DiffSide;
  to: DiffSide;
  uses: Check["summary"]["uses"];
}

/**
 * @param uses as compiled for `to`
 * @param before as compiled for `from`; null where there are no sources
 * @param changes whether what changed between them is asked for
 * @param comparisons of other checks
 */
export function judgeVersions(
  from: VersionData,
  to: VersionData,
  uses: VersionUses,
  before: VersionUses | null,
  changes = true,
  comparisons = new Comparisons(),
): Judged {
  const isSame = from.manifest.commit === to.manifest.commit;
  const compiled = before && new Map(before.source.map((use) => [placeKey(use), use]));
  const source = withNews(uses.source, compiled);
  const binary = importsOf(uses.modules, to.manifest);
  const judged = judge({
    headerImports: from.tree && new HeaderImports(from.tree),
    baseline: comparisons.apiOf(from),
    target: comparisons.apiOf(to),
    diff: isSame || !changes ? { changes: [] } : comparisons.diff(from.manifest, to.manifest),
    uses: { source, binary },
    facts: uses.facts,
    ...(compiled && { before: (use) => compiled.get(placeKey(use)) ?? null }),
  });
  const findings = [...judged, ...brokenPromises(uses.modules, judged, to.manifest)].sort(inOrder);
  return {
    from: sideOf(from.manifest),
    to: sideOf(to.manifest),
    complete: uses.complete && to.manifest.complete,
    findings: findings.map((finding) => withGenerator(finding, uses.generated, to.manifest)),
    diagnostics: [
      ...(to.manifest.complete ? [] : [incomplete(to.manifest, true)]),
      // Something not understood in the baseline does not affect the target.
      ...(isSame || from.manifest.complete ? [] : [incomplete(from.manifest, false)]),
      ...uses.diagnostics,
      ...uses.modules.flatMap((module) => misfits(module, to.manifest)),
    ],
    uses: count([...uses.source, ...binary]),
  };
}

/**
 * Uses of sources, keeping "undeclared by included headers" only where it is news: names undeclared in the baseline as
 * well are found anyway, since the extension works there.
 */
function withNews(uses: readonly Use[], before: ReadonlyMap<string, Use> | null): Use[] {
  return uses.map((use) => {
    if (use.kind === "header" || use.declared !== false) return use;
    const known = before?.get(placeKey(use));
    if (known === undefined || known.kind === "header" || known.declared !== false) return use;
    const { declared: _, ...rest } = use;
    return rest;
  });
}

export function sideOf({ ref, commit, version, target }: Manifest): DiffSide {
  return { ref, commit, version, target };
}

/** Imports from Python, except names that another module of the extension exports. */
function importsOf(modules: readonly BuiltModule[], target: Manifest): SymbolUse[] {
  const exported = new Set(modules.flatMap(({ exports = [] }) => exports));
  const series = seriesOf(versionIn(target));
  return modules.flatMap((module) => {
    const version = module.build?.version ?? null;
    const isOfOtherVersion = version !== null && version !== series && !module.build?.abi.startsWith("abi3");
    const isRebuilt = isOfOtherVersion || isOfOtherThreading(module, target);
    const uses = moduleUses(module).filter(({ name }) => !exported.has(name));
    return isRebuilt ? uses.map((use): SymbolUse => ({ ...use, rebuilt: true })) : uses;
  });
}

/** The name is part of the key: a macro adds other names at its location. */
const placeKey = (use: Use) => JSON.stringify([usedKey(use), use.place, use.fault?.kind]);

function different(uses: readonly Use[]): Use[] {
  return [...new Map(uses.map((use) => [usedKey(use), use])).values()];
}

function count(uses: readonly Use[]): Judged["uses"] {
  const counts = { symbols: 0, members: 0, headers: 0 };
  for (const { kind } of different(uses)) counts[`${kind}s`]++;
  return counts;
}

function incomplete({ ref }: Manifest, gap: boolean): CheckDiagnostic {
  const message = `The headers of ${ref} were not understood in full; see \`capidiff manifest\`.`;
  return { code: "incomplete-manifest", place: null, message, gap };
}

/** Generated code is fixed by its generator. */
function withGenerator(
  finding: CheckFinding,
  generated: Readonly<Record<string, Generator>>,
  manifest: Manifest,
): CheckFinding {
  if (finding.impact === "compatible") return finding;
  const { minor } = versionIn(manifest);
  const advice = finding.places.flatMap(({ file }) =>
    Object.hasOwn(generated, file) ? [generatorAdvice(generated[file] as Generator, manifest.target.abi, minor)] : [],
  );
  const hints = [...(finding.hint === null ? [] : [finding.hint]), ...new Set(advice)];
  return hints.length === 0 ? finding : { ...finding, hint: hints.join(" ") };
}
