import type { FindingKind, Used } from "../../../src/check/model.ts";
import type { CheckReport, ReportedCheckFinding } from "../../../src/report/check/report.ts";
import { hostileText, removed } from "../diff/reports.ts";

export const symbol = (name: string): Used => ({ kind: "symbol", name });
export const member = (struct: string, name: string): Used => ({ kind: "member", struct, member: name });

/** A finding about sources that breaks them, without a place. */
export function finding(kind: FindingKind, used: Used, rest: Partial<ReportedCheckFinding> = {}): ReportedCheckFinding {
  return {
    id: "0".repeat(12),
    kind,
    used,
    by: "source",
    impact: "breaking",
    confidence: "certain",
    places: [],
    change: null,
    since: null,
    replacement: [],
    message: `It is ${kind}.`,
    hint: null,
    ...rest,
  };
}

/** A check with these findings; counts and verdict are theirs. */
export function report(findings: ReportedCheckFinding[], rest: Partial<CheckReport> = {}): CheckReport {
  const of = (impact: string) => findings.filter((finding) => finding.impact === impact).length;
  const counts = { breaking: of("breaking"), risky: of("risky"), compatible: of("compatible") };
  const side = (ref: string, abi: string) => ({
    ref,
    commit: ref.length.toString(16).repeat(40).slice(0, 40),
    version: ref.slice(1),
    target: { abi, platform: "linux_x86_64", limitedApi: null } as const,
  });
  return {
    schemaVersion: 1,
    complete: true,
    verdict: counts.breaking > 0 ? "breaks" : counts.risky > 0 ? "risky" : "ok",
    target: side("v3.15.2", "cp315"),
    baseline: { ...side("v3.9.2", "cp39"), chosen: "" },
    summary: { uses: { symbols: 3, members: 1, headers: 0 }, findings: counts },
    findings,
    diagnostics: [],
    ...rest,
  };
}

/** One finding of each kind that reports distinguish. */
export const sample = report(
  [
    finding("opaque", member("PyThreadState", "frame"), {
      places: [
        { file: "src/green.c", line: 12, column: 5 },
        { file: "src/green.c", line: 40, column: 9 },
      ],
      change: removed("PyThreadState", {
        evidence: [
          { kind: "declaration", side: "from", header: "Include/x.h", line: 3, text: "PyFrameObject *frame;" },
        ],
      }),
      since: { ref: "v3.11.0a1", version: "3.11.0a1", after: "v3.10.5", exact: true, stretches: [] },
      replacement: ["PyThreadState_GetFrame"],
      hint: "Call PyThreadState_GetFrame.",
    }),
    finding("not-exported", symbol("_PyKnown"), {
      by: "binary",
      places: [{ file: "x.whl/x.so" }],
      suppression: { reason: "only on old versions", expires: "2027-01-31" },
    }),
    finding("missing", symbol("PyListed"), {
      since: { ref: "v3.14.0", version: "3.14.0", after: "v3.13.5", exact: false, stretches: [] },
    }),
    finding("changed", symbol("PyRisky"), { impact: "risky", confidence: "likely" }),
    finding("deprecated", symbol("PyOld"), { impact: "compatible" }),
  ],
  {
    complete: false,
    diagnostics: [
      { code: "unknown-macro", place: { file: "src/green.c", line: 3 }, message: "It was passed over.", gap: false },
      { code: "unread", place: { file: "src/other.c" }, message: "It could not be read.", gap: true },
    ],
    versions: [
      {
        ref: "v3.9.2",
        version: "3.9.2",
        verdict: "ok",
        complete: true,
        summary: { breaking: 0, risky: 0, compatible: 1 },
        breaking: [],
        risky: [],
      },
      {
        ref: "v3.15.2",
        version: "3.15.2",
        verdict: "breaks",
        complete: false,
        summary: { breaking: 3, risky: 1, compatible: 1 },
        breaking: ["PyListed", "PyThreadState.frame", "_PyKnown"],
        risky: ["PyRisky"],
      },
    ],
    builds: { from: { ref: "v3.9.2", version: "3.9.2" }, to: { ref: "v3.9.2", version: "3.9.2" } },
  },
);

/** Names from callers and contents of sources are arbitrary text. */
export const hostile = report(
  [
    finding("missing", symbol(hostileText), {
      places: [{ file: hostileText, line: 1, column: 1 }, { file: hostileText }],
      message: hostileText,
      hint: hostileText,
      replacement: [hostileText],
      since: { ref: hostileText, version: "3.14.0", after: hostileText, exact: true, stretches: [] },
    }),
    finding("missing", symbol("PyKnown"), { suppression: { reason: hostileText, expires: "2027-01-31" } }),
  ],
  {
    complete: false,
    diagnostics: [{ code: "unread", place: { file: hostileText, line: 2 }, message: hostileText, gap: true }],
    versions: [
      {
        ref: hostileText,
        version: "3.14.0",
        verdict: "breaks",
        complete: true,
        summary: { breaking: 1, risky: 0, compatible: 0 },
        breaking: [hostileText],
        risky: [],
      },
    ],
  },
);
