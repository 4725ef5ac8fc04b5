import type { MemberUse, Place, SymbolUse } from "../use.ts";
import { PlaceSet, type PlaceTable, placesOf, type UseGroup } from "../use-groups.ts";
import { placeKey, type UserPlaces } from "./user-places.ts";

interface Entry {
  use: SymbolUse | MemberUse;
  /** Of a name that the extension declares, and so may define. */
  isOwn: boolean;
  places: PlaceSet;
}

/** Uses of names and members, each once with its places: a large source has hundreds of thousands. */
export class UseTable {
  readonly #entries = new Map<string, Entry>();

  add({ place, ...use }: SymbolUse | MemberUse, isOwn = false): void {
    if (place === null) return;
    const group = { ...use, place: null };
    const key = keyOf(group, isOwn);
    const entry = this.#entries.get(key) ?? { use: group, isOwn, places: new PlaceSet() };
    this.#entries.set(key, entry);
    entry.places.add(place);
  }

  /** A place that has expansions is a group by itself. `defined`: own names that are no uses. */
  groups(places: UserPlaces, defined: ReadonlySet<string>): UseGroup[] {
    return [...this.#entries.values()]
      .filter(({ use, isOwn }) => !isOwn || (use.kind === "symbol" && !defined.has(use.name)))
      .flatMap((entry) => this.#grouped(entry, places));
  }

  #grouped({ use, places }: Entry, userPlaces: UserPlaces): UseGroup[] {
    // A header included by many units may lack a declaration in only one of them, which counts.
    const lacking = use.declared ? this.#entries.get(keyOf({ ...use, declared: false }, false)) : undefined;
    const lacks = new Set(lacking && placesOf({ places: lacking.places.table() }).map(placeKey));
    const expanded: UseGroup[] = [];
    const table = places.table((place) => {
      if (lacks.size > 0 && lacks.has(placeKey(place))) return true;
      const expansions = userPlaces.expansions(place);
      if (expansions) expanded.push({ use, places: tableOf(place), expansions });
      return expansions !== undefined;
    });
    return [{ use, places: table }, ...expanded];
  }
}

const keyOf = (use: SymbolUse | MemberUse, isOwn: boolean): string =>
  use.kind === "symbol"
    ? `${use.name} ${use.arguments ?? ""} ${use.declared} ${isOwn}`
    : `${use.struct}.${use.member} ${use.declared}`;

const tableOf = ({ file, line = 0, column = 0 }: Place): PlaceTable => [[file, [line, column]]];
