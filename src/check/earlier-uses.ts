import { groupBy } from "../group-by.ts";
import type { VersionUses } from "./extension.ts";
import { type CheckDiagnostic, usedKey } from "./model.ts";
import type { Place } from "./use.ts";
import { PlaceSet, placesOf, type UseGroup } from "./use-groups.ts";

/** Stands for uses that have not been compiled, and notes whether they matter. */
export class Unread {
  isMissed = false;
}

/** What sources used when compiled for the baseline. They are read when first asked about: most checks never do. */
export class EarlierUses {
  readonly #before: VersionUses | Unread | null;
  #uses: UsesByPlace | null = null;
  #refusals: ReadonlySet<string> | null = null;

  /** @param before null if there are no sources; if it is unread, the answers are guesses */
  constructor(before: VersionUses | Unread | null) {
    this.#before = before;
  }

  /** Whether any place of a group had the same use. */
  has(group: UseGroup): boolean {
    this.#uses ??= new UsesByPlace(this.#read()?.source ?? []);
    return this.#uses.hasAnyOf(group);
  }

  /** Whether a diagnostic refuses sources that the baseline refused in the same way. */
  refuses(one: CheckDiagnostic): boolean {
    if (!isRefusal(one)) return false;
    this.#refusals ??= new Set(this.#read()?.diagnostics.filter(isRefusal).map(diagnosticKey));
    return this.#refusals.has(diagnosticKey(one));
  }

  /**
   * Uses of sources, keeping "undeclared by included headers" only where it is news: names undeclared in the baseline as
   * well are found anyway, since the extension works there.
   * @param isThere whether the target has what is used
   */
  withNews(groups: readonly UseGroup[], isThere: (group: UseGroup) => boolean): UseGroup[] {
    // What the target lacks is found nowhere.
    const isHidden = (group: UseGroup) => isUndeclared(group) && isThere(group);
    const before = groups.some(isHidden) ? this.#read() : null;
    if (before === null) return [...groups];
    const undeclared = new UsesByPlace(before.source.filter(isUndeclared));
    return groups.flatMap((group) => {
      if (!isHidden(group) || !undeclared.hasAnyOf(group)) return [group];
      const { declared: _, ...use } = { declared: false, ...group.use };
      const places = undeclared.placesOf(keyOf(group));
      const [news, known] = [new PlaceSet(), new PlaceSet()];
      for (const place of placesOf(group)) (places.has(placeKey(place)) ? known : news).add(place);
      const rest = { ...group, use, places: known.table() };
      const kept = news.table();
      return kept.length === 0 ? [rest] : [{ ...group, places: kept }, rest];
    });
  }

  #read(): VersionUses | null {
    if (!(this.#before instanceof Unread)) return this.#before;
    this.#before.isMissed = true;
    return null;
  }
}

/** Uses by what is used and how it fails, each with its places. */
class UsesByPlace {
  readonly #groups: ReadonlyMap<string, readonly UseGroup[]>;
  readonly #places = new Map<string, ReadonlySet<string>>();

  constructor(groups: readonly UseGroup[]) {
    this.#groups = groupBy(groups, keyOf);
  }

  /** Whether any place of a group has the same use. */
  hasAnyOf(group: UseGroup): boolean {
    const key = keyOf(group);
    // Lists have no places.
    if (group.places.length === 0) return this.#groups.has(key);
    const places = this.placesOf(key);
    return placesOf(group).some((place) => places.has(placeKey(place)));
  }

  placesOf(key: string): ReadonlySet<string> {
    const made = this.#places.get(key) ?? new Set((this.#groups.get(key) ?? []).flatMap(placesOf).map(placeKey));
    this.#places.set(key, made);
    return made;
  }
}

const isUndeclared = ({ use }: UseGroup) => use.kind !== "header" && use.declared === false;

/** A condition that the compiler understands in the baseline tests a macro of a header that was not given. */
const isRefusal = ({ code }: CheckDiagnostic) => code === "error-directive" || code === "invalid-condition";
const diagnosticKey = ({ place, message }: CheckDiagnostic) => JSON.stringify([place, message]);

const keyOf = ({ use }: UseGroup) => JSON.stringify([usedKey(use), use.fault?.kind]);
const placeKey = ({ file, line, column }: Place) => `${line}:${column}:${file}`;
