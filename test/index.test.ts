import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, describe, expect, test } from "vitest";
import { publishedSchemas } from "../routes/schemas/published.ts";
import {
  buildManifest,
  CapidiffError,
  checkExtension,
  defaultTarget,
  diffManifests,
  history,
  openRepository,
  renderReport,
} from "../src/index.ts";
import { fixture } from "./server/fixture.ts";

/** The library, on miniature CPythons: v3.13.0 has Py_tag0, v3.13.1 has Py_tag1 in its place. */
describe("the library", () => {
  const f = fixture({ tags: 2 });
  const cpython = openRepository({ url: f.remote.url, dataDir: `${f.folder}/library` });
  afterAll(() => f[Symbol.dispose]());

  const schemas = new Ajv2020({ strict: false, formats: { "date-time": true, uri: true } });
  const faults = (name: string, answer: unknown) => {
    const validate = schemas.compile(publishedSchemas[name] as object);
    return validate(answer) ? [] : validate.errors;
  };

  test("returns manifests, stored or built, and equal", async () => {
    const kept = await cpython.manifest("v3.13.0");
    expect(JSON.stringify(buildManifest(await cpython.tree("v3.13.0"), defaultTarget))).toBe(JSON.stringify(kept));
    expect(faults("manifest", kept)).toEqual([]);
  });

  test("returns diffs, stored or computed, and equal", async () => {
    const [from, to] = await Promise.all([cpython.manifest("v3.13.0"), cpython.manifest("v3.13.1")]);
    const diff = await cpython.diff("v3.13.0", "v3.13.1");
    expect(diffManifests(from, to)).toEqual(diff);
    expect(diff.changes.map(({ rule, subject }) => [rule, subject.name])).toContainEqual(["symbol-removed", "Py_tag0"]);
    expect(faults("diff", diff)).toEqual([]);
    expect(await renderReport(diff, "text")).toContain("Py_tag0");
  });

  test("checks an extension", async () => {
    const bytes = Buffer.from("#include <Python.h>\nint f(void) { return Py_tag0(); }\n");
    const options = { baseline: "v3.13.0", target: "v3.13.1" };
    const check = await checkExtension(cpython, [{ file: "f.c", bytes }], options);
    expect(check.verdict).toBe("breaks");
    expect(faults("check", check)).toEqual([]);
    expect(await renderReport(check, "text")).toContain("f.c:2");
  });

  test("returns the history of a name", async () => {
    const reported = await history(cpython, "Py_tag0");
    expect(faults("history", reported)).toEqual([]);
    expect(JSON.stringify(reported)).toContain("v3.13.1");
  });

  test("completes targets by the default's, and takes wheel tags as platforms", async () => {
    const { target } = await cpython.manifest("v3.13.0", { platform: "musllinux_1_2_s390x" });
    expect(target).toEqual({ abi: "cp313", platform: "musllinux_s390x", limitedApi: null });
    const diff = await cpython.diff("v3.13.0", "v3.13.1", { abi: "cpd", platform: "win-arm64" });
    expect(diff.to.target).toEqual({ abi: "cp313d", platform: "win_arm64", limitedApi: null });
    const { histories } = await history(cpython, "Py_tag0", { targets: [{ platform: "pyodide_2025_0_wasm32" }] });
    expect(histories[0]?.targets).toEqual([{ abi: "cp", platform: "emscripten_wasm32" }]);
  });

  test.for([
    { platform: "linux_sparc64" },
    { platform: "macosx_11_0_universal2" },
    { limitedApi: "3.12" },
    { abi: "cpx" as "cp" },
  ])("refuses the target %j", async (target) => {
    await expect(cpython.manifest("v3.13.0", target)).rejects.toMatchObject({ code: "invalid-target" });
  });

  test("throws errors with codes", async () => {
    const error = await cpython.manifest("v9.9.9").catch((error) => error);
    expect(error).toBeInstanceOf(CapidiffError);
    expect(error.code).toBe("unknown-ref");
  });

  test("a schema rejects other values", () => {
    expect(faults("diff", { schemaVersion: 2 })).not.toEqual([]);
  });
});
