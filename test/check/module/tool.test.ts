import { expect, test } from "vitest";
import { toolIn } from "../../../src/check/module/tool.ts";

test.each([
  ["\0_cython_3_0_11\0__pyx_capi__", "Cython 3.0.11"],
  ["__pyx_capi__ __pybind11_internals_v5_gcc", "Cython"],
  ["a __pybind11_internals_v5_gcc_libstdcpp", "pybind11 v5"],
  ["/registry/pyo3-0.22.6/src", "pyo3 0.22.6"],
  ["swig_runtime_data4", "SWIG 4"],
  ["_cython_of no version", null],
  ["nothing of the kind", null],
])("a module with %j is %s's", (content, tool) => {
  expect(toolIn(Buffer.from(`\x7fELF${content}`))).toBe(tool);
});
