import { describe, expect, test } from "vitest";
import { isModule, readModules } from "../../../src/check/module/module.ts";
import { readWasm } from "../../../src/check/module/wasm.ts";
import { wasmFile } from "./wasm-file.ts";

const namesOf = (file: Parameters<typeof wasmFile>[0]) =>
  readWasm(wasmFile(file), "x.so").imports.map(({ name }) => name);

describe("a WebAssembly module", () => {
  test("imports functions from env, and addresses from GOT.mem and GOT.func", () => {
    const names = namesOf({
      imports: [
        { from: "env", name: "memory", kind: "memory" },
        { from: "env", name: "__indirect_function_table", kind: "table" },
        { from: "env", name: "PyLong_FromLong", kind: "function" },
        { from: "GOT.mem", name: "PyExc_ValueError", kind: "global" },
        { from: "GOT.func", name: "PyObject_Free", kind: "global" },
        { from: "env", name: "__cpp_exception", kind: "tag" },
        { from: "wasi_snapshot_preview1", name: "Py_NotPythons", kind: "function" },
      ],
    });
    expect(names.filter((name) => /^_?Py/.test(name))).toEqual([
      "PyLong_FromLong",
      "PyExc_ValueError",
      "PyObject_Free",
    ]);
  });

  test("does not import its own exports, which others may override", () => {
    const imports = [{ from: "GOT.mem", name: "Py_Own", kind: "global" } as const];
    expect(namesOf({ imports, exports: ["Py_Own"] })).toEqual([]);
    expect(namesOf({ imports, exports: [] })).toEqual(["Py_Own"]);
  });

  test("of Emscripten is for its platform, and its name gives the build", () => {
    const imports = [{ from: "env", name: "PyList_New", kind: "function" } as const];
    const bytes = wasmFile({ imports });
    expect(isModule(bytes)).toBe(true);
    expect(readModules(bytes, "x.cpython-313-wasm32-emscripten.so")).toEqual([
      {
        file: "x.cpython-313-wasm32-emscripten.so",
        format: "WebAssembly",
        architecture: "wasm32",
        platform: "emscripten_wasm32",
        build: { abi: "cp", version: "3.13" },
        imports: ["PyList_New"],
        exports: [],
      },
    ]);
    expect(readModules(wasmFile({ custom: null }), "x.wasm")).toMatchObject([{ platform: null }]);
    const memory64 = wasmFile({ imports: [{ from: "env", name: "memory", kind: "memory64" }] });
    expect(readModules(memory64, "x.so")).toMatchObject([{ architecture: "wasm64", platform: null }]);
  });

  test("that is an object file, of another version or damaged is refused", () => {
    const refused = (bytes: Uint8Array) => expect(() => readWasm(bytes, "x.so"));
    refused(wasmFile({ custom: "linking" })).toThrow(/it is not linked/);
    refused(wasmFile().with(4, 2)).toThrow(/not version 1/);
    const whole = wasmFile({ imports: [{ from: "env", name: "PyList_New", kind: "function" }], exports: ["x"] });
    for (let size = 4; size < whole.length; size++) {
      try {
        readWasm(whole.slice(0, size), "x.so");
      } catch (error) {
        expect(error).toMatchObject({ code: "invalid-module" });
      }
    }
    const endless = Uint8Array.from([0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 2, 6, ...Array(5).fill(0xff), 0x7f]);
    refused(endless).toThrow(expect.objectContaining({ code: "invalid-module" }));
  });
});
