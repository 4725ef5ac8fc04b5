import { describe, expect, test } from "vitest";
import { diffManifests } from "../../src/diff/diff.ts";
import { HeaderGraph } from "../../src/diff/header-graph.ts";
import { pairHeaders } from "../../src/diff/headers.ts";
import { ManifestIndex } from "../../src/diff/manifest-index.ts";
import { func, headersOf, macro, manifest, struct, typedef } from "./manifests.ts";

describe("a header graph", () => {
  const graph = new HeaderGraph(
    headersOf(["Include/a.h", "Include/b.h", "Include/c.h", "Include/cpython/a.h"], ["Include/a.h"], {
      "Include/a.h": ["Include/cpython/a.h"],
      "Include/c.h": ["Include/b.h"],
      "Include/b.h": ["Include/c.h"],
    }),
  );

  test("knows what Python.h includes, directly or not", () => {
    expect(["a.h", "cpython/a.h", "b.h", "gone.h"].map((name) => graph.inPython(`Include/${name}`))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  test("knows which headers may be included in place of another, also in a cycle", () => {
    expect(graph.entriesTo("Include/cpython/a.h")).toEqual(["Include/Python.h", "Include/a.h"]);
    expect(graph.entriesTo("Include/b.h")).toEqual(["Include/b.h", "Include/c.h"]);
  });
});

describe("headers are paired by their contents", () => {
  const holding = (content: Record<string, string[]>) =>
    ManifestIndex.of(
      manifest({
        headers: headersOf(Object.keys(content), []),
        symbols: Object.entries(content).flatMap(([header, names]) => names.map((name) => func(name, { header }))),
      }),
    );
  const reported = (from: Record<string, string[]>, to: Record<string, string[]>) => {
    const { removed, added, renamed } = pairHeaders(holding(from), holding(to));
    return [
      ...renamed.map((pair) => `${pair.from.name} → ${pair.to.name}`),
      ...removed.map(({ name }) => `-${name}`),
      ...added.map(({ name }) => `+${name}`),
    ];
  };

  test("if most of the remaining contents of one are in a new one", () => {
    expect(reported({ "Include/a.h": ["A", "B", "Gone"] }, { "Include/b.h": ["A", "B", "New"] })).toEqual([
      "Include/a.h → Include/b.h",
    ]);
  });

  test("which counts a typedef in its own header, whatever header completes its struct", () => {
    const holdingTypedef = (header: string) =>
      ManifestIndex.of(
        manifest({
          symbols: [typedef("PyA", { header })],
          structs: [struct("PyA", { header: "Include/internal/pycore_a.h" })],
        }),
      );
    const { heirs } = pairHeaders(holdingTypedef("Include/old.h"), holdingTypedef("Include/new.h"));
    expect(heirs.get("Include/old.h")).toEqual({ path: "Include/new.h", names: ["PyA"], of: 1 });
  });

  test("but not if it was merged into an existing one, scattered, or removed", () => {
    expect(reported({ "Include/a.h": ["A"], "Include/b.h": [] }, { "Include/b.h": ["A"] })).toEqual(["-Include/a.h"]);
    expect(reported({ "Include/a.h": ["A", "B"] }, { "Include/b.h": ["A"], "Include/c.h": ["B"] })).toEqual([
      "-Include/a.h",
      "+Include/b.h",
      "+Include/c.h",
    ]);
    expect(reported({ "Include/a.h": ["A"] }, { "Include/b.h": ["B"] })).toEqual(["-Include/a.h", "+Include/b.h"]);
  });

  test("of several merged into one, only the one that contributes most", () => {
    const from = { "Include/a.h": ["A", "B"], "Include/b.h": ["C"], "Include/c.h": [] };
    expect(reported(from, { "Include/all.h": ["A", "B", "C"], "Include/c.h": [] })).toEqual([
      "Include/a.h → Include/all.h",
      "-Include/b.h",
    ]);
  });

  test("the same way in both directions", () => {
    const [one, other] = [{ "Include/a.h": ["A", "B"], "Include/x.h": ["C"] }, { "Include/b.h": ["A", "B", "C"] }];
    expect(reported(one, other)).toEqual(["Include/a.h → Include/b.h", "-Include/x.h"]);
    expect(reported(other, one)).toEqual(["Include/b.h → Include/a.h", "+Include/x.h"]);
  });
});

test("Windows' configuration, which only one side has, says nothing about its names on the other", () => {
  const configured = manifest({ symbols: [macro("SIZEOF_VOID_P", { header: "PC/pyconfig.h" }), func("PyFoo_Stays")] });
  const installed = manifest({ symbols: [func("PyFoo_Stays")] });
  expect(diffManifests(configured, installed).changes).toEqual([]);
  expect(diffManifests(installed, configured).changes).toEqual([]);
  const without = manifest({ symbols: [macro("SIZEOF_LONG", { header: "PC/pyconfig.h" }), func("PyFoo_Stays")] });
  expect(diffManifests(configured, without).changes.map(({ subject }) => subject.name)).toEqual([
    "SIZEOF_VOID_P",
    "SIZEOF_LONG",
  ]);
});
