import { gapsBetween } from "../src/gaps/gaps.ts";
import type { Gaps } from "../src/gaps/model.ts";
import type { Manifest } from "../src/manifest/model.ts";
import { readUsage } from "../src/usage/format.ts";

/** The gaps of an implementation. @throws CapidiffError `invalid-usage` */
export const gapsOf = (implementation: Manifest, reference: Manifest, usage: Uint8Array): Gaps =>
  gapsBetween(implementation, reference, readUsage(usage, "the index of usage"));
