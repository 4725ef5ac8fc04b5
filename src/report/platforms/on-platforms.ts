import { areAllPlatforms } from "../../cpython/platforms/wheel-tags.ts";
import type { Platform } from "../../cpython/target.ts";
import { CapidiffError } from "../../errors.ts";

/**
 * Calls a function per platform. If all are asked, those that the ref does not support are skipped.
 * @throws CapidiffError `unsupported-platform` for one that is asked by its name, and any other error
 */
export async function onPlatforms<T>(
  platforms: readonly Platform[],
  ask: (platform: Platform) => Promise<T>,
): Promise<T[]> {
  const found: T[] = [];
  for (const platform of platforms) {
    try {
      found.push(await ask(platform));
    } catch (error) {
      const isUnsupported = error instanceof CapidiffError && error.code === "unsupported-platform";
      if (!isUnsupported || !areAllPlatforms(platforms)) throw error;
    }
  }
  return found;
}
