import { inject } from "vitest";
import { openEngine } from "../../cache/engine.ts";
import { readConfig } from "../../src/config.ts";
import { defaultTarget } from "../../src/cpython/target.ts";
import type { Manifest } from "../../src/manifest/model.ts";

/** The releases of the corpus. What one file of a run has built, the others read from the folder that they share. */
export function openReleases(remote: string) {
  const config = readConfig({ CPYTHON_REPO: remote, CAPIDIFF_DATA_DIR: inject("sharedData") });
  // What is still written in the background when the run ends has no folder any more.
  const { answers, repository } = openEngine(config, { warn: () => {}, trace: (_stage, _subject, work) => work() });
  return {
    answers,
    tree: (ref: string) => repository.tree(ref),
    manifest: async (ref: string): Promise<Manifest> => {
      return JSON.parse((await (await answers.manifest(ref, defaultTarget)).bytes()).toString());
    },
  };
}
