import { minorOf } from "../cpython/version.ts";
import type { Manifest } from "../manifest/model.ts";

/** An import that is not in a version's limited API. */
export interface OutsideLimitedApi {
  name: string;
  /** The limited API version that has it; null if none. */
  since: string | null;
}

/**
 * Imports of a stable ABI module beyond the limited API in its tag: versions of Python from that one on need not have
 * them. Both headers and `Misc/stable_abi.toml` count as the limited API, since the latter also lists what only macros
 * call.
 * Names missing in the manifest are skipped: they may not be Python's.
 * @param version of the limited API, e.g. `3.9`
 * @param manifest of the newest known version, which also has the oldest limited API
 */
export function outsideLimitedApi(
  imports: readonly string[],
  version: string,
  { symbols }: Pick<Manifest, "symbols">,
): OutsideLimitedApi[] {
  const wanted = new Set(imports);
  return symbols
    .filter(({ name }) => wanted.has(name))
    .map(({ name, limitedApi, stableAbi }) => ({
      name,
      since: earlier(limitedApi?.since, stableAbi?.added ?? undefined),
    }))
    .filter(({ since }) => since === null || minorOf(since) > minorOf(version));
}

function earlier(a: string | undefined, b: string | undefined): string | null {
  if (a === undefined || b === undefined) return a ?? b ?? null;
  return minorOf(a) <= minorOf(b) ? a : b;
}
