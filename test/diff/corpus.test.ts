import { beforeAll, describe, expect, test } from "vitest";
import { diffManifests } from "../../src/diff/diff.ts";
import { Advisor } from "../../src/diff/hints/advisor.ts";
import { broughtByCompat } from "../../src/diff/hints/compat.ts";
import { facts } from "../../src/diff/hints/facts.ts";
import { ManifestIndex } from "../../src/diff/manifest-index.ts";
import type { Diff } from "../../src/diff/model.ts";
import type { Implementation, Manifest } from "../../src/manifest/model.ts";
import { diffMarkdown } from "../../src/report/diff/markdown.ts";
import { predicateOf } from "../../src/report/diff/report.ts";
import { diffText } from "../../src/report/diff/text.ts";
import { plain } from "../../src/report/paint.ts";
import { corpusRemote } from "../corpus/corpus.ts";
import { openReleases } from "../corpus/releases.ts";
import { expectSameAbout } from "./about.ts";

const corpus = corpusRemote();
const refs = ["v3.7.12", "v3.9.2", "v3.11.2", "v3.13.5", "v3.14.10", "v3.15.2"] as const;

type Ref = (typeof refs)[number];

describe.skipIf(corpus === null)("diffs of real CPython", () => {
  const manifests = {} as Record<(typeof refs)[number], Manifest>;

  beforeAll(async () => {
    const releases = openReleases(corpus as string);
    for (const ref of refs) manifests[ref] = await releases.manifest(ref);
  });

  const subjects = (diff: Diff, rule: string) =>
    diff.changes.filter((change) => change.rule === rule).map(({ subject }) => subject.name);

  /** `old → new`, with its details. */
  const renames = (diff: Diff) =>
    diff.changes
      .filter((change) => change.rule === "symbol-renamed")
      .map(({ subject, newName, confidence, aliasKept }) => {
        return `${subject.name} → ${newName}, ${confidence}${aliasKept ? ", kept" : ""}`;
      });

  test("v3.13.5 → v3.14.10: private names that became public have a new name", () => {
    const diff = diffManifests(manifests["v3.13.5"], manifests["v3.14.10"]);
    expect(renames(diff)).toEqual(
      expect.arrayContaining([
        "_PyLong_IsNegative → PyLong_IsNegative, likely, kept",
        "_PyObject_IsUniquelyReferenced → PyUnstable_Object_IsUniquelyReferenced, likely, kept",
        "_PyWeakref_IsDead → PyWeakref_IsDead, likely, kept",
        "_Py_TryIncref → PyUnstable_TryIncRef, likely, kept",
        // Named after a struct that has another name.
        "_PyCrossInterpreterData_RegisterClass → _PyXIData_RegisterClass, likely",
      ]),
    );
    const negative = diff.changes.find(({ newName }) => newName === "PyLong_IsNegative");
    expect(negative).toMatchObject({
      source: "compatible",
      binary: "compatible",
      hint: "Use PyLong_IsNegative (3.14; older: pythoncapi-compat).",
    });
    expect(negative?.evidence.map(({ kind }) => kind)).toContain("promoted");
    expect(negative?.against).toContain("parameter obj is PyObject *, not const PyLongObject *");
    const added = diff.changes.find(({ subject }) => subject.name === "PyLong_IsNegative");
    expect(added).toMatchObject({ rule: "symbol-added", renamedFrom: "_PyLong_IsNegative", because: negative?.id });
  });

  test("v3.11.2 → v3.13.5: new functions that return borrowed references are reported, with their counterparts", () => {
    const [before, after] = [manifests["v3.11.2"], manifests["v3.13.5"]];
    const diff = diffManifests(before, after, { surface: "public" });
    expect(subjects(diff, "borrowed-reference-added")).toEqual(["Py_GetConstantBorrowed"]);
    expect(diffText(diff, plain)).toContain("Py_GetConstantBorrowed (returns a borrowed reference)");
    const referenceOf = (name: string) => after.symbols.find((symbol) => symbol.name === name);
    expect(referenceOf("PyDict_GetItem")).toMatchObject({ reference: "borrowed" });
    expect(referenceOf("PyTuple_GET_ITEM")).toMatchObject({ reference: "borrowed" });
    expect(referenceOf("PyObject_GetAttr")).toMatchObject({ reference: "new" });
    expect(referenceOf("PyErr_SetRaisedException")).toMatchObject({ params: [{ reference: "stolen" }] });
    const advisor = new Advisor(ManifestIndex.of(before), ManifestIndex.of(after));
    const strong = ["PyDict_GetItem", "PyDict_GetItemWithError", "PyList_GetItem", "PyWeakref_GetObject"];
    expect(strong.map((name) => advisor.forSymbol(name, true)?.names)).toEqual([
      ["PyDict_GetItemRef"],
      ["PyDict_GetItemRef"],
      ["PyList_GetItemRef"],
      ["PyWeakref_GetRef"],
    ]);
  });

  test("hints name the replacement, its first version, and whether pythoncapi-compat provides it for older ones", () => {
    const hints = (from: Ref, to: Ref) =>
      new Map(
        diffManifests(manifests[from], manifests[to]).changes.map(({ subject, member, hint }) => {
          return [member === null ? subject.name : `${subject.name}.${member}`, hint];
        }),
      );
    const news = hints("v3.13.5", "v3.14.10");
    // A wrapper, the same stem with another signature, and one that only What's New documents.
    expect(news.get("_PyThreadState_UncheckedGet")).toBe(
      "Use PyThreadState_GetUnchecked (3.13; older: pythoncapi-compat).",
    );
    expect(news.get("_PyDict_Pop")).toBe("Use PyDict_Pop (3.13; older: pythoncapi-compat).");
    expect(news.get("_PyLong_Sign")).toBe("Use PyLong_GetSign (3.14; older: pythoncapi-compat).");
    expect(news.get("_PyUnicodeWriter_Init")).toBe("Use PyUnicodeWriter_Create (3.14; older: pythoncapi-compat).");
    expect(news.get("PyObject.ob_refcnt")).toBe(
      "Use Py_REFCNT (also in 3.13) and Py_SET_REFCNT (3.9; older: pythoncapi-compat).",
    );
    const olds = hints("v3.11.2", "v3.13.5");
    expect(olds.get("PyWeakref_GetObject")).toBe("Use PyWeakref_GetRef (3.13; older: pythoncapi-compat).");
    expect(olds.get("PyImport_ImportModuleNoBlock")).toBe("Use PyImport_ImportModule (also in 3.11).");
    // A call, members, and a member in place of a member.
    expect(olds.get("Py_GetPrefix")).toBe('Use PyConfig_Get("base_prefix") (3.14; older: pythoncapi-compat).');
    expect(olds.get("PySys_AddXOption")).toBe("Use PyConfig.xoptions (also in 3.11; not in the limited API).");
    expect(olds.get("PyDictObject.ma_version_tag")).toBe("Use PyDict_AddWatcher and PyDict_Watch (not in 3.11).");
    expect(olds.get("_PyErr_ChainExceptions")).toMatch(/^Use _PyErr_ChainExceptions1 /);
    expect(olds.get("PyUnicode_AS_UNICODE")).toMatch(/^Use PyUnicode_AsWideCharString /);
    expect(olds.get("Py_TRASHCAN_SAFE_BEGIN")).toMatch(/^Use Py_TRASHCAN_BEGIN /);
    expect(olds.get("PyObject_AsReadBuffer")).toBe("Use PyObject_GetBuffer and PyBuffer_Release (also in 3.11).");
    const oldest = hints("v3.9.2", "v3.11.2");
    expect(oldest.get("PyNode_Compile")).toMatch(/^Use Py_CompileString /);
    // It returns a tree, which nothing does now.
    expect(oldest.get("PyParser_SimpleParseString")).toBeNull();
  });

  test("v3.13.5 → v3.14.10 for people: 150 lines of 120 columns at most; opcodes are one of them, a comment has room for all", () => {
    const diff = diffManifests(manifests["v3.13.5"], manifests["v3.14.10"], { surface: "public" });
    const lines = diffText(diff, plain).trimEnd().split("\n");
    expect(lines.length).toBeLessThanOrEqual(150);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(120);
    expect(lines.filter((line) => line.includes("opcode_ids.h"))).toEqual([
      expect.stringMatching(/^ {2}\d+ numbers of Include\/opcode_ids\.h: /),
    ]);
    expect(diffMarkdown(diff).length).toBeLessThan(60_000);
  });

  test("every message begins with its subject, and adds to it", () => {
    const pairs = refs.slice(1).map((ref, index) => [refs[index] as Ref, ref] as const);
    const changes = pairs.flatMap(([from, to]) => diffManifests(manifests[from], manifests[to]).changes);
    const others = changes.filter((change) => predicateOf(change) === change.message.replace(/\.$/, ""));
    expect([...new Set(others.map(({ rule, message }) => `${rule}: ${message}`))].slice(0, 5)).toEqual([]);
  });

  test("no fact repeats the headers", () => {
    for (const [from, to] of [
      ["v3.9.2", "v3.11.2"],
      ["v3.11.2", "v3.13.5"],
      ["v3.13.5", "v3.14.10"],
    ] as const) {
      const [older, newer] = [ManifestIndex.of(manifests[from]), ManifestIndex.of(manifests[to])];
      const advisor = new Advisor(older, newer);
      const known = facts.filter(({ use }) => use.some((name) => newer.hasName(name)));
      for (const { of: name } of known) expect(advisor.forSymbol(name, true), `${name}, ${from} to ${to}`).toBeNull();
    }
  });

  test("names provided by pythoncapi-compat are new in the version given in the table", () => {
    const minor = (version: string) => Number(version.split(".")[1]);
    for (const manifest of Object.values(manifests)) {
      const index = ManifestIndex.of(manifest);
      const there = [...broughtByCompat].filter(([name]) => {
        const entry = index.symbols.get(name) ?? index.structs.get(name);
        return entry?.surface === "public";
      });
      const due = [...broughtByCompat].filter(([, version]) => minor(version) <= minor(manifest.version));
      expect(
        there.map(([name]) => name),
        manifest.ref,
      ).toEqual(due.map(([name]) => name));
    }
  });

  test("v3.14.10 → v3.15.2: opaque types are where extensions find them, and a used tag joins no limited API", () => {
    const { changes } = diffManifests(manifests["v3.14.10"], manifests["v3.15.2"]);
    const of = (rule: string, name: string) => changes.find((one) => one.rule === rule && one.subject.name === name);
    expect(of("struct-added", "PyBytesWriter")?.to?.header).toBe("Include/cpython/bytesobject.h");
    expect(of("struct-added", "PyInterpreterGuard")?.to?.header).toBe("Include/pystate.h");
    expect(of("limited-api-added", "PyCriticalSection")).toBeDefined();
    expect(of("limited-api-added", "PyMutex")).toBeUndefined();
    expect(of("macro-value-changed", "Py_bf_getbuffer")).toMatchObject({ topic: "numbers", binary: "compatible" });
  });

  test("v3.7.12 → v3.9.2: lists of free objects are cleared by functions of other names that return nothing", () => {
    const diff = diffManifests(manifests["v3.7.12"], manifests["v3.9.2"]);
    const types = ["Context", "Dict", "Float", "Frame", "List", "Tuple"];
    expect(renames(diff)).toEqual(
      expect.arrayContaining(types.map((type) => `Py${type}_ClearFreeList → _Py${type}_ClearFreeList, likely`)),
    );
    const frame = diff.changes.find(({ subject }) => subject.name === "PyFrame_ClearFreeList");
    expect(frame).toMatchObject({ source: "breaking", binary: "breaking", against: ["it returns void, not int"] });
  });

  test("v3.7.12 → v3.9.2: compiled-in code changed its kind and imports", () => {
    const diff = diffManifests(manifests["v3.7.12"], manifests["v3.9.2"]);
    const work = (name: string) => {
      const change = diff.changes.find(({ rule, subject }) => rule === "kind-changed" && subject.name === name);
      return [change?.from, change?.to].map((side) => side?.implementation as Implementation | undefined);
    };
    for (const name of ["INCREF", "DECREF", "XINCREF", "XDECREF"]) {
      expect(work(`Py_${name}`)).toMatchObject([{ kind: "macro" }, { kind: "inline", name: `_Py_${name}` }]);
    }
    expect(work("PyObject_INIT")).toMatchObject([{ kind: "macro" }, { kind: "inline", name: "_PyObject_INIT" }]);
    expect(work("PyIndex_Check")).toMatchObject([{ kind: "macro" }, { kind: "call", name: "PyIndex_Check" }]);
    expect(work("Py_FatalError")).toMatchObject([
      { kind: "call", name: "Py_FatalError", imports: ["Py_FatalError"] },
      { kind: "call", name: "_Py_FatalErrorFunc", imports: ["_Py_FatalErrorFunc"] },
    ]);
    expect(work("PyList_CheckExact")).toEqual([undefined, undefined]);
  });

  test("members, variables and macros are deprecated as functions are", () => {
    const reported = (from: Ref, to: Ref) =>
      diffManifests(manifests[from], manifests[to])
        .changes.filter(({ rule }) => rule === "deprecated")
        .map(({ subject, member }) => (member === null ? subject.name : `${subject.name}.${member}`));
    expect(reported("v3.9.2", "v3.11.2")).toContain("PyBytesObject.ob_shash");
    const later = ["PyDictObject.ma_version_tag", "Py_VerboseFlag", "_PyEval_RequestCodeExtraIndex"];
    expect(reported("v3.11.2", "v3.13.5")).toEqual(expect.arrayContaining(later));
    expect(reported("v3.13.5", "v3.14.10")).toContain("_PyUnicodeWriter_Prepare");
    expect(manifests["v3.9.2"].symbols.find(({ name }) => name === "PyUnicode_WSTR_LENGTH")?.deprecated).toBe("3.3");
  });

  test("v3.11.2 → v3.13.5: names of other targets are added, removed and deprecated", () => {
    const { changes } = diffManifests(manifests["v3.11.2"], manifests["v3.13.5"]);
    const reported = (name: string) =>
      changes.flatMap(({ rule, subject, elsewhere }) => (subject.name === name ? `${rule}: ${elsewhere}` : []));
    expect(reported("PyUnstable_Module_SetGIL")).toEqual(["unstable-added: cpt"]);
    expect(reported("Py_LegacyWindowsStdioFlag")).toEqual(["deprecated: win_amd64"]);
    expect(reported("_Py_RefTotal")).toEqual(["symbol-removed: cpd"]);
    expect(reported("PyModule_Create2TraceRefs")).toEqual(["symbol-removed: Py_TRACE_REFS"]);
  });

  test("v3.9.2 → v3.11.2: the first list of the limited API is not told as what joined it", () => {
    const { changes } = diffManifests(manifests["v3.9.2"], manifests["v3.11.2"]);
    const joined = changes.filter(({ rule }) => rule === "limited-api-added").map(({ subject }) => subject.name);
    expect(joined).toEqual(expect.arrayContaining(["PyObject_GetBuffer", "Py_buffer"]));
    const { symbols } = manifests["v3.11.2"];
    const sinceOf = (wanted: string) => symbols.find(({ name }) => name === wanted)?.limitedApi?.since ?? "3.11";
    // 3.9 undefines these two for the limited API.
    const buffers = ["Py_bf_getbuffer", "Py_bf_releasebuffer"];
    expect(joined.filter((name) => sinceOf(name) === "3.2")).toEqual(buffers);
    const others = joined.filter((name) => !buffers.includes(name));
    expect(new Set(others.map(sinceOf))).toEqual(new Set(["3.10", "3.11"]));
  });

  test("v3.7.12 → v3.9.2: names of the grammar were never in the limited API, though nothing hid them", () => {
    const diff = diffManifests(manifests["v3.7.12"], manifests["v3.9.2"]);
    const left = subjects(diff, "limited-api-removed");
    for (const name of ["AnnAssign", "expr_ty", "asdl_seq"]) expect(left).not.toContain(name);
    expect(manifests["v3.9.2"].symbols.find(({ name }) => name === "PyList_New")?.limitedApi).toEqual({ since: "3.2" });
  });

  test("v3.13.5 → v3.14.10: types passed in the same way break no built module", () => {
    const { changes } = diffManifests(manifests["v3.13.5"], manifests["v3.14.10"]);
    const about = (name: string) => changes.find(({ subject }) => subject.name === name);
    expect(about("PyCMethod")).toMatchObject({ rule: "typedef-changed", binary: "compatible" });
    expect(about("_PyLong_NumBits")).toMatchObject({ rule: "signature-changed", binary: "compatible" });
  });

  test("families of functions that were renamed in one way", () => {
    const compiler = diffManifests(manifests["v3.9.2"], manifests["v3.11.2"]);
    expect(renames(compiler)).toEqual(
      expect.arrayContaining([
        "PyAST_CompileObject → _PyAST_Compile, likely",
        "PySymtable_BuildObject → _PySymtable_Build, likely",
        "PyFuture_FromASTObject → _PyFuture_FromAST, likely",
      ]),
    );
    const clocks = diffManifests(manifests["v3.11.2"], manifests["v3.13.5"]);
    expect(renames(clocks)).toEqual(
      expect.arrayContaining([
        "_PyTime_GetSystemClockWithInfo → _PyTime_TimeWithInfo, likely",
        "_PyTime_GetMonotonicClockWithInfo → _PyTime_MonotonicWithInfo, likely",
        "_PyTime_GetPerfCounterWithInfo → _PyTime_PerfCounterWithInfo, likely",
      ]),
    );
  });

  test("v3.11.2 → v3.13.5: an old name that stays as a deprecated alias is renamed and deprecated", () => {
    const { changes } = diffManifests(manifests["v3.11.2"], manifests["v3.13.5"]);
    const reported = changes.filter(({ subject }) => subject.name === "_PyEval_RequestCodeExtraIndex");
    expect(reported.map(({ rule }) => rule)).toEqual(["symbol-renamed", "deprecated"]);
    expect(reported[1]?.because).toBe(reported[0]?.id);
  });

  test("v3.9.2 → v3.11.2: the frame became opaque, the packing of floats public, and macros inline functions", () => {
    const diff = diffManifests(manifests["v3.9.2"], manifests["v3.11.2"]);
    expect(subjects(diff, "struct-opaque")).toEqual(["PyFrameObject"]);
    expect(renames(diff)).toEqual(
      expect.arrayContaining([2, 4, 8].map((size) => `_PyFloat_Pack${size} → PyFloat_Pack${size}, likely`)),
    );
    expect(subjects(diff, "lvalue-lost")).toEqual(expect.arrayContaining(["Py_TYPE", "Py_SIZE"]));
    const reported = diff.changes.filter(({ subject }) => subject.name === "Py_INCREF");
    expect(reported).toMatchObject([
      { rule: "kind-changed", from: { kind: "macro" }, to: { kind: "inline-function" } },
    ]);
    const header = diff.changes.find(({ subject }) => subject.name === "Include/longintrepr.h");
    expect(header).toMatchObject({ rule: "header-renamed", newName: "Include/cpython/longintrepr.h" });
  });

  test("v3.11.2 → v3.13.5: the first unstable API, and the names that it had before", () => {
    const diff = diffManifests(manifests["v3.11.2"], manifests["v3.13.5"]);
    expect(subjects(diff, "unstable-added")).toContain("PyUnstable_Code_New");
    expect(subjects(diff, "symbol-added").filter((name) => name.startsWith("PyUnstable_"))).toEqual([]);
    expect(renames(diff)).toEqual(
      expect.arrayContaining([
        "PyCode_New → PyUnstable_Code_New, certain, kept",
        "PyCode_NewWithPosOnlyArgs → PyUnstable_Code_NewWithPosOnlyArgs, certain, kept",
        "_PyCode_GetExtra → PyUnstable_Code_GetExtra, certain, kept",
        "_PyCode_SetExtra → PyUnstable_Code_SetExtra, certain, kept",
        "_PyEval_RequestCodeExtraIndex → PyUnstable_Eval_RequestCodeExtraIndex, certain, kept",
        "_PyThreadState_UncheckedGet → PyThreadState_GetUnchecked, certain, kept",
      ]),
    );
    const [moreParameters] = diff.changes.filter(({ subject }) => subject.name === "_PyLong_AsByteArray");
    expect(moreParameters).toMatchObject({ rule: "signature-changed", source: "breaking" });
  });

  test("v3.13.5 → v3.14.10: generators and coroutines became opaque", () => {
    const diff = diffManifests(manifests["v3.13.5"], manifests["v3.14.10"]);
    const opaque = subjects(diff, "struct-opaque");
    expect(opaque).toEqual(expect.arrayContaining(["PyGenObject", "PyCoroObject", "PyAsyncGenObject"]));
  });

  /** What became of a member. */
  const fate = (diff: Diff, struct: string, member: string) =>
    diff.changes.find((change) => change.subject.name === struct && change.member === member);

  test("v3.9.2 → v3.11.2: accessors of members of opaque and rearranged structs", () => {
    const diff = diffManifests(manifests["v3.9.2"], manifests["v3.11.2"]);
    const frame = diff.changes.find(({ rule }) => rule === "struct-opaque");
    expect(frame?.accessors).toEqual(
      expect.arrayContaining([
        { member: "f_back", get: "PyFrame_GetBack", set: null },
        { member: "f_code", get: "PyFrame_GetCode", set: null },
        { member: "f_lineno", get: "PyFrame_GetLineNumber", set: null },
      ]),
    );
    expect(diff.changes.filter(({ subject, member }) => subject.name === "PyFrameObject" && member)).toEqual([]);
    expect(fate(diff, "PyThreadState", "use_tracing")).toMatchObject({ rule: "member-removed", source: "breaking" });
    expect(fate(diff, "PyThreadState", "frame")).toMatchObject({
      hint: "Use PyThreadState_GetFrame (3.9; older: pythoncapi-compat).",
    });
    expect(fate(diff, "PyCodeObject", "co_code")).toMatchObject({
      hint: "Use PyCode_GetCode (3.11; older: pythoncapi-compat).",
    });
  });

  test("v3.14.10 → v3.15.2: additions in a nested struct have their full path", () => {
    const diff = diffManifests(manifests["v3.14.10"], manifests["v3.15.2"]);
    expect(fate(diff, "_Py_DebugOffsets", "thread_state.last_profiled_frame_seq")).toMatchObject({
      rule: "member-added",
      binary: "breaking",
      to: { member: { offset: 232, size: 8 } },
    });
    expect(diff.changes.filter(({ subject }) => subject.name === "_thread_state")).toEqual([]);
  });

  test("v3.11.2 → v3.13.5: the digits of an int are in another struct, at the same offset", () => {
    const diff = diffManifests(manifests["v3.11.2"], manifests["v3.13.5"]);
    expect(fate(diff, "PyLongObject", "ob_digit")).toMatchObject({
      rule: "member-renamed",
      newName: "long_value.ob_digit",
      confidence: "certain",
      binary: "compatible",
    });
    expect(fate(diff, "PyLongObject", "long_value")).toBeUndefined();
  });

  test("v3.13.5 → v3.14.10: a hash in the middle of a tuple shifts its items", () => {
    const diff = diffManifests(manifests["v3.13.5"], manifests["v3.14.10"]);
    expect(fate(diff, "PyTupleObject", "ob_hash")).toMatchObject({
      rule: "member-added",
      binary: "breaking",
      from: { size: 32 },
      to: { size: 40 },
      shifted: [{ member: "ob_item", from: { offset: 24 }, to: { offset: 32 } }],
    });
  });

  test.each(refs.slice(1).map((ref, index) => [refs[index] as (typeof refs)[number], ref] as const))(
    "%s → %s: what goes one way comes the other, each change once",
    (from, to) => {
      const forth = diffManifests(manifests[from], manifests[to]);
      const back = diffManifests(manifests[to], manifests[from]);
      const name = ({ subject }: Diff["changes"][number]) => `${subject.kind} ${subject.name}`;
      const gone = forth.changes.filter((change) => change.to === null).map(name);
      const come = back.changes.filter((change) => change.from === null).map(name);
      expect(come).toEqual(expect.arrayContaining(gone));
      expect(new Set(forth.changes.map(({ id }) => id)).size).toBe(forth.changes.length);
    },
  );

  test("the changes of some names are those of the diff, however far apart the versions are", () => {
    const sets = [
      ["PyThreadState", "PyFrameObject", "_PyInterpreterFrame", "_ts"],
      ["PyEval_CallObject", "Py_TYPE", "PyUnicode_AsUnicode", "_PyLong_New", "PyTypeObject", "Include/pyatomic.h"],
      ["_PyRuntimeState", "PyInterpreterState", "_gc_runtime_state", "PyConfig", "PyCodeObject", "PY_VERSION_HEX"],
    ];
    expectSameAbout(manifests["v3.9.2"], manifests["v3.15.2"], sets);
    expectSameAbout(manifests["v3.15.2"], manifests["v3.7.12"], sets);
  });

  test.each(refs)("%s has no changes from itself", (ref) => {
    expect(diffManifests(manifests[ref], structuredClone(manifests[ref])).changes).toEqual([]);
  });
});
