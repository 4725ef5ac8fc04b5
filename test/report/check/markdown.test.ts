import { expect, test } from "vitest";
import { checkMarkdown } from "../../../src/report/check/markdown.ts";
import { finding, hostile, report, sample, symbol } from "./reports.ts";

test("the verdict, the versions, findings by impact, and the diagnostics", () => {
  expect(checkMarkdown(sample)).toBe(`\
# v3.15.2 (CPython 3.15.2, cp315) on linux_x86_64: breaks

Compared with v3.9.2 (CPython 3.9.2, cp39), the oldest series that is supported. \
3 symbols, 1 member and 0 headers used: 5 findings, 1 of them suppressed.

| breaking | risky | compatible |
| ---: | ---: | ---: |
| 3 | 1 | 1 |

**Not everything was understood, so findings may be missing here; the diagnostics say where.**

## Versions

| version | verdict | breaking | risky | what breaks |
| --- | --- | ---: | ---: | --- |
| v3.9.2 | ok | 0 | 0 |  |
| v3.15.2 | breaks (incomplete) | 3 | 1 | \`PyListed\`, \`PyThreadState.frame\`, \`_PyKnown\` |

## Breaking

3 findings.

| used | since | finding |
| --- | --- | --- |
| \`PyThreadState.frame\` | v3.11.0a1 | It is opaque.<br>at \`src/green.c:12:5\`, \`src/green.c:40:9\`\
<br>use instead: PyThreadState_GetFrame<br>hint: Call PyThreadState_GetFrame. |
| \`_PyKnown\` | - | It is not-exported.<br>at \`x.whl/x.so\`<br>suppressed until 2027-01-31: only on old versions |
| \`PyListed\` | v3.14.0 or before | It is missing. |

## Risky

1 finding.

| used | since | finding |
| --- | --- | --- |
| \`PyRisky\` | - | It is changed.<br>likely, not certain: what it belongs to is not known |

## Works, to be known

1 finding.

| used | since | finding |
| --- | --- | --- |
| \`PyOld\` | - | It is deprecated. |

## Diagnostics

- src/other.c: It could not be read. (unread)
- src/green.c:3: It was passed over. (unknown-macro)
`);
});

test("fits a job's summary, and says what it leaves out", () => {
  const findings = Array.from({ length: 6000 }, (_, index) =>
    finding("missing", symbol(`PyFoo${index}`), { message: "é".repeat(100) }),
  );
  const text = checkMarkdown(report(findings, { diagnostics: sample.diagnostics }));
  expect(Buffer.byteLength(text)).toBeLessThan(2 ** 20);
  const told = text.match(/`PyFoo\d+`/g)?.length ?? 0;
  expect(told).toBeGreaterThan(3000);
  expect(text).toContain(`\n**${6000 - told} findings left out here: json has them all.**\n`);
  expect(text).toContain("## Diagnostics");
});

test("no text of the caller's is markup, ends a cell or notifies somebody", () => {
  const lines = checkMarkdown(hostile).split("\n");
  // Cells of a row are what stands between bars that nothing escapes.
  for (const line of lines.filter((line) => line.startsWith("|"))) {
    expect([4, 6]).toContain(line.split("|").length - 1);
  }
  const outsideOfCode = lines.join("\n").replace(/(`+).*?[^`]\1(?!`)/g, "");
  expect(outsideOfCode).not.toContain("@k");
  expect(outsideOfCode).not.toMatch(/[^\\]<script>/);
});
