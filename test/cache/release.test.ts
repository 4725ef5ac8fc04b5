import { expect, test } from "vitest";
import { releaseReport } from "../../cache/release.ts";
import type { Abi } from "../../src/cpython/target.ts";
import { diffManifests } from "../../src/diff/diff.ts";
import { CapidiffError, type ErrorCode } from "../../src/errors.ts";
import { func, manifest } from "../diff/manifests.ts";

const side = (ref: string, ...names: string[]) => manifest({ ref, symbols: names.map((name) => func(name)) });
const diff = Buffer.from(JSON.stringify(diffManifests(side("v1", "PyGone"), side("v2"))));
const on = (abi: Abi, bytes: () => Promise<Buffer>) => ({
  target: { abi, platform: "linux_x86_64", limitedApi: null } as const,
  bytes,
});
const failing = (code: ErrorCode) => async () => {
  throw new CapidiffError(code, "");
};

test("targets that a ref lacks are listed, and nothing is said about them", async () => {
  const report = await releaseReport([on("cp", async () => diff), on("cpt", failing("unknown-abi"))]);
  expect(report.without).toEqual([{ abi: "cpt", platform: "linux_x86_64" }]);
  expect(report.changes).toMatchObject([{ rule: "symbol-removed", targets: [{ abi: "cp" }] }]);
});

test("if no target is left, the reason is the error; other errors are thrown at once", async () => {
  await expect(releaseReport([on("cpt", failing("unknown-abi"))])).rejects.toMatchObject({ code: "unknown-abi" });
  const broken = [on("cp", async () => diff), on("cpt", failing("timeout"))];
  await expect(releaseReport(broken)).rejects.toMatchObject({ code: "timeout" });
});
