import { expect, test } from "vitest";
import { checkFormatNames, checkFormats } from "../../../src/report/check/formats.ts";
import { plain } from "../../../src/report/paint.ts";
import { hostile, sample } from "./reports.ts";

test("every format lists every finding, marks suppressed ones with the reason, and ends its last line", async () => {
  for (const [name, { render }] of Object.entries(checkFormats)) {
    const output = await render(sample, plain, true);
    for (const used of ["PyThreadState.frame", "_PyKnown", "PyListed", "PyRisky", "PyOld"]) {
      // JSON has a struct and its member apart.
      expect(output, name).toContain(name.startsWith("json") ? used.replace(/\.\w+$/, "") : used);
    }
    const facts = ["3.15.2", "src/green.c", "Call PyThreadState_GetFrame.", "v3.11.0a1", "2027-01-31"];
    for (const fact of facts) expect(output, name).toContain(fact);
    expect(output.endsWith("\n"), name).toBe(true);
  }
});

test("text is the default", () => {
  expect(checkFormatNames[0]).toBe("text");
});

test("JSON is the check itself, and JSON Lines are it without its findings, and then each finding", async () => {
  expect(JSON.parse(await checkFormats.json.render(hostile))).toEqual(hostile);
  const lines = (await checkFormats.jsonl.render(hostile)).trimEnd().split("\n");
  const { findings, ...check } = hostile;
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { type: "check", ...check },
    ...findings.map((finding) => ({ type: "finding", ...finding })),
  ]);
});
