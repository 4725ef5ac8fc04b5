import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Api } from "../../src/check/api.ts";
import { questionOf } from "../../src/check/lookups.ts";
import type { Use } from "../../src/check/use.ts";
import { Repository } from "../../src/cpython/repository.ts";
import { defaultTarget } from "../../src/cpython/target.ts";
import type { SourceTree } from "../../src/cpython/tree.ts";
import { buildManifest } from "../../src/manifest/build.ts";
import type { Manifest } from "../../src/manifest/model.ts";
import { buildOutline } from "../../src/manifest/outline.ts";
import { ManifestSession } from "../../src/manifest/session.ts";
import { corpusRemote } from "../corpus/corpus.ts";
import { miniature } from "./miniature.ts";

const corpus = corpusRemote();
const place = null;

/** Uses of all that a manifest has, and calls with one argument. */
function usesOf({ symbols, structs, enums, headers }: Manifest): Use[] {
  return [
    ...[...symbols, ...structs, ...enums].flatMap(({ name }): Use[] => [
      { kind: "symbol", name, place },
      { kind: "symbol", name, place, arguments: 1 },
    ]),
    ...structs.flatMap(({ name, members }) =>
      (members ?? []).flatMap(({ name: member, members: inner = [] }): Use[] =>
        [member, ...inner.map((one) => `${member}.${one.name}`)].map((path) => ({
          kind: "member",
          struct: name,
          member: path ?? "",
          place,
          confidence: "certain",
        })),
      ),
    ),
    ...headers.map(({ path }): Use => ({ kind: "header", header: path.replace(/^Include\//, ""), place })),
  ];
}

/** To code without `Py_BUILD_CORE`, what is internal or opaque is as good as missing. */
const stateOf = (api: Api, use: Use, internals: boolean): string => {
  const presence = api.presence(use, internals);
  if (presence.state === "arguments") return presence.takes;
  return internals || presence.state === "there" ? presence.state : "missing";
};

function differences(manifest: Manifest, tree: SourceTree, uses: readonly Use[], session: ManifestSession): string[] {
  const whole = new Api(manifest);
  return [false, true].flatMap((internals) => {
    const outline = new Api(buildOutline(tree, defaultTarget, { ...questionOf(uses), internals }, session));
    return uses
      .filter((use) => stateOf(whole, use, internals) !== stateOf(outline, use, internals))
      .map((use) => `${JSON.stringify(use)} ${stateOf(outline, use, internals)}`);
  });
}

test("has the symbols that are asked for, and all structs", () => {
  const tree = miniature({
    "Include/test.h": `typedef struct { int size; } Inner;
      typedef struct { Inner inner; } Outer;
      PyAPI_FUNC(int) PyWanted(int a, int b);
      PyAPI_FUNC(int) PyOther(void);`,
  });
  const outline = buildOutline(tree, defaultTarget, {
    names: new Set(["PyWanted"]),
    structs: new Set(),
    internals: false,
  });
  const names = outline.symbols.map(({ name }) => name);
  expect(names).toContain("PyWanted");
  expect(names).not.toContain("PyOther");
  expect(outline.structs.map(({ name, size }) => [name, size])).toEqual(
    expect.arrayContaining([
      ["Inner", 4],
      ["Outer", 4],
    ]),
  );
});

test("reads no header if none mentions what is asked for", () => {
  const tree = miniature({
    "Include/test.h": "typedef struct { int size; } Inner;\n#define MADE(x) Py##x",
    "Misc/stable_abi.toml": "[function._PyGone]\nabi_only = true\n",
  });
  const outlineFor = (name: string) =>
    buildOutline(tree, defaultTarget, { names: new Set([name]), structs: new Set(), internals: false });
  expect(outlineFor("_PyGone").structs).toEqual([]);
  expect(outlineFor("_PyGone").headers).toContainEqual(expect.objectContaining({ path: "Include/test.h" }));
  expect(outlineFor("PyMade").structs).not.toEqual([]);
});

test("reads the internal surface for code that sees it, or if a struct has its name there", () => {
  const tree = miniature({
    "Include/test.h": "struct shared { int size; };",
    "Include/internal/pycore_test.h": "typedef struct shared Shared;\ntypedef struct { int size; } Inner;",
  });
  const structsFor = (struct: string, internals: boolean) =>
    buildOutline(tree, defaultTarget, { names: new Set(), structs: new Set([struct]), internals }).structs.map(
      ({ name }) => name,
    );
  expect(structsFor("shared", false)).not.toContain("Inner");
  expect(structsFor("shared", true)).toContain("Inner");
  expect(structsFor("Shared", false)).toContain("Shared");
});

describe.skipIf(corpus === null)("on real CPython", () => {
  const folder = mkdtempSync(join(tmpdir(), "capidiff-outline-"));
  let trees: SourceTree[];
  beforeAll(async () => {
    const repository = new Repository(corpus as string, folder);
    trees = await Promise.all(["v3.9.2", "v3.13.5"].map((ref) => repository.tree(ref)));
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("tells presence as the whole manifests do", () => {
    const session = new ManifestSession();
    const manifests = trees.map((tree) => buildManifest(tree, defaultTarget, session));
    const uses = manifests.flatMap(usesOf);
    for (const [index, tree] of trees.entries()) {
      const manifest = manifests[index] as Manifest;
      expect(differences(manifest, tree, uses, session)).toEqual([]);
      // For these the public surface is enough.
      const structs = manifest.structs.filter(({ surface }) => surface === "public");
      const publicUses = [
        ...uses.filter(({ kind }) => kind === "symbol"),
        ...usesOf({ ...manifest, symbols: [], structs }),
      ];
      expect(differences(manifest, tree, publicUses, session)).toEqual([]);
    }
  }, 120_000);
});
