import { expect, test } from "vitest";
import type { Manifest } from "../../src/manifest/model.ts";
import { symbolPart } from "../../src/manifest/symbol-part.ts";

const symbol = (name: string, line: number) => ({ name, kind: "macro", header: "Include/x.h", line });
const diagnostic = { code: "unknown-layout", header: "Include/x.h", line: 2, message: "of the macro" };
const manifest = {
  ref: "v3.13.5",
  target: { abi: "cp313", platform: "linux_x86_64", limitedApi: null },
  complete: false,
  diagnostics: [diagnostic],
  symbols: [symbol("Py_ABS", 1), symbol("Py_MAX", 2)],
} as unknown as Manifest;

test("a symbol has the header of its manifest, and only the diagnostics about it", () => {
  expect(symbolPart(manifest, "Py_ABS")).toMatchObject({
    ref: "v3.13.5",
    complete: true,
    diagnostics: [],
    symbol: { name: "Py_ABS" },
  });
  expect(symbolPart(manifest, "Py_MAX")).toMatchObject({ complete: false, diagnostics: [diagnostic] });
});

test("an unknown symbol is reported with near names", () => {
  expect(() => symbolPart(manifest, "Py_MAXX")).toThrow(
    expect.objectContaining({ code: "unknown-symbol", details: { near: ["Py_MAX", "Py_ABS"] } }),
  );
  expect(() => symbolPart(manifest, "__proto__")).toThrow(expect.objectContaining({ code: "unknown-symbol" }));
});
