/** Names of CPython's that were gone and came back; which they are was found by searching the histories of all tags. */
import { describe, expect, test } from "vitest";
import { changesBetween } from "../../src/history/changes.ts";
import { historyOf } from "../../src/history/history.ts";
import type { Manifest } from "../../src/manifest/model.ts";
import { corpusRemote } from "../corpus/corpus.ts";
import { openReleases } from "../corpus/releases.ts";
import { lineOf } from "./lines.ts";

const remote = corpusRemote();

describe.skipIf(remote === null)("restored names", () => {
  test.each([
    [
      ["v3.7.0a2", "v3.7.0a3", "v3.12.0a2"],
      [
        { kind: "symbol", name: "ARENA_SIZE" },
        { kind: "struct", name: "arena_object" },
      ],
    ],
  ] as const)("is told as restored, by the changes of the diffs: %s", async (refs, subjects) => {
    const releases = openReleases(remote as string);
    const manifests = new Map<string, Manifest>();
    const texts = new Map<string, string>();
    for (const ref of refs) {
      const tree = await releases.tree(ref);
      texts.set(ref, [...tree.files.values()].map(({ text }) => text).join("\n"));
      manifests.set(ref, await releases.manifest(ref));
    }
    const line = lineOf([...manifests.values()]);
    for (const subject of subjects) {
      const { histories } = await historyOf(subject, [line], async (_target, from, to) =>
        changesBetween(manifests.get(from.ref) as Manifest, manifests.get(to.ref) as Manifest),
      );
      const stretches = histories[0]?.stretches ?? [];
      expect(stretches.map(({ from, facts, restored }) => [from.ref, facts !== null, restored])).toEqual([
        [refs[0], true, false],
        [refs[1], false, false],
        [refs[2], true, true],
      ]);
      // The headers themselves, read as plain text, say the same.
      const isNamed = (ref: string) => new RegExp(`\\b${subject.name}\\b`).test(texts.get(ref) ?? "");
      expect(refs.map(isNamed)).toEqual([true, false, true]);
      for (const [at, { changes }] of stretches.entries()) expect(changes.length > 0, `boundary ${at}`).toBe(at > 0);
    }
  });
});
