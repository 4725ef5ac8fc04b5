import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { CapidiffError } from "../src/errors.ts";
import { packageRoot } from "../src/package.ts";
import { mostBytes } from "../src/usage/format.ts";

/** An index of usage as its file has it: read where it is needed. */
export interface UsageBytes {
  bytes: Buffer;
  /** Of the bytes: part of the key of every answer that is made from them. */
  hash: string;
}

/** The one that capidiff brings along. */
const defaultFile = join(packageRoot, "usage/default.json");

/**
 * @param file null for the one that capidiff brings along
 * @throws CapidiffError `invalid-usage` where it cannot be read
 */
export async function readUsageFile(file: string | null): Promise<UsageBytes> {
  const path = file ?? defaultFile;
  try {
    const { size } = await stat(path);
    if (size > mostBytes) throw new Error(`it is larger than ${mostBytes / 2 ** 20} MB`);
    const bytes = await readFile(path);
    return { bytes, hash: createHash("sha256").update(bytes).digest("base64url") };
  } catch (error) {
    throw new CapidiffError("invalid-usage", `${path} cannot be read: ${(error as Error).message}.`, { file: path });
  }
}
