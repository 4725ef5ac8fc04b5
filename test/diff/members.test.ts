import { describe, expect, test } from "vitest";
import { diffManifests } from "../../src/diff/diff.ts";
import type { Change } from "../../src/diff/model.ts";
import { headersManifest } from "./fixtures.ts";

/** The changes from one text of a header to another, all or of a name; the types that both have come first. */
function changes(before: string, after: string, both = "", symbol?: string): Change[] {
  const [from, to] = [before, after].map((text) =>
    headersManifest("v3.13.0", new Map([["foo.h", `${both}\n${text}`]])),
  );
  if (from === undefined || to === undefined) throw new TypeError("no manifest");
  return diffManifests(from, to, { symbol }).changes;
}

/** The changes of the members of `struct PyFoo`, as `rule member`. */
function edits(before: string, after: string, both = ""): string[] {
  return changes(foo(before), foo(after), both).map(({ rule, member }) =>
    member === null ? rule : `${rule} ${member}`,
  );
}

const foo = (members: string) => `typedef struct { ${members} } PyFoo;`;

const at = (offset: number) => ({ offset });

describe("one event is one change", () => {
  test("an insertion lists the shifted members, and the size before and after", () => {
    expect(changes(foo("int a; int b; long c;"), foo("int a; int new; int b; long c;"))).toMatchObject([
      {
        rule: "member-added",
        member: "new",
        from: { size: 16 },
        to: { size: 24, member: { name: "new", type: "int", offset: 4, size: 4 } },
        shifted: [
          { member: "b", from: at(4), to: at(8) },
          { member: "c", from: at(8), to: at(16) },
        ],
      },
    ]);
  });

  test("two inserted together shift the following members once", () => {
    const [first, second] = changes(foo("int a; int b;"), foo("int a; int x; int y; int b;"));
    expect([first, second].map((change) => [change?.member, change?.shifted?.length ?? 0, change?.binary])).toEqual([
      ["x", 0, "breaking"],
      ["y", 1, "breaking"],
    ]);
  });

  test("a member in the padding at the end resizes nothing", () => {
    const all = changes(foo("long a; char b;"), foo("long a; char b; char c; long d;"));
    expect(all.map(({ member, message }) => [member, message.includes("had 16 bytes")])).toEqual([
      ["d", true],
      ["c", false],
    ]);
  });

  test("a member in the place of another one shifts nothing", () => {
    const all = changes(foo("int a; int old; int b; char c;"), foo("int a; int now; int more; int b; char c;"));
    expect(all.map(({ member, shifted }) => [member, shifted?.map((shift) => shift.member)])).toEqual([
      ["old", undefined],
      ["more", ["b", "c"]],
      ["now", undefined],
    ]);
  });

  test("a member moves into a struct with a type that has the same name", () => {
    const digit = (type: string) => `typedef ${type} digit;`;
    const before = `${digit("unsigned short")} ${foo("int size; digit digits[1];")}`;
    const after = `${digit("unsigned int")} typedef struct { int size; digit digits[1]; } PyValue; ${foo("PyValue value;")}`;
    expect(changes(before, after).find(({ member }) => member === "digits")).toMatchObject({ rule: "member-renamed" });
  });

  test("each shift is attributed to the last change before it", () => {
    const all = changes(foo("int a; int b; int c; int d; int e;"), foo("int x; int a; int b; int d; int y; int e;"));
    expect(all.map(({ member, shifted }) => [member, shifted?.map((shift) => shift.member)])).toEqual([
      ["c", undefined],
      ["x", ["a", "b"]],
      ["y", ["e"]],
    ]);
  });

  test("what a union shifts is attributed to what made it longer", () => {
    const node = (call: string, more = "") => foo(`union { struct { ${call} } call; ${more} } v; int line;`);
    expect(changes(node("int a; int b;"), node("int a; int b; int c;", "struct { int x; } name;"))).toMatchObject([
      { member: "v.call.c", binary: "breaking", shifted: [{ member: "line" }] },
      { member: "v.name", binary: "compatible", message: expect.not.stringContaining("bytes") },
    ]);
  });

  test("a replacement in place shifts nothing", () => {
    expect(changes(foo("int a; int gone; int b;"), foo("int a; int come; int b;"))).toMatchObject([
      { rule: "member-removed", member: "gone", binary: "breaking" },
      { rule: "member-added", member: "come", binary: "compatible" },
    ]);
  });

  test("a member that left the order of the others is one change, whatever is between", () => {
    expect(changes(foo("int a; int b; int c; int d;"), foo("int d; int a; int b; int c;"))).toMatchObject([
      {
        rule: "member-reordered",
        member: null,
        shifted: ["d", "a", "b", "c"].map((member) => ({ member })),
        message: expect.stringContaining("; 3 members moved"),
      },
    ]);
  });

  test("unnamed bit-fields only pad", () => {
    expect(edits("int a : 1; int : 7; int b : 1;", "int a : 1; int x : 1; int : 6; int b : 1;")).toEqual([
      "member-added x",
    ]);
    expect(edits("int a : 1; int : 7; int b : 1;", "int a : 1; int : 6; int b : 1;")).toEqual(["layout-changed"]);
  });

  test("inside a nested struct belongs to the outer one, and is found by the names of both", () => {
    const nested = (members: string) => foo(`int a;\nstruct nested { ${members} } in;\nint b;`);
    const sides = [nested("int x;"), nested("long x;")] as const;
    const found = (symbol: string) =>
      changes(...sides, "", symbol).map(({ rule, subject, member }) => `${rule} ${subject.name}.${member}`);
    expect(found("PyFoo")).toEqual(["member-type-changed PyFoo.in.x"]);
    expect(found("nested")).toEqual(["member-type-changed PyFoo.in.x"]);
    expect(found("other")).toEqual([]);
  });
});

describe("a member that moved into another one", () => {
  test("is one change, and the struct that took it in has its own", () => {
    const before = foo("long size; int digit[1];");
    const after = `typedef struct { long tag; int digit[1]; } PyValue; ${foo("PyValue value;")}`;
    expect(changes(before, after)).toMatchObject([
      { rule: "member-removed", member: "size" },
      { rule: "member-renamed", member: "digit", newName: "value.digit", confidence: "certain", binary: "compatible" },
      { rule: "struct-added", subject: { name: "PyValue" } },
    ]);
  });

  test("may be in a struct that both versions have, if its place is the same", () => {
    const both = "typedef struct { long count; void *type; } PyHead;";
    const before = "long count; void *type; int x;";
    expect(edits(before, "PyHead head; int x;", both)).toEqual(["member-renamed count", "member-renamed type"]);
    expect(edits("PyHead head; int x;", before, both)).toEqual([
      "member-renamed head.count",
      "member-renamed head.type",
    ]);
    expect(changes(foo("long count; int x;"), foo("PyHead head; int x;"), both)).toMatchObject([
      { member: "count", source: "breaking", binary: "compatible", newName: "head.count", confidence: "certain" },
      { member: "head", shifted: [{ member: "x" }] },
    ]);
    expect(edits("int x; void *type;", "int x; PyHead head;", both)).toEqual([
      "member-removed type",
      "member-added head",
    ]);
  });

  test("is only likely the same at another place, and no hint where a pointer may lead to another one", () => {
    const inner = "typedef struct { int tracing; } PyInner;";
    const [moved] = changes(foo("int tracing; int x;"), `${inner} ${foo("int x; PyInner root;")}`);
    expect(moved).toMatchObject({ newName: "root.tracing", confidence: "likely", replacement: ["root.tracing"] });
    const [reached] = changes(foo("int tracing; int x;"), `${inner} ${foo("PyInner *now; int x; PyInner root;")}`);
    expect(reached).toMatchObject({ newName: "root.tracing", confidence: "likely", hint: null });
  });

  test("may have become a bit-field, if members are only grouped", () => {
    expect(changes(foo("int on; int x;"), foo("struct { int on : 1; } flags; int x;"))).toMatchObject([
      { rule: "member-renamed", member: "on", newName: "flags.on", binary: "breaking" },
    ]);
  });

  test("is a different member if the struct that has one of its name is known, with another type", () => {
    const both = "typedef struct { char *size; } PyInner;";
    expect(edits("int size; int x;", "PyInner inner; int x;", both)).toEqual([
      "member-removed size",
      "member-added inner",
    ]);
  });

  test("may have lost the prefix of the struct's members on the way, and others follow it", () => {
    const loc = "typedef struct { int lineno; int end_lineno; int column; } PyLocation;";
    const before = foo("int ste_type; int ste_lineno; int ste_column; int ste_end_lineno; void *ste_x;");
    const after = foo("int ste_type; PyLocation ste_loc; void *ste_x;");
    const renamed = (member: string, binary: string) => ({
      ...{ rule: "member-renamed", member: `ste_${member}`, source: "breaking", binary },
      ...{ newName: `ste_loc.${member}`, confidence: "likely", replacement: [`ste_loc.${member}`] },
    });
    const all = [renamed("column", "breaking"), renamed("end_lineno", "breaking"), renamed("lineno", "compatible")];
    expect(changes(before, after, loc)).toMatchObject(all);
    expect(changes(before, `${loc} ${after}`)).toMatchObject([...all, { rule: "struct-added" }]);
  });

  test("resizes the struct if what took it in ends elsewhere", () => {
    const after = `typedef struct { int lineno; int column; } PyLocation; ${foo("int ff_on; PyLocation ff_loc;")}`;
    expect(changes(foo("int ff_on; int ff_lineno;"), after)).toMatchObject([
      { rule: "member-renamed", message: expect.stringContaining("had 8 bytes and has 12") },
      { rule: "struct-added" },
    ]);
  });

  test("came out of one, the other way round", () => {
    expect(edits("struct { int on; int off; } flags; int x;", "struct { int off; } flags; int on; int x;")).toEqual([
      "member-renamed flags.on",
    ]);
  });
});

test("the loss of padding breaks no built module unless it shifts others", () => {
  expect(changes(foo("int a; int _padding; long c;"), foo("int a; int b; long c;"))).toMatchObject([
    { rule: "member-removed", member: "_padding", source: "breaking", binary: "compatible" },
    { rule: "member-added", member: "b" },
  ]);
  expect(changes(foo("long padding; long c;"), foo("long c;"))).toMatchObject([{ binary: "breaking" }]);
});

describe("another name for a member", () => {
  test("is similar, at the same offset and of the same type", () => {
    expect(edits("int interp; int x;", "int interpid; int x;")).toEqual(["member-renamed interp"]);
    expect(edits("int interp; int x;", "int mutex; int x;")).toEqual(["member-removed interp", "member-added mutex"]);
    expect(edits("int interp; int x;", "long interpid; int x;")).toEqual([
      "member-removed interp",
      "member-added interpid",
    ]);
    expect(edits("int interp; int x; int y;", "int x; int interpid; int y;")).toEqual([
      "member-removed interp",
      "member-added interpid",
    ]);
  });

  test("is the closest of those that differ only in underscores", () => {
    const all = changes(foo("int _call; int ___call__;"), foo("int _py_call; int _py___call__;"));
    expect(all.map(({ member, newName }) => [member, newName])).toEqual([
      ["___call__", "_py___call__"],
      ["_call", "_py_call"],
    ]);
    const inserted = changes(foo("int ___call__; int _end;"), foo("int _py___call__; int _py_call; int _py_end;"));
    expect(inserted.find(({ member }) => member === "___call__")).toMatchObject({ newName: "_py___call__" });
  });

  test("may be any if a macro says so, and then the old name still compiles", () => {
    expect(changes(foo("int a; int x;"), `${foo("int mutex; int x;")}\n#define a mutex\n`)).toMatchObject([
      { rule: "member-renamed", newName: "mutex", confidence: "certain", aliasKept: true, source: "compatible" },
      { rule: "symbol-added" },
    ]);
  });

  test("is reported as such even if other changes moved it, which breaks built modules", () => {
    expect(changes(foo("int interp; int x;"), foo("int interpid; int x;"))).toMatchObject([
      { rule: "member-renamed", member: "interp", binary: "compatible" },
    ]);
    expect(changes(foo("int interp; int x;"), foo("int new; int interpid; int x;"))).toMatchObject([
      { rule: "member-renamed", member: "interp", binary: "breaking" },
      { rule: "member-added", shifted: [{ member: "interpid" }, { member: "x" }] },
    ]);
  });
});

describe("another type of a member", () => {
  const both = "typedef int PyNumber; typedef struct _bar PyBar; struct named { int on; };";
  test.each([
    ["a typedef of the same", "int a;", "PyNumber a;"],
    ["the typedef of a tag", "struct _bar *a;", "PyBar *a;"],
    ["a standard name of the same", "struct { int on; } a;", "struct named a;"],
  ])("is none where it is %s", (_, before, after) => {
    expect(edits(before, after, both)).toEqual([]);
  });

  test.each([
    ["int a;", "unsigned int a;", "risky", "compatible"],
    ["int a;", "long a;", "risky", "breaking"],
    ["PyBar *a;", "void *a;", "risky", "risky"],
    ["PyBar *a;", "PyNumber *a;", "breaking", "risky"],
    ["int a[2];", "int a[3];", "risky", "risky"],
  ])("from %s to %s", (before, after, source, binary) => {
    expect(changes(foo(before), foo(after), both)).toMatchObject([{ rule: "member-type-changed", source, binary }]);
  });

  test("tells that the member moved as well", () => {
    const found = changes(foo("long gone; int *a;"), foo("unsigned *a;"), both);
    expect(found.find(({ rule }) => rule === "member-type-changed")).toMatchObject({
      binary: "breaking",
      message: expect.stringContaining("; it was at offset 8 and is at offset 0"),
    });
  });
});

describe("a struct that is in another one", () => {
  const inner = (members: string) => `typedef struct { ${members} } PyInner;`;
  const outer = foo("PyInner inner; int x;");

  test("is the reason of the other's new layout", () => {
    const [added, layout] = changes(inner("int a;") + outer, inner("int a; int b;") + outer).toSorted((a, b) =>
      a.subject.name > b.subject.name ? -1 : 1,
    );
    expect(added).toMatchObject({ rule: "member-added", subject: { name: "PyInner" }, member: "b" });
    expect(layout).toMatchObject({
      rule: "layout-changed",
      subject: { name: "PyFoo" },
      because: added?.id,
      shifted: [{ member: "x", from: at(4), to: at(8) }],
    });
  });

  test("is one reason, however often it is in there", () => {
    const many = foo("PyInner a; PyInner b; PyInner c; struct { short x; } d;");
    const [layout] = changes(inner("int a;") + many, inner("int a; int b;") + many).filter(
      ({ rule }) => rule === "layout-changed",
    );
    expect(layout?.message).toContain(
      "the type of a and 2 other members, PyInner, had 4 bytes and has 8; 3 members moved;",
    );
  });

  test("is none if it keeps its size", () => {
    expect(changes(inner("int a; char b;") + outer, inner("int a; char b; char c;") + outer)).toMatchObject([
      { rule: "member-added", subject: { name: "PyInner" } },
    ]);
  });

  test("may itself be another one's reason", () => {
    const most = "typedef struct { PyFoo foo; int y; } PyMost;";
    const all = changes(inner("int a;") + outer + most, inner("int a; int b;") + outer + most);
    const of = (name: string) => all.find(({ subject }) => subject.name === name);
    expect(of("PyMost")?.because).toBe(of("PyFoo")?.id);
  });
});

describe("who allocates a struct decides how its growth affects built modules", () => {
  const object = "struct _object { long ob_refcnt; PyTypeObject *ob_type; };";
  test.each([
    ["an extension: functions only take it", "breaking", foo, "PyAPI_FUNC(int) PyFoo_Use(PyFoo *foo);"],
    ["an extension: it is passed by value", "breaking", foo, "PyAPI_FUNC(PyFoo) PyFoo_Get(void);"],
    ["an extension: there are variables of it", "breaking", foo, "PyAPI_DATA(PyFoo) PyFoo_Default;"],
    ["an extension: a macro initializes it", "breaking", foo, "\n#define PyFoo_INIT {0}\n"],
    [
      "an extension: what it makes points to it",
      "breaking",
      foo,
      "typedef struct { PyFoo *foo; } PyBar; PyAPI_FUNC(int) PyBar_Use(PyBar *bar);",
    ],
    ["CPython: an exported function returns it", "compatible", foo, "PyAPI_FUNC(PyFoo *) PyFoo_New(void);"],
    [
      "CPython, but a macro indexes an array of it",
      "breaking",
      foo,
      "PyAPI_FUNC(PyFoo *) PyFoo_New(void); typedef struct { PyFoo *all; } PyBar;\n#define PyBar_AT(bar, i) (&(bar)->all[i])\n",
    ],
    ["unknown: it is only there to be read", "risky", foo, "PyAPI_FUNC(const PyFoo *) PyFoo_Peek(void);"],
    ["the objects of subclasses begin with it", "risky", (members: string) => foo(`PyObject base; ${members}`), ""],
  ])("%s", (_, binary, struct, use) => {
    expect(changes(struct("long a;") + use, struct("long a; long b;") + use, object)).toMatchObject([
      { rule: "member-added", member: "b", source: "compatible", binary },
    ]);
  });

  test("never an extension that does not see the members", () => {
    const hidden = (members: string) =>
      headersManifest(
        "v3.13.0",
        new Map([
          ["foo.h", "typedef struct _foo PyFoo; PyAPI_FUNC(int) PyFoo_Use(PyFoo *foo);"],
          ["internal/pycore_foo.h", `struct _foo { ${members} }; typedef struct { ${members} } _PyBar;`],
        ]),
      );
    expect(diffManifests(hidden("int a; long c;"), hidden("int a; int b; long c; long d;")).changes).toMatchObject(
      ["PyFoo", "PyFoo", "_PyBar", "_PyBar"].map((name) => ({
        subject: { name },
        source: "compatible",
        binary: "compatible",
      })),
    );
  });

  test("and initializers without names are only shifted by a member that is not the last", () => {
    const use = "PyAPI_FUNC(int) PyFoo_Use(PyFoo *foo);";
    const [before, after] = ["long a; int b;", "long a; int b; int inPadding;"].map((members) => foo(members) + use);
    expect(changes(before as string, after as string)).toMatchObject([{ source: "compatible", binary: "risky" }]);
  });

  test("and an extension has anything in padding, and initializers without names", () => {
    const use = "PyAPI_FUNC(int) PyFoo_Use(PyFoo *foo);";
    const [before, after] = ["int a; long b;", "int a; int new; long b;"].map((members) => foo(members) + use);
    expect(changes(before as string, after as string)).toMatchObject([{ source: "risky", binary: "risky" }]);
  });
});

describe("members that extensions do not see", () => {
  const internal = (members: string) =>
    headersManifest(
      "v3.13.0",
      new Map([
        ["foo.h", "typedef struct _foo PyFoo;"],
        ["internal/pycore_foo.h", `struct _foo { ${members} };`],
      ]),
    );

  test("are not on the public surface, and at most risky", () => {
    expect(diffManifests(internal("int a; int b;"), internal("int b;")).changes).toMatchObject([
      {
        rule: "member-removed",
        subject: { name: "PyFoo" },
        member: "a",
        source: "risky",
        binary: "risky",
        from: { surface: "internal", tier: "internal" },
        to: { surface: "internal", tier: "internal" },
      },
    ]);
  });
});

describe("an unknown layout", () => {
  test("leaves the members to compare, and no change compatible", () => {
    const unknown = "PyNowhere x; int a;";
    expect(changes(foo(unknown), foo(`${unknown} int b;`)).filter(({ rule }) => rule === "member-added")).toMatchObject(
      [{ member: "b", binary: "risky", to: { size: null, member: { offset: null } } }],
    );
  });
});
