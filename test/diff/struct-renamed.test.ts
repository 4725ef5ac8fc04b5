import { describe, expect, test } from "vitest";
import { diffManifests } from "../../src/diff/diff.ts";
import { headersManifest } from "./fixtures.ts";

/** The changes from one text of a header to another, as `rule old → new, confidence, impact on source`. */
function reported(before: string, after: string): string[] {
  const [from, to] = [before, after].map((text) => headersManifest("v3.13.0", new Map([["foo.h", text]])));
  if (from === undefined || to === undefined) throw new TypeError("no manifest");
  return diffManifests(from, to).changes.map(({ rule, subject, newName, confidence, source }) =>
    newName === undefined
      ? `${rule} ${subject.name}`
      : `${rule} ${subject.name} → ${newName}, ${confidence}, ${source}`,
  );
}

const three = "{ int one; int two; int three; }";

describe("a struct has another name", () => {
  test("if an alias of the new one keeps the old one", () => {
    const before = "typedef struct { int one; } PyOld;";
    const after = "typedef struct { long other; } PyNew;";
    expect(reported(before, `${after} typedef PyNew PyOld;`)).toContain(
      "struct-renamed PyOld → PyNew, certain, compatible",
    );
    expect(reported(before, `${after}\n#define PyOld PyNew\n`)).toContain(
      "struct-renamed PyOld → PyNew, certain, compatible",
    );
  });

  test("if an alias is the struct now", () => {
    const before = "typedef struct { int one; } PyOld; typedef PyOld PyNew;";
    expect(reported(before, "typedef struct { int one; } PyNew;")).toContain(
      "struct-renamed PyOld → PyNew, certain, breaking",
    );
  });

  test("if it alone has the same members, at least three or under a near name", () => {
    expect(reported(`typedef struct ${three} PyOld;`, `typedef struct ${three} PyNew;`)).toEqual([
      "struct-renamed PyOld → PyNew, likely, breaking",
    ]);
    const two = "{ int one; int two; }";
    expect(reported(`typedef struct ${two} PyDog;`, `typedef struct ${two} _PyDog;`)).toEqual([
      "struct-renamed PyDog → _PyDog, likely, breaking",
    ]);
    expect(reported(`typedef struct ${two} PyDog;`, `typedef struct ${two} PyLadder;`)).toEqual([
      "struct-removed PyDog",
      "struct-added PyLadder",
    ]);
  });

  test("not if there is a choice", () => {
    const twins = `typedef struct ${three} PyNewA; typedef struct ${three} PyNewB;`;
    expect(reported(`typedef struct ${three} PyOld;`, twins)).toEqual([
      "struct-removed PyOld",
      "struct-added PyNewA",
      "struct-added PyNewB",
    ]);
  });

  test("not if a member has another type that existed before", () => {
    const types = "typedef struct _a PyA; typedef struct _b PyB;";
    const of = (type: string, name: string) => `${types} typedef struct { int one; int two; ${type} *three; } ${name};`;
    expect(reported(of("PyA", "PyOld"), of("PyB", "PyNew"))).toEqual(["struct-removed PyOld", "struct-added PyNew"]);
  });

  test("though its members name it and others that were renamed", () => {
    const of = (name: string, other: string) =>
      `typedef struct ${three} ${other};
       typedef struct ${name}_s { struct ${name}_s *next; ${other} *other; int size; } ${name};`;
    expect(reported(of("PyOldList", "PyOldItem"), of("PyNewList", "PyNewItem"))).toEqual([
      "struct-renamed PyOldItem → PyNewItem, likely, breaking",
      "struct-renamed PyOldList → PyNewList, likely, breaking",
    ]);
  });
});

describe("a struct whose tag changed", () => {
  test("is reported, and breaks code that uses the tag", () => {
    expect(reported("typedef struct { int a; } PyFoo;", "typedef struct PyFoo { int a; } PyFoo;")).toEqual([
      "struct-renamed PyFoo → struct PyFoo, certain, compatible",
    ]);
    expect(reported("typedef struct _foo { int a; } PyFoo;", "typedef struct { int a; } PyFoo;")).toEqual([
      "struct-renamed PyFoo → PyFoo, certain, risky",
    ]);
  });

  test("may have got it to become opaque", () => {
    expect(reported("typedef struct { int a; } PyFoo;", "typedef struct _foo PyFoo;")).toEqual(["struct-opaque PyFoo"]);
  });
});

test("a new name is a replacement unless it is internal and the old one was public", () => {
  const body = `typedef struct ${three}`;
  const from = headersManifest(
    "v3.13.0",
    new Map([["foo.h", `${body} PyDog;\n${body.replace("one", "first")} PyCat;`]]),
  );
  const headers = { "foo.h": `${body} _PyDog;`, "internal/pycore_cat.h": `${body.replace("one", "first")} _PyCat;` };
  const { changes } = diffManifests(from, headersManifest("v3.14.0", new Map(Object.entries(headers))));
  expect(changes.map(({ newName, replacement }) => [newName, replacement])).toContainEqual(["_PyDog", ["_PyDog"]]);
  expect(changes.map(({ newName, replacement }) => [newName, replacement])).toContainEqual(["_PyCat", undefined]);
});
