import { parse as parseToml } from "smol-toml";
import { compareVersions, type Version } from "../cpython/version.ts";
import { lastOfSeries, type ReleaseTag } from "./history.ts";

/** The oldest series an extension supports, and the evidence. */
export interface OldestSeries {
  /** The minor version of Python 3: 9 for 3.9. */
  minor: number;
  /** For use in a sentence: `Requires-Python (>=3.9) of pyproject.toml`. */
  by: string;
  /** Whether it was compiled with that series' headers, as a built module was. */
  isBuilt?: boolean;
}

/** Whether a file declares the supported Python versions of a project. */
export const isProjectFile = (path: string): boolean =>
  /(?:^|\/)(?:pyproject\.toml|setup\.cfg|setup\.py|PKG-INFO)$/.test(path) || /\.dist-info\/METADATA$/.test(path);

/** The requirement in a project's files; null if there is none that can be understood. */
export function requiredBy(files: readonly { path: string; text: string }[]): OldestSeries | null {
  for (const { path, text } of files) {
    const specifier = specifierIn(path, text);
    const minor = specifier === null ? null : lowestOf(specifier);
    if (minor !== null) return { minor, by: `Requires-Python (${specifier}) of ${path}` };
  }
  return null;
}

/** The lowest limited API requested in sources. */
export function limitedApiIn(texts: readonly string[]): OldestSeries | null {
  const found = texts.flatMap((text) => {
    const hex = /^[ \t]*#[ \t]*define[ \t]+Py_LIMITED_API[ \t]+\(?0x03([0-9a-fA-F]{2})[0-9a-fA-F]{4}/m.exec(text)?.[1];
    return hex === undefined ? [] : [Number.parseInt(hex, 16)];
  });
  return found.length === 0 ? null : { minor: Math.min(...found), by: "Py_LIMITED_API in the sources" };
}

function specifierIn(path: string, text: string): string | null {
  if (path.endsWith(".toml")) return specifierOfToml(text);
  const pattern = path.endsWith(".cfg")
    ? /^\s*python_requires\s*=\s*(.+)$/m
    : path.endsWith(".py")
      ? /\bpython_requires\s*=\s*["']([^"']+)["']/
      : /^Requires-Python:\s*(.+)$/m;
  return pattern.exec(text)?.[1]?.trim() ?? null;
}

function specifierOfToml(text: string): string | null {
  try {
    const { project, tool } = parseToml(text) as {
      project?: { "requires-python"?: unknown };
      tool?: { poetry?: { dependencies?: { python?: unknown } } };
    };
    const specifier = project?.["requires-python"] ?? tool?.poetry?.dependencies?.python;
    return typeof specifier === "string" ? specifier : null;
  } catch {
    return null;
  }
}

/** Beyond any series in the foreseeable future. */
const maxMinor = 60;

/** The lowest series that a version specifier (PEP 440) admits. */
function lowestOf(specifier: string): number | null {
  const clauses = specifier
    .split(",")
    .map((clause) => /^\s*(~=|==|!=|<=|>=|<|>|\^|~)?\s*v?(\d+(?:\.\d+)*)(\.\*)?/.exec(clause));
  if (clauses.some((clause) => clause === null)) return null;
  for (let minor = 0; minor < maxMinor; minor++) {
    const isAdmitted = clauses.every((clause) => {
      const [, operator = ">=", version = "", isPrefix] = clause as RegExpExecArray;
      return admits(operator, version.split(".").map(Number), isPrefix !== undefined, minor);
    });
    if (isAdmitted) return minor;
  }
  return null;
}

/** Whether any release of a series of Python 3 satisfies a clause. */
function admits(
  operator: string,
  [major = 0, wanted, micro]: readonly number[],
  isPrefix: boolean,
  minor: number,
): boolean {
  const order = Math.sign(3 - major) || (wanted === undefined ? 0 : Math.sign(minor - wanted));
  switch (operator) {
    case "<":
      return order < 0 || (order === 0 && (micro ?? 0) > 0);
    case "<=":
      return order <= 0;
    case ">":
      return order > 0 || (order === 0 && micro !== undefined);
    case "==":
      return order === 0;
    case "!=":
      return order !== 0 || !(isPrefix || micro === undefined);
    case "~=":
      return order >= 0 && major === 3 && (micro === undefined || order === 0);
    case "^":
    case "~":
      return order >= 0 && major === 3;
    default:
      return order >= 0;
  }
}

/** Number of supported series: five years, one series per year (PEP 602). */
const supportedSeries = 5;

/**
 * Candidates for the baseline if none was named: the last release of each series, starting at the oldest the extension
 * supports, else at the oldest not past its end of life, in ascending order; then older ones, newest first. None for a
 * module built for the target's own series.
 */
export function baselinesFor(
  target: Version,
  releases: readonly ReleaseTag[],
  support: OldestSeries | null,
): ReleaseTag[] {
  if (support?.isBuilt && support.minor === target.minor) return [];
  const finals = lastOfSeries(releases).filter(({ version }) => version.major === 3);
  const newest = finals.at(-1)?.version.minor ?? target.minor;
  const oldest = support?.minor ?? Math.min(newest - supportedSeries + 1, target.minor - 1);
  const older = finals.filter(({ version }) => version.minor !== target.minor && compareVersions(version, target) < 0);
  const isSupported = ({ version }: ReleaseTag) => version.minor >= oldest;
  return [...older.filter(isSupported), ...older.filter((release) => !isSupported(release)).reverse()];
}
