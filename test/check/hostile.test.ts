/** Maliciously crafted input gives a clear error or a right answer, never a crash, a hang or all memory. */
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readInputs } from "../../src/check/input.ts";
import { readModules } from "../../src/check/module/module.ts";
import { CapidiffError } from "../../src/errors.ts";
import { cpuTime } from "../cpu-time.ts";
import { tarFile, zipFile } from "./archive/archives.ts";
import { elfFile } from "./module/elf-file.ts";
import { fatFile, machOFile, undefinedSymbol } from "./module/mach-o-file.ts";
import { peFile } from "./module/pe-file.ts";
import { prebuilt } from "./module/tools.ts";

const imports = ["PyLong_AsLong", "_Py_NoneStruct"];
const symbols = imports.map((name) => undefinedSymbol(`_${name}`));
const library = [{ name: "python313.dll", names: imports }];

/** Small files of every kind that a reader distinguishes. */
const files = {
  ELF: elfFile({ imports }),
  "ELF without sections": elfFile({ imports, counted: "gnu-hash" }),
  "ELF of 32 bit, big endian": elfFile({ imports, counted: "hash", is64: false, littleEndian: false }),
  "Mach-O": machOFile({ symbols, chained: { names: ["_PyList_New"], format: 1 } }),
  "Mach-O that binds by opcodes": machOFile({
    symbols,
    bound: { atOnce: [0x11, 0x40, ...Buffer.from("_PyList_New\0"), 0x51, 0x72, 0x80, 0x01, 0x90, 0], lazily: [] },
  }),
  "Mach-O for two": fatFile([machOFile({ symbols }), machOFile({ symbols, is64: false })]),
  PE: peFile({ imports: library, delayed: library }),
  "PE of 32 bit": peFile({ is64: false, imports: library, delayed: library, oldDelayed: true }),
};

/** What a reader of modules says, of which an error must be one of the table. */
function outcome(bytes: Uint8Array): string[] {
  try {
    return readModules(bytes, "x").flatMap(({ imports }) => imports);
  } catch (error) {
    expect(error).toBeInstanceOf(CapidiffError);
    expect((error as CapidiffError).code).toBe("invalid-module");
    return [];
  }
}

/** Mutations of bytes: flipped bits, large numbers, changed pointers. */
const edits = (size: number) =>
  fc.array(
    fc.record({
      at: fc.nat(size - 1),
      value: fc.constantFrom(0, 1, 0x7f, 0x80, 0xfe, 0xff),
      run: fc.integer({ min: 1, max: 8 }),
    }),
    {
      minLength: 1,
      maxLength: 6,
    },
  );

describe.each(Object.entries(files))("%s", (_, file) => {
  test("that is cut short anywhere", () => {
    for (let size = 0; size < file.length; size++) outcome(file.subarray(0, size));
    expect(outcome(file)).toEqual(expect.arrayContaining(imports));
  });

  test("with changed bytes", () => {
    fc.assert(
      fc.property(edits(file.length), (changes) => {
        const bytes = Uint8Array.from(file);
        for (const { at, value, run } of changes) bytes.fill(value, at, at + run);
        outcome(bytes);
      }),
      { numRuns: 1500 },
    );
  });
});

describe.each(prebuilt.map(({ path }) => path))("%s", (path) => {
  test("cut short or with other bytes", () => {
    const file = new Uint8Array(readFileSync(path));
    // Most of the structure is at the beginning.
    const where = fc.oneof(edits(file.length), edits(4096));
    fc.assert(
      fc.property(where, fc.nat(file.length), (changes, size) => {
        const undo = changes.map(({ at, run }) => ({ at, bytes: Uint8Array.from(file.subarray(at, at + run)) }));
        for (const { at, value, run } of changes) file.fill(value, at, at + run);
        outcome(file);
        outcome(file.subarray(0, size));
        for (const { at, bytes } of undo.reverse()) file.set(bytes, at);
      }),
      { numRuns: 60 },
    );
  });
});

describe("modules with overlapping tables take linear time", () => {
  const timed = (bytes: Uint8Array) => {
    expect(cpuTime(() => outcome(bytes))).toBeLessThan(2000);
  };

  test("ELF: many symbols, each with a name that is the end of one long name", () => {
    const count = 100_000;
    const bytes = Buffer.from(elfFile({ imports: ["P".repeat(24 * count)] }));
    const sections = Number(bytes.readBigUInt64LE(40));
    const names = Number(bytes.readBigUInt64LE(sections + 2 * 64 + 24));
    // The names are the symbols too.
    bytes.writeBigUInt64LE(BigInt(names), sections + 64 + 24);
    bytes.writeBigUInt64LE(BigInt(24 * count), sections + 64 + 32);
    for (let index = 0; index < count; index++) {
      bytes.writeUInt32LE(index + 1, names + 24 * index);
      bytes.writeUInt16LE(0, names + 24 * index + 6);
    }
    timed(bytes);
  });

  test("Mach-O: the same part for every architecture", () => {
    const many = machOFile({ symbols: Array.from({ length: 50_000 }, (_, index) => undefinedSymbol(`_Py${index}`)) });
    const bytes = Buffer.from(fatFile(Array(32).fill(machOFile({}))));
    const all = Buffer.concat([bytes, many]);
    for (let index = 0; index < 32; index++) {
      all.writeUInt32BE(bytes.length, 8 + index * 20 + 8);
      all.writeUInt32BE(many.length, 8 + index * 20 + 12);
    }
    timed(all);
  });

  test("Mach-O: many commands for the same symbols", () => {
    const many = machOFile({ symbols: Array.from({ length: 50_000 }, (_, index) => undefinedSymbol(`_Py${index}`)) });
    const bytes = Buffer.from(many);
    const count = 20_000;
    // The table starts at the symbols, and doubles as their commands.
    bytes.writeUInt32LE(count, 16);
    bytes.writeUInt32LE(count * 24, 20);
    for (let index = 2; index < count; index++) bytes.copy(bytes, 32 + index * 24, 56, 80);
    timed(bytes);
  });

  test("PE: many libraries with the same table of imports", () => {
    const names = Array.from({ length: 2000 }, (_, index) => `Py${index}`);
    const bytes = Buffer.from(
      peFile({ imports: [{ name: "python313.dll", names }, ...Array(2000).fill({ name: "a", names: [] })] }),
    );
    const row = bytes.readUInt32LE(64 + 24 + 112 + 8) - 0x1000 + 0x400;
    for (let index = 1; index <= 2000; index++) bytes.copy(bytes, row + index * 20, row, row + 20);
    timed(bytes);
  });
});

describe("archives", () => {
  const entries = [
    { path: "a.c", data: "int a;" },
    { path: "pkg/x.so", data: files.ELF },
    { path: "x.dist-info/WHEEL", data: "Tag: cp39-abi3-any" },
  ];
  const archives = {
    "x.whl": zipFile(entries),
    "x.tar": tarFile(entries),
    "x.tar.gz": gzipSync(tarFile(entries)),
    "nested.zip": zipFile([{ path: "x.whl", data: zipFile(entries), method: 0 }]),
  };

  test.each(Object.entries(archives))("%s with other bytes, or cut short", async (file, archive) => {
    const size = fc.oneof(fc.constant(archive.length), fc.nat(archive.length));
    await fc.assert(
      fc.asyncProperty(edits(archive.length), size, async (changes, size) => {
        const bytes = Uint8Array.from(archive.subarray(0, size));
        for (const { at, value, run } of changes) bytes.fill(value, at, at + run);
        await readInputs([{ file, bytes }]).catch((error) => {
          expect(error).toBeInstanceOf(CapidiffError);
          expect(["invalid-archive", "invalid-module", "payload-too-large"]).toContain(error.code);
        });
      }),
      { numRuns: 500 },
    );
    expect((await readInputs([{ file, bytes: archive }])).modules).toHaveLength(1);
  });
});

describe("lists", () => {
  test("nested deeper than any stack", async () => {
    const bytes = Buffer.from("[".repeat(1_000_000) + "]".repeat(1_000_000));
    await expect(readInputs([{ file: "x.json", bytes }])).rejects.toMatchObject({ code: "invalid-use-list" });
    const object = Buffer.from(`${'{"symbols":'.repeat(100_000)}1${"}".repeat(100_000)}`);
    await expect(readInputs([{ file: "x.json", bytes: object }])).rejects.toMatchObject({ code: "invalid-use-list" });
  });
});
