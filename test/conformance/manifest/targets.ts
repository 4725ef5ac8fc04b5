/** What is compared: each release tag of the remote, for each abi that a compiler here can be asked about. */
import type { Abi, TargetRequest } from "../../../src/cpython/target.ts";
import type { Version } from "../../../src/cpython/version.ts";

export interface ConformanceTarget {
  request: TargetRequest;
  /** For `--abi` and in the output: `cp`, `abi3@3.11`. */
  label: string;
  /** What a build for this target is given on the command line, without `-D`. */
  defines: string[];
}

/** In the order that the comparison needs: what the limited API shows says what `limitedApi.since` must be. */
export function targetsOf(version: Version): ConformanceTarget[] {
  const limited = Array.from({ length: version.minor - 1 }, (_, index) => limitedTarget("abi3", index + 2));
  const freeThreaded = version.minor >= 13;
  return [
    ...limited,
    ...(version.minor >= 15 ? [limitedTarget("abi3t", version.minor)] : []),
    target("cp", ["NDEBUG"]),
    target("cpd", []),
    ...(freeThreaded ? [target("cpt", ["NDEBUG"]), target("cptd", [])] : []),
  ];
}

function target(abi: Abi, defines: string[]): ConformanceTarget {
  return { request: { abi, platform: "linux_x86_64", limitedApi: null }, label: abi, defines };
}

function limitedTarget(abi: "abi3" | "abi3t", minor: number): ConformanceTarget {
  const macro = abi === "abi3" ? "Py_LIMITED_API" : "Py_TARGET_ABI3T";
  const hex = `0x03${minor.toString(16).padStart(2, "0").toUpperCase()}0000`;
  return {
    request: { abi, platform: "linux_x86_64", limitedApi: `3.${minor}` },
    label: `${abi}@3.${minor}`,
    defines: ["NDEBUG", `${macro}=${hex}`],
  };
}
