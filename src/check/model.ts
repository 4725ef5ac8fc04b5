import type { Change, Confidence, DiffSide, Impact } from "../diff/model.ts";
import { faultKinds, type HeaderUse, type MemberUse, type Place, type SymbolUse } from "./use.ts";

/** What is used, whoever uses it. */
export type Used =
  | Pick<SymbolUse, "kind" | "name">
  | Pick<MemberUse, "kind" | "struct" | "member">
  | Pick<HeaderUse, "kind" | "header">;

/** What is wrong with a use. */
export const findingKinds = [
  /** The target has no such name, member or header. */
  "missing",
  /** A member of a struct that the target's public headers name and do not complete. */
  "opaque",
  /** Only code with `Py_BUILD_CORE` sees it. */
  "internal",
  /** A call with a number of arguments that the target does not take. */
  "arguments",
  /** A built module imports it, and the target does not export it. */
  "not-exported",
  /** A module for the stable ABI imports what is not in the limited API that its tag promises to be enough. */
  "outside-limited-api",
  /** A compiler of the target refuses the use where it stands. */
  ...faultKinds,
  /** It is there, and something about it changed. */
  "changed",
  /** It is there, works, and is marked with `Py_DEPRECATED`. */
  "deprecated",
  /** Neither the baseline nor the target has it: it may be another library's. */
  "unknown",
] as const;
export type FindingKind = (typeof findingKinds)[number];

/** A release by its tag. */
export interface ReleaseName {
  ref: string;
  version: string;
}

/** Where on the way from the baseline to the target a finding came. */
export interface Since {
  /** The first tag, in the order of versions, that has it. */
  ref: string;
  version: string;
  /** The last one looked at before, which has it not. */
  after: string;
  /** False where tags between the two could not be read, or were too many to be looked at. */
  exact: boolean;
  /** In order, the releases that were looked at: in which it breaks, and in which not. */
  stretches: { from: string; to: string; breaks: boolean }[];
}

/** One thing that is used and does not work, or works otherwise, in the target; however often it is used. */
export interface CheckFinding {
  /** 12 hex digits: a hash of what is used and of what is wrong with it, not of places or wording. */
  id: string;
  kind: FindingKind;
  used: Used;
  /** Whether sources use it, which are compiled anew, or modules that are built. */
  by: "source" | "binary";
  impact: Impact;
  /** `likely` where the type of what a member belongs to could not be known, or the name may be another library's. */
  confidence: Confidence;
  /** Every place of the use, in the order of the files given; empty for what a list names. */
  places: Place[];
  /** Of those in the definitions of macros: the places that expand these; only where there are such. */
  expansions?: Place[];
  /** The change from the baseline to the target that explains it; null where none does. */
  change: Change | null;
  /** Null where the baseline has it already, and where the target is the older one. */
  since: Since | null;
  /** What to use instead: a new name, or functions for a member; in the order of preference. */
  replacement: string[];
  message: string;
  hint: string | null;
}

export const verdicts = ["breaks", "risky", "ok", "unknown"] as const;
/** The worst impact of the findings; `unknown` where there is none, and something could not be read. */
export type Verdict = (typeof verdicts)[number];

/** What was not understood, in CPython's headers or in what was given. */
export interface CheckDiagnostic {
  /** kebab-case. */
  code: string;
  /** What it is about: a file as the caller named it, or a ref. */
  place: Place | null;
  message: string;
  /** Whether uses or findings may be missing because of it: then the check is not complete. */
  gap: boolean;
}

/** What `--all-versions` tells of one version: what is given, as compiled for it, against its headers. */
export interface VersionVerdict {
  ref: string;
  version: string;
  verdict: Verdict;
  complete: boolean;
  /** Findings by impact. */
  summary: Record<Impact, number>;
  /** What breaks there, as `PyFoo` or `PyFooObject.member`, sorted. */
  breaking: string[];
  /** What may break there, likewise. */
  risky: string[];
}

/** Neighbouring versions in which nothing breaks. */
export interface Builds {
  from: ReleaseName;
  to: ReleaseName;
}

/** What the target does to an extension. */
export interface Check {
  schemaVersion: number;
  /** False where a manifest is incomplete or something given could not be understood: findings may be missing. */
  complete: boolean;
  verdict: Verdict;
  target: DiffSide;
  /** `chosen`: where nobody named it, what says that the extension is for it; empty where nothing does. */
  baseline: DiffSide & { chosen: string | null };
  summary: {
    /** Different things that are used. */
    uses: { symbols: number; members: number; headers: number };
    findings: Record<Impact, number>;
  };
  /** The worst impact first, then by name. */
  findings: CheckFinding[];
  diagnostics: CheckDiagnostic[];
  /** In the order of versions; only where it was asked for. */
  versions?: VersionVerdict[];
  /** From which to which of them it builds as it stands, the newest such stretch; null where it builds on none. */
  builds?: Builds | null;
}

/** As people write it: `PyFoo`, `PyFooObject.member`, `longintrepr.h`. */
export function usedText(used: Used): string {
  if (used.kind === "symbol") return used.name;
  return used.kind === "member" ? `${used.struct}.${used.member}` : used.header;
}

/** Equal for equal things that are used. */
export function usedKey(used: Used): string {
  if (used.kind === "member") return `member ${used.struct}.${used.member}`;
  return `${used.kind} ${usedText(used)}`;
}
