import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pyRuntimes, runtimeDifferences } from "../../../src/check/module/py-runtime.ts";
import { CapidiffError } from "../../../src/errors.ts";
import type { DebugOffsets } from "../../../src/manifest/debug-offsets.ts";

/** The beginning of `_PyRuntime`: cookie, version and two numbers. */
function content(version = 0x030d05f0, littleEndian = true): Buffer {
  const bytes = Buffer.alloc(32);
  bytes.write("xdebugpy");
  const write = (value: number, at: number) =>
    littleEndian ? bytes.writeBigUInt64LE(BigInt(value), at) : bytes.writeBigUInt64BE(BigInt(value), at);
  write(version, 8);
  write(1, 16);
  write(283376, 24);
  return bytes;
}

/** A shared object for x86-64 with one section beside that of their names. @param name null for no section headers */
function elf(name: string | null, section: Buffer): Buffer {
  const names = Buffer.from(`\0.shstrtab\0${name}\0`);
  const header = Buffer.alloc(64);
  header.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  header.writeUInt16LE(3, 16);
  header.writeUInt16LE(62, 18);
  const [namesAt, sectionAt] = [64, 64 + names.length];
  const rows = Buffer.alloc(3 * 64);
  const row = (at: number, nameAt: number, type: number, offset: number, size: number) => {
    rows.writeUInt32LE(nameAt, at);
    rows.writeUInt32LE(type, at + 4);
    rows.writeBigUInt64LE(BigInt(offset), at + 24);
    rows.writeBigUInt64LE(BigInt(size), at + 32);
  };
  row(64, 1, 3, namesAt, names.length);
  row(128, 11, 1, sectionAt, section.length);
  if (name !== null) {
    header.writeBigUInt64LE(BigInt(sectionAt + section.length), 40);
    header.writeUInt16LE(64, 58);
    header.writeUInt16LE(3, 60);
    header.writeUInt16LE(1, 62);
  }
  return Buffer.concat([header, names, section, rows]);
}

/** A dynamic library for arm64 with one segment and one section. */
function machO(section: Buffer): Buffer {
  const command = Buffer.alloc(72 + 80);
  command.writeUInt32LE(0x19, 0);
  command.writeUInt32LE(command.length, 4);
  command.write("__DATA", 8);
  command.writeUInt32LE(1, 64);
  command.write("PyRuntime", 72);
  command.write("__DATA", 88);
  command.writeBigUInt64LE(BigInt(section.length), 72 + 40);
  command.writeUInt32LE(32 + command.length, 72 + 48);
  const header = Buffer.alloc(32);
  header.writeUInt32LE(0xfeedfacf, 0);
  header.writeUInt32LE(16777228, 4);
  header.writeUInt32LE(6, 12);
  header.writeUInt32LE(1, 16);
  header.writeUInt32LE(command.length, 20);
  return Buffer.concat([header, command, section]);
}

/** A library for 64-bit Windows with one section, whose name the format cuts to eight bytes. */
function pe(section: Buffer): Buffer {
  const start = Buffer.alloc(0x40);
  start.write("MZ");
  start.writeUInt32LE(0x40, 0x3c);
  const header = Buffer.alloc(24 + 112 + 40);
  header.write("PE\0\0");
  header.writeUInt16LE(34404, 4);
  header.writeUInt16LE(1, 6);
  header.writeUInt16LE(112, 20);
  header.writeUInt16LE(0x20b, 24);
  const row = 24 + 112;
  header.write("PyRuntim", row);
  header.writeUInt32LE(0x1000, row + 12);
  header.writeUInt32LE(section.length, row + 16);
  header.writeUInt32LE(start.length + header.length, row + 20);
  return Buffer.concat([start, header, section]);
}

describe("_PyRuntime in a file", () => {
  test.each([
    ["ELF", elf(".PyRuntime", content()), ["linux_x86_64", "musllinux_x86_64"]],
    ["Mach-O", machO(content()), ["macosx_arm64"]],
    ["PE", pe(content()), ["win_amd64"]],
    ["ELF without section headers", elf(null, content()), ["linux_x86_64", "musllinux_x86_64"]],
  ])("is found in %s", (what, bytes, platforms) => {
    const [runtime] = pyRuntimes(bytes, "libpython");
    expect(runtime).toMatchObject({ format: what.split(" ")[0], platforms, cookie: "xdebugpy", version: 0x030d05f0 });
  });

  test("has values that are compared with a build's, if these are defined", () => {
    const [runtime] = pyRuntimes(elf(".PyRuntime", content()), "libpython");
    const value = (name: string, offset: number, value: number) => ({ name, offset, size: 8, expression: "", value });
    const offsets = {
      values: [
        value("version", 8, 0x030d05f0),
        value("free_threaded", 16, 0),
        value("size", 24, 283376),
        value("more", 32, 0),
      ],
    } as DebugOffsets;
    expect(runtime && runtimeDifferences(runtime, offsets)).toEqual([
      { name: "free_threaded", file: 1, headers: 0 },
      { name: "more", file: null, headers: 0 },
    ]);
  });

  test("has values above 2^53 as text", () => {
    const bytes = content();
    bytes.fill(0xff, 24, 32);
    const [runtime] = pyRuntimes(elf(".PyRuntime", bytes), "libpython");
    const offsets = { values: [{ name: "size", offset: 24, size: 8, expression: "", value: 8 }] } as DebugOffsets;
    expect(runtime && runtimeDifferences(runtime, offsets)).toEqual([
      { name: "size", file: "18446744073709551615", headers: 8 },
    ]);
  });

  test.each([
    ["no such section", elf(".data", Buffer.alloc(32)), /has no section PyRuntime/],
    ["another cookie", elf(".PyRuntime", Buffer.alloc(32)), /does not begin with xdebugpy and a version/],
    ["no version", elf(".PyRuntime", content(7)), /it is an older Python, or damaged/],
    ["a short section", elf(".PyRuntime", content().subarray(0, 12)), /truncated or damaged/],
    ["a text", Buffer.from("hello, world, this is text"), /neither ELF nor Mach-O nor PE/],
    ["a text with the cookie", Buffer.from("xdebugpy".repeat(9)), /neither ELF/],
  ])("is refused: %s", (_what, bytes, message) => {
    expect(() => pyRuntimes(bytes, "libpython")).toThrow(message);
  });

  test("is found or refused, whatever is damaged", () => {
    const files = [elf(".PyRuntime", content()), machO(content()), pe(content()), elf(null, content())];
    fc.assert(
      fc.property(
        fc.constantFrom(...files),
        fc.array(fc.tuple(fc.nat(400), fc.integer({ min: 0, max: 255 })), { maxLength: 6 }),
        fc.option(fc.nat(400)),
        (file, edits, end) => {
          const bytes = Buffer.from(file.subarray(0, end ?? file.length));
          for (const [at, value] of edits) if (at < bytes.length) bytes[at] = value;
          try {
            pyRuntimes(bytes, "libpython");
          } catch (error) {
            expect(error).toBeInstanceOf(CapidiffError);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});
