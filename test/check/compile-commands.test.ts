import { expect, test } from "vitest";
import { directivesFor, readCompileCommands } from "../../src/check/compile-commands.ts";

const read = (value: unknown) =>
  readCompileCommands({ file: "compile_commands.json", bytes: Buffer.from(JSON.stringify(value)) });

test("a command has its macros, folders and standard, as words or as a shell writes them", () => {
  const command = `cc -DA -D B=2 '-DV="1 2"' -UC -I../inc -isystem /opt/x -std=gnu++20 -c a.cpp`;
  const words = [
    "cc",
    "-DA",
    "-D",
    "B=2",
    '-DV="1 2"',
    "-UC",
    "-I../inc",
    "-isystem",
    "/opt/x",
    "-std=gnu++20",
    "a.cpp",
  ];
  const expected = {
    file: "/build/a.cpp",
    directives: [
      "#define A 1",
      "#define B 2",
      '#define V "1 2"',
      "#undef C",
      "#undef __cplusplus",
      "#define __cplusplus 202002L",
    ],
    folders: ["/inc", "/opt/x"],
  };
  expect(read([{ directory: "/build", command, file: "a.cpp" }])).toEqual([expected]);
  expect(read([{ directory: "/build", arguments: words, file: "a.cpp" }])).toEqual([expected]);
});

test("a macro is one line of C and nothing else", () => {
  const words = ["cc", "-DA=1\n#include <x.h>", "-D1=2", "-D", "-U"];
  expect(read([{ file: "a.c", arguments: words }])[0]?.directives).toEqual([]);
});

test("a source is found by the end of its path", () => {
  const commands = read([
    { directory: "/home/me/build", file: "../src/a.c", arguments: ["cc", "-DONE"] },
    { directory: "/home/me/build", file: "../lib/a.c", arguments: ["cc", "-DTWO"] },
  ]);
  expect(directivesFor("lib/a.c", commands)).toEqual(["#define TWO 1"]);
  expect(directivesFor("../src/a.c", commands)).toEqual(["#define ONE 1"]);
  expect(directivesFor("b.c", commands)).toEqual([]);
});

test.each([["{"], ["{}"], ["7"]])("an invalid list of commands is refused: %s", (text) => {
  expect(() => readCompileCommands({ file: "x", bytes: Buffer.from(text) })).toThrow("x: ");
});

test("an entry of another shape is passed over", () => {
  expect(read([null, 7, { file: 7 }, { directory: "/b" }, { file: "a.c" }])).toMatchObject([{ file: "a.c" }]);
});
