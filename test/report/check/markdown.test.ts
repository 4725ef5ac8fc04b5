import { expect, test } from "vitest";
import { checkMarkdown } from "../../../src/report/check/markdown.ts";
import { finding, hostile, report, sample, symbol } from "./reports.ts";

test("the verdict first, then versions and breakage; notices are folded", () => {
  expect(checkMarkdown(sample)).toBe(`\
# breaks on 3.15.2: 2 places in 1 file, 1 name, 1 suppressed

**Not everything was understood, so findings may be missing; see the diagnostics.**

- src/other.c: It could not be read. (unread)

builds unchanged on 3.9.2 only

| version | 3.9.2 | 3.15.2 |
| --- | :---: | :---: |
| verdict | ok | breaks |
| \`PyListed\` | . | x |
| \`PyThreadState.frame\` | . | x |
| \`_PyKnown\` | . | x |
| \`PyRisky\` | . | ? |

x breaks, ? may break

| used | since | finding |
| --- | --- | --- |
| \`PyThreadState.frame\` | v3.11.0a1 | It is opaque.<br>at \`src/green.c:12:5\`, \`src/green.c:40:9\`\
<br>use instead: PyThreadState_GetFrame<br>hint: Call PyThreadState_GetFrame. |
| \`PyListed\` | v3.14.0 or before | It is missing. |

May break: 1 name

| used | since | finding |
| --- | --- | --- |
| \`PyRisky\` | - | It is changed.<br>likely, not certain: the type it belongs to is unknown |

<details><summary>1 deprecated, 1 suppressed</summary>

| used | since | finding |
| --- | --- | --- |
| \`PyOld\` | - | It is deprecated. |
| \`_PyKnown\` | - | It is not-exported.<br>at \`x.whl/x.so\`<br>suppressed until 2027-01-31: only on old versions |

</details>

<details><summary>1 unknown-macro</summary>

- src/green.c:3: It was passed over. (unknown-macro)

</details>

cp315 on linux_x86_64, compared with 3.9.2, the oldest series that is supported; \
3 symbols, 1 member and 0 headers used.
`);
});

test("fits a job's summary, and says what it omits", () => {
  const findings = Array.from({ length: 6000 }, (_, index) =>
    finding("missing", symbol(`PyFoo${index}`), { message: "é".repeat(100) }),
  );
  const text = checkMarkdown(report(findings, { diagnostics: sample.diagnostics }));
  expect(Buffer.byteLength(text)).toBeLessThan(2 ** 20);
  const reported = text.match(/`PyFoo\d+`/g)?.length ?? 0;
  expect(reported).toBeGreaterThan(3000);
  expect(text).toContain(`\n**${6000 - reported} findings omitted here; see the JSON format.**\n`);
  expect(text).toContain("1 unknown-macro");
});

test("text from the caller is escaped: no markup, no cell boundaries, no mentions", () => {
  const lines = checkMarkdown(hostile).split("\n");
  // Cells of a row are separated by unescaped bars.
  for (const line of lines.filter((line) => line.startsWith("|"))) {
    expect([3, 4]).toContain(line.split("|").length - 1);
  }
  const outsideOfCode = lines.join("\n").replace(/(`+).*?[^`]\1(?!`)/g, "");
  expect(outsideOfCode).not.toContain("@k");
  expect(outsideOfCode).not.toMatch(/[^\\]<script>/);
});
