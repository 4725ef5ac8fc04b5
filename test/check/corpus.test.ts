import { beforeAll, describe, expect, test } from "vitest";
import type { Answers } from "../../cache/answers.ts";
import type { CheckRequest } from "../../src/check/check.ts";
import { type Check, usedText } from "../../src/check/model.ts";
import { defaultTarget, type TargetRequest } from "../../src/cpython/target.ts";
import { corpusRemote } from "../corpus/corpus.ts";
import { openReleases } from "../corpus/releases.ts";

const remote = corpusRemote();

/** What greenlet used of a thread's state before 3.11. */
const list = {
  symbols: ["PyThreadState", "PyThreadState_GET", "PyFrameObject", "PyObject_Call", "Py_TYPE"],
  members: ["use_tracing", "frame", "recursion_depth", "interp"].map((member) => ({ struct: "PyThreadState", member })),
  headers: ["Python.h", "structmember.h", "frameobject.h"],
};

/** The same in C, and the same again guarded. */
const old = `#include <Python.h>
static void save(void) {
    PyThreadState *tstate = PyThreadState_GET();
    tstate->use_tracing = 0;
    tstate->recursion_depth++;
    PyFrameObject *top = tstate->frame;
    (void)top;
}
`;
const guarded = old
  .replace("    tstate->use", "#if PY_VERSION_HEX < 0x030b0000\n    tstate->use")
  .replace("(void)top;", "$&\n#endif");

describe.skipIf(!remote)("a check on real CPython", () => {
  let answers: Answers;
  beforeAll(() => {
    answers = openReleases(remote as string).answers;
  });

  async function check(
    file: string,
    text: string,
    request: Partial<CheckRequest> & { target: string },
    build: Partial<TargetRequest> = {},
  ): Promise<Check> {
    const files = [{ file, bytes: Buffer.from(text) }];
    const whole = { baseline: null, allVersions: false, ...request };
    const target = { ...defaultTarget, ...build };
    return JSON.parse((await (await answers.check({ files, request: whole, target })).bytes()).toString());
  }
  const lost = ["PyThreadState.frame", "PyThreadState.recursion_depth", "PyThreadState.use_tracing"];
  const broken = ({ findings }: Check) =>
    findings.filter(({ impact }) => impact === "breaking").map(({ used }) => usedText(used));

  test.each(["v3.11.2", "v3.13.5", "v3.15.2"])(
    "old greenlet's list breaks on %s, since 3.11",
    async (target) => {
      const answer = await check("greenlet.json", JSON.stringify(list), { target });
      expect(answer).toMatchObject({ verdict: "breaks", complete: true, baseline: { chosen: "" } });
      expect(broken(answer)).toEqual(lost);
      for (const { since } of answer.findings) {
        expect(since).toMatchObject({ ref: "v3.11.2", after: "v3.9.2", exact: true });
      }
      expect(answer.findings.find(({ used }) => usedText(used) === "PyThreadState.frame")?.replacement).toEqual([
        "PyThreadState_GetFrame",
      ]);
    },
    120_000,
  );

  test("its source breaks in the same ways, with line numbers", async () => {
    const answer = await check("greenlet.c", old, { target: "v3.11.2" });
    expect(broken(answer)).toEqual(lost);
    expect(answer.findings.map(({ places }) => places)).toEqual([
      [{ file: "greenlet.c", line: 6, column: 34 }],
      [{ file: "greenlet.c", line: 5, column: 13 }],
      [{ file: "greenlet.c", line: 4, column: 13 }],
    ]);
  }, 120_000);

  test("a source that guards each use by PY_VERSION_HEX passes, on all versions", async () => {
    const answer = await check("greenlet.c", guarded, { target: "v3.15.2", allVersions: true });
    expect(answer).toMatchObject({ verdict: "ok", findings: [], baseline: { ref: "v3.11.2" } });
    expect(answer.versions?.map(({ ref, verdict }) => `${ref} ${verdict}`)).toEqual([
      "v3.7.12 ok",
      "v3.9.2 ok",
      "v3.11.2 ok",
      "v3.13.18 ok",
      "v3.14.10 ok",
      "v3.15.2 ok",
    ]);
    expect(answer.builds).toMatchObject({ from: { ref: "v3.7.0" }, to: { ref: "v3.15.2" } });
  }, 120_000);

  test("versions that cannot be built for the platform are left out", async () => {
    const platform = "emscripten_wasm32" as const;
    const answer = await check("greenlet.json", JSON.stringify(list), { target: "v3.15.2" }, { platform });
    expect(answer).toMatchObject({ verdict: "breaks", complete: true, baseline: { ref: "v3.11.2" } });
  });

  test("a name is reported as removed, new, or of another limited API, by all versions", async () => {
    const source = `#include <Python.h>
int f(PyObject *o) { return PyLong_AsInt(o) + PyBUF_READ; }
void *g(PyObject *o) { return PyUnicode_AS_UNICODE(o); }`;
    const reported = async (target: string, request = defaultTarget) => {
      const files = [{ file: "a.c", bytes: Buffer.from(source) }];
      const made = await answers.check({
        files,
        request: { target, baseline: null, allVersions: false },
        target: request,
      });
      const { findings }: Check = JSON.parse((await made.bytes()).toString());
      return findings.filter(({ impact }) => impact === "breaking").map(({ message, since }) => [message, since?.ref]);
    };
    expect(await reported("v3.11.2")).toEqual([["PyLong_AsInt is new in 3.13.", undefined]]);
    expect(await reported("v3.15.2")).toEqual([
      ["The inline function PyUnicode_AS_UNICODE is gone from Include/cpython/unicodeobject.h.", "v3.12.0a1"],
    ]);
    expect(await reported("v3.13.5", { ...defaultTarget, abi: "abi3", limitedApi: "3.9" })).toContainEqual([
      "PyBUF_READ needs limited API 3.11.",
      undefined,
    ]);
  }, 120_000);

  test("the newest version of the API breaks nothing on itself", async () => {
    const answer = await check("a.json", JSON.stringify({ symbols: ["PyThreadState_GetUnchecked", "PyList_New"] }), {
      target: "v3.15.2",
    });
    expect(answer).toMatchObject({ verdict: "ok", baseline: { ref: "v3.11.2" } });
  }, 120_000);
});
