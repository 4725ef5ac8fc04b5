import type { TestProject } from "vitest/node";
import { temporaryFolder } from "../cache/disk.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** A data folder that all files of a run share: what one has built, the others read. */
    sharedData: string;
  }
}

/** Vitest's global setup. */
export default function (project: TestProject): () => void {
  const { folder, [Symbol.dispose]: remove } = temporaryFolder();
  project.provide("sharedData", folder);
  return remove;
}
