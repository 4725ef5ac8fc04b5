import { expect, test } from "vitest";
import { Session } from "../../../src/c/session.ts";
import { sourceUses } from "../../../src/check/source/uses.ts";
import { defaultTarget } from "../../../src/cpython/target.ts";
import { cpython, nothing } from "./extension.ts";

const object = (member: string) => `#include <stddef.h>
#ifdef Py_SLIM
typedef struct PyFoo PyFoo;
#else
typedef struct { int first; size_t ${member}; } PyFoo;
int PyFoo_Check(PyFoo *);
#endif
`;
const trees = ["second", "third"].map((member, index) =>
  cpython(12 + index, '#include "object.h"', { "object.h": object(member) }),
);
const text = "#include <Python.h>\nsize_t f(PyFoo *x) { return PyFoo_Check(x) ? x->second : 0; }\n";

test("sources use the same with a session that has read other versions, languages and macros", () => {
  const session = new Session();
  const builds = trees.flatMap((tree) =>
    ["", "#define Py_SLIM 1\n"].flatMap((define) => ["a.c", "a.cpp"].map((path) => ({ tree, define, path }))),
  );
  const found = new Set<string>();
  for (const { tree, define, path } of [...builds, ...builds]) {
    const read = (shared: Session) =>
      sourceUses([{ path, text: define + text }], tree, defaultTarget, nothing, { session: shared });
    const uses = read(session);
    expect(uses).toEqual(read(new Session()));
    found.add(JSON.stringify(uses.uses));
  }
  // With Py_SLIM both versions are the same.
  expect(found.size).toBe(builds.length - 2);
});
