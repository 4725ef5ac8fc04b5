/** What the comparison leaves out: each line one entry of one ref, with the reason. Printed with the result. */
import type { Kind } from "./compare.ts";

export interface LeftOut {
  ref: string;
  /** As `cp`, `abi3@3.11`; null for every abi of the ref. */
  abi: string | null;
  kind: Kind;
  name: string;
  reason: string;
}

export const leftOut: LeftOut[] = [];
