import { expect, test } from "vitest";
import { checkText } from "../../../src/report/check/text.ts";
import { plain } from "../../../src/report/paint.ts";
import { finding, hostile, report, sample, symbol } from "./reports.ts";

test("the verdict, findings by impact with places and what to do, versions and diagnostics", () => {
  expect(checkText(sample, plain)).toBe(`\
v3.15.2 (CPython 3.15.2, cp315) on linux_x86_64: breaks
compared with v3.9.2 (CPython 3.9.2, cp39), the oldest series that is supported

3 symbols, 1 member and 0 headers used
5 findings, 1 of them suppressed
  3 breaking  1 risky  1 compatible

Not everything was understood, so findings may be missing here; the diagnostics say where.

Breaking (3 findings)
  used                 since              finding
  PyThreadState.frame  v3.11.0a1          It is opaque.
      at src/green.c:12:5, src/green.c:40:9
      use instead: PyThreadState_GetFrame
      hint: Call PyThreadState_GetFrame.
  _PyKnown             -                  It is not-exported.
      at x.whl/x.so
      suppressed until 2027-01-31: only on old versions
  PyListed             v3.14.0 or before  It is missing.

Risky (1 finding)
  used     since  finding
  PyRisky  -      It is changed.
      likely, not certain: what it belongs to is not known

Works, to be known (1 finding)
  used   since  finding
  PyOld  -      It is deprecated.

Versions
  version  verdict              breaking  risky  what breaks
  v3.9.2   ok                          0      0
  v3.15.2  breaks (incomplete)         3      1  PyListed, PyThreadState.frame, _PyKnown

Diagnostics
  src/other.c: It could not be read. (unread)
  src/green.c:3: It was passed over. (unknown-macro)
`);
});

test("of many places and names the first are told, and how many there are more", () => {
  const places = Array.from({ length: 20 }, (_, index) => ({ file: "x.c", line: index + 1 }));
  const breaking = Array.from({ length: 9 }, (_, index) => `Py${index}`);
  const [version] = sample.versions ?? [];
  const text = checkText(
    report([finding("missing", symbol("PyX"), { places })], { versions: version ? [{ ...version, breaking }] : [] }),
    plain,
  );
  expect(text).toContain("at x.c:1, x.c:2, x.c:3, x.c:4, x.c:5 and 15 more\n");
  expect(text).toContain("Py0, Py1, Py2, Py3, Py4, Py5 and 3 more\n");
});

test("no text of the caller's moves the cursor or ends a line", () => {
  const text = checkText(hostile, plain);
  expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  expect(text.split("\n")).toHaveLength(checkText(report(hostile.findings), plain).split("\n").length + 9);
});
