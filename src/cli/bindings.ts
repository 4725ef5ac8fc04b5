import { readFile, stat } from "node:fs/promises";
import { readUsageFile } from "../../cache/usage-file.ts";
import { CapidiffError } from "../errors.ts";
import { bindingGaps } from "../gaps/binding-gaps.ts";
import { limits, readBindings } from "../gaps/bindings.ts";
import type { Manifest } from "../manifest/model.ts";
import { readUsage } from "../usage/format.ts";
import { config } from "./engine.ts";

/**
 * Compares a file of bindings with a manifest.
 * @param usage the usage index, if it is not the environment's
 * @returns gaps as JSON
 * @throws CapidiffError `invalid-bindings`, `invalid-usage`
 */
export async function bindingGapsIn(file: string, manifest: Buffer, usage: string | undefined): Promise<Buffer> {
  const index = await readUsageFile(usage ?? (await config(process.env)).usageFile);
  const bindings = readBindings(await bytesOf(file), file);
  const reference = JSON.parse(manifest.toString()) as Manifest;
  return Buffer.from(
    `${JSON.stringify(bindingGaps(bindings, file, reference, readUsage(index.bytes, "the usage index")))}\n`,
  );
}

async function bytesOf(file: string): Promise<Buffer> {
  const invalid = (what: string) => new CapidiffError("invalid-bindings", `${file} cannot be read: ${what}.`, { file });
  try {
    const found = await stat(file);
    if (!found.isFile()) throw invalid("it is not a file");
    if (found.size > limits.bytes) throw invalid(`it is larger than ${limits.bytes / 2 ** 20} MB`);
    return await readFile(file);
  } catch (error) {
    throw error instanceof CapidiffError ? error : invalid((error as Error).message);
  }
}
