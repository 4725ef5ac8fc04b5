import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ReportedChange } from "../../src/report/diff/report.ts";
import { type FailOn, failsOn } from "../../src/report/fail-on.ts";
import { parseSuppressions, readSuppressions, suppress } from "../../src/report/suppression.ts";
import { temporaryFolder } from "../cache/disk.ts";
import { added, change, inInternal, place, removed, report } from "./diff/reports.ts";

const today = "2026-05-31";
const rest = 'reason = "known"\nexpires = 2026-12-31';
const entry = (text: string) => `[[suppress]]\n${text}\n${rest}\n`;
const read = (text: string) => parseSuppressions(text, "capidiff.toml", today);

const diff = report([
  removed("PyFoo_Old", { id: "aaaaaaaaaaaa" }),
  added("PyFoo_New", { id: "bbbbbbbbbbbb" }),
  change("member-removed", "PyBarObject", { subject: { kind: "struct", name: "PyBarObject" }, member: "ob_x" }),
  change("member-removed", "PyBarObject", { subject: { kind: "struct", name: "PyBarObject" }, member: "ob_y" }),
  change("symbol-moved", "_PyBaz", { from: { ...place, header: "Include/z.h" }, to: inInternal }),
]);

/** Which of the changes above are suppressed. */
function suppressed(text: string): string[] {
  const { report } = suppress(diff, read(text));
  return report.changes
    .filter(({ suppression }) => suppression)
    .map(({ rule, subject, member }) => `${rule} ${member ?? subject.name}`);
}

describe("an entry selects changes", () => {
  test.each([
    ["of a symbol", 'symbol = "PyFoo_Old"', ["symbol-removed PyFoo_Old"]],
    ["of symbols that match a glob", 'symbol = "PyFoo_*"', ["symbol-removed PyFoo_Old", "symbol-added PyFoo_New"]],
    ["of a struct and its members", 'symbol = "PyBarObject"', ["member-removed ob_x", "member-removed ob_y"]],
    ["of one member", 'struct = "PyBarObject"\nmember = "ob_y"', ["member-removed ob_y"]],
    ["by its id", 'id = "bbbbbbbbbbbb"', ["symbol-added PyFoo_New"]],
    ["of a header, on either side", 'header = "Include/z.h"', ["symbol-moved _PyBaz"]],
    ["of a rule only", 'symbol = "PyFoo_*"\nrule = "symbol-added"', ["symbol-added PyFoo_New"]],
    ["and maybe none", 'symbol = "PyFoo"', []],
  ])("%s", (_which, text, expected) => {
    expect(suppressed(entry(text))).toEqual(expected);
  });
});

test("a suppressed change stays in the report with the reason and the last day; the others are as they were", () => {
  const { report } = suppress(diff, read(entry('symbol = "PyFoo_Old"')));
  const [first, ...others] = report.changes;
  expect(first).toEqual({ ...diff.changes[0], suppression: { reason: "known", expires: "2026-12-31" } });
  expect(others).toEqual(diff.changes.slice(1));
  expect(report.summary).toEqual(diff.summary);
});

test("of two entries for a change the first is reported, and neither is unused", () => {
  const text = entry('symbol = "PyFoo_*"') + entry('id = "aaaaaaaaaaaa"').replace("known", "other");
  const { report, unused } = suppress(diff, read(text));
  expect(report.changes[0]?.suppression?.reason).toBe("known");
  expect(unused).toEqual([]);
});

test("an entry that no change has is unused", () => {
  const { unused } = suppress(diff, read(entry('symbol = "PyFoo_*"') + entry('symbol = "PyGone"')));
  expect(unused.map(({ name }) => name)).toEqual(['entry 2 (symbol = "PyGone")']);
});

test("an entry is valid on its last day", () => {
  expect(read(`[[suppress]]\nsymbol = "x"\nreason = "y"\nexpires = ${today}`)).toHaveLength(1);
});

test("a file without entries is one", () => {
  expect(read("# nothing yet\n")).toEqual([]);
});

describe("is an error that names the entry", () => {
  test.each([
    ["no selector", rest, "entry 1: it selects nothing; expected symbol, struct with member, id or header"],
    [
      "several",
      `symbol = "a"\nid = "aaaaaaaaaaaa"\n${rest}`,
      'entry 1 (symbol = "a", id = "aaaaaaaaaaaa"): it has several selectors, symbol and id; write an entry for each',
    ],
    ["a struct alone", `struct = "a"\n${rest}`, 'entry 1 (struct = "a"): member is missing'],
    ["a member alone", `symbol = "a"\nmember = "b"\n${rest}`, 'entry 1 (symbol = "a"): member requires struct'],
    ["an unknown key", `symbol = "a"\nexpiry = 1\n${rest}`, 'entry 1 (symbol = "a"): unknown key expiry'],
    ["no reason", 'symbol = "a"\nexpires = 2026-12-31', 'entry 1 (symbol = "a"): reason is missing'],
    [
      "an empty reason",
      'symbol = "a"\nreason = " "\nexpires = 2026-12-31',
      'entry 1 (symbol = "a"): reason is not a string',
    ],
    ["no date", 'symbol = "a"\nreason = "b"', 'entry 1 (symbol = "a"): expires is missing'],
    [
      "a date as text",
      'symbol = "a"\nreason = "b"\nexpires = "2026-12-31"',
      'entry 1 (symbol = "a"): expires is not a date such as 2027-01-31',
    ],
    [
      "a time",
      'symbol = "a"\nreason = "b"\nexpires = 2026-12-31T10:00:00Z',
      'entry 1 (symbol = "a"): expires is not a date such as 2027-01-31',
    ],
    [
      "a day that is over",
      'symbol = "a"\nreason = "b"\nexpires = 2026-05-30',
      'entry 1 (symbol = "a"): it expired after 2026-05-30',
    ],
    ["a number for a name", `symbol = 1\n${rest}`, "entry 1 (symbol = 1): symbol is not a string"],
    ["not an id", `id = "abc"\n${rest}`, 'entry 1 (id = "abc"): id is not the 12 hex digits shown in JSON reports'],
    [
      "an unknown rule",
      `symbol = "a"\nrule = "gone"\n${rest}`,
      'entry 1 (symbol = "a"): unknown rule gone; see `capidiff rules`',
    ],
    [
      "too long a glob",
      `symbol = "${"a".repeat(201)}"\n${rest}`,
      `entry 1 (symbol = "${"a".repeat(201)}"): The symbol pattern has 201 characters; the limit is 200`,
    ],
  ])("%s", (_what, text, fault) => {
    expect(() => read(`[[suppress]]\n${text}`)).toThrow(
      expect.objectContaining({ code: "invalid-suppressions", message: `capidiff.toml: ${fault}.` }),
    );
  });

  test("listing all errors of every entry", () => {
    expect(() => read(`${entry('symbol = "a"')}[[suppress]]\nsymbol = "b"\n[[suppress]]\nid = "x"\n[other]\n`)).toThrow(
      expect.objectContaining({
        details: {
          faults: [
            "unknown key other; expected [[suppress]]",
            'entry 2 (symbol = "b"): reason is missing',
            'entry 2 (symbol = "b"): expires is missing',
            expect.stringContaining('entry 3 (id = "x"): id is not'),
            'entry 3 (id = "x"): reason is missing',
            'entry 3 (id = "x"): expires is missing',
          ],
        },
      }),
    );
  });
});

test.each([
  ["suppress = 1", "capidiff.toml: suppress is not a list; expected [[suppress]]."],
  ["suppress = [1]", /^capidiff\.toml: entry 1: /],
  ["[[suppress]]\nsymbol = PyFoo\n", /^capidiff\.toml, line 2, column 10: /],
])("%j is no suppression file", (text, message) => {
  expect(() => read(text)).toThrow(message);
});

test("the file that docs/reports.md shows is one", () => {
  const [, shown = ""] = /```toml\n(.*?)```/s.exec(readFileSync("docs/reports.md", "utf8")) ?? [];
  expect(parseSuppressions(shown, "capidiff.toml", "2026-05-31")).toHaveLength(2);
});

test("the default file may be missing, another one may not", async () => {
  using disk = temporaryFolder();
  await expect(readSuppressions(undefined, today)).resolves.toEqual([]);
  const file = join(disk.folder, "known.toml");
  await expect(readSuppressions(file, today)).rejects.toMatchObject({
    code: "invalid-suppressions",
    message: expect.stringContaining(`${file} cannot be read: ENOENT`),
  });
  await writeFile(file, entry('symbol = "a"'));
  await expect(readSuppressions(file, today)).resolves.toHaveLength(1);
});

describe("--fail-on", () => {
  const source = change("x", "a", { source: "breaking" });
  const binary = change("x", "b", { binary: "breaking" });
  const risky = change("x", "c", { binary: "risky" });
  const compatible = change("x", "d");
  const suppression = { reason: "known", expires: today };

  test.each<[FailOn, ReportedChange[]]>([
    ["source", [source]],
    ["binary", [binary]],
    ["breaking", [source, binary]],
    ["risky", [source, binary, risky]],
    ["never", []],
  ])("%s", (failOn, findings) => {
    for (const change of [source, binary, risky, compatible]) {
      expect(failsOn(failOn, [change]), JSON.stringify(change)).toBe(findings.includes(change));
      expect(failsOn(failOn, [{ ...change, suppression }])).toBe(false);
    }
  });

  test("one finding among many is enough", () => {
    expect(failsOn("source", [compatible, { ...source, suppression }, risky, source])).toBe(true);
  });
});
