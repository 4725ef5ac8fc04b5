import { describe, expect, test } from "vitest";
import { acrossTargets } from "../../../src/diff/across-targets.ts";
import { diffManifests } from "../../../src/diff/diff.ts";
import { plain } from "../../../src/report/paint.ts";
import { expectationText, parseExpectation, releaseText, unexpectedText } from "../../../src/report/release/text.ts";
import { subsetText } from "../../../src/report/targets.ts";
import { manifest, member, struct } from "../../diff/manifests.ts";

const target = (abi: "cp" | "cpt", platform: "linux_x86_64" | "linux_i686" | "win32") => ({ abi, platform });
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

  test("has a change once for all targets that share its form", () => {
    expect(report.changes.map(({ id, targets }) => [id, targets])).toEqual([
      [report.changes[0]?.id, [target("cp", "linux_x86_64"), target("cpt", "linux_x86_64")]],
      [report.changes[0]?.id, [target("cp", "linux_i686")]],
    ]);
  });

  test("is a line for each change, which says where it has other forms", () => {
    const text = releaseText(report, plain);
    expect(text).toMatch(
      /^v3\.14\.6 .* to v3\.14\.7 .*\non 3 targets: linux_x86_64 \(cp and cpt\); linux_i686 \(cp\)\n/,
    );
    expect(text).toContain("not on linux_i686 (cpt), which one of them lacks");
    expect(text.match(/^ {2}PyBox .*/gm)).toEqual([expect.stringMatching(/had 76 bytes and has 84 \[varies\]$/)]);
    const verbose = releaseText(report, plain, true);
    expect(verbose).toMatch(/PyBox \[linux_x86_64\]\n.*\n.*shifted: x 72 → 80/);
    expect(verbose).toMatch(/PyBox \[linux_i686\]\n.*\n.*shifted: x 36 → 40/);
  });

  test("names the targets of a change in the fewest words", () => {
    const all = (["cp", "cpt"] as const).flatMap((abi) => [target(abi, "linux_x86_64"), target(abi, "linux_i686")]);
    expect(subsetText(all, all)).toEqual([]);
    expect(subsetText(all.slice(0, 2), all)).toEqual(["cp"]);
    expect(subsetText(all.slice(0, 1), all)).toEqual(["linux_x86_64 (cp)"]);
    expect(subsetText(all.slice(0, 3), all)).toEqual(["not linux_i686 (cpt)"]);
    expect(subsetText([target("cp", "win32")], [...all, target("cp", "win32")])).toEqual(["win32"]);
  });

  test("accepts the changes in its own output, and reports others", () => {
    const { ids, wrong } = parseExpectation(expectationText(report));
    expect([...ids]).toEqual([report.changes[0]?.id]);
    expect(wrong).toEqual([]);
    expect(unexpectedText(report, ids, plain)).toMatch(/\n1 change accepted, 0 not\n$/);
    const others = unexpectedText(report, new Set(["0".repeat(12)]), plain);
    expect(others).toContain("0 changes accepted, 1 not\n");
    expect(others).toMatch(/\(x 72 → 80\) \[linux_x86_64\]\n/);
    expect([...parseExpectation(others.split("\n\n")[1] ?? "").ids]).toEqual([...ids]);
  });

  test("reports lines that are not ids", () => {
    expect(parseExpectation("# comment\r\n\nabc\n0123456789ab x\n0123456789abc\n")).toEqual({
      ids: new Set(["0123456789ab"]),
      wrong: ["abc", "0123456789abc"],
    });
  });
});
