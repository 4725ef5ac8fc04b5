import { describe, expect, test } from "vitest";
import { isModule, moduleUses, readModules } from "../../../src/check/module/module.ts";
import { elfFile } from "./elf-file.ts";
import { fatFile, machOFile, undefinedSymbol } from "./mach-o-file.ts";
import { peFile } from "./pe-file.ts";

const only = (bytes: Uint8Array, file: string) => {
  const modules = readModules(bytes, file);
  expect(modules).toHaveLength(1);
  return modules[0];
};

test("a module uses the names it imports from Python, sorted, each once", () => {
  const imports = ["malloc", "_Py_Dealloc", "PyLong_AsLong", "Python_Is_Another", "pyfoo", "__Pyx_x"];
  const module = only(elfFile({ imports: [...imports, "PyLong_AsLong"] }), "pkg/x.so");
  expect(module?.imports).toEqual(["PyLong_AsLong", "Python_Is_Another", "_Py_Dealloc"]);
  expect(module && moduleUses(module)[0]).toEqual({
    kind: "symbol",
    name: "PyLong_AsLong",
    place: { file: "pkg/x.so" },
  });
});

const framework = (name: string, threads = "") =>
  `/Library/Frameworks/${name}.framework/Versions/3.14${threads}/${name}`;

describe("the Python that it was built for", () => {
  test.each([
    ["x.cpython-313-x86_64-linux-gnu.so", { abi: "cp", version: "3.13" }],
    ["x.cpython-313t-darwin.so", { abi: "cpt", version: "3.13" }],
    ["x.cpython-39d-x86_64-linux-gnu.so", { abi: "cpd", version: "3.9" }],
    ["x.cpython-314td-x86_64-linux-gnu.so", { abi: "cptd", version: "3.14" }],
    ["x.cpython-37m-x86_64-linux-gnu.so", { abi: "cp", version: "3.7" }],
    ["a/x.cp313-win_amd64.pyd", { abi: "cp", version: "3.13" }],
    ["x_d.cp313t-win_amd64.pyd", { abi: "cptd", version: "3.13" }],
    ["x.cpython-314-iphoneos.so", { abi: "cp", version: "3.14" }],
    ["x.cpython-314t-iphonesimulator.so", { abi: "cpt", version: "3.14" }],
    ["x.cpython-314-aarch64-linux-android.so", { abi: "cp", version: "3.14" }],
    ["x.cpython-314-wasm32-emscripten.so", { abi: "cp", version: "3.14" }],
    ["x.abi3.so", { abi: "abi3", version: null }],
    ["x.abi3-x86_64-linux-gnu.so", { abi: "abi3", version: null }],
    ["x.abi3t-x86_64-linux-gnu.so", { abi: "abi3t", version: null }],
    ["x.abi3t.so", { abi: "abi3t", version: null }],
    ["libx.abi3.so.6.5", { abi: "abi3", version: null }],
    ["x_d.cpython-313-x86_64-linux-gnu.so", { abi: "cp", version: "3.13" }],
    ["x.so", null],
    ["cpython-313.so", null],
    ["x.abi3.so/y.so", null],
  ])("is told by the file's name: %s", (file, build) => {
    expect(only(elfFile(), file)?.build).toEqual(build);
  });

  test.each([
    ["python3.dll", { abi: "abi3", version: null }],
    ["python3t.dll", { abi: "abi3t", version: null }],
    ["python313.dll", { abi: "cp", version: "3.13" }],
    ["PYTHON313_D.DLL", { abi: "cpd", version: "3.13" }],
    ["python314t.dll", { abi: "cpt", version: "3.14" }],
    ["libpython3.11.dll", { abi: "cp", version: "3.11" }],
    ["python27.dll", null],
    ["mypython3.dll", null],
  ])("is told by the library that it imports from: %s", (name, build) => {
    expect(only(peFile({ imports: [{ name, names: ["PyLong_AsLong"] }] }), "x.pyd")?.build).toEqual(build);
  });

  test.each([
    [elfFile({ needed: ["libc.so.6", "libpython3.13.so.1.0"] }), { abi: "cp", version: "3.13" }],
    [elfFile({ needed: ["libpython3.14td.so.1.0"] }), { abi: "cptd", version: "3.14" }],
    [elfFile({ needed: ["libpython3.7m.so.1.0"] }), { abi: "cp", version: "3.7" }],
    [elfFile({ needed: ["libpython3.so"] }), { abi: "abi3", version: null }],
    [
      machOFile({ libraries: ["/usr/lib/libSystem.B.dylib", "@rpath/libpython3.13.dylib"] }),
      { abi: "cp", version: "3.13" },
    ],
    [machOFile({ libraries: [framework("Python")] }), { abi: "cp", version: "3.14" }],
    [machOFile({ libraries: [framework("PythonT", "t")], is64: false }), { abi: "cpt", version: "3.14" }],
    [elfFile({ needed: ["libboost_python313.so.1.83.0", "libpython2.7.so.1.0"] }), null],
  ])("is told by the library that it is linked with, whatever the format (%#)", (bytes, build) => {
    expect(only(bytes, "x.so")?.build).toEqual(build);
  });

  test("is that of the library of one version, beside that of all, and whatever the file is called", () => {
    const imports = ["python3.dll", "python313.dll"].map((name) => ({ name, names: ["PyLong_AsLong"] }));
    expect(only(peFile({ imports }), "x.pyd")?.build).toEqual({ abi: "cp", version: "3.13" });
    expect(only(peFile({ imports }), "x_d.cp312-win_amd64.pyd")?.build).toEqual({ abi: "cp", version: "3.13" });
    expect(only(peFile({ imports: imports.slice(0, 1) }), "x.cp312-win_amd64.pyd")?.build?.version).toBe("3.12");
  });
});

test("the platform is one of capidiff's, or none", () => {
  const platform = (bytes: Uint8Array) => only(bytes, "x")?.platform;
  expect(platform(elfFile())).toBe("linux_x86_64");
  expect(platform(elfFile({ machine: 3, is64: false }))).toBe("linux_i686");
  expect(platform(elfFile({ machine: 22, littleEndian: false }))).toBe("linux_s390x");
  expect(platform(elfFile({ machine: 22 }))).toBeNull();
  expect(platform(elfFile({ machine: 8, littleEndian: false }))).toBeNull();
  expect(platform(elfFile({ needed: ["libm.so.6", "libc.musl-x86_64.so.1"] }))).toBe("musllinux_x86_64");
  expect(platform(elfFile({ needed: ["libc.so"] }))).toBe("musllinux_x86_64");
  expect(platform(elfFile({ machine: 183, isAndroid: true, needed: ["libc.so"] }))).toBe("android_arm64_v8a");
  expect(platform(elfFile({ needed: ["libc.so.6"] }))).toBe("linux_x86_64");
  expect(only(elfFile(), "x.cpython-313-x86_64-linux-musl.so")?.platform).toBe("musllinux_x86_64");
  expect(only(elfFile({ machine: 183 }), "x.cpython-313-aarch64-linux-android.so")?.platform).toBe("android_arm64_v8a");
  expect(platform(machOFile({ machine: 0x0100000c }))).toBe("macosx_arm64");
  expect(platform(machOFile({ machine: 0x0100000c, system: 2 }))).toBe("ios_arm64_iphoneos");
  expect(platform(machOFile({ machine: 0x0100000c, system: 7 }))).toBe("ios_arm64_iphonesimulator");
  expect(platform(machOFile({ system: 7 }))).toBe("ios_x86_64_iphonesimulator");
  expect(platform(machOFile({ system: 2 }))).toBeNull();
  expect(platform(peFile())).toBe("win_amd64");
  expect(platform(peFile({ is64: false, machine: 0x14c }))).toBe("win32");
  expect(platform(peFile({ imports: [{ name: "cygwin1.dll", names: ["malloc"] }] }))).toBeNull();
});

test("the tool that wrote it matters if it imports something", () => {
  const traced = (imports: string[]) => Buffer.concat([elfFile({ imports }), Buffer.from("__pyx_capi__")]);
  expect(only(traced(["PyLong_AsLong"]), "x.so")?.tool).toBe("Cython");
  expect(only(traced(["malloc"]), "x.so")).not.toHaveProperty("tool");
});

test("a file for several architectures is one module each", () => {
  const symbols = [undefinedSymbol("_PyLong_AsLong")];
  const file = fatFile([machOFile({ symbols }), machOFile({ symbols, machine: 0x0100000c })]);
  expect(readModules(file, "x.so").map(({ platform }) => platform)).toEqual(["macosx_x86_64", "macosx_arm64"]);
});

test("imports from Python without names are an error, of other libraries they are nothing", () => {
  const numbered = (name: string) => peFile({ imports: [{ name, names: [12] }] });
  expect(() => readModules(numbered("python313.dll"), "x.pyd")).toThrow(/python313\.dll by ordinal/);
  expect(only(numbered("WS2_32.dll"), "x.pyd")?.imports).toEqual([]);
});

test("PyPy's names for the API show that a module is for it, and are not CPython's", () => {
  const module = only(
    elfFile({ imports: ["PyPyLong_AsLong", "_PyPy_NoneStruct"] }),
    "x.pypy310-pp73-x86_64-linux-gnu.so",
  );
  expect(module).toMatchObject({ isOfPyPy: true, build: null, imports: [] });
});

test("imports from a library that is not Python's are not Python's, if Python's is known", () => {
  const python = { name: "python313.dll", names: ["PyLong_AsLong"] };
  const other = { name: "vtkCommonCore.pyd", names: ["PyvtkObject_ClassNew"] };
  expect(only(peFile({ imports: [other, python] }), "x.pyd")?.imports).toEqual(["PyLong_AsLong"]);
  expect(only(peFile({ imports: [other] }), "x.pyd")?.imports).toEqual(["PyvtkObject_ClassNew"]);
});

test("other files are identified as such", () => {
  expect(() => readModules(Buffer.from("#include <Python.h>"), "x.so")).toThrow(/^x\.so: it is neither ELF nor/);
  expect(isModule(Buffer.from(""))).toBe(false);
  expect([elfFile(), machOFile(), peFile()].every(isModule)).toBe(true);
});
