/** Random expressions as `#if` takes them. */
import fc from "fast-check";

const limits = ["0x7fffffffffffffff", "0x8000000000000000", "0xffffffffffffffff", "9223372036854775807", "2147483648"];
const literal = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.integer({ min: 0, max: 9 }), fc.constantFrom("", "", "u", "L", "ull"))
      .map((parts) => parts.join("")),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom(...limits), fc.constantFrom("", "u", "UL")).map((parts) => parts.join("")),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom("'a'", "'\\377'", "'\\0'", "'ab'", "L'\\xff'", "010", "0b11", "unknown", "true"),
  },
  { weight: 1, arbitrary: fc.constantFrom("defined X", "defined(Y)", "X", "F(2)", "F", "EMPTY 1") },
);
const unary = fc.constantFrom("-", "+", "~", "!", "- -");
const binary = fc.constantFrom(..."|| && | ^ & == != < > <= >= << >> + - * / %".split(" "));

/** What conditions may name. */
export const definitions = "#define X 3\n#define F(x) (x - 3)\n#define EMPTY\n";

export const condition: fc.Arbitrary<string> = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, depthIdentifier: "condition" },
    { weight: 2, arbitrary: literal },
    { weight: 1, arbitrary: tie("expression").map((inner) => `(${inner})`) },
    { weight: 1, arbitrary: fc.tuple(unary, tie("expression")).map(([operator, operand]) => `${operator} ${operand}`) },
    { weight: 5, arbitrary: fc.tuple(tie("expression"), binary, tie("expression")).map((parts) => parts.join(" ")) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(tie("expression"), tie("expression"), tie("expression"))
        .map(([test, then, otherwise]) => `${test} ? ${then} : ${otherwise}`),
    },
  ),
})).expression;
