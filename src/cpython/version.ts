/** A version of CPython as `patchlevel.h` gives it, in PEP 440's terms. */
export interface Version {
  major: number;
  minor: number;
  micro: number;
  /** `alpha`, `beta`, `rc` or `final`. */
  stage: "alpha" | "beta" | "rc" | "final";
  serial: number;
  /** PEP 440, e.g. `3.14.0a3`; a `+` of a development tree is kept as `3.14.0a3+dev`. */
  text: string;
}
