import { expect, test } from "vitest";
import { nearRefs } from "../../src/cpython/near-refs.ts";
import { cpython } from "./ref-infos.ts";

test.each([
  ["3.99", ["v3.15.0b1", "v3.14.1", "v3.13.10"], "the newest of the nearest series"],
  ["3.14.9", ["v3.14.1", "v3.14.0"], "the series' releases, by number"],
  ["v3.13.8", ["v3.13.9", "v3.13.10", "v3.13.0"], "the series' releases, by number"],
  ["3.13.0b1", ["v3.13.0", "v3.13.0rc1", "v3.13.0a1"], "prereleases too, where one was asked for"],
  ["3.15.2", ["v3.15.0b1", "v3.15.0a10", "v3.15.0a1"], "prereleases, where there is nothing else"],
  ["3.10", ["v3.8.20", "v3.13.10", "v3.14.1"], "the newest of the nearest series"],
  ["mian", ["main"], "letters, of a name that is no version"],
  ["xyz", [], "nothing"],
])("near to %s are %j: %s", (name, near) => {
  expect(nearRefs(name, cpython)).toEqual(near);
});
