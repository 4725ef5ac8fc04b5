import type { Manifest } from "../manifest/model.ts";

/** An imported name that the limited API of a version has not. */
export interface OutsideLimitedApi {
  name: string;
  /** The version of the limited API that has it, null where none has. */
  since: string | null;
}

/**
 * What a module for the stable ABI imports although the limited API that its tag names is without it: the versions of
 * Python from there on need not have it. Both what headers show and what `Misc/stable_abi.toml` lists is taken for the
 * limited API, for the latter also lists what only macros call.
 * Names that the manifest lacks are not told: whether they are Python's is not known.
 * @param version of the limited API, as `3.9`
 * @param manifest of the newest version that is known: it has the oldest limited API too
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

/** Of `3.12`; there is no limited API but Python 3's. */
const minorOf = (version: string) => Number(version.split(".")[1]);
