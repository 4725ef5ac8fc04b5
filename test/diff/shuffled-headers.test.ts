import fc from "fast-check";
import { expect, test } from "vitest";
import { diffManifests } from "../../src/diff/diff.ts";
import { rules } from "../../src/diff/rules/index.ts";
import { headersManifest } from "./fixtures.ts";

/** Declarations of every kind that do not need one another. */
const declarations = [
  [
    "PyAPI_FUNC",
    "(",
    "int",
    ")",
    "PyVase_Fill",
    "(",
    "PyObject",
    "*",
    "vase",
    ",",
    "const",
    "char",
    "*",
    "what",
    ")",
    ";",
  ],
  ["PyAPI_DATA", "(", "PyTypeObject", ")", "PyVase_Type", ";"],
  ["Py_DEPRECATED", "(", "3.12", ")", "PyAPI_FUNC", "(", "void", ")", "PyVase_Drop", "(", "void", ")", ";"],
  ["static", "inline", "int", "PyVase_Twice", "(", "int", "x", ")", "{", "return", "2", "*", "x", ";", "}"],
  ["typedef", "struct", "_vase", "{", "int", "height", ";", "char", "*", "glaze", ";", "}", "PyVaseObject", ";"],
  ["typedef", "enum", "{", "VASE_EMPTY", ",", "VASE_FULL", "=", "4", "}", "PyVase_State", ";"],
  ["typedef", "int", "(", "*", "vasefunc", ")", "(", "PyObject", "*", ")", ";"],
  ["struct", "_shard", "{", "unsigned", "int", "edge", ":", "3", ";", "}", ";"],
];
const macros = ["PyVase_MAX 40", 'PyVase_NAME "amphora"', 'PyVase_Fill2(v) PyVase_Fill((PyObject *)(v), "water")'];

const comment = fc.constantFrom("/* a remark */", "/* over\n   lines */", "// one that ends the line\n");
const space = fc.oneof(
  fc.constantFrom(" ", "\n", "\t", "\n\n"),
  comment.map((text) => ` ${text} `),
);
const lineSpace = fc.constantFrom("", " ", "  ", " /* a remark */");

/** One of the texts that say the same: in any order, with any white space and comments. */
const header = fc
  .tuple(
    fc.shuffledSubarray(declarations, { minLength: declarations.length }),
    fc.shuffledSubarray(macros, { minLength: macros.length }),
    fc.array(space, { minLength: 1, maxLength: 40 }),
    lineSpace,
  )
  .map(([units, defines, spaces, end]) => {
    let next = 0;
    const gap = () => spaces[next++ % spaces.length];
    const lines = units.map((tokens) => tokens.map((token) => `${token}${gap()}`).join(""));
    return [...lines, ...defines.map((define) => `#${end} define ${define}${end}`)].join("\n");
  });

test("headers with the same contents in another order, with other white space and comments, have no changes", () => {
  fc.assert(
    fc.property(header, header, (a, b) => {
      const [from, to] = [a, b].map((text) => headersManifest("test", new Map([["vase.h", `${text}\n`]])));
      expect([...(from?.diagnostics ?? []), ...(to?.diagnostics ?? [])]).toEqual([]);
      expect(from?.symbols.length).toBeGreaterThan(declarations.length);
      const asked = rules.map(({ id }) => id);
      expect(from && to && diffManifests(from, to, { rule: asked }).changes).toEqual([]);
    }),
    { numRuns: 20 },
  );
});
