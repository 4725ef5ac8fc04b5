import { describe, expect, test } from "vitest";
import { manifestOf, manifestWith, named } from "./miniature.ts";

const { enums } = manifestOf();

describe("an enum", () => {
  test("has its values in the order of their definition", () => {
    expect(named(enums, "PyBoxPhase")).toEqual({
      name: "PyBoxPhase",
      surface: "public",
      tier: "limited",
      header: "Include/flags.h",
      line: 4,
      tag: null,
      values: { PYBOX_EMPTY: "-1", PYBOX_OPEN: "0", PYBOX_SEALED: "1" },
    });
    expect(Object.keys(named(enums, "PyBoxPhase")?.values ?? {})).toEqual([
      "PYBOX_EMPTY",
      "PYBOX_OPEN",
      "PYBOX_SEALED",
    ]);
  });

  test("is identified by its typedef, else its tag; an anonymous one is not listed", () => {
    expect(enums.map(({ name }) => name)).toEqual(["PyBoxPhase", "_boxkind"]);
    const { enums: typed } = manifestWith(
      "typedef enum _test { A } PyTest;\nenum _late { B };\ntypedef enum _late PyLate;\n",
    );
    expect(named(typed, "PyTest")).toMatchObject({ tag: "_test", values: { A: "0" } });
    expect(named(typed, "PyLate")).toMatchObject({ tag: "_late", line: 2, values: { B: "0" } });
  });

  test("may be nested in a struct", () => {
    const { enums, symbols } = manifestWith("struct s { enum colour { RED = 7, BLUE } paint; };\n");
    expect(named(enums, "colour")).toMatchObject({ values: { RED: "7", BLUE: "8" } });
    expect(named(symbols, "BLUE")).toMatchObject({ enum: "colour", value: "8" });
  });

  test("has values that pass 2^53, as text", () => {
    const { enums } = manifestWith("enum big { HUGE = 0x7fffffffffffffff, LOW = -0x7fffffffffffffff - 1 };\n");
    expect(named(enums, "big")?.values).toEqual({ HUGE: "9223372036854775807", LOW: "-9223372036854775808" });
  });
});
