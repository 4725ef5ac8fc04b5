import { describe, expect, test } from "vitest";
import { acrossTargets } from "../../../src/diff/across-targets.ts";
import { diffManifests } from "../../../src/diff/diff.ts";
import { expectationText, parseExpectation, releaseText } from "../../../src/report/release/text.ts";
import { manifest, member, struct } from "../../diff/manifests.ts";

const target = (abi: "cp" | "cpt", platform: "linux_x86_64" | "linux_i686") => ({ abi, platform });
const box = (ref: string, offset: number, size = offset + 4) =>
  manifest({ ref, version: ref.slice(1), structs: [struct("PyBox", { size, members: [member("x", { offset })] })] });
const diffOf = (before: number, after: number) => diffManifests(box("v3.14.6", before), box("v3.14.7", after));

describe("a release over targets", () => {
  const report = acrossTargets(
    [
      { target: target("cp", "linux_x86_64"), diff: diffOf(72, 80) },
      { target: target("cpt", "linux_x86_64"), diff: diffOf(72, 80) },
      { target: target("cp", "linux_i686"), diff: diffOf(36, 40) },
    ],
    [target("cpt", "linux_i686")],
  );

  test("lists a change once for all targets that share it", () => {
    expect(report.changes.map(({ id, targets }) => [id, targets])).toEqual([
      [report.changes[0]?.id, [target("cp", "linux_x86_64"), target("cpt", "linux_x86_64")]],
      [report.changes[0]?.id, [target("cp", "linux_i686")]],
    ]);
    const text = releaseText(report, null);
    expect(text).toMatch(/^v3\.14\.6 .* to v3\.14\.7 .*, 3 targets: linux_x86_64 \(cp and cpt\); linux_i686 \(cp\)\n/);
    expect(text).toContain("not for linux_i686 (cpt), which one of them lacks");
    expect(text).toMatch(/\(x 72 → 80\) \[linux_x86_64 \(cp and cpt\)\]\n/);
    expect(text).toMatch(/\(x 36 → 40\) \[linux_i686 \(cp\)\]\n/);
  });

  test("accepts the changes in its own output, and reports others", () => {
    const { ids, wrong } = parseExpectation(expectationText(report));
    expect([...ids]).toEqual([report.changes[0]?.id]);
    expect(wrong).toEqual([]);
    expect(releaseText(report, ids)).toContain("2 changes accepted, 0 not\n\nNothing else changed.\n");
    expect(releaseText(report, new Set(["0".repeat(12)]))).toContain("0 changes accepted, 2 not");
  });

  test("reports lines that are not ids", () => {
    expect(parseExpectation("# comment\r\n\nabc\n0123456789ab x\n0123456789abc\n")).toEqual({
      ids: new Set(["0123456789ab"]),
      wrong: ["abc", "0123456789abc"],
    });
  });
});
