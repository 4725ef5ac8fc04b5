import { describe, expect, it } from "vitest";
import { aliasOf, hintOfAlias, meaningOf } from "../../src/diff/alias.ts";
import { ManifestIndex } from "../../src/diff/manifest-index.ts";
import { func, macro, manifest, typedef } from "./manifests.ts";

describe("an alias only stands for another name", () => {
  it.each([
    [macro("A", { body: "B" }), "B"],
    [macro("A", { body: "((B))" }), "B"],
    [macro("A", { params: ["x", "y"], body: "B(x, y)" }), "B"],
    [macro("A", { params: ["x", "y"], body: "(B((T *)(x), _T_CAST(y)))" }), "B"],
    [macro("A", { params: ["x"], body: "B(_Py_CAST(T *, (x)))" }), "B"],
    [macro("A", { params: [], body: "B()" }), "B"],
    [typedef("A", { type: "B" }), "B"],
    [func("A", { kind: "inline-function", calls: "B" }), "B"],
  ])("%#", (symbol, target) => {
    expect(aliasOf(symbol)?.target).toBe(target);
  });

  it.each([
    macro("A", { body: "A" }),
    macro("A", { body: "12" }),
    macro("A", { body: "B C" }),
    macro("A", { body: "-B" }),
    macro("A", { body: "" }),
    macro("A", { params: ["x", "y"], body: "B(y, x)" }),
    macro("A", { params: ["x"], body: "B(x, 0)" }),
    macro("A", { params: ["x"], body: "B(x + x)" }),
    macro("A", { params: ["x"], body: "B(x) + 1" }),
    macro("A", { params: ["x"], body: "B(x" }),
    macro("A", { params: ["x"], body: "B(f(x))" }),
    macro("A", { params: ["x", "y"], body: "B((x *)y, x)" }),
    macro("A", { params: ["x", "y"], body: "B(x *, f(y))" }),
    typedef("A", { type: "B *" }),
    func("A", { kind: "inline-function" }),
    func("A"),
  ])("but this does more: %#", (symbol) => {
    expect(aliasOf(symbol)).toBeNull();
  });
});

describe("what an alias means", () => {
  const real = func("PyFoo_Real");
  const index = new ManifestIndex(
    manifest({
      symbols: [
        real,
        macro("ONE", { body: "PyFoo_Real" }),
        macro("TWO", { body: "ONE" }),
        macro("PING", { body: "PONG" }),
        macro("PONG", { body: "PING" }),
      ],
    }),
  );
  const meaning = (name: string) => meaningOf(index.symbols.get(name) as typeof real, index).name;

  it("is what stands at its end, and itself where there is none", () => {
    expect(meaning("TWO")).toBe("PyFoo_Real");
    expect(meaning("PyFoo_Real")).toBe("PyFoo_Real");
    expect(meaning("PING")).toBe("PING");
  });

  it("is what to use in its place, if that can be seen from where it was", () => {
    expect(hintOfAlias(macro("OLD", { body: "PyFoo_Real" }), index)).toBe("Use PyFoo_Real.");
    expect(hintOfAlias(macro("OLD", { body: "PyFoo_Gone" }), index)).toBeNull();
    expect(hintOfAlias(macro("OLD", { body: "PyFoo_Real", surface: "internal" }), index)).toBeNull();
  });
});
