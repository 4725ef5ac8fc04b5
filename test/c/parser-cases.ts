/**
 * Valid and invalid declarations, which test/conformance/parser.test.ts compares with gcc and clang. Parsing a declaration
 * wrong is worse than not understanding it.
 */

/** The last declaration of the text, and its type as clang spells it. `common` precedes each. */
export const declared: readonly [text: string, name: string, type: string][] = [
  ["int x", "x", "int"],
  ["int (x)", "x", "int"],
  ["int ((*x))(void)", "x", "int (*)(void)"],
  ["T (x)", "x", "T"],
  ["int f(T (x))", "f", "int (T)"],
  ["int f(int (T))", "f", "int (int (*)(T))"],
  ["int f(int (x))", "f", "int (int)"],
  ["int *x, y[3], f(void)", "f", "int (void)"],
  ["void f(int x[3])", "f", "void (int *)"],
  ["struct __attribute__((packed)) P { int x; } x", "x", "struct P"],
  ["struct { int x; } __attribute__((packed)) x", "x", "struct (unnamed)"],
  ["struct { ; int x; } x", "x", "struct (unnamed)"],
  ['struct { int x; _Static_assert(1, ""); int y; } x', "x", "struct (unnamed)"],
  ["struct { unsigned : 3, x : 4, : 0, y : 5; } x", "x", "struct (unnamed)"],
  ["enum __attribute__((packed)) Q { A } x", "x", "enum Q"],
  ["extern int x[sizeof(struct { int a, b; })]", "x", "int[8]"],
  ['const char x[] = "ab"', "x", "const char[3]"],
  ['const char x[] = { "ab" }', "x", "const char[3]"],
  ['const char *x[] = { "ab" }', "x", "const char *[1]"],
  ['const char x[][4] = { "ab", "c" }', "x", "const char[2][4]"],
  ["int x[] = { 1, 2, 3 }", "x", "int[3]"],
  ["int x[][2] = { { 1, 2 }, { 3 } }", "x", "int[2][2]"],
  ["int x[] = { (1 + 2), sizeof(int[2]), }", "x", "int[2]"],
  ["int f(void) { return 0; } int g(void)", "g", "int (void)"],
  ["void (*f(int x))(char) { return 0; } int x", "x", "int"],
  ["int f(void) __attribute__((unused)); int x", "x", "int"],
  ["__extension__ typedef long long L", "L", "long long"],
  ["int x __attribute__((aligned(8))), y", "y", "int"],
];

/** Text that is not C, each with the message. */
export const refused: readonly [text: string, reason: RegExp][] = [
  ["int x : 3", /./],
  ["int x { return 0; }", /braces after a declarator that is not a function/],
  ["int x, f(void) { return 0; }", /braces after a declarator that is not a function/],
  ["int f(void)[3]", /function that returns|array of functions/],
  ["int f(void)(void)", /function that returns/],
  ["int f[3](void)", /array of functions/],
  ["int g(int x) int y", /./],
  ["int unsigned float x", /./],
  ["typedef struct S struct", /./],
];
