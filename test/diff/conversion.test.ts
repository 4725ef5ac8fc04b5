import { describe, expect, test } from "vitest";
import { dataModels } from "../../src/c/data-model.ts";
import { conversion, replacement, worstOf } from "../../src/diff/conversion.ts";
import { parseType } from "../../src/diff/type.ts";

const model = dataModels["x86_64-linux-gnu"];

describe("a value where another type is now required", () => {
  test.each([
    ["int", "int", "compatible/compatible"],
    ["int", "const int", "compatible/compatible"],
    ["char *", "const char *", "compatible/compatible"],
    ["const char *", "char *", "risky/compatible"],
    ["char **", "const char **", "risky/compatible"],
    ["unsigned char *", "char *", "risky/compatible"],
    ["long *", "size_t *", "risky/compatible"],
    ["int *", "long *", "breaking/risky"],
    ["PyObject *", "PyTypeObject *", "breaking/risky"],
    ["PyObject *", "void *", "compatible/compatible"],
    ["const PyObject *", "void *", "risky/compatible"],
    ["void *", "PyObject *", "risky/risky"],
    ["int", "PyObject *", "breaking/breaking"],
    ["int", "void", "compatible/compatible"],
    ["void", "int", "breaking/breaking"],
    ["long", "Py_ssize_t", "risky/risky"],
    ["long", "ssize_t", "compatible/compatible"],
    ["int", "ssize_t", "compatible/breaking"],
    ["int", "size_t", "risky/breaking"],
    ["size_t", "int", "risky/risky"],
    ["int", "unsigned int", "risky/compatible"],
    ["int", "double", "risky/breaking"],
    ["enum PyE", "int", "compatible/compatible"],
    ["int", "enum PyE", "risky/compatible"],
    ["void *", "uintptr_t", "breaking/risky"],
    ["uint32_t", "void *", "breaking/breaking"],
    ["struct A", "struct B", "breaking/breaking"],
    ["void (*)(int)", "void (*)(int, int)", "breaking/breaking"],
    ["void (*)(char *)", "void (*)(const char *)", "breaking/compatible"],
    ["void (*)(char *, size_t)", "void (*)(char *, ssize_t)", "breaking/compatible"],
    ["int (*)(void)", "void *(*)(void)", "breaking/breaking"],
  ])("%s → %s: %s", (given, wanted, impact) => {
    const { source, binary } = conversion(parseType(given), parseType(wanted), model);
    expect(`${source}/${binary}`).toBe(impact);
  });

  test("is judged by the platform", () => {
    const windows = dataModels["x86_64-pc-windows-msvc"];
    const linux32 = dataModels["i686-linux-gnu"];
    expect(conversion(parseType("int64_t"), parseType("size_t"), linux32).binary).toBe("breaking");
    expect(conversion(parseType("int64_t"), parseType("size_t"), model).binary).toBe("compatible");
    expect(conversion(parseType("long"), parseType("ssize_t"), windows).binary).toBe("breaking");
  });

  test("is judged in both directions for reads and writes", () => {
    expect(replacement(parseType("const char *"), parseType("char *"), model)).toEqual({
      source: "risky",
      binary: "compatible",
    });
  });
});

test("the worst of no impacts is compatible", () => {
  expect(worstOf()).toEqual({ source: "compatible", binary: "compatible" });
});
