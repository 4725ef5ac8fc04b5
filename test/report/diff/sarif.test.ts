import { describe, expect, test } from "vitest";
import { rules } from "../../../src/diff/rules/index.ts";
import type { DiffReport } from "../../../src/report/diff/report.ts";
import { diffSarif } from "../../../src/report/diff/sarif.ts";
import { validRun } from "../sarif-schema.ts";
import { change, hostile, place, report, sample } from "./reports.ts";

function runOf(report: DiffReport) {
  const run = validRun(diffSarif(report));
  return { run, results: run.results ?? [] };
}

describe("is valid by the schema of SARIF 2.1.0", () => {
  test.each([
    ["of changes", sample],
    ["without changes", report([])],
    ["of what was not understood", report([], { complete: false })],
    ["of hostile text", hostile],
  ])("%s", (_what, report) => {
    runOf(report);
  });

  test("which does find faults", () => {
    expect(() => validRun('{"version": "2.1.0", "runs": [{ "results": [{ "level": "bad" }] }]}')).toThrow("required");
  });
});

test("a change is a result of its rule, in the headers of `to`, with its evidence", () => {
  const { run, results } = runOf(sample);
  const [old, , moved] = results;
  expect(old).toMatchObject({
    ruleId: "symbol-removed",
    level: "error",
    message: {
      text: "The function PyOld did symbol-removed. (source breaking, binary risky)\nnew name: PyNew (likely)\nhint: Call PyNew.",
    },
    // It is gone: the place is in `from`.
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: "Include/x.h", uriBaseId: "FROM" },
          region: { startLine: 1 },
        },
        logicalLocations: [{ fullyQualifiedName: "PyOld", kind: "function" }],
      },
    ],
    relatedLocations: [
      { physicalLocation: { artifactLocation: { uriBaseId: "FROM" } } },
      {
        physicalLocation: { artifactLocation: { uri: "Include/y.h", uriBaseId: "TO" }, region: { startLine: 2 } },
        message: { text: "a macro for the new name: #define PyOld PyNew" },
      },
    ],
    partialFingerprints: { "change/v1": "000000000000" },
    properties: { source: "breaking", binary: "risky", newName: "PyNew", confidence: "likely" },
  });
  expect(moved?.locations?.[0]?.physicalLocation?.artifactLocation).toEqual({ uri: "Include/y.h", uriBaseId: "TO" });
  expect(run.originalUriBaseIds?.TO?.description?.text).toContain("main (CPython 3.16.0a0, cp316)");
});

test("all rules are listed, by id, whatever changed; a result refers to its own", () => {
  const { run, results } = runOf(sample);
  const ids = (run.tool.driver.rules ?? []).map(({ id }) => id);
  expect(ids).toEqual(rules.map(({ id }) => id).sort());
  expect(results.map(({ ruleIndex = -1 }) => ids[ruleIndex])).toEqual(results.map(({ ruleId }) => ruleId));
  expect(runOf(report([])).run.tool.driver.rules).toEqual(run.tool.driver.rules);
});

test("the level is that of the worse impact", () => {
  expect(runOf(sample).results.map(({ level }) => level)).toEqual(["error", "error", "warning", "note", "note"]);
});

test("a suppressed change is marked, and then every other is marked as not suppressed", () => {
  const suppressions = runOf(sample).results.map(({ suppressions }) => suppressions);
  const suppressed = { kind: "external", status: "accepted", justification: "not used by us" };
  expect(suppressions).toEqual([[], [{ ...suppressed, properties: { expires: "2027-01-31" } }], [], [], []]);
  expect(runOf(report([change("symbol-moved", "x")])).results[0]).not.toHaveProperty("suppressions");
});

test("a diagnostic is a notification", () => {
  const notifications = (complete: boolean) =>
    runOf({ ...sample, complete }).run.invocations?.[0]?.toolExecutionNotifications;
  expect(notifications(true)).toEqual([]);
  expect(notifications(false)).toMatchObject([{ level: "warning", message: { text: expect.stringMatching(/^Not/) } }]);
});

test("no text is taken for a placeholder or a link, and no header for more than a path", () => {
  const message = "struct { int a[4](x); }";
  const header = "Include/a b%.h";
  const [result] = runOf(report([change("symbol-moved", "x", { message, to: { ...place, header } })])).results;
  expect(result?.message.text).toContain(String.raw`struct {{ int a[4\](x); }}`);
  expect(result?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe("Include/a%20b%25.h");
});
