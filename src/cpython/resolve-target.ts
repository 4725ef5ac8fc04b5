import { CapidiffError } from "../errors.ts";
import { platformDefinition } from "./platforms/registry.ts";
import {
  type Abi,
  firstLimited,
  isAtLeast,
  isLimited,
  type Platform,
  type Target,
  type TargetRequest,
  withMacros,
} from "./target.ts";
import type { SourceTree } from "./tree.ts";
import type { Version } from "./version.ts";

/**
 * The target that a request means for one ref. Throws `unsupported-platform` if the ref does not support the platform,
 * `unknown-abi` if its headers do not know the ABI, and `invalid-target` for an impossible version of the limited API.
 */
export function resolveTarget(request: TargetRequest, tree: SourceTree, version: Version): Target {
  const { abi, platform, limitedApi, macros } = request;
  requireSupport(platform, version);
  if (!isLimited(abi)) {
    if (abi.startsWith("cpt") && !(isAtLeast(version, 13) && mentions(tree, /\bPy_(?:GIL_DISABLED|NOGIL)\b/))) {
      throw noSuchAbi(abi, version, "Free-threaded builds exist since 3.13.");
    }
    return { abi: wheelAbi(abi, version), platform, limitedApi: null, ...withMacros(macros) };
  }
  const first = firstLimited[abi];
  const isKnown =
    abi === "abi3" ? isAtLeast(version, first) : isAtLeast(version, first) && mentions(tree, /\bPy_TARGET_ABI3T\b/);
  if (!isKnown) throw noSuchAbi(abi, version, `${abi} exists since 3.${first}.`);
  const own = `${version.major}.${version.minor}`;
  const match = /^3\.(\d{1,2})$/.exec(limitedApi ?? own);
  const minor = Number(match?.[1]);
  if (match === null || minor < first || !isAtLeast(version, minor)) {
    throw new CapidiffError(
      "invalid-target",
      `The limited API of ${abi} in ${version.text} has the versions 3.${first} to ${own}, not "${limitedApi}".`,
    );
  }
  return { abi, platform, limitedApi: `3.${minor}`, ...withMacros(macros) };
}

/** Up to 3.7 `d` for debug, then `m` for pymalloc (PEP 3149); later `t` for free-threaded (PEP 703), then `d`. */
function wheelAbi(abi: Abi, version: Version): string {
  const isOld = !isAtLeast(version, 8) && isAtLeast(version, 2);
  const threads = abi.startsWith("cpt") ? "t" : "";
  const debug = abi.endsWith("d") ? "d" : "";
  return isOld ? `cp${version.major}${version.minor}${debug}m` : `cp${version.major}${version.minor}${threads}${debug}`;
}

function mentions(tree: SourceTree, name: RegExp): boolean {
  for (const { path, text } of tree.files.values()) if (path.startsWith("Include/") && name.test(text)) return true;
  return false;
}

function noSuchAbi(abi: Abi, version: Version, since: string): CapidiffError {
  return new CapidiffError("unknown-abi", `CPython ${version.text} has no ABI ${abi}. ${since}`);
}

/** Throws `unsupported-platform` if the version does not support the platform. */
function requireSupport(platform: Platform, version: Version): void {
  const { since } = platformDefinition(platform).support;
  if (since === null || isAtLeast(version, since)) return;
  throw new CapidiffError(
    "unsupported-platform",
    `CPython ${version.text} cannot be built for ${platform}, which is supported since 3.${since}.`,
  );
}
