/** The targets compared: each release tag of the remote, for each abi and platform with a compiler here. */
import type { Abi, defaultTarget, TargetRequest } from "../../../src/cpython/target.ts";
import type { Version } from "../../../src/cpython/version.ts";
import type { LinuxPlatform } from "../compilers.ts";

export interface ConformanceTarget {
  request: TargetRequest & { platform: LinuxPlatform };
  /** For `--abi` and in the output: `cp`, `abi3@3.11`, `cp linux_i686`. */
  label: string;
  /** What a build for this target is given on the command line, without `-D`. */
  defines: string[];
}

/** The platform that is compared in full; for the others only what depends on the platform. */
export const firstPlatform = "linux_x86_64" satisfies typeof defaultTarget.platform;

/**
 * In the order that the comparison needs: the limited APIs determine `limitedApi.since`. What a limited API omits does
 * not depend on the platform.
 */
export function targetsOf(version: Version, platform: LinuxPlatform = firstPlatform): ConformanceTarget[] {
  const isFirst = platform === firstPlatform;
  const target = (abi: Abi, defines: string[], limitedApi: string | null = null): ConformanceTarget => ({
    request: { abi, platform, limitedApi },
    label: `${abi}${limitedApi === null ? "" : `@${limitedApi}`}${isFirst ? "" : ` ${platform}`}`,
    defines,
  });
  const limited = (abi: "abi3" | "abi3t", minor: number): ConformanceTarget => {
    const macro = abi === "abi3" ? "Py_LIMITED_API" : "Py_TARGET_ABI3T";
    const hex = `0x03${minor.toString(16).padStart(2, "0").toUpperCase()}0000`;
    return target(abi, ["NDEBUG", `${macro}=${hex}`], `3.${minor}`);
  };
  const abi3 = Array.from({ length: version.minor - 1 }, (_, index) => limited("abi3", index + 2));
  const freeThreaded = version.minor >= 13;
  return [
    ...(isFirst ? abi3 : []),
    ...(isFirst && version.minor >= 15 ? [limited("abi3t", version.minor)] : []),
    target("cp", ["NDEBUG"]),
    target("cpd", []),
    ...(freeThreaded ? [target("cpt", ["NDEBUG"])] : []),
    ...(freeThreaded && isFirst ? [target("cptd", [])] : []),
  ];
}

/** The refs that CI compares: the oldest, the newest, and two random others. */
export function sampledRefs(refs: readonly string[], order: readonly string[]): string[] {
  const isEnd = (ref: string) => ref === refs[0] || ref === refs.at(-1);
  const others = order.filter((ref) => !isEnd(ref)).slice(0, 2);
  return order.filter((ref) => isEnd(ref) || others.includes(ref));
}

/**
 * Whether CI, which lacks the time for all, compares a target: every abi of the newest ref on the first platform, with
 * every third version of abi3; of other refs the default build; on other platforms the oldest and the newest ref.
 */
export function isSampled({ request }: ConformanceTarget, ref: string, refs: readonly string[]): boolean {
  const isFirst = request.platform === firstPlatform;
  if (isFirst && ref === refs.at(-1)) return request.abi !== "abi3" || isThird(request.limitedApi);
  return request.abi === "cp" && (isFirst || ref === refs[0] || ref === refs.at(-1));
}

const isThird = (version: string | null) => Number(version?.split(".")[1]) % 3 === 2;
