import type { Platform } from "../../cpython/target.ts";
import { CapidiffError } from "../../errors.ts";

/** Calls a function per platform. Platforms the ref does not support are skipped; other errors are thrown. */
export async function onPlatforms<T>(
  platforms: readonly Platform[],
  ask: (platform: Platform) => Promise<T>,
): Promise<T[]> {
  const found: T[] = [];
  for (const platform of platforms) {
    try {
      found.push(await ask(platform));
    } catch (error) {
      if (!(error instanceof CapidiffError) || error.code !== "unsupported-platform") throw error;
    }
  }
  return found;
}
