import { CapidiffError } from "../errors.ts";
import { parseTagVersion, seriesOf } from "./version.ts";

/** A tag or branch of the remote. */
export interface RefInfo {
  /** Without `refs/tags/` or `refs/heads/`. */
  name: string;
  kind: "tag" | "branch";
  /** 40 hex digits; for an annotated tag the commit that it marks. */
  commit: string;
  /** PEP 440, from the name of a release's tag, e.g. `3.14.0a3`; null for other tags and for branches. */
  version: string | null;
  /** As `3.13`, from a release's tag or a name that is a series itself; else null. */
  series: string | null;
  /** Whether it is the tag of an alpha, beta or release candidate. */
  prerelease: boolean;
}

/** What a user may have meant by a ref, before any remote is asked. */
export interface RefRequest {
  /** What was asked, without `refs/tags/` or `refs/heads/`. */
  name: string;
  /** What `refs/…` in front says; null where the name alone is given. */
  kind: "tag" | "branch" | null;
  /** The name read as a commit id, in lower case, 7 to 40 hex digits; null where it is not one. */
  commitId: string | null;
  /** The names to look for, best first: `3.13.5` is accepted for `v3.13.5`. */
  candidates: string[];
}

/** Longest name in bytes: our own refs keep it, escaped, as one file name of at most 255 bytes with git's `.lock`. */
const longest = 200;

/**
 * Reads a ref as a user wrote it. A ref is data: what is not a name by git's own rules, or could be taken for an
 * option, throws `invalid-ref` and never reaches git.
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

/** Why a string is not a ref name by the rules of git-check-ref-format(1), and ours; null where it is one. */
function faultOf(ref: string): string | null {
  if (ref === "") return "is empty";
  if (Buffer.byteLength(ref) > longest) return `is longer than ${longest} bytes`;
  if (/\p{Surrogate}/u.test(ref)) return "is not well-formed Unicode";
  if (/\p{Cc}/u.test(ref)) return "has a control character";
  if (/[ ~^:?*[\\]/.test(ref)) return "has a space or one of ~ ^ : ? * [ \\";
  if (ref.startsWith("-")) return "starts with -";
  if (ref.includes("..")) return "has .., and is a range only where several versions are asked for";
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

/** `3.13.5` and `3.2rc1` are versions, so the release's tag comes first. */
function namesFor(name: string): string[] {
  const release = `v${name}`;
  return parseTagVersion(release) ? [release, name] : [name];
}

/** Whether a name is a series', as `3.13`. */
export function isSeries(name: string): boolean {
  return /^\d+\.\d+$/.test(name);
}

/** Reads the output of `git ls-remote --heads --tags`; `^{}` follows an annotated tag with the commit it marks. */
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
