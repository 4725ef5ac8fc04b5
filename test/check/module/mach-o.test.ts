import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readMachO } from "../../../src/check/module/mach-o.ts";
import { temporaryFolder } from "../../cache/disk.ts";
import { fatFile, machOFile, undefinedSymbol } from "./mach-o-file.ts";
import { has, output, prebuilt, sorted } from "./tools.ts";

const imagesOf = (bytes: Uint8Array) => readMachO(bytes, "x.so");
const namesOf = (bytes: Uint8Array) => imagesOf(bytes)[0]?.imports.map(({ name }) => name);

describe("undefined symbols of the symbol table, without the linker's underscore", () => {
  const widths = [32, 64].flatMap((width) => ["little", "big"].map((order) => ({ width, order })));
  test.each(widths)("$width bit, $order endian", ({ width, order }) => {
    const symbols = ["_PyLong_AsLong", "__Py_NoneStruct", "dyld_stub_binder"].map(undefinedSymbol);
    expect(namesOf(machOFile({ is64: width === 64, littleEndian: order === "little", symbols }))).toEqual([
      "PyLong_AsLong",
      "_Py_NoneStruct",
      "dyld_stub_binder",
    ]);
  });

  test("exclude defined, common, local and debugging symbols", () => {
    const symbols = [
      { name: "_defined", type: 0x0f, value: 16 },
      { name: "_common", type: 0x01, value: 16 },
      { name: "_local", type: 0x00, value: 0 },
      { name: "_debug", type: 0x21, value: 0 },
    ];
    expect(namesOf(machOFile({ symbols }))).toEqual([]);
  });
});

test("external symbols that it defines are its exports", () => {
  const symbols = [
    { name: "_PyShared_New", type: 0x0f, value: 16 },
    { name: "_PyPrivate_New", type: 0x1f, value: 16 },
    { name: "_PyLocal_New", type: 0x0e, value: 16 },
    undefinedSymbol("_PyLong_AsLong"),
  ];
  for (const is64 of [true, false])
    expect(imagesOf(machOFile({ is64, symbols }))[0]?.exports).toEqual(["PyShared_New"]);
});

describe("names that opcodes bind", () => {
  const symbol = (name: string) => [0x40, ...Buffer.from(`${name}\0`)];

  test("at once or at the first call, among opcodes with numbers of any length", () => {
    const atOnce = [0x11, ...symbol("_PyExc_ValueError"), 0x51, 0x72, 0x80, 0x80, 0x01, 0x90, 0xc0, 0x85, 0x01, 0x10];
    const more = [0x20, 0xff, 0x7f, 0xd0, 0x81, 0x01, 0xd1, ...symbol("__Py_NoneStruct"), 0x60, 0x7f, 0xa0, 0x08, 0xb3];
    const lazily = [0x72, 0x10, 0x11, ...symbol("_PyLong_AsLong"), 0x90, 0x00, 0x00];
    const bound = { atOnce: [...atOnce, ...more, 0x00], lazily };
    const names = ["PyExc_ValueError", "_Py_NoneStruct", "PyLong_AsLong"];
    expect(namesOf(machOFile({ symbols: null, bound }))).toEqual(names);
    // In a stripped file the symbol table lacks symbols that only data refer to.
    const stripped = machOFile({ symbols: [undefinedSymbol("_PyLong_AsLong")], bound });
    expect(sorted(namesOf(stripped) ?? [])).toEqual(sorted(names));
  });

  test("are an error if unreadable", () => {
    const file = (...atOnce: number[]) => machOFile({ bound: { atOnce, lazily: [] } });
    expect(() => namesOf(file(0xe0))).toThrow(/unknown bind opcode 224/);
    expect(() => namesOf(file(0x70, 0x80))).toThrow(/end within a number/);
    expect(() => namesOf(file(0x40, 0x5f, 0x50))).toThrow(/unterminated name/);
  });
});

describe("imports of the chained fixups", () => {
  test.each([1, 2, 3])("in format %i", (format) => {
    const names = ["_PyLong_AsLong", "__Py_NoneStruct"];
    const imports = ["PyLong_AsLong", "_Py_NoneStruct"];
    expect(namesOf(machOFile({ symbols: null, chained: { names, format } }))).toEqual(imports);
  });

  test("are listed once if the symbol table has them too", () => {
    const name = "_PyLong_AsLong";
    const both = machOFile({ symbols: [undefinedSymbol(name)], chained: { names: [name], format: 1 } });
    expect(namesOf(both)).toEqual(["PyLong_AsLong"]);
  });

  test("are an error if unreadable", () => {
    const file = (format: number, compressed = false) =>
      machOFile({ symbols: null, chained: { names: ["_x"], format, compressed } });
    expect(() => namesOf(file(9))).toThrow(/unknown format 9/);
    expect(() => namesOf(file(1, true))).toThrow(/compressed/);
    expect(() => namesOf(machOFile({ symbols: null }))).toThrow(/neither a symbol table nor bind information/);
  });
});

describe.skipIf(!has("llvm-nm"))("as llvm-nm -u lists them", () => {
  test.each(prebuilt.filter(({ target }) => target.startsWith("darwin")))("$path", ({ path }) => {
    const theirs = output("llvm-nm", "-u", path)?.matchAll(/^\s*(?:U )?_?(\S+)$/gm) ?? [];
    expect(sorted(namesOf(readFileSync(path)) ?? [])).toEqual(sorted(Array.from(theirs, ([, name = ""]) => name)));
  });
});

/** From 16 on it makes chained fixups. */
const lld = [16, 17, 18, 19, 20, 21].map((version) => `ld64.lld-${version}`).find(has);

describe.skipIf(!lld || !has("clang") || !has("llvm-strip"))("of a library that clang and lld make", () => {
  const disk = temporaryFolder();
  afterAll(() => disk[Symbol.dispose]());
  const source = `
    extern long PyLong_AsLong(void *); extern struct { long a; } _Py_NoneStruct;
    static void *table[] = {&_Py_NoneStruct, (void *)PyLong_AsLong};
    long PyInit_x(long i) { return PyLong_AsLong(table[i]); }`;

  test.each(["x86_64", "arm64"])("%s, whatever it is stripped of", (machine) => {
    const at = (name: string) => join(disk.folder, `${machine}-${name}`);
    writeFileSync(at("x.c"), source);
    output("clang", `--target=${machine}-apple-macos12`, "-c", at("x.c"), "-o", at("x.o"));
    const options = ["-dylib", "-arch", machine, "-platform_version", "macos", "12.0", "12.0"];
    for (const fixups of ["-fixup_chains", "-no_fixup_chains"]) {
      output(lld as string, ...options, "-undefined", "dynamic_lookup", fixups, "-o", at("x.so"), at("x.o"));
      for (const strip of [[], ["-x"], ["--strip-all"]]) {
        output("llvm-strip", ...strip, at("x.so"), "-o", at("stripped.so"));
        const names = sorted(namesOf(readFileSync(at("stripped.so"))) ?? []).filter((name) => !name.startsWith("dyld"));
        expect(names, `${fixups} ${strip}`).toEqual(["PyLong_AsLong", "_Py_NoneStruct"]);
      }
    }
  });
});

test.each([false, true])("a file for several architectures is one image each (64 bit offsets: %s)", (is64) => {
  const part = (machine: number, name: string) => machOFile({ machine, symbols: [undefinedSymbol(name)] });
  const images = imagesOf(fatFile([part(0x01000007, "_PyA"), part(0x0100000c, "_PyB")], is64));
  expect(images).toEqual([
    {
      format: "Mach-O",
      architecture: "x86_64",
      system: "macosx",
      libraries: [],
      imports: [{ name: "PyA", library: null }],
      exports: [],
    },
    {
      format: "Mach-O",
      architecture: "arm64",
      system: "macosx",
      libraries: [],
      imports: [{ name: "PyB", library: null }],
      exports: [],
    },
  ]);
});

test("unlinked files and Java class files are identified as such", () => {
  expect(() => imagesOf(machOFile({ type: 1 }))).toThrow(/^x\.so: it is not linked/);
  expect(() => imagesOf(machOFile({ type: 10 }))).toThrow(/^x\.so: it has only the debug information/);
  expect(() => imagesOf(Uint8Array.of(0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 61))).toThrow(/not a universal Mach-O file/);
});
