import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { CapidiffError } from "../src/errors.ts";
import { packageRoot } from "../src/package.ts";
import { maxBytes } from "../src/usage/format.ts";

/** The bytes of an index of usage, parsed where needed. */
export interface UsageBytes {
  bytes: Buffer;
  /** A hash of the bytes, part of the key of every derived answer. */
  hash: string;
}

/** The bundled index. */
const defaultFile = join(packageRoot, "usage/default.json");

/**
 * @param file null for the bundled one
 * @throws CapidiffError `invalid-usage` if it is unreadable
 */
export async function readUsageFile(file: string | null): Promise<UsageBytes> {
  const path = file ?? defaultFile;
  try {
    const { size } = await stat(path);
    if (size > maxBytes) throw new Error(`it is larger than ${maxBytes / 2 ** 20} MB`);
    const bytes = await readFile(path);
    return { bytes, hash: createHash("sha256").update(bytes).digest("base64url") };
  } catch (error) {
    throw new CapidiffError("invalid-usage", `${path} cannot be read: ${(error as Error).message}.`, { file: path });
  }
}
