import { describe, expect, test } from "vitest";
import { defaultTarget, type TargetRequest } from "../../src/cpython/target.ts";
import { changedDebugOffsets, debugOffsets } from "../../src/manifest/debug-offsets.ts";
import { miniature } from "./miniature.ts";

/** As 3.13 has it, in the initialiser itself; `init` as 3.14 has it, in a macro of its own. */
const header = (body = "", init = "") => `
#ifndef Py_BUILD_CORE
#error "this header requires Py_BUILD_CORE define"
#endif
#include <stddef.h>
#include <stdint.h>
#define _Py_Debug_Cookie "xdebugpy"
#ifdef Py_GIL_DISABLED
#define _Py_Debug_Free_Threaded 1
#else
#define _Py_Debug_Free_Threaded 0
#endif
typedef struct { int first; struct { void *head; } list; } Thing;
typedef struct _Py_DebugOffsets {
  char cookie[8];
  uint64_t version;
  uint64_t free_threaded;
  struct _thing { uint64_t size; uint64_t head; uint64_t unset; } thing;
  struct { uint64_t odd; } last;
} _Py_DebugOffsets;
typedef struct { _Py_DebugOffsets debug_offsets; int more; } _PyRuntimeState;
${init}
#define _PyRuntimeState_INIT(runtime, debug_cookie) \\
  { .debug_offsets = ${body}, .more = WHATEVER(runtime), }
`;
const values = `{ .cookie = debug_cookie, .version = 0x030d05f0, .free_threaded = _Py_Debug_Free_Threaded, \\
  .thing = { .size = sizeof(Thing), .head = offsetof(Thing, list.head), }, .last.odd = 1 + 2 }`;

const read = (text: string, request: Partial<TargetRequest> = {}) =>
  debugOffsets(miniature({ "Include/internal/pycore_runtime_init.h": text }), { ...defaultTarget, ...request });

describe("debug offsets", () => {
  const old = read(header(values));

  test("are the initializer's values, each at its offset; omitted ones are 0", () => {
    expect(old).toMatchObject({ complete: true, cookie: "xdebugpy", size: 56, target: { abi: "cp313" } });
    expect(old.values.map(({ name, offset, size, value }) => [name, offset, size, value])).toEqual([
      ["version", 8, 8, 0x030d05f0],
      ["free_threaded", 16, 8, 0],
      ["thing.size", 24, 8, 16],
      ["thing.head", 32, 8, 8],
      ["thing.unset", 40, 8, 0],
      ["last.odd", 48, 8, 3],
    ]);
    expect(old.values[3]?.expression).toBe("offsetof(Thing, list.head)");
  });

  test("are the same from a macro of their own", () => {
    const own = header("_Py_DebugOffsets_INIT(debug_cookie)", `#define _Py_DebugOffsets_INIT(debug_cookie) ${values}`);
    expect(read(own).values).toEqual(old.values);
    expect(read(own).cookie).toBe("xdebugpy");
  });

  test("are of the target", () => {
    const free = read(header(values), { abi: "cpt" });
    expect(changedDebugOffsets(old, free).map(({ name, from, to }) => [name, from?.value, to?.value])).toEqual([
      ["free_threaded", 0, 1],
    ]);
    expect(read(header(values), { platform: "linux_i686" }).values[3]?.value).toBe(4);
  });

  test("are null if not understood, never 0", () => {
    const unknown = read(header(values.replace("1 + 2", "surprise(3)")));
    expect(unknown).toMatchObject({ complete: false });
    expect(unknown.values.filter(({ value }) => value === null).map(({ name }) => name)).toEqual(["last.odd"]);
    const odd = read(header("SOMETHING(else)"));
    expect(odd).toMatchObject({ complete: false, cookie: null });
    expect(odd.values.every(({ value }) => value === null)).toBe(true);
  });

  test("are of 3.13 and newer, and of builds of CPython", () => {
    expect(() => read("#define NOTHING 1\n")).toThrow(/has no _Py_DebugOffsets: it exists since 3\.13/);
    expect(() => read(header(values), { abi: "abi3" })).toThrow(/abi3 is not a build of CPython/);
  });
});
