import { describe, expect, test } from "vitest";
import { platformDefinition } from "../../src/cpython/platforms/registry.ts";
import { commandLine, pyconfig } from "../../src/cpython/pyconfig.ts";
import { type Abi, type Platform, platforms } from "../../src/cpython/target.ts";
import type { SourceTree } from "../../src/cpython/tree.ts";

const linux = platformDefinition("linux_x86_64");

function tree(template: string | null): SourceTree {
  const path = "pyconfig.h.in";
  const files = template === null ? [] : [[path, { path, blob: "0".repeat(40), text: template }] as const];
  return { ref: "v3.13.0", commit: "0".repeat(40), files: new Map(files) };
}

const generate = (template: string | null, abi: Abi = "cp") => pyconfig(tree(template), linux, abi);

describe("pyconfig.h from the ref's own pyconfig.h.in, as config.status writes it", () => {
  test.for([
    ["what configure found is defined", "#undef SIZEOF_LONG", "#define SIZEOF_LONG 8"],
    ["what it did not find is a comment", "#undef WORDS_BIGENDIAN", "/* #undef WORDS_BIGENDIAN */"],
    ["indentation stays", "#  undef _GNU_SOURCE", "#  define _GNU_SOURCE 1"],
    ["all else stays", "#ifndef X /* #undef X */\n#define X\n#endif", "#ifndef X /* #undef X */\n#define X\n#endif"],
  ] as const)("%s", ([, template, text]) => {
    expect(generate(template).text).toBe(text);
  });

  test("lines keep their numbers", () => {
    const template = "/* One. */\n#undef HAVE_FORK\n\n/* Two,\n   with a second line. */\n#undef HAVE_KQUEUE\n";
    expect(generate(template).text).toBe(
      "/* One. */\n#define HAVE_FORK 1\n\n/* Two,\n   with a second line. */\n/* #undef HAVE_KQUEUE */\n",
    );
  });

  test("names without a value are left undefined and reported", () => {
    const { text, unknown } = generate("#undef HAVE_FORK\n#undef HAVE_TIME_MACHINE\n");
    expect(text).toBe("#define HAVE_FORK 1\n/* #undef HAVE_TIME_MACHINE */\n");
    expect([...unknown]).toEqual(["HAVE_TIME_MACHINE"]);
  });

  test("a name of old versions has the value that it had then", () => {
    expect(generate("#undef PY_UNICODE_TYPE\n#undef Py_UNICODE_SIZE\n#undef WITH_THREAD").text).toBe(
      "#define PY_UNICODE_TYPE unsigned short\n#define Py_UNICODE_SIZE 2\n#define WITH_THREAD 1",
    );
  });
});

describe("configure's results on other platforms", () => {
  const text = (platform: Platform, template: string, files: Record<string, string> = {}) => {
    const all = { ...files, "pyconfig.h.in": template };
    const entries = Object.entries(all).map(([path, text]) => [path, { path, blob: "0".repeat(40), text }] as const);
    return pyconfig(
      { ref: "main", commit: "0".repeat(40), files: new Map(entries) },
      platformDefinition(platform),
      "cp",
    ).text;
  };
  const patchlevel = (minor: number) => ({
    "Include/patchlevel.h": `#define PY_MAJOR_VERSION 3\n#define PY_MINOR_VERSION ${minor}\n#define PY_MICRO_VERSION 0
#define PY_RELEASE_LEVEL 0xA\n#define PY_RELEASE_SERIAL 1\n#define PY_VERSION "3.${minor}.0a1"\n`,
  });

  test("all platforms with a configure have results for the same names", () => {
    const names = (platform: Platform) => [...platformDefinition(platform).config.keys()].sort();
    const configured = platforms.filter((platform) => platformDefinition(platform).pyconfig === "configure");
    expect(configured.length).toBe(platforms.length - 3);
    for (const platform of configured) expect(names(platform)).toEqual(names("linux_x86_64"));
  });

  test.for([
    ["linux_i686", "#undef SIZEOF_LONG", "#define SIZEOF_LONG 4"],
    ["linux_i686", "#undef HAVE_LARGEFILE_SUPPORT", "#define HAVE_LARGEFILE_SUPPORT 1"],
    ["linux_i686", "#undef SIZEOF_TIME_T", "#define SIZEOF_TIME_T 4"],
    ["linux_armv7l", "#undef ALIGNOF_MAX_ALIGN_T", "#define ALIGNOF_MAX_ALIGN_T 8"],
    ["linux_armv7l", "#undef PY_HAVE_PERF_TRAMPOLINE", "/* #undef PY_HAVE_PERF_TRAMPOLINE */"],
    ["linux_aarch64", "#undef VA_LIST_IS_ARRAY", "/* #undef VA_LIST_IS_ARRAY */"],
    ["linux_aarch64", "#undef HAVE_USABLE_WCHAR_T", "#define HAVE_USABLE_WCHAR_T 1"],
    ["macosx_arm64", "#undef HAVE_KQUEUE", "#define HAVE_KQUEUE 1"],
    ["macosx_arm64", "#undef HAVE_SEM_TIMEDWAIT", "/* #undef HAVE_SEM_TIMEDWAIT */"],
  ] as const)("%s: %s", ([platform, template, expected]) => {
    expect(text(platform, template, patchlevel(16))).toBe(expected);
  });

  test("macOS has a perf trampoline since 3.15", () => {
    const template = "#undef PY_HAVE_PERF_TRAMPOLINE";
    expect(text("macosx_arm64", template, patchlevel(14))).toBe(`/* ${template} */`);
    expect(text("macosx_arm64", template, patchlevel(15))).toBe("#define PY_HAVE_PERF_TRAMPOLINE 1");
    expect(text("linux_x86_64", template)).toBe("#define PY_HAVE_PERF_TRAMPOLINE 1");
  });
});

describe("pyconfig.h of a tree without pyconfig.h.in", () => {
  test("has each of configure's current results once, and none of old versions", () => {
    const { text, unknown } = generate(null);
    const names = [...text.matchAll(/^#define (\w+)/gm)].map(([, name]) => name);
    expect(names).toContain("WITH_PYMALLOC");
    expect(names).not.toContain("WITH_THREAD");
    expect(names).not.toContain("HAVE_KQUEUE");
    expect(new Set(names).size).toBe(names.length);
    expect(unknown.size).toBe(0);
  });
});

describe("abis", () => {
  const template = "#undef Py_DEBUG\n#undef Py_GIL_DISABLED";
  const off = (name: string) => `/* #undef ${name} */`;
  const on = (name: string) => `#define ${name} 1`;

  test.for([
    ["cp", off, off],
    ["cpd", on, off],
    ["cpt", off, on],
    ["cptd", on, on],
    // The build for an extension that keeps to the limited API is the default one.
    ["abi3", off, off],
    ["abi3t", off, off],
  ] as const)("%s", ([abi, debug, freeThreaded]) => {
    expect(generate(template, abi).text).toBe(`${debug("Py_DEBUG")}\n${freeThreaded("Py_GIL_DISABLED")}`);
    expect(generate(null, abi).text.includes("Py_DEBUG 1")).toBe(debug === on);
  });

  test("3.13.0a1 calls it Py_NOGIL", () => {
    expect(generate("#undef Py_NOGIL", "cpt").text).toBe("#define Py_NOGIL 1");
  });

  test("only debug builds have asserts", () => {
    expect(["cp", "cpt", "abi3", "abi3t"].map((abi) => commandLine(linux, abi as Abi, false))).toEqual(
      Array(4).fill("#define NDEBUG 1\n"),
    );
    expect(["cpd", "cptd"].map((abi) => commandLine(linux, abi as Abi, false))).toEqual(["", ""]);
  });
});
