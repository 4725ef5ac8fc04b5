/** A replacement that no header states. */
export interface DocumentedReplacement {
  /** The name of a symbol or struct, or `struct.member`; a trailing `*` matches any suffix. */
  of: string;
  /** All of these as written in code, in the order they are needed: a name, `struct.member`, or a call. */
  use: readonly string[];
  /** The page that documents it. */
  source: string;
}

const whatsNew = (version: string) => `https://docs.python.org/3/whatsnew/${version}.html`;
const docs = (version: string, page: string) => `https://docs.python.org/${version}/${page}.html`;
const pep = (number: string) => `https://peps.python.org/pep-${number}/`;

/** By source; several names to use are separated by spaces. */
const documented: Record<string, Record<string, string>> = {
  [docs("3.9", "c-api/objbuffer")]: {
    PyObject_AsReadBuffer: "PyObject_GetBuffer PyBuffer_Release",
    PyObject_AsCharBuffer: "PyObject_GetBuffer PyBuffer_Release",
    PyObject_AsWriteBuffer: "PyObject_GetBuffer PyBuffer_Release",
    PyObject_CheckReadBuffer: "PyObject_CheckBuffer",
  },
  [docs("3.9", "c-api/long")]: { PyLong_FromUnicode: "PyLong_FromUnicodeObject" },
  [docs("3.9", "c-api/exceptions")]: {
    PyUnicodeEncodeError_Create: 'PyObject_CallFunction(PyExc_UnicodeEncodeError, "sOnns", …)',
    PyUnicodeTranslateError_Create: 'PyObject_CallFunction(PyExc_UnicodeTranslateError, "Onns", …)',
  },
  [docs("3.9", "c-api/unicode")]: {
    PyUnicode_AsUnicodeCopy: "PyUnicode_AsUCS4Copy",
    PyUnicode_Encode: "PyUnicode_AsEncodedString",
    PyUnicode_EncodeASCII: "PyUnicode_AsASCIIString",
    PyUnicode_EncodeCharmap: "PyUnicode_AsCharmapString",
    PyUnicode_EncodeLatin1: "PyUnicode_AsLatin1String",
    PyUnicode_EncodeMBCS: "PyUnicode_AsMBCSString",
    PyUnicode_EncodeRawUnicodeEscape: "PyUnicode_AsRawUnicodeEscapeString",
    PyUnicode_EncodeUTF16: "PyUnicode_AsUTF16String",
    PyUnicode_EncodeUTF32: "PyUnicode_AsUTF32String",
    PyUnicode_EncodeUTF7: "PyUnicode_AsEncodedString",
    PyUnicode_EncodeUTF8: "PyUnicode_AsUTF8String",
    PyUnicode_EncodeUnicodeEscape: "PyUnicode_AsUnicodeEscapeString",
    PyUnicode_TransformDecimalToASCII: "Py_UNICODE_TODECIMAL",
    PyUnicode_TranslateCharmap: "PyUnicode_Translate",
  },
  [docs("3.11", "c-api/unicode")]: {
    PyUnicode_AS_UNICODE: "PyUnicode_AsWideCharString",
    PyUnicode_AsUnicode: "PyUnicode_AsWideCharString",
    PyUnicode_AsUnicodeAndSize: "PyUnicode_AsWideCharString",
    PyUnicode_AS_DATA: "PyUnicode_AsWideCharString",
    PyUnicode_FromUnicode: "PyUnicode_FromWideChar",
    PyUnicode_GetSize: "PyUnicode_GetLength",
    PyUnicode_GET_SIZE: "PyUnicode_GetLength",
  },
  [whatsNew("3.10")]: {
    PyUnicode_InternImmortal: "PyUnicode_InternInPlace",
    Py_UNICODE_strcat: "PyUnicode_CopyCharacters",
    Py_UNICODE_strchr: "PyUnicode_FindChar",
    Py_UNICODE_strcmp: "PyUnicode_Compare",
    Py_UNICODE_strcpy: "PyUnicode_CopyCharacters",
    Py_UNICODE_strlen: "PyUnicode_GetLength",
    Py_UNICODE_strncmp: "PyUnicode_Tailmatch",
    Py_UNICODE_strncpy: "PyUnicode_CopyCharacters",
    Py_UNICODE_strrchr: "PyUnicode_FindChar",
  },
  [whatsNew("3.11")]: {
    Py_TRASHCAN_SAFE_BEGIN: "Py_TRASHCAN_BEGIN",
    Py_TRASHCAN_SAFE_END: "Py_TRASHCAN_END",
    "PyBytesObject.ob_shash": "PyObject_Hash",
    "PyFrameObject.f_lineno": "PyFrame_GetLineNumber",
  },
  [whatsNew("3.12")]: {
    PyErr_Fetch: "PyErr_GetRaisedException",
    PyErr_Restore: "PyErr_SetRaisedException",
    PyErr_NormalizeException: "PyErr_GetRaisedException",
    Py_BytesWarningFlag: "PyConfig.bytes_warning",
    Py_DebugFlag: "PyConfig.parser_debug",
    Py_DontWriteBytecodeFlag: "PyConfig.write_bytecode",
    Py_FileSystemDefaultEncodeErrors: "PyConfig.filesystem_errors",
    Py_FileSystemDefaultEncoding: "PyConfig.filesystem_encoding",
    Py_FrozenFlag: "PyConfig.pathconfig_warnings",
    Py_HasFileSystemDefaultEncoding: "PyConfig.filesystem_encoding",
    Py_HashRandomizationFlag: "PyConfig.use_hash_seed PyConfig.hash_seed",
    Py_IgnoreEnvironmentFlag: "PyConfig.use_environment",
    Py_InspectFlag: "PyConfig.inspect",
    Py_InteractiveFlag: "PyConfig.interactive",
    Py_IsolatedFlag: "PyConfig.isolated",
    Py_LegacyWindowsFSEncodingFlag: "PyPreConfig.legacy_windows_fs_encoding",
    Py_LegacyWindowsStdioFlag: "PyConfig.legacy_windows_stdio",
    Py_NoSiteFlag: "PyConfig.site_import",
    Py_NoUserSiteDirectory: "PyConfig.user_site_directory",
    Py_OptimizeFlag: "PyConfig.optimization_level",
    Py_QuietFlag: "PyConfig.quiet",
    Py_UTF8Mode: "PyPreConfig.utf8_mode",
    Py_UnbufferedStdioFlag: "PyConfig.buffered_stdio",
    Py_VerboseFlag: "PyConfig.verbose",
  },
  [whatsNew("3.13")]: {
    PyImport_ImportModuleNoBlock: "PyImport_ImportModule",
    _PyLong_AsByteArray: "PyLong_AsNativeBytes",
    _PyLong_FromByteArray: "PyLong_FromNativeBytes PyLong_FromUnsignedNativeBytes",
    PyWeakref_GET_OBJECT: "PyWeakref_GetRef",
    PyEval_AcquireLock: "PyEval_RestoreThread",
    PyEval_ReleaseLock: "PyEval_SaveThread",
    PyEval_CallFunction: "PyObject_CallFunction",
    PyEval_CallMethod: "PyObject_CallMethod",
    PyEval_CallObject: "PyObject_Call",
    PyEval_CallObjectWithKeywords: "PyObject_Call",
    PyCFunction_Call: "PyObject_Call",
    PySys_AddWarnOption: "PyConfig.warnoptions",
    PySys_AddWarnOptionUnicode: "PyConfig.warnoptions",
    PySys_AddXOption: "PyConfig.xoptions",
    PySys_HasWarnOptions: "PyConfig.warnoptions",
    PySys_SetPath: "PyConfig.module_search_paths",
    Py_SetStandardStreamEncoding: "PyConfig.stdio_encoding",
    _Py_SetProgramFullPath: "PyConfig.executable",
    PySys_ResetWarnOptions: 'PySys_GetObject("warnoptions") PyList_SetSlice',
    PY_UNICODE_TYPE: "wchar_t",
    Py_UNICODE: "wchar_t",
    _PyErr_WriteUnraisableMsg: "PyErr_FormatUnraisable",
    _PyObject_LookupAttr: "PyObject_GetOptionalAttr",
    _PyTime_GetMonotonicClock: "PyTime_Monotonic",
    _PyTime_GetPerfCounter: "PyTime_PerfCounter",
    _PyTime_GetSystemClock: "PyTime_Time",
  },
  [whatsNew("3.14")]: {
    _PyLong_New: "PyLongWriter_Create PyLongWriter_Finish",
    _PyLong_FromDigits: "PyLongWriter_Create PyLongWriter_Finish",
    _PyUnicodeWriter_Init: "PyUnicodeWriter_Create",
    _PyUnicodeWriter_Dealloc: "PyUnicodeWriter_Discard",
    _PyUnicodeWriter_WriteASCIIString: "PyUnicodeWriter_WriteASCII",
    _PyUnicodeWriter_WriteLatin1String: "PyUnicodeWriter_WriteUTF8",
    _Py_HashBytes: "Py_HashBuffer",
  },
  [docs("3.14", "c-api/monitoring")]: {
    _PyMonitoring_FireBranchEvent: "PyMonitoring_FireBranchLeftEvent PyMonitoring_FireBranchRightEvent",
    PyMonitoring_FireBranchEvent: "PyMonitoring_FireBranchLeftEvent PyMonitoring_FireBranchRightEvent",
  },
  [docs("3", "deprecations/index")]: {
    _PyErr_ChainExceptions: "_PyErr_ChainExceptions1",
    PyErr_Display: "PyErr_DisplayException",
    PyModule_GetFilename: "PyModule_GetFilenameObject",
    PyOS_AfterFork: "PyOS_AfterFork_Child",
    PySlice_GetIndicesEx: "PySlice_Unpack PySlice_AdjustIndices",
    PyUnicode_AsDecodedObject: "PyCodec_Decode",
    PyUnicode_AsDecodedUnicode: "PyCodec_Decode",
    PyUnicode_AsEncodedObject: "PyCodec_Encode",
    PyUnicode_AsEncodedUnicode: "PyCodec_Encode",
    "PySys_SetArgv*": "PyConfig.argv",
    Py_SetPath: "PyConfig.module_search_paths",
    Py_SetProgramName: "PyConfig.program_name",
    Py_SetPythonHome: "PyConfig.home",
    Py_GetExecPrefix: 'PyConfig_Get("base_exec_prefix")',
    Py_GetPath: 'PyConfig_Get("module_search_paths")',
    Py_GetPrefix: 'PyConfig_Get("base_prefix")',
    Py_GetProgramFullPath: 'PyConfig_Get("executable")',
    Py_GetProgramName: 'PyConfig_Get("executable")',
    Py_GetPythonHome: 'PyConfig_Get("home")',
  },
  [pep("0539")]: {
    PyThread_create_key: "PyThread_tss_create",
    PyThread_delete_key: "PyThread_tss_delete",
    PyThread_set_key_value: "PyThread_tss_set",
    PyThread_get_key_value: "PyThread_tss_get",
  },
  [pep("0587")]: {
    _PyCoreConfig: "PyConfig",
    _PyCoreConfig_Clear: "PyConfig_Clear",
    _PyCoreConfig_Read: "PyConfig_Read",
    _PyMainInterpreterConfig: "PyConfig",
    _PyInitError: "PyStatus",
    _Py_INIT_ERR: "PyStatus_Error",
    _Py_INIT_FAILED: "PyStatus_Exception",
    _Py_INIT_NO_MEMORY: "PyStatus_NoMemory",
    _Py_INIT_OK: "PyStatus_Ok",
    _Py_FatalInitError: "Py_ExitStatusException",
    _Py_InitializeCore: "Py_InitializeFromConfig",
  },
  // Nothing replaces the functions that return a tree.
  [pep("0617")]: { PyNode_Compile: "Py_CompileString" },
  [pep("0699")]: { "PyDictObject.ma_version_tag": "PyDict_AddWatcher PyDict_Watch" },
};

/** A test checks that no entry repeats what the headers say. */
export const facts: readonly DocumentedReplacement[] = Object.entries(documented).flatMap(([source, replacements]) =>
  Object.entries(replacements).map(([of, use]) => ({ of, use: use.split(/ (?=\w+(?:\.\w+)?(?: |$))/), source })),
);

const exact = new Map(facts.filter(({ of }) => !of.endsWith("*")).map((fact) => [fact.of, fact]));
const prefixes = facts.filter(({ of }) => of.endsWith("*"));

/** The fact about a name, if any. */
export function factOf(name: string): DocumentedReplacement | undefined {
  return exact.get(name) ?? prefixes.find(({ of }) => name.startsWith(of.slice(0, -1)));
}
