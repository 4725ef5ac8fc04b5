import { describe, expect, it } from "vitest";
import { jsonBytes } from "../../cache/json.ts";
import { defaultTarget } from "../../src/cpython/target.ts";
import { offsetsOf, parseFact } from "../../src/history/offsets.ts";
import { TargetIndex } from "../../src/history/target-index.ts";
import type { Manifest } from "../../src/manifest/model.ts";
import { offsetsReport } from "../../src/report/offsets/formats.ts";
import { enumerator, macro, manifest, member, struct } from "../diff/manifests.ts";

const box = (name: string, offset: number, size: number) =>
  struct("PyBox", { size, members: [member("first"), member(name, { offset })] });

const versions = (
  [
    { structs: [box("frame", 4, 8)], symbols: [macro("BIG", { value: "18446744073709551615" })] },
    { structs: [box("frame", 4, 8)], symbols: [macro("BIG", { value: "18446744073709551615" })] },
    { structs: [box("cframe", 8, 16)], symbols: [enumerator("E_ONE", { value: "1" })] },
  ] satisfies Partial<Manifest>[]
).map((parts, i) => manifest({ ref: `v3.${i}.0`, version: `3.${i}.0`, commit: String(i).padStart(40, "0"), ...parts }));

function rowsOf(...facts: string[]) {
  const index = new TargetIndex();
  for (const one of versions) index.take(index.record(one, jsonBytes(one)) as Buffer);
  const stops = [...index.tags].map(([ref, tag]) => ({
    ref,
    commit: tag.head.commit,
    version: tag.head.version,
    index,
    tag,
  }));
  return offsetsOf(facts.map(parseFact), [{ target: defaultTarget, stops, missing: [] }]);
}

describe("offsets", () => {
  it("are sizes, offsets and values, with versions of equal facts in one row", () => {
    const facts = ["size(PyBox)", "PyBox.frame | cframe", "PyBox.frame", "E_ONE", "BIG"];
    const rows = rowsOf(...facts);
    expect(rows.map(({ from, to, releases, values }) => [from.version, to.version, releases, values])).toEqual([
      ["3.0.0", "3.1.0", 2, [8, 4, 4, null, "18446744073709551615"]],
      ["3.2.0", "3.2.0", 1, [16, 8, null, 1, null]],
    ]);
  });

  it("are told as CSV, JSON and text; what is not there is empty, null or a dash", () => {
    const facts = ["PyBox.frame", "size(PyBox)"];
    const rows = rowsOf(...facts);
    expect(offsetsReport("csv", facts, rows)).toBe(
      "abi,platform,from,to,PyBox.frame,size(PyBox)\ncp,linux_x86_64,3.0.0,3.1.0,4,8\ncp,linux_x86_64,3.2.0,3.2.0,,16\n",
    );
    expect(JSON.parse(offsetsReport("json", facts, rows)).rows[1]).toMatchObject({
      target: { abi: "cp", platform: "linux_x86_64" },
      facts: { "PyBox.frame": null, "size(PyBox)": 16 },
    });
    expect(offsetsReport("text", facts, rows)).toMatch(/3\.2\.0 +3\.2\.0 +- +16\n$/);
  });

  it.each(["", "size(", "a b", "PyBox.", "x | "])("%j is no fact", (text) => {
    expect(() => parseFact(text)).toThrow(/is no fact/);
  });
});
