/** The abis that a user may ask for; the version joins them in what is answered (`cp313t`). */
export const abis = ["cp", "cpt", "cpd", "cptd", "abi3", "abi3t"] as const;
export type Abi = (typeof abis)[number];

export const platforms = ["linux_x86_64"] as const;
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
