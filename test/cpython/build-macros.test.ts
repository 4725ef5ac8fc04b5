import { describe, expect, it } from "vitest";
import { buildMacros, directives, namesOfMacros } from "../../src/cpython/build-macros.ts";

describe("macros of a build", () => {
  it("have a value, which is 1 where none is given, and an order, so that equal builds are equal", () => {
    const macros = buildMacros(["B=2", "A"], ["C"]);
    expect(macros).toEqual(["-DA=1", "-DB=2", "-UC"]);
    expect(buildMacros(["A=1", "B=2", "A"], ["C"])).toEqual(macros);
    expect(namesOfMacros(macros)).toEqual(["A", "B", "C"]);
    expect(directives(["-DA=x = y", "-UC"])).toBe("#undef A\n#define A x = y\n#undef C\n");
  });

  it("are what switches of configure define", () => {
    expect(buildMacros(["jit", "trace-refs"], [])).toEqual(["-DPy_TRACE_REFS=1", "-D_Py_JIT=1", "-D_Py_TIER2=1"]);
  });

  it.each([
    [["A", "A=2"], [], /A is given as -DA=1 and as -DA=2/],
    [["A"], ["A"], /A is given as -DA=1 and as -UA/],
    [["A=1\n#error"], [], /is written as NAME or NAME=VALUE/],
    [["A\n"], [], /is written as NAME or NAME=VALUE/],
    [["trace_refs-"], [], /is written as NAME or NAME=VALUE, or is one of jit, stats, trace-refs/],
    [["A(x)=x"], [], /is written as/],
    [["constructor-"], [], /is written as/],
    [["Py_LIMITED_API=3"], [], /Py_LIMITED_API is part of the abi/],
    [[], ["Py_GIL_DISABLED"], /is part of the abi/],
    [[], ["A=1"], /is written as/],
    [Array.from({ length: 33 }, (_, i) => `A${i}`), [], /are more than 32/],
  ])("%j and %j are refused", (define, undef, message) => {
    expect(() => buildMacros(define, undef)).toThrow(message);
  });
});
