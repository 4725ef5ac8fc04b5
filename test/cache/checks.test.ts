import { expect, test } from "vitest";
import { Checks } from "../../cache/checks.ts";
import { parseLsRemote } from "../../src/cpython/refs.ts";
import { defaultTarget } from "../../src/cpython/target.ts";

const unused = () => Promise.reject(new Error("a key needs refs alone"));

/** The key of one check while the remote has these refs. */
function keyWith(refs: Record<string, string>, target = "v3.14.0"): Promise<string> {
  const listing = Object.entries(refs).map(([name, digit]) => `${digit.repeat(40)}\trefs/${name}`);
  const resolve = async (ref: string) => ({ ref, commit: "a".repeat(40), kind: "tag" as const });
  const checks = new Checks({
    refs: async () => parseLsRemote(listing.join("\n")),
    resolve,
    tree: unused,
    expect: unused,
    manifest: unused,
    storedManifest: unused,
    storedOutline: unused,
    store: { get: unused, put: unused },
    work: unused,
    readsAhead: false,
  });
  const files = [{ file: "module.c", bytes: Buffer.from("#include <Python.h>\n") }];
  return checks.key({ files, request: { target, baseline: null, allVersions: false }, target: defaultTarget });
}

const refs = { "tags/v3.13.0": "1", "tags/v3.14.0": "2", "heads/main": "3" };

test("a push to a branch leaves the answers of checks valid", async () => {
  expect(await keyWith({ ...refs, "heads/main": "4", "heads/3.14": "5" })).toBe(await keyWith(refs));
});

test("a new release and a moved tag do not: they decide the baseline, and since when something breaks", async () => {
  const key = await keyWith(refs);
  expect(await keyWith({ ...refs, "tags/v3.15.0a1": "6" })).not.toBe(key);
  expect(await keyWith({ ...refs, "tags/v3.13.0": "7" })).not.toBe(key);
});
