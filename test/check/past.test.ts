import { expect, test } from "vitest";
import { releasesIn } from "../../src/check/history.ts";
import { withHistory } from "../../src/check/past.ts";
import type { Steps } from "../../src/check/steps.ts";
import { parseLsRemote } from "../../src/cpython/refs.ts";
import { finding, symbol } from "../report/check/reports.ts";

const tags = ["v3.11.0", "v3.12.0", "v3.13.0", "v3.14.0"];
const releases = releasesIn(parseLsRemote(tags.map((tag) => `${"0".repeat(40)}\trefs/tags/${tag}`).join("\n")));
const side = (ref: string) => ({
  ref,
  commit: "",
  version: ref.slice(1),
  target: { abi: "cp314", platform: "linux_x86_64" as const, limitedApi: null },
});

test("a version is asked only for the findings that it may date", async () => {
  const missingSince = { PyOld: "v3.12.0", PyNew: "v3.14.0" };
  const findings = Object.keys(missingSince).map((name) => finding("missing", symbol(name), { id: name }));
  const judged = {
    from: side("v3.12.0"),
    to: side("v3.14.0"),
    complete: true,
    findings,
    diagnostics: [],
    uses: { symbols: 2, members: 0, headers: 0 },
  };
  const asked: Record<string, string[]> = {};
  const steps: Pick<Steps, "expect" | "revisit" | "occurrences"> = {
    expect: async () => {},
    revisit: async () => judged,
    occurrences: async (about, _from, to) => {
      asked[to] = about.findings.map(({ id }) => id);
      return findings.filter(({ id }) => missingSince[id as keyof typeof missingSince] <= to);
    },
  };
  const dated = await withHistory(judged, releases, steps as Steps, (step) => step);
  expect(dated.map(({ id, since }) => [id, since?.ref])).toEqual([
    ["PyOld", "v3.12.0"],
    ["PyNew", "v3.14.0"],
  ]);
  expect(asked).toEqual({ "v3.12.0": ["PyOld", "PyNew"], "v3.13.0": ["PyNew"], "v3.11.0": ["PyOld"] });
});
