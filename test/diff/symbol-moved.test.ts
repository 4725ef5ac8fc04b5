import { describe, expect, it } from "vitest";
import { diffManifests } from "../../src/diff/diff.ts";
import { func, macro, manifest } from "./manifests.ts";

const publicHeader = "Include/foo.h";
const cpython = "Include/cpython/foo.h";
const internal = "Include/internal/pycore_foo.h";

function move(from: ReturnType<typeof func | typeof macro>, to: typeof from, keptHeaders: string[] = [from.header]) {
  const headers = [to.header, ...keptHeaders].map((path) => ({ path, blob: "3".repeat(40), includes: [] }));
  return diffManifests(manifest({ symbols: [from] }), manifest({ symbols: [to], headers })).changes;
}

describe("symbol-moved", () => {
  it("between public headers is compatible", () => {
    expect(move(func("PyFoo", { header: publicHeader }), func("PyFoo", { header: cpython }))).toMatchObject([
      { rule: "symbol-moved", source: "compatible", binary: "compatible", hint: null },
    ]);
  });

  it("is risky where the old header is gone, since code may include it by name", () => {
    const from = func("PyFoo", { header: "Include/longintrepr.h" });
    expect(move(from, func("PyFoo", { header: cpython }), [])).toMatchObject([{ source: "risky" }]);
    expect(move(func("PyFoo", { header: cpython }), func("PyFoo", { header: publicHeader }), [])).toMatchObject([
      { source: "compatible" },
    ]);
  });

  it("out of the limited API is risky and says so", () => {
    const from = func("PyFoo", { header: publicHeader, tier: "limited" });
    expect(move(from, func("PyFoo", { header: cpython }))).toMatchObject([
      {
        source: "risky",
        binary: "compatible",
        message: `The function PyFoo moved from ${publicHeader} to ${cpython}; its tier was limited and is public.`,
      },
    ]);
  });

  it("to the internal surface breaks the source, and the binary where the export went too", () => {
    const from = func("_PyFoo", { header: cpython });
    expect(move(from, func("_PyFoo", { header: internal }))).toMatchObject([
      {
        source: "breaking",
        binary: "compatible",
        message: `The function _PyFoo moved from the public surface to the internal one, from ${cpython} to ${internal}.`,
      },
    ]);
    expect(move(from, func("_PyFoo", { header: internal, exported: false }))).toMatchObject([
      { source: "breaking", binary: "breaking" },
    ]);
    expect(move(macro("PyM", { header: cpython }), macro("PyM", { header: internal }))).toMatchObject([
      { source: "breaking", binary: "compatible" },
    ]);
  });

  it("to the internal surface within one header is such a move too", () => {
    const from = func("_PyFoo", { header: publicHeader });
    const to = func("_PyFoo", { header: publicHeader, surface: "internal", tier: "internal" });
    expect(move(from, to)).toMatchObject([
      {
        source: "breaking",
        message: `The function _PyFoo moved from the public surface to the internal one, in ${publicHeader}.`,
      },
    ]);
  });

  it("from the internal surface to the public one is compatible", () => {
    expect(move(func("_PyFoo", { header: internal }), func("_PyFoo", { header: cpython }))).toMatchObject([
      { source: "compatible", binary: "compatible" },
    ]);
  });

  it("between internal headers is risky and says what to include", () => {
    const to = func("_PyFoo", { header: "Include/internal/pycore_bar.h" });
    expect(move(func("_PyFoo", { header: internal }), to)).toMatchObject([
      { source: "risky", binary: "compatible", hint: 'Include "internal/pycore_bar.h".' },
    ]);
  });
});
