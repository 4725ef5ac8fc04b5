import type { SourceTree } from "../cpython/tree.ts";
import { seriesOf } from "../cpython/version.ts";
import type { DiffSide } from "../diff/model.ts";
import type { Manifest } from "../manifest/model.ts";
import { namesToLookUp } from "./changes.ts";
import { Comparisons } from "./comparisons.ts";
import type { VersionUses } from "./extension.ts";
import { inOrder } from "./finding.ts";
import { GeneratedFiles } from "./generated-files.ts";
import { versionIn } from "./history.ts";
import { judge } from "./judge.ts";
import { type Check, type CheckDiagnostic, usedKey } from "./model.ts";
import { HeaderImports } from "./module/header-imports.ts";
import { type BuiltModule, moduleUses } from "./module/module.ts";
import { brokenPromises, isOfOtherThreading, misfits } from "./module-fit.ts";
import { type Place, type SymbolUse, seesInternals } from "./use.ts";
import { groupUses, PlaceSet, placesOf, type UseGroup } from "./use-groups.ts";

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

/** Stands for uses that have not been compiled, and notes whether they matter. */
export class Unread {
  isMissed = false;
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
  const read = (): VersionUses | null => {
    if (!(before instanceof Unread)) return before;
    before.isMissed = true;
    return null;
  };
  let compiled: UsesByPlace | undefined;
  const compiledBefore = () => {
    compiled ??= new UsesByPlace(read()?.source ?? []);
    return compiled;
  };
  const internals = seesInternals(uses.source.map(({ use }) => use));
  const isThere = ({ use }: UseGroup) => target.presence(use, internals).state === "there";
  const source = withNews(uses.source, isThere, read);
  const binary = groupUses(importsOf(uses.modules, to.manifest));
  const changesAbout = (groups: readonly UseGroup[]) => {
    const names = namesToLookUp(
      groups.map(({ use }) => use),
      baseline,
    );
    return comparisons.changesAbout(names, from.manifest, to.manifest);
  };
  const judged = judge({
    headerImports: from.tree && new HeaderImports(from.tree),
    baseline,
    target,
    diff: { changes: isSame || !changes ? [] : changesAbout([...source, ...binary]) },
    uses: { source, binary },
    facts: uses.facts,
    ...(before && { isInBaseline: (group) => compiledBefore().hasAnyOf(group) }),
  });
  const isRefused = uses.diagnostics.some(isRefusal);
  const refusals = new Set(isRefused ? read()?.diagnostics.filter(isRefusal).map(diagnosticKey) : []);
  /** What the sources refuse in the baseline too comes from a macro that is missing from the build. */
  const isOfBuild = (one: CheckDiagnostic) => isRefusal(one) && refusals.has(diagnosticKey(one));
  const gaps = uses.diagnostics.filter(({ gap }) => gap);
  const findings = [...judged, ...brokenPromises(uses.modules, judged, to.manifest)].sort(inOrder);
  const generated = new GeneratedFiles(uses.generated, to.manifest);
  return {
    from: sideOf(from.manifest),
    to: sideOf(to.manifest),
    complete: to.manifest.complete && (uses.complete || (gaps.length > 0 && gaps.every(isOfBuild))),
    findings: findings.map((finding) => generated.advised(finding)),
    diagnostics: [
      ...(to.manifest.complete ? [] : [incomplete(to.manifest, true)]),
      // Something not understood in the baseline does not affect the target.
      ...(isSame || from.manifest.complete ? [] : [incomplete(from.manifest, false)]),
      ...uses.diagnostics.map((one) => (isOfBuild(one) ? { ...one, gap: false } : one)),
      ...uses.modules.flatMap((module) => misfits(module, to.manifest)),
      ...generated.diagnostics(findings),
    ],
    uses: count([...uses.source, ...binary]),
  };
}

/** Uses by what is used and how it fails, each with its places. */
class UsesByPlace {
  readonly #groups = new Map<string, UseGroup[]>();
  readonly #places = new Map<string, ReadonlySet<string>>();

  constructor(groups: readonly UseGroup[]) {
    for (const group of groups) {
      const key = keyOf(group);
      const same = this.#groups.get(key);
      if (same === undefined) this.#groups.set(key, [group]);
      else same.push(group);
    }
  }

  /** Whether any place of a group has the same use. */
  hasAnyOf(group: UseGroup): boolean {
    const key = keyOf(group);
    // Lists have no places.
    if (group.places.length === 0) return this.#groups.has(key);
    const places = this.placesOf(key);
    return placesOf(group).some((place) => places.has(placeKey(place)));
  }

  placesOf(key: string): ReadonlySet<string> {
    const made = this.#places.get(key) ?? new Set((this.#groups.get(key) ?? []).flatMap(placesOf).map(placeKey));
    this.#places.set(key, made);
    return made;
  }
}

const isUndeclared = ({ use }: UseGroup) => use.kind !== "header" && use.declared === false;

/**
 * Uses of sources, keeping "undeclared by included headers" only where it is news: names undeclared in the baseline as
 * well are found anyway, since the extension works there.
 * @param isThere whether the target has what is used
 */
function withNews(
  groups: readonly UseGroup[],
  isThere: (group: UseGroup) => boolean,
  read: () => Pick<VersionUses, "source"> | null,
): UseGroup[] {
  // What the target lacks is found nowhere.
  const isHidden = (group: UseGroup) => isUndeclared(group) && isThere(group);
  const before = groups.some(isHidden) ? read() : null;
  if (before === null) return [...groups];
  const undeclared = new UsesByPlace(before.source.filter(isUndeclared));
  return groups.flatMap((group) => {
    if (!isHidden(group) || !undeclared.hasAnyOf(group)) return [group];
    const { declared: _, ...use } = { declared: false, ...group.use };
    const places = undeclared.placesOf(keyOf(group));
    const [news, known] = [new PlaceSet(), new PlaceSet()];
    for (const place of placesOf(group)) (places.has(placeKey(place)) ? known : news).add(place);
    const rest = { ...group, use, places: known.table() };
    const kept = news.table();
    return kept.length === 0 ? [rest] : [{ ...group, places: kept }, rest];
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

/** A condition that the compiler understands in the baseline tests a macro of a header that was not given. */
const isRefusal = ({ code }: CheckDiagnostic) => code === "error-directive" || code === "invalid-condition";
const diagnosticKey = ({ place, message }: CheckDiagnostic) => JSON.stringify([place, message]);

const keyOf = ({ use }: UseGroup) => JSON.stringify([usedKey(use), use.fault?.kind]);
const placeKey = ({ file, line, column }: Place) => `${line}:${column}:${file}`;

function count(groups: readonly UseGroup[]): Judged["uses"] {
  const counts = { symbols: 0, members: 0, headers: 0 };
  for (const { kind } of new Map(groups.map(({ use }) => [usedKey(use), use])).values()) counts[`${kind}s`]++;
  return counts;
}

function incomplete({ ref }: Manifest, gap: boolean): CheckDiagnostic {
  const message = `The headers of ${ref} were not understood in full; see \`capidiff manifest\`.`;
  return { code: "incomplete-manifest", place: null, message, gap };
}
