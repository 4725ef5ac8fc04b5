import { describe, expect, test } from "vitest";
import { diffManifests } from "../../src/diff/diff.ts";
import type { Manifest, ManifestSymbol } from "../../src/manifest/model.ts";
import { manifestOf, manifestWith, miniature, named } from "./miniature.ts";

describe("limitedApi.since", () => {
  test("is the lowest version at which the headers show a name", () => {
    const { symbols } = manifestWith(`
int everywhere(void);
#if !defined(Py_LIMITED_API) || Py_LIMITED_API + 0 >= 0x03070000
int since_7(void);
#define SINCE_7 7
enum { SINCE_7_TOO };
#endif
#ifndef Py_LIMITED_API
int never(void);
#endif
`);
    const since = (name: string) => named(symbols, name)?.limitedApi;
    expect(since("everywhere")).toEqual({ since: "3.2" });
    expect(since("since_7")).toEqual({ since: "3.7" });
    expect(since("SINCE_7")).toEqual({ since: "3.7" });
    expect(since("SINCE_7_TOO")).toEqual({ since: "3.7" });
    expect(since("never")).toBeNull();
  });

  test("is that of the first version even if a later one hides the name again, and the tier is the ref's own version's", () => {
    const { symbols } = manifestWith(`
#if !defined(Py_LIMITED_API) || Py_LIMITED_API + 0 < 0x03090000
int PyTest_Dropped(void);
#endif
`);
    expect(named(symbols, "PyTest_Dropped")).toMatchObject({ limitedApi: { since: "3.2" }, tier: "public" });
  });

  test("of a macro is null before there was a list, if it reads what the limited API does not show", () => {
    const text = `
#ifdef Py_LIMITED_API
typedef struct _test PyTest;
#else
typedef struct _test { int size; } PyTest;
#endif
typedef struct { int count; } PyCount;
#define PyTest_SIZE(test) ((test)->size)
#define PyTest_EMPTY(test) (PyTest_SIZE(test) == 0)
#define PyCount_GET(count) ((count)->count)
#define PyAny_OFFSET(type, member) (&((type *)0)->member)
`;
    const since = (changes: Record<string, string | null>) => {
      const { symbols } = manifestOf({ "Include/test.h": text, ...changes });
      const names = ["PyTest_SIZE", "PyTest_EMPTY", "PyCount_GET", "PyAny_OFFSET"];
      return names.map((name) => named(symbols, name)?.limitedApi?.since ?? null);
    };
    const patchlevel = miniature().files.get("Include/patchlevel.h")?.text.replaceAll("13", "9") ?? null;
    const old = { "Include/patchlevel.h": patchlevel, "Misc/stable_abi.toml": null };
    expect(since(old)).toEqual([null, null, "3.2", "3.2"]);
    expect(since({})).toEqual(["3.2", "3.2", "3.2", "3.2"]);
  });

  test("is known for structs too", () => {
    const { structs } = manifestOf();
    expect(named(structs, "PyObject")).toMatchObject({ tier: "limited", limitedApi: { since: "3.2" } });
    expect(named(structs, "PyBoxObject")).toMatchObject({ tier: "public", limitedApi: null });
  });

  test("of a struct with a typedef is that of the typedef: a use of its tag does not show it", () => {
    const { structs, symbols } = manifestWith(`
int PyTest_Use(struct PyTest *test, struct _tagged *tagged);
#ifndef Py_LIMITED_API
typedef struct PyTest { int x; } PyTest;
struct _tagged { int x; };
#endif
`);
    for (const entries of [structs, symbols])
      expect(named<{ name: string }>(entries, "PyTest")).toMatchObject({ limitedApi: null, tier: "public" });
    expect(named(structs, "_tagged")).toMatchObject({ limitedApi: { since: "3.2" } });
  });

  test("reports headers that hit #error at some version", () => {
    const { diagnostics, complete } = manifestOf({
      "Include/box.h": "#if defined(Py_LIMITED_API) && Py_LIMITED_API < 0x03030000\n#error too old\n#endif\n",
    });
    expect(diagnostics).toContainEqual(expect.objectContaining({ code: "error-directive", header: "Include/box.h" }));
    expect(complete).toBe(false);
  });
});

describe("stableAbi.added", () => {
  test("follows the ref's own list", () => {
    const { symbols } = manifestOf();
    expect(named(symbols, "PyBox_Seal")).toMatchObject({ stableAbi: { added: "3.10" } });
    expect(named(symbols, "Py_BOX_READY")).toMatchObject({ stableAbi: { added: "3.2" } });
    expect(named(symbols, "PyBox_Length")).toMatchObject({ stableAbi: null });
  });

  test("comes from the text form of 3.10 too", () => {
    const text = "# The list\n\nfunction PyBox_New\n    added 3.2\nfunction PyBox_Seal\n    added 3.10\n    abi_only\n";
    const { symbols, diagnostics } = manifestOf({ "Misc/stable_abi.toml": null, "Misc/stable_abi.txt": text });
    expect(named(symbols, "PyBox_Seal")).toMatchObject({ stableAbi: { added: "3.10" } });
    expect(diagnostics).toEqual([]);
  });

  test("is unknown for all exports without a list, which is reported", () => {
    const { symbols, complete, diagnostics } = manifestOf({ "Misc/stable_abi.toml": null });
    const exported = symbols.filter((symbol) => "exported" in symbol && symbol.exported);
    expect(exported.map(({ tier }) => tier)).toEqual(expect.arrayContaining(["private", "unstable"]));
    const isUnknown = (symbol: ManifestSymbol) => exported.includes(symbol) && symbol.tier !== "unstable";
    for (const symbol of symbols) expect(symbol.stableAbi).toEqual(isUnknown(symbol) ? { added: null } : null);
    expect(diagnostics).toEqual([
      expect.objectContaining({ code: "stable-abi-unknown", header: "Misc/stable_abi.toml" }),
    ]);
    expect(complete).toBe(true);
  });

  test("makes the loss of an export breaking if the list omits it, and risky without a list", () => {
    const binaryOf = (changes: Record<string, null>) => {
      const [from, to] = ["PyAPI_FUNC(int) _PyTest_Old(void);\n", "\n"].map((text) =>
        manifestOf({ "Include/test.h": text, ...changes }),
      );
      return diffManifests(from as Manifest, to as Manifest).changes.find(({ rule }) => rule === "symbol-removed")
        ?.binary;
    };
    expect(binaryOf({})).toBe("breaking");
    expect(binaryOf({ "Misc/stable_abi.toml": null })).toBe("risky");
  });

  test("that disagrees with the headers is reported and changes nothing", () => {
    const { diagnostics, complete } = manifestOf();
    expect(diagnostics).toEqual([
      {
        code: "stable-abi-disagrees",
        header: "Include/box.h",
        line: 7,
        message: "The stable ABI's list has PyBox_Format since 3.3; the limited API of the headers shows it since 3.2",
      },
    ]);
    expect(complete).toBe(true);
  });

  test("does not require headers for names of the ABI only, or of another platform", () => {
    const { diagnostics } = manifestOf();
    expect(diagnostics.some(({ message }) => /_Py_Dealloc|PyBox_OnWindows/.test(message))).toBe(false);
  });

  test("reports an unreadable list", () => {
    const { diagnostics, complete } = manifestOf({ "Misc/stable_abi.toml": "[function.PyBox_New]\nadded = \n" });
    expect(diagnostics).toContainEqual(
      expect.objectContaining({ code: "invalid-stable-abi", header: "Misc/stable_abi.toml" }),
    );
    expect(complete).toBe(false);
  });
});
