import { expect, test } from "vitest";
import { lineOf } from "../../src/history/line.ts";
import { cpython } from "../cpython/ref-infos.ts";

test.each([
  ["3.14", ["v3.14.0", "v3.14.1"]],
  ["3.13.9", ["v3.13.9"]],
  ["3.13.9..3.14", ["v3.13.9", "v3.13.10", "v3.14.0", "v3.14.1"]],
  ["next", ["v3.15.0b1"]],
])("the versions of %s are a series, one version or a range", (refs, names) => {
  expect(lineOf(cpython, { refs, prereleases: false }).map(({ name }) => name)).toEqual(names);
});
