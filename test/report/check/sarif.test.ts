import { describe, expect, test } from "vitest";
import { findingKinds } from "../../../src/check/model.ts";
import type { CheckReport } from "../../../src/report/check/report.ts";
import { checkSarif } from "../../../src/report/check/sarif.ts";
import { validRun } from "../sarif-schema.ts";
import { finding, hostile, report, sample, symbol } from "./reports.ts";

function runOf(report: CheckReport) {
  const run = validRun(checkSarif(report));
  return { run, results: run.results ?? [] };
}

describe("is valid by the schema of SARIF 2.1.0", () => {
  test.each([
    ["of findings", sample],
    ["without findings", report([])],
    ["of hostile text", hostile],
  ])("%s", (_what, report) => {
    runOf(report);
  });
});

test("a place of a finding is a result of its kind, in the caller's file", () => {
  const { results } = runOf(sample);
  const [first, second, module, listed] = results;
  expect(first).toMatchObject({
    ruleId: "opaque",
    level: "error",
    message: { text: expect.stringMatching(/^PyThreadState\.frame: It is opaque\. .*\nuse instead: /) },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: "src/green.c" }, region: { startLine: 12, startColumn: 5 } },
        logicalLocations: [{ fullyQualifiedName: "PyThreadState.frame", kind: "member" }],
      },
    ],
    // What changed in CPython.
    relatedLocations: [
      {
        physicalLocation: {
          artifactLocation: { uri: "Include/x.h", uriBaseId: "BASELINE" },
          region: { startLine: 3 },
        },
        message: { text: "declaration: PyFrameObject *frame;" },
      },
    ],
    properties: { since: { ref: "v3.11.0a1" }, replacement: ["PyThreadState_GetFrame"] },
  });
  expect(second?.locations?.[0]?.physicalLocation?.region).toEqual({ startLine: 40, startColumn: 9 });
  expect(second?.partialFingerprints).not.toEqual(first?.partialFingerprints);
  // A module has no lines, and GitHub requires one.
  expect(module?.locations?.[0]?.physicalLocation?.region).toEqual({ startLine: 1 });
  expect(listed?.locations).toEqual([{ logicalLocations: [{ fullyQualifiedName: "PyListed" }] }]);
});

test("all kinds of findings are rules, by id, whatever was found; a result refers to its own", () => {
  const { run, results } = runOf(sample);
  const ids = (run.tool.driver.rules ?? []).map(({ id }) => id);
  expect(ids).toEqual(findingKinds.toSorted());
  expect(results.map(({ ruleIndex = -1 }) => ids[ruleIndex])).toEqual(results.map(({ ruleId }) => ruleId));
  expect(runOf(report([])).run.tool.driver.rules).toEqual(run.tool.driver.rules);
});

test("levels and suppressions are those of the findings, also at each place", () => {
  const { results } = runOf(sample);
  expect(results.map(({ level }) => level)).toEqual(["error", "error", "error", "error", "warning", "note"]);
  expect(results.map(({ suppressions }) => suppressions?.length)).toEqual([0, 0, 1, 0, 0, 0]);
  expect(runOf(report([finding("missing", symbol("x"))])).results[0]).not.toHaveProperty("suppressions");
});

test("diagnostics are notifications", () => {
  const notifications = (report: CheckReport) => runOf(report).run.invocations?.[0]?.toolExecutionNotifications;
  expect(notifications(report([]))).toEqual([]);
  expect(notifications(sample)).toMatchObject([
    { level: "warning", message: { text: expect.stringMatching(/^Not everything/) } },
    { message: { text: "It could not be read. (unread)" } },
  ]);
});

test("paths are URIs", () => {
  const uri = (file: string) => {
    const { results } = runOf(report([finding("missing", symbol("x"), { places: [{ file }] })]));
    return results[0]?.locations?.[0]?.physicalLocation?.artifactLocation?.uri;
  };
  expect(uri("a b/c%.c")).toBe("a%20b/c%25.c");
  expect(uri("/work/x.c")).toBe("file:///work/x.c");
  expect(uri("\ud800.c")).toBe("%EF%BF%BD.c");
});
