import type { ReleaseName } from "../cpython/releases.ts";
import type { Abi } from "../cpython/target.ts";
import type { Change, Confidence, DiffSide, Impact } from "../diff/model.ts";
import { faultKinds, type HeaderUse, type MemberUse, type Place, type SymbolUse } from "./use.ts";

/** A thing that is used. */
export type Used =
  | Pick<SymbolUse, "kind" | "name">
  | Pick<MemberUse, "kind" | "struct" | "member">
  | Pick<HeaderUse, "kind" | "header">;

/** Kinds of problems. */
export const findingKinds = [
  /** The target lacks the name, member or header. */
  "missing",
  /** A member of a struct that the target's public headers name but do not complete. */
  "opaque",
  /** Visible only with `Py_BUILD_CORE`. */
  "internal",
  /** Imported by a built module, but not exported by the target. */
  "not-exported",
  /** Imported by a stable ABI module, but not in the limited API of its tag. */
  "outside-limited-api",
  /** Rejected by a compiler of the target at the place of use. */
  ...faultKinds,
  /** Present, but changed. */
  "changed",
  /** Present and working, but marked with `Py_DEPRECATED`. */
  "deprecated",
  /** Missing in both baseline and target; it may belong to another library. */
  "unknown",
] as const;
export type FindingKind = (typeof findingKinds)[number];

/** Where between baseline and target a finding first occurs. */
export interface Since {
  /** The first tag with the finding, in order of version. */
  ref: string;
  version: string;
  /** The last tag examined without it. */
  after: string;
  /** False if tags between the two could not be read, or were too many. */
  exact: boolean;
  /** The releases examined, in order: stretches where it breaks and where it does not. */
  stretches: { from: string; to: string; breaks: boolean }[];
}

/** A problem of one thing that is used, with all its uses. */
export interface CheckFinding {
  /** 12 hex digits: a hash of the use and the problem, independent of places and wording. */
  id: string;
  kind: FindingKind;
  used: Used;
  /** Whether it is used by sources, which are recompiled, or by built modules. */
  by: "source" | "binary";
  impact: Impact;
  /** `likely` if the type of a member's object is unknown, or the name may belong to another library. */
  confidence: Confidence;
  /** All places of use, in the order of the files; empty for names from a list. */
  places: Place[];
  /** For places in macro definitions, the places where these are expanded; absent if there are none. */
  expansions?: Place[];
  /** The change between baseline and target that explains it, or null. */
  change: Change | null;
  /** Null if the baseline has it already, and if the target is older. */
  since: Since | null;
  /** Replacements: a new name, or functions for a member; in order of preference. */
  replacement: string[];
  message: string;
  hint: string | null;
}

/** The verdicts of a check, worst first; `unknown` if none can be given. */
export const verdicts = ["breaks", "risky", "ok", "unknown"] as const;
/** The worst impact of the findings; `unknown` if there are none but something could not be read. */
export type Verdict = (typeof verdicts)[number];

/** Something not understood in CPython's headers or in the input. */
export interface CheckDiagnostic {
  /** kebab-case. */
  code: string;
  /** A file as named by the caller, or a ref. */
  place: Place | null;
  message: string;
  /** Whether uses or findings may be missing because of it, which makes the check incomplete. */
  gap: boolean;
}

/** The verdict of `--all-versions` on one version. */
export interface VersionVerdict {
  ref: string;
  version: string;
  verdict: Verdict;
  complete: boolean;
  /** Number of findings by impact. */
  summary: Record<Impact, number>;
  /** What breaks, as `PyFoo` or `PyFooObject.member`, sorted. */
  breaking: string[];
  /** What may break, in the same form. */
  risky: string[];
}

/** A range of versions without breaking findings. */
export interface Builds {
  from: ReleaseName;
  to: ReleaseName;
}

/** The impact of the target on an extension. */
export interface Check {
  schemaVersion: number;
  /** False if a manifest is incomplete or part of the input was not understood, so that findings may be missing. */
  complete: boolean;
  verdict: Verdict;
  target: DiffSide;
  /** Other limited ABIs that modules promise to suffice, which they were judged for too; absent if there are none. */
  alsoFor?: Abi[];
  /** `chosen` is the evidence if the baseline was not named; empty if there is none. */
  baseline: DiffSide & { chosen: string | null };
  summary: {
    /** Number of distinct things used. */
    uses: { symbols: number; members: number; headers: number };
    findings: Record<Impact, number>;
  };
  /** Worst impact first, then by name. */
  findings: CheckFinding[];
  diagnostics: CheckDiagnostic[];
  /** In order of version; only if requested. */
  versions?: VersionVerdict[];
  /** The newest range of versions it builds on unchanged; null if none. */
  builds?: Builds | null;
}

/** The usual notation: `PyFoo`, `PyFooObject.member`, `longintrepr.h`. */
export function usedText(used: Used): string {
  if (used.kind === "symbol") return used.name;
  return used.kind === "member" ? `${used.struct}.${used.member}` : used.header;
}

/** Equal if the same thing is used. */
export function usedKey(used: Used): string {
  if (used.kind === "member") return `member ${used.struct}.${used.member}`;
  return `${used.kind} ${usedText(used)}`;
}
