import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readElf } from "../../../src/check/module/elf.ts";
import { elfFile } from "./elf-file.ts";
import { has, output, prebuilt, pythonModules, sorted } from "./tools.ts";

const namesOf = (bytes: Uint8Array) => readElf(bytes, "x.so").imports.map(({ name }) => name);
const imports = ["PyLong_AsLong", "_Py_NoneStruct", "malloc"];

describe("undefined names of the dynamic symbols", () => {
  const widths = [32, 64].flatMap((width) => ["little", "big"].map((order) => ({ width, order })));
  describe.each(widths)("$width bit, $order endian", ({ width, order }) => {
    const kind = { is64: width === 64, littleEndian: order === "little" };

    test.each(["sections", "hash", "gnu-hash"] as const)("counted by %s", (counted) => {
      expect(namesOf(elfFile({ ...kind, imports, counted }))).toEqual(imports);
    });
  });

  test("are none if nothing is imported", () => {
    expect(namesOf(elfFile())).toEqual([]);
  });

  test("are an error, not none, if their number is unknown", () => {
    expect(() => namesOf(elfFile({ imports, counted: "nothing" }))).toThrow(/neither section headers nor a hash table/);
    expect(() => namesOf(elfFile({ imports, exports: [], counted: "gnu-hash" }))).toThrow(/counts no symbols/);
  });
});

describe.skipIf(!has("nm"))("as nm -D --undefined-only lists them", () => {
  const modules = [...prebuilt.filter(({ target }) => target.startsWith("linux")).map(({ path }) => path)];
  test.each([...modules, ...pythonModules()])("%s", (path) => {
    const lines = output("nm", "-D", "--undefined-only", path)?.trim().split("\n") ?? [];
    const theirs = lines.flatMap((line) => /^\s*[UwvV] ([^@]+)/.exec(line)?.[1] ?? []);
    const bytes = readFileSync(path);
    expect(sorted(namesOf(bytes))).toEqual(sorted(theirs));

    const withoutSections = Buffer.from(bytes);
    withoutSections.fill(0, 40, 48);
    expect(sorted(namesOf(withoutSections))).toEqual(sorted(theirs));
  });
});

test("the machine is named as in wheels, and the system if the file is for Linux", () => {
  const of = (bytes: Uint8Array) => readElf(bytes, "x.so").architecture;
  expect(of(elfFile({ machine: 183 }))).toBe("aarch64");
  expect(of(elfFile({ machine: 21 }))).toBe("ppc64le");
  expect(of(elfFile({ machine: 21, littleEndian: false }))).toBe("ppc64");
  expect(of(elfFile({ machine: 62, is64: false }))).toBe("x86_64 (32 bit, little endian)");
  expect(of(elfFile({ machine: 4242 }))).toBe("machine 4242");
  expect(readElf(elfFile(), "x.so").system).toBe("linux");
  const freebsd = elfFile();
  freebsd[7] = 9;
  expect(readElf(freebsd, "x.so").system).toBeNull();
});

test("an object file is not linked yet, and imports nothing itself", () => {
  expect(() => namesOf(elfFile({ type: 1 }))).toThrow(/^x\.so: it is not linked/);
});

test("a file of debug information has no imports to read, in either width", () => {
  for (const is64 of [true, false]) {
    expect(() => namesOf(elfFile({ is64, imports, isDebugFile: true }))).toThrow(/^x\.so: it has only the debug inf/);
  }
});
