import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Repository } from "../../src/cpython/repository.ts";
import { defaultTarget } from "../../src/cpython/target.ts";
import type { SourceTree } from "../../src/cpython/tree.ts";
import { diffManifests } from "../../src/diff/diff.ts";
import { stemOf } from "../../src/diff/symbol-name.ts";
import { buildManifest } from "../../src/manifest/build.ts";
import type { FunctionSymbol, Manifest } from "../../src/manifest/model.ts";
import { corpusRemote } from "../corpus/corpus.ts";

const corpus = corpusRemote();

/** A header that Python.h includes after most others, so that all types are known in it. */
const late = "Include/sysmodule.h";

describe.skipIf(corpus === null)("one edit of a real header is one change", () => {
  const folder = mkdtempSync(join(tmpdir(), "capidiff-edits-"));
  let tree: SourceTree;
  let manifest: Manifest;
  /** Declarations on one line of their own, in the limited API of all versions. */
  let functions: { symbol: FunctionSymbol; line: string }[];

  beforeAll(async () => {
    const whole = await new Repository(corpus as string, folder).tree("v3.13.5");
    tree = { ...whole, files: new Map([...whole.files].filter(([path]) => !path.startsWith("Include/internal/"))) };
    manifest = buildManifest(tree, defaultTarget);
    functions = manifest.symbols.flatMap((symbol) => {
      if (symbol.kind !== "function" || symbol.macro !== null || symbol.castMacro) return [];
      const line = textOf(symbol.header).split("\n")[symbol.line - 1] ?? "";
      const isWhole = /^PyAPI_FUNC\([^()]*\) \w+\([^()]*\);$/.test(line);
      const isOld = symbol.limitedApi?.since === "3.2" && symbol.header !== late;
      return isWhole && isOld && symbol.deprecated === null ? [{ symbol, line }] : [];
    });
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const textOf = (path: string) => tree.files.get(path)?.text ?? "";

  function edited(edits: Record<string, (text: string) => string>) {
    const files = new Map(tree.files);
    for (const [path, edit] of Object.entries(edits))
      files.set(path, { path, blob: "e".repeat(40), text: edit(textOf(path)) });
    const after = buildManifest({ ...tree, files }, defaultTarget);
    return diffManifests(manifest, after).changes.map(({ rule, subject, newName }) => {
      return [rule, subject.name, ...(newName === undefined ? [] : [newName])];
    });
  }

  /** Draws some of the functions, the same ones in each run. */
  function forSome(check: (symbol: FunctionSymbol, line: string) => void) {
    expect(functions.length).toBeGreaterThan(300);
    const index = fc.nat(functions.length - 1);
    const some = fc.sample(index, { numRuns: 2, seed: 13 });
    for (const one of some) {
      const { symbol, line } = functions[one] as (typeof functions)[number];
      check(symbol, line);
    }
  }

  test("a function that is gone", () => {
    forSome((symbol, line) => {
      const changes = edited({ [symbol.header]: (text) => text.replace(`${line}\n`, "\n") });
      expect(changes).toEqual([["symbol-removed", symbol.name]]);
    });
  }, 60_000);

  test("a function that gets another name, with an alias or without", () => {
    forSome((symbol, line) => {
      const name = `PyUnstable_${stemOf(symbol.name)}`;
      const renamed = line.replace(symbol.name, name);
      const expected = ["symbol-renamed", symbol.name, name];
      const alias = `${renamed}\n#define ${symbol.name} ${name}`;
      for (const now of [renamed, alias]) {
        const changes = edited({ [symbol.header]: (text) => text.replace(line, now) });
        expect(changes).toEqual([expected, ["unstable-added", name]]);
      }
    });
  }, 60_000);

  test("a function that moves to another header", () => {
    forSome((symbol, line) => {
      const changes = edited({
        [symbol.header]: (text) => text.replace(`${line}\n`, "\n"),
        [late]: (text) => text.replace(/^#define Py_SYSMODULE_H$/m, `$&\n${line}`),
      });
      expect(changes).toEqual([["symbol-moved", symbol.name]]);
    });
  }, 60_000);

  test("a function with one more parameter", () => {
    forSome((symbol, line) => {
      const more = line.includes("(void);") ? line.replace("void", "int more") : line.replace(/\);$/, ", int more);");
      const changes = edited({ [symbol.header]: (text) => text.replace(line, more) });
      expect(changes).toEqual([["signature-changed", symbol.name]]);
    });
  }, 60_000);
});
