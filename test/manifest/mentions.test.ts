import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { KnownNames } from "../../src/check/known.ts";
import { Repository } from "../../src/cpython/repository.ts";
import { defaultTarget } from "../../src/cpython/target.ts";
import { buildManifest } from "../../src/manifest/build.ts";
import { jsonMayHave, mayHave, possibleNames, type Wanted } from "../../src/manifest/mentions.ts";
import { corpusRemote } from "../corpus/corpus.ts";
import { miniature } from "./miniature.ts";

const possible = (text: string, ...names: string[]) =>
  possibleNames(miniature({ "Include/test.h": text }), "linux_x86_64", names);

test("names that are identifiers in headers are possible, also across spliced lines", () => {
  expect(
    possible("int Zq_here; int Zq_spl\\\nit; // Zq_comment", "Zq_here", "Zq_split", "Zq_comment", "Zq_not"),
  ).toEqual(["Zq_here", "Zq_split", "Zq_comment"]);
});

test.each([
  ["#define DEF(x) int Zq_##x;", "Zq_made", "Yq_made"],
  ["#define DEF(x) int x##_zq;", "made_zq", "zq_made"],
  ["#define DEF(x) int Zq_ /* */ ## \\\n x ## _End;", "Zq_made_End", "Yq_made_Enx"],
  ["%:define DEF(x) int Zq_%:%:x;", "Zq_made", "Yq_made"],
  ["#define DEF(x) int x##_zq##x;", "a_zqa", "qza"],
  ["#define DEF(x...) int Zq_##x;", "Zq_made", "Yq_made"],
])("names that ## may make are possible: %s", (text, made, not) => {
  expect(possible(text, made, not)).toEqual([made]);
});

test("every name is possible where two arguments are pasted", () => {
  expect(possible("#define CAT(a, b) a##b\n#define OPT(...) a __VA_OPT__(x) ## x", "Zq_any")).toEqual(["Zq_any"]);
});

test("headers are there by any folder of theirs", () => {
  const tree = miniature({ "Include/internal/pycore_zq.h": "" });
  const has = (header: string) => mayHave(tree, "linux_x86_64", { names: [], headers: [header] });
  expect(["pycore_zq.h", "internal/pycore_zq.h", "zq.h"].map(has)).toEqual([true, true, false]);
});

const corpus = corpusRemote();
describe.skipIf(corpus === null)("on real CPython", () => {
  const folder = mkdtempSync(join(tmpdir(), "capidiff-mentions-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(["v3.7.12", "v3.13.5"])(
    "all names and members of the manifest of %s are possible, and few others",
    async (ref) => {
      const tree = await new Repository(corpus as string, folder).tree(ref);
      const manifest = buildManifest(tree, defaultTarget);
      const known = new KnownNames([manifest]).toJSON();
      const all = [...Object.keys(known.names), ...Object.keys(known.structs)];
      const json = JSON.stringify(manifest);
      const has = (wanted: Partial<Wanted>) => jsonMayHave(json, { names: [], headers: [], ...wanted });
      const some = all.filter((_, index) => index % 50 === 0);
      expect(some.filter((name) => !has({ names: [name] }))).toEqual([]);
      expect(known.headers.filter((header) => !has({ headers: [header] }))).toEqual([]);
      expect(has({ names: some.map((name) => `${name}_not`), headers: ["not.h"] })).toBe(false);
      expect(new Set(possibleNames(tree, "linux_x86_64", all))).toEqual(new Set(all));
      const others = all.map((name) => `${name}x`);
      expect(possibleNames(tree, "linux_x86_64", others).length).toBeLessThan(0.2 * others.length);
    },
    120_000,
  );
});
