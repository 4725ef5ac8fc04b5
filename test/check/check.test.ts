import { expect, test } from "vitest";
import { check } from "../../src/check/check.ts";
import type { CheckFinding } from "../../src/check/model.ts";
import type { Steps } from "../../src/check/steps.ts";
import type { Abi } from "../../src/cpython/target.ts";
import type { DiffSide } from "../../src/diff/model.ts";
import { finding, symbol } from "../report/check/reports.ts";

/** The steps of a check of modules, each with its promises, that lack something for some ABIs. */
function stepsFor(abi: Abi, promises: Abi[][], lacks: Partial<Record<Abi, string>>, unreadable?: Abi): Steps {
  const side = (ref: string): DiffSide => ({
    ref,
    commit: "",
    version: ref.slice(1),
    target: { abi: abi === "cp" ? "cp315" : abi, platform: "linux_x86_64", limitedApi: null },
  });
  const name = lacks[abi];
  const findings: CheckFinding[] = name === undefined ? [] : [finding("missing", symbol(name))];
  const notJudged = { code: "abi-not-judged", place: null, message: "", gap: true };
  const judge: Steps["judge"] = async (from, to) => ({
    from: side(from),
    to: side(to),
    complete: true,
    findings,
    diagnostics: promises.length > 0 ? [notJudged] : [],
    uses: { symbols: 1, members: 0, headers: 0 },
  });
  return {
    refs: async () => [],
    nameOf: async (ref) => ref,
    expect: async () => {},
    side: async (ref) => (abi === unreadable ? Promise.reject(new Error("no such ABI")) : side(ref)),
    support: null,
    promises,
    forAbi: (other) => stepsFor(other, promises, lacks, unreadable),
    judge,
    revisit: (_judged, from, to) => judge(from, to),
    occurrences: async (_judged, from, to) => (await judge(from, to)).findings,
  };
}

const checked = (steps: Steps) =>
  check({ target: "v3.15.2", baseline: "v3.15.2", allVersions: false }, steps, (step) => step.catch(() => null));

test("a module for abi3 and abi3t is judged for both in one check", async () => {
  const steps = stepsFor("cp", [["abi3", "abi3t"]], { abi3t: "PyGone" });
  const { verdict, complete, alsoFor, findings, diagnostics } = await checked(steps);
  expect({ verdict, complete, alsoFor, diagnostics }).toEqual({
    verdict: "breaks",
    complete: true,
    alsoFor: ["abi3t"],
    diagnostics: [],
  });
  expect(findings.map(({ message }) => message)).toEqual([expect.stringMatching(/^For abi3t: /)]);
});

test("what is missing for both is told once", async () => {
  const { findings } = await checked(stepsFor("cp", [["abi3", "abi3t"]], { cp: "PyGone", abi3t: "PyGone" }));
  expect(findings).toHaveLength(1);
  expect(findings[0]?.message).not.toMatch(/^For abi3t/);
});

test("an ABI that cannot be judged is named, and the check incomplete", async () => {
  const check = await checked(stepsFor("cp", [["abi3", "abi3t"]], {}, "abi3t"));
  expect(check).toMatchObject({ verdict: "unknown", diagnostics: [{ code: "abi-not-judged" }] });
});

test("modules of one ABI are judged for it alone", async () => {
  expect(await checked(stepsFor("cp", [["abi3"]], { abi3t: "PyGone" }))).not.toHaveProperty("alsoFor");
});
