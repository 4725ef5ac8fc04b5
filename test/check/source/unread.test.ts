import { describe, expect, test } from "vitest";
import { unreadLines } from "../../../src/check/source/unread.ts";
import type { Platform } from "../../../src/cpython/target.ts";
import { cpython, usesOf } from "./extension.ts";

const unread = (text: string, given: string[] = []) =>
  unreadLines([{ path: "a.c", text }], (macro) => given.includes(macro)).map(
    ({ macro, lines, line }) => `${macro} ${lines} from ${line}`,
  );

describe("lines that want a macro of the build", () => {
  test.each([
    ["#ifdef WITH", "#ifdef WITH\na\nb\n#endif", ["WITH 2 from 1"]],
    ["#if defined", "#if defined(WITH) && X > 3\na\n#endif", ["WITH 1 from 1"]],
    ["#if of a value", "#if WITH\na\n#endif", ["WITH 1 from 1"]],
    ["#else of #ifndef", "#ifndef WITH\na\n#else\nb\nc\n#endif", ["WITH 2 from 3"]],
    ["#else of !defined", "#if !defined(WITH)\na\n#else\nb\n#endif", ["WITH 1 from 3"]],
    ["#elif", "#if PY_VERSION_HEX\na\n#elif defined WITH\nb\n#endif", ["WITH 1 from 3"]],
    ["what is in them", "#ifdef WITH\n#ifdef MORE\na\n#endif\n#endif", ["WITH 3 from 1"]],
    ["of several groups", "#ifdef WITH\na\n#endif\n#ifdef WITH\nb\n#endif", ["WITH 2 from 1"]],
  ])("%s", (_, text, expected) => {
    expect(unread(text)).toEqual(expected);
  });

  test.each([
    ["where it is given", "#ifdef WITH\na\n#endif"],
    ["where a file defines it", "#define OWN\n#ifdef OWN\na\n#endif"],
    ["of a version", "#if PY_VERSION_HEX < 0x03000000\na\n#endif\n#if PY_MAJOR_VERSION == 2\nb\n#endif"],
    ["of a platform", "#ifdef _WIN32\na\n#endif\n#ifdef MS_WINDOWS\na\n#endif\n#if HAVE_UNISTD_H\na\n#endif"],
    ["that may be read without it", "#if defined(OTHER) || defined(MORE)\na\n#endif\n#ifndef OTHER\na\n#endif"],
    ["that are none", "#ifdef OTHER\n#endif"],
  ])("are none %s", (_, text) => {
    expect(unread(text, ["WITH"])).toEqual([]);
  });
});

test("unread files are reported, and do not make a check doubtful", () => {
  const files = { "a.c": "#include <Python.h>\n#ifdef WITH\nint x;\n#endif", "b.h": "int y;", "c.h": "" };
  const reported = (defines: string[]) => {
    const { diagnostics, complete } = usesOf(files, cpython(13, ""), {}, {}, defines);
    expect(complete).toBe(true);
    return diagnostics.map(({ file, line, message }) => `${file}:${line}: ${message}`);
  };
  const headers = "b.h:1: It and 1 other file are neither sources nor included by one.";
  expect(reported([])).toEqual(["a.c:2: 1 line behind WITH was not read; pass -DWITH.", headers]);
  expect(reported(["#define WITH 1"])).toEqual([headers]);
});

test("lines for Windows are unread only there", () => {
  const files = { "a.c": "#include <Python.h>\n#ifdef WIN32\nint x;\n#endif" };
  const reported = (platform: Platform) =>
    usesOf(files, cpython(13, ""), {}, { platform }).diagnostics.map(({ message }) => message);
  expect(reported("linux_x86_64")).toEqual([]);
  expect(reported("win_amd64")).toContain("1 line behind WIN32 was not read; pass -DWIN32.");
});
