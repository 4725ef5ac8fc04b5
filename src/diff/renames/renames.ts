import type { ManifestSymbol } from "../../manifest/model.ts";
import { declarationEvidence } from "../declaration.ts";
import type { ManifestIndex } from "../manifest-index.ts";
import type { Matched } from "../matched.ts";
import { stemOf } from "../symbol-name.ts";
import { aliasesKept, aliasesThatTookOver } from "./aliases.ts";
import { candidatesOf } from "./candidate.ts";
import { familyRenames } from "./families.ts";
import {
  isPromoted,
  type Likeness,
  likeRenames,
  nearName,
  otherPrefix,
  otherSignature,
  otherValue,
  promoted,
  sameBody,
} from "./likeness.ts";
import { namedAfterStructs } from "./named-after.ts";
import { promotion, type Rename, standsAlone } from "./rename.ts";

/**
 * Finds names replaced by others: an alias in `to` or `from` says so, one of two similar names is gone and one is new,
 * or a private name has become public. Better evidence comes first.
 */
export function renamedSymbols(matched: Matched): Rename[] {
  const { symbols, from, to } = matched;
  const renames = [...aliasesKept(matched), ...aliasesThatTookOver(matched)];
  const isHere = ({ name }: ManifestSymbol, other: ManifestIndex) => other.elsewhere(name) === undefined;
  const gone = candidatesOf(symbols.removed.filter((symbol) => standsAlone(symbol, from) && isHere(symbol, to)));
  const come = candidatesOf(symbols.added.filter((symbol) => standsAlone(symbol, to) && isHere(symbol, from)));
  const take = (found: readonly Rename[]) => {
    for (const { from, to } of found) {
      gone.delete(from);
      come.delete(to);
    }
    return found;
  };
  const alike = (likeness: Likeness) => take(likeRenames(gone.values(), come.values(), likeness, matched));
  take(renames);
  for (const likeness of [otherPrefix, nearName, sameBody, namedAfterStructs(matched)])
    renames.push(...alike(likeness));
  renames.push(...take(familyRenames(gone.values(), come.values(), matched)));
  for (const likeness of [otherSignature, otherValue]) renames.push(...alike(likeness));
  const known = new Set(renames.map((rename) => rename.from));
  const stems = new Set([...come.values()].map(({ stem }) => stem.toLowerCase()));
  // Most private names have no new one: what is compared is found by a look at the stems first.
  const stayed = symbols.paired.filter(
    (pair) =>
      promotion(pair.from, { tier: "limited" }) > 0 &&
      stems.has(stemOf(pair.from.name).toLowerCase()) &&
      !known.has(pair.from) &&
      standsAlone(pair.from, from),
  );
  const keptAs = new Map(stayed.map((pair) => [pair.from, pair.to]));
  for (const rename of likeRenames(candidatesOf(keptAs.keys()).values(), come.values(), promoted, matched)) {
    const kept = keptAs.get(rename.from) as ManifestSymbol;
    if (isPromoted({ from: kept, to: rename.to })) renames.push({ ...rename, kept });
  }
  return renames.map(withPromotion);
}

/** A stronger promise is additional evidence. */
function withPromotion(rename: Rename): Rename {
  const { from, to, evidence } = rename;
  const isKnown = evidence.some(({ kind }) => kind === promoted.kind);
  if (isKnown || !isPromoted(rename) || stemOf(from.name) !== stemOf(to.name)) return rename;
  return { ...rename, evidence: [...evidence, { ...declarationEvidence("to", to), kind: promoted.kind }] };
}
