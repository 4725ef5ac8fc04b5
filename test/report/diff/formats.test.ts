import { expect, test } from "vitest";
import { diffFormats } from "../../../src/report/diff/formats.ts";
import { plain } from "../../../src/report/paint.ts";
import { hostile, sample } from "./reports.ts";

test("every format lists every change, marks suppressed ones with the reason, and ends its last line", async () => {
  for (const [name, { render }] of Object.entries(diffFormats)) {
    // The What's New page has a test of its own.
    if (name === "whatsnew") continue;
    const output = await render(sample, plain);
    for (const subject of ["PyOld", "PyKnown", "PyMoved", "PyNew", "_PyFoo"]) expect(output, name).toContain(subject);
    for (const fact of ["not used by us", "2027-01-31"]) expect(output, name).toContain(fact);
    for (const fact of ["Call PyNew"]) expect(output, name).toContain(fact);
    expect(output.endsWith("\n"), name).toBe(true);
  }
});

test("JSON is the diff itself", async () => {
  expect(JSON.parse(await diffFormats.json.render(hostile))).toEqual(hostile);
});

test("JSON Lines are the diff without its changes, and then each change", async () => {
  const lines = (await diffFormats.jsonl.render(hostile)).trimEnd().split("\n");
  const { changes, ...diff } = hostile;
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { type: "diff", ...diff },
    ...changes.map((change) => ({ type: "change", ...change })),
  ]);
});
