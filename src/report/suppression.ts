import { readFile } from "node:fs/promises";
import { parse, TomlDate, TomlError, type TomlTable, type TomlValue } from "smol-toml";
import { type Check, type CheckFinding, findingKinds, usedText } from "../check/model.ts";
import type { Change, Diff } from "../diff/model.ts";
import { rules } from "../diff/rules/index.ts";
import { CapidiffError } from "../errors.ts";
import { compilePattern } from "../manifest/pattern.ts";
import type { CheckReport } from "./check/report.ts";
import type { ChangeSuppression, DiffReport } from "./diff/report.ts";

/** An entry of a suppression file (docs/reports.md). */
export interface Suppression extends ChangeSuppression {
  /** Its name in messages: `entry 2 (symbol = "PyFoo")`. */
  name: string;
  matches(suppressible: Suppressible): boolean;
}

/** The fields of a change or a finding that entries select by. */
interface Suppressible {
  ids: readonly string[];
  rules: readonly string[];
  /** The name of a symbol, struct or header. */
  name: string;
  member: string | null;
  headers: readonly string[];
}

/** The suppression file used by default. */
export const defaultSuppressionFile = "capidiff.toml";

/**
 * @param file if not the default one, it must exist
 * @throws CapidiffError `invalid-suppressions`, listing all errors of all entries
 */
export async function readSuppressions(file: string | undefined, today: string): Promise<Suppression[]> {
  const name = file ?? defaultSuppressionFile;
  let text: string;
  try {
    text = await readFile(name, "utf8");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (file === undefined && code === "ENOENT") return [];
    throw new CapidiffError("invalid-suppressions", `${name} cannot be read: ${message}`);
  }
  return parseSuppressions(text, name, today);
}

/**
 * @param today `2026-05-31`
 * @throws CapidiffError `invalid-suppressions`
 */
export function parseSuppressions(text: string, file: string, today: string): Suppression[] {
  const faults: string[] = [];
  const { suppress: entries = [], ...others } = parseToml(text, file);
  for (const key of Object.keys(others)) faults.push(`unknown key ${key}; expected [[suppress]]`);
  if (!Array.isArray(entries)) faults.push("suppress is not a list; expected [[suppress]]");
  const suppressions = (Array.isArray(entries) ? entries : []).map((entry, index) => {
    const { suppression, faults: own } = readEntry(entry, index + 1, today);
    faults.push(...own.map((fault) => `${suppression.name}: ${fault}`));
    return suppression;
  });
  if (faults.length > 0) throw new CapidiffError("invalid-suppressions", `${file}: ${faults.join("; ")}.`, { faults });
  return suppressions;
}

/** Marks changes with the first suppression that matches, and returns the suppressions that match none. */
export function suppress(
  diff: Diff,
  suppressions: readonly Suppression[],
): { report: DiffReport; unused: Suppression[] } {
  const { marked, unused } = mark(diff.changes, factsOfChange, suppressions);
  return { report: { ...diff, changes: marked }, unused };
}

/** The same for the findings of a check. */
export function suppressFindings(
  check: Check,
  suppressions: readonly Suppression[],
): { report: CheckReport; unused: Suppression[] } {
  const { marked, unused } = mark(check.findings, factsOfFinding, suppressions);
  return { report: { ...check, findings: marked }, unused };
}

function mark<T extends object>(
  all: readonly T[],
  factsOf: (one: T) => Suppressible,
  suppressions: readonly Suppression[],
) {
  const used = new Set<Suppression>();
  const marked = all.map((one): T & { suppression?: ChangeSuppression } => {
    const facts = factsOf(one);
    const matching = suppressions.filter((suppression) => suppression.matches(facts));
    for (const suppression of matching) used.add(suppression);
    const [first] = matching;
    return first ? { ...one, suppression: { reason: first.reason, expires: first.expires } } : one;
  });
  return { marked, unused: suppressions.filter((suppression) => !used.has(suppression)) };
}

function factsOfChange({ id, rule, subject, member, from, to }: Change): Suppressible {
  return {
    ids: [id],
    rules: [rule],
    name: subject.name,
    member,
    headers: [from, to].flatMap((side) => side?.header ?? []),
  };
}

/** Selected by what is used and by the finding's kind, or by the change that explains it. */
function factsOfFinding({ id, kind, used, change }: CheckFinding): Suppressible {
  const why = change && factsOfChange(change);
  return {
    ids: [id, ...(why?.ids ?? [])],
    rules: [kind, ...(why?.rules ?? [])],
    name: used.kind === "member" ? used.struct : usedText(used),
    member: used.kind === "member" ? used.member : null,
    headers: [...(used.kind === "header" ? [`Include/${used.header}`] : []), ...(why?.headers ?? [])],
  };
}

function parseToml(text: string, file: string): TomlTable {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [what = ""] = error.message.split("\n");
    throw new CapidiffError("invalid-suppressions", `${file}, line ${error.line}, column ${error.column}: ${what}.`);
  }
}

const selectors = ["symbol", "struct", "id", "header"];
const keys = new Set([...selectors, "member", "rule", "reason", "expires"]);

/** An entry and its errors. */
function readEntry(entry: TomlValue, number: number, today: string): { suppression: Suppression; faults: string[] } {
  const faults: string[] = [];
  const table = isTable(entry) ? entry : {};
  const given = selectors.filter((key) => key in table);
  const text = (key: string): string => {
    const value = table[key];
    if (typeof value === "string" && value.trim() !== "") return value;
    faults.push(value === undefined ? `${key} is missing` : `${key} is not a string`);
    return "";
  };

  for (const key of Object.keys(table)) if (!keys.has(key)) faults.push(`unknown key ${key}`);
  if (given.length === 0) faults.push("it selects nothing; expected symbol, struct with member, id or header");
  if (given.length > 1) faults.push(`it has several selectors, ${given.join(" and ")}; write an entry for each`);
  if ("member" in table && !("struct" in table)) faults.push("member requires struct");
  const matchers: Matcher[] = [];
  if ("symbol" in table) matchers.push(matchesSymbol(text("symbol"), faults));
  if ("struct" in table) matchers.push(matchesMember(text("struct"), text("member")));
  if ("id" in table) matchers.push(matchesId(text("id"), faults));
  if ("header" in table) matchers.push(matchesHeader(text("header")));
  if ("rule" in table) matchers.push(matchesRule(text("rule"), faults));

  const selector = given.map((key) => `${key} = ${JSON.stringify(table[key])}`).join(", ");
  return {
    suppression: {
      name: `entry ${number}${selector === "" ? "" : ` (${selector})`}`,
      reason: text("reason"),
      expires: lastDay(table.expires, today, faults),
      matches: (suppressible) => matchers.every((matches) => matches(suppressible)),
    },
    faults,
  };
}

function isTable(value: TomlValue): value is TomlTable {
  return typeof value === "object" && !Array.isArray(value) && !(value instanceof TomlDate);
}

/** As `2027-01-31`. Days are UTC, so that a build's result does not depend on where it runs. */
function lastDay(value: TomlValue | undefined, today: string, faults: string[]): string {
  if (value === undefined) faults.push("expires is missing");
  else if (!(value instanceof TomlDate) || !value.isDate()) faults.push("expires is not a date such as 2027-01-31");
  else if (value.toISOString() < today) faults.push(`it expired after ${value.toISOString()}`);
  else return value.toISOString();
  return "";
}

type Matcher = (suppressible: Suppressible) => boolean;

function matchesSymbol(pattern: string, faults: string[]): Matcher {
  try {
    const matches = compilePattern(pattern);
    return ({ name }) => matches(name);
  } catch (error) {
    if (!(error instanceof CapidiffError)) throw error;
    faults.push(error.message.replace(/\.$/, ""));
    return () => false;
  }
}

const matchesMember =
  (struct: string, name: string): Matcher =>
  (suppressible) =>
    suppressible.name === struct && suppressible.member === name;

function matchesId(id: string, faults: string[]): Matcher {
  if (!/^[0-9a-f]{12}$/.test(id)) faults.push("id is not the 12 hex digits shown in JSON reports");
  return ({ ids }) => ids.includes(id);
}

/** Either side may match, as in the filters of a diff. */
const matchesHeader =
  (header: string): Matcher =>
  ({ headers }) =>
    headers.includes(header);

function matchesRule(id: string, faults: string[]): Matcher {
  const isKnown = rules.some((rule) => rule.id === id) || findingKinds.some((kind) => kind === id);
  if (!isKnown) faults.push(`unknown rule ${id}; see \`capidiff rules\``);
  return ({ rules }) => rules.includes(id);
}
