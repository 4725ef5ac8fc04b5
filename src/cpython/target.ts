import { CapidiffError } from "../errors.ts";
import { type BuildMacros, buildMacros } from "./build-macros.ts";
import { type Platform, platforms } from "./platforms/names.ts";
import { platformOf } from "./platforms/wheel-tags.ts";
import { minorOf, type Version } from "./version.ts";

export { type Platform, platforms };

/** The ABIs a user may request; answers include the version (`cp313t`). */
export const abis = ["cp", "cpt", "cpd", "cptd", "abi3", "abi3t"] as const;

/** A build of CPython as wheel tags name it, or a limited API. */
export type Abi = (typeof abis)[number];

interface WithMacros {
  /** Macros that a build defines or undefines besides those of its ABI; absent if none. */
  macros?: BuildMacros;
}

/** A requested target: an ABI without version, a platform, and for a limited ABI the `Py_LIMITED_API` version. */
export interface TargetRequest extends WithMacros {
  abi: Abi;
  platform: Platform;
  /** E.g. `3.12`; null means the ref's own version for a limited ABI, and no limited API otherwise. */
  limitedApi: string | null;
}

/** A resolved target, as in wheel file names. */
export interface Target extends WithMacros {
  /** `cp313`, `cp313t`, `cp313d`, `cp313td`, `abi3`, `abi3t`. */
  abi: string;
  platform: Platform;
  limitedApi: string | null;
}

/** What is meant if no target is given. */
export const defaultTarget: TargetRequest = { abi: "cp", platform: "linux_x86_64", limitedApi: null };

/** The format of a version of the limited API. */
export const limitedApiPattern = /^3\.\d{1,2}$/;

/** Parses the target of a query or command line; missing parts get their defaults. Throws `invalid-target`. */
export function targetRequest(words: {
  abi?: string | undefined;
  platform?: string | undefined;
  limitedApi?: string | undefined;
  define?: readonly string[] | undefined;
  undef?: readonly string[] | undefined;
}): TargetRequest {
  const { abi = defaultTarget.abi, limitedApi = null } = words;
  if (!isOneOf(abis, abi))
    throw new CapidiffError("invalid-target", `Unknown ABI "${abi}"; expected one of ${abis.join(", ")}.`);
  const platform = platformOf(words.platform ?? defaultTarget.platform);
  if (limitedApi !== null && !limitedApiPattern.test(limitedApi)) {
    throw new CapidiffError("invalid-target", `Invalid limited API version "${limitedApi}"; expected e.g. 3.12.`);
  }
  if (limitedApi !== null && !isLimited(abi)) {
    throw new CapidiffError("invalid-target", `A limited API version requires the ABI abi3 or abi3t, not ${abi}.`);
  }
  return { abi, platform, limitedApi, ...withMacros(buildMacros(words.define ?? [], words.undef ?? [])) };
}

/** Spreads a target's macros, if there are any. */
export const withMacros = (macros: BuildMacros = []): WithMacros => (macros.length === 0 ? {} : { macros });

/** Everything that distinguishes targets, in a fixed order. */
export const targetKey = ({ abi, platform, limitedApi, macros = [] }: TargetRequest): unknown[] => [
  ...[abi, platform, limitedApi],
  ...(macros.length === 0 ? [] : [macros]),
];

const isOneOf = <T extends string>(values: readonly T[], value: string): value is T =>
  (values as readonly string[]).includes(value);

/**
 * The first minor versions of Python 3 with a limited API (PEP 384), and with one for free-threaded builds (PEP 803).
 */
export const firstLimited = { abi3: 2, abi3t: 15 } as const;

/** Whether extensions for it see the limited API alone. */
export const isLimited = (abi: Abi): abi is "abi3" | "abi3t" => abi === "abi3" || abi === "abi3t";

/** Whether the ABI of a resolved target is that of a free-threaded build: `cp313t`, `cp313td`. */
export const isFreeThreaded = (abi: string): boolean => /^cp\d+t/.test(abi);

/** All versions of the limited API that a version supports, ascending from `3.2` to its own. */
export function limitedApiVersions(abi: "abi3" | "abi3t", version: Version): string[] {
  const versions: string[] = [];
  for (let minor = firstLimited[abi]; isAtLeast(version, minor); minor++) versions.push(`3.${minor}`);
  return versions;
}

/** The `#define` that selects a limited API, PEP 803's for `abi3t`; empty for an ABI without one. */
export function limitedApiMacro(abi: Abi, limitedApi: string | null): string {
  if (!isLimited(abi) || limitedApi === null) return "";
  const minor = minorOf(limitedApi).toString(16).padStart(2, "0");
  return `#define ${abi === "abi3" ? "Py_LIMITED_API" : "Py_TARGET_ABI3T"} 0x03${minor}0000\n`;
}

/** Whether an error says that a ref cannot be built for a platform, or its headers do not know an ABI. */
export function isWithoutTarget(error: unknown): error is CapidiffError {
  return error instanceof CapidiffError && (error.code === "unsupported-platform" || error.code === "unknown-abi");
}

/** Whether a version is that minor version of Python 3 or later. */
export function isAtLeast(version: Version, minor: number): boolean {
  return version.major > 3 || (version.major === 3 && version.minor >= minor);
}
