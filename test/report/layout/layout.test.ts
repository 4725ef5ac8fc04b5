import { describe, expect, test } from "vitest";
import type { ManifestMember, ManifestStruct } from "../../../src/manifest/model.ts";
import type { StructPart } from "../../../src/manifest/struct-part.ts";
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

const report = (format: string, ...parts: StructPart[]) =>
  layoutReport(
    format,
    parts.map((part) => Buffer.from(`${JSON.stringify(part)}\n`)),
  ).toString();

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
  test("each member lies where it lies, with holes to the bit and padding", () => {
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

  test("cachelines are told where a member begins in a further one", () => {
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

  test("a union's members share their place; members of one of them leave no hole where another lies", () => {
    const members = [member("a", "char", 0, 1), member("b", "long", 0, 8)];
    const text = report("text", part(struct(members, { kind: "union", size: 8 })));
    expect(text).not.toContain("hole");
    expect(text).toContain("size 8, alignment 8, 2 members\n");
  });

  test("what is not known is said", () => {
    const members: ManifestMember[] = [{ name: "x", type: "unknown_t", offset: null, size: null }];
    const diagnostics = [
      { code: "unknown-layout", header: "Include/thing.h", line: 7, message: "unknown_t is not known" },
    ];
    const text = report("text", part(struct(members, { size: null, align: null }), { complete: false, diagnostics }));
    expect(text).toContain(
      "       ?     ?  unknown_t  x\n\n  size not known\n  not understood: unknown_t is not known\n",
    );
  });

  test("an opaque struct says which header completes it, or that none does", () => {
    expect(report("text", part(struct(mixed, { opaque: true })))).toContain("Include/thing.h:7; opaque to extensions");
    const named = report("text", part(struct(null, { opaque: true, size: null, align: null })));
    expect(named).toContain("named in Include/thing.h:7 and completed in no header\n\n  size not known");
  });
});

describe("two refs as text", () => {
  const before = struct([member("a", "int", 0, 4), member("gone", "int", 4, 4), member("b", "int", 8, 4)], {
    size: 16,
  });
  const after = struct([member("a", "int", 0, 4), member("new", "long", 8, 8), member("b", "long", 16, 8)]);

  test("stand side by side with what moved, came and went", () => {
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

  test("are one object as JSON", () => {
    expect(JSON.parse(report("json", part(before), part(after)))).toMatchObject({
      from: { struct: { size: 16 } },
      to: { struct: { size: 24 } },
    });
  });
});

describe("as C", () => {
  test("assertions on size, alignment, offsets and sizes; bit-fields cannot be asked for", () => {
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

  test("the size of a flexible array is not asked for", () => {
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

test.each(["c", "rust"])("%s of a layout that is not known is an error that says why", (format) => {
  const unknown = struct(null, { size: null, align: null });
  expect(() => report(format, part(unknown))).toThrow(
    expect.objectContaining({ code: "unknown-layout", message: expect.stringContaining("No header completes it") }),
  );
});
