import { describe, expect, test } from "vitest";
import { printParameter, printType } from "../../src/c/print-type.ts";
import { Unknown } from "../../src/c/unknown.ts";
import { declarationsOf, type Triple, unitOf } from "./unit-of.ts";

/** The type of the last declaration. test/conformance/type-spelling.test.ts compares with clang. */
function spelled(text: string, triple?: Triple) {
  const type = declarationsOf(text).at(-1)?.type;
  return type && printType(type, unitOf(text, triple));
}

/** The types of the parameters of the last function. */
function parameters(text: string, triple?: Triple) {
  const type = declarationsOf(text).at(-1)?.type;
  if (type?.kind !== "function") throw new Error("no function");
  return type.parameters.map((parameter) => printParameter(parameter.type, unitOf(text, triple)));
}

describe("a type is spelled", () => {
  test.each([
    ["const char *v", "const char *"],
    ["char const *v", "const char *"],
    ["char *const *v", "char *const *"],
    ["unsigned v", "unsigned int"],
    ["struct tag *v", "struct tag *"],
    ["int (*v)(int)", "int (*)(int)"],
    ["int (*v)[4]", "int (*)[4]"],
    ["int *v[2][3]", "int *[2][3]"],
    ["extern int v[]", "int[]"],
    ["void (*(*v)(int))(void)", "void (*(*)(int))(void)"],
    ["int *restrict v", "int *restrict"],
    ["_Atomic int v", "_Atomic(int)"],
    ["int f(int, ...)", "int (int, ...)"],
    ["int f()", "int ()"],
    ["struct { int x; } v", "struct (unnamed)"],
    ["enum { A } v", "enum (unnamed)"],
    ["enum { N = 3 } v[N + 1]", "enum (unnamed)[4]"],
  ])("%s as %s", (text, spelling) => expect(spelled(`${text};`)).toBe(spelling));

  test("unless an attribute makes another type of it", () => {
    expect(spelled("int v __attribute__((mode(DI)));")).toEqual(new Unknown("not-supported", "mode"));
    expect(spelled("typedef float v __attribute__((vector_size(16)));")).toEqual(
      new Unknown("not-supported", "vector_size"),
    );
  });

  test("with typedef names kept", () => {
    expect(spelled("typedef struct tag T; const T *v;")).toBe("const T *");
  });

  test("never with a guessed length", () => {
    expect(spelled("int v[NOT_THERE];")).toMatchObject({ reason: "unknown-name", culprit: "NOT_THERE" });
    expect(spelled("typedef int T; typeof(T) v;")).toMatchObject({ reason: "not-supported" });
  });
});

describe("a parameter is spelled as the type it is adjusted to (C11 6.7.6.3p7-8)", () => {
  test("an array is a pointer, with the qualifiers from inside the brackets", () => {
    expect(parameters("void f(int a[4], const int b[], int c[const 4], int d[2][3]);")).toEqual([
      "int *",
      "const int *",
      "int *const",
      "int (*)[3]",
    ]);
  });

  test("so is a typedef of one, whose qualifiers are its elements'", () => {
    expect(parameters("typedef int T[4]; void f(T a, const T b);")).toEqual(["int *", "const int *"]);
  });

  test("a function is a pointer to it", () => {
    expect(parameters("typedef int F(int); void f(int g(int), F h);")).toEqual(["int (*)(int)", "F *"]);
  });

  test("its own qualifiers stay", () => {
    expect(parameters("void f(const int a, char *const b);")).toEqual(["const int", "char *const"]);
  });

  test("va_list is an array on some platforms", () => {
    const text = "typedef __builtin_va_list va_list; void f(va_list a);";
    expect(parameters(text)).toEqual(["struct __va_list_tag *"]);
    expect(parameters(text, "i686-linux-gnu")).toEqual(["va_list"]);
  });

  test("inside of a function's type too", () => {
    expect(spelled("int (*v)(int a[4], int g(void));")).toBe("int (*)(int *, int (*)(void))");
  });
});
