import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readPe } from "../../../src/check/module/pe.ts";
import { peFile } from "./pe-file.ts";
import { has, output, prebuilt, sorted } from "./tools.ts";

const importsOf = (bytes: Uint8Array) =>
  readPe(bytes, "x.pyd").imports.map(({ name, library }) => `${library} ${name}`);

const python = { name: "python313.dll", names: ["PyLong_AsLong", "_Py_NoneStruct"] };
const other = { name: "KERNEL32.dll", names: ["Sleep"] };
const all = ["python313.dll PyLong_AsLong", "python313.dll _Py_NoneStruct", "KERNEL32.dll Sleep"];

describe.each([
  ["32 bit", false],
  ["64 bit", true],
])("imported names with their library, %s", (_, is64) => {
  test("of the import table", () => {
    expect(importsOf(peFile({ is64, imports: [python, other] }))).toEqual(all);
  });

  test("of delayed imports", () => {
    expect(importsOf(peFile({ is64, imports: [python], delayed: [other] }))).toEqual(all);
    expect(importsOf(peFile({ is64, imports: [], delayed: [python, other] }))).toEqual(all);
  });

  test("if only the table that the loader overwrites exists", () => {
    expect(importsOf(peFile({ is64, imports: [python, other], withoutLookup: true }))).toEqual(all);
  });

  test("by number", () => {
    const numbered = { name: "python313.dll", names: [7, "PyLong_AsLong"] };
    expect(importsOf(peFile({ is64, imports: [numbered] }))).toEqual([
      "python313.dll #7",
      "python313.dll PyLong_AsLong",
    ]);
  });

  test("none", () => {
    expect(importsOf(peFile({ is64 }))).toEqual([]);
  });
});

test("delayed imports by virtual addresses, which only 32-bit programs have", () => {
  expect(importsOf(peFile({ is64: false, delayed: [python, other], oldDelayed: true }))).toEqual(all);
});

describe.skipIf(!has("llvm-readobj"))("as llvm-readobj --coff-imports lists them", () => {
  test.each(prebuilt.filter(({ target }) => target.startsWith("win32")))("$path", ({ path }) => {
    const imports: string[] = [];
    let library = "";
    for (const [, key, value] of output("llvm-readobj", "--coff-imports", path)?.matchAll(
      /^\s+(Name|Symbol): (\S*)/gm,
    ) ?? []) {
      if (key === "Name") library = value ?? "";
      else imports.push(`${library} ${value}`);
    }
    expect(imports.length).toBeGreaterThan(50);
    expect(sorted(importsOf(readFileSync(path)))).toEqual(sorted(imports));
  });
});

test("the machine is named as in wheels", () => {
  const of = (machine: number) => readPe(peFile({ machine }), "x.pyd").architecture;
  expect([0x14c, 0x8664, 0xaa64, 0x1234].map(of)).toEqual(["x86", "amd64", "arm64", "machine 4660"]);
});

test("a DOS program is identified as such", () => {
  const bytes = peFile();
  bytes[64] = 0;
  expect(() => importsOf(bytes)).toThrow(/^x\.pyd: it is a DOS program/);
});
