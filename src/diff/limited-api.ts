import { firstLimited, isAtLeast, isFreeThreaded } from "../cpython/target.ts";
import { minorOf, versionIn } from "../cpython/version.ts";
import { firstListed } from "../manifest/limited-evidence.ts";
import type { ManifestSymbol } from "../manifest/model.ts";
import type { Comparison } from "./comparison.ts";
import { type HeaderEntry, pythonHeader } from "./header-graph.ts";
import { headerEntry } from "./headers.ts";
import type { ManifestIndex } from "./manifest-index.ts";
import type { Pair } from "./pair.ts";

/**
 * Whether a name joined or left the limited API. A tree without a list of it leaves out names by evidence alone
 * (`manifest/limited-evidence.ts`): if a version with a list shows such a name for that old Py_LIMITED_API too, the two
 * contradict each other, and nothing is known to have changed. Nor is it if neither has one and a macro is as before: the
 * evidence is about other names of its header. If one of the versions has no limited API at all, that is the event: see
 * {@link limitedApiIn}.
 */
export function joinedOrLeft({ from, to }: Comparison, pair: Pair<ManifestSymbol>): boolean {
  const [before, after] = [pair.from.limitedApi, pair.to.limitedApi];
  if ((before === null) === (after === null) || !haveLimitedApi({ from, to })) return false;
  const [outside, inside] = before === null ? [from, to] : [to, from];
  if (!isUsable(before === null ? pair.to : pair.from, inside)) return false;
  const since = (before ?? after)?.since ?? "";
  const isContradiction = minorOf(outside.version) < firstListed && minorOf(inside.version) >= firstListed;
  if (isSameMacro(pair) ? minorOf(outside.version) >= firstListed : !isContradiction) return true;
  if (minorOf(since) > minorOf(outside.version)) return true;
  return isHiddenByHeader(before === null ? pair.from : pair.to, outside);
}

/** Whether both versions have a limited API for their build. */
export const haveLimitedApi = ({ from, to }: Pair<ManifestIndex>): boolean => hasLimitedApi(from) && hasLimitedApi(to);

/** `Python.h`, which stands for the limited API, if only this version and not the other has one and both have it. */
export function limitedApiIn(here: ManifestIndex, there: ManifestIndex): HeaderEntry[] {
  const isNew = hasLimitedApi(here) && !hasLimitedApi(there);
  return isNew && [here, there].every(({ headers }) => headers.has(pythonHeader)) ? [headerEntry(pythonHeader)] : [];
}

/** The PEP of the limited API of a build. */
export const pepOf = ({ target }: ManifestIndex): string => (isFreeThreaded(target.abi) ? "PEP 803" : "PEP 384");

/** The first limited API that an extension for this build can ask for. */
export function firstLimitedOf(index: ManifestIndex): string {
  const isThreaded = isFreeThreaded(index.target.abi) && isAtLeast(versionIn(index), firstLimited.abi3t);
  return `3.${firstLimited[isThreaded ? "abi3t" : "abi3"]}`;
}

/** Whether extensions for this build can ask for a limited API (PEP 384; PEP 803 for free-threaded builds). */
const hasLimitedApi = (index: ManifestIndex) =>
  isAtLeast(versionIn(index), firstLimited[isFreeThreaded(index.target.abi) ? "abi3t" : "abi3"]);

/** Whether all that a macro uses is in the limited API as well, as far as lists say: else no extension could use it. */
function isUsable(symbol: ManifestSymbol, index: ManifestIndex, seen = new Set<ManifestSymbol>()): boolean {
  if (symbol.kind !== "macro" || minorOf(index.version) < firstListed || seen.has(symbol)) return true;
  seen.add(symbol);
  const { params, body } = symbol;
  return (body.match(/\b[A-Za-z_]\w*/g) ?? []).every((word) => {
    const used = params?.includes(word) ? undefined : index.symbols.get(word);
    return used === undefined || (used.limitedApi !== null && isUsable(used, index, seen));
  });
}

function isSameMacro({ from, to }: Pair<ManifestSymbol>): boolean {
  return from.kind === "macro" && to.kind === "macro" && from.header === to.header && from.body === to.body;
}

/** Evidence never leaves out a mere constant beside names of the limited API: the header itself hides it. */
function isHiddenByHeader(symbol: ManifestSymbol, { symbols }: ManifestIndex): boolean {
  if (symbol.kind !== "macro" || symbol.implementation !== null || symbol.name.startsWith("_")) return false;
  for (const { header, limitedApi } of symbols.values()) {
    if (limitedApi !== null && header === symbol.header) return true;
  }
  return false;
}
