import { describe, expect, test } from "vitest";
import { manifestOf, named } from "./miniature.ts";

/** The miniature as installed, with the `pyconfig.h` of a build. */
const installed = (config: string, changes: Record<string, string> = {}, request = {}) =>
  manifestOf(
    {
      "pyconfig.h.in": null,
      "Include/pyconfig.h": `#ifndef Py_PYCONFIG_H\n#define Py_PYCONFIG_H\n${config}\n#endif\n`,
      ...changes,
    },
    request,
  );
const codes = ({ diagnostics }: ReturnType<typeof installed>) => diagnostics.map(({ code }) => code);

describe("a tree with a pyconfig.h of its own", () => {
  const header = "#ifdef HAVE_ODD\ntypedef struct { char a[ODD_SIZE]; } Odd;\n#endif\n";

  test("is configured by it, not by the platform's table", () => {
    const { structs } = installed("#define HAVE_ODD 1\n#define ODD_SIZE 7", { "Include/test.h": header });
    expect(named(structs, "Odd")?.size).toBe(7);
    expect(named(installed("", { "Include/test.h": header }).structs, "Odd")).toBeUndefined();
  });

  test("adds no symbols of it, nor of the file it includes for one processor", () => {
    const { symbols, structs } = installed("#if defined(__x86_64__)\n#include <x86/pyconfig.h>\n#endif", {
      "Include/x86/pyconfig.h": "#define HAVE_ODD 1\n#define ODD_SIZE 9\n#define ODD_ALONE 1\n",
      "Include/test.h": header,
    });
    expect(named(structs, "Odd")?.size).toBe(9);
    expect(named(symbols, "ODD_ALONE")).toBeUndefined();
  });

  test("is of one build: another abi is refused, with the one that it is of", () => {
    const ask = (abi: string) => () => installed("#define Py_DEBUG 1", {}, { abi });
    expect(ask("cpd")).not.toThrow();
    expect(ask("cp")).toThrow(
      expect.objectContaining({ code: "unknown-abi", message: expect.stringMatching("cpd, not cp") }),
    );
  });

  test("belongs to one platform: sizes of another make the manifest incomplete", () => {
    const config = "#define SIZEOF_LONG 8\n#define SIZEOF_VOID_P 8";
    expect(codes(installed(config))).not.toContain("foreign-configuration");
    const other = installed(config, {}, { platform: "linux_armv7l" });
    expect(codes(other)).toContain("foreign-configuration");
    expect(other.complete).toBe(false);
  });

  test("knows no names of other targets", () => {
    expect(installed("").elsewhere).toEqual([]);
  });

  test("omits headers that include files of the build only, as compilers reject them", () => {
    const { symbols, complete, diagnostics } = installed("", {
      "Include/test.h": '#include "made_by_build.h"\nint Py_Made(void);\n',
    });
    expect(named(symbols, "Py_Made")).toBeUndefined();
    expect(diagnostics).toContainEqual(expect.objectContaining({ code: "header-rejected", header: "Include/test.h" }));
    expect(complete).toBe(true);
  });
});
