import { readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { readMachO } from "../../../src/check/module/mach-o.ts";
import { fatFile, machOFile, undefinedSymbol } from "./mach-o-file.ts";
import { has, output, prebuilt, sorted } from "./tools.ts";

const imagesOf = (bytes: Uint8Array) => readMachO(bytes, "x.so");
const namesOf = (bytes: Uint8Array) => imagesOf(bytes)[0]?.imports.map(({ name }) => name);

describe("undefined symbols of the symbol table, without the linker's underscore", () => {
  const widths = [32, 64].flatMap((width) => ["little", "big"].map((order) => ({ width, order })));
  it.each(widths)("$width bit, $order endian", ({ width, order }) => {
    const symbols = ["_PyLong_AsLong", "__Py_NoneStruct", "dyld_stub_binder"].map(undefinedSymbol);
    expect(namesOf(machOFile({ is64: width === 64, littleEndian: order === "little", symbols }))).toEqual([
      "PyLong_AsLong",
      "_Py_NoneStruct",
      "dyld_stub_binder",
    ]);
  });

  it("are not those that are defined, common, local or for debuggers", () => {
    const symbols = [
      { name: "_defined", type: 0x0f, value: 16 },
      { name: "_common", type: 0x01, value: 16 },
      { name: "_local", type: 0x00, value: 0 },
      { name: "_debug", type: 0x21, value: 0 },
    ];
    expect(namesOf(machOFile({ symbols }))).toEqual([]);
  });
});

describe("imports of the chained fixups", () => {
  it.each([1, 2, 3])("in format %i", (format) => {
    const names = ["_PyLong_AsLong", "__Py_NoneStruct"];
    const imports = ["PyLong_AsLong", "_Py_NoneStruct"];
    expect(namesOf(machOFile({ symbols: null, chained: { names, format } }))).toEqual(imports);
  });

  it("are told once where the symbol table has them too", () => {
    const name = "_PyLong_AsLong";
    const both = machOFile({ symbols: [undefinedSymbol(name)], chained: { names: [name], format: 1 } });
    expect(namesOf(both)).toEqual(["PyLong_AsLong"]);
  });

  it("are an error where they cannot be read", () => {
    const file = (format: number, compressed = false) =>
      machOFile({ symbols: null, chained: { names: ["_x"], format, compressed } });
    expect(() => namesOf(file(9))).toThrow(/unknown format 9/);
    expect(() => namesOf(file(1, true))).toThrow(/compressed/);
    expect(() => namesOf(machOFile({ symbols: null }))).toThrow(/neither a symbol table nor chained fixups/);
  });
});

describe.skipIf(!has("llvm-nm"))("as llvm-nm -u lists them", () => {
  it.each(prebuilt.filter(({ target }) => target.startsWith("darwin")))("$path", ({ path }) => {
    const theirs = output("llvm-nm", "-u", path)?.matchAll(/^\s*(?:U )?_?(\S+)$/gm) ?? [];
    expect(sorted(namesOf(readFileSync(path)) ?? [])).toEqual(sorted(Array.from(theirs, ([, name = ""]) => name)));
  });
});

test.each([false, true])("a file for several architectures is one image each (64 bit offsets: %s)", (is64) => {
  const part = (machine: number, name: string) => machOFile({ machine, symbols: [undefinedSymbol(name)] });
  const images = imagesOf(fatFile([part(0x01000007, "_PyA"), part(0x0100000c, "_PyB")], is64));
  expect(images).toEqual([
    { format: "Mach-O", architecture: "x86_64", system: "macosx", imports: [{ name: "PyA", library: null }] },
    { format: "Mach-O", architecture: "arm64", system: "macosx", imports: [{ name: "PyB", library: null }] },
  ]);
});

test("what is not linked, and a class file of Java, are told as such", () => {
  expect(() => imagesOf(machOFile({ type: 1 }))).toThrow(/^x\.so: it is not linked/);
  expect(() => imagesOf(Uint8Array.of(0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 61))).toThrow(/for several architectures/);
});
