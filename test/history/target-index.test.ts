import { crc32 } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { jsonBytes } from "../../cache/json.ts";
import { entryOf } from "../../src/history/entries.ts";
import { magic } from "../../src/history/format.ts";
import { TargetIndex } from "../../src/history/target-index.ts";
import type { Manifest, ManifestStruct } from "../../src/manifest/model.ts";
import { elsewhere, enumeration, enumerator, func, macro, manifest, struct, typedef } from "../diff/manifests.ts";

const commitOf = (ref: string) => Buffer.from(ref).toString("hex").padEnd(40, "0");
const tag = (ref: string, parts: Partial<Manifest> = {}) => manifest({ ref, commit: commitOf(ref), ...parts });

/** The file's contents after each addition; `read` is an index that reads it again. */
function fileOf(...manifests: Manifest[]): { file: Buffer; sizes: number[] } {
  const index = new TargetIndex();
  const records = manifests.map((one) => {
    const record = index.record(one, jsonBytes(one)) as Buffer;
    index.take(record);
    return record;
  });
  return { file: Buffer.concat(records), sizes: records.map(({ length }) => length) };
}

function read(...parts: Buffer[]): TargetIndex {
  const index = new TargetIndex();
  index.take(Buffer.concat(parts));
  return index;
}

const textOf = (index: TargetIndex, ref: string) => index.manifest(ref, commitOf(ref))?.toString();

const first = tag("v3.13.0", {
  symbols: [func("PyA_New", { line: 7 }), macro("PyB", { line: 8, body: '"line":9' })],
  structs: [struct("PyAObject", { tag: "_a", line: 12 })],
  enums: [enumeration("PyE", ["E_ONE"], { line: 30 })],
  elsewhere: [elsewhere("PyWin", ["win_amd64"])],
  diagnostics: [
    { code: "x", header: "Include/b.h", line: 2, message: "not understood: ü" },
    { code: "a", header: "Include/b.h", line: 3, message: "" },
  ],
  complete: false,
});

describe("the index of a target", () => {
  test("returns the exact bytes of each manifest", () => {
    const second = tag("v3.13.1", { symbols: [func("PyA_New", { line: 9 }), func("ÄÖ😀")] });
    const index = read(fileOf(first, second).file);
    expect(textOf(index, "v3.13.0")).toBe(jsonBytes(first).toString());
    expect(textOf(index, "v3.13.1")).toBe(jsonBytes(second).toString());
  });

  test("has the same bytes whether manifests share objects, as in a session, or have equal ones", () => {
    const shared = (ref: string, line: number) =>
      tag(ref, {
        ...first,
        ref,
        commit: commitOf(ref),
        symbols: [...first.symbols.slice(0, 1), func("PyC", { line })],
      });
    const manifests = [first, shared("v3.13.1", 1), shared("v3.13.2", 2), shared("v3.13.3", 2)];
    const { file } = fileOf(...manifests);
    expect(file.equals(fileOf(...manifests.map((one) => structuredClone(one))).file)).toBe(true);
    expect(textOf(read(file), "v3.13.3")).toBe(jsonBytes(manifests[3]).toString());
  });

  test("finds the same by scanning all entries, for the first few names, and by a table, for later ones", () => {
    const second = tag("v3.13.1", { symbols: [func("PyA_New", { line: 9 }), func("PyA_NewObject")] });
    const asked = [
      ...(["PyA_New", "PyA_NewObject", "PyA_", "_New", "PyB", ""] as const).map((name) => ["symbol", name] as const),
      ...(["_a", "PyAObject", "PyA", "Include/b.h"] as const).map((name) => ["struct", name] as const),
      ["diagnostic", "Include/b.h"] as const,
    ];
    const reported = (index: TargetIndex, [kind, name]: (typeof asked)[number]) =>
      [...index.find(kind, name)].map(([{ head }, all]) => [head.ref, all.map((one) => [one.line, entryOf(one)])]);
    const { file } = fileOf(first, second);
    const later = read(file);
    for (let i = 0; i < 20; i++) later.find("symbol", "PyB");
    for (const one of asked) expect(reported(read(file), one), one.join(" ")).toEqual(reported(later, one));
    expect(reported(later, ["symbol", "PyA_New"])).toHaveLength(2);
  });

  test("finds a tag by its commit too: for a moved tag the last manifest", () => {
    const moved = { ...first, commit: "f".repeat(40), symbols: [] };
    const index = read(fileOf(first, moved).file);
    expect(textOf(index, "v3.13.0")).toBeUndefined();
    expect(index.manifest("v3.13.0", moved.commit)?.toString()).toBe(jsonBytes(moved).toString());
    expect(index.find("symbol", "PyA_New").size).toBe(0);
  });

  test("stores only what is new in a tag", () => {
    const many = Array.from({ length: 500 }, (_, i) => func(`PyF${i}`, { line: i, header: `Include/h${i % 20}.h` }));
    const shifted = many.map((one) => (one.header === "Include/h3.h" ? { ...one, line: one.line + 1 } : one));
    const { sizes } = fileOf(
      tag("v3.13.0", { symbols: many.toSorted((a, b) => (a.name < b.name ? -1 : 1)) }),
      tag("v3.13.1", { symbols: shifted.toSorted((a, b) => (a.name < b.name ? -1 : 1)) }),
    );
    expect(sizes[1]).toBeLessThan((sizes[0] as number) / 50);
  });

  test("returns any manifests, whatever the order of additions", () => {
    const names = fc.constantFrom("PyA", "PyB", "PyC", "_PyD", "É");
    const header = fc.constantFrom("Include/a.h", "Include/b.h", "PC/c.h");
    const line = fc.integer({ min: 1, max: 20_000 });
    const text = fc.oneof(fc.string(), fc.constantFrom('"line":1', "\\", "\u0089CAPIDX1", "x".repeat(5000)));
    const sorted = <T extends { name: string }>(entries: T[]) => entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    const unique = <T extends { name: string }>(entries: fc.Arbitrary<T>) =>
      fc.uniqueArray(entries, { selector: ({ name }) => name }).map(sorted);
    const parts = fc.record({
      symbols: unique(
        fc.record({ name: names, header, line, body: text }).map(({ name, ...rest }) => macro(name, rest)),
      ),
      structs: unique(fc.record({ name: names, header, line }).map(({ name, ...rest }) => struct(name, rest))),
      enums: unique(fc.record({ name: names, header, line }).map(({ name, ...rest }) => enumeration(name, [], rest))),
      diagnostics: fc.array(fc.record({ code: names, header, line, message: text })),
      complete: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 6 }), (all) => {
        const tags = all.map((one, i) => tag(`v3.${i}.0`, one));
        const index = read(fileOf(...tags).file);
        for (const one of tags) expect(textOf(index, one.ref)).toBe(jsonBytes(one).toString());
      }),
      { numRuns: 60 },
    );
  });

  test("finds a name in each tag that has it; a struct also by its tag and typedefs", () => {
    const second = tag("v3.13.1", {
      structs: [struct("PyAObject", { tag: "_a", line: 99 })],
      symbols: [enumerator("E_ONE"), typedef("PyOther")],
    });
    const index = read(fileOf(first, second).file);
    const lines = [...index.find("struct", "_a")].map(([{ head }, [found]]) => [
      head.ref,
      found && entryOf<ManifestStruct>(found).line,
    ]);
    expect(lines).toEqual([
      ["v3.13.0", 12],
      ["v3.13.1", 99],
    ]);
    expect([...index.find("symbol", "PyA_New").keys()].map(({ head }) => head.ref)).toEqual(["v3.13.0"]);
    expect(index.find("symbol", "PyAObject").size).toBe(0);
    expect(new Set(index.names("symbol"))).toEqual(new Set(["PyA_New", "PyB", "PyOther", "E_ONE"]));
  });

  test("refuses a manifest it could not reproduce: one with unsorted entries", () => {
    const wrong = tag("v3.13.0", { symbols: [func("PyB"), func("PyA")] });
    expect(new TargetIndex().record(wrong, jsonBytes(wrong))).toBeNull();
  });
});

describe("a file of an index", () => {
  const other = tag("v3.13.1", { symbols: [func("PyA_New", { line: 9 }), func("PyNew")] });
  const third = tag("v3.13.2", { symbols: [func("PyOnly")] });
  const { file, sizes } = fileOf(first, other, third);
  const [start, middle] = sizes as [number, number];

  test("is read incrementally", () => {
    const index = new TargetIndex();
    for (let at = 0; at < file.length; ) {
      at = Math.min(file.length, at + 37);
      index.take(file.subarray(index.end, at));
    }
    for (const one of [first, other, third]) expect(textOf(index, one.ref)).toBe(jsonBytes(one).toString());
  });

  test("treats a tag as missing if it is damaged, or depends on damaged data", () => {
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const altered = Buffer.from(file);
        altered.writeUInt8((altered.readUInt8(at) ^ change) & 255, at);
        const index = read(altered);
        for (const one of [first, other, third]) {
          expect([undefined, jsonBytes(one).toString()]).toContain(textOf(index, one.ref));
        }
        // What came before the altered record is read all the same.
        if (at >= start) expect(textOf(index, first.ref)).toBe(jsonBytes(first).toString());
        if (at >= start + middle) expect(textOf(index, other.ref)).toBe(jsonBytes(other).toString());
      }),
      { numRuns: 200 },
    );
  });

  test("continues after a truncated record", () => {
    for (const cut of [1, magic.length, 20, start - 1]) {
      const index = read(file.subarray(0, cut));
      expect(index.tags.size).toBe(0);
      const rest = fileOf(other).file;
      index.take(Buffer.concat([file.subarray(index.end, cut), rest]));
      expect(textOf(index, other.ref)).toBe(jsonBytes(other).toString());
    }
  });

  test("is right wherever a record is placed: others may append meanwhile", () => {
    const index = new TargetIndex();
    index.take(fileOf(first).file);
    const mine = index.record(other, jsonBytes(other)) as Buffer;
    const theirs = index.record(third, jsonBytes(third)) as Buffer;
    const both = read(fileOf(first).file, theirs, mine);
    for (const one of [first, other, third]) expect(textOf(both, one.ref)).toBe(jsonBytes(one).toString());
  });

  test("accepts arbitrary bytes, even with a valid CRC", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(2 ** 32 - 1), { maxLength: 40 }), (words) => {
        const body = Buffer.alloc(words.length * 4);
        for (const [i, word] of words.entries()) body.writeUInt32LE(word, 4 * i);
        const index = read(withCrc(body));
        expect(index.tags.size).toBe(0);
      }),
    );
  });
});

function withCrc(body: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt32LE(body.length, 0);
  header.writeUInt32LE(crc32(body), 4);
  return Buffer.concat([magic, header, body]);
}
