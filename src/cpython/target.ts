import { CapidiffError } from "../errors.ts";
import type { SourceTree } from "./tree.ts";
import type { Version } from "./version.ts";

/** The abis that a user may ask for; the version joins them in what is answered (`cp313t`). */
export const abis = ["cp", "cpt", "cpd", "cptd", "abi3", "abi3t"] as const;
export type Abi = (typeof abis)[number];

export const platforms = [
  "linux_x86_64",
  "linux_i686",
  "linux_aarch64",
  "linux_armv7l",
  "macosx_x86_64",
  "macosx_arm64",
  "win32",
  "win_amd64",
  "win_arm64",
] as const;
export type Platform = (typeof platforms)[number];

/** What is asked: an abi without its version, a platform, and for a limited abi the `Py_LIMITED_API` version. */
export interface TargetRequest {
  abi: Abi;
  platform: Platform;
  /** As `3.12`; null is the ref's own version for a limited abi, and no limited API otherwise. */
  limitedApi: string | null;
}

/** What is answered (DESIGN section 6): spelled as in wheel file names. */
export interface Target {
  /** `cp313`, `cp313t`, `cp313d`, `cp313td`, `abi3`, `abi3t`. */
  abi: string;
  platform: Platform;
  limitedApi: string | null;
}

export const defaultTarget: TargetRequest = { abi: "cp", platform: "linux_x86_64", limitedApi: null };

/** How a version of the limited API is written. */
export const limitedApiPattern = /^3\.\d{1,2}$/;

/**
 * The request that loose words mean, as a query or a command line gives them; what is left out is the default's.
 * Throws `invalid-target` for a word that is none.
 */
export function targetRequest(words: {
  abi?: string | undefined;
  platform?: string | undefined;
  limitedApi?: string | undefined;
}): TargetRequest {
  const { abi = defaultTarget.abi, platform = defaultTarget.platform, limitedApi = null } = words;
  if (!isOneOf(abis, abi))
    throw new CapidiffError("invalid-target", `"${abi}" is no abi; there are ${abis.join(", ")}.`);
  if (!isOneOf(platforms, platform)) {
    throw new CapidiffError("invalid-target", `"${platform}" is no platform; there are ${platforms.join(", ")}.`);
  }
  if (limitedApi !== null && !limitedApiPattern.test(limitedApi)) {
    throw new CapidiffError("invalid-target", `"${limitedApi}" is no version of the limited API; write it as 3.12.`);
  }
  if (limitedApi !== null && !isLimited(abi)) {
    throw new CapidiffError("invalid-target", `A limited API version needs the abi abi3 or abi3t, not ${abi}.`);
  }
  return { abi, platform, limitedApi };
}

const isOneOf = <T extends string>(values: readonly T[], value: string): value is T =>
  (values as readonly string[]).includes(value);

/** The first minor version of Python 3 with a limited API (PEP 384), and with one for free-threaded builds (PEP 803). */
const firstLimited = { abi3: 2, abi3t: 15 } as const;

export const isLimited = (abi: Abi): abi is "abi3" | "abi3t" => abi === "abi3" || abi === "abi3t";

/**
 * The target that a request means for one ref. Throws `unknown-abi` where the ref's headers know no such abi, and
 * `invalid-target` for a limited API version that it cannot have.
 */
export function resolveTarget(request: TargetRequest, tree: SourceTree, version: Version): Target {
  const { abi, platform, limitedApi } = request;
  if (!isLimited(abi)) {
    if (abi.startsWith("cpt") && !(isAtLeast(version, 13) && mentions(tree, /\bPy_(?:GIL_DISABLED|NOGIL)\b/))) {
      throw noSuchAbi(abi, version, "Free-threaded builds exist since 3.13.");
    }
    return { abi: wheelAbi(abi, version), platform, limitedApi: null };
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
  return { abi, platform, limitedApi: `3.${minor}` };
}

/** All versions of the limited API that a version has, lowest first: `3.2` … its own. */
export function limitedApiVersions(abi: "abi3" | "abi3t", version: Version): string[] {
  const versions: string[] = [];
  for (let minor = firstLimited[abi]; isAtLeast(version, minor); minor++) versions.push(`3.${minor}`);
  return versions;
}

/** The `#define` that selects a limited API; PEP 803 for `abi3t`. */
export function limitedApiMacro(abi: "abi3" | "abi3t", limitedApi: string): string {
  const minor = Number(limitedApi.split(".")[1]).toString(16).padStart(2, "0");
  return `#define ${abi === "abi3" ? "Py_LIMITED_API" : "Py_TARGET_ABI3T"} 0x03${minor}0000\n`;
}

function isAtLeast(version: Version, minor: number): boolean {
  return version.major > 3 || (version.major === 3 && version.minor >= minor);
}

/** Debug `d`, then `m` for pymalloc until 3.7, free-threaded `t` (PEP 3149, PEP 703). */
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
  return new CapidiffError("unknown-abi", `CPython ${version.text} has no abi ${abi}. ${since}`);
}
