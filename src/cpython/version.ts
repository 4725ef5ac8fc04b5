import { CapidiffError } from "../errors.ts";
import type { SourceTree } from "./tree.ts";

/** A version of CPython from `patchlevel.h`, in PEP 440's terms. */
export interface Version {
  major: number;
  minor: number;
  micro: number;
  /** `alpha`, `beta`, `rc` or `final`. */
  stage: "alpha" | "beta" | "rc" | "final";
  serial: number;
  /** PEP 440, e.g. `3.14.0a3`; the `+` of a development tree becomes `3.14.0a3+dev`. */
  text: string;
}

const stages = ["alpha", "beta", "rc", "final"] as const satisfies Version["stage"][];

/** The letters in CPython's tags between the numbers and the serial; `c` up to 2.7. */
const stageOfSuffix: Record<string, Version["stage"]> = { a: "alpha", b: "beta", c: "rc", rc: "rc" };

/** The names and numbers of release levels in `patchlevel.h`. */
const stageOfLevel: Record<string, Version["stage"]> = {
  ALPHA: "alpha",
  BETA: "beta",
  GAMMA: "rc",
  FINAL: "final",
  "0XA": "alpha",
  "0XB": "beta",
  "0XC": "rc",
  "0XF": "final",
};

/**
 * The version in a tag of CPython's: `v3.13.5`, `v3.14.0a3`, `v3.2rc1`; null for any other tag.
 * Versions always have three numbers, so `v3.2` is 3.2.0.
 */
export function parseTagVersion(tag: string): Version | null {
  const match = /^v(\d+)\.(\d+)(?:\.(\d+))?(?:(a|b|c|rc)(\d+))?$/.exec(tag);
  if (!match) return null;
  const [, major, minor, micro = "0", suffix = "", serial = "0"] = match;
  return version(Number(major), Number(minor), Number(micro), stageOfSuffix[suffix] ?? "final", Number(serial), false);
}

/**
 * Parses the text of a {@link Version}, as manifests have it; null for any other text.
 * A development tree comes after the release it is based on.
 */
export function parseVersion(text: string): Version | null {
  const parsed = parseTagVersion(`v${text.replace(/\+dev$/, "")}`);
  return parsed && { ...parsed, text };
}

/** A manifest, or anything else with the text of a {@link Version}. */
export interface Versioned {
  version: string;
}

/** Parses the version of something; throws a TypeError if it is not one. */
export function versionIn({ version }: Versioned): Version {
  const parsed = parseVersion(version);
  if (parsed === null) throw new TypeError(`${version} is not a version of CPython`);
  return parsed;
}

/**
 * The version of a tree, from the macros in its `Include/patchlevel.h`; a `+` at the end of `PY_VERSION` marks a
 * development tree. Throws `no-headers` if the file or one of the macros is missing.
 */
export function versionOf(tree: SourceTree): Version {
  const text = tree.files.get("Include/patchlevel.h")?.text;
  if (text === undefined) {
    throw new CapidiffError("no-headers", `${tree.ref} has no Include/patchlevel.h, so its version is unknown.`);
  }
  const number = (name: string) => Number(macro(text, name, /\d+/, tree.ref));
  const level = macro(text, "PY_RELEASE_LEVEL", /PY_RELEASE_LEVEL_\w+|0x[A-Fa-f]/, tree.ref);
  const stage = stageOfLevel[level.replace("PY_RELEASE_LEVEL_", "").toUpperCase()];
  if (!stage) {
    throw new CapidiffError(
      "no-headers",
      `Include/patchlevel.h of ${tree.ref} has an unknown release level, ${level}.`,
    );
  }
  return version(
    number("PY_MAJOR_VERSION"),
    number("PY_MINOR_VERSION"),
    number("PY_MICRO_VERSION"),
    stage,
    number("PY_RELEASE_SERIAL"),
    macro(text, "PY_VERSION", /"[^"]*"/, tree.ref).endsWith('+"'),
  );
}

function macro(text: string, name: string, value: RegExp, ref: string): string {
  const match = new RegExp(`^[ \\t]*#[ \\t]*define[ \\t]+${name}[ \\t]+(${value.source})`, "m").exec(text);
  if (!match?.[1]) {
    throw new CapidiffError("no-headers", `Include/patchlevel.h of ${ref} does not define ${name} as expected.`);
  }
  return match[1];
}

function version(
  major: number,
  minor: number,
  micro: number,
  stage: Version["stage"],
  serial: number,
  development: boolean,
): Version {
  const suffix = { alpha: `a${serial}`, beta: `b${serial}`, rc: `rc${serial}`, final: "" }[stage];
  const text = `${major}.${minor}.${micro}${suffix}${development ? "+dev" : ""}`;
  return { major, minor, micro, stage, serial, text };
}

/** The series of a version, e.g. `3.13`. */
export function seriesOf(version: Version): string {
  return `${version.major}.${version.minor}`;
}

/** The minor version in the text of a version or series: 12 for `3.12` and `3.12.1`. */
export const minorOf = (version: string): number => Number(version.split(".")[1]);

/** Negative if `a` comes before `b` in PEP 440's order; a development tree comes after the release it is based on. */
export function compareVersions(a: Version, b: Version): number {
  return (
    a.major - b.major ||
    a.minor - b.minor ||
    a.micro - b.micro ||
    stages.indexOf(a.stage) - stages.indexOf(b.stage) ||
    a.serial - b.serial ||
    Number(a.text.endsWith("+dev")) - Number(b.text.endsWith("+dev"))
  );
}

/** `PY_VERSION_HEX`, as computed in `patchlevel.h`. */
export function versionHex({ major, minor, micro, stage, serial }: Version): number {
  const level = { alpha: 0xa, beta: 0xb, rc: 0xc, final: 0xf }[stage];
  return major * 2 ** 24 + (minor << 16) + (micro << 8) + (level << 4) + serial;
}

/** The version with this `PY_VERSION_HEX`, as in tags: `3.14.0a2`. */
export function versionOfHex(hex: number): string {
  const level = { 10: "a", 11: "b", 12: "rc" }[(hex >> 4) & 0xf];
  const numbers = `${hex >>> 24}.${(hex >> 16) & 0xff}.${(hex >> 8) & 0xff}`;
  return level === undefined ? numbers : `${numbers}${level}${hex & 0xf}`;
}
