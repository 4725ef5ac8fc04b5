import { expect, test } from "vitest";
import { withHits } from "../../../src/report/diff/hits.ts";
import { diffText } from "../../../src/report/diff/text.ts";
import { plain } from "../../../src/report/paint.ts";
import { pack, unit, usage } from "../../usage/indexes.ts";
import { change, report } from "./reports.ts";

const changes = ["PyA", "PyB", "_PyC", "PyD"].map((name) => change("symbol-removed", name, { source: "breaking" }));
const index = usage(
  [
    pack("small", [unit(["PyB", "_PyC"])]),
    pack("large", [unit(["PyB"], { path: "a" }), unit(["PyB"], { path: "b" })]),
    pack("tool", [unit(["PyD"])]),
  ],
  { _PyC: ["PyC_MACRO"] },
);

test("changes list the users of their subject, largest first, and the most used changes come first", () => {
  const { changes: reported } = withHits(report(changes), index);
  expect(reported.map(({ subject, usedBy }) => [subject.name, usedBy?.packages, usedBy?.names])).toEqual([
    ["PyB", 2, ["large", "small"]],
    ["_PyC", 1, ["small"]],
    ["PyD", 1, ["tool"]],
    ["PyA", 0, []],
  ]);
  expect(reported[1]?.usedBy).toMatchObject({ author: 0, headers: 1 });
});

test("text has the numbers in its lines, authors and headers separately, and names with --verbose", () => {
  const text = diffText(withHits(report(changes), index), plain);
  const lines = text.split("\n").filter((line) => /^ {2}_?Py/.test(line));
  expect(lines.map((line) => line.replace(/ {2,}/g, " "))).toEqual([
    " PyB did symbol-removed. Used by 2 packages (2 by their authors)",
    " _PyC did symbol-removed. Used by 1 package (1 by headers alone)",
    " PyD did symbol-removed. Used by 1 package (1 by their authors)",
    " PyA did symbol-removed",
  ]);
  expect(diffText(withHits(report(changes), index), plain, true)).toContain(
    "used by 2 packages (2 by their authors): large, small",
  );
});

test("a diff without --sort hits does not mention users", () => {
  expect(diffText(report(changes), plain)).not.toContain("sed by");
});
