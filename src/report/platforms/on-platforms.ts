import type { Platform } from "../../cpython/target.ts";
import { CapidiffError } from "../../errors.ts";

/**
 * Calls a function per platform. Platforms the ref does not support are skipped; `without` lists those that lack the
 * entry. Other errors are thrown.
 */
export async function onPlatforms<T>(
  platforms: readonly Platform[],
  ask: (platform: Platform) => Promise<T>,
): Promise<{ found: T[]; without: Platform[] }> {
  const found: T[] = [];
  const without: Platform[] = [];
  for (const platform of platforms) {
    try {
      found.push(await ask(platform));
    } catch (error) {
      if (!(error instanceof CapidiffError)) throw error;
      if (error.code === "unknown-struct") without.push(platform);
      else if (error.code !== "unsupported-platform") throw error;
    }
  }
  return { found, without };
}
