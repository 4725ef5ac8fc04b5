import type { Change, Diff } from "../../../src/diff/model.ts";
import type { DiffReport, ReportedChange } from "../../../src/report/diff/report.ts";

export const place = { header: "Include/x.h", line: 1, tier: "public", surface: "public" } as const;

/** A change of a function of the public surface; compatible by default. */
export function change(rule: string, name: string, rest: Partial<ReportedChange> = {}): ReportedChange {
  return {
    id: "0".repeat(12),
    rule,
    topic: "api",
    subject: { kind: "function", name },
    member: null,
    source: "compatible",
    binary: "compatible",
    from: place,
    to: place,
    evidence: [],
    message: `The function ${name} did ${rule}.`,
    hint: null,
    ...rest,
  };
}

export const removed = (name: string, rest: Partial<ReportedChange> = {}): ReportedChange =>
  change("symbol-removed", name, { source: "breaking", binary: "risky", to: null, ...rest });

export const added = (name: string, rest: Partial<ReportedChange> = {}): ReportedChange =>
  change("symbol-added", name, { from: null, ...rest });

export const inInternal = { ...place, header: "Include/internal/x.h", line: 7, surface: "internal" } as const;

/** A diff of these changes; its summary is theirs. */
export function report(changes: ReportedChange[], rest: Partial<Diff> = {}): DiffReport {
  const count = (what: "source" | "binary") => {
    const of = (impact: string) => changes.filter((change: Change) => change[what] === impact).length;
    return { breaking: of("breaking"), risky: of("risky"), compatible: of("compatible") };
  };
  const byRule: Record<string, number> = {};
  for (const { rule } of changes) byRule[rule] = (byRule[rule] ?? 0) + 1;
  const target = { platform: "linux_x86_64", limitedApi: null } as const;
  return {
    schemaVersion: 1,
    rulesetVersion: 1,
    complete: true,
    from: { ref: "v3.11.2", commit: "a".repeat(40), version: "3.11.2", target: { abi: "cp311", ...target } },
    to: { ref: "main", commit: "b".repeat(40), version: "3.16.0a0", target: { abi: "cp316", ...target } },
    summary: { changes: changes.length, byRule, source: count("source"), binary: count("binary") },
    changes,
    ...rest,
  };
}

/** One change of each kind that reports distinguish. */
export const sample = report([
  removed("PyOld", {
    newName: "PyNew",
    confidence: "likely",
    hint: "Call PyNew.",
    evidence: [
      { kind: "declaration", side: "from", header: "Include/x.h", line: 1, text: "PyAPI_FUNC(int) PyOld(void);" },
      { kind: "alias-macro", side: "to", header: "Include/y.h", line: 2, text: "#define PyOld PyNew" },
    ],
  }),
  removed("PyKnown", { suppression: { reason: "not used by us", expires: "2027-01-31" } }),
  change("symbol-moved", "PyMoved", { source: "risky", to: { ...place, header: "Include/y.h", line: 3 } }),
  added("PyNew"),
  change("struct-opaque", "_PyFoo", {
    subject: { kind: "struct", name: "_PyFoo" },
    member: "bar",
    to: inInternal,
    from: inInternal,
  }),
]);

/** All that means something in some format, in a name, a message and a hint. */
export const hostileText = [
  "&<>\"' ]]> <!-- <script> &amp;",
  "| a | b \\| `c` ``d`` *e* _f_ [g](http://h) ~i~ $j$ @k #1 <br>",
  "::error file=x,line=1::y %0A %25 a:b,c ##[command]",
  "\n\r\t\u0000\u001b[31m\u009b1m\u2028\u2029\u202e\u200b\ud800\ufffe",
  "{0} {{ }} [l](m)",
].join(" ");

/** git's paths are UTF-8, which has no lone surrogates. */
const hostilePath = `Include/${hostileText.replace("\ud800", "")}.h`;

/** From headers comes any text; rules are ours, and refs are as git allows them. */
export const hostile = report(
  [
    removed(hostileText, {
      hint: hostileText,
      newName: hostileText,
      from: { ...place, header: hostilePath },
      message: hostileText,
      evidence: [{ kind: "declaration", side: "from", header: hostilePath, line: 1, text: hostileText }],
    }),
    removed(hostileText, { suppression: { reason: hostileText, expires: "2027-01-31" } }),
  ],
  { from: { ...sample.from, ref: "a|`b`<c>&\"d\"'e'%25{0}" } },
);
