import { describe, expect, test } from "vitest";
import { defaultTarget } from "../../../src/cpython/target.ts";
import type { Gap, Gaps } from "../../../src/gaps/model.ts";
import { gapsFormats } from "../../../src/report/gaps/formats.ts";
import { plain } from "../../../src/report/paint.ts";

const side = (ref: string) => ({
  ref,
  commit: "1".repeat(40),
  version: "3.9.2",
  target: { ...defaultTarget, abi: "cp39" },
});
const gap = (name: string, more: Partial<Gap> = {}): Gap => ({
  ...{ gap: "missing", name, kind: "function", tier: "public", header: "Include/a|b.h\u001b[31m", details: [] },
  usedBy: { packages: 3, author: 1, tools: { Cython: 2 }, headers: 0, names: ["a"] },
  ...more,
});
const report = (gaps: Gap[], more: Partial<Gaps> = {}): Gaps => ({
  ...{ schemaVersion: 1, complete: true, implementation: side("headers:pypy"), reference: side("v3.9.2") },
  usage: { sources: [{ title: "a test", date: "2026-11-27" }], packages: 3, modules: 4 },
  summary: {} as Gaps["summary"],
  gaps,
  unknown: [],
  ...more,
});

describe("text", () => {
  test("has numbers by kind and tier, then names with their users", async () => {
    const text = await gapsFormats.text.render(
      report([
        gap("PyFoo_Call"),
        gap("PyFooObject", { gap: "layout", kind: "struct", details: ["a", "b", "c", "d", "e"] }),
      ]),
      plain,
    );
    expect(text).toContain("headers:pypy (CPython 3.9.2, cp39) against v3.9.2");
    expect(text).toMatch(/^ +public\n {2}Missing +1\n/m);
    expect(text).toMatch(
      /Missing \(1\)\n {2}3 {2}PyFoo_Call {2}function {2}public {2}\S+ {2}1 by their authors, 2 by Cython alone/,
    );
    expect(text).toContain("a; b; c; d; and 1 more");
    expect(text).not.toContain("\u001b");
  });

  test("lists thirty names of a kind, and the number of others", async () => {
    const text = await gapsFormats.text.render(report(Array.from({ length: 33 }, (_, at) => gap(`Py${at}`))), plain);
    expect(text).toContain("Missing (33)");
    expect(text).toContain("and 3 more");
  });

  test("lists names that were not compared", async () => {
    const text = await gapsFormats.text.render(report([], { complete: false, unknown: ["PyOdd"] }), plain);
    expect(text).toContain("Not everything could be compared");
    expect(text).toContain("Not compared: PyOdd");
  });
});

test("Markdown has the same as tables, with names of headers escaped", async () => {
  const gaps = [gap("PyFoo_Call"), gap("PyNo", { tier: null, header: null, usedBy: null })];
  const text = await gapsFormats.markdown.render(
    report(gaps, { implementation: { bindings: "my_*b*.json", entries: 3 } }),
  );
  expect(text).toContain("my\\_\\*b\\*.json against");
  expect(text).toContain("|  | public | no tier |\n| --- | --: | --: |\n| Missing | 1 | 1 |");
  expect(text).toMatch(/\| 3 \| `PyFoo_Call` \| function \| public \| a&#124;b\.h/);
});

test("JSON is unchanged", async () => {
  const given = report([gap("PyFoo_Call")]);
  expect(JSON.parse(await gapsFormats.json.render(given))).toEqual(given);
});
