import type { Api } from "../check/api.ts";
import { judge } from "../check/judge.ts";
import { type CheckFinding, usedText } from "../check/model.ts";
import type { Use } from "../check/use.ts";
import { groupUses } from "../check/use-groups.ts";
import { sideOf } from "../check/versions.ts";
import { isFreeThreaded } from "../cpython/target.ts";
import { seriesOf, versionIn } from "../cpython/version.ts";
import type { Change, Diff } from "../diff/model.ts";
import { schemaVersion } from "../manifest/model.ts";
import { HitsByChange } from "./hits.ts";
import { type Break, type ChangeImpact, needs, type PackageImpact, type UsageImpact } from "./impact-model.ts";
import { dataOf, type UsageIndex, type UsagePackage, type UsageUnit, usedOf } from "./model.ts";
import { Origins } from "./origin.ts";

/**
 * @param from includes the names listed in its stable ABI
 * @param diff of both, unfiltered
 */
export function impactOf(from: Api, to: Api, diff: Pick<Diff, "changes">, index: UsageIndex): UsageImpact {
  const judges = new UnitJudge(from, to, diff, index);
  const packages = index.packages.map((one) => packageImpact(one, judges)).sort(byNeed);
  const summary = { work: 0, tool: 0, unknown: 0, builds: 0, loads: 0, already: 0 };
  for (const { need, already } of packages) {
    summary[need]++;
    if (already) summary.already++;
  }
  const hits = new HitsByChange(index, judges.origins);
  const changes = diff.changes.filter(isNews).map((change): ChangeImpact => {
    const { id, rule, subject, member, source, binary, message } = change;
    return { id, rule, subject, member, source, binary, message, usedBy: hits.of(change) };
  });
  return {
    schemaVersion,
    complete: from.manifest.complete && to.manifest.complete,
    from: sideOf(from.manifest),
    to: sideOf(to.manifest),
    usage: dataOf(index),
    summary,
    packages,
    changes: changes
      .filter(({ usedBy }) => usedBy.packages > 0)
      .sort((a, b) => b.usedBy.packages - a.usedBy.packages || (a.id < b.id ? -1 : 1)),
  };
}

const isNews = ({ source, binary, rule }: Change) =>
  source !== "compatible" || binary !== "compatible" || rule === "deprecated";

const byNeed = (a: PackageImpact, b: PackageImpact) =>
  needs.indexOf(a.need) - needs.indexOf(b.need) || b.modules - a.modules || (a.name < b.name ? -1 : 1);

function packageImpact(one: UsagePackage, judges: UnitJudge): PackageImpact {
  const breaks = new Map<string, Break>();
  const doubts = new Set<string>();
  const counted = new Set<string>();
  let loads = true;
  for (const unit of one.units) {
    const loading = judges.loading(unit);
    if (loading === "loads") continue;
    if (loading === null) loads = false;
    const rebuilt = judges.rebuilt(unit);
    for (const name of loading === null ? rebuilt.doubts : loading.doubts) doubts.add(name);
    for (const { finding, by } of rebuilt.breaks) {
      const used = usedText(finding.used);
      if (loading === null) counted.add(used);
      breaks.set(used, withUnit(breaks.get(used), finding, by, unit));
    }
  }
  const all = [...breaks.values()].sort((a, b) => b.modules - a.modules || (a.used < b.used ? -1 : 1));
  const asking = all.filter(({ used }) => counted.has(used));
  const authors = asking.filter(({ by }) => by === "author");
  const need =
    authors.length > 0 ? "work" : asking.length > 0 ? "tool" : doubts.size > 0 ? "unknown" : loads ? "loads" : "builds";
  const reasons = authors.length > 0 ? authors : asking;
  return {
    name: one.name,
    version: one.version,
    pypi: one.pypi,
    need,
    already: reasons.length > 0 && reasons.every(({ already }) => already),
    modules: one.units.length,
    tools: [...new Set(one.units.flatMap(({ tool }) => tool ?? []))].sort(),
    breaks: all,
    doubts: [...doubts].sort(),
  };
}

function withUnit(known: Break | undefined, finding: CheckFinding, by: Break["by"], { tool }: UsageUnit): Break {
  const tools = by === "tool" && tool !== null ? [tool] : [];
  return {
    used: usedText(finding.used),
    by: known?.by === "author" ? "author" : by,
    tools: [...new Set([...(known?.tools ?? []), ...tools])].sort(),
    modules: (known?.modules ?? 0) + 1,
    already: finding.kind === "unknown",
    message: finding.message,
    replacement: finding.replacement,
    hint: finding.hint,
  };
}

type Findings = ReadonlyMap<string, CheckFinding>;

/** Judges units by what they use, each name once. */
class UnitJudge {
  readonly origins: Origins;
  readonly #from: Api;
  readonly #to: Api;
  readonly #diff: Pick<Diff, "changes">;
  readonly #index: UsageIndex;
  readonly #foreign: ReadonlySet<string>;
  readonly #findings = new Map<string, Findings>();

  constructor(from: Api, to: Api, diff: Pick<Diff, "changes">, index: UsageIndex) {
    this.#from = from;
    this.#to = to;
    this.#diff = diff;
    this.#index = index;
    this.#foreign = new Set(index.foreign);
    this.origins = new Origins(index);
  }

  /**
   * Whether the newer version loads a module as built: its tag matches and all imports are exported. Lists the names
   * for which headers do not show that; null if it does not load.
   */
  loading(unit: UsageUnit): "loads" | { doubts: string[] } | null {
    if (!this.#isMeantFor(unit)) return null;
    const states = unit.uses.map((name) => this.#state(name, unit, "built"));
    if (states.includes("broken")) return null;
    const doubts = unit.uses.filter((_, index) => states[index] === "doubt");
    return doubts.length === 0 ? "loads" : { doubts };
  }

  /** What would break if a unit were rebuilt, and what is unknown about that. */
  rebuilt(unit: UsageUnit): { breaks: { finding: CheckFinding; by: Break["by"] }[]; doubts: string[] } {
    const as = unit.kind === "source" ? "source" : "rebuilt";
    const findings = this.#about(as, unit);
    const breaks = unit.uses.flatMap((name) => {
      const finding = findings.get(name);
      if (finding === undefined || this.#state(name, unit, as) !== "broken") return [];
      return [{ finding, by: this.origins.of(name, unit) === "tool" ? "tool" : "author" } as const];
    });
    return { breaks, doubts: unit.uses.filter((name) => this.#state(name, unit, as) === "doubt") };
  }

  #state(name: string, unit: UsageUnit, as: "built" | "rebuilt" | "source"): "fine" | "doubt" | "broken" {
    const finding = this.#about(as, unit).get(name);
    if (finding === undefined || this.#foreign.has(name)) return "fine";
    // Missing in both versions: gone earlier, or never in headers.
    if (finding.kind === "unknown") return this.origins.isUnseen(name, unit) ? "doubt" : "broken";
    if (finding.impact === "breaking") return "broken";
    // Names removed from the limited API are mostly still exported for old modules.
    return as === "built" && (finding.kind === "missing" || finding.kind === "not-exported") ? "doubt" : "fine";
  }

  /** PEP 384, PEP 803 and PEP 3149: which modules a build loads. */
  #isMeantFor({ kind, build }: UsageUnit): boolean {
    if (kind === "source" || build === null) return false;
    const { manifest } = this.#to;
    const version = versionIn(manifest);
    const isThreaded = isFreeThreaded(manifest.target.abi);
    if (build.abi === "abi3" || build.abi === "abi3t") {
      const minor = Number(build.version?.split(".")[1] ?? 2);
      return version.minor >= minor && (build.abi === "abi3t" ? version.minor >= 15 : !isThreaded);
    }
    const flags = build.abi.slice(2);
    return build.version === seriesOf(version) && manifest.target.abi.replace(/^cp\d+/, "").replace("m", "") === flags;
  }

  #about(as: "built" | "rebuilt" | "source", unit: UsageUnit): Findings {
    const key = as === "rebuilt" ? `rebuilt ${unit.build?.version}` : as;
    const known = this.#findings.get(key) ?? this.#judge(as, unit);
    this.#findings.set(key, known);
    return known;
  }

  #judge(as: "built" | "rebuilt" | "source", { kind, build }: UsageUnit): Findings {
    const units = this.#index.packages.flatMap(({ units }) => units).filter((unit) => unit.kind === kind);
    const names = [...new Set(units.flatMap(({ uses }) => uses))];
    const uses = names.map((name): Use => {
      const used = usedOf(name);
      if (used.kind === "symbol") return { ...used, place: null, ...(as === "rebuilt" && { rebuilt: true }) };
      return used.kind === "member" ? { ...used, place: null, confidence: "certain" } : { ...used, place: null };
    });
    const findings = judge({
      baseline: this.#from,
      target: this.#to,
      diff: this.#diff,
      uses: as === "source" ? { source: groupUses(uses), binary: [] } : { source: [], binary: groupUses(uses) },
      headerImports: { referrersOf: (name) => new Set(this.origins.referrersOf(name, { kind, build })) },
    });
    return new Map(findings.map((finding) => [usedText(finding.used), finding]));
  }
}
