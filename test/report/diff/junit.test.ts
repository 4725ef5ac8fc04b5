import { XMLParser, XMLValidator } from "fast-xml-parser";
import { expect, test } from "vitest";
import { diffJunit } from "../../../src/report/diff/junit.ts";
import type { DiffReport } from "../../../src/report/diff/report.ts";
import { hostile, hostileText, report, sample } from "./reports.ts";

function suiteOf(report: DiffReport) {
  const xml = diffJunit(report);
  expect(XMLValidator.validate(xml)).toBe(true);
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "",
    isArray: (name) => name === "testcase",
  });
  return parser.parse(xml).testsuites.testsuite;
}

test("a change is a test case of its rule: breaking ones fail, suppressed ones are skipped, the rest passes", () => {
  const suite = suiteOf(sample);
  expect(suite).toMatchObject({ tests: "5", failures: "1", errors: "0", skipped: "1" });
  expect(suite.testcase).toMatchObject([
    {
      classname: "symbol-removed",
      name: "function PyOld",
      file: "Include/x.h",
      line: "1",
      failure: {
        message: "The function PyOld did symbol-removed.",
        type: "source breaking, binary risky",
        "#text": expect.stringContaining("hint: Call PyNew.\nfrom Include/x.h:1: PyAPI_FUNC(int) PyOld(void);\n"),
      },
    },
    { name: "function PyKnown", skipped: { message: "suppressed until 2027-01-31: not used by us" } },
    { name: "function PyMoved", file: "Include/y.h", line: "3", "system-out": expect.stringContaining("source risky") },
    { name: "function PyNew" },
    { name: "struct _PyFoo.bar" },
  ]);
});

test("names the refs it compares", () => {
  expect(suiteOf(sample).properties.property).toContainEqual({ name: "to.commit", value: "b".repeat(40) });
});

test("diagnostics are reported beside the cases", () => {
  expect(suiteOf(report([], { complete: false }))["system-err"]).toMatch(/^Not everything/);
  expect(suiteOf(report([]))).not.toHaveProperty("system-err");
});

test("hostile text stays text", () => {
  const [removed] = suiteOf(hostile).testcase;
  // Only printable text is unchanged by a round trip.
  const printable = hostileText.slice(0, hostileText.indexOf("\n"));
  expect(removed.failure.message.startsWith(printable)).toBe(true);
  expect(diffJunit(hostile)).not.toMatch(/[^\P{C}\n]/u);
});
