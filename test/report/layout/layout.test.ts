import { describe, expect, test } from "vitest";
import { type Platform, platforms } from "../../../src/cpython/target.ts";
import type { ManifestMember, ManifestStruct } from "../../../src/manifest/model.ts";
import type { StructPart } from "../../../src/manifest/struct-part.ts";
import type { LayoutFormatName } from "../../../src/report/layout/formats.ts";
import { layoutReport } from "../../../src/report/layout/report.ts";

const struct = (members: ManifestMember[] | null, rest: Partial<ManifestStruct> = {}): ManifestStruct => ({
  name: "PyThing",
  kind: "struct",
  tag: "_thing",
  typedefs: ["PyThing"],
  surface: "public",
  tier: "public",
  header: "Include/thing.h",
  line: 7,
  opaque: false,
  size: 24,
  align: 8,
  members,
  limitedApi: null,
  stableAbi: null,
  ...rest,
});

const part = (struct: ManifestStruct, rest: Partial<StructPart> = {}): StructPart => ({
  schemaVersion: 1,
  ref: "v3.13.5",
  commit: "a".repeat(40),
  version: "3.13.5",
  target: { abi: "cp313", platform: "linux_x86_64", limitedApi: null },
  complete: true,
  diagnostics: [],
  struct,
  ...rest,
});

/** One struct in some refs, each on a platform. */
const report = (format: LayoutFormatName, ...parts: StructPart[]) =>
  layoutReport(format, { places: parts.map(placeOf), structs: [parts], without: [] });

const placeOf = ({ ref, target: { platform } }: StructPart) => ({ ref, platform });

const member = (name: string, type: string, offset: number, size: number, rest: Partial<ManifestMember> = {}) => ({
  name,
  type,
  offset,
  size,
  ...rest,
});
const bits = (name: string | null, offset: number, bitOffset: number, bitWidth: number): ManifestMember => ({
  name,
  type: "unsigned int",
  offset,
  size: 4,
  bitOffset,
  bitWidth,
});

const mixed = [
  member("first", "char", 0, 1),
  member("second", "int", 4, 4),
  bits("flag", 8, 64, 1),
  bits(null, 8, 65, 3),
  bits("kind", 9, 72, 2),
  member("inner", "struct (unnamed)", 12, 8, {
    members: [member("type", "short", 12, 2), member("y", "int", 16, 4)],
  }),
];

describe("as text", () => {
  test("each member is at its offset, with holes to the bit and padding", () => {
    expect(report("text", part(struct(mixed)))).toBe(`\
PyThing (struct _thing) in v3.13.5 (CPython 3.13.5, cp313) on linux_x86_64
Include/thing.h:7

  offset    size  type              member
       0       1  char              first
       1                            -- 3 bytes hole
       4       4  int               second
     8:0   1 bit  unsigned int      flag
     8:1  3 bits  unsigned int      (unnamed)
     8:4                            -- 4 bits hole
     9:0  2 bits  unsigned int      kind
     9:2                            -- 2 bytes 6 bits hole
      12       8  struct (unnamed)  inner
      12       2  short             inner.type
      14                            -- 2 bytes hole
      16       4  int               inner.y
      20                            -- 4 bytes padding

  size 24, alignment 8, 8 members, 1 cacheline
`);
  });

  test("cache lines are marked where a member begins in a new one", () => {
    const members = [member("a", "char[60]", 0, 60), member("b", "char[70]", 60, 70), member("c", "char[6]", 130, 6)];
    const lines = report("text", part(struct(members, { size: 136 }))).split("\n");
    expect(lines.slice(3, 9)).toEqual([
      "  offset  size  type      member",
      "       0    60  char[60]  a",
      "      60    70  char[70]  b",
      "     128                  -- cacheline 3",
      "     130     6  char[6]   c",
      "",
    ]);
    expect(lines[9]).toBe("  size 136, alignment 8, 3 members, 3 cachelines");
  });

  test("a union's members overlap; members of one of them leave no hole where another is", () => {
    const members = [member("a", "char", 0, 1), member("b", "long", 0, 8)];
    const text = report("text", part(struct(members, { kind: "union", size: 8 })));
    expect(text).not.toContain("hole");
    expect(text).toContain("size 8, alignment 8, 2 members\n");
  });

  test("unknown values are marked", () => {
    const members: ManifestMember[] = [{ name: "x", type: "unknown_t", offset: null, size: null }];
    const diagnostics = [
      { code: "unknown-layout", header: "Include/thing.h", line: 7, message: "unknown_t is not known" },
    ];
    const text = report("text", part(struct(members, { size: null, align: null }), { complete: false, diagnostics }));
    expect(text).toContain(
      "       ?     ?  unknown_t  x\n\n  size unknown\n  not understood: unknown_t is not known\n",
    );
  });

  test("one member is one member", () => {
    expect(report("text", part(struct([member("a", "char[24]", 0, 24)])))).toContain(
      "alignment 8, 1 member, 1 cacheline",
    );
  });

  test("an opaque struct names the header that completes it, or says that none does", () => {
    expect(report("text", part(struct(mixed, { opaque: true })))).toContain("Include/thing.h:7; opaque to extensions");
    const named = report("text", part(struct(null, { opaque: true, size: null, align: null })));
    expect(named).toContain("named in Include/thing.h:7, completed in no header\n\n  size unknown");
  });
});

test("text and Rust say how bits are numbered on big-endian platforms, if there are bit-fields", () => {
  const note = "bit 0 is the most significant one of its byte on linux_s390x\n";
  const on = (platform: Platform, members = mixed) =>
    part(struct(members), { target: { ...part(struct(null)).target, platform } });
  expect(report("text", on("linux_s390x"))).toContain(note);
  expect(report("text", on("linux_s390x"), { ...on("linux_s390x"), ref: "v3.14.0" })).toContain(note);
  expect(report("text", on("linux_x86_64"), on("linux_s390x"))).toContain(note);
  expect(report("rust", on("linux_s390x"))).toContain(
    "from the start of the struct, the most significant of a byte first.",
  );
  expect(report("text", on("linux_x86_64"))).not.toContain("most significant");
  expect(report("rust", on("linux_x86_64"))).not.toContain("most significant");
  expect(report("text", on("linux_s390x", [member("a", "int", 0, 4)]))).not.toContain("most significant");
});

describe("two refs as text", () => {
  const before = struct([member("a", "int", 0, 4), member("gone", "int", 4, 4), member("b", "int", 8, 4)], {
    size: 16,
  });
  const after = struct([member("a", "int", 0, 4), member("new", "long", 8, 8), member("b", "long", 16, 8)]);

  test("are side by side, with moved, added and removed members", () => {
    const text = report("text", part(before, { ref: "v3.11.2", version: "3.11.2" }), part(after));
    expect(text.split("\n").slice(3)).toEqual([
      "             v3.11.2  v3.13.5",
      "  size       16       24       +8",
      "  alignment  8        8",
      "",
      "  offset  size  offset  size  member",
      "       0     4       0     4  a",
      "       4     4                gone    gone",
      "                     8     8  new     new",
      "       8     4      16     8  b       +8, resized, int became long",
      "",
    ]);
  });

  test("a member that moved into another one is paired with itself", () => {
    const flat = struct([member("digit", "int", 24, 4)]);
    const deep = struct([
      member("value", "struct (unnamed)", 16, 16, {
        members: [member("tag", "long", 16, 8), member("digit", "int", 24, 4)],
      }),
    ]);
    const between = (from: ManifestStruct, to: ManifestStruct) => report("text", part(from), part(to));
    expect(between(flat, deep)).toMatch(/ 24 +4 +24 +4 +value\.digit +was digit\n/);
    expect(between(deep, flat)).toMatch(/ 24 +4 +24 +4 +digit +was value\.digit\n/);
    expect(between(flat, deep)).not.toContain("gone");
  });

  test("members of a member are not gone where it got a type of its own; the next ones are compared", () => {
    const inline = member("state", "struct (unnamed)", 0, 4, { members: [bits("kind", 0, 2, 3), bits(null, 0, 5, 1)] });
    const named = member("state", "struct _state", 0, 4);
    const sides = [part(struct([inline]), { ref: "v3.13.5" }), part(struct([named]), { ref: "v3.14.0" })];
    for (const parts of [sides, sides.toReversed()]) {
      const text = report("text", ...parts);
      expect(text).not.toContain("kind");
      expect(text).toMatch(/ became .*\n\n {2}what is in state: with --expand\n$/);
    }
    const all = report("text", ...sides, part(struct([inline]), { ref: "v3.15.0" }));
    expect(all).toContain("A  24    8          v3.13.5 to v3.15.0 (3 versions)");
    expect(all).toMatch(/\n {2}0 {2}state\n\n {2}what is in state: with --expand\n$/);
  });
});

describe("in many places", () => {
  const of = (ref: string, size: number, platform: "linux_x86_64" | "linux_i686" = "linux_x86_64") =>
    part(struct([member("a", "int", size - 4, 4)], { size }), {
      ref,
      target: { abi: "cp313", platform, limitedApi: null },
    });
  const columns = (parts: StructPart[], places = parts.map(placeOf)) =>
    layoutReport("text", { places, structs: [parts], without: [] });

  test("a layout has a column with the runs of versions that share it", () => {
    const text = columns([of("v1", 8), of("v2", 8), of("v3", 16), of("v4", 8)]);
    expect(text).toBe(`\
PyThing in v1 to v4 (4 versions)

     size  alignment  versions
  A  8     8          v1 to v2 (2 versions), v4
  B  16    8          v3

  A   B  member
  4  12  a
`);
  });

  test("layouts with equal offsets show the sizes that distinguish them", () => {
    const resized = part(struct([member("a", "key_t", 0, 8), member("b", "int", 8, 4)]), {
      target: { abi: "cp313", platform: "linux_aarch64", limitedApi: null },
    });
    const text = columns([part(struct([member("a", "key_t", 0, 4), member("b", "int", 8, 4)])), resized]);
    expect(text).toMatch(/\n {2}8 {2}8 {2}b\n\n {2}size of a \(key_t\): 4 in A, 8 in B\n$/);
    expect(columns([of("v1", 8), of("v2", 16)])).not.toContain("size of");
  });

  test("one that no header completes has no table of members", () => {
    const opaque = (ref: string) => part(struct(null, { opaque: true, size: null, align: null }), { ref });
    for (const refs of [
      ["v1", "v2"],
      ["v1", "v2", "v3"],
    ])
      expect(columns(refs.map(opaque))).toMatch(/\n\n {2}no header completes it\n$/);
  });

  test("long lists of platforms are wrapped", () => {
    const names = platforms.slice(0, 12);
    const text = columns(
      names.map((platform) => part(struct(mixed), { target: { ...part(struct(null)).target, platform } })),
    );
    const lines = text.split("\n");
    expect(lines.every((line) => line.length <= 100)).toBe(true);
    expect(lines[3]).toMatch(/^ {2}A {2}24 +8 +linux_x86_64, /);
    expect(lines[4]).toMatch(/^ {22}linux_s390x, /);
  });

  test("a version without the struct ends a run, and is listed", () => {
    const parts = [of("v1", 8), of("v3", 8)];
    const text = columns(
      parts,
      ["v1", "v2", "v3"].map((ref) => ({ ref, platform: "linux_x86_64" })),
    );
    expect(text).toContain("v1, v3\n\n  not there: v2\n");
  });

  test("is shared by platforms for one version, and names both for many", () => {
    const one = columns([of("v1", 8), of("v1", 4, "linux_i686")]);
    expect(one).toMatch(/^PyThing in v1 \(CPython 3\.13\.5, cp313\)\n/);
    expect(one).toMatch(/A +8 +8 +linux_x86_64\n +B +4 +8 +linux_i686\n/);
    const many = columns([of("v1", 8), of("v2", 8), of("v1", 4, "linux_i686"), of("v2", 8, "linux_i686")]);
    expect(many).toMatch(/A +8 +8 +v1 to v2 \(2 versions\) on linux_x86_64; v2 on linux_i686\n/);
  });

  test("as JSON all are in a list", () => {
    const parts = [of("v1", 8), of("v2", 16)];
    expect(JSON.parse(report("json", ...parts))).toEqual({ layouts: parts, without: [] });
  });
});

test("several structs follow each other, as C after one prologue", () => {
  const structs = ["PyOne", "_PyTwo"].map((name) => {
    const surface = name === "_PyTwo" ? "internal" : "public";
    return [part(struct([member("a", "int", 0, 4)], { name, tag: null, typedefs: [name], surface }))];
  });
  const places = [{ ref: "v3.13.5", platform: "linux_x86_64" }];
  const text = layoutReport("text", { places, structs, without: [] });
  expect(text).toMatch(/^PyOne \(struct\)[\s\S]*\n\n_PyTwo \(struct\)/);
  const c = layoutReport("c", { places, structs, without: [] });
  expect(c.match(/#include <Python.h>/g)).toHaveLength(1);
  expect(c.indexOf("#define Py_BUILD_CORE 1")).toBeLessThan(c.indexOf("#include <Python.h>"));
  expect(c).toContain("offsetof(PyOne, a) == 0");
  expect(c).toContain("offsetof(_PyTwo, a) == 0");
});

test("code omits structs that no header completes, if there are others", () => {
  const named = part(struct(null, { name: "PyNamed", size: null, align: null }));
  const whole = part(struct([member("a", "int", 0, 4)]));
  const places = [{ ref: "v3.13.5", platform: "linux_x86_64" }];
  expect(layoutReport("rust", { places, structs: [[named], [whole]], without: [] })).toMatch(/pub mod PyThing/);
});

test("one member appears without the holes around it", () => {
  const outer = member("inner", "struct (unnamed)", 12, 8, { members: [member("y", "int", 16, 4)] });
  const text = report("text", part(struct([outer]), { member: "inner.y" }));
  expect(text.split("\n").slice(3)).toEqual([
    "  offset  size  type              member",
    "      12     8  struct (unnamed)  inner",
    "      16     4  int               inner.y",
    "",
    "  of PyThing: size 24, alignment 8",
    "",
  ]);
});

test("as Go: two paths with one name get different names", () => {
  const inner = member("a", "struct (unnamed)", 4, 4, { members: [member("b", "int", 4, 4)] });
  const go = report("go", part(struct([member("a_b", "int", 0, 4), inner])));
  expect(go).toContain("\tPyThing_a_b = 0\n");
  expect(go).toContain("\tPyThing_a_b_ = 4\n");
});

describe("as C", () => {
  test("the macros of the build come after pyconfig.h and before all else", () => {
    const target = { abi: "cp315", platform: "linux_x86_64", limitedApi: null, macros: ["-D_Py_TIER2=1", "-UWITH_X"] };
    expect(
      report("c", part(struct(mixed), { target } as Partial<StructPart>))
        .split("\n")
        .slice(1, 7),
    ).toEqual([
      "#include <pyconfig.h>",
      "#undef _Py_TIER2",
      "#define _Py_TIER2 1",
      "#undef WITH_X",
      "#include <Python.h>",
      '#include "thing.h"',
    ]);
  });

  test("assertions on size, alignment, offsets and sizes, except for bit-fields", () => {
    expect(report("c", part(struct(mixed)))).toBe(`\
/* PyThing in CPython 3.13.5 (v3.13.5), cp313 on linux_x86_64: Include/thing.h:7. */
#include <Python.h>
#include "thing.h"
#include <stddef.h>

_Static_assert(sizeof(PyThing) == 24, "size of PyThing");
_Static_assert(_Alignof(PyThing) == 8, "alignment of PyThing");
_Static_assert(offsetof(PyThing, first) == 0, "offset of PyThing.first");
_Static_assert(sizeof(((PyThing *)0)->first) == 1, "size of PyThing.first");
_Static_assert(offsetof(PyThing, second) == 4, "offset of PyThing.second");
_Static_assert(sizeof(((PyThing *)0)->second) == 4, "size of PyThing.second");
_Static_assert(offsetof(PyThing, inner) == 12, "offset of PyThing.inner");
_Static_assert(sizeof(((PyThing *)0)->inner) == 8, "size of PyThing.inner");
_Static_assert(offsetof(PyThing, inner.type) == 12, "offset of PyThing.inner.type");
_Static_assert(sizeof(((PyThing *)0)->inner.type) == 2, "size of PyThing.inner.type");
_Static_assert(offsetof(PyThing, inner.y) == 16, "offset of PyThing.inner.y");
_Static_assert(sizeof(((PyThing *)0)->inner.y) == 4, "size of PyThing.inner.y");
`);
  });

  test("an internal struct needs Py_BUILD_CORE, a limited API its macro, an untyped one its tag", () => {
    const internal = struct([], {
      header: "Include/internal/pycore_thing.h",
      surface: "internal",
      typedefs: [],
      name: "_thing",
    });
    const c = report("c", part(internal, { target: { abi: "abi3", platform: "linux_x86_64", limitedApi: "3.12" } }));
    expect(c).toContain("#define Py_LIMITED_API 0x030c0000\n#define Py_BUILD_CORE 1\n#include <Python.h>\n");
    expect(c).toContain('#include "internal/pycore_thing.h"\n');
    expect(c).toContain("sizeof(struct _thing) == 24");
  });

  test("members of an array's elements are reached in its first one", () => {
    const calls = member("calls", "struct (unnamed)[3][2]", 0, 24, { members: [member("arg", "int", 0, 4)] });
    expect(report("c", part(struct([calls])))).toContain("offsetof(PyThing, calls[0][0].arg) == 0");
  });

  test("the size of a flexible array is not asserted", () => {
    const c = report("c", part(struct([member("items", "int[]", 24, 0)])));
    expect(c).toContain("offsetof(PyThing, items) == 24");
    expect(c).not.toContain("->items");
  });
});

test("as Rust: constants in modules; keywords are written raw", () => {
  expect(report("rust", part(struct([...mixed, member("self", "int", 20, 4)])))).toBe(`\
// CPython 3.13.5 (v3.13.5), cp313 on linux_x86_64: Include/thing.h:7
#[allow(non_snake_case, non_upper_case_globals)]
pub mod PyThing {
    /// Bytes of the whole struct.
    pub const SIZE: usize = 24;
    pub const ALIGN: usize = 8;
    /// Bytes from the start of the struct.
    pub mod offset {
        pub const first: usize = 0;
        pub const second: usize = 4;
        pub const inner: usize = 12;
        pub mod inner {
            pub const r#type: usize = 12;
            pub const y: usize = 16;
        }
        pub const self_: usize = 20;
    }
    /// Bytes.
    pub mod size {
        pub const first: usize = 1;
        pub const second: usize = 4;
        pub const inner: usize = 8;
        pub mod inner {
            pub const r#type: usize = 2;
            pub const y: usize = 4;
        }
        pub const self_: usize = 4;
    }
    /// Of bit-fields: bits from the start of the struct.
    pub mod bit_offset {
        pub const flag: usize = 64;
        pub const kind: usize = 72;
    }
    /// Of bit-fields: bits.
    pub mod bit_width {
        pub const flag: usize = 1;
        pub const kind: usize = 2;
    }
}
`);
});

test.each(["c", "rust", "go"] as const)("%s of an unknown layout is an error with the reason", (format) => {
  const unknown = struct(null, { size: null, align: null });
  expect(() => report(format, part(unknown))).toThrow(
    expect.objectContaining({ code: "unknown-layout", message: expect.stringContaining("No header completes it") }),
  );
});
