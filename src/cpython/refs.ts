import { CapidiffError } from "../errors.ts";
import { parseTagVersion, seriesOf } from "./version.ts";

/** A tag or branch of the remote. */
export interface RefInfo {
  /** Without `refs/tags/` or `refs/heads/`. */
  name: string;
  kind: "tag" | "branch";
  /** 40 hex digits; for an annotated tag the commit it points to. */
  commit: string;
  /** PEP 440, from the name of a release's tag, e.g. `3.14.0a3`; null for other tags and for branches. */
  version: string | null;
  /** E.g. `3.13`, from a release's tag or the name of a series; else null. */
  series: string | null;
  /** Whether it is the tag of an alpha, beta or release candidate. */
  prerelease: boolean;
}

/** The possible meanings of a ref, before asking any remote. */
export interface RefRequest {
  /** The name without `refs/tags/` or `refs/heads/`. */
  name: string;
  /** From a `refs/…` prefix; null for a bare name. */
  kind: "tag" | "branch" | null;
  /** The name as a commit id of 7 to 40 lower-case hex digits, or null. */
  commitId: string | null;
  /** The names to look up, best first: `3.13.5` is accepted for `v3.13.5`. */
  candidates: string[];
}

/**
 * Maximum length in bytes: our own refs store it, escaped, as a file name of at most 255 bytes including git's `.lock`.
 */
const maxLength = 200;

/**
 * Parses a ref given by a user. A ref is data: anything that git does not accept as a name, or that could be taken for
 * an option, throws `invalid-ref` and never reaches git.
 */
export function parseRef(ref: string): RefRequest {
  const [, namespace, rest] = /^refs\/(tags|heads)\/(.+)$/s.exec(ref) ?? [];
  const kind = namespace === undefined ? null : namespace === "tags" ? "tag" : "branch";
  const name = rest ?? ref;
  const fault = faultOf(name);
  if (fault) {
    const shown = ref.length > 80 ? `${ref.slice(0, 80)}…` : ref;
    throw new CapidiffError("invalid-ref", `${JSON.stringify(shown)} ${fault}.`);
  }
  const commitId = kind === null && /^[0-9a-fA-F]{7,40}$/.test(name) ? name.toLowerCase() : null;
  return { name, kind, commitId, candidates: kind === null ? namesFor(name) : [name] };
}

/** Why a string is not a ref name by the rules of git-check-ref-format(1) and ours; null if it is one. */
function faultOf(ref: string): string | null {
  if (ref === "") return "is empty";
  if (Buffer.byteLength(ref) > maxLength) return `is longer than ${maxLength} bytes`;
  if (/\p{Surrogate}/u.test(ref)) return "is not well-formed Unicode";
  if (/\p{Cc}/u.test(ref)) return "has a control character";
  if (/[ ~^:?*[\\]/.test(ref)) return "has a space or one of ~ ^ : ? * [ \\";
  if (ref.startsWith("-")) return "starts with -";
  if (ref.includes("..")) return "contains .., but a range is only allowed where several versions are requested";
  if (ref.includes("@{")) return "has @{";
  if (ref === "@") return "is @ alone";
  if (ref.endsWith(".")) return "ends with .";
  for (const part of ref.split("/")) {
    if (part === "") return "has an empty part beside /";
    if (part.startsWith(".")) return "has a part that starts with .";
    if (part.endsWith(".lock")) return "has a part that ends with .lock";
  }
  return null;
}

/** `3.13.5` and `3.2rc1` are versions: the release's tag comes first. */
function namesFor(name: string): string[] {
  const release = `v${name}`;
  return parseTagVersion(release) ? [release, name] : [name];
}

/** Whether a name is a series, e.g. `3.13`. */
export function isSeries(name: string): boolean {
  return /^\d+\.\d+$/.test(name);
}

/** Parses the output of `git ls-remote --heads --tags`; `^{}` follows an annotated tag with its commit. */
export function parseLsRemote(output: string): RefInfo[] {
  const refs = new Map<string, RefInfo>();
  for (const line of output.split("\n")) {
    const match = /^([0-9a-f]{40})\trefs\/(tags|heads)\/(.+?)(\^\{\})?$/.exec(line);
    if (!match) continue;
    const [, commit = "", namespace, name = "", peeled] = match;
    const key = `${namespace}/${name}`;
    const known = refs.get(key);
    if (peeled && known) known.commit = commit;
    else refs.set(key, describe(name, namespace === "tags" ? "tag" : "branch", commit));
  }
  return [...refs.values()];
}

function describe(name: string, kind: RefInfo["kind"], commit: string): RefInfo {
  const version = kind === "tag" ? parseTagVersion(name) : null;
  return {
    name,
    kind,
    commit,
    version: version?.text ?? null,
    series: version ? seriesOf(version) : isSeries(name) ? name : null,
    prerelease: version !== null && version.stage !== "final",
  };
}
