/** What `capidiff layout --format c` prints, compiled against the very headers it was made from. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { platformDefinition } from "../../src/cpython/platforms/registry.ts";
import { pyconfig } from "../../src/cpython/pyconfig.ts";
import { Repository } from "../../src/cpython/repository.ts";
import { defaultTarget } from "../../src/cpython/target.ts";
import type { SourceTree } from "../../src/cpython/tree.ts";
import { buildManifest } from "../../src/manifest/build.ts";
import { structPart } from "../../src/manifest/struct-part.ts";
import { layoutC } from "../../src/report/layout/c.ts";
import { corpusRemote } from "../corpus/corpus.ts";
import { releases } from "./manifest/releases.ts";

const remote = corpusRemote();
const isThere = spawnSync("gcc", ["--version"]).status === 0;
if (remote === null || !isThere)
  console.warn("No corpus or no gcc: the C that `capidiff layout` prints is not compiled.");

const folder = mkdtempSync(join(tmpdir(), "capidiff-layout-report-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const repository = remote === null ? null : new Repository(remote, join(folder, "data"));
const refs = repository === null ? [] : releases(await repository.refs());

/** Writes the headers as they are installed, with the pyconfig.h that configure makes. */
function install(tree: SourceTree): string {
  const prefix = join(folder, tree.ref);
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(prefix, path)), { recursive: true });
    writeFileSync(join(prefix, path), text);
  };
  for (const { path, text } of tree.files.values()) if (path.startsWith("Include/")) write(path, text);
  write("Include/pyconfig.h", pyconfig(tree, platformDefinition("linux_x86_64"), "cp").text);
  return join(prefix, "Include");
}

describe.skipIf(!isThere).each(refs)("the C of %s", (ref) => {
  test("compiles, and does not with a wrong number", { timeout: 120_000 }, async () => {
    const tree = await (repository as Repository).tree(ref);
    const include = install(tree);
    const manifest = buildManifest(tree, defaultTarget);
    const compiles = (text: string) =>
      spawnSync("gcc", ["-fsyntax-only", "-DNDEBUG", "-w", `-I${include}`, "-x", "c", "-"], {
        input: text,
        encoding: "utf8",
      });
    for (const name of ["PyTypeObject", "PyThreadState", "PyInterpreterState", "PyASCIIObject", "PyLongObject"]) {
      const text = layoutC([structPart(manifest, name, { expand: true })]);
      expect(text.match(/_Static_assert/g)?.length).toBeGreaterThan(5);
      expect(compiles(text).stderr, name).toBe("");
      const size = /== (\d+)/.exec(text)?.[1];
      expect(compiles(text.replace(`== ${size}`, `== ${Number(size) + 1}`)).stderr).toContain(`size of ${name}`);
    }
  });
});
