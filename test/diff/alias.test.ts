import { describe, expect, test } from "vitest";
import { meaningOf } from "../../src/diff/alias.ts";
import { ManifestIndex } from "../../src/diff/manifest-index.ts";
import { func, macro, manifest } from "./manifests.ts";

describe("the meaning of an alias", () => {
  const real = func("PyFoo_Real");
  const index = ManifestIndex.of(
    manifest({
      symbols: [
        real,
        macro("ONE", { standsFor: "PyFoo_Real" }),
        macro("TWO", { standsFor: "ONE" }),
        macro("PING", { standsFor: "PONG" }),
        macro("PONG", { standsFor: "PING" }),
      ],
    }),
  );
  const meaning = (name: string) => meaningOf(index.symbols.get(name) as typeof real, index).name;

  test("is the name at the end of the chain, or itself", () => {
    expect(meaning("TWO")).toBe("PyFoo_Real");
    expect(meaning("PyFoo_Real")).toBe("PyFoo_Real");
    expect(meaning("PING")).toBe("PING");
  });
});
