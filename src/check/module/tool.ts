/** What a tool that writes extension modules, or a library that they are written with, leaves in them. */
interface Trace {
  family: string;
  /** Bytes that are in every such module. */
  mark: string;
  /** Matches the version in the text after the mark, if it is there. */
  version?: RegExp;
}

const traces: readonly Trace[] = [
  { family: "Cython", mark: "_cython_", version: /^_cython_(\d+_\d+(?:_\d+)?\w*)/ },
  { family: "Cython", mark: "__pyx_capi__" },
  { family: "pybind11", mark: "__pybind11_internals_v", version: /^__pybind11_internals_(v\d+)/ },
  { family: "nanobind", mark: "__nb_internals_v", version: /^__nb_internals_(v\d+)/ },
  { family: "nanobind", mark: "nanobind_internals" },
  { family: "pyo3", mark: "pyo3-", version: /^pyo3-(\d+\.\d+\.\d+)/ },
  { family: "pyo3", mark: "pyo3::" },
  { family: "SWIG", mark: "swig_runtime_data", version: /^swig_runtime_data(\d+)/ },
  { family: "boost.python", mark: "boost6python" },
  { family: "f2py", mark: "f2py_version" },
  { family: "pythran", mark: "pythran" },
  { family: "mypyc", mark: "mypyc" },
  { family: "shiboken", mark: "Shiboken" },
  { family: "sip", mark: "sipModuleAPI" },
  { family: "cffi", mark: "_cffi_backend" },
];

/**
 * The tool that wrote a module, with its version if that can be seen: `Cython 3.0.11`. The first of those that left a
 * trace: what Cython makes may use others' types. Null if none is seen: most such code is written by hand.
 */
export function toolIn(bytes: Uint8Array): string | null {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const { family, mark, version } of traces) {
    const at = content.indexOf(mark, 0, "latin1");
    if (at < 0) continue;
    if (version === undefined) return family;
    const [, found] = version.exec(content.toString("latin1", at, at + 64)) ?? [];
    if (found !== undefined) return `${family} ${found.replaceAll("_", ".")}`;
  }
  return null;
}
