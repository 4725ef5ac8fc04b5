import { describe, expect, test } from "vitest";
import { diffManifests } from "../../src/diff/diff.ts";
import type { ManifestHeader } from "../../src/manifest/model.ts";
import { func, headersOf, macro, manifest } from "./manifests.ts";

const publicHeader = "Include/foo.h";
const cpython = "Include/cpython/foo.h";
const internal = "Include/internal/pycore_foo.h";
const other = "Include/internal/pycore_bar.h";

type Movable = ReturnType<typeof func | typeof macro>;

function move(from: Movable, to: Movable, before?: ManifestHeader[], after = before) {
  const old = manifest({ symbols: [from], ...(before && { headers: before }) });
  const now = manifest({ symbols: [to], ...(after && { headers: after }) });
  return diffManifests(old, now, { rule: ["symbol-moved"] }).changes;
}

describe("symbol-moved between public headers", () => {
  const paths = [publicHeader, "Include/x.h", cpython];
  const from = func("PyFoo", { header: publicHeader });

  test("is compatible if Python.h includes the new one", () => {
    expect(move(from, func("PyFoo", { header: cpython }))).toMatchObject([
      { source: "compatible", binary: "compatible", hint: null },
    ]);
  });

  test("is none while the old header still declares the name, or the new one already did", () => {
    const twice = func("PyFoo", { header: cpython, alsoIn: [publicHeader] });
    expect(move(from, twice)).toEqual([]);
    expect(move(twice, from)).toEqual([]);
    expect(move(func("PyFoo", { header: "Include/x.h" }), twice)).toHaveLength(1);
  });

  test("is breaking if Python.h no longer includes the symbol, and names the header to include", () => {
    const headers = headersOf(paths, [publicHeader], { "Include/x.h": [cpython] });
    expect(move(from, func("PyFoo", { header: cpython }), headers)).toMatchObject([
      { source: "breaking", binary: "compatible", hint: 'Include "x.h".' },
    ]);
  });

  test("is compatible if the old header includes the new one", () => {
    const headers = headersOf(paths, [], { [publicHeader]: [cpython] });
    expect(move(from, func("PyFoo", { header: cpython }), headers)).toMatchObject([{ source: "compatible" }]);
    expect(move(func("PyFoo", { header: cpython }), from, headers)).toMatchObject([{ source: "compatible" }]);
    expect(move(from, func("PyFoo", { header: "Include/x.h" }), headers)).toMatchObject([
      { source: "breaking", hint: 'Include "x.h".' },
    ]);
  });

  test("follows from the move of the whole header", () => {
    const changes = diffManifests(
      manifest({ symbols: [from], headers: headersOf([publicHeader], [publicHeader]) }),
      manifest({ symbols: [func("PyFoo", { header: cpython })], headers: headersOf([cpython], [cpython]) }),
    ).changes;
    expect(changes).toMatchObject([
      { rule: "header-renamed", newName: cpython, source: "risky" },
      { rule: "symbol-moved", source: "compatible", because: changes[0]?.id },
    ]);
  });

  test("follows from a loss of the limited API", () => {
    const changes = diffManifests(
      manifest({ symbols: [{ ...from, tier: "limited", limitedApi: { since: "3.2" } }] }),
      manifest({ symbols: [func("PyFoo", { header: cpython })] }),
    ).changes;
    expect(changes).toMatchObject([
      { rule: "limited-api-removed", source: "risky" },
      {
        rule: "symbol-moved",
        source: "compatible",
        because: changes[0]?.id,
        message: `The function PyFoo moved from ${publicHeader} to ${cpython}; its tier was limited and is public.`,
      },
    ]);
  });
});

describe("symbol-moved to another surface", () => {
  test("breaks the source if it becomes internal, and the binary if the export is gone too", () => {
    const from = func("_PyFoo", { header: cpython });
    expect(move(from, func("_PyFoo", { header: internal }))).toMatchObject([
      {
        source: "breaking",
        binary: "compatible",
        message: `The function _PyFoo is internal now; it moved from ${cpython} to ${internal}.`,
      },
    ]);
    expect(move(from, func("_PyFoo", { header: internal, exported: false }))).toMatchObject([
      { source: "breaking", binary: "breaking" },
    ]);
    expect(move(macro("PyM", { header: cpython }), macro("PyM", { header: internal }))).toMatchObject([
      { source: "breaking", binary: "compatible" },
    ]);
  });

  test("is a loss if what is internal is of another kind, which may have been there all along", () => {
    const [from, to] = [macro("_PyFoo", { header: cpython }), func("_PyFoo", { header: internal, exported: false })];
    const { changes } = diffManifests(manifest({ symbols: [from] }), manifest({ symbols: [to] }));
    const message = `The macro _PyFoo is gone from ${cpython}; on the internal surface, ${internal} has a function of this name.`;
    expect(changes).toMatchObject([{ rule: "symbol-moved", source: "breaking", binary: "compatible", message }]);
  });

  test("is also such a move within one header", () => {
    const from = func("_PyFoo", { header: publicHeader });
    const to = func("_PyFoo", { header: publicHeader, surface: "internal", tier: "internal" });
    expect(move(from, to)).toMatchObject([
      {
        source: "breaking",
        message: `The function _PyFoo is internal now, in ${publicHeader}.`,
      },
    ]);
  });

  test("is compatible if it becomes public", () => {
    expect(move(func("_PyFoo", { header: internal }), func("_PyFoo", { header: cpython }))).toMatchObject([
      { source: "compatible", binary: "compatible" },
    ]);
  });
});

describe("symbol-moved between internal headers", () => {
  const from = func("_PyFoo", { header: internal });
  const to = func("_PyFoo", { header: other });

  test("is risky and names the header to include", () => {
    expect(move(from, to)).toMatchObject([
      { source: "risky", binary: "compatible", hint: 'Include "internal/pycore_bar.h".' },
    ]);
  });

  test("is compatible if the old one includes the new one", () => {
    const headers = headersOf([internal, other], [], { [internal]: [other] });
    expect(move(from, to, headers)).toMatchObject([{ source: "compatible", hint: null }]);
  });
});
