import { describe, expect, test } from "vitest";
import type { Platform, TargetRequest } from "../../../src/cpython/target.ts";
import { cpython, usesOf } from "./extension.ts";

const tree = cpython(13, "#include <stdio.h>\n#ifndef Py_LIMITED_API\n#include <unistd.h>\n#endif");
const use = "int f(int c) { return close(c) + isspace(c); }\n";

/** Names with the header that they need. */
const needs = (files: Record<string, string>, target: Partial<TargetRequest> = {}) =>
  usesOf(files, tree, {}, target).uses.flatMap((use) =>
    use.kind === "symbol" && use.fault?.kind === "not-included"
      ? [`${use.name} ${/<(.*)>/.exec(use.fault.message)?.[1]}${use.fault.isLikely ? "?" : ""}`]
      : [],
  );

describe("a name of a system header", () => {
  test("needs the header if neither Python.h nor the source includes it", () => {
    expect(needs({ "a.c": `#include <Python.h>\n${use}` })).toEqual(["isspace ctype.h"]);
    expect(needs({ "a.c": `#include <Python.h>\n${use}` }, { abi: "abi3", limitedApi: "3.9" })).toEqual([
      "close unistd.h",
      "isspace ctype.h",
    ]);
  });

  test.each([
    ["before Python.h", { "a.c": `#include <ctype.h>\n#include <Python.h>\n${use}` }],
    ["after it", { "a.c": `#include <Python.h>\n#include <ctype.h>\n${use}` }],
    [
      "a header of the extension's that does",
      { "a.h": "#include <ctype.h>", "a.c": `#include <Python.h>\n#include "a.h"\n${use}` },
    ],
    ["a header of C++ that does", { "a.cpp": `#include <Python.h>\n#include <cctype>\n${use}` }],
  ])("does not where the source includes it: %s", (_, files) => {
    expect(needs(files as Record<string, string>)).toEqual([]);
  });

  test("does not where the source includes another header that declares it as well", () => {
    const both = "mcontext_t context; time_t now;";
    expect(needs({ "a.c": `#include <Python.h>\n#include <ucontext.h>\n${both}` })).toEqual(["time_t sys/select.h"]);
    expect(needs({ "a.c": `#include <Python.h>\n#include <ucontext.h>\n#include <poll.h>\n${both}` })).toEqual([]);
  });

  test("may come from an unknown header of another library", () => {
    expect(needs({ "a.c": `#include <Python.h>\n#include "other/api.h"\n${use}` })).toEqual(["isspace ctype.h?"]);
  });

  test.each([
    ["the extension's function", "static int isspace(int c) { return c; } int f(void) { return isspace(1); }"],
    ["a parameter", "int f(int isspace) { return isspace; }"],
    ["a member", "struct s { int isspace; }; int f(struct s *s) { return s->isspace; }"],
    ["a macro", "#define isspace(c) (c == 32)\nint f(void) { return isspace(1); }"],
    ["a label", "void f(void) { goto isspace; isspace: return; }"],
  ])("is none where it is %s", (_, source) => {
    expect(needs({ "a.c": `#include <Python.h>\n${source}` })).toEqual([]);
  });

  test.each([
    ["a type", "uint64_t x;", "uint64_t stdint.h"],
    ["a macro", "int f(void) { return errno; }", "errno errno.h"],
    ["a struct whose size is needed", "struct timeval t;", "timeval sys/select.h"],
    ["a member of a struct", "long f(void *p) { return ((struct timeval *)p)->tv_sec; }", "timeval sys/select.h"],
    ["a pointer to a function", "void *p = gettimeofday;", "gettimeofday sys/time.h"],
  ])("%s", (_, source, expected) => {
    expect(needs({ "a.c": `#include <Python.h>\n${source}` })).toEqual([expected]);
  });

  test.each<[Platform, string]>([
    ["win_amd64", "isspace ctype.h?"],
    ["macosx_arm64", "isspace ctype.h?"],
    ["musllinux_x86_64", "isspace ctype.h"],
  ])("on %s", (platform, expected) => {
    expect(needs({ "a.c": `#include <Python.h>\n${use}` }, { platform })).toEqual([expected]);
  });

  test("is not taken for included by what a header includes on other platforms", () => {
    const source = "#include <Python.h>\n#include <wchar.h>\nfd_set s; long f(void) { return time(0); }";
    expect(needs({ "a.c": source }, { platform: "win_amd64" })).toEqual(["fd_set sys/select.h?", "time time.h?"]);
  });
});
