import { createHash } from "node:crypto";
import type { Answer } from "./answer-cache.ts";
import { type Coding, compress } from "./compress.ts";

/** An answer that is constant for the process. */
export function fixedAnswer(bytes: Buffer): Answer {
  const coded = new Map<Coding, Buffer>([["identity", bytes]]);
  return {
    etag: createHash("sha256").update(bytes).digest("base64url"),
    pinned: false,
    bytes: async (coding = "identity") => {
      const made = coded.get(coding) ?? (await compress(bytes, coding));
      coded.set(coding, made);
      return made;
    },
    atHand: (coding) => coded.get(coding),
  };
}
