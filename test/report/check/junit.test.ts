import { XMLParser } from "fast-xml-parser";
import { expect, test } from "vitest";
import { checkJunit } from "../../../src/report/check/junit.ts";
import type { CheckReport } from "../../../src/report/check/report.ts";
import { hostile, report, sample } from "./reports.ts";

function suiteOf(report: CheckReport) {
  const xml = checkJunit(report);
  const options = { ignoreAttributes: false, attributeNamePrefix: "", isArray: (name: string) => name === "testcase" };
  return { xml, suite: new XMLParser(options).parse(xml).testsuites.testsuite };
}

test("a finding is a case of its kind: breaking ones fail, suppressed ones are skipped, the rest passes", () => {
  const { suite } = suiteOf(sample);
  expect(suite).toMatchObject({ name: "C API of CPython, v3.15.2", tests: "5", failures: "2", skipped: "1" });
  const [opaque, known, listed, risky, old] = suite.testcase;
  expect(opaque).toMatchObject({ classname: "opaque", name: "PyThreadState.frame", file: "src/green.c", line: "12" });
  expect(opaque.failure["#text"]).toContain("It is opaque.");
  expect(opaque.failure["#text"]).toContain("src/green.c:40:9");
  expect(opaque.failure.type).toBe("breaking for sources");
  expect(known).toMatchObject({ file: "x.whl/x.so", skipped: { message: expect.stringContaining("2027-01-31") } });
  expect(listed.failure).toBeDefined();
  expect(listed).not.toHaveProperty("file");
  for (const passed of [risky, old]) expect(passed["system-out"]).toContain("It is ");
});

test("diagnostics are on the error output", () => {
  expect(suiteOf(sample).suite["system-err"]).toContain("src/other.c: It could not be read. (unread)");
  expect(suiteOf(report([])).suite).not.toHaveProperty("system-err");
});

test("hostile text is text", () => {
  const { suite } = suiteOf(hostile);
  expect(suite.testcase).toHaveLength(2);
  expect(suite.testcase[0].failure["#text"]).toContain("<script>");
});
