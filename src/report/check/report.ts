import {
  type Check,
  type CheckDiagnostic,
  type CheckFinding,
  type FindingKind,
  usedText,
  type VersionVerdict,
} from "../../check/model.ts";
import type { Place } from "../../check/use.ts";
import { type Impact, impacts } from "../../diff/model.ts";
import { type ChangeSuppression, suppressionText } from "../diff/report.ts";
import { counted, sideText } from "../table.ts";

/** A finding as reports tell it: one that is suppressed is told as such. */
export interface ReportedCheckFinding extends CheckFinding {
  suppression?: ChangeSuppression;
}

/** A check to be reported; any check is one, without suppressions. */
export interface CheckReport extends Check {
  findings: ReportedCheckFinding[];
}

const verdictWords: Record<Check["verdict"], string> = {
  breaks: "breaks",
  risky: "may break",
  ok: "nothing breaks",
  unknown: "not known",
};

/** `v3.15.2 (CPython 3.15.2, cp315) on linux_x86_64: breaks` */
export const headText = ({ target, verdict }: Check): string =>
  `${sideText(target)} on ${target.target.platform}: ${verdictWords[verdict]}`;

/** What the target was compared with. */
export function baselineText({ baseline }: Check): string {
  const { chosen } = baseline;
  const which = chosen === "" ? "the oldest series that is supported" : `by ${chosen}`;
  return `compared with ${sideText(baseline)}${chosen === null ? "" : `, ${which}`}`;
}

/** `3 symbols, 1 member and 0 headers used` */
export function usesText({ summary: { uses } }: Check): string {
  const { symbols, members, headers } = uses;
  return `${counted(symbols, "symbol")}, ${counted(members, "member")} and ${counted(headers, "header")} used`;
}

/** `3 findings, 2 of them suppressed` */
export function countText({ findings }: CheckReport): string {
  const suppressed = findings.filter(({ suppression }) => suppression).length;
  return `${counted(findings.length, "finding")}${suppressed === 0 ? "" : `, ${suppressed} of them suppressed`}`;
}

/** What every report of an incomplete check says. */
export const incompleteText =
  "Not everything was understood, so findings may be missing here; the diagnostics say where.";

/** What a kind of finding is called, and what it means. */
export const kindTexts: Record<FindingKind, { title: string; meaning: string }> = {
  missing: { title: "Not there", meaning: "The version has no such name, member or header." },
  opaque: {
    title: "Member of an opaque struct",
    meaning: "The public headers of the version name the struct and do not complete it.",
  },
  internal: { title: "Internal", meaning: "Only code that is compiled with Py_BUILD_CORE sees it." },
  arguments: {
    title: "Wrong number of arguments",
    meaning: "The call has a number of arguments that the version does not take.",
  },
  "not-exported": {
    title: "Not exported",
    meaning: "A built module imports it and the version does not export it: the module is not loaded.",
  },
  "outside-limited-api": {
    title: "Outside the limited API",
    meaning: "A module for the stable ABI imports what the limited API that its wheel names is without.",
  },
  "error-directive": { title: "#error", meaning: "A header refuses to be compiled so." },
  refused: { title: "#error of the source", meaning: "The source refuses to be compiled for the version." },
  "incomplete-type": { title: "Incomplete type", meaning: "Its size is needed, and the headers do not complete it." },
  "not-lvalue": { title: "Not an lvalue", meaning: "It is assigned to, or its address is taken, and it is a value." },
  conversion: { title: "Wrong type", meaning: "Its type does not go together with the one that it meets there." },
  redeclared: { title: "Declared otherwise", meaning: "The source declares a name of the headers in another way." },
  changed: { title: "Changed", meaning: "It is there, and something about it is other than before." },
  deprecated: { title: "Deprecated", meaning: "It works, and is going to be removed." },
  unknown: { title: "Not known", meaning: "Neither version has it: it may be another library's." },
};

/** `src/x.c:12:5` */
export const placeText = ({ file, line, column }: Place): string =>
  [file, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(":");

/** Places that are told one by one; json has them all. */
const mostPlaces = 5;

/** `a.c:12:5, a.c:20:1 and 12 more`; empty for what a list names. */
export const placesText = (places: readonly Place[], show: (place: string) => string = asIs): string =>
  shortList(places.map(placeText), mostPlaces, show);

/** The first of them, and how many more there are. */
function shortList(texts: readonly string[], most: number, show: (text: string) => string): string {
  const told = texts.slice(0, most).map(show).join(", ");
  return texts.length > most ? `${told} and ${texts.length - most} more` : told;
}

const asIs = (text: string) => text;

/** What `--all-versions` tells of a version. */
export const versionTitles = ["version", "verdict", "breaking", "risky", "what breaks"];

/** Names that are told of a version; json has them all. */
const mostNames = 6;

/** Under `versionTitles`. @param show a name that breaks */
export const versionCells = (
  { ref, verdict, complete, summary, breaking }: VersionVerdict,
  show: (name: string) => string = asIs,
): [ref: string, ...string[]] => [
  ref,
  complete ? verdict : `${verdict} (incomplete)`,
  String(summary.breaking),
  String(summary.risky),
  shortList(breaking, mostNames, show),
];

/** Since when the finding is one, as `v3.14.0a1`. */
export function sinceText({ since }: CheckFinding): string {
  if (since === null) return "-";
  return since.exact ? since.ref : `${since.ref} or before`;
}

/** What a report says in words beside the message, a line each. */
export function notesOf({ replacement, hint, confidence, suppression }: ReportedCheckFinding): string[] {
  return [
    ...(replacement.length === 0 || hint?.startsWith("Use ") ? [] : [`use instead: ${replacement.join(", ")}`]),
    ...(hint === null ? [] : [`hint: ${hint}`]),
    ...(confidence === "likely" ? ["likely, not certain: what it belongs to is not known"] : []),
    ...(suppression ? [suppressionText(suppression)] : []),
  ];
}

/** One line of what there is to know about a finding: `PyFoo: The function is gone. (breaking for sources, since v3.14.0a1)` */
export function inShort(finding: ReportedCheckFinding): string {
  const { used, message, since } = finding;
  const facts = [impactText(finding), ...(since === null ? [] : [`since ${sinceText(finding)}`])];
  return `${usedText(used)}: ${message} (${facts.join(", ")})`;
}

/** `breaking for sources` */
export const impactText = ({ impact, by }: CheckFinding): string =>
  `${impact} for ${by === "source" ? "sources" : "built modules"}`;

export interface Section {
  title: string;
  findings: ReportedCheckFinding[];
}

const titles: Record<Impact, string> = { breaking: "Breaking", risky: "Risky", compatible: "Works, to be known" };

/** Findings by impact, the worst first. */
export const sections = ({ findings }: CheckReport): Section[] =>
  impacts
    .map((impact) => ({ title: titles[impact], findings: findings.filter((finding) => finding.impact === impact) }))
    .filter(({ findings }) => findings.length > 0);

/** Diagnostics that are told one by one; json has them all. */
const mostDiagnostics = 20;

/** What was not understood, a line each; first what leaves a gap. */
export function diagnosticLines({ diagnostics }: CheckReport): string[] {
  const ordered = [true, false].flatMap((gap) => diagnostics.filter((diagnostic) => diagnostic.gap === gap));
  const more = ordered.length - mostDiagnostics;
  return [
    ...ordered.slice(0, mostDiagnostics).map(diagnosticText),
    ...(more > 0 ? [`and ${more} more, all of them in json`] : []),
  ];
}

/** `x.c:3: The text (code)` */
export const diagnosticText = ({ place, message, code }: CheckDiagnostic): string =>
  `${place === null ? "" : `${placeText(place)}: `}${message} (${code})`;
