import { expect, test } from "vitest";
import { checkAnnotations } from "../../../src/report/check/github.ts";
import { hostile, report, sample } from "./reports.ts";

test("the location of a finding is an annotation, and the last one has the verdict", () => {
  expect(checkAnnotations(sample)).toBe(`\
::error file=src/green.c,line=12,col=5,title=opaque%3A PyThreadState.frame::PyThreadState.frame: It is opaque. (breaking for sources, since v3.11.0a1)%0Ause instead: PyThreadState_GetFrame%0Ahint: Call PyThreadState_GetFrame.
::error file=src/green.c,line=40,col=9,title=opaque%3A PyThreadState.frame::PyThreadState.frame: It is opaque. (breaking for sources, since v3.11.0a1)%0Ause instead: PyThreadState_GetFrame%0Ahint: Call PyThreadState_GetFrame.
::notice file=x.whl/x.so,title=not-exported%3A _PyKnown::_PyKnown: It is not-exported. (breaking for built modules)%0Asuppressed until 2027-01-31: only on old versions
::error title=missing%3A PyListed::PyListed: It is missing. (breaking for sources, since v3.14.0 or before)
::warning title=changed%3A PyRisky::PyRisky: It is changed. (risky for sources)%0Alikely, not certain: the type it belongs to is unknown
::notice title=deprecated%3A PyOld::PyOld: It is deprecated. (compatible for sources)
::warning title=capidiff::Not everything was understood, so findings may be missing; see the diagnostics.
::notice title=capidiff::breaks on 3.15.2: 2 places in 1 file, 1 name, 1 suppressed
`);
});

test("without findings it says so", () => {
  expect(checkAnnotations(report([]))).toBe("::notice title=capidiff::ok on 3.15.2\n");
});

test("hostile text begins no command and ends no property", () => {
  const lines = checkAnnotations(hostile).trimEnd().split("\n");
  expect(lines).toHaveLength(5);
  for (const line of lines) expect(line).toMatch(/^::(?:error|warning|notice) (?:\w+=[^,:]*,?)+::/);
  expect(lines[0]).toMatch(/^::error file=[^,:]*,line=1,col=1,title=[^,:]*::/);
});
