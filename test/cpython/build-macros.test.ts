import { describe, expect, test } from "vitest";
import { buildMacros, directives, namesOfMacros } from "../../src/cpython/build-macros.ts";

describe("macros of a build", () => {
  test("have a value, by default 1, and are sorted, so that equal builds are equal", () => {
    const macros = buildMacros(["B=2", "A"], ["C"]);
    expect(macros).toEqual(["-DA=1", "-DB=2", "-UC"]);
    expect(buildMacros(["A=1", "B=2", "A"], ["C"])).toEqual(macros);
    expect(namesOfMacros(macros)).toEqual(["A", "B", "C"]);
    expect(directives(["-DA=x = y", "-UC"])).toBe("#undef A\n#define A x = y\n#undef C\n");
  });

  test("are those that configure's options define", () => {
    expect(buildMacros(["jit", "trace-refs"], [])).toEqual(["-DPy_TRACE_REFS=1", "-D_Py_JIT=1", "-D_Py_TIER2=1"]);
  });

  test.each([
    [["A", "A=2"], [], /A is given both as -DA=1 and as -DA=2/],
    [["A"], ["A"], /A is given both as -DA=1 and as -UA/],
    [["A=1\n#error"], [], /expected NAME, NAME=VALUE/],
    [["A\n"], [], /expected NAME, NAME=VALUE/],
    [["trace_refs-"], [], /expected NAME, NAME=VALUE or one of jit, stats, trace-refs, time64/],
    [["A(x)=x"], [], /expected NAME/],
    [["constructor-"], [], /expected NAME/],
    [["Py_LIMITED_API=3"], [], /Py_LIMITED_API is set by the ABI/],
    [[], ["Py_GIL_DISABLED"], /is set by the ABI/],
    [[], ["A=1"], /expected NAME/],
    [
      ["time46"],
      [],
      /time46 is none of CPython's; write time46=1 if it is meant, or one of jit, stats, trace-refs, time64/,
    ],
    [[], ["jit"], /jit is a name for -D_Py_JIT=1 -D_Py_TIER2=1; undefine these by their own names/],
    [Array.from({ length: 33 }, (_, i) => `A${i}`), [], /are more than 32/],
  ])("%j and %j are refused", (define, undef, message) => {
    expect(() => buildMacros(define, undef)).toThrow(message);
  });
});
