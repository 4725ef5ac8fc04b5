import { expect, test } from "vitest";
import { withAssigned } from "../../src/check/assigned.ts";
import type { SymbolUse } from "../../src/check/use.ts";

/** Whether the use of Py_TYPE in the second line is told as assigned to. */
function assigned(line: string): boolean {
  const column = line.indexOf("Py_TYPE") + 1;
  const use: SymbolUse = { kind: "symbol", name: "Py_TYPE", place: { file: "a.c", line: 2, column }, arguments: 1 };
  const [told] = withAssigned([use], [{ path: "a.c", text: `int a;\n${line}\nint b;\n` }]);
  return (told as SymbolUse).assigned === true;
}

test.each([
  "Py_TYPE(x) = &PyType_Type;",
  "  Py_TYPE( f(x, (y)) )=t;",
  "Py_TYPE(x)++;",
  "Py_TYPE (x) += 1;",
  "Py_TYPE(x) <<= 1;",
  "--Py_TYPE(x);",
  "Py_TYPE(x)\n    = t;",
])("%j assigns", (line) => expect(assigned(line)).toBe(true));

test.each([
  "if (Py_TYPE(x) == t) return;",
  "t = Py_TYPE(x);",
  "g(Py_TYPE(x), y = 1);",
  "Py_TYPE(x)->tp_flags = 0;",
  "Py_TYPE;",
  "Py_TYPE(x",
  "a <= Py_TYPE(x);",
])("%j does not", (line) => expect(assigned(line)).toBe(false));
