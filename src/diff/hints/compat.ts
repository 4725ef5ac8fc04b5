/**
 * Names that pythoncapi-compat provides to versions before the one that introduced them. No header states that; the
 * versions are from its documentation and its `PY_VERSION_HEX` guards at commit f6121eb of
 * https://github.com/python/pythoncapi-compat.
 */
const names: Record<string, string> = {
  "3.9":
    "Py_SET_REFCNT Py_SET_TYPE Py_SET_SIZE Py_IS_TYPE PyObject_CallNoArgs PyObject_CallOneArg PyObject_Vectorcall " +
    "PyFrame_GetCode PyFrame_GetBack PyThreadState_GetFrame PyThreadState_GetInterpreter PyThreadState_GetID " +
    "PyInterpreterState_Get PyObject_GC_IsTracked PyObject_GC_IsFinalized PyModule_AddType",
  "3.10": "Py_NewRef Py_XNewRef Py_Is Py_IsNone Py_IsTrue Py_IsFalse PyModule_AddObjectRef",
  "3.11":
    "PyCode_GetCellvars PyCode_GetCode PyCode_GetFreevars PyCode_GetVarnames PyFrame_GetBuiltins PyFrame_GetGlobals " +
    "PyFrame_GetLasti PyFrame_GetLocals PyThreadState_EnterTracing PyThreadState_LeaveTracing PyFloat_Pack2 " +
    "PyFloat_Pack4 PyFloat_Pack8 PyFloat_Unpack2 PyFloat_Unpack4 PyFloat_Unpack8",
  "3.12": "PyFrame_GetVar PyFrame_GetVarString",
  "3.13":
    "Py_GetConstant Py_GetConstantBorrowed PyDict_GetItemRef PyDict_GetItemStringRef PyImport_AddModuleRef " +
    "PyObject_GetOptionalAttr PyObject_GetOptionalAttrString PyObject_HasAttrWithError PyObject_HasAttrStringWithError " +
    "PyMapping_GetOptionalItem PyMapping_GetOptionalItemString PyMapping_HasKeyWithError " +
    "PyMapping_HasKeyStringWithError PyModule_Add PyWeakref_GetRef Py_IsFinalizing PyDict_ContainsString PyLong_AsInt " +
    "PyObject_VisitManagedDict PyObject_ClearManagedDict PyThreadState_GetUnchecked PyUnicode_EqualToUTF8 " +
    "PyUnicode_EqualToUTF8AndSize PyList_Extend PyList_Clear PyDict_Pop PyDict_PopString Py_HashPointer PyTime_t " +
    "PyTime_AsSecondsDouble PyTime_Monotonic PyTime_Time PyTime_PerfCounter PyList_GetItemRef PyDict_SetDefaultRef",
  "3.14":
    "PyLong_GetNativeLayout PyLong_Export PyLong_FreeExport PyLongWriter_Create PyLongWriter_Finish " +
    "PyLongWriter_Discard PyLong_IsPositive PyLong_IsNegative PyLong_IsZero PyLong_GetSign PyIter_NextItem PyBytes_Join " +
    "Py_HashBuffer PyUnicode_Equal PyUnicodeWriter_Create PyUnicodeWriter_Finish PyUnicodeWriter_Discard " +
    "PyUnicodeWriter_WriteChar PyUnicodeWriter_WriteUTF8 PyUnicodeWriter_WriteASCII PyUnicodeWriter_WriteWideChar " +
    "PyUnicodeWriter_WriteStr PyUnicodeWriter_WriteRepr PyUnicodeWriter_WriteSubstring PyUnicodeWriter_Format " +
    "PyLong_AsInt32 PyLong_AsInt64 PyLong_AsUInt32 PyLong_AsUInt64 PyLong_FromInt32 PyLong_FromInt64 PyLong_FromUInt32 " +
    "PyLong_FromUInt64 Py_fopen Py_fclose PyConfig_Get PyConfig_GetInt PyUnstable_Object_IsUniquelyReferenced",
  "3.15":
    "PyBytesWriter_Create PyBytesWriter_GetData PyBytesWriter_GetSize PyBytesWriter_FinishWithSize PyBytesWriter_Finish " +
    "PyBytesWriter_FinishWithPointer PyBytesWriter_Discard PyBytesWriter_Resize PyBytesWriter_Grow " +
    "PyBytesWriter_GrowAndUpdatePointer PyBytesWriter_WriteBytes PyBytesWriter_Format PySys_GetAttr PySys_GetAttrString " +
    "PySys_GetOptionalAttr PySys_GetOptionalAttrString PyTuple_FromArray PyUnstable_Unicode_GET_CACHED_HASH " +
    "PyUnstable_SetImmortal",
};

/** The version that introduced each name. */
export const broughtByCompat: ReadonlyMap<string, string> = new Map(
  Object.entries(names).flatMap(([version, list]) => list.split(" ").map((name) => [name, version] as const)),
);
