import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Repository } from "../../src/cpython/repository.ts";
import { defaultTarget, type TargetRequest } from "../../src/cpython/target.ts";
import type { SourceTree } from "../../src/cpython/tree.ts";
import { buildManifest } from "../../src/manifest/build.ts";
import { ManifestSession } from "../../src/manifest/session.ts";
import { corpusRemote } from "../corpus/corpus.ts";

const corpus = corpusRemote();
/** `SESSION_REFS=all` reads every tag of the remote. */
const refs = process.env.SESSION_REFS?.split(",") ?? ["v3.7.11", "v3.7.12", "v3.9.2"];
const targets: TargetRequest[] = [
  defaultTarget,
  { ...defaultTarget, abi: "cpd" },
  { ...defaultTarget, abi: "abi3" },
  { ...defaultTarget, platform: "win_amd64" },
];

describe.skipIf(corpus === null)("a manifest from a session that has read others", () => {
  const folder = mkdtempSync(join(tmpdir(), "capidiff-session-"));
  let trees: SourceTree[];

  beforeAll(async () => {
    const repository = new Repository(corpus as string, folder);
    const all = async () => (await repository.refs()).filter(({ kind }) => kind === "tag").map(({ name }) => name);
    const names = refs[0] === "all" ? await all() : refs;
    trees = await Promise.all(names.map((ref) => repository.tree(ref)));
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** One header with a line more, a macro with another value, or a declaration less. */
  const edited = (tree: SourceTree, at: number, edit: number): SourceTree => {
    const paths = [...tree.files.keys()].filter((path) => /^Include\/[^/]+\.h$/.test(path)).sort();
    const file = tree.files.get(paths[at % paths.length] as string);
    if (file === undefined) return tree;
    const edits = [
      (text: string) => `\n${text}`,
      (text: string) => text.replace(/^(#define \w+ +)(\d+)$/m, "$1(1 + $2)"),
      (text: string) => text.replace(/^PyAPI_FUNC\([^;]*;/m, ""),
      (text: string) => text.replace(/^#ifdef (\w+)/m, "#if defined($1) && 1"),
    ];
    const text = edits[edit % edits.length]?.(file.text) ?? file.text;
    return { ...tree, files: new Map(tree.files).set(file.path, { ...file, text }) };
  };

  /** The tree with other text in some headers. */
  const withTexts = (tree: SourceTree, edit: Readonly<Record<string, (text: string) => string>>): SourceTree => {
    const files = new Map(tree.files);
    for (const [path, change] of Object.entries(edit)) {
      const file = files.get(path) as NonNullable<ReturnType<typeof files.get>>;
      files.set(path, { ...file, text: change(file.text) });
    }
    return { ...tree, files };
  };

  test("has them if only patchlevel.h differs, and if headers use what differs in it", () => {
    const [tree] = trees as [SourceTree];
    const micro = (value: number) => (text: string) =>
      text.replace(/^#define PY_MICRO_VERSION\s.*$/m, `\n#define PY_MICRO_VERSION ${value}`);
    const asking = (text: string) =>
      `${text}\n#if PY_MICRO_VERSION > 5\ntypedef int later;\n#endif\nstatic const int one = PY_MICRO_VERSION;\n`;
    const patchlevel = "Include/patchlevel.h";
    const all = [
      tree,
      withTexts(tree, { [patchlevel]: micro(3) }),
      withTexts(tree, { [patchlevel]: (text) => `${micro(4)(text)}\n#define PY_NEW_HERE 1\n` }),
      withTexts(tree, { [patchlevel]: micro(5), "Include/moduleobject.h": asking }),
      withTexts(tree, { [patchlevel]: micro(6), "Include/moduleobject.h": asking }),
    ];
    const session = new ManifestSession();
    for (const [index, one] of all.entries()) {
      const warm = JSON.stringify(buildManifest(one, defaultTarget, session));
      expect(warm === JSON.stringify(buildManifest(one, defaultTarget)), `${index}`).toBe(true);
    }
  }, 120_000);

  test("has the same bytes as one built without a session, after any earlier reading and any edit", () => {
    const step = fc.record({ ref: fc.nat(), target: fc.nat(), header: fc.nat(), edit: fc.option(fc.nat()) });
    fc.assert(
      fc.property(fc.array(step, { minLength: 4, maxLength: 4 }), (steps) => {
        const session = new ManifestSession();
        for (const { ref, target, header, edit } of steps) {
          const tree = trees[ref % trees.length] as SourceTree;
          const read = edit === null ? tree : edited(tree, header, edit);
          const request = targets[target % targets.length] as TargetRequest;
          const warm = JSON.stringify(buildManifest(read, request, session));
          expect(warm === JSON.stringify(buildManifest(read, request)), `${tree.ref} ${request.abi}`).toBe(true);
        }
      }),
      { numRuns: Number(process.env.SESSION_RUNS ?? 2), endOnFailure: true },
    );
  }, 600_000);
});
