import { expect, test } from "vitest";
import { checkText } from "../../../src/report/check/text.ts";
import { plain } from "../../../src/report/paint.ts";
import { finding, hostile, member, report, sample, symbol } from "./reports.ts";

test("the verdict first, a line per finding, the versions; notices share one line", () => {
  expect(checkText(sample, plain)).toBe(`\
breaks on 3.15.2: 2 places in 1 file, 1 name, 1 suppressed

  src/green.c:12:5  since v3.11.0a1          PyThreadState.frame: It is opaque. Call PyThreadState_GetFrame. Also at 40:9.
  -                 since v3.14.0 or before  PyListed: It is missing.

may break: 1 name

  -  PyRisky: It is changed. Likely, not certain.

builds unchanged on 3.9.2 only
  version              3.9.2  3.15.2
  verdict              ok     breaks
  PyListed             .      x
  PyThreadState.frame  .      x
  _PyKnown             .      x
  PyRisky              .      ?
  x breaks, ? may break

Not everything was understood, so findings may be missing; see the diagnostics.
  src/other.c: It could not be read. (unread)

also: 1 deprecated, 1 suppressed, 1 unknown-macro (--verbose lists them)

cp315 on linux_x86_64, compared with 3.9.2, the oldest series that is supported
3 symbols, 1 member and 0 headers used
`);
});

test("in full, on request", () => {
  const text = checkText(sample, plain, true);
  expect(text).toContain(`
1 deprecated, 1 suppressed

  x.whl/x.so  _PyKnown: It is not-exported. (suppressed until 2027-01-31: only on old versions)
  -           PyOld: It is deprecated.
`);
  expect(text).toContain("  src/green.c:3: It was passed over. (unknown-macro)\n");
  expect(text).not.toContain("--verbose");
});

test("clean code is ok, and nothing else", () => {
  expect(checkText(report([]), plain)).toBe(`\
ok on 3.15.2

cp315 on linux_x86_64, compared with 3.9.2, the oldest series that is supported
3 symbols, 1 member and 0 headers used
`);
});

test("lines are in the order of files, and list the first of many places; on request, each has a line", () => {
  const places = Array.from({ length: 20 }, (_, index) => ({ file: "x.c", line: index + 2 }));
  const findings = [
    finding("missing", symbol("PyX"), { places: [...places, { file: "b.c", line: 7, column: 1 }] }),
    finding("missing", symbol("PyY"), { places: [...places.slice(0, 6), { file: "x.c", line: 1, column: 7 }] }),
    finding("missing", symbol("PyZ"), {
      places: [{ file: "a.c", line: 3 }],
      expansions: [{ file: "a.c", line: 9, column: 2 }],
    }),
  ];
  expect(checkText(report(findings), plain)).toContain(`: 29 places in 3 files

  a.c:3    PyZ: It is missing. Expanded at 9:2.
  b.c:7:1  PyX: It is missing. Also at 20 more places in 1 file.
  x.c:1:7  PyY: It is missing. Also at 2, 3, 4, 5 and 2 more places in 1 file.
`);
  expect(checkText(report(findings), plain, true)).toContain("  x.c:21   PyX: It is missing.\n");
});

test("values of wrong types given to members of one struct share a line", () => {
  const given = (name: string, line: number) =>
    finding("conversion", member("PyTypeObject", name), { places: [{ file: "x.c", line, column: 5 }] });
  expect(checkText(report([given("tp_call", 9), given("tp_doc", 12), given("tp_name", 7)]), plain)).toContain(`

  x.c:7:5  PyTypeObject.tp_name: It is conversion. Also of the wrong type: tp_call, tp_doc.

`);
});

test("members of one opaque struct share a line, unless there is something to use instead", () => {
  const opaque = (name: string, line: number, hint: string | null = null) =>
    finding("opaque", member("PyFrameObject", name), { hint, places: [{ file: "x.c", line, column: 5 }] });
  const findings = [opaque("f_state", 9), opaque("f_iblock", 12), opaque("f_executing", 7)];
  expect(checkText(report([...findings, opaque("f_code", 8, "Use PyFrame_GetCode.")]), plain)).toContain(`
  x.c:7:5  PyFrameObject.f_executing: It is opaque. Nor can f_state, f_iblock.
  x.c:8:5  PyFrameObject.f_code: It is opaque. Use PyFrame_GetCode.
`);
});

test("files that need another release of their generator share a line, after what is left to do by hand", () => {
  const at = (...files: string[]) => ({ places: files.map((file) => ({ file, line: 1 })) });
  const old = (file: string) => ({
    code: "generated-file",
    place: { file },
    message: "Cython 0.29 wrote it: regenerate.",
    gap: false,
  });
  const findings = [
    finding("missing", symbol("PyX"), at("a.c", "z.c")),
    finding("missing", symbol("PyY"), at("a.c", "b.c")),
    finding("missing", symbol("PyZ"), at("b.c")),
  ];
  const those = report(findings, { diagnostics: [old("a.c"), old("b.c")] });
  expect(checkText(those, plain)).toContain(`: 5 places in 3 files

  z.c:1  PyX: It is missing.
  a.c and 1 more file: Cython 0.29 wrote it: regenerate. 2 findings.

`);
  expect(checkText(those, plain, true)).toContain("  a.c:1  PyX: It is missing.\n");
});

test("what no version has is said to belong to another library perhaps", () => {
  const unknown = finding("unknown", symbol("PyInt_Check"), { impact: "risky", confidence: "likely" });
  expect(checkText(report([unknown]), plain)).toContain(
    "PyInt_Check: It is unknown. It may belong to another library.\n",
  );
});

test("if all breakage is accepted, no line mentions it", () => {
  const suppression = { reason: "known", expires: "2027-01-31" };
  const text = checkText(report([finding("missing", symbol("PyX"), { suppression })]), plain);
  expect(text).toMatch(/^breaks on 3\.15\.2: 1 suppressed\n\nalso: 1 suppressed \(/);
});

test("no text of the caller's moves the cursor or ends a line", () => {
  const text = checkText(hostile, plain);
  expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  expect(text.split("\n")).toHaveLength(checkText(report(hostile.findings), plain).split("\n").length + 9);
});
