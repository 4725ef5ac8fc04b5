/** A replacement that no header states. */
export interface DocumentedReplacement {
  /** Names of symbols, or `struct.member`; a trailing `*` matches any suffix. */
  of: readonly string[];
  /** All of these, in the order they are needed. */
  use: readonly string[];
  /** The page that documents it. */
  source: string;
}

const whatsNew = (version: string) => `https://docs.python.org/3/whatsnew/${version}.html`;

const deprecations = "https://docs.python.org/3/deprecations/index.html";

/** A test checks that no entry repeats what the headers say. */
export const facts: readonly DocumentedReplacement[] = [
  {
    of: ["PyImport_ImportModuleNoBlock"],
    use: ["PyImport_ImportModule"],
    source: whatsNew("3.13"),
  },
  {
    of: ["PyObject_AsReadBuffer", "PyObject_AsCharBuffer", "PyObject_AsWriteBuffer"],
    use: ["PyObject_GetBuffer", "PyBuffer_Release"],
    source: "https://docs.python.org/3.9/c-api/objbuffer.html",
  },
  {
    of: ["PyObject_CheckReadBuffer"],
    use: ["PyObject_CheckBuffer"],
    source: "https://docs.python.org/3.9/c-api/objbuffer.html",
  },
  { of: ["Py_TRASHCAN_SAFE_BEGIN"], use: ["Py_TRASHCAN_BEGIN"], source: whatsNew("3.11") },
  { of: ["Py_TRASHCAN_SAFE_END"], use: ["Py_TRASHCAN_END"], source: whatsNew("3.11") },
  {
    of: ["PyUnicode_AS_UNICODE", "PyUnicode_AsUnicode", "PyUnicode_AsUnicodeAndSize", "PyUnicode_AS_DATA"],
    use: ["PyUnicode_AsWideCharString"],
    source: "https://docs.python.org/3.11/c-api/unicode.html",
  },
  {
    of: ["PyUnicode_FromUnicode"],
    use: ["PyUnicode_FromWideChar"],
    source: "https://docs.python.org/3.11/c-api/unicode.html",
  },
  {
    of: ["PyUnicode_GetSize", "PyUnicode_GET_SIZE", "PyUnicode_GET_DATA_SIZE"],
    use: ["PyUnicode_GetLength"],
    source: "https://docs.python.org/3.11/c-api/unicode.html",
  },
  { of: ["PyUnicode_InternImmortal"], use: ["PyUnicode_InternInPlace"], source: whatsNew("3.10") },
  {
    of: ["_PyErr_ChainExceptions"],
    use: ["_PyErr_ChainExceptions1"],
    source: deprecations,
  },
  { of: ["PyErr_Fetch"], use: ["PyErr_GetRaisedException"], source: whatsNew("3.12") },
  { of: ["PyErr_Restore"], use: ["PyErr_SetRaisedException"], source: whatsNew("3.12") },
  { of: ["PyErr_NormalizeException"], use: ["PyErr_GetRaisedException"], source: whatsNew("3.12") },
  { of: ["PyErr_Display"], use: ["PyErr_DisplayException"], source: deprecations },
  { of: ["PyModule_GetFilename"], use: ["PyModule_GetFilenameObject"], source: deprecations },
  { of: ["PyOS_AfterFork"], use: ["PyOS_AfterFork_Child"], source: deprecations },
  { of: ["PySlice_GetIndicesEx"], use: ["PySlice_Unpack", "PySlice_AdjustIndices"], source: deprecations },
  {
    of: ["PyUnicode_AsDecodedObject", "PyUnicode_AsDecodedUnicode"],
    use: ["PyCodec_Decode"],
    source: deprecations,
  },
  {
    of: ["PyUnicode_AsEncodedObject", "PyUnicode_AsEncodedUnicode"],
    use: ["PyCodec_Encode"],
    source: deprecations,
  },
  { of: ["_PyLong_AsByteArray"], use: ["PyLong_AsNativeBytes"], source: whatsNew("3.13") },
  {
    of: ["_PyLong_FromByteArray"],
    use: ["PyLong_FromNativeBytes", "PyLong_FromUnsignedNativeBytes"],
    source: whatsNew("3.13"),
  },
  {
    of: ["_PyLong_New", "_PyLong_FromDigits"],
    use: ["PyLongWriter_Create", "PyLongWriter_Finish"],
    source: whatsNew("3.14"),
  },
  { of: ["_PyUnicodeWriter_Init"], use: ["PyUnicodeWriter_Create"], source: whatsNew("3.14") },
  { of: ["_PyUnicodeWriter_Dealloc"], use: ["PyUnicodeWriter_Discard"], source: whatsNew("3.14") },
  { of: ["_PyUnicodeWriter_WriteASCIIString"], use: ["PyUnicodeWriter_WriteASCII"], source: whatsNew("3.14") },
  { of: ["_PyUnicodeWriter_WriteLatin1String"], use: ["PyUnicodeWriter_WriteUTF8"], source: whatsNew("3.14") },
  {
    of: ["_PyMonitoring_FireBranchEvent", "PyMonitoring_FireBranchEvent"],
    use: ["PyMonitoring_FireBranchLeftEvent", "PyMonitoring_FireBranchRightEvent"],
    source: "https://docs.python.org/3.14/c-api/monitoring.html",
  },
  { of: ["PyWeakref_GET_OBJECT"], use: ["PyWeakref_GetRef"], source: whatsNew("3.13") },
  { of: ["PyEval_CallFunction"], use: ["PyObject_CallFunction"], source: whatsNew("3.13") },
  { of: ["PyEval_CallMethod"], use: ["PyObject_CallMethod"], source: whatsNew("3.13") },
  { of: ["PyEval_CallObject", "PyEval_CallObjectWithKeywords"], use: ["PyObject_Call"], source: whatsNew("3.13") },
  { of: ["PyCFunction_Call"], use: ["PyObject_Call"], source: whatsNew("3.13") },
  { of: ["PyParser_*", "PyNode_*"], use: ["Py_CompileString"], source: "https://peps.python.org/pep-0617/" },
  { of: ["PyThread_create_key"], use: ["PyThread_tss_create"], source: "https://peps.python.org/pep-0539/" },
  { of: ["PyThread_delete_key"], use: ["PyThread_tss_delete"], source: "https://peps.python.org/pep-0539/" },
  { of: ["PyThread_set_key_value"], use: ["PyThread_tss_set"], source: "https://peps.python.org/pep-0539/" },
  { of: ["PyThread_get_key_value"], use: ["PyThread_tss_get"], source: "https://peps.python.org/pep-0539/" },
  {
    of: ["Py_SetProgramName", "Py_SetPythonHome", "Py_SetPath", "PySys_SetArgv*"],
    use: ["PyConfig"],
    source: whatsNew("3.13"),
  },
];

/** The fact about a name, if any. */
export function factOf(name: string): DocumentedReplacement | undefined {
  return facts.find(({ of }) =>
    of.some((one) => (one.endsWith("*") ? name.startsWith(one.slice(0, -1)) : name === one)),
  );
}
