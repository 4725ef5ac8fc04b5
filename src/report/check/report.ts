import { generatedFile } from "../../check/generated-files.ts";
import {
  type Check,
  type CheckDiagnostic,
  type CheckFinding,
  type FindingKind,
  usedText,
  type Verdict,
} from "../../check/model.ts";
import type { Place } from "../../check/use.ts";
import { counted } from "../../diff/counted.ts";
import type { DiffSide, Impact } from "../../diff/model.ts";
import { type ChangeSuppression, suppressionText } from "../diff/report.ts";

/** A finding in a report, with its suppression if there is one. */
export interface ReportedCheckFinding extends CheckFinding {
  suppression?: ChangeSuppression;
}

/** A check to report; any Check is one, without suppressions. */
export interface CheckReport extends Check {
  findings: ReportedCheckFinding[];
}

const verdictWords: Record<Verdict, string> = {
  breaks: "breaks",
  risky: "may break",
  ok: "ok",
  unknown: "unknown whether it builds",
};

/** `breaks on 3.15.2: 3 places in 2 files` */
export function headText({ target, verdict, findings }: CheckReport): string {
  const shown = findings.filter(({ impact }) => impact === worstOf[verdict]);
  const count = shown.length === 0 ? "" : `: ${extentText(shown)}`;
  return `${verdictWords[verdict]} on ${versionText(target)}${count}`;
}

const worstOf: Partial<Record<Verdict, Impact>> = { breaks: "breaking", risky: "risky" };

/** `3 places in 2 files, 1 name, 2 suppressed` */
export function extentText(findings: readonly ReportedCheckFinding[]): string {
  const open = findings.filter(({ suppression }) => !suppression);
  const places = open.flatMap((finding) => finding.places);
  const files = new Set(places.map(({ file }) => file)).size;
  const named = open.filter((finding) => finding.places.length === 0).length;
  const suppressed = findings.length - open.length;
  return [
    ...(places.length > 0 ? [`${counted(places.length, "place")} in ${counted(files, "file")}`] : []),
    ...(named > 0 ? [counted(named, "name")] : []),
    ...(suppressed > 0 ? [`${suppressed} suppressed`] : []),
  ].join(", ");
}

/** `3.15.2`, `main (3.16.0a0+dev)` */
export const versionText = ({ ref, version }: Pick<DiffSide, "ref" | "version">) =>
  ref === `v${version}` ? version : `${ref} (${version})`;

/** The comparison made: `cp315 on linux_x86_64, compared with 3.11.2, the oldest series that is supported` */
export function baselineText({ target, alsoFor = [], baseline }: Check): string {
  const { abi, platform, limitedApi } = target.target;
  const { chosen } = baseline;
  const which = chosen === "" ? "the oldest series that is supported" : `by ${chosen}`;
  const by = chosen === null ? "" : `, ${which}`;
  const limit = limitedApi === null ? "" : ` ${limitedApi}`;
  const others = alsoFor.map((other) => ` and ${other}`).join("");
  return `${abi}${limit}${others} on ${platform}, compared with ${versionText(baseline)}${by}`;
}

/** `3 symbols, 1 member and 0 headers used` */
export function usesText({ summary: { uses } }: Check): string {
  const { symbols, members, headers } = uses;
  return `${counted(symbols, "symbol")}, ${counted(members, "member")} and ${counted(headers, "header")} used`;
}

/** Shown in every report of an incomplete check. */
export const incompleteText = "Not everything was understood, so findings may be missing; see the diagnostics.";

/** Title and meaning of each kind of finding. */
export const kindTexts: Record<FindingKind, { title: string; meaning: string }> = {
  missing: { title: "Not there", meaning: "The version lacks the name, member or header." },
  opaque: {
    title: "Member of an opaque struct",
    meaning: "The version's public headers name the struct without completing it.",
  },
  internal: { title: "Internal", meaning: "Only code compiled with Py_BUILD_CORE sees it." },
  arguments: {
    title: "Wrong number of arguments",
    meaning: "The version does not accept this number of arguments.",
  },
  "not-exported": {
    title: "Not exported",
    meaning: "A built module imports it, but the version does not export it, so the module cannot be loaded.",
  },
  "outside-limited-api": {
    title: "Outside the limited API",
    meaning: "A module for the stable ABI imports a name that is not in the limited API of its wheel.",
  },
  "error-directive": { title: "#error", meaning: "A header stops with #error." },
  "broken-header": { title: "Broken header", meaning: "CPython's headers do not compile for the macros that are set." },
  refused: { title: "#error or #if of the source", meaning: "The source refuses to be compiled for the version." },
  "not-included": {
    title: "Not included",
    meaning: "It is declared by a system header that Python.h no longer includes.",
  },
  "incomplete-type": { title: "Incomplete type", meaning: "Its size is needed, and the headers do not complete it." },
  "not-lvalue": {
    title: "Not an lvalue",
    meaning: "It is assigned to, or its address is taken, but it is not an lvalue.",
  },
  conversion: { title: "Wrong type", meaning: "Its type is incompatible with the other one used there." },
  redeclared: { title: "Declared otherwise", meaning: "The source declares a name of the headers differently." },
  changed: { title: "Changed", meaning: "It exists, but something about it changed." },
  deprecated: { title: "Deprecated", meaning: "It works, but will be removed." },
  unknown: { title: "Not known", meaning: "Neither version has it; it may belong to another library." },
};

/** `src/x.c:12:5` */
export const placeText = ({ file, line, column }: Partial<Place>): string =>
  [file, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(":");

/** Maximum number of places listed; JSON has all. */
const maxPlaces = 5;

/** `a.c:12:5, a.c:20:1 and 12 more`; empty for names from a list. */
export const placesText = (places: readonly Place[], show: (place: string) => string = asIs): string =>
  shortList(places.map(placeText), maxPlaces, show);

/** The first texts, and the number of others. */
export function shortList(texts: readonly string[], most: number, show: (text: string) => string = asIs): string {
  const shown = texts.slice(0, most).map(show).join(", ");
  return texts.length > most ? `${shown} and ${texts.length - most} more` : shown;
}

const asIs = (text: string) => text;

/** The version since which it is a finding, e.g. `v3.14.0a1`. */
export function sinceText({ since }: CheckFinding): string {
  if (since === null) return "-";
  return since.exact ? since.ref : `${since.ref} or before`;
}

/** Notes below the message, one line each. */
export function notesOf({ replacement, hint, confidence, suppression }: ReportedCheckFinding): string[] {
  return [
    ...(replacement.length === 0 || hint?.startsWith("Use ") ? [] : [`use instead: ${replacement.join(", ")}`]),
    ...(hint === null ? [] : [`hint: ${hint}`]),
    ...(confidence === "likely" ? ["likely, not certain: the type it belongs to is unknown"] : []),
    ...(suppression ? [suppressionText(suppression)] : []),
  ];
}

/** A finding in short: `PyFoo: The function is gone. (breaking for sources, since v3.14.0a1)` */
export function inShort(finding: ReportedCheckFinding): string {
  const { used, message, since } = finding;
  const facts = [impactText(finding), ...(since === null ? [] : [`since ${sinceText(finding)}`])];
  return `${usedText(used)}: ${message} (${facts.join(", ")})`;
}

/** `breaking for sources` */
export const impactText = ({ impact, by }: CheckFinding): string =>
  `${impact} for ${by === "source" ? "sources" : "built modules"}`;

/** Findings grouped by what the reader has to do. */
export interface Sections {
  breaking: ReportedCheckFinding[];
  risky: ReportedCheckFinding[];
  /** Findings that need no action, and suppressed ones. */
  notices: ReportedCheckFinding[];
}

export function sectionsOf({ findings }: CheckReport): Sections {
  const open = findings.filter(({ suppression }) => !suppression);
  const of = (impact: Impact) => open.filter((finding) => finding.impact === impact);
  const suppressed = findings.filter(({ suppression }) => suppression);
  return { breaking: of("breaking"), risky: of("risky"), notices: [...of("compatible"), ...suppressed] };
}

/** `6 deprecated, 1 suppressed, 4 include-not-found` */
export const tallyText = (notices: readonly ReportedCheckFinding[], others: readonly CheckDiagnostic[] = []): string =>
  tally([
    ...notices.map(({ kind, suppression }) => (suppression ? "suppressed" : kind)),
    ...others.map(({ code }) => code),
  ]);

function tally(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([word, count]) => `${count} ${word}`).join(", ");
}

interface Diagnostics {
  gaps: CheckDiagnostic[];
  /** Files that need another release of their generator. */
  generated: CheckDiagnostic[];
  others: CheckDiagnostic[];
}

/** Diagnostics, separated into those that leave a gap and those that do not affect the verdict. */
export function diagnosticsOf({ diagnostics }: CheckReport): Diagnostics {
  // What was not given is worth mentioning: the reader can provide it.
  const isReported = ({ gap, code }: CheckDiagnostic) => gap || code.startsWith("unread-") || code === "unknown-names";
  const isGenerated = ({ code }: CheckDiagnostic) => code === generatedFile;
  return {
    gaps: diagnostics.filter(isReported),
    generated: diagnostics.filter(isGenerated),
    others: diagnostics.filter((one) => !isReported(one) && !isGenerated(one)),
  };
}

/** Maximum number of diagnostics listed; JSON has all. */
const maxDiagnostics = 20;

/** One line each. */
export function diagnosticLines(diagnostics: readonly CheckDiagnostic[]): string[] {
  const more = diagnostics.length - maxDiagnostics;
  return [
    ...diagnostics.slice(0, maxDiagnostics).map(diagnosticText),
    ...(more > 0 ? [`and ${more} more; all are in the JSON format`] : []),
  ];
}

/** `x.c:3: The text (code)` */
export const diagnosticText = ({ place, message, code }: CheckDiagnostic): string =>
  `${place === null ? "" : `${placeText(place)}: `}${message} (${code})`;
