import type { Headers } from "./front-end.ts";

/** A text and its expansion: the tokens of `gives`, as in gcc (test/conformance/preprocessor.test.ts). */
export interface Case {
  source: string;
  gives: string;
  headers?: Headers;
  /** The code of the diagnostic; gcc reports an error too. */
  error?: string;
}

const lines = (...text: string[]): string => text.join("\n");

export const cases: Record<string, Record<string, Case>> = {
  "a spliced line": {
    "joins tokens": { source: "in\\\nt ma\\\nin;", gives: "int main;" },
    "joins punctuators": { source: "a +\\\n+ b <\\\n<= c", gives: "a ++ b <<= c" },
    "joins a directive": { source: "#def\\\nine X \\\n 1 \\\n + 2\nX", gives: "1 + 2" },
    "continues a // comment": { source: "a // b \\\nc\nd", gives: "a d" },
    "opens and closes a comment": { source: "a /\\\n* b *\\\n/ c", gives: "a c" },
    "opens a // comment": { source: "a /\\\n/ b\nc", gives: "a c" },
    "splits a string": { source: '"a\\\nb"', gives: '"ab"' },
    "may have white space after the backslash": { source: "#define X 1 \\ \t\n + 2\nX", gives: "1 + 2" },
    "may follow another": { source: "a\\\n\\\n\\\nb", gives: "ab" },
    "at the end of the header is nothing": { source: "a\\\n", gives: "a" },
    "counts as a line": { source: "a \\\n b \\\n c\n__LINE__", gives: "a b c 4" },
  },

  "a comment": {
    "is white space": { source: "a/**/b", gives: "a b" },
    "does not nest": { source: "a /* /* */ b */", gives: "a b * /" },
    "of two slashes ends with its line": { source: "a // b\nc", gives: "a c" },
    "is none in a string": { source: '"/*" a "*/" "//"', gives: '"/*" a "*/" "//"' },
    "is none in a character constant": { source: "'/*' a '//'", gives: "'/*' a '//'" },
    "may hold quotes": { source: "a /* ' \" */ b // ' \"\nc", gives: "a b c" },
    "may hold slashes and stars": { source: "a /**/ b /***/ c /*/*/ d", gives: "a b c d" },
    "may stand before a directive": { source: "/* x */ #define X 1\nX", gives: "1" },
    "may stand in a directive": { source: "# /* x */ define /* y */ X /* z\n z */ 1\nX", gives: "1" },
    "over lines leaves the directive that began": { source: "#define X a /*\n*/ b\nX", gives: "a b" },
    "over lines makes no directive of what follows it": { source: "a /*\n*/ #define X", gives: "a # define X" },
    "parts a name from its parameters": { source: "#define X/**/(a) a\nX", gives: "(a) a" },
    "counts its lines": { source: "/*\n\n*/ __LINE__ // x\n__LINE__", gives: "3 4" },
  },

  "a line may end": {
    "in CR LF": { source: "#define X 1 \\\r\n + 2\r\nX // a\r\nb\r\n", gives: "1 + 2 b" },
    "with the header": { source: "#define X 1\nX", gives: "1" },
    "with the header, in a directive": { source: "a\n#define X", gives: "a" },
    "with a form feed or vertical tab before it": { source: "#define X 1 \f\v\nX\f", gives: "1" },
  },

  "a token": {
    "is the longest that fits": {
      source: "a+++b---c a-->b x>>=1 a...b ....",
      gives: "a ++ + b -- - c a -- > b x >>= 1 a ... b ... .",
    },
    "may be a number that no C type has": {
      source: "1.5e+3 0x1p-2 .5 1..2 0x1e+1 1_a 1.2.3.x",
      gives: "1.5e+3 0x1p-2 .5 1..2 0x1e+1 1_a 1.2.3.x",
    },
    "may be a string or character constant": {
      source: `"a\\"b" 'a\\'b' L"x" u8"x" U'x' u'x' '\\\\' "" LL"x"`,
      gives: `"a\\"b" 'a\\'b' L"x" u8"x" U'x' u'x' '\\\\' "" LL "x"`,
    },
    "may be spelled as a digraph": {
      source: "%:define X(a) %:a a%:%:1\n<: :> <% %> X(y) %:%:",
      gives: '[ ] { } "y" y1 ##',
    },
    "may be a character that C does not have": { source: "a @ b ` c \\ d", gives: "a @ b ` c \\ d" },
    "may be a lone quote where nothing looks at it": {
      source: "#if 0\nit's \"\n#endif\n#define X it's\na",
      gives: "a",
    },
  },

  "an object-like macro": {
    "is replaced": { source: "#define X a b\nX X;", gives: "a b a b;" },
    "may be empty": { source: "#define X\nX a X b X", gives: "a b" },
    "may begin with a parenthesis": { source: "#define X (1)\n#define Y (a) a\nX Y", gives: "(1) (a) a" },
    "is not replaced in strings, or as a part of a name": {
      source: "#define X 1\n\"X\" XX aX X1 'X'",
      gives: "\"X\" XX aX X1 'X'",
    },
    "is replaced by what the macros of its body are now": {
      source: lines("#define X Y", "#define Y 1", "X", "#undef Y", "#define Y 2", "X"),
      gives: "1 2",
    },
    "may have a keyword's name": { source: "#define int long\nint x;", gives: "long x;" },
    "has # and ## as tokens, but for ## between others": {
      source: "#define X # a a ## b\n#define Y #x\nX Y",
      gives: "# a ab # x",
    },
    "is gone after #undef": { source: "#define X 1\n#undef X\n#undef NEVER\nX", gives: "X" },
    "may be defined again as it is": { source: "#define X 1 +  2\n#define X 1 /* same */ + 2\nX", gives: "1 + 2" },
    "may be defined otherwise after #undef": { source: "#define X 1\n#undef X\n#define X 2\nX", gives: "2" },
  },

  "a function-like macro": {
    "is replaced where a parenthesis follows": {
      source: "#define F(x) <x>\nF(1) F (2) F\n(3) F;",
      gives: "<1> <2> <3> F;",
    },
    "may have no parameters": { source: "#define F() a\nF() F( ) F(\n) F", gives: "a a a F" },
    "takes empty arguments": {
      source: "#define F(x, y) [x|y]\nF(,) F(1,) F(,2)\n#define G(x) [x]\nG() G( )",
      gives: "[|] [1|] [|2] [] []",
    },
    "takes parentheses with their commas": {
      source: "#define F(x, y) [x|y]\nF((1,2),(3,(4,5)))",
      gives: "[(1,2)|(3,(4,5))]",
    },
    "takes no brackets or braces so": { source: "#define F(x, y) <x|y>\nF([1,2]) F({1,2})", gives: "<[1|2]> <{1|2}>" },
    "takes arguments over lines": { source: "#define F(x, y) [x|y]\nF(1\n+2,\n\n3\n) __LINE__", gives: "[1+2|3] 6" },
    "has its arguments replaced first": { source: "#define A 1\n#define F(x) x x\nF(A) F(F(A))", gives: "1 1 1 1 1 1" },
    "has parameters that hide macros": { source: "#define x 7\n#define F(x) x\nF(1) x", gives: "1 7" },
    "parts its arguments before they are replaced": {
      source: lines("#define PAIR 1,2", "#define F(x) [x]", "#define G(x) F(x)", "F(PAIR)"),
      gives: "[1,2]",
    },
    "needs as many arguments as it has parameters": {
      source: lines("#define PAIR 1,2", "#define F(x) [x]", "#define G(x) F(x)", "a G(PAIR); b"),
      gives: "a; b",
      error: "argument-count",
    },
    "is no macro with a space before the parenthesis": { source: "#define F (x) x\nF(1)", gives: "(x) x(1)" },
    "is not invoked across a directive": { source: "#define F(x) [x]\nF\n#define X\n(1)", gives: "F (1)" },
    "takes what conditionals choose among its arguments": {
      source: lines("#define F(x) [x]", "F(1", "#if 1", "+ 2", "#else", "+ 3", "#endif", ")"),
      gives: "[1 + 2]",
    },
    "takes macros that are defined among its arguments": {
      source: lines("#define F(x) [x]", "F(", "#define X 1", "X", "#undef X", "X)"),
      gives: "[X X]",
    },
    "does not end in another header": {
      source: '#define F(x) [x]\n#include "open.h"\n1) a',
      headers: { "open.h": "F(\n" },
      gives: "1) a",
      error: "unterminated-invocation",
    },
    "is not invoked by another header's parenthesis": {
      source: '#define F(x) [x]\n#include "name.h"\n(1)',
      headers: { "name.h": "F\n" },
      gives: "F (1)",
    },
  },

  rescanning: {
    "leaves a macro's own name": { source: "#define X X + 1\n#define F(x) F(x) + x\nX F(2)", gives: "X + 1 F(2) + 2" },
    "leaves names of mutual recursion": { source: "#define A B a\n#define B A b\nA B", gives: "A b a B a b" },
    "leaves for ever what it left once": {
      source: lines("#define F(x) x", "#define A A a", "F(A) F(F(A))"),
      gives: "A a A a",
    },
    "leaves for ever a name without its parenthesis": {
      source: lines("#define F(x) G", "#define G(x) F", "F(1)(2)(3)(4)"),
      gives: "F",
    },
    "expands the same macro again in an argument": { source: "#define F(x) x + 1\nF(F(F(0)))", gives: "0 + 1 + 1 + 1" },
    "sees the tokens that follow the macro": {
      source: lines("#define F(x) [x]", "#define G F", "#define H F(", "G(1) H 2) G", "(3)"),
      gives: "[1] [2] [3]",
    },
    "sees the tokens that follow, from an argument too": {
      source: lines(
        "#define F(x) <x>",
        "#define CALL(f, x) f(x)",
        "#define ID(x) x",
        "ID(F)(1) CALL(F, 2) ID(ID)(F)(3)",
      ),
      gives: "<1> <2> ID(F)(3)",
    },
    "takes what ends inside of the expansion": {
      source: lines("#define F(x, y) [x|y]", "#define OPEN (1,", "#define BOTH F OPEN", "BOTH 2) F OPEN 2)"),
      gives: "F(1, 2) F(1, 2)",
    },
    "frees a macro where its expansion ends": {
      source: lines("#define F(x) x F", "F(1)(2)(3)"),
      gives: "1 F(2)(3)",
    },
    "does not make directives": {
      source: "#define HASH #\n#define D # define X 1\nHASH define X\nD\nX",
      gives: "# define X # define X 1 X",
    },
    "does not make comments": { source: "#define SLASH /\nSLASH/**/SLASH SLASH* a", gives: "/ / / * a" },
    "works through many layers": {
      source: lines(
        "#define CAT(a, b) a##b",
        "#define CAT2(a, b) CAT(a, b)",
        "#define A_1 one",
        "#define N 1",
        "CAT(A_, N) CAT2(A_, N) CAT2(CAT2(A, _), CAT2(, N))",
      ),
      gives: "A_N one one",
    },
    "counts parentheses that macros give": {
      source: lines("#define LP (", "#define RP )", "#define F(x) [x]", "F LP 1 RP F(LP 1) F(RP)"),
      gives: "F ( 1 ) [( 1] [)]",
    },
  },

  "#": {
    "makes a string of an argument as it is written": {
      source: lines(
        "#define S(x) #x",
        "#define X 1",
        'S(X) S(a  +\tb) S( a /* c */ b ) S() S(a\nb) S("a\\n" \'"\' \\n)',
      ),
      gives: '"X" "a + b" "a b" "" "a b" "\\"a\\\\n\\" \'\\"\' \\n"',
    },
    "makes one of what was replaced, one macro further": {
      source: lines("#define S(x) #x", "#define T(x) S(x)", "#define X a + b", "T(X) T(S(X))"),
      gives: '"a + b" "\\"X\\""',
    },
    "takes variable arguments whole": { source: "#define S(...) #__VA_ARGS__\nS(a, b,c) S()", gives: '"a, b,c" ""' },
    "comes before ##": { source: "#define W(x) L ## #x\nW(a)", gives: 'L"a"' },
    "knows where there was white space": {
      source: lines(
        "#define S(x) #x",
        "#define T(x) S(x)",
        "#define E",
        "#define P +",
        "#define F(x) -x-",
        "T(P P) T(+P) T(a E b) T(F(1)) T(F( 1 ))",
      ),
      gives: '"+ +" "++" "a b" "-1-" "-1-"',
    },
    "needs a parameter": { source: "#define F(x) # y\na", gives: "a", error: "invalid-directive" },
  },

  "##": {
    "joins what stands on both sides": {
      source: lines("#define CAT(a, b) a ## b", "CAT(x, y) CAT(1, .5) CAT(+, =) CAT(., 5) CAT(a b, c d) CAT(L, 'x')"),
      gives: "xy 1.5 += .5 a bc d L'x'",
    },
    "takes arguments unreplaced": {
      source: "#define A 1\n#define B 2\n#define AB 3\n#define CAT(a, b) a ## b\nCAT(A, B) CAT(A, A)",
      gives: "3 AA",
    },
    "replaces what it made": {
      source: "#define XY 1\n#define X 2\n#define CAT(a, b) a ## b\nCAT(X, Y) CAT(, X)",
      gives: "1 2",
    },
    "takes an empty argument for nothing": {
      source: "#define CAT(a, b, c) <a ## b ## c>\nCAT(,,) CAT(1,,) CAT(,2,) CAT(,,3) CAT(1,,3) CAT(1,2,3)",
      gives: "< > <1> <2> <3> <13> <123>",
    },
    "may stand beside text": { source: "#define F(x) pre_ ## x ## _post x\nF(a) F()", gives: "pre_a_post a pre__post" },
    "stays a token from an argument": {
      source: "#define F(x) [x]\n#define HASHES # ## #\nF(##) HASHES",
      gives: "[##] ##",
    },
    "does not make an expansion of itself": { source: "#define F(x) x ## _\n#define A_ F(A)\nF(A)", gives: "F(A)" },
    "needs a token to be the result": {
      source: "#define CAT(a, b) a ## b\na CAT(+, x) b",
      gives: "a + x b",
      error: "invalid-paste",
    },
    "may not stand at an end": {
      source: "#define F(x) ## x\n#define G x ##\na",
      gives: "a",
      error: "invalid-directive",
    },
  },

  "a variadic macro": {
    "has the rest as __VA_ARGS__": {
      source: "#define F(x, ...) [x|__VA_ARGS__]\nF(1, 2, 3) F(1, (2, 3)) F(1,) F(1, , )",
      gives: "[1|2, 3] [1|(2, 3)] [1|] [1|,]",
    },
    "may have nothing else": { source: "#define F(...) [__VA_ARGS__]\nF() F(1) F(1, 2)", gives: "[] [1] [1, 2]" },
    "may be given no variable arguments": { source: "#define F(x, ...) [x|__VA_ARGS__]\nF(1)", gives: "[1|]" },
    "may name them (GNU)": {
      source: "#define F(x, rest...) [x|rest]\n#define G(all...) [all]\nF(1, 2, 3) G(1, 2)",
      gives: "[1|2, 3] [1, 2]",
    },
    "drops the comma before ## without them (GNU)": {
      source: "#define F(x, ...) g(x, ## __VA_ARGS__)\nF(1) F(1, 2) F(1, 2, 3) F(1,)",
      gives: "g(1) g(1, 2) g(1, 2, 3) g(1,)",
    },
    "drops the comma before a named rest (GNU)": {
      source: "#define F(x, y...) g(x, ## y)\nF(1) F(1, 2)",
      gives: "g(1) g(1, 2)",
    },
    "drops no comma where there is none but them": {
      source: "#define F(...) g(0, ## __VA_ARGS__)\nF() F(1)",
      gives: "g(0) g(0, 1)",
    },
    "replaces arguments after , ##": {
      source: "#define X 1\n#define F(a, ...) g(a, ## __VA_ARGS__)\nF(X, X, X)",
      gives: "g(1, 1, 1)",
    },
    "replaces them before it counts the next macro's": {
      source: lines("#define PAIR 1, 2", "#define F(...) G(__VA_ARGS__)", "#define G(x, y) [x|y]", "F(PAIR)"),
      gives: "[1|2]",
    },
    "counts its arguments": {
      source: lines(
        "#define PICK(_1, _2, _3, n, ...) n",
        "#define COUNT(...) PICK(__VA_ARGS__, 3, 2, 1)",
        "COUNT(a) COUNT(a, b) COUNT(a, b, c)",
      ),
      gives: "1 2 3",
    },
    "has __VA_OPT__ where there are some": {
      source: "#define F(x, ...) g(x __VA_OPT__(,) __VA_ARGS__)\nF(1) F(1,) F(1, 2) F(1, 2, 3)",
      gives: "g(1) g(1) g(1, 2) g(1, 2, 3)",
    },
    "has __VA_OPT__ by what they expand to": {
      source: "#define E\n#define F(...) [__VA_OPT__(a __VA_ARGS__)]\nF(E) F(E 1) F()",
      gives: "[] [a 1] []",
    },
    "has # and ## inside of __VA_OPT__": {
      source: "#define F(x, ...) __VA_OPT__(x ## 1 #x) a ## __VA_OPT__(b)\nF(y, 1) F(y)",
      gives: 'y1 "y" ab a',
    },
  },

  "#if": {
    "takes one group": {
      source: lines("#if 0", "a", "#elif 0", "b", "#elif 1", "c", "#elif 1", "d", "#else", "e", "#endif"),
      gives: "c",
    },
    "takes #else where none held": { source: "#if 0\na\n#elif 0\nb\n#else\nc\n#endif", gives: "c" },
    nests: {
      source: lines("#if 1", "#if 0", "a", "#else", "b", "#endif", "#else", "#if 1", "c", "#endif", "#endif", "d"),
      gives: "b d",
    },
    "looks at nothing but conditionals in what it skips": {
      source: lines(
        "#if 0",
        "#error no",
        "#include <no.h>",
        "#if (",
        "#else junk",
        "#endif",
        "#frob",
        "#elif 1",
        "a",
        "#endif",
      ),
      gives: "a",
    },
    "evaluates no #elif after one held": { source: "#if 1\na\n#elif 1 / 0\nb\n#elif (\n#endif", gives: "a" },
    "evaluates no #elif of what it skips": { source: "#if 0\n#if 0\n#elif 1 / 0\n#endif\n#endif\na", gives: "a" },
    "may ask #ifdef and #ifndef": {
      source: lines(
        "#define X",
        "#ifdef X",
        "a",
        "#endif",
        "#ifndef X",
        "b",
        "#else",
        "c",
        "#endif",
        "#ifdef Y",
        "d",
        "#endif",
        "#ifndef Y",
        "e",
        "#endif",
      ),
      gives: "a c e",
    },
    "may ask #elifdef and #elifndef": {
      source: lines(
        "#define X",
        "#if 0",
        "#elifdef Y",
        "a",
        "#elifdef X",
        "b",
        "#endif",
        "#if 0",
        "#elifndef X",
        "c",
        "#elifndef Y",
        "d",
        "#endif",
      ),
      gives: "b d",
    },
    "ends with its header": {
      source: '#if 1\n#include "if.h"\na\n#else\nb\n#endif',
      headers: { "if.h": "#if 0\nc\n" },
      gives: "a",
      error: "unterminated-conditional",
    },
    "needs an expression": { source: "#if\na\n#endif\nb", gives: "b", error: "invalid-condition" },
    "needs a whole expression": { source: "#if 1 +\na\n#endif\nb", gives: "b", error: "invalid-condition" },
    "needs no more than an expression": { source: "#if 0 1\na\n#endif\nb", gives: "b", error: "invalid-condition" },
    "needs integers": { source: "#if 1.0\na\n#endif\nb", gives: "b", error: "invalid-condition" },
    "has no strings": { source: '#if "a"\na\n#endif\nb', gives: "b", error: "invalid-condition" },
    "has no assignment": { source: "#if X = 1\na\n#endif\nb", gives: "b", error: "invalid-condition" },
    "divides by no zero that is evaluated": {
      source: "#if 1 / 0\na\n#endif\nb",
      gives: "b",
      error: "invalid-condition",
    },
    "needs a name in #ifdef": { source: "#ifdef 1\na\n#endif\nb", gives: "b", error: "invalid-condition" },
  },

  "a condition": Object.fromEntries(
    (
      [
        ["1 + 2 * 3 == 7", true],
        ["(1 + 2) * 3 == 9", true],
        ["10 - 3 - 2 == 5", true],
        ["100 / 10 / 5 == 2", true],
        ["7 % 4 == 3 && -7 % 4 == -3 && -7 / 2 == -3", true],
        ["1 << 2 + 1 == 8", true],
        ["1 + (2 << 1 == 4) == 2", true],
        ["1 | 2 ^ 3 & 6", true],
        ["(1 | 2 ^ 3 & 6) == 1", true],
        ["~0 == -1 && !0 && !!5 == 1 && - -1 == 1 && + + 1", true],
        ["1 ? 0 : 1", false],
        ["1 ? 2 : 0 ? 3 : 4", true],
        ["0 ? 1 : 0 ? 2 : 0", false],
        ["1 || 0 && 0", true],
        ["2 > 1 > 0 && !(3 > 2 > 1)", true],
        ["0 && 1 / 0", false],
        ["1 || 1 / 0", true],
        ["1 ? 1 : 1 / 0", true],
        ["0 ? 1 % 0 : 1", true],
        ["(0 && (1 / 0 || 1)) || 2", true],
        ["-1 > 0u", true],
        ["-1 > 0", false],
        ["-1 < 0u", false],
        ["(0 ? 0u : -1) > 0", true],
        ["(1 || 0u) - 2 < 0", true],
        ["(-1 == 0xffffffffffffffff) && 0xffffffffffffffff > 0", true],
        ["0x7fffffffffffffff + 1 < 0", true],
        ["0x8000000000000000 > 0", true],
        ["-9223372036854775807 - 1 < 0", true],
        ["0u - 1 == 18446744073709551615u", true],
        ["1 << 63 < 0", true],
        ["(1u << 63) > 0", true],
        ["-8 >> 1 == -4", true],
        ["(-8u >> 1) > 0", true],
        ["1 << -1 == 0", true],
        ["(1 << 64) == 0 && (-1 >> 64) == -1", true],
        ["010 == 8 && 0x10 == 16 && 0X1f == 31 && 0b101 == 5 && 00 == 0", true],
        ["1l + 1L + 1ll + 1LL + 1u + 1U + 1ul + 1LU + 1ull + 1llu == 10", true],
        ["'a' == 97 && '\\0' == 0 && '\\n' == 10 && '\\x41' == 65 && '\\101' == 65 && '\\'' == 39", true],
        ["'\\377' < 0 && '\\xff' == -1", true],
        ["'ab' == 24930 && 'abcd' == 1633837924", true],
        ["L'a' == 97 && u'a' == 97 && U'\\xff' == 255", true],
        ["'\\a' == 7 && '\\b' == 8 && '\\f' == 12 && '\\r' == 13 && '\\t' == 9 && '\\v' == 11 && '\\\\' == 92", true],
        ["unknown", false],
        ["unknown == 0 && int == 0", true],
        ["true || false", false],
        ["defined unknown", false],
        ["defined(unknown) || !defined unknown", true],
        ["defined __FILE__ && defined(__LINE__) && defined __has_include", true],
      ] as const
    ).map(([condition, holds]) => [
      `${condition} is ${holds}`,
      { source: `#if ${condition}\nyes\n#else\nno\n#endif`, gives: holds ? "yes" : "no" },
    ]),
  ),

  "a condition with macros": {
    "has them replaced": { source: "#define X 3\n#define F(x) x * X\n#if F(2) == 6\na\n#endif", gives: "a" },
    "takes a function-like name alone for 0": { source: "#define F(x) 1\n#if F\na\n#else\nb\n#endif", gives: "b" },
    "does not replace what defined asks for": {
      source: "#define X Y\n#if defined X && defined(X) && !defined Y\na\n#endif",
      gives: "a",
    },
    "asks a defined that a macro makes": {
      source: lines(
        "#define X",
        "#define HAS_X defined(X)",
        "#define HAS(x) defined x",
        "#if HAS_X && HAS(Y)",
        "a",
        "#elif HAS_X && !HAS(Z)",
        "b",
        "#endif",
      ),
      gives: "b",
    },
    "goes over spliced lines": { source: "#if 1 \\\n && \\\n 1\na\n#endif", gives: "a" },
    "may be one macro": {
      source:
        "#define ENABLED 1\n#define VERSION 0x030d00f0\n#if ENABLED\na\n#endif\n#if VERSION >= 0x03080000\nb\n#endif",
      gives: "a b",
    },
    "may begin with a parenthesis": { source: "#if(1)\na\n#endif\n#if!0\nb\n#endif", gives: "a b" },
    "with an empty macro is none": { source: "#define X\n#if X\na\n#endif\nb", gives: "b", error: "invalid-condition" },
    "may be saved by + 0": { source: "#define X\n#if X + 0\na\n#endif\n#if X + 1\nb\n#endif", gives: "b" },
    "may not define with defined": { source: "#define defined 1\na", gives: "a", error: "invalid-directive" },
    "needs a name for defined": { source: "#if defined(1)\na\n#endif\nb", gives: "b", error: "invalid-condition" },
  },

  __has_include: {
    "tells of a header": {
      source: lines(
        '#if __has_include("there.h") && !__has_include("nowhere.h") && __has_include(<folder/there.h>)',
        "a",
        "#endif",
      ),
      headers: { "there.h": "", "folder/there.h": "" },
      gives: "a",
    },
    "is defined, and takes a macro": {
      source: lines(
        '#define NAME "there.h"',
        "#ifdef __has_include",
        "#if __has_include(NAME)",
        "a",
        "#endif",
        "#endif",
      ),
      headers: { "there.h": "" },
      gives: "a",
    },
    "looks beside the includer first": {
      source: '#include "folder/a.h"',
      headers: {
        "folder/a.h": '#if __has_include("b.h")\na\n#endif\n#if __has_include("c.h")\nb\n#endif',
        "folder/b.h": "",
      },
      gives: "a",
    },
  },

  "__has_attribute and __has_builtin": {
    "know what the compiler knows": {
      source: lines(
        "#if defined __has_attribute && __has_attribute(aligned) && __has_attribute(__aligned__) && !__has_attribute(nonsense)",
        "a",
        "#endif",
        "#ifdef __has_builtin",
        "#if __has_builtin(__builtin_expect) && !__has_builtin(__builtin_nonsense)",
        "b",
        "#endif",
        "#endif",
      ),
      gives: "a b",
    },
    "may be asked through a macro": {
      source: lines("#define HAS(x) __has_attribute(x)", "#if HAS(aligned) && !HAS(nonsense)", "a", "#endif"),
      gives: "a",
    },
    "may have their answer kept": { source: "#if !__has_attribute(nonsense) && 1\na\n#endif", gives: "a" },
  },

  "#include": {
    "reads beside the includer first, then where all are": {
      source: '#include "folder/a.h"\n#include "b.h"\n#include <b.h>',
      headers: {
        "folder/a.h": '#include "b.h"\n#include <b.h>\n#include "c.h"',
        "folder/b.h": "near",
        "b.h": "far",
        "c.h": "c",
      },
      gives: "near far c far far",
    },
    "reads again what has no guard": {
      source: '#include "a.h"\n#include "a.h"',
      headers: { "a.h": "a" },
      gives: "a a",
    },
    "reads once what #ifndef guards": {
      source: '#include "a.h"\n#include "a.h"\n#undef A_H\n#include "a.h"',
      headers: { "a.h": "// guarded\n#ifndef A_H\n#define A_H\na\n#endif\n" },
      gives: "a a",
    },
    "reads once what #if !defined guards": {
      source: '#include "a.h"\n#include "a.h"',
      headers: { "a.h": "#if !defined(A_H)\n#define A_H 1\na\n#endif" },
      gives: "a",
    },
    "reads what stands outside of the guard": {
      source: '#include "a.h"\n#include "a.h"',
      headers: { "a.h": "#ifndef A_H\n#define A_H\na\n#endif\nb" },
      gives: "a b b",
    },
    "reads the #else of a guard": {
      source: '#include "a.h"\n#include "a.h"',
      headers: { "a.h": "#ifndef A_H\n#define A_H\na\n#else\nb\n#endif" },
      gives: "a b",
    },
    "reads once what says #pragma once": {
      source: '#include "a.h"\n#include "a.h"\n#include "b.h"\n#include "b.h"',
      headers: { "a.h": "#pragma once\na", "b.h": '_Pragma("once")\nb' },
      gives: "a b",
    },
    "reads otherwise when macros are otherwise": {
      source: '#include "a.h"\n#define X 1\n#include "a.h"\n#undef X\n#define X 2\n#include "a.h"',
      headers: { "a.h": "#ifdef X\nX\n#else\nnone\n#endif" },
      gives: "none 1 2",
    },
    "may be named by a macro": {
      source: lines(
        '#define NAME "a.h"',
        "#define ANGLED <b.h>",
        "#define F(x) <x.h>",
        "#include NAME",
        "#include ANGLED",
        "#include F(c)",
      ),
      headers: { "a.h": "a", "b.h": "b", "c.h": "c" },
      gives: "a b c",
    },
    "may have a comment after it": {
      source: '#include "a.h" // a\n#include <a.h> /* b */',
      headers: { "a.h": "a" },
      gives: "a a",
    },
    "may stand in what a condition takes": {
      source: '#if 0\n#include "a.h"\n#endif\n#if 1\n#include "b.h"\n#endif',
      headers: { "b.h": "b" },
      gives: "b",
    },
    "leaves its macros": {
      source: '#include "a.h"\nX F(1)',
      headers: { "a.h": "#define X 1\n#define F(x) x x" },
      gives: "1 1 1",
    },
    "needs a header": { source: '#include "nowhere.h"\na', gives: "a", error: "include-not-found" },
    "needs a name": { source: "#include nowhere\na", gives: "a", error: "invalid-directive" },
  },

  "a directive": {
    "may be null": { source: "#\n # \n# // x\na", gives: "a" },
    "may have white space before and after #": { source: "  #  define X 1\n\t#\tundef X\nX", gives: "X" },
    "is none in the middle of a line": { source: "a #define X 1\nX", gives: "a # define X 1 X" },
    "is not replaced by macros": { source: "#define define undef\n#define X 1\nX", gives: "1" },
    "that is unknown is an error": { source: "#frobnicate\na", gives: "a", error: "invalid-directive" },
    "#error is one": { source: "#error it's wrong\na", gives: "a", error: "error-directive" },
    "#warning is none": { source: "#warning it's so\na", gives: "a" },
    "#define needs a name": { source: "#define 1\na", gives: "a", error: "invalid-directive" },
    "#define needs parameters that end": { source: "#define F(x\na", gives: "a", error: "invalid-directive" },
    "#define needs parameters that are names": { source: "#define F(1) x\na", gives: "a", error: "invalid-directive" },
    "#define needs commas between parameters": {
      source: "#define F(x y) x\na",
      gives: "a",
      error: "invalid-directive",
    },
    "#define needs each parameter once": { source: "#define F(x, x) x\na", gives: "a", error: "invalid-directive" },
    "#define needs nothing after ...": { source: "#define F(..., x) x\na", gives: "a", error: "invalid-directive" },
    "#undef needs a name": { source: "#undef 1\na", gives: "a", error: "invalid-directive" },
  },

  "#pragma": {
    "push_macro and pop_macro keep a definition": {
      source: lines(
        "#define X 1",
        '#pragma push_macro("X")',
        "#undef X",
        "#define X 2",
        '#pragma push_macro("X")',
        "#undef X",
        "X",
        '#pragma pop_macro("X")',
        "X",
        '#pragma pop_macro("X")',
        "X",
        '#pragma pop_macro("X")',
        "X",
      ),
      gives: "X 2 1 1",
    },
    "push_macro keeps that there was none": {
      source: lines('#pragma push_macro("X")', "#define X 1", "X", '_Pragma("pop_macro(\\"X\\")")', "X"),
      gives: "1 X",
    },
  },

  "a macro of the language": {
    "__LINE__ is the line": { source: "__LINE__\n\n__LINE__\n#define L __LINE__\nL", gives: "1 3 5" },
    "__LINE__ of an expansion is the invocation's": {
      source: "#define L __LINE__\n#define F(x) x L\nF(\n\na)",
      gives: "a 3",
    },
    "__LINE__ of an argument is its own": {
      source: "#define F(x) x __LINE__\n#define G(x) F(x)\nF(\n__LINE__\n) G(\n__LINE__ F(\n__LINE__))",
      gives: "4 3 6 7 6 5",
    },
    "__LINE__ of a condition is the directive's": { source: "\n#if __LINE__ == 2\na\n#endif", gives: "a" },
    "__FILE__ is the header": {
      source: '__FILE__\n#include "a.h"',
      headers: { "a.h": "__FILE__" },
      gives: '"test.h" "a.h"',
    },
    "__COUNTER__ counts": {
      source: "__COUNTER__ __COUNTER__\n#define F(x) x x\nF(__COUNTER__) __COUNTER__",
      gives: "0 1 2 2 3",
    },
    "__INCLUDE_LEVEL__ counts includers": {
      source: '__INCLUDE_LEVEL__\n#include "a.h"',
      headers: { "a.h": "__INCLUDE_LEVEL__" },
      gives: "0 1",
    },
    "makes names by __LINE__": {
      source: "#define CAT(a, b) a##b\n#define CAT2(a, b) CAT(a, b)\nCAT(x_, __LINE__) CAT2(x_, __LINE__)",
      gives: "x___LINE__ x_3",
    },
  },
};
