import { describe, expect, test } from "vitest";
import { readExtension, usesIn } from "../../src/check/extension.ts";
import { isInput, readInputs } from "../../src/check/input.ts";
import type { InputFile } from "../../src/check/input-file.ts";
import { platformOf } from "../../src/cpython/platforms/wheel-tags.ts";
import { zipFile } from "./archive/archives.ts";
import { elfFile } from "./module/elf-file.ts";
import { machOFile } from "./module/mach-o-file.ts";
import { peFile } from "./module/pe-file.ts";
import { wasmFile } from "./module/wasm-file.ts";

const input = (file: string, content: string | Uint8Array = ""): InputFile => ({
  file,
  bytes: typeof content === "string" ? Buffer.from(content) : content,
});
const module = elfFile({ imports: ["PyLong_AsLong"] });

test("files are classified by their names, and modules also by their first bytes", async () => {
  const files = ["a.c", "a.h", "b.cpp", "c.pyx", "c.pxd", "d.so", "d.so.1", "e.json", "without-suffix"];
  const inputs = await readInputs(
    files.map((file) => input(file, /^(?:d|without)/.test(file) ? module : '{"symbols": ["PyLong_AsLong"]}')),
  );
  expect(inputs.sources.map(({ file }) => file)).toEqual(["a.c", "a.h", "b.cpp"]);
  expect(inputs.cython.map(({ file }) => file)).toEqual(["c.pyx", "c.pxd"]);
  expect(inputs.modules.map(({ file }) => file)).toEqual(["d.so", "d.so.1", "without-suffix"]);
  expect(inputs.uses).toEqual([{ kind: "symbol", name: "PyLong_AsLong", place: null }]);
});

test("files found in folders are read if their names say what they are, except lists, zip files and others", () => {
  const read = ["a.c", "a/b.hpp", "x.pyx", "x.abi3.so", "x.so.1.2", "x.pyd", "pkg-1.0-py3-none-any.whl"];
  expect([...read, "package.json", "data.zip", "x.tar.gz", "x.py", "Makefile", "c"].filter(isInput)).toEqual(read);
});

describe("an archive", () => {
  test("gives sources and modules, and skips the rest", async () => {
    const archive = zipFile([
      { path: "pkg/x.c", data: "int x;" },
      { path: "pkg/x.so", data: module },
      { path: "pkg/list.json", data: "not a list" },
      { path: "README", data: "text" },
    ]);
    const { sources, modules, uses } = await readInputs([input("pkg.zip", archive)]);
    expect(sources.map(({ file }) => file)).toEqual(["pkg.zip/pkg/x.c"]);
    expect(modules.map(({ file }) => file)).toEqual(["pkg.zip/pkg/x.so"]);
    expect(uses).toEqual([]);
  });

  const nested = (times: number): Uint8Array =>
    times === 0 ? zipFile([{ path: "x.so", data: module }]) : zipFile([{ path: "x.whl", data: nested(times - 1) }]);

  test("may contain wheels, which contain no other wheels", async () => {
    const { modules } = await readInputs([input("artifact.zip", nested(1))]);
    expect(modules.map(({ file }) => file)).toEqual(["artifact.zip/x.whl/x.so"]);
    await expect(readInputs([input("x.zip", nested(2))])).rejects.toThrow(
      "x.zip/x.whl/x.whl is an archive nested too deeply",
    );
  });
});

test("what cannot be read among an archive's modules leaves a gap, and is an error if it is named itself", async () => {
  const linkerScript = Buffer.from("INPUT(-lx)");
  const wheel = zipFile([
    { path: "x.so", data: module },
    { path: "libx.so", data: linkerScript },
  ]);
  const extension = await readExtension([input("x.whl", wheel)]);
  expect(extension.modules.map(({ file }) => file)).toEqual(["x.whl/x.so"]);
  const message = "It was not read: it is neither ELF nor Mach-O nor PE nor WebAssembly.";
  const unread = { code: "unread-module", place: { file: "x.whl/libx.so" }, message, gap: true };
  expect(usesIn(extension, null).uses).toMatchObject({ complete: false, diagnostics: [unread] });
  await expect(readExtension([input("libx.so", linkerScript)])).rejects.toMatchObject({ code: "invalid-module" });
});

describe("a module of a wheel is for the wheel's platform", () => {
  const s390x = elfFile({ machine: 22, littleEndian: false });
  test.each([
    ["manylinux_2_28_s390x", "x.cpython-314-s390x-linux-gnu.so", s390x, "linux_s390x"],
    ["musllinux_1_2_x86_64", "x.cpython-314-x86_64-linux-musl.so", elfFile(), "musllinux_x86_64"],
    ["musllinux_1_2_aarch64", "x.abi3.so", elfFile({ machine: 183 }), "musllinux_aarch64"],
    ["android_24_arm64_v8a", "x.cpython-314.so", elfFile({ machine: 183, isAndroid: true }), "android_arm64_v8a"],
    [
      "ios_13_0_arm64_iphoneos",
      "x.cpython-314-iphoneos.so",
      machOFile({ machine: 0x0100000c, system: 2 }),
      "ios_arm64_iphoneos",
    ],
    ["pyemscripten_2026_0_wasm32", "x.cpython-314-wasm32-emscripten.so", wasmFile(), "emscripten_wasm32"],
  ])("%s", async (tag, path, data, platform) => {
    const { modules } = await readInputs([input(`x-1.0-cp314-cp314-${tag}.whl`, zipFile([{ path, data }]))]);
    expect(modules.map((one) => one.platform)).toEqual([platform]);
    expect(platformOf(tag)).toBe(platform);
  });
});

describe("a wheel's tags give the limited API or the build of its modules", () => {
  const build = async (name: string, path: string, metadata = "") => {
    const entries = [
      { path, data: path.endsWith(".so") ? module : peFile() },
      { path: "x-1.0.dist-info/WHEEL", data: metadata },
    ];
    return (await readInputs([input(name, zipFile(entries))])).modules[0]?.build;
  };
  const abi3 = (version: string) => ({ abi: "abi3", version });

  test.each([
    ["x-1.0-cp39-abi3-manylinux_2_17_x86_64.whl", abi3("3.9")],
    ["dist/x-1.0-1-cp310-abi3-win_amd64.whl", abi3("3.10")],
    ["x-1.0-cp39.cp38-abi3-manylinux1_x86_64.manylinux_2_5_x86_64.whl", abi3("3.8")],
    ["x-1.0-cp315-abi3t-linux_x86_64.whl", { abi: "abi3t", version: "3.15" }],
    ["x-1.0-cp313-cp313-linux_x86_64.whl", { abi: "abi3", version: null }],
    ["x-1.0-py3-none-any.whl", { abi: "abi3", version: null }],
  ])("by its name: %s", async (name, expected) => {
    expect(await build(name, "x.abi3.so")).toEqual(expected);
  });

  test("one for each limited ABI that they name", async () => {
    const entries = [{ path: "x.abi3.so", data: module }];
    const { modules } = await readInputs([input("x-1.0-cp315.cp316-abi3.abi3t-linux_x86_64.whl", zipFile(entries))]);
    expect(modules).toMatchObject([{ build: abi3("3.15"), alsoFor: [{ abi: "abi3t", version: "3.15" }] }]);
  });

  test("or, if renamed, by its WHEEL file", async () => {
    const metadata = "Wheel-Version: 1.0\nTag: cp39-abi3-linux_x86_64\nTag: cp38-abi3-linux_x86_64\n";
    expect(await build("upload.whl", "x.abi3.so", metadata)).toEqual(abi3("3.8"));
    expect(await build("upload.whl", "x.abi3.so")).toEqual({ abi: "abi3", version: null });
  });

  test("or the version of those that do not show it", async () => {
    const of = (tag: string, path = "x.so") => build(`x-1.0-${tag}-linux_x86_64.whl`, path);
    expect(await of("cp313-cp313t")).toEqual({ abi: "cpt", version: "3.13" });
    expect(await of("cp37-cp37m")).toEqual({ abi: "cp", version: "3.7" });
    expect(await of("cp313-cp313t", "x.cpython-312-x86_64-linux-gnu.so")).toEqual({ abi: "cp", version: "3.12" });
    expect(await of("cp313-abi3")).toEqual(abi3("3.13"));
    expect(await of("py3-none")).toBeNull();
    expect(await of("cp312.cp313-cp312.cp313")).toBeNull();
    const renamed = "Tag: cp313-cp313td-manylinux_2_17_x86_64\nTag: cp313-cp313td-manylinux2014_x86_64\n";
    expect(await build("upload.whl", "x.so", renamed)).toEqual({ abi: "cptd", version: "3.13" });
  });

  test("whatever they are called, but not of those for one version", async () => {
    const wheel = "x-1.0-cp39-abi3-win_amd64.whl";
    expect(await build(wheel, "x.pyd")).toEqual(abi3("3.9"));
    expect(await build(wheel, "x.cp313-win_amd64.pyd")).toEqual({ abi: "cp", version: "3.13" });
  });
});

test("files of unknown kind, and invalid lists, are reported by name", async () => {
  await expect(readInputs([input("setup.txt")])).rejects.toMatchObject({ code: "invalid-request" });
  await expect(readInputs([input("setup.txt")])).rejects.toThrow("setup.txt has an unsupported type");
  await expect(readInputs([input("x.json", "{")])).rejects.toThrow("x.json: it is not JSON");
  await expect(readInputs([input("x.json", "[]")])).rejects.toMatchObject({
    code: "invalid-use-list",
    message: "x.json: the list is not an object with symbols, members, headers, sources.",
  });
});
