import { type Platform, platforms } from "../cpython/target.ts";
import { minorOf, seriesOf, versionIn } from "../cpython/version.ts";
import type { Change, Diff } from "../diff/model.ts";
import { deprecated } from "../diff/rules/deprecated.ts";
import { kindChanged } from "../diff/rules/kind-changed.ts";
import { limitedApiRemoved } from "../diff/rules/limited-api-removed.ts";
import { limitedApiSinceChanged } from "../diff/rules/limited-api-since-changed.ts";
import { lvalueLost } from "../diff/rules/lvalue-lost.ts";
import { memberRemoved } from "../diff/rules/member-removed.ts";
import { memberRenamed } from "../diff/rules/member-renamed.ts";
import { memberTypeChanged } from "../diff/rules/member-type-changed.ts";
import { signatureChanged } from "../diff/rules/signature-changed.ts";
import { structMoved } from "../diff/rules/struct-moved.ts";
import { structRenamed } from "../diff/rules/struct-renamed.ts";
import { symbolMoved } from "../diff/rules/symbol-moved.ts";
import { tierChanged } from "../diff/rules/tier-changed.ts";
import { typedefChanged } from "../diff/rules/typedef-changed.ts";
import { variableTypeChanged } from "../diff/rules/variable-type-changed.ts";
import type { Manifest } from "../manifest/model.ts";
import { withAdvice } from "./advice.ts";
import type { Api, Presence } from "./api.ts";
import { ChangesByUse } from "./changes.ts";
import { checkFindingOf, grouped, inOrder, isLikely, type Trouble, together } from "./finding.ts";
import { isOlder } from "./history.ts";
import type { KnownName } from "./known.ts";
import { type CheckFinding, type Used, usedText } from "./model.ts";
import type { HeaderImports } from "./module/header-imports.ts";
import { type Fault, type SymbolUse, seesInternals, type Use } from "./use.ts";
import type { UseGroup } from "./use-groups.ts";

/** The uses of an extension, by how they meet the target. */
export interface Uses {
  /** Uses of sources, compiled for the target, and of lists. */
  source: readonly UseGroup[];
  /** Imports of built modules. */
  binary: readonly UseGroup[];
}

export interface JudgeOptions {
  baseline: Api;
  target: Api;
  /** From baseline to target. */
  diff: Pick<Diff, "changes">;
  uses: Uses;
  /** Names referred to by the baseline's own headers; needed only for modules. */
  headerImports?: Pick<HeaderImports, "referrersOf"> | null;
  /** Facts about names that the target does not declare. */
  facts?: Readonly<Record<string, KnownName>>;
  /**
   * Whether the baseline compiles the same at any of the places of a group: else it was written for newer versions,
   * whose changes its author knows. By default, it does.
   */
  isInBaseline?: (group: UseGroup) => boolean;
}

/**
 * Findings about uses that the target lacks or has changed since the baseline; one finding per thing used, with all
 * places, sorted by impact and name. `since` is null, as it cannot be determined from two versions.
 */
export function judge(options: JudgeOptions): CheckFinding[] {
  const changes = new ChangesByUse(options.diff.changes);
  const judges = { source: new SourceJudge(options, changes), binary: new ImportJudge(options, changes) };
  const advisor = options.target.advisor(options.baseline);
  const findings = new Map<string, CheckFinding>();
  for (const by of ["source", "binary"] as const) {
    for (const group of grouped(options.uses[by])) {
      const trouble = judges[by].troubleOf(group);
      if (trouble === null) continue;
      const finding = withAdvice(checkFindingOf(by, group, trouble), advisor);
      const same = findings.get(finding.id);
      findings.set(finding.id, same === undefined ? finding : together(same, finding));
    }
  }
  return [...findings.values()].sort(inOrder);
}

class SourceJudge {
  readonly #options: JudgeOptions;
  readonly #changes: ChangesByUse;
  readonly #internals: boolean;

  constructor(options: JudgeOptions, changes: ChangesByUse) {
    this.#options = options;
    this.#changes = changes;
    this.#internals = seesInternals(options.uses.source.map(({ use }) => use));
  }

  troubleOf(group: UseGroup): Trouble | null {
    const { baseline, isInBaseline = () => true } = this.#options;
    const { use } = group;
    const isOfBuild = use.fault !== undefined && ofBuild.has(use.fault.kind) && isInBaseline(group);
    const fault = isOfBuild ? null : (use.fault ?? null);
    if (use.fault?.kind === "not-included") return fault && notIncluded(fault);
    if (fault !== null) return { ...fault, impact: "breaking", change: this.#worst(use) };
    const presence = this.#inTarget(use);
    if (presence.state !== "there") return this.#absence(use, presence);
    const change = this.#isAdapted(use) ? null : this.#worst(use, concerns);
    if (change !== null && isInBaseline(group))
      return { kind: "changed", impact: change.source, change, message: change.message };
    const since = presence.symbol?.deprecated ?? null;
    if (since === null) return null;
    const deprecation = this.#changes.about(use, baseline, "source").find(({ rule }) => rule === deprecated.id) ?? null;
    const message = `${usedText(use)} is deprecated${since === "" ? "" : ` since ${since}`}.`;
    return { kind: "deprecated", impact: "compatible", change: deprecation, message };
  }

  /** A compiler sees only the headers included there, if it is known what they declare. */
  #inTarget(use: Use): Presence {
    const presence = this.#options.target.presence(use, this.#internals);
    if (use.kind === "header" || use.declared === undefined || presence.state === "arguments") return presence;
    if (use.declared) return presence.state === "there" ? presence : { state: "there" };
    return presence.state === "there" ? { state: "missing" } : presence;
  }

  #absence(use: Use, presence: Exclude<Presence, { state: "there" }>): Trouble {
    const { baseline, target } = this.#options;
    const change = this.#worst(use);
    const before = baseline.presence(use, this.#internals);
    if (presence.state === "arguments") {
      const given = use.kind === "symbol" ? use.arguments : 0;
      const message = `${usedText(use)} takes ${presence.takes} argument${presence.takes === "1" ? "" : "s"}, and is called with ${given}.`;
      return { kind: "arguments", impact: "breaking", change, message };
    }
    const elsewhere = change === null && use.kind === "symbol" ? target.elsewhere(use.name) : [];
    if (elsewhere.length > 0 && before.state === "missing" && elsewhere.every(isPlatform))
      return ofOtherPlatform(use, elsewhere);
    const facts = (use.kind === "symbol" && this.#options.facts?.[use.name]) || null;
    const isOurs =
      use.kind === "symbol" ? before.state !== "missing" || change !== null || facts !== null : !isLikely(use);
    const isUnknown = presence.state === "missing" && !isOurs;
    return {
      kind: isUnknown ? "unknown" : presence.state,
      // It is uncertain whether it belongs to CPython at all.
      impact: isUnknown || isLikely(use) ? "risky" : "breaking",
      change,
      message: messageOfAbsence(use, presence, { baseline, target, change, before, facts }),
      ...(elsewhere.length > 0 && { hint: `Only other targets have it: ${elsewhere.join(", ")}.` }),
    };
  }

  #worst(use: Use, counts: (change: Change, use: Use) => boolean = () => true): Change | null {
    const changes = this.#changes.about(use, this.#options.baseline, "source");
    return changes.find((change) => change.source !== "compatible" && counts(change, use)) ?? null;
  }

  /** A call with an argument count that only the target accepts was written for it. */
  #isAdapted(use: Use): boolean {
    return use.kind === "symbol" && this.#options.baseline.presence(use, this.#internals).state === "arguments";
  }
}

class ImportJudge {
  readonly #options: JudgeOptions;
  readonly #changes: ChangesByUse;

  constructor(options: JudgeOptions, changes: ChangesByUse) {
    this.#options = options;
    this.#changes = changes;
  }

  troubleOf({ use }: UseGroup): Trouble | null {
    if (use.kind !== "symbol") return null;
    if (use.rebuilt) return this.#rebuilt(use);
    const { baseline, target } = this.#options;
    const changes = this.#changes.about(use, baseline, "binary").filter(({ binary }) => binary !== "compatible");
    const { state } = target.importPresence(use.name);
    if (state === "there") {
      const change = changes.find((change) => concerns(change, use));
      if (change === undefined || use.current) return null;
      return { kind: "changed", impact: change.binary, change, message: change.message };
    }
    const before = baseline.importPresence(use.name);
    if (before.state !== "there") return this.#absence(use);
    const [change = null] = changes;
    // A name that only the list of the stable ABI has is promised to stay exported, and no header shows whether it is.
    const impact = change?.binary ?? (before.symbol === undefined ? "risky" : "breaking");
    const message = `${use.name} is no longer exported: ${target.manifest.ref} does not load the module.`;
    return { kind: state === "missing" ? "missing" : "not-exported", impact, change, message };
  }

  /** Of an import that neither version has. */
  #absence(use: SymbolUse): Trouble {
    const { baseline, target, facts } = this.#options;
    const { manifest } = target;
    const known = facts?.[use.name];
    const own = seriesOf(versionIn(manifest));
    // One that only other builds of the version have may be of another library here.
    if (known === undefined || known.series.includes(own))
      return { kind: "unknown", impact: "risky", change: null, message: messageOfUnknown(use, baseline, target) };
    const [first = own] = known.series;
    // An older one may still be exported, and the source of a module for another version may use it there alone.
    if (minorOf(first) <= minorOf(own) || use.rebuilt)
      return { kind: "missing", impact: "risky", change: null, message: messageOfFacts(use.name, known, manifest) };
    const message = `${use.name} is new in ${first}: ${manifest.ref} does not load the module.`;
    return { kind: "missing", impact: "breaking", change: null, message };
  }

  /**
   * The problem of an import in a module that must be rebuilt; null if its source still compiles, through the name itself
   * or through header code that refers to it.
   */
  #rebuilt(use: SymbolUse): Trouble | null {
    const { baseline, target, headerImports } = this.#options;
    const { name } = use;
    const presence = target.presence(use, false);
    if (presence.state === "there") return deprecationOf(use, presence.symbol?.deprecated ?? null);
    const isExported = target.importPresence(name).state === "there";
    if (isExported && baseline.presence(use, false).state !== "there") return null;
    // Public names are mostly used by the author.
    const referrers = name.startsWith("_") ? (headerImports?.referrersOf(name) ?? []) : [];
    const isThere = (referrer: string) =>
      target.presence({ kind: "symbol", name: referrer, place: null }, false).state === "there";
    if ([...referrers].some(isThere)) return null;
    if (baseline.importPresence(name).state !== "there") return this.#absence(use);
    const [change = null] = this.#changes
      .about(use, baseline, "source")
      .filter(({ source }) => source !== "compatible");
    const kind = presence.state === "internal" ? "internal" : "missing";
    const message = change?.message ?? `${target.manifest.ref} has no ${name}; ${baseline.manifest.ref} has it.`;
    return { kind, impact: "breaking", change, message };
  }
}

function deprecationOf(use: SymbolUse, since: string | null): Trouble | null {
  if (since === null) return null;
  const message = `${use.name} is deprecated${since === "" ? "" : ` since ${since}`}.`;
  return { kind: "deprecated", impact: "compatible", change: null, message };
}

/** Faults that also occur in the baseline if macros or headers of the build are missing. */
const ofBuild = new Set<Fault["kind"]>(["refused", "not-included"]);

function notIncluded({ kind, message, isLikely }: Fault): Trouble {
  return { kind, impact: isLikely ? "risky" : "breaking", change: null, message };
}

interface Versions {
  baseline: Api;
  target: Api;
}

interface Absence {
  change: Change | null;
  before: Presence;
  facts: KnownName | null;
}

function messageOfAbsence(
  use: Use,
  { state }: Presence,
  { baseline, target, change, before, facts }: Versions & Absence,
): string {
  const name = usedText(use);
  const { ref } = target.manifest;
  if (state === "internal") return `${name} is internal in ${ref}: only code with Py_BUILD_CORE sees it.`;
  if (state === "opaque" && use.kind === "member") return `${use.struct} is opaque in ${ref}: ${name} cannot be used.`;
  const seen = target.presence(use, true);
  if (state === "missing" && seen.state === "there") {
    const header = seen.symbol ? `: ${seen.symbol.header} does` : "";
    return `The headers of ${ref} that are included there do not declare ${name}${header}.`;
  }
  if (facts !== null && (before.state === "missing" || target.manifest.target.limitedApi !== null)) {
    return messageOfFacts(name, facts, target.manifest);
  }
  if (change === null && before.state === "missing") return messageOfUnknown(use, baseline, target);
  if (isOlder(target.manifest, baseline.manifest)) return `${ref} has no ${name} yet; ${baseline.manifest.ref} has it.`;
  // Sources depend neither on the offset of a member nor on other effects of its removal.
  if (use.kind === "member" && change?.rule === memberRemoved.id) return `${name} is gone.`;
  if (use.kind === "member" && change?.rule === memberRenamed.id) return `${name} is ${change.newName} now.`;
  return change?.message ?? `${ref} has no ${name}; ${baseline.manifest.ref} has it.`;
}

/** The versions that have a name missing in the target. */
function messageOfFacts(name: string, { series, limitedApi }: KnownName, manifest: Manifest): string {
  const { ref, target } = manifest;
  const own = seriesOf(versionIn(manifest));
  if (target.limitedApi !== null && series.includes(own)) {
    if (limitedApi === null) return `${name} is not in the limited API.`;
    if (minorOf(limitedApi) > minorOf(target.limitedApi)) return `${name} needs limited API ${limitedApi}.`;
    return `${name} is not there for ${target.abi}.`;
  }
  const [first = "", last = first] = [series[0], series.at(-1)];
  if (minorOf(first) > minorOf(own)) return `${name} is new in ${first}.`;
  if (series.includes(own)) return `${ref} has no ${name} for ${target.abi}.`;
  return `${name} was there in ${first}${last === first ? "" : ` to ${last}`}.`;
}

const messageOfUnknown = (use: Used, { manifest: { ref: from } }: Api, { manifest: { ref: to } }: Api) =>
  from === to ? `${to} has no ${usedText(use)}.` : `Neither ${from} nor ${to} has ${usedText(use)}.`;

const isPlatform = (target: string) => platforms.includes(target as Platform);

/** The baseline does not compile it here either, so the code is most likely built only there. */
function ofOtherPlatform(use: Use, those: readonly string[]): Trouble {
  const [first = ""] = those;
  return {
    kind: "missing",
    impact: "risky",
    change: null,
    message: `${usedText(use)} exists only on ${those.join(", ")}.`,
    hint: `For code built there, pass --platform ${first}.`,
  };
}

/** Changes that take a name from some users only: another name was removed, or the limited API lost it. */
const rulesOfOthers = new Set([structRenamed.id, limitedApiRemoved.id, limitedApiSinceChanged.id, tierChanged.id]);

/** Changes whose effect depends on the use, which is judged by compiling it. */
const rulesOfTypes = new Set([
  lvalueLost.id,
  signatureChanged.id,
  typedefChanged.id,
  variableTypeChanged.id,
  memberTypeChanged.id,
  kindChanged.id,
]);

/** Whether a change matters to a use of something that still exists. */
function concerns({ rule, member, binary }: Change, use: Use): boolean {
  if (rule === lvalueLost.id) return false;
  if (use.kind !== "header" && use.declared !== undefined && rulesOfTypes.has(rule)) return false;
  // The headers included there declare it: of a move, only that it is no longer exported matters.
  if (use.kind === "symbol" && use.declared && rule === symbolMoved.id) return binary !== "compatible";
  if (use.kind === "symbol" && use.declared && rule === structMoved.id) return false;
  // A visible member is not affected by other changes of its struct.
  return !rulesOfOthers.has(rule) && (use.kind !== "member" || member !== null);
}
