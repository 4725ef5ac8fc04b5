import { expect, test } from "vitest";
import { checkText } from "../../../src/report/check/text.ts";
import { plain } from "../../../src/report/paint.ts";
import { finding, hostile, report, sample, symbol } from "./reports.ts";

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
    finding("missing", symbol("PyX"), { places: [...places, { file: "a.c", line: 7, column: 1 }] }),
    finding("missing", symbol("PyY"), { places: [...places.slice(0, 1), { file: "x.c", line: 1, column: 7 }] }),
  ];
  expect(checkText(report(findings), plain)).toContain(`: 23 places in 2 files

  a.c:7:1  PyX: It is missing. Also at x.c:2, x.c:3, x.c:4, x.c:5 and 16 more.
  x.c:1:7  PyY: It is missing. Also at 2.
`);
  expect(checkText(report(findings), plain, true)).toContain("  x.c:21   PyX: It is missing.\n");
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
